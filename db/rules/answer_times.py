"""How soon form inquiries were answered: percentiles, and waits counted in the office's hours (DOMAIN 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS


def percentile(waits: Sequence[int], part: float) -> int | None:
    """The wait that `part` of them (0.9 for nine of ten) do not exceed: one that there was, by nearest rank; None of
    none.
    """
    if not waits:
        return None
    place = -int(-part * len(waits) // 1)  # rounded up, in whole waits
    return sorted(waits)[max(place, 1) - 1]


def within_hours(begin: int, end: int, zone: str, hours: tuple[int, int]) -> int:
    """How much of the time from `begin` to `end` (ms UTC) lay between two hours of each day on the clocks of `zone`;
    milliseconds, nothing where the end lies before the beginning.
    """
    if end <= begin:
        return 0
    return _passed(end, zone, hours) - _passed(begin, zone, hours)


def _passed(moment: int, zone: str, hours: tuple[int, int]) -> int:
    """Milliseconds within the hours since some day long ago, by the clock on the wall."""
    local = datetime.fromtimestamp(moment / 1_000, ZoneInfo(zone))
    first, until = (hour * HOUR_MS for hour in hours)
    of_day = (local.hour * 60 + local.minute) * MINUTE_MS + local.second * 1_000 + local.microsecond // 1_000
    return local.toordinal() * (until - first) + min(max(of_day, first), until) - first


def wait_words(wait: int | None) -> str:
    """A wait as one reads it in a table: "4 min", "2 h 05 min", "3 d 4 h"; "n/a" for none."""
    if wait is None:
        return "n/a"
    minutes = wait // MINUTE_MS
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest:02d} min"
    return f"{hours // 24} d {hours % 24} h"
