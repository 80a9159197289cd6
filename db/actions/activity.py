"""What happens with a contact: notes, leads, touches, tasks."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.alerting import alert_of_lead
from db.actions.base import action
from db.actions.listing_links import activity_of, listing_of
from db.actions.selecting import IN_CHOSEN, choose, of_contacts, result, row_of_contact
from db.actions.tellings import with_telling
from db.changes import MassResult, Selection
from db.models import Contact, Lead, ListingActivity, Note, Task, Touch
from db.rules.errors import FieldProblemsError, RefusedError, WrongUseError
from db.rules.listing_values import ACTIVITY_OF_LEAD
from db.rules.permissions import Right
from db.rules.values import LEAD_TYPES, PASSIVE_TYPES, VIEWING_TYPES
from db.unit_of_work import UnitOfWork

TASK_KINDS: Final = ("call", "follow_up", "update_request", "other")
# Nobody calls more people than that; a mass change that sets more is a slip.
MOST_TASKS: Final = 1_000


@action(Right.NOTE)
def add_note(uow: UnitOfWork, *, contact_id: int, body: str, at: int | None = None) -> int:
    """Write a note on a contact; gives its id. `at` in milliseconds UTC, now when None."""
    if not body.strip():
        raise FieldProblemsError({"body": "The note is empty."})
    uow.require(contact_id)
    uow.label = "Note written"
    row = {"contact_id": contact_id, "member_id": uow.actor.id or None, "body": body.strip(), "at": at or uow.now}
    return uow.insert(Note, [row])[0]


@action(Right.EDIT)
def add_lead(
    uow: UnitOfWork,
    *,
    contact_id: int,
    lead_type: str,
    message: str = "",
    listing: str = "",
    source: str = "",
    at: int | None = None,
) -> int:
    """Record one action of a consumer (a lead); gives its id. `listing` is a text or an MLS number.

    A form lead alerts the contact's owner in the same step (R76). It is not routed: whoever writes a lead down has the
    contact at hand and decides themselves; what arrives by itself is routed (db/actions/routing.py).
    """
    if lead_type not in dict(LEAD_TYPES):
        raise WrongUseError(f"“{lead_type}” is no lead type; the keys are {', '.join(dict(LEAD_TYPES))}.")
    uow.require(contact_id)
    uow.label = f"Lead: {dict(LEAD_TYPES)[lead_type]}"
    row = {"contact_id": contact_id, "lead_type": lead_type, "origin": "by hand", "source": source, "message": message,
           "listing_text": listing, "occurred_at": at or uow.now, "lead_status": ""}  # fmt: skip
    lead_id = record_lead(uow, row, listing_of(uow, listing) if lead_type in ACTIVITY_OF_LEAD else None)
    alert_of_lead(uow, contact_id=contact_id, lead_id=lead_id, lead_type=lead_type)
    return lead_id


def record_lead(uow: UnitOfWork, row: dict[str, Any], listing_id: int | None) -> int:
    """Write a lead, a row of its columns, with what it means for its listing and for the contact's visits; its id."""
    lead_type, contact_id, at = row["lead_type"], row["contact_id"], row["occurred_at"]
    known = listing_id if lead_type in ACTIVITY_OF_LEAD else None
    lead_id = uow.insert(Lead, [row | {"listing_id": known}])[0]
    if known is not None:
        uow.insert(ListingActivity, [activity_of(row, known)])
    if lead_type in PASSIVE_TYPES:
        _visited(uow, contact_id, at, viewed=lead_type in VIEWING_TYPES)
    return lead_id


def _visited(uow: UnitOfWork, contact_id: int, at: int, *, viewed: bool) -> None:
    columns = ("last_visit_at", "last_viewed_at") if viewed else ("last_visit_at",)
    for name in columns:
        column = getattr(Contact, name)
        later = and_(Contact.id == contact_id, (column < at) | column.is_(None))
        uow.update(Contact, later, {name: at})


