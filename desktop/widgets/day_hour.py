"""A day and an hour to choose, in a time zone of somebody's."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QTimeEdit, QWidget

from desktop.theme.tokens import SPACE


class DayHour(QWidget):
    """Moments are milliseconds UTC, what is shown is the zone's. Signal: edited() when a person changed it."""

    edited = Signal()

    def __init__(self, at: int, zone: str, *, words: str = "it is due", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = ZoneInfo(zone)
        self._setting = False
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.day.setAccessibleName(f"Day {words}")
        self.hour = QTimeEdit(self)
        self.hour.setDisplayFormat("HH:mm")
        self.hour.setAccessibleName(f"Hour {words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self.day, 2)
        row.addWidget(self.hour, 1)
        self.setFocusProxy(self.day)
        self.set_moment(at)
        self.day.dateChanged.connect(self._tell)
        self.hour.timeChanged.connect(self._tell)

    @property
    def moment(self) -> int:
        """What is chosen."""
        day, hour = self.day.date(), self.hour.time()
        chosen = datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute(), tzinfo=self._zone)
        return round(chosen.timestamp() * 1000)

    def set_moment(self, at: int) -> None:
        """Show another one; nobody is told."""
        shown = datetime.fromtimestamp(at / 1000, self._zone)
        self._setting = True
        self.day.setDate(QDate(shown.year, shown.month, shown.day))
        self.hour.setTime(QTime(shown.hour, shown.minute))
        self._setting = False

    def _tell(self) -> None:
        if not self._setting:
            self.edited.emit()
