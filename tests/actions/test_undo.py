"""Undo and redo of every write, by step: what comes back, what is left and named (R90, R19, R6)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import action, activity, contacts, details, members, ownership, settings, statuses, subscriptions
from db.changes import Selection
from db.history import NOT_WORK
from db.models import ContactHashtag, Step
from db.office import Office
from db.queries.history import steps
from db.rules.details import Detail
from db.rules.errors import NotFoundError, RefusedError
from db.rules.filters import ListSpec
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import (
    AGENT,
    BROKER,
    LENDER,
    OTHER_AGENT,
    UNDERWRITER,
    acting,
    add,
    columns,
    contents,
    perform_as,
    tally_is_true,
    these,
)
from tests.office_fixtures import FakeClock, Offices


def status(office: Office, contact_id: int, to: str) -> int:
    """Change a status; gives the step."""
    step = office.perform(statuses.change_status, selection=these(contact_id), status=to).step
    assert step is not None
    return step


def test_r90_undo_of_a_status_mass_change_and_redo(office: Office, clock: FakeClock) -> None:
    ids = [add(office, f"Ann Lee{letter}", owner=AGENT if letter in "ab" else "") for letter in "abcdef"]
    status(office, ids[0], "client")
    before = contents(office)
    clock.tick()
    whole = Selection(spec=ListSpec("new_lead"), excluded=(ids[5],))
    assert office.perform(statuses.change_status, selection=whole, status="archive").value.changed == 4
    after = contents(office)
    undone = office.undo()
    assert (undone.value.restored, undone.value.left) == (4 + 4 + 4, ())
    assert contents(office) == before
    assert tally_is_true(office)
    office.redo()
    assert contents(office) == after
    assert tally_is_true(office)
    office.undo()
    assert contents(office) == before


def test_r06_undoing_the_archiving_gives_back_the_subscription_it_took_and_only_that(office: Office) -> None:
    taken = add(office, "Ann Lee", email="ann@example.com")
    earlier = add(office, "Bea Orr", email="bea@example.com")
    office.perform(subscriptions.unsubscribe, contact_id=earlier)
    own = add(office, "Cal Poe", email="cal@example.com")
    step = office.perform(statuses.change_status, selection=these(taken, earlier, own), status="archive").step
    assert columns(office, taken, "email_subscribed", "unsubscribe_cause") == (False, "archive")
    assert columns(office, earlier, "unsubscribe_cause") == "themselves"
    # the third one then says so in person: the undo must not subscribe them again
    office.perform(subscriptions.unsubscribe, contact_id=own, words="please stop")
    left = office.undo(step).value.left
    assert columns(office, taken, "status", "email_subscribed", "unsubscribe_cause") == ("new_lead", True, "")
    assert columns(office, earlier, "status", "email_subscribed") == ("new_lead", False)
    assert columns(office, own, "status", "email_subscribed", "unsubscribe_cause") == ("new_lead", False, "themselves")
    assert [(one.id, one.field) for one in left] == [(own, "email_subscribed")]


UNDOABLE: list[tuple[Any, dict[str, Any]]] = [
    (contacts.add_contact, {"draft": builders.draft("Zoe Hart", email="zoe@example.com", tags="pool loft")}),
    (contacts.edit_contact, {"changes": {"first_name": "Anna", "company": "Bluewater", "interest": 4}}),
    (contacts.edit_contact, {"changes": {"lender_id": LENDER}}),
    (details.add_detail, {"kind": "emails", "values": {"text": "new@example.com", "label": "home"}}),
    (details.add_detail, {"kind": "properties", "values": {"bedrooms": "3"}}),
    (details.change_detail, {"detail": Detail("emails", 1), "changes": {"text": "other@example.com", "label": "work"}}),
    (details.change_detail, {"detail": Detail("addresses", 1), "changes": {"text": "9 Dune Rd, Boston, MA 02134"}}),
    (details.remove_detail, {"detail": Detail("phones", 1)}),
    (details.change_extra, {"name": "Gift", "value": "basket"}),
    (contacts.set_field, {"field": "priority", "value": "hot"}),
    (contacts.add_hashtag, {"tag": "garage"}),
    (contacts.remove_hashtag, {"tag": "pool"}),
    (statuses.change_status, {"status": "archive"}),
    (ownership.claim, {}),
    (ownership.release, {}),
    (ownership.assign, {"member_id": OTHER_AGENT}),
    (ownership.share, {"member_id": UNDERWRITER}),
    (ownership.end_share, {"member_id": OTHER_AGENT}),
    (activity.add_note, {"body": "likes pools"}),
    (activity.add_lead, {"lead_type": "favorite"}),
    (activity.add_touch, {"channel": "call", "outcome": "answered"}),
    (activity.add_task, {"kind": "call", "title": "Call", "due_at": 5}),
    (activity.log_unanswered, {}),
    (activity.add_tasks, {"kind": "call", "title": "Call", "due_at": 5}),
    (subscriptions.unsubscribe, {}),
    (settings.set_office, {"values": {"name": "Harbor Realty", "searching_days": 60}}),
    (settings.set_own, {"key": "columns", "value": ["name"]}),
    (settings.save_filter, {"title": "Hot", "list_key": "everyone", "text": "priority=hot"}),
    (members.add_member, {"name": "Nell Fox", "roles": ("agent",)}),
    (members.change_member, {"member_id": AGENT, "values": {"goals": {"calls": 9}, "phone": "1"}}),
]


@pytest.fixture
def lived_in(office: Office, clock: FakeClock) -> tuple[Office, int]:
    """An office with a contact of everything, and some more."""
    contact_id = add(
        office, "Ann Lee", owner=AGENT, email="ann@example.com", phone="(813) 555-0142", tags="pool Tampa",
        address="1 Main St, Tampa, 02134", notes=("met at the open house",), seller=(("street", "1 Main St"),),
    )  # fmt: skip
    add(office, "Bea Orr", email="bea@example.com")
    builders.share_with(office, contact_id, OTHER_AGENT)
    builders.lead(office, contact_id)
    builders.call_due(office, contact_id, clock.now - 1)
    clock.tick()
    return office, contact_id


def given_for(office: Office, contact_id: int, what: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments with the contact and members' ids filled in."""
    names = what.run.__kwdefaults__ or {}
    wanted = what.run.__code__.co_varnames[: what.run.__code__.co_argcount + what.run.__code__.co_kwonlyargcount]
    filled = dict(given)
    if given.get("changes", {}).get("lender_id"):
        filled["changes"] = {"lender_id": builders.member(office, LENDER)}
    if "member_id" in given:
        filled["member_id"] = builders.member(office, given["member_id"])
    if "selection" in wanted:
        filled["selection"] = these(contact_id)
    if "contact_id" in wanted and "contact_id" not in names:
        filled["contact_id"] = contact_id
    return filled


