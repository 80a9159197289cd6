"""Undo and redo of every write, by step: what comes back, and who may (R90, R6)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from db.actions import activity, contacts, details, members, ownership, settings, statuses, subscriptions
from db.changes import Selection
from db.history import NOT_WORK
from db.models import Step
from db.office import Office
from db.queries.history import steps
from db.rules.details import Detail
from db.rules.errors import NotFoundError, RefusedError
from db.rules.filters import ListSpec
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
    set_status,
    tally_is_true,
    these,
)
from tests.office_fixtures import FakeClock, Offices


def test_r90_undo_of_a_status_mass_change_and_redo(office: Office, clock: FakeClock) -> None:
    ids = [add(office, f"Ann Lee{letter}", owner=AGENT if letter in "ab" else "") for letter in "abcdef"]
    set_status(office, ids[0], "client")
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
    (members.change_member, {"member_id": AGENT, "values": {"goals": {"dials": 9}, "phone": "1"}}),
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
    _undone_and_done_again(office, clock, UNDOABLE, contact_id)
    in_the_pool = add(office, "Cal Poe", email="cal@example.com")
    _undone_and_done_again(office, clock, [(ownership.claim, {})], in_the_pool)


def _undone_and_done_again(
    office: Office, clock: FakeClock, writes: list[tuple[Any, dict[str, Any]]], contact_id: int
) -> None:
    for what, given in writes:
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


def test_r90_undo_and_redo_walk_back_and_forth(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    for to in ("client", "contract", "closed"):
        set_status(office, contact_id, to)
    seen = []
    for turn in (office.undo, office.undo, office.undo, office.redo, office.redo, office.redo, office.undo):
        turn()
        seen.append(columns(office, contact_id, "status"))
    assert seen == ["contract", "client", "new_lead", "client", "contract", "closed", "contract"]
    labels = [s.label for s in office.read(steps, limit=2)]
    assert labels == ["Undo: Status of 1 contact to Closed", "Redo: Status of 1 contact to Closed"]


def test_r90_naming_an_undo_redoes_it_and_naming_a_redo_undoes_it(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    first = set_status(office, contact_id, "client")
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
    step = set_status(office, contact_id, "archive")
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


def test_r90_steps_are_never_trimmed(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    for to in ("client", "contract"):
        set_status(office, contact_id, to)
    office.undo()
    office.redo()
    with office.engines.read.connect() as connection:
        kept = connection.scalar(select(func.count()).select_from(Step).where(Step.action != "add_member"))
    assert kept == 5


def test_what_the_program_remembers_is_passed_over_by_the_key(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    set_status(office, contact_id, "client")
    office.perform(settings.set_own, key="columns", value=["name"])
    office.undo()
    assert columns(office, contact_id, "status") == "new_lead"
