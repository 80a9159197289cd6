"""Offer Rejected stays with its owner for 7 times 24 hours unless something happens; the worker ends it (R15)."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from db.actions import activity, merging, ownership
from db.actions.base import action
from db.actions.holds import end_holds
from db.actions.notifying import Notice, notify
from db.models import Contact, Hold
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.holds import any_hold_due, holds
from db.rules.errors import RefusedError
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from desktop.worker import run_due
from tests.actions.pressing import pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    DAY,
    OTHER_AGENT,
    acting,
    add,
    call_due,
    columns,
    contents,
    lead,
    member,
    perform_as,
    put,
    set_status,
    share_with,
    these,
)
from tests.office_fixtures import FakeClock, Offices

WEEK = 7 * DAY


def held(office: Office, clock: FakeClock, name: str = "Ann Lee") -> int:
    ann = add(office, name, owner=AGENT, email=f"{name[:3]}@example.com")
    clock.tick()
    pressed(office, "offer_rejected", ann)
    return ann


def counting(office: Office) -> list[int]:
    return [row.contact_id for row in office.read(holds)]


def released(office: Office) -> int:
    """What the worker releases now; what counts down before agrees with it at every moment."""
    due = {row.contact_id for row in office.read(holds) if row.until_at <= office.clock()}
    done = sum(one.count for one in run_due(office) if one.key == "holds")
    assert done == len(due)
    assert all(columns(office, n, "owner_id") is None for n in due)
    return done


def test_r15_the_moment_it_is_over_and_not_before(office: Office, clock: FakeClock) -> None:
    ann, since = held(office, clock), clock.now
    (row,) = office.read(holds)
    assert (row.contact_id, row.owner, row.label, row.since, row.until_at) == (
        ann, AGENT, "Offer Rejected", since, since + WEEK
    )  # fmt: skip
    assert columns(office, ann, "owner_id", "status") == (member(office, AGENT), "new_lead")
    clock.now = since + WEEK - 1
    assert released(office) == 0
    clock.now = since + WEEK
    assert released(office) == 1
    assert columns(office, ann, "owner_id", "owner_since") == (None, since + WEEK)
    assert (counting(office), released(office)) == ([], 0)


def test_r15_dated_truly_and_in_order_when_the_program_was_closed(office: Office, clock: FakeClock) -> None:
    ann = held(office, clock)
    first = clock.now + WEEK
    bo = held(office, clock, "Bo Chu")
    second = clock.now + WEEK
    clock.tick(30 * DAY)
    done = next(one for one in run_due(office) if one.key == "holds")
    assert [one.changes.label for one in done.outcomes] == ["1 contact to the pool: the hold was over"] * 2
    assert [columns(office, n, "owner_since") for n in (ann, bo)] == [first, second]
    assert rows(office, Hold.ended_at) == [first, second]
    with acting(office, OTHER_AGENT):
        assert office.read(contact_card, ann).owner == ""


EVENTS: dict[str, Callable[[Office, int], object]] = {
    "touch": lambda o, n: perform_as(o, AGENT, activity.add_touch, contact_id=n, channel="call", outcome="talked"),
    "note": lambda o, n: perform_as(o, AGENT, activity.add_note, contact_id=n, body="Called back"),
    "an older note": lambda o, n: perform_as(o, AGENT, activity.add_note, contact_id=n, body="From the notebook", at=5),
    "disposition": lambda o, n: pressed(o, "not_contacted", n),
    "lead": lead,
    "status": lambda o, n: set_status(o, n, "client"),
    "owner": lambda o, n: perform_as(o, BROKER, ownership.assign, selection=these(n), member_id=member(o, OTHER_AGENT)),
    "release": lambda o, n: perform_as(o, AGENT, ownership.release, selection=these(n)),
}


@pytest.mark.parametrize("event", EVENTS)
def test_r15_anything_that_happens_ends_the_countdown(office: Office, clock: FakeClock, event: str) -> None:
    ann = held(office, clock)
    assert counting(office) == [ann]
    EVENTS[event](office, ann)  # in the same millisecond: the order of the steps counts
    owner = columns(office, ann, "owner_id")
    assert counting(office) == []
    clock.tick(WEEK)
    assert released(office) == 0
    assert columns(office, ann, "owner_id") == owner
    assert None not in rows(office, Hold.ended_at)
    assert not office.read_by_itself(any_hold_due)


def automatic(office: Office, contact_id: int) -> None:
    """A message that a machine wrote about the contact."""

    @action(Right.SETTINGS)
    def mail(uow: UnitOfWork) -> int:
        notify(uow, [Notice(member(office, AGENT), contact_id, "digest", "Viewed a home")])
        return 1

    office.perform_by_itself(None, mail)


QUIET: dict[str, Callable[[Office, int], object]] = {
    "looking": lambda o, n: o.read(contact_card, n),
    "automatic mail": automatic,
    "a task": lambda o, n: call_due(o, n, 5),
    "a field": lambda o, n: perform_as(o, BROKER, put, contact_id=n, values={"priority": "hot"}),
    "a share": lambda o, n: share_with(o, n, OTHER_AGENT),
    "what was taken back": lambda o, n: (set_status(o, n, "client"), o.undo()),
}


@pytest.mark.parametrize("event", QUIET)
def test_r15_what_is_none_of_these_does_not(office: Office, clock: FakeClock, event: str) -> None:
    ann = held(office, clock)
    clock.tick()
    QUIET[event](office, ann)
    assert counting(office) == [ann]
    clock.tick(WEEK)
    assert released(office) == 1


def test_r15_taking_back_something_older_is_a_change_too(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    older = set_status(office, ann, "client")
    pressed(office, "offer_rejected", ann)
    assert counting(office) == [ann]
    office.undo(older)
    assert counting(office) == []
    clock.tick(WEEK)
    assert released(office) == 0


def test_r15_another_rejection_begins_anew(office: Office, clock: FakeClock) -> None:
    ann, since = held(office, clock), clock.now
    clock.tick(DAY)
    pressed(office, "offer_rejected", ann)
    assert [row.until_at for row in office.read(holds)] == [since + DAY + WEEK]
    with acting(office, AGENT):
        office.undo()
    assert [row.until_at for row in office.read(holds)] == [since + WEEK]


def test_r15_undo_of_the_release_gives_the_contact_back_and_it_stays(office: Office, clock: FakeClock) -> None:
    ann = held(office, clock)
    share_with(office, ann, OTHER_AGENT)
    clock.tick(WEEK)
    before = contents(office)
    step = run_due(office)[0].outcomes[0].step
    clock.tick()
    office.undo(step)
    assert contents(office) == before
    assert (counting(office), released(office)) == ([], 0)
    assert columns(office, ann, "owner_id") == member(office, AGENT)


def test_r15_undo_and_redo_of_the_press(office: Office, clock: FakeClock) -> None:
    ann = held(office, clock)
    with acting(office, AGENT):
        office.undo()
        assert counting(office) == []
        office.redo()
    assert counting(office) == [ann]
    clock.tick(WEEK)
    assert released(office) == 1


def test_r15_a_clock_that_was_set_back_hides_nothing_that_happened(office: Office, clock: FakeClock) -> None:
    held(office, clock)
    clock.tick(-DAY)
    ann = office.read(holds)[0].contact_id
    perform_as(office, AGENT, activity.add_note, contact_id=ann, body="Called back")
    assert counting(office) == []
    clock.tick(WEEK + DAY)
    assert released(office) == 0


def test_r15_a_merge_ends_it(office: Office, clock: FakeClock) -> None:
    ann, bo = held(office, clock), add(office, "Ann B. Lee", owner=AGENT)
    office.perform(merging.merge, keep=bo, gone=ann, take=frozenset())
    assert counting(office) == []
    office.undo()
    assert counting(office) == [ann]


def test_r15_only_the_worker_and_the_broker_end_holds(office: Office, clock: FakeClock) -> None:
    held(office, clock)
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, end_holds, until_at=clock.now + WEEK)
    assert office.perform(end_holds, until_at=clock.now + WEEK).value == 0  # it is not over


def test_r15_the_worker_at_two_places_at_once_releases_once(file_offices: Offices, clock: FakeClock) -> None:
    office = file_offices.with_members()
    for name in ("Ann Lee", "Bo Chu", "Cy Dee"):
        held(office, clock, name)
    other = file_offices.at(str(office.engines.path))
    clock.tick(WEEK)
    gate, counts = threading.Barrier(2), list[int]()

    def work(one: Office) -> None:
        gate.wait()
        counts.append(sum(done.count for done in run_due(one) if done.key == "holds"))

    threads = [threading.Thread(target=work, args=(one,)) for one in (office, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 3
    with office.engines.read.begin() as connection:
        assert connection.scalars(select(Contact.owner_id)).all() == [None] * 3


def test_r15_a_countdown_is_seen_by_who_sees_the_contact(office: Office, clock: FakeClock) -> None:
    ann = held(office, clock)
    with acting(office, OTHER_AGENT):
        assert office.read(holds) == ()
    with acting(office, AGENT):
        assert [row.contact_id for row in office.read(holds, contact_ids=(ann,))] == [ann]
        assert office.read(holds, contact_ids=(ann + 1,)) == ()
    with office.as_of(clock.now) as earlier:
        assert [row.contact_id for row in earlier.read(holds)] == [ann]
