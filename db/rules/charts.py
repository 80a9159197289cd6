"""The charts of the office as data: title, unit, what is counted and by what (DOMAIN 5 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.rules.errors import WrongUseError
from db.rules.moments import read_day


@dataclass(frozen=True, slots=True)
class ChartDefinition:
    """A chart: `unit` is people or leads; `field` is the filter's field whose values are the bars; `step` is day, week
    or month for a chart over time, "" for one by value.
    """

    key: str
    title: str
    unit: str
    definition: str
    field: str
    step: str = ""


_VALUES: Final = (
    ("status", "Contacts by status", "status", "by where they stand with the office, the archived too"),
    ("source", "Contacts by source", "source", "by where they came from"),
    ("kind", "Contacts by kind", "kind", "by what there is to reach them by"),
    ("type", "Contacts by type", "type", "by what they are to the office"),
    ("priority", "Contacts by priority", "priority", "by the priority someone gave them"),
    ("time_frame", "Contacts by time frame", "time_frame", "by when they want to move"),
    ("business_source", "Contacts by business source", "business_source", "by where the business came from"),
    ("agent", "Contacts by agent", "owner", "by owner; nobody's are the pool"),
)
CHARTS: Final = (
    *(
        ChartDefinition(key, title, "people", f"Contacts the member may see, {words}.", field)
        for key, title, field, words in _VALUES
    ),
    *(
        ChartDefinition(
            f"created_{step}", f"New contacts by {step}", "people",
            f"Contacts the member may see, by the {step} in which they were created, on the office's clock.",
            "created", step,
        )
        for step in ("day", "week", "month")
    ),
)  # fmt: skip
# How many bars a chart over time shows when no first day is given.
BARS: Final = {"day": 30, "week": 26, "month": 24}
MOST_BARS: Final = 1_000


def chart_definition(key: str) -> ChartDefinition:
    """The chart `key`; WrongUseError names the keys there are."""
    for one in CHARTS:
        if one.key == key:
            return one
    raise WrongUseError(f"There is no chart “{key}”; the charts are {', '.join(c.key for c in CHARTS)}.")


def period(first: str, last: str) -> tuple[date | None, date | None]:
    """First and last day as given, None where nothing is. Errors: WrongUseError for what is no day, or none after."""
    for text in (first, last):
        if text and read_day(text) is None:
            raise WrongUseError(f"“{text}” is no day; write it as 2026-11-22.")
    start, end = read_day(first), read_day(last)
    if start and end and end < start:
        raise WrongUseError(f"{end} is before {start}.")
    return start, end


def first_of(step: str, day: date) -> date:
    """The first day of the day, week (Monday) or month that `day` lies in."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def buckets(step: str, start: date | None, end: date) -> list[tuple[date, date]]:
    """First and last day of each bar up to `end`, oldest first; the outermost are cut to the period.

    Without `start` as many bars as BARS says. Errors: WrongUseError for more than MOST_BARS.
    """
    found: list[tuple[date, date]] = []
    last = end
    while len(found) < BARS[step] if start is None else last >= start:
        first = first_of(step, last)
        found.append((max(first, start) if start else first, last))
        last = first - timedelta(days=1)
        if len(found) > MOST_BARS:
            raise WrongUseError(f"That would be more than {MOST_BARS:,} bars; choose a shorter period or longer steps.")
    return found[::-1]
