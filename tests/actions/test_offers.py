"""Leads offered to several: one takes, the others are told; passed, lapsed, withdrawn (issue 3, R19)."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import insert

from db.actions import ownership, statuses
from db.actions.offers import pass_offer, take_offer
from db.actions.routing import save_routing
from db.models import Alert, Lead, RoutingOffer
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.routing import OfferRow, offer_document, open_offers
from db.rules.errors import NotFoundError, RefusedError
from db.rules.routing import LAST_RULE, Destination, RoutingRule, Share
from desktop.worker import run_due
from tests.actions.test_routing import arrive, rows
from tests.builders import (
    AGENT,
    BROKER,
    MINUTE,
    OTHER_AGENT,
    acting,
    columns,
    contents,
    lead,
    member,
    perform_as,
    these,
)
from tests.office_fixtures import FakeClock, Offices


@pytest.fixture
def offering(office: Office) -> Office:
    """An office that offers every lead to both agents for a quarter of an hour, then gives it to the broker."""
    return offer_all(office, fallback=member(office, BROKER))


def offer_all(office: Office, *, fallback: int | None) -> Office:
    both = (Share(member(office, AGENT)), Share(member(office, OTHER_AGENT)))
    rule = RoutingRule("o", "Quick", to=Destination("offer", both, 15, fallback))
    office.perform(save_routing, rules=(rule, LAST_RULE))
    return office


def offers_of(office: Office, name: str) -> tuple[OfferRow, ...]:
    with acting(office, name):
        return office.read(open_offers)


def states(office: Office) -> list[str]:
    return [row[0] for row in rows(office, RoutingOffer, "state")]


def why(office: Office) -> str:
    return str(rows(office, Lead, "routed_why")[-1][0])


def test_a_lead_is_offered_to_both_and_stays_in_the_pool(offering: Office, clock: FakeClock) -> None:
    done = arrive(offering, source="zillow", type="question")
    taken = done.value
    assert (taken.owner_id, taken.offered) == (None, (AGENT, OTHER_AGENT))
    assert done.changes.label == "New lead from Ann Lee: offered to Wes Park and Ivy Sandoval"
    row = offers_of(offering, AGENT)[0]
    assert row[1:] == (
        taken.contact_id,
        "Ann Lee",
        taken.lead_id,
        "Question · Zillow",
        clock.now,
        clock.now + 15 * MINUTE,
    )
    assert [len(offers_of(offering, name)) for name in (AGENT, OTHER_AGENT, BROKER)] == [1, 1, 0]
    told = rows(offering, Alert, "member_id", "kind", "line")
    line = "Offered to you for 15 min: Ann Lee, Question · Zillow"
    assert told == [(member(offering, name), "offer", line) for name in (AGENT, OTHER_AGENT)]
    clock.tick(14 * MINUTE)
    with acting(offering, OTHER_AGENT):
        document = offering.read(offer_document)[0]
        assert (document["contact"], document["left"]) == ({"id": taken.contact_id, "name": "Ann Lee"}, 60)


def test_one_takes_it_and_the_other_is_told(offering: Office, clock: FakeClock) -> None:
    taken = arrive(offering).value
    first, second = offers_of(offering, AGENT)[0], offers_of(offering, OTHER_AGENT)[0]
    before = contents(offering)
    clock.tick(3 * MINUTE + 999)
    done = perform_as(offering, OTHER_AGENT, take_offer, offer_id=second.id)
    assert (done.value, done.changes.label) == (taken.contact_id, "Ann Lee taken by Ivy Sandoval")
    ivy = member(offering, OTHER_AGENT)
    assert columns(offering, taken.contact_id, "owner_id", "owner_how", "owner_since") == (ivy, "assigned", clock.now)
    assert states(offering) == ["withdrawn", "taken"]
    assert why(offering).endswith("then it goes to Dana Moreau. Ivy Sandoval took it after 3 minutes.")
    with acting(offering, AGENT):
        with pytest.raises(RefusedError, match=r"^This lead has been taken\.$"):
            offering.perform(take_offer, offer_id=first.id)
        with pytest.raises(NotFoundError):
            offering.read(contact_card, taken.contact_id)
    with acting(offering, OTHER_AGENT):
        with pytest.raises(RefusedError, match="taken this lead already"):
            offering.perform(take_offer, offer_id=second.id)
        assert offering.undo().value.left == ()
    assert contents(offering) == before


def test_another_ones_offer_is_none(offering: Office) -> None:
    arrive(offering)
    for offer_id in (offers_of(offering, AGENT)[0].id, 999):
        for act in (take_offer, pass_offer):
            with acting(offering, OTHER_AGENT), pytest.raises(NotFoundError, match="Nothing is offered to you"):
                offering.perform(act, offer_id=offer_id)


def test_r19_of_two_takes_at_once_exactly_one_wins(offices: Offices) -> None:
    office = offer_all(offices.with_members(), fallback=None)
    for letter in "abcdef":
        arrive(office, f"Ann Lee{letter}")
    place = str(office.engines.path or office.engines.write.url.render_as_string(hide_password=False))
    rivals = [offices.at(place, name=AGENT), offices.at(place, name=OTHER_AGENT)]
    wanted = {rival.actor.name: [row.id for row in rival.read(open_offers)] for rival in rivals}
    won: dict[str, int] = {}
    told: list[str] = []
    start = threading.Barrier(2)

    def grab(rival: Office) -> None:
        name, taken = rival.actor.name, 0
        start.wait()
        for offer_id in wanted[name]:
            try:
                rival.perform(take_offer, offer_id=offer_id)
            except RefusedError as error:
                told.append(error.sentence)
            else:
                taken += 1
        won[name] = taken

    runs = [threading.Thread(target=grab, args=(rival,)) for rival in rivals]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert sum(won.values()) == 6
    assert told == ["This lead has been taken."] * 6
    assert sorted(states(office)) == ["taken"] * 6 + ["withdrawn"] * 6


def test_when_all_have_passed_it_goes_on_at_once(offering: Office) -> None:
    taken = arrive(offering).value
    first, second = offers_of(offering, AGENT)[0], offers_of(offering, OTHER_AGENT)[0]
    perform_as(offering, AGENT, pass_offer, offer_id=first.id)
    assert columns(offering, taken.contact_id, "owner_id") is None
    assert offers_of(offering, AGENT) == ()
    with acting(offering, AGENT), pytest.raises(RefusedError, match="passed this lead on already"):
        offering.perform(take_offer, offer_id=first.id)
    perform_as(offering, OTHER_AGENT, pass_offer, offer_id=second.id)
    dana = member(offering, BROKER)
    assert columns(offering, taken.contact_id, "owner_id", "owner_how") == (dana, "assigned")
    assert states(offering) == ["passed", "passed"]
    assert why(offering).endswith("Nobody took it: it goes to Dana Moreau.")
    assert rows(offering, Alert, "member_id", "kind")[-1] == (dana, "new_lead")


def test_offers_lapse_at_their_moment_though_the_program_was_closed(offering: Office, clock: FakeClock) -> None:
    taken = arrive(offering).value
    until = clock.now + 15 * MINUTE
    clock.now = until - 1
    assert [job.key for job in run_due(offering) if job.key == "offers"] == []
    clock.now = until + 5 * 24 * 60 * MINUTE
    with acting(offering, AGENT), pytest.raises(RefusedError, match="time for this lead is over"):
        offering.perform(take_offer, offer_id=1)
    done = [job for job in run_due(offering) if job.key == "offers"]
    assert [(job.count, job.outcomes[0].changes.label) for job in done] == [
        (2, "Ann Lee: nobody took the lead in time")
    ]  # fmt: skip
    assert columns(offering, taken.contact_id, "owner_id", "owner_since") == (member(offering, BROKER), until)
    assert rows(offering, RoutingOffer, "state", "answered_at") == [("lapsed", until)] * 2
    assert [job for job in run_due(offering) if job.key == "offers"] == []


def test_without_a_fallback_it_stays_in_the_pool(office: Office, clock: FakeClock) -> None:
    offer_all(office, fallback=None)
    taken = arrive(office).value
    clock.tick(15 * MINUTE)
    run_due(office)
    assert columns(office, taken.contact_id, "owner_id") is None
    assert why(office).endswith("Nobody took it: it goes to the pool.")


def test_an_owner_withdraws_the_offers(offering: Office, clock: FakeClock) -> None:
    taken = arrive(offering).value
    first, second = offers_of(offering, AGENT)[0], offers_of(offering, OTHER_AGENT)[0]
    done = perform_as(offering, AGENT, ownership.claim, selection=these(taken.contact_id))
    assert states(offering) == ["withdrawn", "withdrawn"]
    with acting(offering, OTHER_AGENT), pytest.raises(RefusedError, match="has been taken"):
        offering.perform(pass_offer, offer_id=second.id)
    offering.undo(done.step)
    assert states(offering) == ["open", "open"]
    # by a way that knows nothing of offers: nobody can take it, and the worker cleans up
    from tests.builders import set_columns

    set_columns(offering, taken.contact_id, owner_id=member(offering, BROKER), owner_since=clock.now)
    assert offers_of(offering, AGENT) == ()
    with acting(offering, AGENT), pytest.raises(RefusedError, match=r"has been taken\.$"):
        offering.perform(take_offer, offer_id=first.id)
    assert [job.count for job in run_due(offering) if job.key == "offers"] == [2]
    assert states(offering) == ["withdrawn", "withdrawn"]


def test_an_archived_contact_is_offered_no_more(offering: Office) -> None:
    taken = arrive(offering).value
    first = offers_of(offering, AGENT)[0]
    offering.perform(statuses.change_status, selection=these(taken.contact_id), status="archive")
    assert offers_of(offering, AGENT) == ()
    with acting(offering, AGENT), pytest.raises(RefusedError, match="archived since"):
        offering.perform(take_offer, offer_id=first.id)
    run_due(offering)
    assert states(offering) == ["withdrawn", "withdrawn"]
    assert columns(offering, taken.contact_id, "owner_id") is None


def test_a_second_lead_of_the_same_contact_goes_with_the_offer(offering: Office) -> None:
    first = arrive(offering).value
    again = arrive(offering, type="question").value
    assert (again.contact_id, again.offered, again.owner_id) == (first.contact_id, (), None)
    assert again.why == "Ann Lee is offered to Wes Park and Ivy Sandoval already: this lead goes with it."
    assert len(offers_of(offering, AGENT)) == 1
    perform_as(offering, AGENT, take_offer, offer_id=offers_of(offering, AGENT)[0].id)
    assert arrive(offering).value.owner == AGENT


def test_who_inquires_again_before_the_worker_has_run_is_whoever_s_the_offer_fell_to(
    offering: Office, clock: FakeClock
) -> None:
    first = arrive(offering).value
    clock.tick(16 * MINUTE)
    again = arrive(offering, type="question").value
    assert (again.contact_id, again.owner, again.offered) == (first.contact_id, BROKER, ())
    assert states(offering) == ["lapsed", "lapsed"]
    assert [row[0].split(": ")[-1] for row in rows(offering, Lead, "routed_why")] == [
        "it goes to Dana Moreau.", "new inquiries go to the owner.",
    ]  # fmt: skip
    assert [job.key for job in run_due(offering) if job.key == "offers"] == []


def test_an_offer_just_made_outlives_one_that_ran_out_before(office: Office, clock: FakeClock) -> None:
    offer_all(office, fallback=None)
    first = arrive(office).value
    clock.tick(16 * MINUTE)
    again = arrive(office, type="question").value
    assert (again.contact_id, again.offered) == (first.contact_id, (AGENT, OTHER_AGENT))
    assert states(office) == ["lapsed", "lapsed", "open", "open"]
    run_due(office)
    assert [row.lead_id for row in offers_of(office, AGENT)] == [again.lead_id]


def test_a_lead_goes_on_only_when_no_lead_of_its_contact_is_on_offer(offering: Office, clock: FakeClock) -> None:
    """An office in which two leads of one contact came to be on offer: the first to end breaks no promise."""
    taken = arrive(offering).value
    other = lead(offering, taken.contact_id)
    row = {"contact_id": taken.contact_id, "lead_id": other, "member_id": member(offering, AGENT), "rule": "o",
           "state": "open", "offered_at": clock.now, "until_at": clock.now + 30 * MINUTE}  # fmt: skip
    with offering.engines.write.begin() as connection:
        connection.execute(insert(RoutingOffer).values(id=90, **row))
    clock.tick(16 * MINUTE)
    run_due(offering)
    assert states(offering) == ["lapsed", "lapsed", "open"]
    assert columns(offering, taken.contact_id, "owner_id") is None
    assert [one.id for one in offers_of(offering, AGENT)] == [90]


def test_a_lead_withdrawn_with_its_contact_was_taken_by_nobody(offering: Office) -> None:
    taken = arrive(offering).value
    first = offers_of(offering, AGENT)[0]
    offering.perform(statuses.change_status, selection=these(taken.contact_id), status="archive")
    run_due(offering)
    assert states(offering) == ["withdrawn", "withdrawn"]
    with acting(offering, AGENT), pytest.raises(RefusedError, match=r"^This lead is offered to nobody any more\.$"):
        offering.perform(take_offer, offer_id=first.id)


def test_a_broker_who_comes_too_late_is_told_who_has_it(office: Office) -> None:
    both = (Share(member(office, BROKER)), Share(member(office, AGENT)))
    rule = RoutingRule("o", "Quick", to=Destination("offer", both, 15))
    office.perform(save_routing, rules=(rule, replace(LAST_RULE, title="Rest")))
    arrive(office)
    mine, other = office.read(open_offers)[0], offers_of(office, AGENT)[0]
    perform_as(office, AGENT, take_offer, offer_id=other.id)
    with pytest.raises(RefusedError, match="This lead has been taken: Wes Park has it"):
        office.perform(take_offer, offer_id=mine.id)
