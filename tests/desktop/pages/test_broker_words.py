"""Periods and key figures of the broker dashboard as a person reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.queries.chart_items import ChartAsk
from db.queries.tiles import Tile
from desktop.pages.broker_dashboard.cards import CARDS, Scope
from desktop.pages.broker_dashboard.empty_words import empty_words
from desktop.pages.broker_dashboard.figures import Figure, duration, figure_of, hover_words
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
        (None, HOUR, 3, Figure("n/a", "3 waiting")),
        (4 * MINUTE, 6 * MINUTE, 0, Figure("4 min", "▼ 2 min", "good")),
        (6 * MINUTE, 4 * MINUTE, 1, Figure("6 min", "▲ 2 min · 1 waiting")),
        (4 * MINUTE, 4 * MINUTE + 59_999, 0, Figure("4 min", "As last week")),
        (4 * MINUTE, None, 0, Figure("4 min", "")),
    ],
)
def test_the_first_answer(value: int | None, before: int | None, still_open: int, wanted: Figure) -> None:
    assert words("first_answer", value, before=before, aside=still_open, is_time=True) == wanted


SPAN = (date(2026, 10, 26), date(2026, 11, 22))
BEFORE = {"days": SPAN, "before_days": (date(2026, 9, 28), date(2026, 10, 25))}
YEAR = {"days": SPAN, "before_days": (date(2025, 10, 26), date(2025, 11, 22))}


@pytest.mark.parametrize(
    ("value", "before", "days", "detail"),
    [(112, 100, BEFORE, "▲ 12 % on the period before"), (0, 100, YEAR, "▼ 100 % on a year before"),
     (100, 100, BEFORE, "As in the period before"), (1000, 1001, YEAR, "As a year before"),
     (5, 0, BEFORE, "None in the period before"), (0, 0, YEAR, "None a year before"),
     (5, None, BEFORE, "In the period")],
)  # fmt: skip
def test_a_figure_of_a_period_names_what_it_is_held_against(
    value: int, before: int | None, days: dict[str, Any], detail: str
) -> None:
    shown = words("new_contacts", value, before=before, **days)
    assert shown.detail == detail
    tile = Tile("new_contacts", "Title", "people", "Definition.", value, before=before, **days)
    years = ("26 Oct – 22 Nov 2026", "28 Sep – 25 Oct 2026" if days is BEFORE else "26 Oct – 22 Nov 2025")
    assert all(part in hover_words(tile) for part in years)


@pytest.mark.parametrize(
    ("value", "before", "waiting", "wanted"),
    [(4 * MINUTE, 6 * MINUTE, 0, Figure("4 min", "▼ 2 min on the period before", "good")),
     (4 * MINUTE, 6 * MINUTE, 34, Figure("4 min", "▼ 2 min · 34 waiting", "good")),
     (4 * MINUTE, 4 * MINUTE, 0, Figure("4 min", "As in the period before")),
     (4 * MINUTE, None, 0, Figure("4 min", "None in the period before")),
     (None, 6 * MINUTE, 0, Figure("n/a", "No form leads in the period"))],
)  # fmt: skip
def test_the_first_answer_of_a_period(value: int | None, before: int | None, waiting: int, wanted: Figure) -> None:
    assert words("first_answer", value, before=before, aside=waiting, is_time=True, **BEFORE) == wanted


# -- nobody is counted -----------------------------------------------------------------------------------------


def said(key: str, *, at: int = 0, **chosen: str) -> tuple[str, str]:
    spec = next(one for one in CARDS if one.key == key)
    return empty_words(spec, Scope(ChartAsk(**chosen), "week", "", at=at))


def test_what_narrows_a_card_is_its_reason_first() -> None:
    assert said("kpi_board")[0] == "Nobody has dialled or pressed yet"
    assert said("kpi_board", agent="Wes Park")[0] == "No dial or press is left by the filter"
    assert said("kpi_board", source="zillow")[0] == "Nobody has dialled or pressed yet"  # a source does not narrow it
    assert said("first_answer", first="2026-11-01", last="2026-11-02")[0] == "No form inquiry is left by the filter"
    assert said("pool_age")[0] == said("pool_age", first="2026-11-01", last="2026-11-02")[0] == "Nobody is in the pool"
    assert said("pool_age", agent="Wes Park")[0] == "Nobody in the pool has an agent"
    assert said("pool_age", source="zillow")[0] == "No contact of the pool is left by the filter"
    assert said("status", source="zillow") == (
        "No contact is left by the filter", "Clear it at the top to see the whole office.",
    )  # fmt: skip
    assert said("status")[1] == "Import some, or add one on the agent dashboard."
    assert said("status", at=1) == ("No contact on that day", "")
    assert said("created")[0] == "No new contacts in these weeks"


def test_every_card_has_its_own_word_and_none_says_people() -> None:
    for spec in CARDS:
        for chosen in ({}, {"type": "buyer"}, {"first": "2026-11-01", "last": "2026-11-02"}, {"agent": "Wes Park"}):
            sentence, _more = empty_words(spec, Scope(ChartAsk(**chosen), "week", ""))
            assert sentence
            assert "people" not in f"{sentence} {spec.title}".lower()


def test_waiting_contract_and_closed() -> None:
    assert words("waiting", 23, aside=5) == Figure("23", "5 over one hour", "error")
    assert words("waiting", 2) == Figure("2", "None over one hour", "good")
    assert words("waiting", 0) == Figure("0", "Nobody waits", "good")
    assert words("in_contract", 1331, aside=3) == Figure("1,331", "3 since Monday")
    assert words("in_contract", 0) == Figure("0", "None since Monday")
    assert words("closed", 87, before=78) == Figure("87", "▲ 9 on last quarter", "good")
    assert words("closed", 5, before=5) == Figure("5", "As last quarter")
