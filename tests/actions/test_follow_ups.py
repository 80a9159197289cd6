"""Follow-ups, moved tasks, finished calls, calls logged by hand and from a file: one step each, and back (R22, R41)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import activity
from db.actions.calls import import_calls
from db.actions.follow_ups import NextStep, finish_call, follow_up, move_task, reopen_task
from db.actions.made_calls import HandCall, log_call
from db.models import Call, Contact, Lead, Task, Touch
from db.office import Office
from db.queries import lists
from db.queries.call_imports import CallFile
from db.rules.call_rows import CallDraft
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.moments import from_ms
from tests.builders import (
    AGENT,
    DAY,
    HOUR,
    LENDER,
    MINUTE,
    OTHER_AGENT,
    acting,
    add,
    call_due,
    contents,
    lead,
    member,
    perform_as,
    tally_is_true,
)
from tests.office_fixtures import START, FakeClock

ZONE = "America/New_York"


def rows(office: Office, *wanted: Any) -> list[tuple[Any, ...]]:
    with office.engines.read.connect() as connection:
        return [tuple(r) for r in connection.execute(select(*wanted).order_by(wanted[0]))]


def missed(office: Office) -> int:
    return office.read(lists.count, ListSpec("missed_calls"))


@pytest.fixture
def ann(office: Office) -> int:
    return add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0142")


def test_r22_both_what_they_said_and_what_is_set_are_kept(office: Office, ann: int) -> None:
    before = contents(office)
    with acting(office, AGENT):
        done = office.perform(follow_up, contact_id=ann, said=" call me back in 6 months ")
        assert done.value.said == "call me back in 6 months"
        assert from_ms(done.value.due_at, ZONE).isoformat() == "2027-02-22T09:00:00-05:00"
        assert done.value.said_day == "2027-05-22"
        assert rows(office, Task.kind, Task.said, Task.due_at, Task.member_id) == [
            ("follow_up", "call me back in 6 months", done.value.due_at, member(office, AGENT))
        ]
        assert done.changes.label == "Follow-up with Ann Lee on 22 Feb 2027"
        office.undo(done.step)
    assert contents(office) == before


def test_r22_the_member_may_change_what_is_set(office: Office, ann: int) -> None:
    chosen = START + 40 * DAY
    done = office.perform(follow_up, contact_id=ann, said="6 months", due_at=chosen)
    assert (done.value.due_at, rows(office, Task.said, Task.due_at)) == (chosen, [("6 months", chosen)])


@pytest.mark.parametrize(("said", "due_at"), [("purple", None), ("6 months", START - 1), ("", None)])
def test_r22_what_makes_no_follow_up_changes_nothing(office: Office, ann: int, said: str, due_at: int | None) -> None:
    before = contents(office)
    with pytest.raises(FieldProblemsError):
        office.perform(follow_up, contact_id=ann, said=said, due_at=due_at)
    assert contents(office) == before


def test_r19_nobody_sets_what_they_may_not(office: Office, ann: int) -> None:
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.perform(follow_up, contact_id=ann, said="6 months")
    task = call_due(office, ann, START + HOUR)
    for name, expected in ((OTHER_AGENT, NotFoundError), (LENDER, RefusedError)):
        with acting(office, name):
            with pytest.raises(expected):
                office.perform(move_task, task_id=task, due_at=START + DAY)
            with pytest.raises(expected):
                office.perform(finish_call, task_id=task, outcome="talked")
            with pytest.raises(expected):
                office.perform(reopen_task, task_id=task)


def test_r41_a_moved_call_is_no_missed_one(office: Office, ann: int, clock: FakeClock) -> None:
    task = call_due(office, ann, START + HOUR)
    clock.tick(2 * HOUR)
    assert missed(office) == 1
    before = contents(office)
    done = office.perform(move_task, task_id=task, due_at=clock.now + DAY)
    assert (done.value, missed(office)) == (1, 0)
    assert office.perform(move_task, task_id=task, due_at=clock.now + DAY).step is None
    office.undo(done.step)
    assert contents(office) == before
    assert missed(office) == 1
    with pytest.raises(FieldProblemsError):
        office.perform(move_task, task_id=task, due_at=clock.now)
    office.perform(activity.finish_task, task_id=task)
    with pytest.raises(RefusedError):
        office.perform(move_task, task_id=task, due_at=clock.now + DAY)
    with pytest.raises(NotFoundError):
        office.perform(move_task, task_id=task + 1, due_at=clock.now + DAY)


def test_a_finished_call_is_touch_done_and_next_in_one_step(office: Office, ann: int, clock: FakeClock) -> None:
    lead(office, ann, "question")
    task = call_due(office, ann, START + HOUR)
    clock.tick(HOUR)
    before = contents(office)
    then = NextStep("follow_up", "Ring again", clock.now + 7 * DAY, "2 weeks")
    with acting(office, AGENT):
        done = office.perform(finish_call, task_id=task, outcome="talked", words=" wants a tour ", then=then)
        assert rows(office, Touch.id, Touch.channel, Touch.outcome, Touch.words, Touch.at) == [
            (done.value.touch_id, "call", "talked", "wants a tour", clock.now)
        ]
        assert rows(office, Lead.first_touch_at) == [(clock.now,)]
        assert rows(office, Task.id, Task.done_at, Task.said) == [
            (task, clock.now, ""), (done.value.next_id, None, "2 weeks")
        ]  # fmt: skip
        assert done.changes.label == "Call with Ann Lee: reached: we talked, next on 29 Nov 2026"
        with pytest.raises(RefusedError):
            office.perform(finish_call, task_id=task, outcome="no_answer")
        office.undo(done.step)
    assert contents(office) == before
    assert office.perform(finish_call, task_id=task, outcome="no_answer").value.next_id is None


def test_a_call_finished_wrongly_changes_nothing(office: Office, ann: int) -> None:
    task = call_due(office, ann, START + HOUR)
    before = contents(office)
    with pytest.raises(WrongUseError):
        office.perform(finish_call, task_id=task, outcome="purple")
    with pytest.raises(NotFoundError):
        office.perform(finish_call, task_id=task + 9, outcome="talked")
    with pytest.raises(FieldProblemsError):
        office.perform(finish_call, task_id=task, outcome="talked", then=NextStep("call", "", START - DAY))
    assert contents(office) == before


def test_a_task_is_opened_again(office: Office, ann: int) -> None:
    task = call_due(office, ann, START + HOUR)
    assert office.perform(reopen_task, task_id=task).step is None
    office.perform(activity.finish_task, task_id=task)
    assert office.perform(reopen_task, task_id=task).value == 1
    assert rows(office, Task.done_at) == [(None,)]
    with pytest.raises(NotFoundError):
        office.perform(reopen_task, task_id=task + 1)


# -- calls logged by hand ----------------------------------------------------------------------------------------


def test_r55_a_call_out_by_hand_is_a_touch_and_settles_the_scheduled_call(
    office: Office, ann: int, clock: FakeClock
) -> None:
    with acting(office, AGENT):
        task = office.perform(activity.add_task, contact_id=ann, kind="call", title="", due_at=START + HOUR).value
        lead(office, ann, "question")
        clock.tick(2 * HOUR)
        assert missed(office) == 1
        before = contents(office)
        done = office.perform(log_call, call=HandCall("out", "answered", "813 555 0142", 65))
        assert (done.value.contact_id, done.value.settled, missed(office)) == (ann, 1, 0)
        kept = (Call.contact_id, Call.direction, Call.number, Call.outcome, Call.seconds, Call.at)
        assert rows(office, *kept) == [(ann, "out", "+18135550142", "answered", 65, clock.now)]
        assert rows(office, Touch.outcome, Touch.words) == [("talked", "Outbound call, answered, 1 min 5 s")]
        assert rows(office, Task.id, Task.done_at) == [(task, clock.now)]
        assert rows(office, Lead.first_touch_at) == [(clock.now,)]
        office.undo(done.step)
    assert contents(office) == before


def test_r55_a_call_in_by_hand_is_a_lead(office: Office, ann: int) -> None:
    missed_one = office.perform(log_call, call=HandCall("in", "no_answer"), contact_id=ann)
    assert rows(office, Call.number) == [("+18135550142",)], "the contact's own number stands in"
    office.perform(log_call, call=HandCall("in", "answered", words="asked for the price"), contact_id=ann)
    assert rows(office, Lead.id, Lead.lead_type, Lead.message, Lead.first_touch_at)[0][2:] == (
        "Inbound call, not answered", None,
    )  # fmt: skip
    assert rows(office, Lead.id, Lead.message, Lead.first_touch_at)[1][1:] == ("asked for the price", START)
    assert missed_one.value.settled == 0
    assert rows(office, Touch.id) == []
    assert tally_is_true(office)


def test_r55_a_number_nobody_has_stays_in_the_log_alone(office: Office, ann: int) -> None:
    done = office.perform(log_call, call=HandCall("out", "failed", "813 555 0199"))
    assert done.value.contact_id is None
    failed = office.perform(log_call, call=HandCall("out", "failed"), contact_id=ann)
    assert (failed.value.settled, rows(office, Touch.id)) == (0, [])
    nobody = add(office, "No Phone", owner=AGENT)
    office.perform(log_call, call=HandCall("out", "no_answer"), contact_id=nobody)
    assert rows(office, Call.id, Call.number)[-1][1] == ""


def test_r19_a_number_of_a_contact_out_of_sight_is_nobody_s(office: Office, ann: int) -> None:
    with acting(office, OTHER_AGENT):
        done = office.perform(log_call, call=HandCall("out", "answered", "813 555 0142"))
        assert done.value.contact_id is None
        with pytest.raises(NotFoundError):
            office.perform(log_call, call=HandCall("out", "answered"), contact_id=ann)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (HandCall("up", "answered", "813 555 0142"), "direction"), (HandCall("in", "purple"), "outcome"),
        (HandCall("in", "answered", "call me"), "number"), (HandCall("in", "answered"), "number"),
        (HandCall("in", "answered", "813 555 0142", -1), "seconds"),
        (HandCall("in", "answered", "813 555 0142", at=START + DAY), "at"),
    ],
)  # fmt: skip
def test_r55_a_call_that_cannot_be(office: Office, call: HandCall, field: str) -> None:
    before = contents(office)
    with pytest.raises(FieldProblemsError) as raised:
        office.perform(log_call, call=call)
    assert field in raised.value.problems
    assert contents(office) == before


# -- calls from a file -------------------------------------------------------------------------------------------


def taken(office: Office, *drafts: CallDraft) -> int | None:
    return office.perform(import_calls, file=CallFile("log.csv", "csv", drafts)).step


def out(row: int, at: int, **values: Any) -> CallDraft:
    made = CallDraft(row, key=f"C{row}", direction="out", number="+18135550142", outcome="no_answer", at=at)
    return replace(made, **({"agent": AGENT} | values))


@pytest.mark.parametrize(
    ("due", "at", "values", "settled"),
    [
        (HOUR, 2 * HOUR, {}, True),  # late, not answered
        (HOUR, 30 * MINUTE, {"outcome": "answered"}, True),  # early on its day
        (HOUR, 26 * HOUR, {"outcome": "voicemail"}, True),  # a day late is late, and made
        (DAY, HOUR, {}, False),  # due on a later day
        (HOUR, -HOUR, {}, False),  # before the call was scheduled
        (HOUR, 2 * HOUR, {"agent": OTHER_AGENT}, False),
        (HOUR, 2 * HOUR, {"agent": ""}, False),
        (HOUR, 2 * HOUR, {"direction": "in"}, False),
        (HOUR, 2 * HOUR, {"number": "+18135550100"}, False),
        (HOUR, 2 * HOUR, {"outcome": "failed"}, True),  # it was dialled
    ],
)
def test_r41_a_call_of_the_log_settles_the_scheduled_call_it_is(
    office: Office, ann: int, clock: FakeClock, due: int, at: int, values: dict[str, Any], settled: bool
) -> None:
    task = perform_as(
        office, AGENT, activity.add_task, contact_id=ann, kind="call", title="", due_at=START + due
    ).value  # fmt: skip
    other = perform_as(
        office, AGENT, activity.add_task, contact_id=ann, kind="other", title="", due_at=START + due
    ).value  # fmt: skip
    clock.tick(3 * DAY)
    before = contents(office)
    step = taken(office, out(2, START + at, **values))
    assert rows(office, Task.id, Task.done_at) == [(task, START + at if settled else None), (other, None)]
    office.undo(step)
    assert contents(office) == before


def test_r41_of_several_calls_the_first_that_fits_is_the_one(office: Office, ann: int, clock: FakeClock) -> None:
    perform_as(office, AGENT, activity.add_task, contact_id=ann, kind="call", title="", due_at=START + HOUR)
    clock.tick(3 * DAY)
    taken(office, out(2, START + 3 * HOUR), out(3, START + 2 * HOUR), out(4, START - HOUR))
    assert rows(office, Task.done_at) == [(START + 2 * HOUR,)]
    assert rows(office, Contact.id) == [(ann,)]
