"""The period of the filter bar: its choices, its days, and the step of the chart over time that fits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.rules.moments import day_words, month_words

ANY: Final = ""
BETWEEN: Final = "between"
PERIODS: Final = (
    (ANY, "Any time"),
    ("4", "Last 4 weeks"),
    ("26", "Last 26 weeks"),
    ("52", "Last 52 weeks"),
    (BETWEEN, "Created between…"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, "" for ever, as a chart asks for them."""

    first: str = ""
    last: str = ""

    @property
    def step(self) -> str:
        """Days for about a month, weeks for about a year, else months; weeks where it has no beginning."""
        if not self.first or not self.last:
            return "week"
        days = (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1
        return "day" if days <= 31 else "week" if days <= 60 * 7 else "month"


def weeks_until(today: date, weeks: int) -> Period:
    """The last so many weeks, the present one among them, which began on Monday."""
    monday = today - timedelta(days=today.weekday())
    return Period(str(monday - timedelta(weeks=weeks - 1)), str(today))


def days_in_words(first: date, last: date) -> str:
    """One day or a stretch: 22 Nov 2026, 16 – 22 Nov 2026, 28 Dec 2025 – 3 Jan 2026."""
    end = f"{day_words(last)}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{days_in_words(first, first)} – {end}"
    if first.month != last.month:
        return f"{first.day} {month_words(first)} – {end}"
    return f"{first.day} – {end}"
