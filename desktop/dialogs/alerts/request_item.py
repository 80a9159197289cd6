"""A request for an update, answered on the spot: a line, and where wanted a status and a date (R72)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget

from db.queries.alerts import RequestRow
from db.rules.alerts import alert_kind, update_line
from db.rules.errors import FieldProblemsError
from db.rules.follow_up import hour_ahead
from db.rules.moments import from_ms
from desktop import times
from desktop.dialogs.alerts.item import Item
from desktop.operations.alerts import UpdateAnswer
from desktop.theme.tokens import MEASURE, TYPE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import LINK_INSET, PushButton

AHEAD: Final = timedelta(days=7)


class RequestItem(Item):
    """What is typed stays until it has been kept. Signal: answered(UpdateAnswer)."""

    answered = Signal(object)

    def __init__(
        self, request: RequestRow, statuses: tuple[tuple[str, str], ...], zone: ZoneInfo, *, now: int, parent: QWidget
    ) -> None:
        super().__init__(alert_kind("update_request").icon, update_line(request.name), is_new=True, parent=parent)
        self.request = request
        self._zone = zone
        self._now = now
        self.say = QLineEdit(self)
        self.say.setPlaceholderText("Say in a line how it stands")
        self.say.setAccessibleName(f"How it stands with {request.name}")
        self.status = QComboBox(self)
        self.status.setAccessibleName("New status")
        self.status.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.status.setMinimumContentsLength(8)
        self.status.addItem("Status stays", "")
        for key, label in statuses:
            if key != request.status:
                self.status.addItem(label, key)
        self.follow = QCheckBox("Follow up", self)
        day = from_ms(now, str(zone)).date() + AHEAD
        self.day = QDateEdit(QDate(day.year, day.month, day.day), self)
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("Day to follow up")
        self.day.setEnabled(False)
        self.answer = PushButton("Answer", parent=self)
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.setWordWrap(True)
        self._error.hide()
        self.follow.toggled.connect(self.day.setEnabled)
        self.answer.clicked.connect(self.submit)
        self.say.returnPressed.connect(self.submit)
        self.add_foot(request.contact_id, request.name)
        self._lay_out()
        for before, after in ((self.say, self.answer), (self.answer, self.status), (self.status, self.follow)):
            self.setTabOrder(before, after)
        self.set_time(request.at, zone, now=now)

    @property
    def error(self) -> str:
        """What is wrong, as it is shown; "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def submit(self) -> None:
        """Answer with what is typed, once."""
        if not self.answer.isEnabled():
            return
        if not self.say.text().strip():
            self.fail("Say in a line how it stands.")
            return
        self._error.hide()
        self.answer.setEnabled(False)
        status, text = str(self.status.currentData() or ""), self.say.text().strip()
        self.answered.emit(UpdateAnswer(self.request.id, text, status, self._next_at()))

    def tick(self, now: int) -> None:
        """Time went by: today's follow-up is an hour from it. The time said is the one by which to answer."""
        self._now = now
        self.time.setText(f"answer by {times.short_date(self.request.at, now, self._zone)}")

    def fail(self, sentence: str) -> None:
        """It was refused: say so, and leave what is typed to be mended."""
        self._error.setText(sentence)
        self._error.show()
        self.answer.setEnabled(True)
        self.say.setFocus()

    def refuse(self, error: FieldProblemsError) -> None:
        """The same with what the office said."""
        self.fail(" ".join(error.problems.values()))

    def _next_at(self) -> int | None:
        if not self.follow.isChecked():
            return None
        day = self.day.date()
        return hour_ahead(date(day.year(), day.month(), day.day()), now=self._now, zone=str(self._zone))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setContentsMargins(LINK_INSET, 0, 0, 0)
        first.setSpacing(MEASURE.button_gap)
        first.addWidget(self.say, 1)
        first.addWidget(self.answer)
        self.body.addLayout(first)
        row = QHBoxLayout()
        row.setContentsMargins(LINK_INSET, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        row.addWidget(self.status, 1)
        row.addWidget(self.follow)
        row.addWidget(self.day)
        self.body.addLayout(row)
        self.add_words(self._error)
