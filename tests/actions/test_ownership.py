"""Owners: locks, claims, releases, assignments and shares (R19, R20, R75)."""

from __future__ import annotations

import threading

import pytest

from db.actions import contacts, ownership, statuses
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.lists import counts, ids
from db.rules.errors import NotFoundError, RefusedError
from db.rules.filters import ListSpec
from tests import builders
from tests.builders import AGENT, CONCIERGE, OTHER_AGENT, acting, add, columns, perform_as, these
from tests.office_fixtures import FakeClock, Offices


def test_r19_an_owner_locks_the_contact(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    with acting(office, OTHER_AGENT):
        assert office.read(contact_card, contact_id).name == "Ann Lee"
    perform_as(office, AGENT, ownership.claim, selection=these(contact_id))
    assert columns(office, contact_id, "owner_how") == "claimed"
    with acting(office, OTHER_AGENT):
        with pytest.raises(NotFoundError):
            office.read(contact_card, contact_id)
        assert set(office.read(counts).values()) == {0}
        done = office.perform(ownership.claim, selection=these(contact_id)).value
        assert (done.changed, done.refused, done.refused_unseen) == (0, (), 1)
    for name in (builders.BROKER, CONCIERGE):
        with acting(office, name):
            assert office.read(contact_card, contact_id).owner == AGENT


def test_r19_of_two_claims_at_once_exactly_one_wins(offices: Offices) -> None:
    office = offices.with_members()
    pool = [add(office, f"Ann Lee{letter}") for letter in "abcdef"]
    place = str(office.engines.path or office.engines.write.url.render_as_string(hide_password=False))
    rivals = [offices.at(place, name=AGENT), offices.at(place, name=OTHER_AGENT)]
    won: dict[str, int] = {}
    start = threading.Barrier(2)

    def grab(rival: Office) -> None:
        start.wait()
        won[rival.actor.name] = sum(rival.perform(ownership.claim, selection=these(n)).value.changed for n in pool)

    runs = [threading.Thread(target=grab, args=(rival,)) for rival in rivals]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert sum(won.values()) == len(pool)
    owners = [columns(office, n, "owner_id") for n in pool]
    assert won == {name: owners.count(builders.member(office, name)) for name in (AGENT, OTHER_AGENT)}


def test_a_lender_is_told_who_claims(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    with acting(office, builders.LENDER), pytest.raises(RefusedError, match=r"^Claiming is for agents and brokers\.$"):
        office.perform(ownership.claim, selection=these(contact_id))


def test_r20_release_sends_it_back_to_the_pool_and_ends_its_shares(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    builders.share_with(office, contact_id, OTHER_AGENT)
    with acting(office, OTHER_AGENT):  # shared, yet not theirs to give away
        refused = office.perform(ownership.release, selection=these(contact_id)).value.refused
        assert [n for n, _reason in refused] == [contact_id]
    clock.tick()
    perform_as(office, AGENT, ownership.release, selection=these(contact_id))
    assert columns(office, contact_id, "owner_id", "owner_how", "owner_since") == (None, "released", clock.now)
    with acting(office, OTHER_AGENT):
        assert office.read(contact_card, contact_id).shared_with == ()
        assert list(office.read(ids, ListSpec("pool"))) == [contact_id]


def test_r20_brokers_assign_to_anyone_and_agents_to_themselves(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    wes, ivy = builders.member(office, AGENT), builders.member(office, OTHER_AGENT)
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, ownership.assign, selection=these(contact_id), member_id=ivy)
    assert perform_as(office, AGENT, ownership.assign, selection=these(contact_id), member_id=wes).value.changed == 1
    for name, owner in ((builders.BROKER, ivy), (CONCIERGE, wes)):
        perform_as(office, name, ownership.assign, selection=these(contact_id), member_id=owner)
        assert columns(office, contact_id, "owner_id", "owner_how") == (owner, "assigned")
    with pytest.raises(NotFoundError):
        office.perform(ownership.assign, selection=these(contact_id), member_id=4_711)


def test_r20_agents_own_what_they_add(office: Office) -> None:
    ivy = builders.member(office, OTHER_AGENT)
    made = perform_as(office, AGENT, contacts.add_contact, draft=builders.draft("Ann Lee"), owner_id=ivy)
    assert columns(office, made.value, "owner_id", "owner_how") == (builders.member(office, AGENT), "added by hand")


def test_r75_a_shared_contact_is_seen_and_worked_and_the_owner_stays(office: Office) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    before = builders.contents(office)
    builders.share_with(office, contact_id, OTHER_AGENT)
    assert office.perform(
        ownership.share, selection=these(contact_id), member_id=builders.member(office, OTHER_AGENT)
    ).value.unchanged == 1  # fmt: skip
    with acting(office, OTHER_AGENT):
        assert list(office.read(ids, ListSpec("new_lead"))) == [contact_id]
        assert office.read(counts)["new_lead"] == 1
        done = office.perform(statuses.change_status, selection=these(contact_id), status="client")
        assert done.value.changed == 1
        office.undo()
    assert columns(office, contact_id, "owner_id") == builders.member(office, AGENT)
    office.perform(ownership.end_share, selection=these(contact_id), member_id=builders.member(office, OTHER_AGENT))
    assert builders.contents(office) == before
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.read(contact_card, contact_id)
    with pytest.raises(NotFoundError):
        office.perform(ownership.share, selection=these(contact_id), member_id=4_711)


def test_r75_it_is_not_shared_with_its_own_owner(office: Office) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    own = builders.member(office, AGENT)
    assert office.perform(ownership.share, selection=these(contact_id), member_id=own).value.changed == 0
