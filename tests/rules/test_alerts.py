"""What is told at once and what is gathered, in which words, and when the digest falls due (R76)."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from db.rules import alerts
from db.rules.errors import FieldProblemsError
from db.rules.moments import to_ms
from db.rules.settings import OFFICE_SETTINGS, check_office
from db.rules.values import FORM_LEAD_TYPES, INQUIRY_TYPES, LEAD_TYPES, PASSIVE_TYPES

DAY = alerts.DAY_MS
NEW_YORK = "America/New_York"


def moment(text: str, zone: str = NEW_YORK) -> int:
    """A wall-clock time in `zone`, as milliseconds UTC."""
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def test_r76_forms_alert_at_once_and_passive_activity_does_not() -> None:
    assert {key for key, _ in LEAD_TYPES if alerts.alerts_at_once(key)} == {key for key, _ in FORM_LEAD_TYPES}
    assert not any(alerts.alerts_at_once(key) for key in PASSIVE_TYPES)
    assert all(alerts.alerts_at_once(key) for key in INQUIRY_TYPES)
    assert [kind.key for kind in alerts.KINDS if not kind.at_once] == ["digest"]


def test_every_kind_has_its_own_icon_and_an_unknown_one_a_plain_one() -> None:
    assert len({kind.icon for kind in alerts.KINDS}) == len(alerts.KINDS)
    assert alerts.alert_kind("offer").label == "Offered to you"
    assert alerts.alert_kind("approval").label == "Approval"  # asked for, and decided too
    later = alerts.alert_kind("deal_closed")
    assert (later.label, later.icon, later.at_once) == ("Deal closed", "bell", True)
    assert alerts.alert_kind("").label == "News"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (("showing_request", "Ann Lee", "14 Alder Court"), "Showing request of Ann Lee: 14 Alder Court"),
        (("question", "Ann Lee", " "), "Question of Ann Lee"),
        (("question", "", ""), "Question of somebody without a name"),
        (("contact_form", "Ann Lee", "two\n lines"), "Contact form of Ann Lee: two lines"),
    ],
)
def test_the_sentence_of_a_lead(given: tuple[str, str, str], line: str) -> None:
    assert alerts.lead_line(*given) == line


def test_the_sentences_of_requests_and_replies() -> None:
    assert alerts.update_line("Ann Lee") == "How does it stand with Ann Lee?"
    assert alerts.update_line(" ") == "How does it stand with a contact without a name?"
    assert alerts.reply_line("Ann Lee") == "Ann Lee replied from Archive"
    assert alerts.reply_line("") == "A contact without a name replied from Archive"


def test_r76_a_digest_gathers_by_contact_and_its_line_names_nobody() -> None:
    rows = [(1, "Ann Lee", "visit"), (2, "Bea Orr", "favorite"), (2, "Bea Orr", "favorite"), (2, "Bea Orr", "visit"),
            (3, "Al Ash", "saved_search")]  # fmt: skip
    entries = alerts.group(rows)
    assert [(e.name, e.words) for e in entries] == [
        ("Bea Orr", "1 visit, 2 favorites"), ("Al Ash", "1 saved search"), ("Ann Lee", "1 visit"),
    ]  # fmt: skip
    line = alerts.digest_line(entries)
    assert line == "3 of your contacts were active: 2 visits, 2 favorites, 1 saved search"
    assert not any(name in line for _, name, _ in rows)
    assert alerts.digest_line(alerts.group(rows[:1])) == "1 of your contacts was active: 1 visit"
    assert alerts.group([]) == ()


@pytest.mark.parametrize(
    ("said", "hour"), [(None, 8), (0, 0), (23, 23), (24, 8), (-1, 8), (True, 8), ("7", 8), (6, 6)]
)  # fmt: skip
def test_the_hour_of_the_digest(said: object, hour: int) -> None:
    assert alerts.digest_hour({} if said is None else {"digest_hour": said}) == hour


@pytest.mark.parametrize("given", ["24", "-1", "8.5", "", "²", "eight"])
def test_an_hour_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(FieldProblemsError, match="from 0 to 23"):
        check_office({"digest_hour": given})


def test_the_office_may_set_the_hour() -> None:
    assert check_office({"digest_hour": "7"}) == {"digest_hour": 7}
    assert any(one.key == alerts.HOUR_SETTING and one.default == 8 for one in OFFICE_SETTINGS)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T08:00", "2026-11-22T08:00"),
        ("2026-11-22T07:59:59.999", "2026-11-21T08:00"),
        ("2026-11-22T23:59", "2026-11-22T08:00"),
        ("2026-11-01T08:00", "2026-11-01T08:00"),  # the clocks went back that night
        ("2026-03-08T07:30", "2026-03-07T08:00"),  # and forward this one
    ],
)
def test_the_digest_falls_due_by_the_offices_clock(now: str, due: str) -> None:
    assert alerts.digest_moment(moment(now), NEW_YORK, 8) == moment(due)


def test_a_digest_goes_on_where_the_last_one_ended_at_most_a_week_back() -> None:
    until = moment("2026-11-22T08:00")
    assert alerts.digest_since(until, until - DAY) == until - DAY
    assert alerts.digest_since(until, until - 30 * DAY) == until - 7 * DAY
    assert alerts.digest_since(until, None) == until - 7 * DAY


def test_r88_there_is_one_digest_a_day_also_when_the_hour_moves() -> None:
    eight, ten = moment("2026-11-22T08:00"), moment("2026-11-22T10:00")
    assert alerts.digest_is_due(eight, None, NEW_YORK)
    assert alerts.digest_is_due(eight, eight - DAY, NEW_YORK)
    assert not alerts.digest_is_due(eight, eight, NEW_YORK)
    assert not alerts.digest_is_due(ten, eight, NEW_YORK)
    assert datetime.fromtimestamp(eight / 1000, UTC).hour == 13
