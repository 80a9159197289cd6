"""The window was closed while changes are being written: it says so, and closes when they are done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel


class ClosingDialog(QDialog):
    """Signal: stay_wanted() when the person would rather go on working; Escape says the same."""

    stay_wanted = Signal()

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Closing")
        self.setMinimumWidth(420)
        self._words = PlainLabel(size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self._words.setWordWrap(True)
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("Writing")
        then = PlainLabel("Brokerdesk closes by itself when they are saved.", tone="muted", parent=self)
        self.stay = cancel_of(self, "Keep it open")
        self.rejected.connect(self.stay_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        for part in (self._words, then, bar):
            column.addWidget(part)
        column.addLayout(button_row(self.stay))
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """How many changes are not saved yet."""
        self._words.setText(f"{count:,} change{' is' if count == 1 else 's are'} still being saved")

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()
