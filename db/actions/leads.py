"""Lead Status, and the updates that Active leads ask their owners for (R72)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import and_, func, select

from db.actions.alerting import alert_of_updates, alerts_answered
from db.actions.base import action
from db.actions.follow_ups import ahead
from db.actions.selecting import of_contacts, reader_of, row_of_contact
from db.actions.statuses import change_status
from db.changes import MassResult, Selection
from db.models import Contact, Lead, Note, Task
from db.queries import leads
from db.queries.update_requests import KIND, updates_due
from db.rules.errors import FieldProblemsError, RefusedError, WrongUseError
from db.rules.lead_fields import LEAD_STATUSES
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork

ASKED: Final = "Update asked for: how does it stand?"


@action(Right.LEAD_STATUS)
def set_lead_status(uow: UnitOfWork, *, selection: Selection, lead_status: str) -> MassResult:
    """Set Lead Status ("active", "inactive", "" for none) of every lead of `selection`; its ids and list are of leads.

    For the concierge and the broker; the gate refuses everyone else, whatever the way (R72). Errors: WrongUseError.
    """
    labels = dict(LEAD_STATUSES) | {"": "not set"}
    if lead_status not in labels:
        raise WrongUseError(f"“{lead_status}” is no Lead Status; it is {' or '.join(dict(LEAD_STATUSES))}.")
    chosen = leads.selected(reader_of(uow), selection)
    found = int(uow.connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0)
    changed = uow.update(Lead, Lead.id.in_(chosen), {"lead_status": lead_status})
    uow.label = f"Lead Status of {changed:,} lead{'' if changed == 1 else 's'}: {labels[lead_status]}"
    uow.counts = {"changed": changed}
    missing = len(set(selection.ids)) - found if selection.spec is None else 0
    return MassResult(changed, found - changed, (), missing)


@action(Right.LEAD_STATUS)
def ask_for_updates(uow: UnitOfWork) -> int:
    """Ask the owner of every contact that has an Active lead for an update, at most once an interval (R72).

    Each request is a task of kind update_request for the owner, due now, and an alert (R76); the worker does this by
    itself. Gives how many.
    """
    due = updates_due(reader_of(uow))
    row = {"kind": KIND, "title": ASKED, "said": "", "due_at": uow.now, "created_at": uow.now}
    if due:
        uow.insert(
            Task,
            [row | {"contact_id": d.contact_id, "member_id": d.owner_id, "lead_id": d.lead_id} for d in due],
        )
        alert_of_updates(uow, due)
    uow.label = f"Updates asked for {of_contacts(len(due))}"
    uow.why = "A contact with an Active lead asks its owner for an update (R72)."
    uow.counts = {"changed": len(due)}
    return len(due)


@action(Right.EDIT)
def answer_update_request(
    uow: UnitOfWork, *, task_id: int, line: str, status: str = "", next_at: int | None = None
) -> int:
    """Answer a request for an update on the spot: a line for the history, a new status and a date where wanted.

    The line is kept as a note; `next_at` (ms UTC) sets a follow-up for the actor. Answered once for all: every open
    request of the contact is done. Gives the note's id. Errors: NotFoundError; FieldProblemsError for an empty line,
    or a moment that has passed; RefusedError when it was answered already; WrongUseError for an unknown status.
    """
    query = select(Task.contact_id, Task.done_at).where(Task.id == task_id, Task.kind == KIND)
    found = row_of_contact(uow, query, f"request for an update {task_id}")
    if found.done_at is not None:
        raise RefusedError("This request has been answered already.")
    words = line.strip()
    if not words:
        raise FieldProblemsError({"line": "Say in a line how it stands."})
    if status:
        change_status.run(uow, selection=Selection(ids=(found.contact_id,)), status=status, why=words)
    mine = {"contact_id": found.contact_id, "member_id": uow.actor.id or None}
    note_id = uow.insert(Note, [mine | {"body": f"Update: {words}", "at": uow.now}])[0]
    still_open = and_(Task.contact_id == found.contact_id, Task.kind == KIND, Task.done_at.is_(None))
    uow.update(Task, still_open, {"done_at": uow.now})
    alerts_answered(uow, contact_id=found.contact_id, kind=KIND)
    if next_at is not None:
        task = {"kind": "follow_up", "title": words, "said": "", "due_at": ahead(uow, next_at), "created_at": uow.now}
        uow.insert(Task, [mine | task])
    name = uow.connection.scalar(select(Contact.display_name).where(Contact.id == found.contact_id))
    uow.label = f"Update on {name}: {words}"
    uow.why, uow.counts = words, {}
    return note_id
