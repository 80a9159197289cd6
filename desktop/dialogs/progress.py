"""Long work in a small window beside the main one, which stays usable."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.widgets.progress_panel import ProgressPanel


class ProgressDialog(QDialog):
    """A ProgressPanel in a frame. Closing it while the work runs only hides it."""

    def __init__(self, title: str, *, unit: str, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setMinimumWidth(420)
        self.panel = ProgressPanel(parent=self)
        self.panel.begin(title, total, unit)
        self.panel.closed.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.panel)
        self._running = True
        self.view = _View(self)

    def done_running(self) -> None:
        """The work is over: closing now closes."""
        self._running = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """The work goes on without its window; Cancel is what stops it."""
        if self._running:
            event.ignore()
            self.hide()
        else:
            super().closeEvent(event)


class _View:
    """What the operation holds; it outlives a window that was closed."""

    def __init__(self, dialog: ProgressDialog) -> None:
        self._dialog = dialog

    def advance(self, done: int, total: int) -> None:
        if shiboken6.isValid(self._dialog):
            self._dialog.panel.advance(done, total)

    def finish(self, summary: str, *, title: str = "") -> None:
        if shiboken6.isValid(self._dialog):
            self._dialog.done_running()
            self._dialog.panel.finish(summary, title=title)
            self._dialog.show()

    def close(self) -> None:
        if shiboken6.isValid(self._dialog):
            self._dialog.done_running()
            self._dialog.close()
