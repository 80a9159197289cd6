"""The dashboard as of the end of a past day: what says so, and how everything on it is read at once (R94)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from db.office import Office
from db.queries.reader import Reader
from db.rules.moments import day_start, day_words
from desktop.theme.tokens import SPACE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.push_button import PushButton


class PastBanner(QFrame):
    """Says which day is looked at, while it is not today. Signal: ended() for the way back."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.label = ElidedLabel("", parent=self)
        self.back = PushButton("Back to today", look="link", parent=self)
        self.back.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, SPACE.small)
        row.addWidget(self.label, 1)
        row.addWidget(self.back)
        self.hide()

    def set_day(self, day: date | None) -> None:
        """Another day, whose figures are under way; None for now."""
        self._day = day
        self.setVisible(day is not None)
        if day is not None:
            self.label.setText(f"Reading the office as of {day_words(day)}…")

    def set_ready(self) -> None:
        """What is shown is that day's."""
        if self._day is not None:
            words = f"As of the end of {day_words(self._day)}: figures and charts as the office stood then."
            self.label.setText(f"{words} The lists at the left are today's.")


def end_of_day(day: date, zone: str, now: int) -> int:
    """The last moment of a day on the office's clock, at most `now` (ms UTC)."""
    return min(day_start(day + timedelta(days=1), zone) - 1, now)


def read_past(office: Office, at: int, wanted: Mapping[str, Callable[[Reader], Any]]) -> dict[str, Any]:
    """Several questions to one look at the office as it stood at `at`; for a worker."""
    with office.as_of(at) as earlier:
        return {key: earlier.read(query) for key, query in wanted.items()}
