"""General Follow-Up: what they said is halved, at many days, and nonsense is a sentence (R22)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.errors import FieldProblemsError
from db.rules.follow_up import FollowUp, at_hour, follow_up, hour_ahead, later_by
from db.rules.moments import from_ms, to_ms
from db.rules.named_days import easter, named_day

ZONE = "America/New_York"
SUNDAY = "2026-11-22"


def said(words: str, day: str = SUNDAY, *, hour: int = 10) -> FollowUp:
    moment = datetime.combine(date.fromisoformat(day), time(hour), ZoneInfo(ZONE))
    return follow_up(words, now=to_ms(moment), zone=ZONE)


@pytest.mark.parametrize(
    ("words", "day", "said_day", "set_for", "half"),
    [
        ("6 months", SUNDAY, "2027-05-22", "2027-02-22", "3 months"),
        ("2 weeks", SUNDAY, "2026-12-06", "2026-11-29", "1 week"),
        ("5 days", SUNDAY, "2026-11-27", "2026-11-24", "2 days"),
        ("1 day", SUNDAY, "2026-11-23", "2026-11-23", "1 day"),
        ("10 days", SUNDAY, "2026-12-02", "2026-11-27", "5 days"),
        ("3 weeks", SUNDAY, "2026-12-13", "2026-12-02", "10 days"),
        ("1 month", SUNDAY, "2026-12-22", "2026-12-07", "15 days"),
        ("3 months", SUNDAY, "2027-02-22", "2027-01-07", "46 days"),
        ("a year", SUNDAY, "2027-11-22", "2027-05-22", "6 months"),
        ("a year and a half", SUNDAY, "2028-05-22", "2027-08-22", "9 months"),
        ("1 year and 6 months", SUNDAY, "2028-05-22", "2027-08-22", "9 months"),
        ("half a year", SUNDAY, "2027-05-22", "2027-02-22", "3 months"),
        ("2 quarters", SUNDAY, "2027-05-22", "2027-02-22", "3 months"),
        ("a fortnight", SUNDAY, "2026-12-06", "2026-11-29", "1 week"),
        ("1 month and 2 weeks", SUNDAY, "2027-01-05", "2026-12-14", "22 days"),
        ("2 months, 2 days", SUNDAY, "2027-01-24", "2026-12-23", "31 days"),
        ("2 weeks 2 days", SUNDAY, "2026-12-08", "2026-11-30", "8 days"),
        ("1.5 months", SUNDAY, "2027-01-06", "2026-12-14", "22 days"),
        # month ends are clamped, of the span and of its half
        ("6 months", "2026-08-31", "2027-02-28", "2026-11-30", "3 months"),
        ("6 months", "2027-08-31", "2028-02-29", "2027-11-30", "3 months"),
        ("2 months", "2027-01-31", "2027-03-31", "2027-02-28", "1 month"),
        ("2 months", "2028-01-31", "2028-03-31", "2028-02-29", "1 month"),
        ("1 month", "2027-01-31", "2027-02-28", "2027-02-14", "14 days"),
        ("1 month", "2028-01-30", "2028-02-29", "2028-02-14", "15 days"),
        ("12 months", "2028-02-29", "2029-02-28", "2028-08-29", "6 months"),
        ("6 months", "2026-12-31", "2027-06-30", "2027-03-31", "3 months"),
        # a named day or feast: half the days to it
        ("after Easter", SUNDAY, "2027-03-29", "2027-01-24", "63 days"),
        ("Easter", SUNDAY, "2027-03-28", "2027-01-24", "63 days"),
        ("before Easter", SUNDAY, "2027-03-27", "2027-01-23", "62 days"),
        ("next Tuesday", SUNDAY, "2026-11-24", "2026-11-23", "1 day"),
        ("next Sunday", SUNDAY, "2026-11-29", "2026-11-25", "3 days"),
        ("2026-12-01", SUNDAY, "2026-12-01", "2026-11-26", "4 days"),
        ("end of March", SUNDAY, "2027-03-31", "2027-01-25", "64 days"),
        ("tomorrow", SUNDAY, "2026-11-23", "2026-11-23", "1 day"),
        ("the day after tomorrow", SUNDAY, "2026-11-24", "2026-11-23", "1 day"),
        ("next week", SUNDAY, "2026-11-29", "2026-11-25", "3 days"),
        ("week after next", SUNDAY, "2026-12-06", "2026-11-29", "1 week"),
        # of a range the nearer end
        ("3-4 months", SUNDAY, "2027-02-22", "2027-01-07", "46 days"),
        ("six to eight weeks", SUNDAY, "2027-01-03", "2026-12-13", "3 weeks"),
        # what is said around it
        ("“Call me back in about 6 months or so.”", SUNDAY, "2027-05-22", "2027-02-22", "3 months"),
        ("please try again after 2 weeks", SUNDAY, "2026-12-06", "2026-11-29", "1 week"),
        ("in two weeks' time", SUNDAY, "2026-12-06", "2026-11-29", "1 week"),
    ],
)
def test_r22_what_they_said_is_halved(words: str, day: str, said_day: str, set_for: str, half: str) -> None:
    found = said(words, day)
    assert (found.said_day.isoformat(), found.day.isoformat(), found.half) == (said_day, set_for, half)
    assert found.said == " ".join(words.split())
    assert from_ms(found.due_at, ZONE) == datetime.combine(found.day, time(9), ZoneInfo(ZONE))


def test_r22_the_sentence_says_both() -> None:
    assert said("6 months").sentence == "They said 6 months · set for 22 Feb 2027 (halved)"


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [
        ("monday", SUNDAY, "2026-11-23"), ("on friday", SUNDAY, "2026-11-27"), ("this wed", SUNDAY, "2026-11-25"),
        ("the 15th", SUNDAY, "2026-12-15"), ("the 31st", "2027-01-31", "2027-03-31"), ("12/25", SUNDAY, "2026-12-25"),
        ("29 february", "2028-02-29", "2032-02-29"), ("march 5th", SUNDAY, "2027-03-05"),
        ("the 5th of march", SUNDAY, "2027-03-05"), ("5th of march 2027", SUNDAY, "2027-03-05"),
        ("march 5, 2027", SUNDAY, "2027-03-05"), ("12/1/2026", SUNDAY, "2026-12-01"),
        ("christmas", SUNDAY, "2026-12-25"), ("christmas", "2026-12-25", "2027-12-25"),
        ("after christmas", "2026-12-25", "2026-12-26"), ("after the holidays", SUNDAY, "2027-01-02"),
        ("past new years", SUNDAY, "2027-01-02"), ("before the holidays", SUNDAY, "2026-12-31"),
        ("after the weekend", SUNDAY, "2026-11-23"), ("next weekend", SUNDAY, "2026-11-28"),
        ("after the summer", SUNDAY, "2027-09-01"), ("in the spring", SUNDAY, "2027-03-01"),
        ("thanksgiving", SUNDAY, "2026-11-26"), ("labor day", SUNDAY, "2027-09-06"),
        ("memorial day", SUNDAY, "2027-05-31"), ("july 4", SUNDAY, "2027-07-04"), ("in march", SUNDAY, "2027-03-01"),
        ("in november", SUNDAY, "2027-11-01"), ("mid january", SUNDAY, "2027-01-15"),
        ("the end of the month", SUNDAY, "2026-11-30"), ("end of the month", "2026-11-30", "2026-12-31"),
        ("end of next month", SUNDAY, "2026-12-31"), ("beginning of next month", "2026-12-05", "2027-01-01"),
        ("late june", SUNDAY, "2027-06-25"), ("end of february", "2027-12-01", "2028-02-29"),
        ("end of the year", SUNDAY, "2026-12-31"), ("end of november", SUNDAY, "2026-11-30"),
        ("early next march", SUNDAY, "2027-03-01"),
        ("the middle of the year", SUNDAY, None), ("end of time", SUNDAY, None), ("after the war", SUNDAY, None),
        ("before the war", SUNDAY, None), ("on the beach", SUNDAY, None), ("99/99", SUNDAY, None),
        ("30 february", SUNDAY, None), ("0 march", SUNDAY, None), ("2 hours", SUNDAY, None), ("20261201", SUNDAY, None),
        ("5 purple 2027", SUNDAY, None),
    ],
)  # fmt: skip
def test_r22_days_as_people_name_them(words: str, day: str, expected: str | None) -> None:
    found = named_day(words, today=date.fromisoformat(day))
    assert found == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("", "What did they say?"), ("   ", "What did they say?"), ("soonish", "no time we understand"),
        ("x" * 300, "too long"), ("today", "Half of today"), ("later", "Half of today"),
        ("2020-01-01", "1 Jan 2020 is not ahead"), ("0 days", "not ahead"), ("0 months", "not ahead"),
        ("-3 days", "no time"), ("100 years", "more than 30 years"), ("9" * 30 + " days", "more than 30 years"),
        ("9999 weeks", "more than 30 years"), ("2099-01-01", "more than 30 years"), ("3 weeks purple", "no time"),
        ("3 weeks;2 days", "no time"),
        ("٣ weeks", "no time"), ("6 monthsies", "no time"), ("in 2 hours", "no time"), ("\x00", "no time"),
    ],
)  # fmt: skip
def test_r22_nonsense_is_a_sentence(words: str, part: str) -> None:
    with pytest.raises(FieldProblemsError) as raised:
        said(words)
    assert set(raised.value.problems) == {"said"}
    assert part in raised.value.sentence
    assert len(raised.value.sentence) < 250


@pytest.mark.parametrize(("words", "day"), [("2 weeks", "2026-10-28"), ("2 weeks", "2027-03-10")])
def test_r22_a_change_of_the_clocks_keeps_the_hour(words: str, day: str) -> None:
    found = said(words, day)
    assert from_ms(found.due_at, ZONE).hour == 9
    assert found.due_at - to_ms(datetime.combine(date.fromisoformat(day), time(9), ZoneInfo(ZONE))) != 7 * 86_400_000
    gap = at_hour(date(2027, 3, 14), ZONE, time(2, 30))
    assert from_ms(gap, ZONE).strftime("%H:%M") == "03:30"


def test_r22_the_day_is_the_office_s() -> None:
    """At 03:00 UTC it is still the day before in New York."""
    late = to_ms(datetime(2026, 11, 23, 3, tzinfo=UTC))
    assert follow_up("2 days", now=late, zone=ZONE).day == date(2026, 11, 23)
    assert follow_up("2 days", now=late, zone="UTC").day == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, "04-02"), (2000, "04-23"), (2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28"),
     (2038, "04-25"), (2285, "03-22")],
)  # fmt: skip
def test_easter_by_the_calendar(year: int, day: str) -> None:
    assert easter(year).strftime("%m-%d") == day


@given(st.dates(date(2020, 1, 1), date(2080, 12, 31)), st.integers(1, 120), st.sampled_from(("day", "week", "month")))
def test_r22_half_is_ahead_and_never_later_than_they_said(today: date, count: int, unit: str) -> None:
    found = said(f"{count} {unit}s", today.isoformat())
    assert today < found.day <= found.said_day
    if unit == "day":
        assert found.day == today + timedelta(days=max(1, count // 2))
    elif count % 2:
        assert (found.day - today).days == max(1, (found.said_day - today).days // 2)
    else:
        assert found.day == (
            later_by(today, months=count // 2) if unit == "month" else today + timedelta(weeks=count // 2)
        )


@given(st.text(max_size=60))
def test_r22_any_text_is_a_day_or_a_sentence(words: str) -> None:
    try:
        found = said(words)
    except FieldProblemsError:
        return
    assert found.day > date.fromisoformat(SUNDAY)


@pytest.mark.parametrize(
    ("now", "day", "due"),
    [
        ("2026-11-22T08:59", "2026-11-22", "2026-11-22T09:00"),
        ("2026-11-22T09:00", "2026-11-22", "2026-11-22T10:00"),
        ("2026-11-22T17:00", "2026-11-22", "2026-11-22T18:00"),
        ("2026-11-22T17:01", "2026-11-22", "2026-11-23T09:00"),
        ("2026-11-22T23:59", "2026-11-22", "2026-11-23T09:00"),
        ("2026-11-22T17:01", "2026-11-24", "2026-11-24T09:00"),
        ("2026-11-22T17:01", "2026-11-21", "2026-11-21T09:00"),
    ],
)
def test_today_is_in_an_hour_or_the_next_working_hour(now: str, day: str, due: str) -> None:
    at = to_ms(datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(ZONE)))
    found = hour_ahead(date.fromisoformat(day), now=at, zone=ZONE)
    assert from_ms(found, ZONE).replace(tzinfo=None) == datetime.fromisoformat(due)
