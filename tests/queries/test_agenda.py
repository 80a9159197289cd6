"""The agenda at the borders of office days and weeks, for whom, and nothing of what is out of sight (R19, R41)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.actions import action, activity
from db.actions.appointments import NewAppointment, add_appointment, end_appointment
from db.actions.follow_ups import move_task
from db.actions.members import deactivate_member
from db.actions.ownership import assign
from db.models import Task
from db.office import Office
from db.queries.agenda import agenda, agenda_counts, agenda_item, between, falls_due, of_contact
from db.rules.agenda import PARTS, bounds
from db.rules.errors import NotFoundError, RefusedError
from db.rules.moments import to_ms
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    HOUR,
    MINUTE,
    OTHER_AGENT,
    acting,
    add,
    member,
    perform_as,
    put_deal,
    send_to_underwriter,
    set_columns,
    share_with,
    these,
)
from tests.office_fixtures import FakeClock

ZONE = ZoneInfo("America/New_York")
KEYS = [key for key, _title in PARTS]


def at(text: str) -> int:
    """A moment of the office's clock."""
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=ZONE))


def task(office: Office, contact_id: int, due: int, *, by: str = AGENT, kind: str = "call") -> int:
    return perform_as(
        office, by, activity.add_task, contact_id=contact_id, kind=kind, title="Ring", due_at=due
    ).value  # fmt: skip


@action(Right.SETTINGS)
def put_nobodys_task(uow: UnitOfWork, *, contact_id: int, due_at: int) -> int:
    """A task that no member has."""
    row = {"contact_id": contact_id, "kind": "call", "title": "Ring", "said": "", "due_at": due_at}
    return uow.insert(Task, [row | {"member_id": None, "created_at": uow.now}])[0]


def parts(office: Office, name: str = AGENT) -> dict[str, list[int]]:
    """The moments in each part, as `name` reads them; the counts must say the same."""
    with acting(office, name):
        rows = {key: office.read(agenda, key) for key in KEYS}
        counts = office.read(agenda_counts)
    assert counts.counts == {key: len(found) for key, found in rows.items()}
    for key in KEYS[:-1]:
        assert all(counts.bounds.part_of(one.at, one.minutes) == key for one in rows[key])
    return {key: [one.at for one in found] for key, found in rows.items()}


# A Wednesday, a Sunday (the week is over), the days the clocks change, the last day of a year
@pytest.mark.parametrize(
    ("now", "midnight", "monday"),
    [
        ("2026-11-18T10:00", "2026-11-19T00:00", "2026-11-23T00:00"),
        ("2026-11-22T10:00", "2026-11-23T00:00", "2026-11-23T00:00"),
        ("2026-11-23T10:00", "2026-11-24T00:00", "2026-11-30T00:00"),
        ("2026-11-01T00:30", "2026-11-02T00:00", "2026-11-02T00:00"),
        ("2027-03-13T10:00", "2027-03-14T00:00", "2027-03-15T00:00"),
        ("2026-12-31T23:59", "2027-01-01T00:00", "2027-01-04T00:00"),
    ],
)
def test_r41_days_and_weeks_are_the_office_s(
    office: Office, clock: FakeClock, now: str, midnight: str, monday: str
) -> None:
    clock.now = at(now)
    ann = add(office, "Ann Lee", owner=AGENT)
    moments = {clock.now - 1, clock.now, at(midnight) - 1, at(midnight), at(monday) - 1, at(monday)}
    for one in moments:
        task(office, ann, one)
    found = parts(office)
    expected = {
        "overdue": lambda due: due < clock.now,
        "today": lambda due: clock.now <= due < at(midnight),
        "week": lambda due: at(midnight) <= due < at(monday),
        "later": lambda due: due >= at(monday),
        "done": lambda due: due < 0,
    }
    assert found == {key: sorted(filter(fits, moments)) for key, fits in expected.items()}


