"""Periods and key figures of the broker dashboard as a person reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.queries.tiles import Tile
from desktop.pages.broker_dashboard.figures import Figure, duration, figure_of
from desktop.pages.broker_dashboard.period import Period, days_in_words, weeks_until

MINUTE = 60_000
HOUR = 60 * MINUTE


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-22", "2026-11-22", "22 Nov 2026"),
        ("2026-11-16", "2026-11-22", "16 – 22 Nov 2026"),
        ("2026-06-29", "2026-07-05", "29 Jun – 5 Jul 2026"),
        ("2025-12-29", "2026-01-04", "29 Dec 2025 – 4 Jan 2026"),
    ],
)
def test_days_in_words(first: str, last: str, words: str) -> None:
    assert days_in_words(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_weeks_begin_on_monday_and_hold_the_present_one() -> None:
    assert weeks_until(date(2026, 11, 22), 4) == Period("2026-10-26", "2026-11-22")
    assert weeks_until(date(2026, 11, 23), 1) == Period("2026-11-23", "2026-11-23")


def test_the_step_fits_the_period() -> None:
    ends = {"2026-01-31": "day", "2026-02-01": "week", "2027-02-24": "week", "2027-02-25": "month"}
    assert {last: Period("2026-01-01", last).step for last in ends} == ends
    assert Period().step == "week"


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "0 s"), (59_999, "59 s"), (MINUTE, "1 min"), (59 * MINUTE, "59 min"), (HOUR - 1, "1 h"), (HOUR, "1 h"),
     (125 * MINUTE, "2 h 5 min"), (48 * HOUR, "2 days"), (100 * HOUR, "4 days")],
)  # fmt: skip
def test_a_length_of_time(ms: int, words: str) -> None:
    assert duration(ms) == words


def words(key: str, value: int | None, **more: Any) -> Figure:
    return figure_of(Tile(key, "Title", "people", "Definition.", value, **more))


@pytest.mark.parametrize(
    ("value", "before", "detail", "tone"),
    [(214, 191, "▲ 12 % on last week", "good"), (8, 10, "▼ 20 % on last week", "muted"),
     (1000, 1001, "As last week", "muted"), (5, 0, "None last week", "muted"), (0, 0, "None last week", "muted")],
)  # fmt: skip
def test_the_change_of_new_contacts(value: int, before: int, detail: str, tone: str) -> None:
    assert words("new_contacts", value, before=before) == Figure(str(value) if value < 1000 else "1,000", detail, tone)


@pytest.mark.parametrize(
    ("value", "before", "still_open", "wanted"),
    [
        (None, None, 0, Figure("n/a", "No form leads in 7 days")),
        (None, HOUR, 3, Figure("n/a", "3 open")),
        (4 * MINUTE, 6 * MINUTE, 0, Figure("4 min", "▼ 2 min", "good")),
        (6 * MINUTE, 4 * MINUTE, 1, Figure("6 min", "▲ 2 min · 1 open")),
        (4 * MINUTE, 4 * MINUTE + 59_999, 0, Figure("4 min", "As last week")),
        (4 * MINUTE, None, 0, Figure("4 min", "")),
    ],
)
def test_the_first_answer(value: int | None, before: int | None, still_open: int, wanted: Figure) -> None:
    assert words("first_answer", value, before=before, aside=still_open, is_time=True) == wanted


def test_waiting_contract_and_closed() -> None:
    assert words("waiting", 23, aside=5) == Figure("23", "5 over one hour", "error")
    assert words("waiting", 2) == Figure("2", "None over one hour", "good")
    assert words("waiting", 0) == Figure("0", "Nobody waits", "good")
    assert words("in_contract", 1331, aside=3) == Figure("1,331", "3 since Monday")
    assert words("in_contract", 0) == Figure("0", "None since Monday")
    assert words("closed", 87, before=78) == Figure("87", "▲ 9 on last quarter", "good")
    assert words("closed", 5, before=5) == Figure("5", "As last quarter")
