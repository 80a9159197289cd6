"""A new task for one contact or for many: what, which kind, by when, and what the contact said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from db.rules.errors import FieldProblemsError
from db.rules.follow_up import follow_up
from db.rules.moments import from_ms, to_ms
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.operations.activity import NewTask
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

KINDS: Final = (("call", "Call"), ("follow_up", "Follow-up"), ("other", "Other"))
FIRST_HOUR: Final = 9
LAST_HOUR: Final = 18


class AddTaskDialog(QDialog):
    """`now` in milliseconds UTC; day and hour are the office's. Signal: chosen(NewTask)."""

    chosen = Signal(object)

    def __init__(self, sentence: str, *, now: int, zone: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Task")
        self.setMinimumWidth(440)
        self._now = now
        self._zone = ZoneInfo(zone)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText("Such as: ring back about the offer")
        self.kind = QComboBox(self)
        for key, label in KINDS:
            self.kind.addItem(label, key)
        due = first_due(from_ms(now, zone))
        self.day = QDateEdit(QDate(due.year, due.month, due.day), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.hour = QTimeEdit(QTime(due.hour, due.minute), self)
        self.hour.setDisplayFormat("HH:mm")
        self.said = QLineEdit(self)
        self.said.setPlaceholderText("In their words: call me back in three months")
        self.half = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.half.hide()
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.hide()
        self.yes = PushButton("Set the task", look="primary", parent=self)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._choose)
        self.said.textEdited.connect(lambda _text: self._halve())
        self.kind.currentIndexChanged.connect(lambda _place: self._halve())
        for editor in (self.day.dateChanged, self.hour.timeChanged):
            editor.connect(lambda _value: self.half.hide())
        self._lay_out(sentence, note)
        self.title.setFocus()

    @property
    def error(self) -> str:
        """What is wrong, as it is shown; "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    @property
    def due_at(self) -> int:
        """The moment it is due, in milliseconds UTC."""
        day, hour = self.day.date(), self.hour.time()
        return to_ms(datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=self._zone))

    def _halve(self) -> None:
        """Half of what they said is when a follow-up is due, said at once; the member may change it (R22)."""
        self.half.hide()
        if self.kind.currentData() != "follow_up" or not self.said.text().strip():
            return
        try:
            found = follow_up(self.said.text(), now=self._now, zone=self._zone.key)
        except FieldProblemsError:
            return  # words of another kind are kept as they are
        due = from_ms(found.due_at, self._zone.key)
        self.day.setDate(QDate(due.year, due.month, due.day))
        self.hour.setTime(QTime(due.hour, due.minute))
        self.half.setText(found.sentence)
        self.half.show()

    def _choose(self) -> None:
        if self.due_at <= self._now:
            self._error.setText("That moment has passed; choose a later one.")
            self._error.show()
            self.day.setFocus()
            return
        task = NewTask(
            str(self.kind.currentData()), self.title.text().strip(), self.due_at, self.said.text().strip()
        )  # fmt: skip
        self.accept()
        self.chosen.emit(task)

    def _lay_out(self, sentence: str, note: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self))
        if note:
            left_out = PlainLabel(note, tone="muted", parent=self)
            left_out.setWordWrap(True)
            column.addWidget(left_out)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.big)
        grid.setVerticalSpacing(SPACE.small)
        grid.setColumnStretch(1, 1)
        when = QHBoxLayout()
        when.setSpacing(SPACE.small)
        when.addWidget(self.day, 2)
        when.addWidget(self.hour, 1)
        for row, (label, editor) in enumerate((("What", self.title), ("Kind", self.kind), ("They said", self.said))):
            place = row if row < 2 else 4
            grid.addWidget(PlainLabel(label, tone="muted", parent=self), place, 0)
            grid.addWidget(editor, place, 1)
            editor.setAccessibleName(label)
        grid.addWidget(PlainLabel("Due", tone="muted", parent=self), 2, 0)
        grid.addLayout(when, 2, 1)
        grid.addWidget(self._error, 3, 1)
        grid.addWidget(self.half, 5, 1)
        self.day.setAccessibleName("Day it is due")
        self.hour.setAccessibleName("Hour it is due")
        column.addLayout(grid)
        column.addLayout(button_row(cancel_of(self), self.yes))
        for before, after in ((self.title, self.kind), (self.kind, self.day), (self.day, self.hour)):
            self.setTabOrder(before, after)
        self.setTabOrder(self.hour, self.said)


def first_due(now: datetime) -> datetime:
    """The next full hour of the working day, else the next morning."""
    due = (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    if due.hour < FIRST_HOUR:
        return due.replace(hour=FIRST_HOUR)
    if due.hour > LAST_HOUR or due.date() != now.date():
        return (due + timedelta(days=due.date() == now.date())).replace(hour=FIRST_HOUR)
    return due
