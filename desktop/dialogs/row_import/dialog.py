"""Importing listings or a call log: read and rehearsed off-thread, then one undoable step (R55, R61, R95)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Outcome, UndoResult
from db.rules.errors import BrokerdeskError, CancelledError
from desktop.dialogs.button_row import button_row
from desktop.dialogs.contact.parts import line
from desktop.dialogs.row_import.rehearsal_view import RehearsalView
from desktop.dialogs.row_import.summary_view import SummaryView
from desktop.dialogs.while_alive import while_alive
from desktop.operations.imports import undo_import
from desktop.operations.row_imports import Files, RefusedRows, Report, RowImport, Watch, save_refused, write_rows
from desktop.operations.running import report as report_error
from desktop.services import Services
from desktop.tasks import Cancelled, Token
from desktop.theme.tokens import SPACE
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.progress_panel import ProgressPanel
from desktop.widgets.push_button import PushButton

WIDE, HIGH = 900, 620
STOPPED: Final = "The import was stopped. Nothing was imported."
WORK, REHEARSAL, SUMMARY, PROBLEM = range(4)
Read = tuple[Files, Report]
RECORD_PATTERNS: Final = "Tables and JSON (*.csv *.tsv *.txt *.json *.xlsx *.xls *.ods);;All files (*)"


class RowImportDialog(QDialog):
    """Non-modal; the window behind it stays usable. Closing it stops what has not been written."""

    _advanced = Signal(object, object)  # rows so far, from the worker

    def __init__(
        self, services: Services, kind: RowImport, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(kind.title)
        self.resize(WIDE, HIGH)
        self._services = services
        self._kind = kind
        self._paths = tuple(paths)
        self._running: Token | None = None
        self._writing = False
        self._close_after = False
        self._files: Files = ()
        self._done: Report | None = None
        self._step: int | None = None
        self.progress = ProgressPanel()
        self.rehearsal = RehearsalView(kind)
        self.summary = SummaryView(kind)
        self.problem = EmptyState("circle-alert", "")
        self.problem.set_actions((("choose", "Choose another file…"),))
        self.leave = PushButton("Close", parent=self)
        self.go = PushButton("Import", look="primary", parent=self)
        self.go.setDefault(True)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.read(self._paths)

    @property
    def place(self) -> int:
        """The part that is shown."""
        return self._pages.currentIndex()

    # -- reading --------------------------------------------------------------------------------------------

    def read(self, paths: Sequence[Path]) -> None:
        """Read these files and rehearse them."""
        self._paths = tuple(paths)
        office, kind, option, stop = self._services.office, self._kind, self.rehearsal.option.isChecked(), Token()
        advanced = self._advanced

        def work(token: Token) -> Read:
            def tick(done: int, total: int) -> bool:
                advanced.emit(done, total)
                return not (stop.cancelled or token.cancelled)

            files = kind.read(office, self._paths, tick)
            return files, kind.rehearse(office, files, option=option)

        self._begin(f"Reading {self._names}", "rows", stop)
        self._services.tasks.read((id(self), "read"), work, self._rehearsed, self._failed)

    def _rehearse(self) -> None:
        """The same files, with the option as it stands now."""
        office, kind, files = self._services.office, self._kind, self._files
        option = self.rehearsal.option.isChecked()

        def work() -> Read:
            return files, kind.rehearse(office, files, option=option)

        self._services.tasks.read((id(self), "read"), work, self._rehearsed, self._failed)

    def _rehearsed(self, found: Read) -> None:
        self._running = None
        self._files, report = found
        self.rehearsal.show_report(report, self._names)
        self._go(REHEARSAL)

    # -- writing --------------------------------------------------------------------------------------------

    def _import(self) -> None:
        """Write what was rehearsed."""
        if self.place != REHEARSAL or not self.rehearsal.writes:
            return
        self._writing = True
        watch = Watch(self._tick, while_alive(self, self._written), while_alive(self, self._failed))
        option = self.rehearsal.option.isChecked()
        token = write_rows(self._services, self._kind, self._files, watch, option=option)
        self._begin(f"Importing {self._names}", self._kind.many, token)

    def _tick(self, told: tuple[int, int]) -> None:
        self._advance(*told)

    def _advance(self, done: int, total: int) -> None:
        self.progress.advance(done, total)

    def _written(self, outcome: Outcome[Report]) -> None:
        self._running, self._writing = None, False
        self._done, self._step = outcome.value, outcome.step
        self.summary.show_report(outcome.value, undoable=outcome.step is not None)
        self._go(SUMMARY)
        if self._close_after:
            self.close()

    def _failed(self, error: BaseException) -> None:
        """A cancelled import goes back to its rehearsal; a file that cannot be read is said, and another chosen."""
        was_writing, self._writing, self._running = self._writing, False, None
        if self._close_after:
            self.close()
        elif isinstance(error, CancelledError | Cancelled):
            if not was_writing:
                self.close()
                return
            self._services.prompts.toast(STOPPED)
            self._go(REHEARSAL)
        elif isinstance(error, BrokerdeskError):
            self.problem.set_words(error.sentence)
            self._go(PROBLEM)
        else:
            report_error(self._services, error)
            self.close()

    # -- after it -------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        if self._step is not None:
            undo_import(
                self._services,
                self._step,
                on_done=while_alive(self, self._undone),
                on_error=while_alive(self, self._not_undone),
            )

    def _undone(self, result: UndoResult) -> None:
        left = len(result.left)
        kept = f" {left:,} that moved on since were left." if left else ""
        self.summary.tell(f"The import was taken back.{kept}")

    def _not_undone(self, error: BaseException) -> None:
        self.summary.undo.setEnabled(True)
        self._say_below(error)

    def _save_refused(self) -> None:
        def chosen(path: Path) -> None:
            assert self._done is not None
            save_refused(
                self._services, RefusedRows(self._files, self._done, path),
                on_done=while_alive(self, self._saved), on_error=while_alive(self, self._say_below),
            )  # fmt: skip

        name = f"{self._paths[0].stem} refused.csv"
        self._services.prompts.save_file("Save the refused rows", then=chosen, name=name, patterns="*.csv")

    def _saved(self, paths: Sequence[Path]) -> None:
        self.summary.tell(f"The refused rows are in {', '.join(path.name for path in paths)}.")

    def _say_below(self, error: BaseException) -> None:
        if isinstance(error, BrokerdeskError):
            self.summary.tell(error.sentence)
        else:
            report_error(self._services, error)

    def _choose(self) -> None:
        self._services.prompts.open_files(self._kind.title, then=self._chosen, patterns=RECORD_PATTERNS)

    def _chosen(self, paths: Sequence[Path]) -> None:
        self.read(paths)

    # -- parts ----------------------------------------------------------------------------------------------

    @property
    def _names(self) -> str:
        return ", ".join(path.name for path in self._paths)

    def _begin(self, title: str, unit: str, token: Token) -> None:
        self._running = token
        self.progress.begin(title, 0, unit)
        self._go(WORK)

    def _go(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        writes = self.rehearsal.writes
        self.go.setVisible(place == REHEARSAL)
        self.go.setEnabled(bool(writes))
        noun = self._kind.one if writes == 1 else self._kind.many
        self.go.set_text(f"Import {writes:,} {noun}" if writes else "Nothing to import")
        self.leave.setVisible(place != WORK)
        if place == SUMMARY:
            self.leave.setFocus()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _lay_out(self) -> None:
        work = QWidget()
        inside = QVBoxLayout(work)
        inside.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        inside.addWidget(self.progress)
        for part in (work, self.rehearsal, self.summary, self.problem):
            self._pages.addWidget(part)
        foot = button_row(self.leave, self.go, above=SPACE.mid)
        foot.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def _connect(self) -> None:
        self._advanced.connect(self._advance)
        self.progress.cancelled.connect(self._stop)
        self.rehearsal.option_changed.connect(lambda _on: self._rehearse())
        self.summary.undo_wanted.connect(self._undo)
        self.summary.refused_wanted.connect(self._save_refused)
        self.problem.pressed.connect(lambda _key: self._choose())
        self.go.clicked.connect(self._import)
        self.leave.clicked.connect(self.close)

    def reject(self) -> None:
        """Closed by its button, its frame or Escape: what is being written is stopped first, and the window goes when
        the office is as it was.
        """
        self._stop()
        if self._writing:
            self._close_after = True
            return
        self._services.tasks.drop((id(self), "read"))
        super().reject()
