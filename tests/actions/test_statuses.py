"""Statuses: any to any, one or many, by hand, by file and by scheme; Archive's effects; the history of it (R1–R8)."""

from __future__ import annotations

import pytest

from db.actions import contacts, settings, statuses, subscriptions
from db.actions.past_campaigns import PastCampaign, PastEnrolment, record_standing
from db.changes import Selection
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.documents import contact_document
from db.queries.history import changes_of, timeline
from db.queries.lists import ids, list_clause
from db.rules.errors import FieldProblemsError, RefusedError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.permissions import Right
from db.rules.statuses import Status
from tests import builders
from tests.builders import AGENT, LENDER, OTHER_AGENT, add, columns, contents, perform_as, these
from tests.office_fixtures import START, FakeClock


def test_r02_any_status_can_be_set_on_any_contact_at_any_time(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", status="archive")
    for to in (*Status, *reversed(Status)):
        clock.tick()
        changed = office.perform(statuses.change_status, selection=these(contact_id), status=to).value.changed
        expected = 1 if columns(office, contact_id, "status_since") == clock.now else 0
        assert (changed, columns(office, contact_id, "status")) == (expected, to)


def test_r02_an_unknown_status_names_the_ones_there_are(office: Office) -> None:
    with pytest.raises(WrongUseError, match="new_lead"):
        office.perform(statuses.change_status, selection=these(1), status="lukewarm")


def test_r03_mass_change_reports_what_it_left(office: Office) -> None:
    own = add(office, "Ann Lee", owner=AGENT)
    same = add(office, "Bea Orr", owner=AGENT, status="client")
    pool = add(office, "Cal Poe")
    hidden = add(office, "Dee Fox", owner=OTHER_AGENT)
    chosen = these(own, same, pool, hidden, own)
    done = perform_as(office, AGENT, statuses.change_status, selection=chosen, status="client").value
    assert (done.changed, done.unchanged, done.refused_unseen) == (1, 1, 1)
    assert [contact_id for contact_id, _reason in done.refused] == [pool]
    assert [columns(office, n, "status") for n in (own, same, pool, hidden)] == [
        "client", "client", "new_lead", "new_lead",
    ]  # fmt: skip


def test_r03_include_all_is_the_whole_list_less_the_unticked(office: Office) -> None:
    everyone = [add(office, f"Ann Lee{letter}", owner=AGENT) for letter in "abcdef"]
    unticked = tuple(everyone[:2])
    whole = Selection(spec=ListSpec("new_lead", search="lee"), excluded=unticked)
    assert office.perform(statuses.change_status, selection=whole, status="client").value.changed == 4
    assert set(office.read(ids, ListSpec("new_lead"))) == set(unticked)


def test_r03_more_contacts_than_a_database_takes_parameters(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    many = tuple(range(contact_id, contact_id + 70_000))
    done = office.perform(statuses.change_status, selection=Selection(ids=many), status="client").value
    assert (done.changed, done.refused_unseen) == (1, 69_999)
    rest = Selection(spec=ListSpec("everyone"), excluded=tuple(range(100, 70_000)))
    assert office.perform(statuses.change_status, selection=rest, status="closed").value.changed == 1


def test_r03_the_change_has_every_effect_of_the_single_one(office: Office) -> None:
    pair = [add(office, f"Ann Lee{letter}", email=f"{letter}@example.com") for letter in "ab"]
    office.perform(statuses.change_status, selection=these(pair[0]), status="archive")
    office.perform(statuses.change_status, selection=Selection(spec=ListSpec("new_lead")), status="archive")
    shown = [columns(office, n, "status", "email_subscribed", "text_subscribed", "unsubscribe_cause") for n in pair]
    assert shown == [("archive", False, False, "archive")] * 2


def test_r04_by_hand_the_status_is_chosen(office: Office) -> None:
    assert columns(office, add(office, "Ann Lee", status="sphere"), "status") == "sphere"
    assert columns(office, add(office, "Bea Orr"), "status") == "new_lead"
    with pytest.raises(WrongUseError):
        add(office, "Cal Poe", status="warm")
    with pytest.raises(FieldProblemsError, match="needs a name"):
        add(office, "")


def test_r06_archive_unsubscribes_and_leaving_it_does_not_subscribe_again(office: Office) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    office.perform(statuses.change_status, selection=these(contact_id), status="archive")
    office.perform(statuses.change_status, selection=these(contact_id), status="client")
    assert columns(office, contact_id, "email_subscribed", "unsubscribe_cause") == (False, "archive")
    with pytest.raises(FieldProblemsError):
        office.perform(subscriptions.resubscribe, contact_id=contact_id, reason=" ")
    assert office.perform(subscriptions.resubscribe, contact_id=contact_id, reason="asked at the closing").value == 1
    assert columns(office, contact_id, "email_subscribed", "unsubscribe_cause") == (True, "")
    kept = office.read(contact_card, contact_id).subscriptions
    assert [(row.subscribed, row.cause, row.words) for row in kept] == [
        (False, "archive", ""), (True, "a person's decision", "asked at the closing"),
    ]  # fmt: skip


def test_r06_the_seven_status_scheme_archives_without_unsubscribing(office: Office) -> None:
    office.perform(settings.set_office, values={"scheme": {"base": "seven"}})
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    outcome = office.perform(statuses.change_status, selection=these(contact_id), status="archive")
    assert columns(office, contact_id, "email_subscribed") is True
    assert outcome.changes.label == "Status of 1 contact to Archived"


def drip(office: Office, contact_id: int) -> None:
    """The contact runs through a campaign."""
    campaign = PastCampaign("Welcome", locked=False, steps=((0, "email", "Hello"),))
    enrolment = PastEnrolment(contact_id, "Welcome", START, "running")
    office.perform(record_standing, campaigns=[campaign], enrolments=[enrolment], alerts=[])


def runs(office: Office, contact_id: int) -> list[str]:
    return [one["state"] for one in office.read(contact_document, contact_id)["campaigns"]]


def test_r06_archive_ends_campaigns_and_undoing_it_lets_them_go_on(office: Office) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    drip(office, contact_id)
    before = contents(office)
    step = office.perform(statuses.change_status, selection=these(contact_id), status="archive").step
    assert (runs(office, contact_id), columns(office, contact_id, "in_campaign")) == (["ended"], False)
    office.undo(step)
    assert runs(office, contact_id) == ["running"]
    assert contents(office)["enrolment"] == before["enrolment"]


def test_r06_the_seven_status_scheme_archives_and_leaves_campaigns(office: Office) -> None:
    office.perform(settings.set_office, values={"scheme": {"base": "seven"}})
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    drip(office, contact_id)
    office.perform(statuses.change_status, selection=these(contact_id), status="archive")
    assert runs(office, contact_id) == ["running"]


def test_r01_a_hidden_status_is_kept_shown_and_left(office: Office) -> None:
    contact_id = add(office, "Ann Lee", status="prospect")
    step = office.perform(settings.set_office, values={"scheme": {"base": "seven"}}).step
    assert "prospect" not in {s.key.value for s in office.facts.scheme.in_use}
    assert office.facts.scheme.style("prospect").label == "Prospect"
    assert list(office.read(ids, ListSpec("prospect"))) == [contact_id]
    assert office.perform(statuses.change_status, selection=these(contact_id), status="client").value.changed == 1
    office.undo(step)
    assert "prospect" in {s.key.value for s in office.facts.scheme.in_use}


def test_r01_a_scheme_words_and_orders_the_lists(office: Office) -> None:
    scheme = {"base": "eight", "statuses": [{"key": "client", "label": "Working"}]}
    office.perform(settings.set_office, values={"scheme": scheme})
    first = office.facts.lists[0]
    assert (first.key, first.title) == ("client", "Working")
    contact_id = add(office, "Ann Lee")
    done = office.perform(statuses.change_status, selection=these(contact_id), status="client")
    assert done.changes.label == "Status of 1 contact to Working"


def test_r08_every_change_is_in_the_history_with_who_from_to_and_why(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    at = clock.tick()
    perform_as(office, AGENT, statuses.change_status, selection=these(contact_id), status="client", why="signed today")
    clock.tick()
    office.perform(contacts.set_field, selection=these(contact_id), field="priority", value="hot")
    newest, oldest = office.read(changes_of, contact_id)
    assert (oldest.title, oldest.detail, oldest.member, oldest.at) == ("New Lead → Client", "signed today", AGENT, at)
    assert (newest.title, newest.member) == ("Priority: nothing → hot", "Dana Moreau")
    assert [e.kind for e in office.read(lambda reader: timeline(reader, contact_card(reader, contact_id)))] == [
        "change",
        "status",
        "created",
    ]
    clock.tick()
    office.undo()
    assert office.read(changes_of, contact_id)[0].title == "Priority: hot → nothing"


def test_r08_a_lender_sees_the_history_of_their_contacts_only(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    builders.set_columns(office, contact_id, lender_id=builders.member(office, LENDER))
    with builders.acting(office, LENDER):
        assert office.actor.may(Right.NOTE)
        assert office.read(lambda reader: timeline(reader, contact_card(reader, contact_id)))
        with pytest.raises(RefusedError):
            office.perform(statuses.change_status, selection=these(contact_id), status="client")


def test_a_list_clause_is_the_same_within_a_write(office: Office) -> None:
    add(office, "Ann Lee")
    assert "status" in str(office.read(list_clause, ListSpec("new_lead")))