def test_r41_overdue_never_vanishes(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    task(office, ann, clock.now + HOUR)
    clock.tick(3_000 * 24 * HOUR)
    assert len(parts(office)["overdue"]) == 1


def test_r41_moved_it_is_where_it_was_moved_to_and_done_it_is_done_today(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    moved, done = task(office, ann, clock.now - HOUR), task(office, ann, clock.now - HOUR)
    perform_as(office, AGENT, move_task, task_id=moved, due_at=clock.now + 30 * 24 * HOUR)
    perform_as(office, AGENT, activity.finish_task, task_id=done)
    found = parts(office)
    assert {key: len(rows) for key, rows in found.items()} == {
        "overdue": 0, "today": 0, "week": 0, "later": 1, "done": 1
    }  # fmt: skip
    clock.tick(24 * HOUR)
    assert parts(office)["done"] == []


def test_r11_an_appointment_is_overdue_once_its_end_has_passed_unsaid(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    made = NewAppointment(clock.now + HOUR, 60, "Showing", "14 Alder Court", "Bo")
    key = perform_as(office, AGENT, add_appointment, contact_id=ann, appointment=made).value.appointment_id
    assert len(parts(office)["today"]) == 1
    clock.tick(2 * HOUR - 1)
    assert len(parts(office)["today"]) == 1, "under way"
    clock.tick(1)
    assert len(parts(office)["overdue"]) == 1
    with acting(office, AGENT):
        one = office.read(agenda, "overdue")[0]
        assert (one.kind, one.place, one.people, one.minutes, one.is_done) == (
            "appointment", "14 Alder Court", "Bo", 60, False
        )  # fmt: skip
        assert one.ends_at == clock.now
        assert [x.id for x in office.read(of_contact, ann)] == [key]
    perform_as(office, AGENT, end_appointment, appointment_id=key, ended_as="held")
    assert len(parts(office)["done"]) == 1
    with acting(office, AGENT):
        assert office.read(of_contact, ann) == ()


def test_r19_what_is_out_of_sight_is_not_on_one_s_agenda(office: Office, clock: FakeClock) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chen", owner=AGENT)
    mine, gone = task(office, ann, clock.now + HOUR), task(office, bo, clock.now + HOUR)
    made = NewAppointment(clock.now + HOUR)
    meeting = perform_as(office, AGENT, add_appointment, contact_id=bo, appointment=made).value.appointment_id
    set_columns(office, bo, owner_id=member(office, OTHER_AGENT))
    assert len(parts(office)["today"]) == 1
    clock.tick(2 * HOUR)
    with acting(office, AGENT):
        assert [one.id for one in office.read(falls_due, clock.now - 3 * HOUR)] == [mine]
        assert [one.id for one in office.read(between, 0, clock.now)] == [mine]
        for what, key in (("task", gone), ("appointment", meeting)):
            with pytest.raises(NotFoundError):
                office.read(agenda_item, what, key)
    share_with(office, bo, AGENT)
    assert len(parts(office)["overdue"]) == 3


def test_r41_what_its_member_no_longer_sees_falls_to_the_owner(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    late, done = task(office, ann, clock.now - HOUR), task(office, ann, clock.now - HOUR)
    perform_as(office, AGENT, activity.finish_task, task_id=done)
    nobody = perform_as(office, BROKER, put_nobodys_task, contact_id=ann, due_at=clock.now + MINUTE).value
    made = NewAppointment(clock.now + HOUR)
    perform_as(office, AGENT, add_appointment, contact_id=ann, appointment=made)
    perform_as(office, BROKER, assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    seen = {name: [len(found) for found in parts(office, name).values()] for name in (AGENT, OTHER_AGENT, BROKER)}
    assert seen == {AGENT: [0] * 5, OTHER_AGENT: [1, 2, 0, 0, 0], BROKER: [0] * 5}
    with acting(office, OTHER_AGENT):
        assert [(one.id, one.member, one.may_change) for one in office.read(agenda, "overdue")] == [(late, AGENT, True)]
        clock.tick(MINUTE)
        assert [one.id for one in office.read(falls_due, clock.now - MINUTE)] == [nobody]
    share_with(office, ann, AGENT)
    assert [len(found) for found in parts(office, OTHER_AGENT).values()] == [0, 1, 0, 0, 0], "only nobody's is left"
    assert [len(found) for found in parts(office).values()] == [1, 1, 0, 0, 1]
    perform_as(office, BROKER, deactivate_member, member_id=member(office, AGENT), hand_to=None)
    assert [len(found) for found in parts(office, OTHER_AGENT).values()] == [1, 2, 0, 0, 0], "who has left does nothing"


@pytest.mark.parametrize("name", ["Corinne Hale", "Uma Whitlock", "Theo Grant", "Lena Ortiz"])
def test_r19_a_task_stays_with_whoever_sees_the_contact(office: Office, clock: FakeClock, name: str) -> None:
    ann = add(office, "Ann Lee", owner=OTHER_AGENT)
    perform_as(office, BROKER, activity.add_task, contact_id=ann, kind="other", title="Look",
               due_at=clock.now + HOUR, member_id=member(office, name))  # fmt: skip
    sees_all = name == CONCIERGE
    assert len(parts(office, OTHER_AGENT)["today"]) == (not sees_all)
    send_to_underwriter(office, ann)
    perform_as(office, BROKER, put_deal, contact_id=ann)
    set_columns(office, ann, lender_id=member(office, "Lena Ortiz"))
    assert parts(office, OTHER_AGENT)["today"] == []
    assert len(parts(office, name)["today"]) == 1


def test_r19_others_agendas_are_the_broker_s_and_the_concierge_s(office: Office, clock: FakeClock) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chen", owner=OTHER_AGENT)
    task(office, ann, clock.now + HOUR)
    task(office, bo, clock.now + HOUR, by=OTHER_AGENT)
    wes, ivy = member(office, AGENT), member(office, OTHER_AGENT)
    for name in (BROKER, CONCIERGE):
        with acting(office, name):
            assert [one.member for one in office.read(agenda, "today", member_id=wes)] == [AGENT]
            assert office.read(agenda_counts, everyone=True).counts["today"] == 2
            assert office.read(agenda_counts).counts["today"] == 0
    with acting(office, AGENT):
        assert office.read(agenda_counts, member_id=wes).counts["today"] == 1
        with pytest.raises(RefusedError):
            office.read(agenda, "today", member_id=ivy)
        with pytest.raises(RefusedError):
            office.read(agenda_counts, everyone=True)


def test_what_may_not_be_changed_says_so(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    task(office, ann, clock.now + HOUR)
    set_columns(office, ann, owner_id=None)  # into the pool: seen by all, edited by none of the agents
    with acting(office, AGENT):
        assert [one.may_change for one in office.read(agenda, "today")] == [False]
    with acting(office, BROKER):
        assert [one.may_change for one in office.read(agenda, "today", everyone=True)] == [True]


def test_what_falls_due_is_told_by_moments(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    begun = clock.now
    early, late = task(office, ann, begun + MINUTE), task(office, ann, begun + 2 * MINUTE)
    made = NewAppointment(begun + 2 * MINUTE)
    perform_as(office, AGENT, add_appointment, contact_id=ann, appointment=made)
    with acting(office, AGENT):
        assert office.read(falls_due, begun) == ()
        clock.tick(MINUTE)
        assert [one.id for one in office.read(falls_due, begun)] == [early]
        clock.tick(MINUTE)
        found = office.read(falls_due, begun + MINUTE)
        assert [(one.what, one.at) for one in found] == [("appointment", clock.now), ("task", clock.now)]
        assert found[1].id == late


def test_a_span_of_days_holds_what_reaches_into_it(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    night = NewAppointment(at("2026-11-22T23:30"), 60, "Late")
    key = perform_as(office, AGENT, add_appointment, contact_id=ann, appointment=night).value.appointment_id
    task(office, ann, at("2026-11-23T00:00"))
    days = [at(f"2026-11-{day}T00:00") for day in (22, 23, 24)]
    with acting(office, AGENT):
        assert [one.what for one in office.read(between, days[0], days[1])] == ["appointment"]
        assert [one.what for one in office.read(between, days[1], days[2])] == ["appointment", "task"]
        assert office.read(between, days[2], days[2] + HOUR) == ()
        office.perform(end_appointment, appointment_id=key, ended_as="cancelled")
        assert office.read(between, days[0], days[1]) == ()


def test_the_bounds_of_a_week() -> None:
    b = bounds(at("2026-11-25T12:00"), "America/New_York")
    assert (b.today, b.tomorrow, b.next_week) == (
        at("2026-11-25T00:00"), at("2026-11-26T00:00"), at("2026-11-30T00:00")
    )  # fmt: skip
