"""Every list of the office has rows, for the broker and for the agents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.rules.values import INQUIRY_TYPES
from tests.sample_office_maker.moments import DAY, parse
from tests.sample_office_maker.plan import AGENTS, MEMBER

from .reading import Person, entries, people

SELLER = ("Property Type", "Property Bedrooms", "Property Bathrooms", "Floor Area", "Sell When")
SEARCHING = -90 * DAY


def _viewed(person: Person) -> int:
    viewed = [e.at for e in person.leads("viewed_listing", "favorite", "saved_search", "visit")]
    return max([person.created, *viewed])


def _seller(person: Person) -> bool:
    complete = person.cells.get("Primary Zip") and all(person.cells.get(column) for column in SELLER)
    return bool(person.cells.get("Sell Form At") or complete)


def _waiting(person: Person) -> bool:
    asked = [lead.at for lead in person.leads(*INQUIRY_TYPES)]
    return bool(asked) and not any(e.what == "touch" and e.at >= asked[-1] for e in person.entries)


def _missed(person: Person) -> bool:
    return any(e.what == "task" and e.a == "call" and not e.done and (e.due or 0) < 0 for e in person.entries)


def _back_again(person: Person) -> bool:
    """R42 over the leads alone."""
    visits = [e.at for e in person.leads("visit", "viewed_listing", "favorite", "saved_search")]
    fresh = [e for e in person.leads("favorite", "saved_search") if e.at >= -2 * DAY]
    before = [at for at in visits if at < -2 * DAY]
    enough = any(e.a == "saved_search" for e in fresh) or len(fresh) >= 3
    return enough and bool(before) and max(before) < -365 * DAY


def _unsubscribed(person: Person) -> bool:
    return bool(person.cells.get("Unsubscribed")) or any(e.what == "unsubscribe" for e in person.entries)


LISTS: dict[str, Callable[[Person], bool]] = {
    "actively_searching": lambda p: _viewed(p) >= SEARCHING,
    "not_searching": lambda p: _viewed(p) < SEARCHING,
    "seller_leads": _seller,
    "valuation_attempts": lambda p: p.kind == "valuation",
    "phone_leads": lambda p: p.kind == "phone",
    "text_leads": lambda p: p.kind == "text",
    "invalid_leads": lambda p: p.kind == "invalid",
    "unsubscribed": _unsubscribed,
    "missed_calls": _missed,
    "waiting_inquiries": _waiting,
    "back_again": _back_again,
    "mortgage": lambda p: bool(p.cells.get("Lender")),
    "seller_info": lambda p: any(p.cells.get(column) for column in SELLER),
    "captured_by_text": lambda p: bool(p.cells.get("Captured By Text")),
    "calls": lambda p: bool(p.leads("call")),
    "scheduled_calls": lambda p: any(e.what == "task" and e.a == "call" for e in p.entries),
    "information_requests": lambda p: bool(p.leads("information_request")),
    "showing_requests": lambda p: bool(p.leads("showing_request")),
}


def _live() -> list[Person]:
    return [p for p in people().values() if p.status != "archive"]


@pytest.mark.parametrize("key", LISTS)
def test_r30_to_r59_each_list_has_rows_for_the_broker_and_most_agents(key: str) -> None:
    rows = [p for p in _live() if LISTS[key](p)]
    owners = {p.owner for p in rows}
    assert len(rows) >= 14
    assert len(owners & set(AGENTS)) >= (5 if key in {"mortgage", "calls"} else 6), sorted(owners)


@pytest.mark.parametrize("agent", AGENTS)
def test_r30_every_agent_has_contacts_in_most_statuses_and_lists(agent: str) -> None:
    mine = [p for p in _live() if p.owner == agent]
    assert len({p.status for p in mine}) >= 6
    empty = [key for key, holds in LISTS.items() if not any(holds(p) for p in mine)]
    assert len(empty) <= (4 if agent == "maya" else 2), empty


def test_r29_the_pool_is_filled() -> None:
    pool = [p for p in _live() if not p.owner]
    assert 150 <= len(pool) <= 600
    assert {p.status for p in pool} >= {"new_lead", "prospect", "active_lead"}
    assert any(e.what == "release" for p in pool for e in p.entries)


def test_r43_waiting_inquiries_are_few_and_fresh() -> None:
    waiting = [p for p in _live() if _waiting(p)]
    asked = [max(lead.at for lead in p.leads(*INQUIRY_TYPES)) for p in waiting]
    assert 20 <= len(waiting) <= 40
    assert min(asked) > -7 * DAY
    assert sum(at >= 0 for at in asked) >= 6, "some of the last hours"
    assert any(not p.owner for p in waiting)


def test_r42_back_again_is_rare_and_by_both_ways() -> None:
    back = [p for p in _live() if _back_again(p)]
    assert 10 <= len(back) <= 25
    by_search = [p for p in back if any(e.at >= -2 * DAY for e in p.leads("saved_search"))]
    assert 0 < len(by_search) < len(back)
    assert all(parse(p.cells["Last Visit"]) < -365 * DAY for p in back)


def test_r36_text_leads_are_mls_and_app() -> None:
    types = {p.cells["Captured By Text"] for p in people().values() if p.kind == "text"}
    assert types == {"mls", "app"}
    for person in people().values():
        if person.kind == "text":
            (code,) = person.leads("text_code")
            assert bool(code.c) == (person.cells["Captured By Text"] == "mls")


def test_r34_valuation_attempts_are_only_addresses() -> None:
    attempts = [p for p in people().values() if p.kind == "valuation"]
    assert 50 <= len(attempts) <= 90
    assert not any(p.name or p.phone or p.email for p in attempts)


def test_r38_unsubscribed_by_all_causes() -> None:
    assert {e.a for e in entries() if e.what == "unsubscribe"} == {"self", "bounce", "complaint"}


def test_r75_shared_with_another_agent_each_way() -> None:
    shares = [e for e in entries() if e.what == "share"]
    assert all(e.a in MEMBER and e.a != e.by for e in shares)
    assert {e.a for e in shares} == set(AGENTS)
    assert len(shares) >= 50


def test_what_is_planned_lies_in_the_days_to_come() -> None:
    planned = [e for e in entries() if e.what == "task" and not e.done and (e.due or 0) >= DAY]
    overdue = [e for e in entries() if e.what == "task" and e.a == "follow_up" and not e.done and (e.due or 0) < 0]
    assert len(planned) >= 150
    assert 30 <= len(overdue) <= 90
    assert {e.by for e in planned} >= set(AGENTS)
