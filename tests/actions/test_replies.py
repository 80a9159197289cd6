"""Replies: the first one makes an Active Lead, one from the archive calls a person (R5)."""

from __future__ import annotations

import pytest

from db.actions import replies
from db.office import Office
from db.queries.contacts import contact_card
from tests.builders import AGENT, MINUTE, add, columns, contents
from tests.office_fixtures import START, FakeClock


@pytest.mark.parametrize(
    ("status", "to"), [("new_lead", "active_lead"), ("prospect", "active_lead"), ("client", "client")]
)
def test_r05_the_first_reply_ever_moves_a_lead_once(office: Office, clock: FakeClock, status: str, to: str) -> None:
    contact_id = add(office, "Ann Lee", status=status)
    too_soon = START + 2 * MINUTE
    assert office.perform(replies.add_reply, contact_id=contact_id, channel="text", at=too_soon).value == status
    assert columns(office, contact_id, "first_reply_at") is None
    before = contents(office)
    clock.now = START + 2 * MINUTE + 1
    assert office.perform(replies.add_reply, contact_id=contact_id, channel="text").value == to
    assert columns(office, contact_id, "status", "first_reply_at") == (to, clock.now)
    office.undo()
    assert contents(office) == before


def test_r05_a_reply_from_the_archive_alerts_a_person(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", status="archive", owner=AGENT)
    clock.tick(3 * MINUTE)
    assert office.perform(replies.add_reply, contact_id=contact_id, channel="email", words="hello?").value == "archive"
    (task,) = office.read(contact_card, contact_id).tasks
    assert (task.title, task.said) == ("Archived contact replied", "hello?")
    assert office.perform(replies.add_reply, contact_id=contact_id, channel="email").value == "archive"