def test_r90_every_write_is_undone_and_done_again(lived_in: tuple[Office, int], clock: FakeClock) -> None:
    office, contact_id = lived_in
    for what, given in UNDOABLE:
        clock.tick()
        before = contents(office)
        step = office.perform(what, **given_for(office, contact_id, what, given)).step
        assert step is not None, what.name
        after = contents(office)
        assert after != before, what.name
        # what the program remembers for a member is undone by its number only: Ctrl+Z passes it over
        assert office.undo(step if what.name in NOT_WORK else None).value.left == (), what.name
        assert contents(office) == before, what.name
        assert office.redo().value.left == (), what.name
        assert contents(office) == after, what.name
        office.undo(step)
        assert contents(office) == before, what.name
        assert tally_is_true(office), what.name


def test_r90_undo_of_a_release_brings_back_owner_and_shares(lived_in: tuple[Office, int]) -> None:
    office, contact_id = lived_in
    before = contents(office)
    with acting(office, AGENT):
        office.perform(ownership.release, selection=these(contact_id))
        assert columns(office, contact_id, "owner_id") is None
        assert office.undo().value.restored == 2
    assert contents(office) == before


def test_r90_what_moved_on_since_is_left_and_named(office: Office, clock: FakeClock) -> None:
    ids = [add(office, f"Ann Lee{letter}") for letter in "ab"]
    first = office.perform(statuses.change_status, selection=these(*ids), status="client").step
    clock.tick()
    status(office, ids[0], "closed")
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
    status(office, contact_id, "client")
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
    assert [(one.id, one.field) for one in left] == [(contact_id, "raw"), (contact_id, "value")]
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


