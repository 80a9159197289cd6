"""The appointment a press books: day, time, length, place (R11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QTimeEdit, QWidget

from db.rules.moments import from_ms, to_ms
from desktop.dialogs.add_task import first_due
from desktop.dialogs.dispositions.answer_part import AnswerPart
from desktop.theme.tokens import SPACE

LENGTHS: Final = (
    (15, "15 minutes"), (30, "30 minutes"), (45, "45 minutes"), (60, "1 hour"), (90, "1½ hours"), (120, "2 hours"),
    (180, "3 hours"),
)  # fmt: skip
USUAL: Final = 60
PASSED: Final = "That moment has passed; choose a later one."


class AppointmentPart(AnswerPart):
    """Day and hour are the office's; it begins with the next full hour of a working day."""

    def __init__(self, *, now: int, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = ZoneInfo(zone)
        first = first_due(from_ms(now, zone))
        self.day = QDateEdit(QDate(first.year, first.month, first.day), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.hour = QTimeEdit(QTime(first.hour, first.minute), self)
        self.hour.setDisplayFormat("HH:mm")
        self.length = QComboBox(self)
        for minutes, label in LENGTHS:
            self.length.addItem(label, minutes)
        self.length.setCurrentIndex(self.length.findData(USUAL))
        self.place = QLineEdit(self)
        self.place.setMaxLength(200)
        self.place.setPlaceholderText("Such as: the office, or their address")
        when = _Pair(self.day, self.hour)
        self.add_line("date", "Date and time", when)
        when.setFocusProxy(self.day)
        self.day.setAccessibleName("Date")
        self.hour.setAccessibleName("Time")
        self.add_line("minutes", "Length", self.length)
        self.add_line("place", "Place", self.place)

    @property
    def starts_at(self) -> int:
        """When it begins, in milliseconds UTC."""
        day, hour = self.day.date(), self.hour.time()
        return to_ms(datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=self._zone))

    def answers(self) -> dict[str, Any]:
        """When, how long, where."""
        return {
            "starts_at": self.starts_at,
            "minutes": int(self.length.currentData()),
            "place": self.place.text().strip(),
        }

    def problems(self) -> dict[str, str]:
        """A moment that has passed is no appointment."""
        return {"date": PASSED} if self.starts_at <= self._now else {}


class _Pair(QWidget):
    """Two editors side by side in one line."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(first, 2)
        row.addWidget(second, 1)
