"""The period that another one is compared with: the same number of days before it, or the same days a year before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

Span = tuple[date, date]
AGAINST: Final = (("before", "The period before"), ("year", "A year before"))


def earlier(span: Span, against: str) -> Span:
    """First and last day of the period that `span` is compared with; `against` is a key of AGAINST."""
    return earlier_spans((span,), span, against)[0]


def earlier_spans(spans: Iterable[Span], whole: Span, against: str) -> list[Span]:
    """The spans of a period `whole`, each moved to the period that it is compared with.

    Spans that follow one another do so there too: no day is left out or counted twice.
    """
    length = (whole[1] - whole[0]).days + 1

    def moved(day: date) -> date:
        return day - timedelta(days=length) if against == "before" else _year_before(day)

    return [(moved(first), moved(last + timedelta(days=1)) - timedelta(days=1)) for first, last in spans]


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
