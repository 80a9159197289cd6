"""What was pressed and booked before the office used Brokerdesk (R10, R11, R12, R15, R18)."""

from __future__ import annotations

import pytest

from db.actions.members import change_member
from db.actions.past_presses import PastAppointment, PastPress, record_presses
from db.models import Appointment, Approval, Contact, Hold, Press, Underwriting
from db.office import Office
from db.queries.kpi import kpi
from db.rules.errors import WrongUseError
from tests.actions.pressing import rows
from tests.builders import AGENT, add, contents, member
from tests.office_fixtures import START

DAY = 86_400_000


def test_r12_what_was_pressed_counts_and_only_what_is_not_over_runs(office: Office) -> None:
    wes, una = member(office, AGENT), member(office, "Uma Whitlock")
    office.perform(change_member, member_id=wes, values={"underwriter_id": una})
    ann, bob, cy = (add(office, name, owner=AGENT) for name in ("Ann Lee", "Bob Ray", "Cy Orr"))
    before = contents(office)
    presses = [
        PastPress(ann, START - 40 * DAY, wes, "offer_rejected"),
        PastPress(ann, START - 30 * DAY, wes, "offer_made", 25_000_000),
        PastPress(bob, START - 3 * DAY, wes, "offer_rejected"),
        PastPress(cy, START - 2 * DAY, wes, "needs_offer"),
        PastPress(cy, START - DAY, wes, "dead_deal", asked=True),
    ]
    booked = PastAppointment(cy, wes, START + DAY, 45, "Offer", "14 Alder Court", "offer", "", START - DAY)
    assert office.perform(record_presses, presses=presses, appointments=[booked]).value == 6

    assert rows(office, Hold.contact_id, Hold.until_at) == [(bob, START + 4 * DAY)]
    assert rows(office, Underwriting.contact_id, Underwriting.member_id, Underwriting.answered_at) == [(cy, una, None)]
    assert rows(office, Approval.contact_id, Approval.state) == [(cy, "open")]
    assert rows(office, Appointment.contact_id, Appointment.minutes) == [(cy, 45)]
    assert rows(office, Press.contact_id, Press.amount_cents) == [
        (ann, None),
        (ann, 25_000_000),
        (bob, None),
        (cy, None),
    ]
    told = rows(office, Contact.id, Contact.disposition)
    assert told == [(ann, "offer_made"), (bob, "offer_rejected"), (cy, "needs_offer")]
    assert {row.member: row.offers for row in office.read(kpi)}[AGENT] == 1
    office.undo()
    assert contents(office) == before


def test_an_unknown_disposition_is_refused_whole(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    known = PastPress(ann, START - DAY, member(office, AGENT), "not_ready")
    with pytest.raises(WrongUseError, match="“sold_out” is no disposition"):
        office.perform(record_presses, presses=[known, PastPress(ann, START, 1, "sold_out")], appointments=[])
    assert rows(office, Press.id) == []
