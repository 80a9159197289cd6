"""A call noted by hand: which way, with whom or which number, what came of it, how long, when (R55)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from db.rules.call_rows import OUTCOMES
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.operations.follow_ups import HandCall
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.day_hour import DayHour
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WAYS = (("out", "Outbound: we called"), ("in", "Inbound: they called"))


class LogCallDialog(QDialog):
    """With `name` the call is that contact's; else its number says whose. Signal: chosen(HandCall)."""

    chosen = Signal(object)

    def __init__(self, *, now: int, zone: str, name: str = "", number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Log a call")
        self.setMinimumWidth(440)
        self._now, self._named = now, bool(name)
        self.way, self.outcome = QComboBox(self), QComboBox(self)
        for box, pairs in ((self.way, WAYS), (self.outcome, OUTCOMES)):
            for key, label in pairs:
                box.addItem(label, key)
        self.number = QLineEdit(number, self)
        self.number.setPlaceholderText("The contact's own when left empty" if name else "The other side's number")
        self.minutes, self.seconds = QSpinBox(self), QSpinBox(self)
        self.minutes.setSuffix(" min")
        self.minutes.setRange(0, 1_439)
        self.when = DayHour(now, zone, words="of the call", parent=self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("A line for the history")
        self.seconds.setSuffix(" s")
        self.seconds.setRange(0, 59)
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.setWordWrap(True)
        self._error.hide()
        self.yes = PushButton("Log the call", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        self._lay_out(f"Call with {name}" if name else "Log a call")
        (self.way if name else self.number).setFocus()

    @property
    def error(self) -> str:
        """What is wrong, as it is shown; "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    @property
    def call(self) -> HandCall:
        """What the form says."""
        length = self.minutes.value() * 60 + self.seconds.value()
        at = self.when.moment
        # a form shows whole minutes: the one that has begun is now
        moment = None if self._now - at < 60_000 and at <= self._now else at
        return HandCall(
            str(self.way.currentData()), str(self.outcome.currentData()), self.number.text().strip(), length or None,
            self.words.text().strip(), moment,
        )  # fmt: skip

    def _choose(self) -> None:
        call = self.call
        wrong = "That moment is still to come." if call.at is not None and call.at > self._now else ""
        if not self._named and not call.number:
            wrong = "Which number was it?"
        if wrong:
            self._error.setText(wrong)
            self._error.show()
            return
        self.accept()
        self.chosen.emit(call)

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel(title, size=TYPE.lead, weight=WEIGHT.semibold, parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.big)
        grid.setVerticalSpacing(SPACE.small)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        rows: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("Which way", (self.way,)), ("Number", (self.number,)), ("What came of it", (self.outcome,)),
            ("Took", (self.minutes, self.seconds)), ("When", (self.when,)), ("Line", (self.words,)),
        )  # fmt: skip
        for place, (label, editors) in enumerate(rows):
            grid.addWidget(PlainLabel(label, tone="muted", parent=self), place, 0)
            for at, editor in enumerate(editors, start=1):
                grid.addWidget(editor, place, at, 1, 1 if len(editors) > 1 else 2)
                if editor is not self.when:
                    editor.setAccessibleName(label)
        grid.addWidget(self._error, len(rows), 1, 1, 2)
        column.addLayout(grid)
        column.addLayout(button_row(cancel_of(self), self.yes))
