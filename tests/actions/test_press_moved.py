"""A press on a contact that just moved, was merged, archived or went out of sight: a sentence, and nothing half."""

from __future__ import annotations

import pytest

from db.actions import ownership
from db.actions.merging import merge
from db.models import Press, Touch
from db.office import Office
from db.rules.dispositions import SHIPPED
from tests.actions.pressing import pressed, rows
from tests.builders import AGENT, OTHER_AGENT, add, columns, contents, member, perform_as, set_status, these

KEYS = [d.key for d in SHIPPED if d.key not in ("appointment_booked", "already_sold", "wrong_number")]


@pytest.mark.parametrize("key", KEYS)
def test_r19_out_of_sight_it_is_only_counted_and_the_others_are_pressed(office: Office, key: str) -> None:
    ann, bob = add(office, "Ann Lee", owner=AGENT), add(office, "Bob Ray", owner=AGENT)
    office.perform(ownership.assign, selection=these(bob), member_id=member(office, OTHER_AGENT))
    before = columns(office, bob, "status", "disposition", "owner_id", "version")
    done = pressed(office, key, ann, bob, claim=True).value
    assert (done.changed, done.refused, done.refused_unseen) == (1, (), 1)
    assert columns(office, bob, "status", "disposition", "owner_id", "version") == before
    assert set(rows(office, Press.contact_id)) == {ann}
    office_as_it_is = contents(office)
    done = pressed(office, key, bob, claim=True).value
    assert (done.changed, done.refused_unseen) == (0, 1)
    assert contents(office) == office_as_it_is


@pytest.mark.parametrize("key", ["needs_offer", "not_interested", "dead_deal"])
def test_claimed_by_another_a_moment_ago_it_stays_theirs(office: Office, key: str) -> None:
    pool = add(office, "Poole One")
    perform_as(office, OTHER_AGENT, ownership.claim, selection=these(pool))
    done = pressed(office, key, pool, claim=True).value
    assert (done.changed, done.refused_unseen) == (0, 1)
    assert columns(office, pool, "owner_id") == member(office, OTHER_AGENT)
    assert rows(office, Touch.id) == []


@pytest.mark.parametrize("key", KEYS)
def test_archived_or_merged_meanwhile_it_is_told_and_nothing_is_written(office: Office, key: str) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com")
    gone = add(office, "Ann Leigh", owner=AGENT, email="leigh@example.com")
    shut = add(office, "Cy Orr", owner=AGENT)
    office.perform(merge, keep=ann, gone=gone)
    set_status(office, shut, "archive")
    before = contents(office)
    done = pressed(office, key, gone, shut, claim=True).value
    assert done.changed == 0
    assert [name for name, _why in done.refused] == [shut]
    assert "is in Archive" in done.refused[0][1]
    assert done.refused_unseen == 1  # who is no more is nobody to be seen
    assert contents(office) == before