def test_r90_undo_and_redo_walk_back_and_forth(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    for to in ("client", "contract", "closed"):
        status(office, contact_id, to)
    seen = []
    for turn in (office.undo, office.undo, office.undo, office.redo, office.redo, office.redo, office.undo):
        turn()
        seen.append(columns(office, contact_id, "status"))
    assert seen == ["contract", "client", "new_lead", "client", "contract", "closed", "contract"]
    labels = [s.label for s in office.read(steps, limit=2)]
    assert labels == ["Undo: Status of 1 contact to Closed", "Redo: Status of 1 contact to Closed"]


def test_r90_naming_an_undo_redoes_it_and_naming_a_redo_undoes_it(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    first = status(office, contact_id, "client")
    undo = office.undo(first).step
    with pytest.raises(RefusedError, match="undone already"):
        office.undo(first)
    redo = office.undo(undo).step
    assert columns(office, contact_id, "status") == "client"
    with pytest.raises(RefusedError, match="undone already"):
        office.undo(undo)
    office.undo(redo)
    assert columns(office, contact_id, "status") == "new_lead"
    with pytest.raises(RefusedError, match="undone already"):
        office.undo(first)


def test_r90_redo_after_the_same_rows_were_written_again_leaves_them(office: Office) -> None:
    ids = [add(office, f"Ann Lee{letter}") for letter in "ab"]
    office.perform(statuses.change_status, selection=these(*ids), status="client")
    office.undo()
    status(office, ids[0], "sphere")
    left = office.redo().value.left
    assert [columns(office, n, "status") for n in ids] == ["sphere", "client"]
    assert [one.id for one in left] == [ids[0]]


def test_r90_nothing_to_undo_or_redo_is_said(office: Office) -> None:
    with acting(office, AGENT):
        with pytest.raises(NotFoundError, match="nothing of yours"):
            office.undo()
        with pytest.raises(NotFoundError, match="nothing to redo"):
            office.redo()
        with pytest.raises(NotFoundError, match="no step 999"):
            office.undo(999)


def test_r90_undo_works_across_a_restart(offices: Offices) -> None:
    office = offices.with_members()
    contact_id = add(office, "Ann Lee", email="ann@example.com")
    before = contents(office)
    step = status(office, contact_id, "archive")
    place = str(office.engines.path or office.engines.write.url.render_as_string(hide_password=False))
    office.close()
    again = offices.at(place)
    again.undo(step)
    assert contents(again) == before
    again.close()
    third = offices.at(place)
    third.redo()
    assert columns(third, contact_id, "status") == "archive"


def test_undo_of_anothers_step_needs_the_broker(office: Office) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    step = perform_as(office, AGENT, statuses.change_status, selection=these(contact_id), status="client").step
    with acting(office, OTHER_AGENT), pytest.raises(RefusedError, match="Only a broker"):
        office.undo(step)
    with acting(office, BROKER):
        assert office.undo(step).value.restored == 1
    with acting(office, AGENT), pytest.raises(NotFoundError):
        office.redo()  # the broker's undo is not the agent's to take back


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


def test_r90_steps_are_never_trimmed(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    for to in ("client", "contract"):
        status(office, contact_id, to)
    office.undo()
    office.redo()
    with office.engines.read.connect() as connection:
        kept = connection.scalar(select(func.count()).select_from(Step).where(Step.action != "add_member"))
    assert kept == 5


def test_what_the_program_remembers_is_passed_over_by_the_key(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    status(office, contact_id, "client")
    office.perform(settings.set_own, key="columns", value=["name"])
    office.undo()
    assert columns(office, contact_id, "status") == "new_lead"
