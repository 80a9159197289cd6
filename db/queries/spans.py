"""Counting rows by the days they fall on, by the office's clock: what every chart over time does (R92)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from db.rules.moments import day_start

# A quarter of an hour: every day of every time zone begins on one. They are counted from long before 1970, because
# the databases cut a negative quotient towards zero.
_QUARTER: Final = 15 * 60 * 1000
_BEFORE: Final = 10**8 * _QUARTER


def quarter_of(column: Any) -> Any:
    """The quarter of an hour that a moment (ms UTC) lies in, to group rows by."""
    return (column + _BEFORE) // _QUARTER


class Spans:
    """Days in a row, each from its first to its last, oldest first."""

    def __init__(self, spans: Sequence[tuple[date, date]], zone: str) -> None:
        self._bounds = [day_start(first, zone) for first, _last in spans]

    def place(self, quarter: Any) -> int:
        """Which of them a quarter of an hour, as `quarter_of` gives it, lies in."""
        return bisect_right(self._bounds, int(quarter) * _QUARTER - _BEFORE) - 1

    def counted(self, found: Iterable[tuple[Any, int]]) -> list[int]:
        """How many rows each holds, of rows counted by quarter."""
        counts = [0] * len(self._bounds)
        for quarter, count in found:
            counts[self.place(quarter)] += int(count)
        return counts
