"""The import wizard: from files to contacts, with a rehearsal before anything is written (R60)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.changes import UndoResult
from db.queries.imports import REFUSED, rehearse
from db.rules.errors import BrokerdeskError, CancelledError
from desktop.dialogs.contact.parts import line
from desktop.dialogs.dropped_files import PATTERNS, contact_files
from desktop.dialogs.import_wizard.columns_step import ColumnsStep
from desktop.dialogs.import_wizard.files_step import FilesStep
from desktop.dialogs.import_wizard.plan import ImportPlan
from desktop.dialogs.import_wizard.reading_step import ReadingStep
from desktop.dialogs.import_wizard.rehearsal_step import Lines, RehearsalStep, sort_out
from desktop.dialogs.import_wizard.statuses_step import StatusesStep
from desktop.dialogs.import_wizard.step import Step
from desktop.dialogs.import_wizard.step_bar import StepBar
from desktop.dialogs.import_wizard.summary_step import SummaryStep
from desktop.dialogs.while_alive import while_alive
from desktop.operations import imports
from desktop.operations.imports import Import, Watch
from desktop.operations.running import report
from desktop.services import Services
from desktop.tasks import Token
from desktop.theme.tokens import MEASURE, SPACE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.progress_panel import ProgressPanel
from desktop.widgets.push_button import PushButton

FILES, READING, COLUMNS, STATUSES, REHEARSAL, SUMMARY = range(6)
WIDE, HIGH = 1080, 720
TICK = 0.05  # seconds between two reports of a rehearsal


class ImportWizard(QDialog):
    """Non-modal; the window behind it stays usable. Files may be dropped on it at the first step."""

    _rehearsed = Signal(int)  # rows so far, from the worker

    def __init__(self, services: Services, files: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import contacts")
        self.setAcceptDrops(True)
        self.resize(WIDE, HIGH)
        self._services = services
        self._running: Token | None = None
        self._importing = False
        self._close_after = False
        self._step_id: int | None = None
        self.plan = ImportPlan(services, self)
        self.files = FilesStep(self.plan)
        self.reading = ReadingStep(self.plan)
        self.columns = ColumnsStep(self.plan)
        self.statuses = StatusesStep(self.plan)
        self.rehearsal = RehearsalStep(self.plan)
        self.summary = SummaryStep(self.plan)
        self.steps: tuple[Step, ...] = (
            self.files, self.reading, self.columns, self.statuses, self.rehearsal, self.summary,
        )  # fmt: skip
        self.bar = StepBar([step.title for step in self.steps])
        self.progress = ProgressPanel()
        self.back = PushButton("Back")
        self.next = PushButton("Next", look="primary")
        self.next.setDefault(True)
        self.leave = PushButton("Close")
        self._why = PlainLabel(tone="error")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._go(FILES)
        if files:
            self.plan.add(files)

    @property
    def place(self) -> int:
        """The step that is shown."""
        return self._place

    @property
    def busy(self) -> bool:
        """Whether a rehearsal or an import runs."""
        return self._running is not None

    # -- building -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for step in self.steps:
            self._pages.addWidget(step)
        work = QWidget()
        inside = QVBoxLayout(work)
        inside.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        inside.addWidget(self.progress)
        inside.addStretch()
        self._pages.addWidget(work)
        self._work = work
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        foot.setSpacing(MEASURE.button_gap)
        foot.addWidget(self._why, 1)
        for button in (self.leave, self.back, self.next):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line())
        column.addWidget(self._pages, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _connect(self) -> None:
        for step in self.steps:
            step.ready_changed.connect(self._refresh_buttons)
        self.files.files_wanted.connect(self._ask_files)
        self.files.template_wanted.connect(self._ask_template)
        self.summary.undo_wanted.connect(self._undo)
        self.summary.refused_wanted.connect(self._ask_refused)
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        self.leave.clicked.connect(self.close)
        self.progress.cancelled.connect(self._cancel)
        self._rehearsed.connect(self.progress.advance)

    # -- steps ----------------------------------------------------------------------------------------------

    def _go(self, place: int) -> None:
        self._place = place
        step = self.steps[place]
        step.enter()
        self._pages.setCurrentWidget(step)
        self.bar.set_current(place)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        step = self.steps[self._place]
        over = self._place == SUMMARY
        self.next.set_text(step.next_words)
        self.next.setVisible(not over)
        self.next.setEnabled(step.ready and not self.busy)
        self.back.setVisible(not over)
        self.back.setEnabled(self._place > FILES and not self.busy)

    def _next(self) -> None:
        self._why.setText("")
        if self._place in (COLUMNS, STATUSES):
            self._rehearse()
        elif self._place == REHEARSAL:
            self._import()
        else:
            self._go(self._place + 1)

    def _back(self) -> None:
        self._why.setText("")
        asked = bool(self.statuses.combos)
        skip = self._place == REHEARSAL and not asked
        self._go(COLUMNS if skip else self._place - 1)

    def _show_work(self, title: str, total: int, unit: str) -> None:
        self.progress.begin(title, total, unit)
        self._pages.setCurrentWidget(self._work)
        self._refresh_buttons()

    def _back_from_work(self, error: BaseException | None) -> None:
        """Stopped or failed: the step before is there again, as it was."""
        self._running = None
        self._importing = False
        if isinstance(error, CancelledError):
            self._why.setText("Stopped. Nothing was written.")
        elif isinstance(error, BrokerdeskError):
            self._why.setText(error.sentence)
        elif error is not None:
            report(self._services, error)
        self._go(self._place)
        if self._close_after:
            self.close()

    # -- rehearsing -----------------------------------------------------------------------------------------

    def _rehearse(self) -> None:
        office, requests = self._services.office, self.plan.requests()
        told = [0.0]

        def work(token: Token) -> Lines:
            def tick(done: int, _total: int) -> bool:
                if monotonic() - told[0] > TICK:
                    told[0] = monotonic()
                    self._rehearsed.emit(done)
                return not token.cancelled

            return sort_out(office.read(rehearse, requests, progress=tick))

        self._running = self._services.tasks.read(
            (id(self), "rehearse"), work, self._rehearsal_done, self._back_from_work
        )
        self._show_work("Rehearsing", 0, "rows")

    def _rehearsal_done(self, lines: Lines) -> None:
        self._running = None
        unasked = tuple(word for word in lines.unknown if word not in self.plan.statuses)
        if unasked:
            self.statuses.ask(lines.unknown)
            self._go(STATUSES)
            return
        self.rehearsal.show_lines(lines)
        self._go(REHEARSAL)

    # -- importing ------------------------------------------------------------------------------------------

    def _import(self) -> None:
        lines = self.rehearsal.lines
        if lines is None:
            return
        self._importing = True
        watch = Watch(
            while_alive(self, lambda told: self.progress.advance(*told)),
            while_alive(self, self._imported),
            while_alive(self, self._back_from_work),
        )
        self._running = imports.import_contacts(self._services, lines.rehearsal, watch)
        self._show_work("Importing", lines.writes, "contacts")

    def _imported(self, outcome: Import) -> None:
        self._running = None
        self._importing = False
        self._step_id = outcome.step
        self.summary.show_counts(outcome.value.counts, undoable=outcome.step is not None)
        self._go(SUMMARY)
        if self._close_after:
            self.close()

    def _cancel(self) -> None:
        """A rehearsal is dropped at once; an import answers when it has put everything back."""
        if self._running is None:
            return
        self._running.cancel()
        if not self._importing:
            self._services.tasks.drop((id(self), "rehearse"))
            self._back_from_work(CancelledError("The rehearsal was stopped."))

    def _undo(self) -> None:
        if self._step_id is None:
            return
        imports.undo_import(
            self._services,
            self._step_id,
            on_done=while_alive(self, self._undone),
            on_error=while_alive(self, self._undo_failed),
        )

    def _undone(self, result: UndoResult) -> None:
        left = len(result.left) + result.left_unseen
        more = f" {left:,} moved on since and were left alone." if left else ""
        self.summary.tell(f"The import was taken back.{more}")

    def _undo_failed(self, error: BaseException) -> None:
        self.summary.undo.setEnabled(True)
        sentence = error.sentence if isinstance(error, BrokerdeskError) else ""
        self.summary.tell(sentence or "The import could not be taken back. Try again.")

    # -- files ----------------------------------------------------------------------------------------------

    def _ask_files(self) -> None:
        self._services.prompts.open_files("Files to import", then=self.plan.add, patterns=PATTERNS)

    def _ask_template(self) -> None:
        self._save("Save a template", "contacts template.csv", self._write_template)

    def _ask_refused(self) -> None:
        self._save("Save refused rows", "refused rows.csv", self._write_refused)

    def _save(self, title: str, name: str, then: Callable[[Path], object]) -> None:
        self._services.prompts.save_file(title, then=then, name=name, patterns="CSV (*.csv)")

    def _write_template(self, path: Path) -> None:
        imports.save_template(
            self._services,
            path,
            on_done=partial(self._services.prompts.toast, f"{path.name} saved"),
            on_error=self._not_saved,
        )

    def _write_refused(self, path: Path) -> None:
        lines = self.rehearsal.lines
        if lines is None or not lines.by_outcome[REFUSED]:
            return
        imports.save_refused(
            self._services,
            lines.rehearsal.files,
            path,
            on_done=while_alive(self, self._refused_saved),
            on_error=self._not_saved,
        )

    def _refused_saved(self, paths: Sequence[Path]) -> None:
        self.summary.tell(f"Saved as {', '.join(path.name for path in paths)}.")

    def _not_saved(self, error: BaseException) -> None:
        report(self._services, error)

    # -- Qt -------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are taken at the first step."""
        if self._place == FILES and not self.busy and contact_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        found = contact_files(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.plan.add(found)

    def reject(self) -> None:
        """Escape and the window's own button: an import that runs is not left behind unseen."""
        if not self._importing:
            if self._running is not None:
                self._running.cancel()
            super().reject()
            return
        self._services.prompts.confirm(
            "Stop the import?",
            yes="Stop it",
            detail="Nothing of it is kept then; the office stays as it was.",
            danger=True,
            then=self._stop_and_close,
        )

    def _stop_and_close(self) -> None:
        self._close_after = True
        if self._importing:
            self._cancel()
        else:
            self.close()
