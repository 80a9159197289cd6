"""What an undo leaves alone because it moved on since, and how it names it (R90, R19)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.actions import action, activity, contacts, details, members, ownership, statuses
from db.changes import Left
from db.models import ContactHashtag, Step
from db.office import Office
from db.queries.history import steps
from db.rules.details import Detail
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import (
    AGENT,
    OTHER_AGENT,
    acting,
    add,
    columns,
    contents,
    perform_as,
    set_status,
    these,
)
from tests.office_fixtures import FakeClock


def test_r90_what_moved_on_since_is_left_and_named(office: Office, clock: FakeClock) -> None:
    ids = [add(office, f"Ann Lee{letter}") for letter in "ab"]
    first = office.perform(statuses.change_status, selection=these(*ids), status="client").step
    clock.tick()
    set_status(office, ids[0], "closed")
    undone = office.undo(first)
    assert undone.value.restored == 1
    assert [(one.id, one.field) for one in undone.value.left] == [(ids[0], "status")]
    assert "left as it is" in undone.value.left[0].reason
    assert [columns(office, n, "status") for n in ids] == ["closed", "new_lead"]


def test_r90_a_change_that_moved_on_in_one_field_comes_back_in_the_others(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    step = office.perform(
        contacts.edit_contact, contact_id=contact_id, changes={"company": "Bluewater", "priority": "hot"}
    ).step
    office.perform(contacts.set_field, selection=these(contact_id), field="priority", value="cold")
    left = office.undo(step).value.left
    assert columns(office, contact_id, "company", "priority") == ("", "cold")
    assert [one.field for one in left] == ["priority"]


def test_r90_the_owner_and_how_they_got_it_stay_together(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee")
    wes, ivy = builders.member(office, AGENT), builders.member(office, OTHER_AGENT)
    first = office.perform(ownership.assign, selection=these(contact_id), member_id=wes).step
    clock.tick()
    office.perform(ownership.assign, selection=these(contact_id), member_id=ivy)
    office.undo(first)
    assert columns(office, contact_id, "owner_id", "owner_how") == (ivy, "assigned")


def test_r90_a_contact_that_was_worked_with_is_kept_whole(office: Office) -> None:
    contact_id = add(office, "Ann Lee", email="ann@example.com", tags="pool")
    added = office.read(steps)[0].id
    note = office.perform(activity.add_note, contact_id=contact_id, body="called").step
    before = contents(office)
    undone = office.undo(added)
    assert undone.step is None
    assert [(one.id, one.field) for one in undone.value.left] == [(contact_id, "contact")]
    assert contents(office) == before
    office.undo(note)
    assert office.undo(added).value.left == ()
    assert contents(office)["contact"] == []
    assert contents(office)["contact_email"] == []


def test_r90_a_row_goes_though_its_contact_was_worked_with(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    tagged = office.perform(contacts.add_hashtag, selection=these(contact_id), tag="pool").step
    set_status(office, contact_id, "client")
    assert office.undo(tagged).value.left == ()
    assert columns(office, contact_id, "hashtag_text", "status") == ("", "client")


def test_r90_a_row_that_was_worked_with_is_kept_and_named(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    task = office.perform(activity.add_task, contact_id=contact_id, kind="other", title="Send keys", due_at=5)
    office.perform(activity.finish_task, task_id=task.value)
    left = office.undo(task.step).value.left
    assert [(one.id, one.field) for one in left] == [(contact_id, "task")]
    assert len(contents(office)["task"]) == 1


def test_r90_a_hashtag_put_on_again_is_not_put_on_twice(office: Office) -> None:
    contact_id = add(office, "Ann Lee", tags="pool")
    off = office.perform(contacts.remove_hashtag, selection=these(contact_id), tag="pool").step
    office.perform(contacts.add_hashtag, selection=these(contact_id), tag="Pool")
    left = office.undo(off).value.left
    assert [(one.id, one.field) for one in left] == [(contact_id, "contact_hashtag")]
    assert columns(office, contact_id, "hashtag_text") == "#Pool"


def test_r90_an_e_mail_changed_twice_is_left_by_the_first_undo(office: Office) -> None:
    contact_id = add(office, "Ann Lee", email="a@example.com")
    first = office.perform(
        details.change_detail, contact_id=contact_id, detail=Detail("emails", 1), changes={"text": "b@example.com"}
    ).step
    office.perform(
        details.change_detail, contact_id=contact_id, detail=Detail("emails", 1), changes={"text": "c@example.com"}
    )
    left = office.undo(first).value.left
    assert [(one.id, one.field) for one in left] == [(contact_id, "value")]
    assert (left[0].who, left[0].reason) == ("Ann Lee", "The e-mail was changed again since; it was left as it is.")
    assert columns(office, contact_id, "primary_email") == "c@example.com"
    office.undo()
    office.undo(first)
    assert columns(office, contact_id, "primary_email") == "a@example.com"


def test_r90_a_row_removed_since_is_named_and_not_brought_back(office: Office) -> None:
    contact_id = add(office, "Ann Lee", tags="pool")

    @action(Right.EDIT)
    def reword(uow: UnitOfWork) -> int:
        return uow.update(ContactHashtag, ContactHashtag.contact_id == contact_id, {"tag": "POOL"})

    step = office.perform(reword).step
    office.perform(contacts.remove_hashtag, selection=these(contact_id), tag="pool")
    left = office.undo(step).value.left
    assert [(one.id, one.field) for one in left] == [(contact_id, "contact_hashtag")]
    assert columns(office, contact_id, "hashtag_text") == ""


def test_r90_a_member_who_has_worked_here_is_not_undone(office: Office) -> None:
    step = office.perform(members.add_member, name="Nell Fox", roles=("agent",)).step
    perform_as(office, "Nell Fox", contacts.add_contact, draft=builders.draft("Ann Lee"))
    left = office.undo(step).value.left
    assert [one.field for one in left] == ["member"]
    assert office.sign_in("Nell Fox").name == "Nell Fox"


def test_r90_redo_after_the_same_rows_were_written_again_leaves_them(office: Office) -> None:
    ids = [add(office, f"Ann Lee{letter}") for letter in "ab"]
    office.perform(statuses.change_status, selection=these(*ids), status="client")
    office.undo()
    set_status(office, ids[0], "sphere")
    left = office.redo().value.left
    assert [columns(office, n, "status") for n in ids] == ["sphere", "client"]
    assert [one.id for one in left] == [ids[0]]


def test_r19_what_the_member_no_longer_sees_is_only_counted(office: Office) -> None:
    ids = [add(office, f"Ann Lee{letter}", owner=AGENT) for letter in "abc"]
    step = perform_as(office, AGENT, statuses.change_status, selection=these(*ids), status="client").step
    office.perform(ownership.assign, selection=these(*ids[:2]), member_id=builders.member(office, OTHER_AGENT))
    with acting(office, AGENT):
        undone = office.undo(step).value
    assert (undone.restored, undone.left, undone.left_unseen) == (1, (), 2)
    assert [columns(office, n, "status") for n in ids] == ["client", "client", "new_lead"]
    with office.engines.read.connect() as connection:
        counts = connection.scalar(select(Step.counts).order_by(Step.id.desc()).limit(1))
    assert counts == {"restored": 1, "left": 2}


def test_r90_more_left_than_can_be_named_is_counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.history.NAMED_LEFT", 1)
    ids = [add(office, f"Ann Lee{letter}") for letter in "abc"]
    step = office.perform(statuses.change_status, selection=these(*ids), status="client").step
    office.perform(statuses.change_status, selection=these(*ids), status="closed")
    undone = office.undo(step).value
    assert (len(undone.left), undone.left_unseen) == (1, 2)


def test_r90_what_is_left_is_named_in_words_of_a_person(office: Office) -> None:
    """No names of columns: the phone number, the status, the hashtag, the member."""
    ann = add(office, "Ann Lee", phone="212 555 0134", tags="pool")
    said: list[Left] = []
    number = Detail("phones", 1)
    step = office.perform(
        details.change_detail, contact_id=ann, detail=number, changes={"text": "212 555 0135", "label": "mobile"}
    ).step
    newer = {"text": "212 555 0136", "label": "work"}
    office.perform(details.change_detail, contact_id=ann, detail=number, changes=newer)
    said += office.undo(step).value.left
    step = set_status(office, ann, "client")
    set_status(office, ann, "contract")
    said += office.undo(step).value.left
    off = office.perform(contacts.remove_hashtag, selection=these(ann), tag="pool").step
    office.perform(contacts.add_hashtag, selection=these(ann), tag="Pool")
    said += office.undo(off).value.left
    fox = office.perform(members.add_member, name="Nell Fox", roles=("agent",)).step
    perform_as(office, "Nell Fox", contacts.add_contact, draft=builders.draft("Bob Ray"))
    said += office.undo(fox).value.left
    assert {(one.who, one.reason) for one in said} == {
        ("Ann Lee", "The phone number was changed again since; it was left as it is."),
        ("Ann Lee", "The label of the phone number was changed again since; it was left as it is."),
        ("Ann Lee", "The status was changed again since; it was left as it is."),
        ("Ann Lee", "The hashtag was set anew since; it was left as it is."),
        ("", "The member was changed since; it was kept."),
    }
