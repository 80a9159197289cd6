"""What the office wrote to its members stands in the contact's history, with why it waits (R76, R88)."""

from __future__ import annotations

from db.office import Office
from db.queries.contacts import contact_card
from db.queries.history import timeline
from db.queries.messages import state_words
from desktop.worker import run_due
from tests.actions.test_alerting import did
from tests.builders import AGENT, acting, add, lead


def messages(office: Office, contact_id: int) -> list[tuple[str, str]]:
    """Title and detail of each message in the history."""
    entries = office.read(lambda reader: timeline(reader, contact_card(reader, contact_id)))
    return [(e.title, e.detail) for e in entries if e.kind == "message"]


def test_r76_the_message_of_an_alert_waits_in_the_history_of_its_contact(office: Office) -> None:
    ann, bea = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr", owner=AGENT)
    lead(office, ann, "question", listing="14 Alder Court")
    expected = [("E-mail to Wes Park", "waits: no channel set up · Question of Ann Lee: 14 Alder Court")]
    assert messages(office, ann) == expected
    assert messages(office, bea) == []
    with acting(office, AGENT):
        assert messages(office, ann) == expected


def test_a_digest_is_about_many_and_in_no_contacts_history(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    did(office, ann)
    assert [one.count for one in run_due(office)] == [1]
    assert messages(office, ann) == []


def test_the_words_of_a_state() -> None:
    assert state_words("waits", "no channel set up") == "waits: no channel set up"
    assert state_words("sent", "") == "sent"
