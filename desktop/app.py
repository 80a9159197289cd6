"""The composition root: makes the application, opens offices, and has one session at a time."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from db.changes import Progress
from db.rules.errors import BrokerdeskError, CancelledError
from desktop.collector import is_collecting
from desktop.dialogs.prompts import WindowPrompts
from desktop.failures import catch_failures, start_log
from desktop.session import Session, sign_in_silently
from desktop.settings_file import SettingsFile, data_folder
from desktop.single_instance import SingleInstance
from desktop.stopping import heed_signals
from desktop.tasks import Cancelled, Tasks, Token
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.dialogs.first_start import FirstStartDialog

SAMPLE: Final = "sample-office.db"
NO_SCREEN: Final = (
    "There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set. The commands work without one, for "
    "example “brokerdesk lists”; see “brokerdesk --help”."
)


class Brokerdesk(QObject):
    """The program: one session at a time. Signal: finished() when its last window is gone."""

    finished = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._settings = SettingsFile()
        self._theme = Theme(self._settings.text("view/theme", "system"))
        self._theme.apply(app)
        self._prompts = WindowPrompts()
        start_log()
        catch_failures(self._prompts)
        self._session: Session | None = None
        self._instance: SingleInstance | None = None
        self._tasks: Tasks | None = None
        self._making: Token | None = None
        self._first: FirstStartDialog | None = None
        app.setQuitOnLastWindowClosed(False)  # one office closes before the next one opens

    @property
    def session(self) -> Session | None:
        """The office that is open."""
        return self._session

    def start(self, place: str = "", *, sample: bool = False, member: str = "") -> bool:
        """Open what was asked for, else the last office, else ask. False when another window has it already."""
        if sample:
            path = data_folder() / SAMPLE
            if not path.exists():
                self._ask().sample_wanted.emit()
                return True
            place = str(path)
        wanted = place or self._settings.last_office
        if not wanted or (not place and "://" not in wanted and not Path(wanted).exists()):
            self._ask()
            return True
        return self.open(wanted, member=member)

    def open(self, place: str, *, member: str = "") -> bool:
        """Open an office in the window. False when another window of this person has it open."""
        from db.office import Office

        full = place if "://" in place else str(Path(place).absolute())
        instance = SingleInstance(full, self)
        if not instance.acquire():
            if self._first is not None:
                self._first.refuse("That office is open in another window already; it has come to the front.")
            return False
        try:
            office = Office.open(full)
            silent = sign_in_silently(office, self._settings, member)
        except BrokerdeskError as error:
            instance.release()
            self._ask(error.sentence)
            return True
        self._close_session()
        self._instance = instance
        self._settings.last_office = full
        session = Session(office, self._theme, self._settings)
        self._prompts.set_host(session.window)
        instance.asked.connect(session.window.to_front)
        session.office_wanted.connect(lambda _what: self._ask())
        session.closed.connect(self._end)
        self._session = session
        if self._first is not None:
            first, self._first = self._first, None
            first.close()
        session.show()
        if not silent:
            session.choose_member()
        return True

    # -- the first start -----------------------------------------------------------------------------------

    def _ask(self, sentence: str = "") -> FirstStartDialog:
        """Show the choice of offices, with a sentence of what went wrong; there is one such window, not two."""
        from desktop.dialogs.first_start import FirstStartDialog

        if self._first is not None:
            if sentence:
                self._first.refuse(sentence)
            self._first.raise_()
            self._first.activateWindow()
            return self._first
        parent = self._session.window if self._session else None
        dialog = FirstStartDialog(parent, sentence=sentence)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.new_wanted.connect(self._make_new)
        dialog.sample_wanted.connect(self._make_sample)
        dialog.open_wanted.connect(lambda path: self.open(str(path)))
        dialog.progress.cancelled.connect(self._stop_making)
        dialog.rejected.connect(self._first_left)
        self._first = dialog
        dialog.show()
        return dialog

    def _first_left(self) -> None:
        """Half an office is not wanted by somebody who has left: what is being made is taken away again."""
        if self._first is None:
            return  # the program itself takes it away
        self._first = None
        self._stop_making()
        if self._session is None:
            self._end()

    def _stop_making(self) -> None:
        if self._making is not None:
            self._making.cancel()

    def _make_new(self, path: Path, name: str, broker: str) -> None:
        from desktop.operations.offices import make_office

        self._make(lambda _progress: make_office(path, name=name, broker=broker), path, title="Making the office")

    def _make_sample(self) -> None:
        from desktop.operations.offices import make_sample

        path = data_folder() / SAMPLE
        if path.exists():
            self.open(str(path))
            return
        title = "Making the sample office, about 20 seconds"
        self._make(lambda progress: make_sample(path, progress=progress), path, title=title)

    def _make(self, work: Callable[[Progress], object], path: Path, *, title: str) -> None:
        first = self._first
        if first is None:
            return
        first.show_progress(title)
        self._tasks = self._tasks or Tasks(self)

        def make(token: Token, progress: Callable[[tuple[int, int]], object]) -> object:
            def heard(done: int, total: int) -> bool:
                progress((done, total))
                return not token.cancelled

            return work(heard)

        self._making = self._tasks.perform(
            make, lambda _made: self._made(path), self._not_made, lambda told: self._advance(*told)
        )

    def _advance(self, done: int, total: int) -> None:
        if self._first is not None:
            self._first.progress.advance(done, total)

    def _made(self, path: Path) -> None:
        self._making = None
        if self._first is not None:
            self.open(str(path))

    def _not_made(self, error: BaseException) -> None:
        self._making = None
        sentence = error.sentence if isinstance(error, BrokerdeskError) else f"It could not be made: {error}"
        if isinstance(error, CancelledError | Cancelled):
            sentence = "It was stopped, and nothing was left behind."
        if self._first is not None:
            self._first.refuse(sentence)

    # -- the end -------------------------------------------------------------------------------------------

    def _close_session(self) -> None:
        if self._session is not None:
            self._session.closed.disconnect(self._end)
            self._session.close()  # first: a window whose changes are being written does not close
            self._session.window.close()
            self._session = None
        if self._instance is not None:
            self._instance.release()
            self._instance = None

    def stop(self) -> None:
        """Give everything back; what is being written is finished first."""
        self._stop_making()
        if self._first is not None:
            first, self._first = self._first, None
            first.close()
        self._close_session()
        if self._tasks is not None:
            self._tasks.close()
            self._tasks = None
        self._settings.write()

    def _end(self) -> None:
        self.stop()
        self.finished.emit()


def has_screen() -> bool:
    """Whether a window can be shown; without a screen Qt would abort the process."""
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def main(argv: Sequence[str]) -> int:
    """Start the program: [OFFICE] [--sample] [--as NAME]. The exit status is the process's."""
    parser = argparse.ArgumentParser("brokerdesk", description="The office's window.")
    parser.add_argument("office", nargs="?", default="", help="the office's file or database address")
    parser.add_argument("--sample", action="store_true", help="open the sample office")
    parser.add_argument("--as", dest="member", default="", metavar="NAME", help="work as this member")
    given = parser.parse_args(argv)
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 1
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Brokerdesk")
    app.setApplicationDisplayName("Brokerdesk")
    program = Brokerdesk(app)
    program.finished.connect(app.quit)
    heed_signals(app, program.stop)
    place = given.office or os.environ.get("BROKERDESK_OFFICE", "")
    if not program.start(place, sample=given.sample, member=given.member):
        return 0  # the running window has come to the front
    if not gc.isenabled():  # what was imported stays: the collector need not walk over it again, now or later
        gc.freeze()
        if not is_collecting():
            gc.enable()
    return app.exec()
