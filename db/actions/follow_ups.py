"""Follow-ups and the course of a task: set by what they said, moved, finished with what came of it, opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from db.actions.activity import write_touch
from db.actions.base import action
from db.actions.selecting import reader_of, row_of_contact
from db.models import Contact, Task
from db.rules import follow_up as rule
from db.rules.agenda import CALL_RESULTS
from db.rules.errors import FieldProblemsError, RefusedError, WrongUseError
from db.rules.moments import day_of, day_words
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FollowUpSet:
    """A follow-up as it was set: the task's id, what they said, when it is due (ms UTC), and the day they named."""

    task_id: int
    said: str
    due_at: int
    said_day: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done after a call: `due_at` in ms UTC; `said` is what they asked for (R22)."""

    kind: str
    title: str
    due_at: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """What finishing a call wrote: the touch, and the task that comes next (None for none)."""

    touch_id: int
    next_id: int | None


@action(Right.EDIT)
def follow_up(
    uow: UnitOfWork, *, contact_id: int, said: str, due_at: int | None = None, title: str = ""
) -> FollowUpSet:  # fmt: skip
    """Set a General Follow-Up for the actor: half of what they said, or `due_at` (ms UTC) where the member chose (R22).

    Both are kept: their words and the moment. Errors: FieldProblemsError for `said` that names no time, or a moment
    that has passed; NotFoundError and RefusedError as everywhere.
    """
    found = rule.follow_up(said, now=uow.now, zone=reader_of(uow).facts.zone)
    uow.require(contact_id)
    due = found.due_at if due_at is None else ahead(uow, due_at)
    row = _task(uow, contact_id, NextStep("follow_up", title.strip() or "Follow up", due, found.said))
    task_id = uow.insert(Task, [row])[0]
    uow.label = f"Follow-up with {_name(uow, contact_id)} on {_day(uow, due)}"
    uow.why = f"They said {found.said} (R22)."
    return FollowUpSet(task_id, found.said, due, found.said_day.isoformat())


@action(Right.EDIT)
def move_task(uow: UnitOfWork, *, task_id: int, due_at: int) -> int:
    """Have a task due at another moment, in ms UTC; a scheduled call that is moved is no missed one (R41).

    Gives 1, or 0 when it was due then already. Errors: NotFoundError; RefusedError when it is done; FieldProblemsError
    for a moment that has passed.
    """
    task = _open_task(uow, task_id)
    changed = uow.update(Task, Task.id == task_id, {"due_at": ahead(uow, due_at)})
    uow.label = f"{task.title or 'Task'}: moved to {_day(uow, due_at)}"
    return changed


@action(Right.EDIT)
def finish_call(
    uow: UnitOfWork, *, task_id: int, outcome: str, words: str = "", then: NextStep | None = None
) -> Finished:  # fmt: skip
    """Finish a task by a call, and keep what came of it: touch, done and what is next are one step.

    `outcome` is a key of rules/agenda.CALL_RESULTS, `words` a line for the history. The touch answers the leads that
    wait (R43). Errors: NotFoundError; RefusedError when it is done already; WrongUseError for an unknown outcome.
    """
    if outcome not in dict(CALL_RESULTS):
        raise WrongUseError(f"“{outcome}” is nothing that comes of a call: {', '.join(dict(CALL_RESULTS))}.")
    task = _open_task(uow, task_id)
    touch: dict[str, Any] = {"contact_id": task.contact_id, "member_id": uow.actor.id or None, "channel": "call",
                             "outcome": outcome, "words": words.strip(), "at": uow.now}  # fmt: skip
    touch_id = write_touch(uow, touch)
    uow.update(Task, Task.id == task_id, {"done_at": uow.now})
    next_id = None
    if then is not None:
        ahead(uow, then.due_at)
        next_id = uow.insert(Task, [_task(uow, task.contact_id, then)])[0]
    after = f", next on {_day(uow, then.due_at)}" if then else ""
    uow.label = f"Call with {_name(uow, task.contact_id)}: {dict(CALL_RESULTS)[outcome].lower()}{after}"
    return Finished(touch_id, next_id)


@action(Right.EDIT)
def reopen_task(uow: UnitOfWork, *, task_id: int) -> int:
    """Have a task to do again; gives 1, or 0 when it is not done. Errors: NotFoundError."""
    row_of_contact(uow, select(Task.contact_id).where(Task.id == task_id), f"task {task_id}")
    uow.label = "Task to do again"
    return uow.update(Task, and_(Task.id == task_id, Task.done_at.is_not(None)), {"done_at": None})


def _open_task(uow: UnitOfWork, task_id: int) -> Any:
    query = select(Task.contact_id, Task.title, Task.done_at).where(Task.id == task_id)
    found = row_of_contact(uow, query, f"task {task_id}")
    if found.done_at is not None:
        raise RefusedError("This task is done already. Nothing was changed.")
    return found


def ahead(uow: UnitOfWork, due_at: int) -> int:
    """The moment (ms UTC) a task is to be due, if it is yet to come. Errors: FieldProblemsError."""
    if due_at <= uow.now:
        raise FieldProblemsError({"due_at": "That moment has passed; choose a later one."})
    return due_at


def _task(uow: UnitOfWork, contact_id: int, step: NextStep) -> dict[str, Any]:
    return {"contact_id": contact_id, "member_id": uow.actor.id or None, "kind": step.kind, "title": step.title,
            "said": step.said, "due_at": step.due_at, "created_at": uow.now}  # fmt: skip


def _day(uow: UnitOfWork, at: int) -> str:
    return day_words(day_of(at, reader_of(uow).facts.zone))


def _name(uow: UnitOfWork, contact_id: int) -> str:
    return uow.connection.scalar(select(Contact.display_name).where(Contact.id == contact_id)) or "this contact"
