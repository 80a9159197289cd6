"""Another day and hour for a task or an appointment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row, cancel_of
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.day_hour import DayHour
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton


class MoveDialog(QDialog):
    """`at` and `now` in milliseconds UTC; what is chosen lies ahead. Signal: chosen(moment)."""

    chosen = Signal(object)  # milliseconds do not fit into a signal's int

    def __init__(self, sentence: str, *, at: int, now: int, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Move")
        self.setMinimumWidth(400)
        self._now = now
        self.when = DayHour(at, zone, words="it moves to", parent=self)
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.hide()
        self.yes = PushButton("Move", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        words = PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        for part in (words, self.when, self._error):
            column.addWidget(part)
        column.addLayout(button_row(cancel_of(self), self.yes))
        self.when.setFocus()

    @property
    def error(self) -> str:
        """What is wrong, as it is shown; "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def _choose(self) -> None:
        at = self.when.moment
        if at <= self._now:
            self._error.setText("That moment has passed; choose a later one.")
            self._error.show()
            self.when.setFocus()
            return
        self.accept()
        self.chosen.emit(at)
