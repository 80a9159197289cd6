"""The lists as rules: who is offered which, the archived when ticked, remarks and suggestions (R38, R39, R42, R50)."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules.back_again import LINES, line_for, next_working_day, suggestion
from db.rules.errors import RefusedError, WrongUseError
from db.rules.filters import Filter, Term, filter_text, parse_filter
from db.rules.lead_types import BROKER, asked_for, definitions, offered, terms_of
from db.rules.permissions import Actor, Role
from db.rules.standing import no_drips_words, reaching

LISTS = definitions()
# What a line must not give away: what somebody did on the site (DOMAIN 1, R42).
ACTIVITY = ("visit", "view", "saw", "search", "favorite", "site", "listing", "home", "look", "click")


def actor(*roles: Role) -> Actor:
    return Actor(1, "Ann Lee", roles)


def test_every_list_has_a_key_a_title_a_sentence_and_its_rule() -> None:
    assert len({one.key for one in LISTS}) == len({one.title for one in LISTS}) == len(LISTS)
    for one in LISTS:
        assert one.definition.endswith(".")
        assert one.definition.count(". ") <= 1, one.key
        assert one.rule or one.key == "everyone"


@pytest.mark.parametrize("role", list(Role))
def test_r50_the_brokers_lists_are_offered_to_who_sees_the_broker_dashboard(role: Role) -> None:
    keys = {one.key for one in offered(LISTS, actor(role))}
    broker = {one.key for one in LISTS if one.section == BROKER}
    assert len(broker) == 6
    if role in (Role.BROKER, Role.CONCIERGE):
        assert broker <= keys
        assert asked_for("recent_leads", LISTS, actor(role)).rule == "R50"
    else:
        assert not broker & keys
        with pytest.raises(RefusedError, match=r"^Recent Leads is one of the broker's lists\. The broker dashboard is"):
            asked_for("recent_leads", LISTS, actor(role))
        with pytest.raises(WrongUseError, match="There is no list “vip”") as caught:
            asked_for("vip", LISTS, actor(role))
        assert "recent_leads" not in str(caught.value)
    assert "recent_leads" in {one.key for one in offered(LISTS, actor(role, Role.BROKER))}


def test_r38_archived_yes_widens_only_a_list_that_says_so() -> None:
    by_key = {one.key: one for one in LISTS}
    unsubscribed = by_key["unsubscribed"]
    asked = parse_filter("archived=yes&priority=hot")
    assert terms_of(unsubscribed, asked) == (Term("subscribed", "no"), Term("priority", "in", ("hot",)))
    assert terms_of(unsubscribed, parse_filter("archived=yes,no"))[0] == Term("subscribed", "no")
    for text in ("", "archived=no", "archived!=yes", "archived!=*"):
        assert terms_of(unsubscribed, parse_filter(text)) == unsubscribed.terms
    for key in ("everyone", "archive", "new_lead", "approvals"):
        assert terms_of(by_key[key], parse_filter("archived=yes")) == by_key[key].terms
    with pytest.raises(WrongUseError, match="Phone Leads never shows the archived; look in Archive or among Everyone"):
        terms_of(by_key["phone_leads"], asked)
    assert filter_text(asked) == "archived=yes&priority=hot"
    assert terms_of(unsubscribed, Filter()) == unsubscribed.terms


@pytest.mark.parametrize(
    ("status", "mailable", "alerts", "words"),
    [
        ("sphere", True, 0, "Mild: they get the market report and the newsletter"),
        ("sphere", True, 2, "Mild: they get 2 listing alerts, the market report and the newsletter"),
        ("new_lead", True, 1, "Mild: they get 1 listing alert and the market report"),
        ("closed", True, 0, "Mild: they get the market report"),
        ("client", True, 0, "Nothing automatic reaches them"),
        ("sphere", False, 3, "Nothing automatic reaches them"),
    ],
)
def test_r39_the_row_says_mildly_what_reaches_them_all_the_same(
    status: str, mailable: bool, alerts: int, words: str
) -> None:
    assert no_drips_words(reaching(status, mailable=mailable, alerts=alerts)) == words


def test_r42_three_fixed_lines_with_the_name_as_only_placeholder() -> None:
    assert len(LINES) == 3
    for number, line in enumerate(LINES):
        assert line.count("{") == line.count("{name}") == 1
        assert not [word for word in ACTIVITY if word in line.casefold()]
        assert line_for(number, "Ann {0} %s") == line.replace("{name}", "Ann {0} %s")
        assert line_for(number, "  ").startswith("Hello, ")
        assert line_for(number + 3, "Ann") == line_for(number, "Ann")


@pytest.mark.parametrize(
    ("today", "day"),
    [("2026-11-19", "2026-11-20"), ("2026-11-20", "2026-11-23"), ("2026-11-21", "2026-11-23"),
     ("2026-11-22", "2026-11-23"), ("2026-12-31", "2027-01-01")],
)  # fmt: skip
def test_r42_the_call_is_for_the_next_working_day(today: str, day: str) -> None:
    assert next_working_day(date.fromisoformat(today)) == date.fromisoformat(day)
    said = suggestion(3, "Ann", date.fromisoformat(today))
    assert said == f"Call on {day}, the next working day, and say: {LINES[0].replace('{name}', 'Ann')}"
