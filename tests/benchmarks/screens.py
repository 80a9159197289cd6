"""P2, P5, P6, P7, P14 and P15 on the screen: first paint, scrolling, the event loop's lag, selecting, starting."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from db.actions.imports import import_contacts
from db.queries import imports
from db.rules.filters import ListSpec
from desktop.announcer import Announcer
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.prompts import WindowPrompts
from desktop.item_models.contact_source import COLUMNS, ContactSource
from desktop.item_models.table import WindowedTable
from desktop.navigation import Navigation
from desktop.pages.agent_dashboard.contact_table import ContactTable
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.tasks import Tasks
from desktop.theme.theme import Theme
from tests.benchmarks.bench import Bench
from tests.benchmarks.importing import write_csv
from tests.benchmarks.measuring import Figure, Goal, timed
from tests.benchmarks.painting import painting

TICK_MS: Final = 5
IMPORTED: Final = 20_000


def first_paint(bench: Bench) -> list[Figure]:
    """P2, first half: from the click on the list to its first rows on the screen."""
    services = _services(bench)
    with TemporaryDirectory() as folder:
        shown = ContactTable(services, SettingsFile(Path(folder) / "settings.ini"))
        shown.resize(1_200, 900)
        shown.show()
        times = []
        for number in range(bench.rounds(30)):
            shown.show_list(ListSpec("archive"))
            services.tasks.wait_idle(60_000)
            times.append(timed(lambda _n: _show(shown, ListSpec("everyone")), number))
            services.tasks.wait_idle(60_000)
        shown.close()
    services.tasks.close()
    return [Figure("P2", "click to the first rows painted, unfiltered", times, (), (Goal("p95", 25.0),))]


class _Painted(QObject):
    """Whether a widget was painted since its rows were exchanged."""

    def __init__(self, table: WindowedTable, widget: QWidget) -> None:
        super().__init__(widget)
        self._exchanged = self.seen = False
        table.modelReset.connect(self._exchange)
        widget.installEventFilter(self)

    def _exchange(self) -> None:
        self._exchanged = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The painting itself follows before the loop's turn is over."""
        self.seen |= self._exchanged and event.type() == QEvent.Type.Paint
        return False


def _show(shown: ContactTable, spec: ListSpec) -> None:
    painted = _Painted(shown.table, shown.view.viewport())
    shown.show_list(spec)
    _until(lambda: painted.seen and shown.table.loaded_at(0) is not None)
    painted.deleteLater()


def _until(done: Callable[[], bool]) -> None:
    """Wait as the program does, asleep until an event comes: a loop that spins takes the interpreter from the workers."""
    late: list[bool] = []
    QTimer.singleShot(60_000, lambda: late.append(True))
    while not done() and not late:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def scrolling(bench: Bench) -> list[Figure]:
    """P5: a jump in the table with its repaint, against the same table in C++."""
    found = painting(jumps=3, rows=400) if bench.brief else painting()
    goals = (Goal("ratio", 1.2), Goal("ratio_p99", 1.3), Goal("p99", 16.7))
    extra = {"ratio": found["ratio_p50"], "ratio_p99": found["ratio_p99"], "p99": found["ours_p99"]}
    ours, theirs = [found["ours_p50"], found["ours_p99"]], [found["theirs_p50"], found["theirs_p99"]]
    return [Figure("P5", "jump and repaint, 40 rows of 10 columns (p50 and p99)", ours, theirs, goals, "", extra)]


def lag_during_import(bench: Bench) -> list[Figure]:
    """P6: how late a 5 ms timer of the event loop is while an import is rehearsed and written by a worker."""
    application = QApplication.instance() or QApplication([])
    with bench.copy() as copy:
        office = copy.as_broker()
        file = copy.path.with_suffix(".csv")
        write_csv(file, 400 if bench.brief else IMPORTED, first=bench.rows * 2)
        tasks = Tasks()
        lags: list[float] = []
        over = threading.Event()

        def work() -> None:
            source = office.read(imports.open_source, file)
            rehearsal = office.read(imports.rehearse, (imports.ImportRequest(source, source.mapping),))
            office.perform(import_contacts, rehearsal=rehearsal)

        tasks.perform(work, lambda _r: over.set(), lambda _e: over.set())
        timer = QTimer()
        timer.setTimerType(timer.timerType().PreciseTimer)
        due = time.perf_counter() + TICK_MS / 1_000

        def tick() -> None:
            nonlocal due
            now = time.perf_counter()
            lags.append(max(0.0, (now - due) * 1_000))
            due = now + TICK_MS / 1_000

        timer.timeout.connect(tick)
        timer.start(TICK_MS)
        while not over.is_set():
            application.processEvents()
            time.sleep(0.0002)
        timer.stop()
        tasks.close()
        file.unlink(missing_ok=True)
    goals = (Goal("p99", 5.0), Goal("max", 16.0))
    note = f"max {max(lags):.1f} ms over {len(lags):,} ticks"
    return [Figure("P6", "lag of the event loop during an import", lags, (), goals, note)]


