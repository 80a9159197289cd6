"""Limits of claims, and what goes back to the pool because nobody touches it, warned before (R19, R20)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from db.actions import activity, ownership, settings, statuses
from db.actions.dispositions import PressAnswers, press
from db.models import Alert
from db.office import Office
from db.queries.claims import any_claim_due, claims_of
from db.rules.errors import FieldProblemsError, RefusedError
from desktop.worker import run_due
from tests import builders
from tests.builders import AGENT, DAY, HOUR, OTHER_AGENT, acting, add, columns, member, perform_as, these
from tests.office_fixtures import START, FakeClock, Offices


def set_rule(office: Office, days: int, warning: int = 3, **more: Any) -> None:
    """The broker sets the rule."""
    office.perform(settings.set_office, values={"untouched_days": days, "untouched_warning_days": warning, **more})


def owner(office: Office, contact_id: int) -> int | None:
    """Whose a contact is."""
    found: int | None = columns(office, contact_id, "owner_id")
    return found


def warnings(office: Office) -> list[tuple[int | None, str]]:
    """Every warning there is."""
    with office.engines.read.connect() as connection:
        query = select(Alert.contact_id, Alert.line).where(Alert.kind == "untouched").order_by(Alert.id)
        return [tuple(row) for row in connection.execute(query)]  # type: ignore[misc]  # two columns


def test_r20_a_claim_beyond_the_limit_is_refused_and_says_the_limit(office: Office) -> None:
    pool = [add(office, name) for name in ("Ann Lee", "Bea Orr", "Cal Ray")]
    for name in ("Una Rex", "Vic Sol", "Wyn Tao"):
        add(office, name, owner=AGENT)  # given to them: no claim of theirs
    office.perform(settings.set_office, values={"claim_limit": "2"})
    done = perform_as(office, AGENT, ownership.claim, selection=these(*pool)).value
    sentence = (
        "The office's limit is 2 claimed by each member, and you hold 0 by claiming. Release one, or ask your broker."
    )
    assert (done.changed, done.refused) == (2, ((pool[2], sentence),))
    again = perform_as(office, AGENT, ownership.claim, selection=these(pool[2])).value
    assert again.refused == ((pool[2], sentence.replace("hold 0", "hold 2")),)
    own = member(office, AGENT)
    assert perform_as(office, AGENT, ownership.assign, selection=these(pool[2]), member_id=own).value.changed == 0
    before = builders.contents(office)
    with pytest.raises(RefusedError, match="limit is 2"):  # the press that would claim does nothing at all
        perform_as(office, AGENT, press, selection=these(pool[2]), key="needs_offer", answers=PressAnswers(claim=True))
    assert builders.contents(office) == before
    office.perform(settings.set_office, values={"claim_limit": "0"})
    assert perform_as(office, AGENT, ownership.assign, selection=these(pool[2]), member_id=own).value.changed == 1
    assert builders.columns(office, pool[2], "owner_how") == "claimed"  # to oneself is a claim
    office.perform(ownership.release, selection=these(pool[2]))
    office.perform(settings.set_office, values={"claim_limit": "2"})
    # what a broker assigns is not limited, nor what the broker claims
    assert office.perform(ownership.assign, selection=these(pool[2]), member_id=own).value.changed == 1
    office.perform(settings.set_office, values={"claim_limit": 1})
    assert (
        office.perform(ownership.claim, selection=these(add(office, "Dot Poe"), add(office, "Eve Fox"))).value.changed
        == 2
    )
    with pytest.raises(FieldProblemsError, match="number from 0"):
        office.perform(settings.set_office, values={"claim_limit": "-1"})


def test_r20_warned_then_released_dated_truly_and_undo_gives_it_back(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    clock.tick(400 * DAY)
    assert not office.read_by_itself(any_claim_due), "off at first"
    set_rule(office, 30, 3)
    (done,) = run_due(office)
    assert (done.key, done.count) == ("untouched", 1)
    day = "30 Dec 2027"
    assert warnings(office) == [(ann, f"Ann Lee goes back to the pool on {day} unless you work on it")]
    warned = clock.now
    assert run_due(office) == (), "once"
    clock.now = warned + 3 * DAY - 1
    assert run_due(office) == ()
    assert owner(office, ann) is not None
    clock.now = warned + 9 * DAY  # the program was closed in between
    (done,) = run_due(office)
    assert owner(office, ann) is None
    (row,) = office.read(claims_of, ann)
    assert (row.ended, row.until) == ("untouched: automatic", warned + 3 * DAY)
    office.undo(done.outcomes[0].step)
    assert owner(office, ann) == member(office, AGENT)
    assert run_due(office) == (), "given back, the days begin anew"
    clock.tick(27 * DAY)
    run_due(office)
    assert len(warnings(office)) == 2


def test_r20_what_the_owner_does_in_between_ends_the_countdown(office: Office, clock: FakeClock) -> None:
    set_rule(office, 10, 3)
    held = [add(office, name, owner=AGENT) for name in ("Ann Lee", "Bea Orr", "Cal Ray", "Dot Poe", "Eve Fox")]
    note, call, pressed, moved, left = held
    clock.tick(7 * DAY)
    run_due(office)
    assert len(warnings(office)) == 5
    clock.tick(HOUR)
    with acting(office, AGENT):
        office.perform(activity.add_note, contact_id=note, body="Called")
        office.perform(activity.add_touch, contact_id=call, channel="call", outcome="no_answer")
        office.perform(press, selection=these(pressed), key="not_contacted")
    office.perform(ownership.assign, selection=these(moved), member_id=member(office, OTHER_AGENT))
    clock.tick(3 * DAY)
    run_due(office)
    assert [owner(office, one) is None for one in held] == [False, False, False, False, True]
    assert left == held[-1]
    assert len(warnings(office)) == 5


def test_r20_clients_and_their_kind_stay_unless_the_office_says_otherwise(office: Office, clock: FakeClock) -> None:
    held = {key: add(office, "Ann Lee", owner=AGENT, status=key) for key in ("client", "contract", "closed", "sphere")}
    gone = add(office, "Bea Orr", owner=AGENT, status="archive")
    set_rule(office, 5, 1, untouched_sphere=True)
    clock.tick(5 * DAY)
    run_due(office)
    assert [key for key, _line in warnings(office)] == [held["sphere"]]
    clock.tick(DAY)
    office.perform(statuses.change_status, selection=these(held["sphere"]), status="client")
    assert run_due(office) == (), "what became a client meanwhile stays"
    assert owner(office, gone) is not None


def test_r20_two_workers_at_once_and_a_clock_set_back(file_offices: Offices) -> None:
    clock = file_offices.clock
    office = file_offices.with_members()
    ann = add(office, "Ann Lee", owner=AGENT)
    set_rule(office, 5, 1)
    other = file_offices.at(office.place)
    clock.tick(5 * DAY)
    assert [len(run_due(one)) for one in (office, other)] == [1, 0]
    clock.now = START - DAY  # set back: nothing is due, nothing is lost
    assert [run_due(one) for one in (office, other)] == [(), ()]
    clock.now = START + 6 * DAY
    assert [len(run_due(one)) for one in (other, office)] == [1, 0]
    assert len(warnings(office)) == 1
    assert owner(office, ann) is None
