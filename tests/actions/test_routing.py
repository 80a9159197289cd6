"""A new lead arrives: its contact recognised or added, its owner found, all of it taken back by one undo (R75, R4)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import ownership, statuses
from db.actions.listings import import_listings
from db.actions.members import deactivate_member, reactivate_member
from db.actions.routing import TakenLead, save_routing, take_lead
from db.changes import Outcome
from db.models import Alert, ContactEmail, Lead, ListingActivity, Message, RoutingOffer, RoutingTurn, Task
from db.office import Office
from db.queries.listing_imports import read_listing_file
from db.queries.routing import rehearse, routing_of, rules_in_words
from db.rules.errors import FieldProblemsError, RefusedError
from db.rules.new_leads import read_new_lead
from db.rules.routing import LAST, LAST_RULE, Conditions, Destination, RoutingRule, Share
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    LENDER,
    OTHER_AGENT,
    UNDERWRITER,
    acting,
    add,
    columns,
    contents,
    member,
    perform_as,
    share_with,
    these,
)
from tests.office_fixtures import FakeClock

HOUR = 3_600_000


def use(office: Office, *rules: RoutingRule) -> None:
    """The broker uses these rules, then the last one."""
    perform_as(office, BROKER, save_routing, rules=(*rules, LAST_RULE))


def turns(office: Office, *shares: int, when: Conditions | None = None) -> RoutingRule:
    """A rule that gives leads to the two agents in turn."""
    who = (member(office, AGENT), member(office, OTHER_AGENT))
    parts = tuple(Share(key, share) for key, share in zip(who, shares or (1, 1), strict=True))
    return RoutingRule("turns", "In turn", when or Conditions(), Destination("turns", parts))


def arrive(office: Office, name: str = "Ann Lee", **document: Any) -> Outcome[TakenLead]:
    """A lead arrives, taken in by whoever is signed in."""
    if "email" not in document and "phone" not in document:
        document["email"] = f"{'.'.join(name.lower().split())}@example.org"
    lead = read_new_lead({"name": name} | document, sources=office.facts.sources)
    return office.perform(take_lead, lead=lead)


def rows(office: Office, model: Any, *names: str) -> list[tuple[Any, ...]]:
    """Columns of every row of a table, the oldest first."""
    table = model.__table__
    with office.engines.read.connect() as connection:
        found = connection.execute(select(*(table.c[n] for n in names)).order_by(table.c.id))
        return [tuple(row) for row in found]


# -- who it is ------------------------------------------------------------------------------------------------------


def test_r4_somebody_new_is_a_new_lead(office: Office, clock: FakeClock) -> None:
    done = arrive(office, email="ann@example.org", phone="813-555-0142", message="Hello", source="Zillow",
                  at="2026-11-22T13:00:00Z")  # fmt: skip
    taken = done.value
    assert (taken.new, taken.owner_id, taken.owner, taken.offered) == (True, None, "", ())
    assert taken.why == "Rule “Everything else”: it goes to the pool."
    assert done.changes.label == "New lead from Ann Lee: to the pool"
    names = ("status", "owner_id", "source", "created_at", "kind", "waiting_since")
    at = 1_795_352_400_000
    assert columns(office, taken.contact_id, *names) == ("new_lead", None, "zillow", at, "ordinary", at)
    assert rows(office, Lead, "contact_id", "lead_type", "source", "message", "occurred_at", "routed_why") == [
        (taken.contact_id, "contact_form", "zillow", "Hello", at, taken.why)
    ]
    assert rows(office, Alert, "id") == []
    later = arrive(office, "Bea Orr", status="client", at="2031-01-01T00:00:00Z").value
    assert columns(office, later.contact_id, "status", "created_at") == ("client", clock.now)


def test_a_known_contact_is_recognised_and_completed(office: Office) -> None:
    known = add(office, "Ann Lee", email="ann@example.org", status="sphere", source="referral")
    taken = arrive(office, "Annie Lee", email=["ann@example.org", "a.lee@example.com"], phone="813-555-0142",
                   source="zillow", address="12 Oak St, Tampa, FL 33606").value  # fmt: skip
    assert (taken.contact_id, taken.new) == (known, False)
    kept = columns(office, known, "display_name", "status", "source", "primary_email", "primary_phone")
    assert kept == ("Ann Lee", "sphere", "referral", "ann@example.org", "+18135550142")
    assert rows(office, ContactEmail, "value", "is_primary") == [
        ("ann@example.org", True),
        ("a.lee@example.com", False),
    ]
    same = arrive(office, "Ann Lee", email="other@example.com", phone="(813) 555-0142").value
    assert same.contact_id == known


def test_nobody_is_recognised_by_a_portals_relay(office: Office) -> None:
    relay = "4f2a9@convo.zillow.com"
    first = arrive(office, "Ann Lee", email=relay).value
    second = arrive(office, "Bea Orr", email=relay).value
    assert first.contact_id != second.contact_id
    assert first.new
    assert second.new


def test_a_shared_number_is_a_household_and_noted(office: Office) -> None:
    add(office, "Ann Lee", phone="813-555-0142", email="ann@example.org")
    taken = arrive(office, "Bea Orr", phone="813-555-0142").value
    assert taken.new
    assert "perhaps one household" in taken.note


def test_r75_an_assigned_contacts_new_inquiries_go_to_its_owner(office: Office) -> None:
    use(office, RoutingRule("all", "All to Ivy", to=Destination("member", (Share(member(office, OTHER_AGENT)),))))
    known = add(office, "Ann Lee", email="ann.lee@example.org", owner=AGENT)
    share_with(office, known, OTHER_AGENT)
    taken = arrive(office, type="question", message="Is it sold?").value
    assert (taken.contact_id, taken.owner) == (known, AGENT)
    assert taken.why == "Ann Lee is Wes Park’s contact: new inquiries go to the owner."
    assert columns(office, known, "owner_how") == "added by hand"
    wes, ivy = member(office, AGENT), member(office, OTHER_AGENT)
    # the owner by e-mail too; who works a shared contact sees it on the screen (R76)
    assert rows(office, Alert, "member_id", "kind") == [(wes, "new_lead"), (ivy, "new_lead")]
    assert rows(office, Message, "member_id", "state", "state_why") == [(wes, "waits", "no channel set up")]
    assert rows(office, RoutingTurn, "id") == []


def test_an_archived_contact_stays_archived(office: Office) -> None:
    use(office, turns(office))
    known = add(office, "Ann Lee", email="ann.lee@example.org")
    owned = add(office, "Bea Orr", email="bea.orr@example.org", owner=AGENT)
    office.perform(statuses.change_status, selection=these(known, owned), status="archive")
    taken = arrive(office, message="Me again").value
    assert (taken.contact_id, taken.owner_id) == (known, None)
    assert taken.why == "Ann Lee is archived and stays so: nobody is given this lead."
    assert columns(office, known, "status", "email_subscribed") == ("archive", False)
    assert arrive(office, "Bea Orr").value.owner == AGENT
    assert arrive(office, type="visit").value.owner_id is None
    wes = member(office, AGENT)
    asked = rows(office, Task, "contact_id", "member_id", "title", "said")
    title = "Archived contact inquired again"
    assert asked == [(known, None, title, "Me again"), (owned, wes, title, "")]


def test_r75_an_owner_who_has_left_is_none(office: Office) -> None:
    use(office, turns(office))
    known = add(office, "Ann Lee", email="ann.lee@example.org")
    ivy = member(office, OTHER_AGENT)
    perform_as(office, OTHER_AGENT, ownership.claim, selection=these(known))
    office.perform(deactivate_member, member_id=ivy, hand_to=None)
    assert arrive(office).value.owner == AGENT
    office.perform(reactivate_member, member_id=ivy)


# -- who gets it ----------------------------------------------------------------------------------------------------


def test_leads_go_by_share_and_undo_gives_the_turn_back(office: Office, clock: FakeClock) -> None:
    use(office, turns(office, 3, 1))
    owners = []
    for number in range(8):
        clock.tick()
        owners.append(arrive(office, f"Ann Lee{chr(97 + number)}", email=f"a{number}@example.org").value.owner)
    assert Counter(owners) == {AGENT: 6, OTHER_AGENT: 2}
    wes, ivy = member(office, AGENT), member(office, OTHER_AGENT)
    assert rows(office, RoutingTurn, "rule", "member_id", "given")[0][1:] == (wes, 6)
    last = arrive(office, "Bea Orr")
    assert last.value.owner == AGENT
    office.undo(last.step)
    assert {row[1]: row[2] for row in rows(office, RoutingTurn, "rule", "member_id", "given")} == {wes: 6, ivy: 2}
    assert arrive(office, "Bea Orr").value.owner == AGENT


@pytest.mark.parametrize("how", ["member", "turns", "least_busy", "offer"])
def test_undo_of_a_lead_gives_all_back(office: Office, how: str) -> None:
    who = (Share(member(office, AGENT)),) if how == "member" else turns(office).to.members
    use(office, RoutingRule("r", "All", to=Destination(how, who, 30)))
    known = add(office, "Ann Lee", email="ann.lee@example.org")
    arrive(office, "Di Fox")
    before = contents(office)
    for name in ("Ann Lee", "Bea Orr"):
        email = "ann.lee@example.org" if name == "Ann Lee" else "bea@example.org"
        form = {"email": email, "phone": "813-555-0142", "message": "Hello", "type": "question", "listing": "U99"}
        done = arrive(office, name, **form)
        assert (done.value.contact_id == known) is (name == "Ann Lee")
        after = contents(office)
        undone = office.undo(done.step)
        assert undone.value.left == ()
        assert contents(office) == before
        office.redo()
        assert contents(office) == after
        office.undo()
        assert contents(office) == before


def test_the_owner_is_assigned_and_told(office: Office, clock: FakeClock) -> None:
    use(office, turns(office, when=Conditions(sources=("zillow",))))
    taken = arrive(office, source="zillow", type="showing_request", listing="12 Oak St, Tampa").value
    wes = member(office, AGENT)
    assert taken.why == "Rule “In turn”: it is Wes Park’s turn (its first lead, share 1 of 2)."
    names = ("owner_id", "owner_how", "owner_since")
    assert columns(office, taken.contact_id, *names) == (wes, "assigned", clock.now)
    assert rows(office, Alert, "member_id", "kind", "lead_id", "line") == [
        (wes, "new_lead", taken.lead_id, "Showing request of Ann Lee: 12 Oak St, Tampa")
    ]
    pool = add(office, "Bea Orr", email="bea.orr@example.org")
    assert arrive(office, "Bea Orr", source="zillow", type="visit").value.owner == OTHER_AGENT
    assert columns(office, pool, "owner_how", "last_visit_at") == ("assigned", clock.now)
    assert rows(office, Alert, "member_id", "kind")[1:] == [(member(office, OTHER_AGENT), "new_lead")]
    # passive activity of one's own contact is told by the digest (R76)
    arrive(office, "Bea Orr", source="zillow", type="favorite")
    assert len(rows(office, Alert, "id")) == 2


def test_a_listing_says_where_and_how_much(office: Office, tmp_path: Any) -> None:
    path = tmp_path / "listings.csv"
    path.write_text(
        "ListingId,StandardStatus,PropertyType,UnparsedAddress,City,StateOrProvince,PostalCode,ListPrice\n"
        "U8736934,Active,Residential,1106 Quail Hollow Blvd,Tampa,FL,33606,450000\n",
        encoding="utf-8",
    )
    office.perform(import_listings, files=(read_listing_file(path, region="US", zone="America/New_York"),))
    wes, ivy = Share(member(office, AGENT)), Share(member(office, OTHER_AGENT))
    here = Conditions(areas=("33606",), price_from=45_000_000, price_to=45_000_000)
    use(office, RoutingRule("a", "Here", here, Destination("member", (ivy,))),
        RoutingRule("b", "There", Conditions(areas=("Miami",)), Destination("member", (wes,))))  # fmt: skip
    # the listing's place comes before what the lead says
    taken = arrive(office, listing="u8736934", city="Miami", price="1", type="showing_request").value
    assert taken.owner == OTHER_AGENT
    assert len(rows(office, ListingActivity, "id")) == 1
    unknown = arrive(office, "Bea Orr", listing="U1234567", city="Miami").value
    assert unknown.owner == AGENT
    assert rows(office, Lead, "listing_id", "listing_text")[1] == (None, "U1234567")
    assert arrive(office, "Cy Fox", listing="U1234567").value.owner_id is None
    trial = read_new_lead({"name": "X", "listing": "u8736934"}, sources=())
    assert office.read(rehearse, trial).member_id == ivy.member_id
    assert len(rows(office, Lead, "id")) == 3


def test_hostile_text_goes_in_and_out(office: Office) -> None:
    use(office, turns(office))
    nasty = "'; DROP TABLE lead; -- \0\x1b[31m\ud83d <b>&amp;</b> %s {x} \u202e" + "z" * 50_000
    taken = arrive(office, nasty, email="ann@example.org", message=nasty, listing=nasty, source=nasty, origin=nasty)
    message, listing = rows(office, Lead, "message", "listing_text")[0]
    assert message.startswith("'; DROP TABLE lead; --")
    assert len(message) <= 20_000
    assert len(listing) <= 200
    assert taken.value.owner == AGENT


@pytest.mark.parametrize("name", [AGENT, UNDERWRITER])
def test_only_who_routes_for_the_office_takes_leads_in(office: Office, name: str) -> None:
    before = contents(office)
    with acting(office, name), pytest.raises(RefusedError):
        arrive(office)
    assert contents(office) == before
    with acting(office, CONCIERGE):
        assert arrive(office).value.new
    assert office.perform_by_itself(None, take_lead, lead=read_new_lead({"name": "Bea"}, sources=())).value.new


# -- the rules ------------------------------------------------------------------------------------------------------


def test_rules_are_kept_in_order_and_undone(office: Office) -> None:
    before = contents(office)
    rule = turns(office)
    done = office.perform(save_routing, rules=(rule, LAST_RULE))
    assert done.changes.label == "Lead routing: 2 rules"
    kept = routing_of(office.facts)
    assert [one.title for one in kept] == ["In turn", "Everything else"]
    assert kept[0].key not in ("turns", LAST)
    assert office.perform(save_routing, rules=kept).step is None
    assert office.perform(save_routing, rules=kept[::-1][1:] + kept[1:]).step is None
    office.undo(done.step)
    assert contents(office) == before
    assert routing_of(office.facts) == (LAST_RULE,)


def test_turns_begin_anew_when_who_takes_part_changes(office: Office) -> None:
    use(office, turns(office))
    for name in ("Ann Lee", "Bea Orr", "Cy Fox"):
        arrive(office, name)
    kept = routing_of(office.facts)
    renamed = RoutingRule(kept[0].key, "Renamed", kept[0].when, kept[0].to)
    office.perform(save_routing, rules=(renamed, LAST_RULE))
    assert len(rows(office, RoutingTurn, "id")) == 2
    step = office.perform(save_routing, rules=(turns(office, 1, 2), LAST_RULE)).step
    assert rows(office, RoutingTurn, "id") == []
    office.undo(step)
    assert sorted(row[0] for row in rows(office, RoutingTurn, "given")) == [1, 2]


def test_wrong_rules_change_nothing(office: Office) -> None:
    before = contents(office)
    wrong = RoutingRule("a", "", to=Destination("member", (Share(member(office, UNDERWRITER)),)))
    with pytest.raises(FieldProblemsError) as caught:
        office.perform(save_routing, rules=(wrong, LAST_RULE))
    assert set(caught.value.problems) == {"a.title", "a.members"}
    for name in (AGENT, CONCIERGE):
        with acting(office, name), pytest.raises(RefusedError):
            office.perform(save_routing, rules=(LAST_RULE,))
    assert contents(office) == before


def test_who_has_left_is_passed_over(office: Office) -> None:
    use(office, turns(office))
    office.perform(deactivate_member, member_id=member(office, OTHER_AGENT), hand_to=None)
    owners = [arrive(office, name).value.owner for name in ("Ann Lee", "Bea Orr")]
    assert owners == [AGENT, AGENT]
    office.perform(deactivate_member, member_id=member(office, AGENT), hand_to=None)
    taken = arrive(office, "Cy Fox").value
    assert taken.owner_id is None
    assert taken.why == (
        "Rule “Everything else”: it goes to the pool. "
        "Rule “In turn” fits too, but none of its members can be given leads now."
    )


def test_least_busy_counts_who_waits(office: Office, clock: FakeClock) -> None:
    who = turns(office).to.members
    use(office, RoutingRule("r", "Least", to=Destination("least_busy", who)))
    waiting = add(office, "Di Fox", owner=AGENT, email="di.fox@example.org")
    arrive(office, "Di Fox", type="question")
    clock.tick(HOUR)
    assert columns(office, waiting, "waiting_since") == clock.now - HOUR
    assert arrive(office, "Ann Lee").value.owner == OTHER_AGENT
    clock.tick()
    assert arrive(office, "Bea Orr").value.owner == AGENT


def test_r19_the_sentence_counts_nobodys_contacts_and_only_who_assigns_rehearses(office: Office) -> None:
    use(office, RoutingRule("r", "Least", to=Destination("least_busy", turns(office).to.members)))
    add(office, "Di Fox", owner=OTHER_AGENT, email="di.fox@example.org")
    arrive(office, "Di Fox", type="question")
    trial = read_new_lead({"name": "Somebody new"}, sources=office.facts.sources)
    why = "Rule “Least”: Wes Park has the fewest contacts waiting for an answer."
    assert arrive(office).value.why == why
    assert rows(office, Lead, "routed_why")[-1] == (why,)
    with acting(office, CONCIERGE):
        assert office.read(rehearse, trial).rule.key
    for name in (OTHER_AGENT, UNDERWRITER, LENDER):
        with acting(office, name), pytest.raises(RefusedError, match="Only the broker and the concierge try"):
            office.read(rehearse, trial)


def test_how_each_rule_fared(office: Office, clock: FakeClock) -> None:
    use(office, turns(office, when=Conditions(sources=("zillow",))))
    arrive(office, "Ann Lee", source="zillow")
    arrive(office, "Bea Orr", source="text")
    clock.tick(91 * 24 * HOUR)
    arrive(office, "Cy Fox", source="zillow")
    fared = office.read(rules_in_words)
    assert [(row.conditions, row.destination, row.leads, row.answered) for row in fared] == [
        ("From Zillow", "Wes Park and Ivy Sandoval in turn", 1, 0), ("Every lead", "To the pool", 0, 0),
    ]  # fmt: skip
    assert rows(office, RoutingOffer, "id") == []
