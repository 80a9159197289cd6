"""The claim ledger: who held what for how long, and how it was got and lost, from the journal (R19, R20)."""

from __future__ import annotations

import pytest

from db.actions import activity, merging, ownership
from db.office import Office
from db.queries.claims import ClaimRow, claims, claims_of
from db.rules.errors import RefusedError
from tests.builders import AGENT, BROKER, CONCIERGE, DAY, OTHER_AGENT, acting, add, member, perform_as, these
from tests.office_fixtures import START, FakeClock


def told(row: ClaimRow) -> tuple[str, str, str, int, int | None]:
    """A row without its moments."""
    return row.owner, row.how, row.ended, row.days_held, row.days_untouched


def test_r20_a_contact_s_ledger_says_how_it_was_got_and_lost(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee")
    perform_as(office, AGENT, ownership.claim, selection=these(ann))
    clock.tick(3 * DAY)
    perform_as(office, AGENT, ownership.release, selection=these(ann))
    clock.tick(DAY)
    office.perform(ownership.assign, selection=these(ann), member_id=member(office, AGENT))
    clock.tick(2 * DAY)
    office.perform(ownership.assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    undone = office.perform(ownership.release, selection=these(ann)).step
    office.undo(undone)  # what was taken back did not happen
    clock.tick(5 * DAY)
    rows = office.read(claims_of, ann)
    assert [told(row) for row in rows] == [
        (OTHER_AGENT, "assigned", "", 5, 5),
        (AGENT, "assigned", f"assigned to {OTHER_AGENT}", 2, None),
        (AGENT, "claimed", "released", 3, None),
    ]
    assert (rows[2].since, rows[2].until) == (START, START + 3 * DAY)
    with acting(office, AGENT):  # it is another's now (R19)
        assert office.read(claims_of, ann) == ()
        assert office.read(claims, ended=True) == ()
    with acting(office, CONCIERGE):
        assert [told(row) for row in office.read(claims, ended=True)] == [told(row) for row in rows]


def test_r20_untouched_is_since_the_owner_s_own_last_work(office: Office, clock: FakeClock) -> None:
    ann, bea, cal = (add(office, name, owner=AGENT) for name in ("Ann Lee", "Bea Orr", "Cal Ray"))
    add(office, "Dot Poe", owner=AGENT, status="archive")
    add(office, "Eve Fox")
    clock.tick(4 * DAY)
    perform_as(office, AGENT, activity.add_note, contact_id=bea, body="Called back")
    perform_as(office, BROKER, activity.add_note, contact_id=cal, body="The broker's word keeps nothing")
    clock.tick(2 * DAY)
    with acting(office, AGENT):
        assert [(r.contact_id, r.days_untouched) for r in office.read(claims)] == [(ann, 6), (cal, 6), (bea, 2)]
        assert [r.contact_id for r in office.read(claims, untouched=3)] == [ann, cal]
        with pytest.raises(RefusedError, match="your own claims"):
            office.read(claims, member_id=member(office, OTHER_AGENT))
    assert office.read(claims, member_id=member(office, OTHER_AGENT)) == ()
    assert len(office.read(claims)) == 3


def test_r25_a_merge_ends_the_holding_of_the_one_that_goes(office: Office, clock: FakeClock) -> None:
    keep, gone = add(office, "Ann Lee", owner=AGENT), add(office, "Ann Leigh", owner=OTHER_AGENT)
    clock.tick(DAY)
    office.perform(merging.merge, keep=keep, gone=gone)
    assert [row.contact_id for row in office.read(claims)] == [keep]
    assert office.read(claims_of, gone) == ()


def test_r20_what_others_lost_since_hides_nobody_s_own_holdings(office: Office, clock: FakeClock) -> None:
    ann, bea, cal = (add(office, name) for name in ("Ann Lee", "Bea Orr", "Cal Ray"))
    perform_as(office, AGENT, ownership.claim, selection=these(ann))
    clock.tick(2 * DAY)
    perform_as(office, AGENT, ownership.release, selection=these(ann))
    for whose in (OTHER_AGENT, BROKER):
        clock.tick(DAY)
        office.perform(ownership.assign, selection=these(ann, bea, cal), member_id=member(office, whose))
    rows = office.read(claims, member_id=member(office, AGENT), ended=True, most=2)
    assert [told(row) for row in rows] == [(AGENT, "claimed", "released", 2, None)]
    assert office.read(claims, untouched=99_999_999_999_999) == ()
