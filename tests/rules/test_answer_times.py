"""Percentiles of waits, and waits within the office's hours (DOMAIN 9)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules.answer_times import HOUR_MS, MINUTE_MS, percentile, wait_words, within_hours

ZONE = "America/New_York"


def at(text: str) -> int:
    """A moment by the clock of the office."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1_000)


@pytest.mark.parametrize(
    ("waits", "found"),
    [((), None), ((7,), 7), ((1, 2), 2), (range(1, 11), 9), (range(1, 12), 10), ((5, 5, 5, 1), 5), (range(1, 31), 27)],
)
def test_nine_of_ten_waited_no_longer(waits: range, found: int | None) -> None:
    assert percentile(list(waits), 0.9) == found
    assert percentile(list(waits)[::-1], 0.9) == found


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-11-23T10:00", "2026-11-23T11:30", 1.5),
        ("2026-11-23T07:00", "2026-11-23T10:00", 1),  # from nine on
        ("2026-11-23T19:00", "2026-11-24T10:00", 2),  # over the night
        ("2026-11-23T21:00", "2026-11-24T08:59", 0),
        ("2026-11-20T12:00", "2026-11-23T12:00", 33),
        ("2026-03-07T12:00", "2026-03-09T12:00", 22),  # the night in between has an hour less
        ("2026-11-23T12:00", "2026-11-23T11:00", 0),
    ],
)
def test_only_the_hours_of_the_office_count(begin: str, end: str, hours: float) -> None:
    assert within_hours(at(begin), at(end), ZONE, (9, 20)) == hours * HOUR_MS


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (None, "n/a"), (0, "0 min"), (59 * MINUTE_MS, "59 min"), (HOUR_MS, "1 h 00 min"),
        (47 * HOUR_MS + 5 * MINUTE_MS, "47 h 05 min"), (51 * HOUR_MS, "2 d 3 h"),
    ],
)  # fmt: skip
def test_a_wait_in_words(wait: int | None, words: str) -> None:
    assert wait_words(wait) == words
