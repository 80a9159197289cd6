"""Dials that nobody answered, and tasks for many (R9, R3)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from db.actions import activity
from db.models import Lead, Task, Touch
from db.office import Office
from db.rules.errors import NotFoundError, RefusedError, WrongUseError
from tests.builders import (
    AGENT,
    CONCIERGE,
    LENDER,
    OTHER_AGENT,
    acting,
    add,
    columns,
    contents,
    lead,
    member,
    perform_as,
    share_with,
    these,
)
from tests.office_fixtures import FakeClock


def rows(office: Office, *wanted: Any) -> list[Any]:
    with office.engines.read.begin() as connection:
        return [tuple(row) for row in connection.execute(select(*wanted).order_by(wanted[0]))]


def test_r09_three_presses_are_three_attempts_and_the_owner_stays(office: Office, clock: FakeClock) -> None:
    contact_id = add(office, "Ann Lee", owner=AGENT)
    before = contents(office)
    with acting(office, AGENT):
        for _press in range(3):
            clock.tick()
            office.perform(activity.log_unanswered, contact_id=contact_id)
    assert [row[1:] for row in rows(office, Touch.at, Touch.channel, Touch.outcome)] == [("call", "no_answer")] * 3
    assert columns(office, contact_id, "owner_id") == member(office, AGENT)
    with acting(office, AGENT):
        for _press in range(3):
            office.undo()
    assert contents(office) == before


def test_r09_a_dial_to_the_pool_claims_nothing_and_answers_the_waiting(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    lead(office, contact_id)
    perform_as(office, AGENT, activity.log_unanswered, contact_id=contact_id)
    assert columns(office, contact_id, "owner_id") is None
    assert rows(office, Lead.first_touch_by) == [(member(office, AGENT),)]


def test_who_may_not_log_calls_logs_no_dial(office: Office) -> None:
    contact_id = add(office, "Ann Lee", owner=OTHER_AGENT)
    with pytest.raises(NotFoundError):
        perform_as(office, AGENT, activity.log_unanswered, contact_id=contact_id)
    with pytest.raises(RefusedError, match="Calls are logged by"):
        perform_as(office, LENDER, activity.log_unanswered, contact_id=contact_id)
    assert perform_as(office, CONCIERGE, activity.log_unanswered, contact_id=contact_id).value


def test_r03_a_task_for_many_is_one_step_and_leaves_what_is_not_theirs(office: Office) -> None:
    own, shared, pool = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu", owner=OTHER_AGENT), add(office, "Cy")
    share_with(office, shared, AGENT)
    before = contents(office)
    done = perform_as(
        office, AGENT, activity.add_tasks, selection=these(own, shared, pool), kind="follow_up", title="Write",
        due_at=9, said="in two weeks",
    )  # fmt: skip
    assert (done.value.changed, [n for n, _why in done.value.refused]) == (2, [pool])
    assert done.changes.label == "Task for 2 contacts: Write"
    wes = member(office, AGENT)
    assert rows(office, Task.contact_id, Task.member_id, Task.kind, Task.said, Task.due_at) == [
        (own, wes, "follow_up", "in two weeks", 9),
        (shared, wes, "follow_up", "in two weeks", 9),
    ]
    with acting(office, AGENT):
        office.undo()
    assert contents(office) == before


def test_a_task_for_nobody_is_no_step(office: Office) -> None:
    pool = add(office, "Cy")
    done = perform_as(office, AGENT, activity.add_tasks, selection=these(pool), kind="call", title="", due_at=9)
    assert (done.step, done.value.changed, len(done.value.refused)) == (None, 0, 1)


def test_a_task_is_for_no_more_than_anyone_can_do(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "MOST_TASKS", 1)
    both = these(add(office, "Ann Lee"), add(office, "Bo Chu"))
    with pytest.raises(RefusedError, match="for 1 contacts at once; these are 2"):
        office.perform(activity.add_tasks, selection=both, kind="call", title="", due_at=9)
    with pytest.raises(WrongUseError):
        office.perform(activity.add_tasks, selection=both, kind="visit", title="", due_at=9)