def select_all(bench: Bench) -> list[Figure]:
    """P7: ticking every row of the unfiltered list, and taking it back."""
    services = _services(bench)
    source = ContactSource(services.office)
    table = WindowedTable(source, services.tasks, columns=COLUMNS, cell=source.cell)
    table.show(ListSpec("everyone"))
    services.tasks.wait_idle(60_000)
    times = []
    for number in range(bench.rounds(50)):
        times.append(timed(lambda _n: table.selection.include_all(), number))
        assert table.selection.count == bench.rows
        table.selection.clear()
    tracemalloc.start()
    table.selection.include_all()
    peak = tracemalloc.get_traced_memory()[1] / 1_048_576
    tracemalloc.stop()
    services.tasks.close()
    goals = (Goal("max", 5.0), Goal("mb", 1.0))
    return [Figure("P7", f"select all {bench.rows:,}", times, (), goals, f"{peak:.3f} MB", {"mb": peak})]


def contact_dialog(bench: Bench) -> list[Figure]:
    """P15, second half: the dialog of a contact with 200 events, from the call to the painted timeline."""
    services = _services(bench)
    host = QWidget()
    times = []
    for number in range(bench.rounds(30) + 1):
        times.append(timed(lambda _n: _open_contact(services, host), number))
        QApplication.processEvents()
    services.tasks.close()
    host.deleteLater()
    # the first opening imports what the dialog is made of
    return [Figure("P15", "contact dialog with 200 events, painted", times[1:], (), (Goal("p95", 25.0),))]


def _open_contact(services: Services, host: QWidget) -> None:
    dialog = ContactDialog.for_contact(services, 1, parent=host)
    dialog.show()
    _until(lambda: dialog.view is not None)
    dialog.repaint()
    dialog.close()


def starting(bench: Bench) -> list[Figure]:
    """P14: a process from its start to a window that can be used, against a bare Qt window with sqlite3."""
    ours: list[_Start] = []
    bare: list[_Start] = []
    with TemporaryDirectory() as folder:
        if not bench.brief:  # an installed program has its bytecode: it is made once, not at every start
            _start(_OURS, bench.path, folder)
            _start(_BARE, bench.path, folder)
        for _ in range(1 if bench.brief else 8):
            ours.append(_start(_OURS, bench.path, folder))
            bare.append(_start(_BARE, bench.path, folder))
    memory = [statistics.median(start.memory for start in side) for side in (ours, bare)]
    own = [statistics.median(start.own for start in side) for side in (ours, bare)]
    times = [[start.ms for start in side] for side in (ours, bare)]
    extra = {"ratio_memory": memory[0] / memory[1], "own_mb": own[0]}
    goals = (Goal("ratio", 1.3), Goal("ratio_memory", 1.5))
    note = (
        f"idle {memory[0]:.0f} MB, bare {memory[1]:.0f} MB; of it not shared with anybody {own[0]:.0f} and {own[1]:.0f}"
    )
    return [Figure("P14", "start to a usable window", times[0], times[1], goals, note, extra)]


_REPORT: Final = """
print("PAINTED", flush=True)
found = {}
for line in open("/proc/self/smaps_rollup") if os.path.exists("/proc/self/smaps_rollup") else ():
    if line.split()[-1] == "kB":
        found[line.split(":")[0]] = int(line.split()[1]) / 1024
if not found:
    import resource
    found["Rss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("RSS", found["Rss"], flush=True)
print("OWN", found.get("Private_Clean", found["Rss"]) + found.get("Private_Dirty", 0), flush=True)
"""
_OURS: Final = f"""
import gc, os, sys
gc.disable()
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget
from desktop.app import Brokerdesk
app = QApplication([])
program = Brokerdesk(app)
program.start(sys.argv[1], member="Dana Moreau")
gc.freeze()
gc.enable()
table = program.session.dashboard.contacts.table
while table.loaded_at(0) is None:
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
program.session.window.repaint()
{_REPORT}
os._exit(0)
"""
_BARE: Final = f"""
import os, sqlite3, sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
office = sqlite3.connect(sys.argv[1])
office.execute("SELECT id, display_name FROM contact ORDER BY id LIMIT 200").fetchall()
window = QMainWindow()
window.setCentralWidget(QTableView())
window.show()
app.processEvents()
window.repaint()
{_REPORT}
os._exit(0)
"""


@dataclass(frozen=True, slots=True)
class _Start:
    """Milliseconds until a child says that it has painted, its megabytes then, and those that it shares with nobody."""

    ms: float
    memory: float
    own: float


def _start(program: str, office: Path, folder: str) -> _Start:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "BROKERDESK_DATA": folder,
                                "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, str(office)], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        painted = memory = own = 0.0
        for line in child.stdout:
            if line.startswith("PAINTED"):
                painted = (time.perf_counter() - start) * 1_000
            elif line.startswith("RSS"):
                memory = float(line.split()[1])
            elif line.startswith("OWN"):
                own = float(line.split()[1])
    assert painted, "the program did not come up"
    return _Start(painted, memory, own)


def _services(bench: Bench) -> Services:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = Theme("light", bundled_font=True)
    theme.apply(application)
    return Services(bench.as_broker(), Tasks(), Announcer(), theme, WindowPrompts(), Navigation())
