"""Appointments: made, moved, cancelled, ended, overlapping; each a step that comes back (R11)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from db.actions.appointments import NewAppointment, add_appointment, change_appointment, end_appointment
from db.models import Appointment
from db.office import Office
from db.queries.agenda import calendar_event, overlapping
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from tests.builders import AGENT, DAY, HOUR, LENDER, OTHER_AGENT, acting, add, contents, member, set_columns
from tests.office_fixtures import START, FakeClock

SHOWING = NewAppointment(START + DAY, 60, " Showing ", "14 Alder Court", "Bo Chen")


def rows(office: Office, *wanted: Any) -> list[tuple[Any, ...]]:
    with office.engines.read.connect() as connection:
        return [tuple(r) for r in connection.execute(select(*wanted).order_by(Appointment.id))]


@pytest.fixture
def ann(office: Office) -> int:
    return add(office, "Ann Lee", owner=AGENT)


def test_r11_an_appointment_goes_into_the_calendar_and_comes_back(office: Office, ann: int) -> None:
    before = contents(office)
    with acting(office, AGENT):
        done = office.perform(add_appointment, contact_id=ann, appointment=SHOWING)
        a = Appointment
        assert rows(office, a.member_id, a.title, a.starts_at, a.minutes, a.place, a.people, a.ended_as) == [
            (member(office, AGENT), "Showing", START + DAY, 60, "14 Alder Court", "Bo Chen", "")
        ]
        assert done.value.overlaps == ()
        assert done.changes.label == "Appointment with Ann Lee on 23 Nov 2026"
        assert rows(office, a.uid)[0][0].endswith("@brokerdesk")
        office.undo(done.step)
    assert contents(office) == before


def test_r11_moved_and_cancelled_it_is_the_same_to_other_calendars(office: Office, ann: int) -> None:
    with acting(office, AGENT):
        key = office.perform(add_appointment, contact_id=ann, appointment=SHOWING).value.appointment_id
        first = office.read(calendar_event, key)
        assert (first.sequence, first.cancelled, first.people) == (0, False, "Ann Lee, Bo Chen")
        moved = office.perform(change_appointment, appointment_id=key, changes={"starts_at": START + 2 * DAY})
        assert moved.changes.label == "Appointment with Ann Lee moved"
        changed = office.perform(change_appointment, appointment_id=key, changes={"place": "", "minutes": 90})
        assert changed.changes.label == "Appointment with Ann Lee changed"
        office.perform(end_appointment, appointment_id=key, ended_as="cancelled")
        last = office.read(calendar_event, key)
    assert (last.uid, last.sequence, last.cancelled) == (first.uid, 3, True)
    assert (last.starts_at, last.minutes, last.place) == (START + 2 * DAY, 90, "")


def test_r11_the_ends_of_an_appointment(office: Office, ann: int, clock: FakeClock) -> None:
    key = office.perform(add_appointment, contact_id=ann, appointment=SHOWING).value.appointment_id
    with pytest.raises(RefusedError):
        office.perform(end_appointment, appointment_id=key, ended_as="held")
    clock.tick(2 * DAY)
    before = contents(office)
    done = office.perform(end_appointment, appointment_id=key, ended_as="no_show")
    assert (done.value, done.changes.label) == (1, "Appointment with Ann Lee: nobody came")
    assert office.perform(end_appointment, appointment_id=key, ended_as="no_show").step is None
    with pytest.raises(RefusedError):
        office.perform(change_appointment, appointment_id=key, changes={"minutes": 5})
    office.undo(done.step)
    assert contents(office) == before
    office.perform(end_appointment, appointment_id=key, ended_as="held")
    office.perform(end_appointment, appointment_id=key, ended_as="")
    assert rows(office, Appointment.ended_as) == [("",)]


def test_r11_an_overlap_is_told_and_not_refused(office: Office, ann: int) -> None:
    with acting(office, AGENT):
        first = office.perform(add_appointment, contact_id=ann, appointment=SHOWING).value.appointment_id
        beside = NewAppointment(START + DAY + HOUR, 60)
        assert office.perform(add_appointment, contact_id=ann, appointment=beside).value.overlaps == ()
        across = NewAppointment(START + DAY + HOUR // 2, 15)
        found = office.perform(add_appointment, contact_id=ann, appointment=across).value
        assert [(one.id, one.contact) for one in found.overlaps] == [(first, "Ann Lee")]
        again = office.perform(change_appointment, appointment_id=first, changes={"minutes": 61}).value
        assert {one.id for one in again.overlaps} == {first + 1, first + 2}
        office.perform(end_appointment, appointment_id=first, ended_as="cancelled")
        assert [one.id for one in office.read(overlapping, starts_at=START + DAY, minutes=60)] == [first + 2]
    assert office.read(overlapping, starts_at=START + DAY, minutes=600) == (), "the broker's own calendar is empty"


def test_r19_whom_an_overlap_is_with_is_not_told_to_who_may_not_see_it(office: Office, ann: int) -> None:
    bo = add(office, "Bo Chen", owner=AGENT)
    with acting(office, AGENT):
        office.perform(add_appointment, contact_id=bo, appointment=SHOWING)
    set_columns(office, bo, owner_id=member(office, OTHER_AGENT))
    with acting(office, AGENT):
        found = office.perform(add_appointment, contact_id=ann, appointment=SHOWING).value
    assert [one.contact for one in found.overlaps] == [""]


@pytest.mark.parametrize(
    ("made", "field"),
    [(NewAppointment(START, 0), "minutes"), (NewAppointment(START, 20_000), "minutes"),
     (NewAppointment(START, 60, "x" * 3_000), "title")],
)  # fmt: skip
def test_r11_what_is_no_appointment(office: Office, ann: int, made: NewAppointment, field: str) -> None:
    before = contents(office)
    with pytest.raises(FieldProblemsError) as raised:
        office.perform(add_appointment, contact_id=ann, appointment=made)
    assert set(raised.value.problems) == {field}
    assert contents(office) == before


def test_r19_nobody_makes_or_changes_what_they_may_not(office: Office, ann: int) -> None:
    key = office.perform(add_appointment, contact_id=ann, appointment=SHOWING).value.appointment_id
    for name, expected in ((OTHER_AGENT, NotFoundError), (LENDER, RefusedError)):
        with acting(office, name):
            with pytest.raises(expected):
                office.perform(add_appointment, contact_id=ann, appointment=SHOWING)
            with pytest.raises(expected):
                office.perform(end_appointment, appointment_id=key, ended_as="cancelled")
    with pytest.raises(WrongUseError):
        office.perform(change_appointment, appointment_id=key, changes={"uid": "x"})
    with pytest.raises(WrongUseError):
        office.perform(end_appointment, appointment_id=key, ended_as="eaten")
    with pytest.raises(NotFoundError):
        office.perform(end_appointment, appointment_id=key + 1, ended_as="cancelled")
