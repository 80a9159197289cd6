"""A merge taken back: whole, with what came since left and named, over nobody's head (R90, R19)."""

from __future__ import annotations

import pytest

from db.actions import action, activity, contacts, details, ownership
from db.models import Touch
from db.office import Office
from db.queries.history import steps
from db.rules.details import Detail
from db.rules.errors import RefusedError
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests.actions.merging_steps import merge, of
from tests.builders import (
    AGENT,
    OTHER_AGENT,
    acting,
    add,
    columns,
    contents,
    member,
    perform_as,
    set_columns,
    tally_is_true,
    these,
)


def test_r90_a_merge_is_taken_back_though_the_survivor_was_edited(office: Office) -> None:
    keep, gone = add(office, "Bob Lee", email="bob@example.com"), add(office, "Robert Lee", email="rob@example.com")
    set_columns(office, gone, company="Bluewater", priority="hot")
    office.perform(activity.add_note, contact_id=gone, body="old")
    step = merge(office, keep, gone)
    office.perform(contacts.edit_contact, contact_id=keep, changes={"company": "Palm"})
    office.perform(activity.add_note, contact_id=keep, body="new")
    moved = next(e.id for e in of(office, keep).emails if e.value == "rob@example.com")
    office.perform(details.remove_detail, contact_id=keep, detail=Detail("emails", moved))
    left = office.undo(step).value.left
    assert {(one.id, one.field) for one in left} == {(keep, "company"), (gone, "contact_email")}
    assert columns(office, keep, "company", "priority") == ("Palm", "")
    assert columns(office, gone, "company", "priority", "primary_email") == ("Bluewater", "hot", "")
    assert [n.body for n in of(office, keep).notes] == ["new"]
    assert [n.body for n in of(office, gone).notes] == ["old"]
    assert tally_is_true(office)


def test_r90_a_merge_is_done_again_and_taken_back_again(office: Office) -> None:
    keep = add(office, "Bob Lee", email="bob@example.com", phone="(813) 555-0134")
    gone = add(office, "Robert Lee", email="bob@example.com", tags="dock", phone="(813) 555-0134")
    before = contents(office)
    step = merge(office, keep, gone, "name")
    after = contents(office)
    office.undo(step)
    assert office.redo().value.left == ()
    assert contents(office) == after
    assert office.undo(step).value.left == ()
    assert contents(office) == before


def test_r90_a_merge_comes_back_whole_or_not_at_all(office: Office) -> None:
    first, second, third = (add(office, name) for name in ("Bob Lee", "Robert Lee", "Rob Lee"))
    step = merge(office, first, second)
    further = merge(office, third, first)
    before = contents(office)
    with pytest.raises(RefusedError, match="Undo that first"):
        office.undo(step)
    assert contents(office) == before
    office.undo(further)
    office.undo(step)
    office.perform(activity.add_note, contact_id=second, body="called")
    before = contents(office)
    with pytest.raises(RefusedError, match="merge them anew"):
        office.undo(office.read(steps)[1].id)
    assert contents(office) == before


def test_r19_a_merge_is_not_taken_back_over_another_agents_head(office: Office) -> None:
    keep, gone = add(office, "Bob Lee", owner=AGENT), add(office, "Robert Lee", owner=AGENT, tags="dock")
    with acting(office, AGENT):
        step = merge(office, keep, gone)
    office.perform(ownership.assign, selection=these(keep), member_id=member(office, OTHER_AGENT))
    with acting(office, AGENT), pytest.raises(RefusedError, match="Ask your broker"):
        office.undo(step)
    assert office.undo(step).value.left == ()


def test_r19_rows_that_a_merge_took_out_of_sight_are_only_counted(office: Office) -> None:
    mine, other = add(office, "Robert Lee", owner=AGENT), add(office, "Bob Lee", owner=OTHER_AGENT)
    alone = add(office, "Ann Roe", owner=AGENT)
    set_columns(office, mine, owner_since=9_999_999_999_999)
    tagged = perform_as(office, AGENT, contacts.add_hashtag, selection=these(mine, alone), tag="dock").step
    merge(office, other, mine)
    with acting(office, AGENT):
        undone = office.undo(tagged).value
    assert (undone.restored, undone.left, undone.left_unseen) == (1, (), 1)
    assert columns(office, other, "hashtag_text") == "#dock"


def test_r90_what_would_refer_to_nothing_is_left_and_named(office: Office) -> None:
    contact_id = add(office, "Bob Lee", phone="(813) 555-0134; (813) 555-0135")
    first, second = (p.id for p in of(office, contact_id).phones)
    touch = office.perform(activity.add_touch, contact_id=contact_id, channel="call", outcome="answered").value

    @action(Right.EDIT)
    def about(uow: UnitOfWork, *, phone: int) -> None:
        uow.update(Touch, Touch.id == touch, {"phone_id": phone})

    office.perform(about, phone=first)
    step = office.perform(about, phone=second).step
    office.perform(details.remove_detail, contact_id=contact_id, detail=Detail("phones", first))
    left = office.undo(step).value.left
    assert [one.reason for one in left] == [
        "The touch belonged to something that is no longer there; it was left as it is."
    ]
    assert contents(office)["touch"][0][-3] == second