@action(Right.EDIT)
def add_touch(
    uow: UnitOfWork, *, contact_id: int, channel: str, outcome: str, words: str = "", at: int | None = None
) -> int:  # fmt: skip
    """Log an attempt to reach the contact (call, text, email) and what came of it; answers its waiting inquiries."""
    uow.require(contact_id)
    uow.label = f"Touch by {channel}"
    row = {"contact_id": contact_id, "member_id": uow.actor.id or None, "channel": channel, "outcome": outcome,
           "words": words, "at": at or uow.now}  # fmt: skip
    return write_touch(uow, row)


@action(Right.LOG_CALL)
def log_unanswered(uow: UnitOfWork, *, contact_id: int) -> int:
    """Log a call now that nobody answered; gives the touch's id. Each press is an attempt, the owner stays (R9)."""
    uow.require(contact_id)
    uow.label = "Not Contacted: a call without answer"
    row = {"contact_id": contact_id, "member_id": uow.actor.id or None, "channel": "call", "outcome": "no_answer",
           "words": "", "at": uow.now}  # fmt: skip
    return write_touch(uow, row)


def write_touch(uow: UnitOfWork, row: dict[str, Any]) -> int:
    """Keep a touch, a row of its columns, and answer the leads that waited for one (R43); gives its id.

    A call that ended with a wrong number counts as a telling of it (R17).
    """
    touch_id = uow.insert(Touch, [with_telling(uow, row)])[0]
    moment = row["at"]
    waiting = and_(
        Lead.contact_id == row["contact_id"], Lead.first_touch_at.is_(None), Lead.occurred_at <= moment
    )  # fmt: skip
    uow.update(Lead, waiting, {"first_touch_at": moment, "first_touch_by": row["member_id"]})
    return touch_id


@action(Right.EDIT)
def add_task(
    uow: UnitOfWork,
    *,
    contact_id: int,
    kind: str,
    title: str,
    due_at: int,
    said: str = "",
    member_id: int | None = None,
) -> int:
    """Set a task (call, follow_up, update_request, other) due at a moment in milliseconds UTC; gives its id."""
    _check_kind(kind)
    uow.require(contact_id)
    uow.label = f"Task: {title or kind}"
    row = {"contact_id": contact_id, "member_id": member_id or uow.actor.id or None, "kind": kind, "title": title,
           "said": said, "due_at": due_at, "created_at": uow.now}  # fmt: skip
    return uow.insert(Task, [row])[0]


@action(Right.EDIT)
def add_tasks(
    uow: UnitOfWork, *, selection: Selection, kind: str, title: str, due_at: int, said: str = ""
) -> MassResult:
    """Set the same task for the actor on every contact of `selection`; what they may not change is left and reported.

    `due_at` in milliseconds UTC; `said` is what the contact asked for (R22). Errors: RefusedError above MOST_TASKS.
    """
    _check_kind(kind)
    chosen = choose(uow, selection)
    if chosen.changed > MOST_TASKS:
        raise RefusedError(f"A task can be set for {MOST_TASKS:,} contacts at once; these are {chosen.changed:,}.")
    row = {"member_id": uow.actor.id or None, "kind": kind, "title": title, "said": said, "due_at": due_at,
           "created_at": uow.now}  # fmt: skip
    ids = list(uow.connection.scalars(select(Contact.id).where(IN_CHOSEN).order_by(Contact.id)))
    if ids:
        uow.insert(Task, [{"contact_id": one} | row for one in ids])
    uow.label = f"Task for {of_contacts(len(ids))}: {title or kind.replace('_', '-')}"
    return result(chosen, len(ids))


def _check_kind(kind: str) -> None:
    if kind not in TASK_KINDS:
        raise WrongUseError("A task is a call, follow_up, update_request or other.")


@action(Right.EDIT)
def finish_task(uow: UnitOfWork, *, task_id: int) -> int:
    """Mark a task done now; gives 1, or 0 when it was done already. Errors: NotFoundError."""
    row_of_contact(uow, select(Task.contact_id).where(Task.id == task_id), f"task {task_id}")
    uow.label = "Task done"
    return uow.update(Task, and_(Task.id == task_id, Task.done_at.is_(None)), {"done_at": uow.now})
