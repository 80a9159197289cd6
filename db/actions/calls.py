"""Writing a call log: calls, the leads and touches they are, and new Phone leads, as one undoable step (R43, R55)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select

from db.actions.base import action
from db.actions.contact_rows import contact_values, rows_for_children
from db.actions.made_calls import settle_scheduled
from db.actions.selecting import reader_of
from db.changes import Progress
from db.models import Base, Call, Contact, Lead, Touch
from db.queries.call_imports import CallFile, plan_calls
from db.queries.record_files import go_on
from db.rules.call_matching import NEW, CallPlan
from db.rules.call_rows import OUT
from db.rules.drafts import ContactDraft
from db.rules.moments import iso
from db.rules.permissions import Right, check_whole_office
from db.rules.phones import read_phones
from db.unit_of_work import UnitOfWork

BATCH: Final = 2_000
_PAGE: Final = 500
CallsOut = dict[int, list[tuple[int, int | None]]]


@dataclass(frozen=True, slots=True)
class CallsDone:
    """What was written: the plan of every row, and for each row the call's id and its contact's (None for neither)."""

    plans: tuple[CallPlan, ...]
    call_ids: tuple[int | None, ...]
    contact_ids: tuple[int | None, ...]


@action(Right.IMPORT)
def import_calls(
    uow: UnitOfWork, *, file: CallFile, new_leads: bool = False, progress: Progress | None = None
) -> CallsDone:
    """Write the calls of a log; gives what became of each row. `new_leads` as in `plan_calls`.

    An inbound call of a contact is a lead too, an outbound one a touch, which answers the leads that wait (R43); it
    settles the scheduled call of the member it names (R41).
    Errors: RefusedError for a member who may not import for the whole office; CancelledError when `progress` (told how
    many of the calls are written) answers False: nothing is kept then.
    """
    check_whole_office(uow.actor, "Call logs")
    plans = plan_calls(reader_of(uow), file, new_leads=new_leads)
    made = [p for p in plans if p.outcome == NEW]
    go_on(progress, 0, len(made))
    contacts = _new_contacts(uow, made)
    of = [p.contact_id or contacts.get(p.new_contact) for p in made]
    ids = _insert(uow, Call, [_call(p, contact) for p, contact in zip(made, of, strict=True)])
    go_on(progress, len(made), len(made))
    known = [(p, contact) for p, contact in zip(made, of, strict=True) if contact is not None]
    touches = [(p, contact) for p, contact in known if p.touch]
    _insert(uow, Touch, [_touch(p, contact) for p, contact in touches])
    back = _calls_out(touches)
    _answer(uow, back)
    made_out = [(contact, p.member_id, p.draft.at) for p, contact in known if p.draft.direction == OUT]
    settled = settle_scheduled(uow, made_out)
    leads = [_lead(p, contact, back.get(contact, [])) for p, contact in known if p.lead]
    _insert(uow, Lead, leads)
    uow.label = f"Call log {file.name}: {len(made):,} calls"
    uow.counts = {"calls": len(made), "leads": len(leads), "touches": len(touches), "contacts": len(contacts)}
    if settled:
        uow.counts["scheduled calls"] = settled
    calls, people = iter(ids), iter(of)
    return CallsDone(
        plans,
        tuple(next(calls) if p.outcome == NEW else None for p in plans),
        tuple(next(people) if p.outcome == NEW else None for p in plans),
    )


def _insert(uow: UnitOfWork, model: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    ids: list[int] = []
    for start in range(0, len(rows), BATCH):
        # not settled in between: a new contact's summaries are made once, from all that is written here
        ids += uow.insert(model, rows[start : start + BATCH])
    return ids


def _new_contacts(uow: UnitOfWork, plans: Sequence[CallPlan]) -> dict[str, int]:
    """A contact of kind Phone for each number nobody has, made at its first call (R35); ids by number."""
    first: dict[str, int] = {}
    for plan in plans:
        if plan.new_contact:
            first[plan.new_contact] = min(plan.draft.at, first.get(plan.new_contact, plan.draft.at))
    drafts = [
        ContactDraft(phones=read_phones(n, region=uow.facts.region), source="phone", created_at=iso(at))
        for n, at in first.items()
    ]
    values = [contact_values(d, status="new_lead", now=uow.now, owner=None, how="") for d in drafts]
    ids = _insert(uow, Contact, values)
    children: dict[type[Base], list[dict[str, Any]]] = {}
    for contact_id, draft in zip(ids, drafts, strict=True):
        for model, rows in rows_for_children(draft, contact_id, now=uow.now, member_id=uow.actor.id or None).items():
            children.setdefault(model, []).extend(rows)
    for model, rows in children.items():
        _insert(uow, model, rows)
    return dict(zip(first, ids, strict=True))


def _call(plan: CallPlan, contact: int | None) -> dict[str, Any]:
    draft = plan.draft
    return {"contact_id": contact, "member_id": plan.member_id, "direction": draft.direction, "number": draft.number,
            "line": draft.line, "outcome": draft.outcome, "seconds": draft.seconds, "source": draft.source,
            "caller_name": draft.caller_name, "at": draft.at, "source_key": draft.key}  # fmt: skip


def _touch(plan: CallPlan, contact: int) -> dict[str, Any]:
    return {"contact_id": contact, "member_id": plan.member_id, "channel": "call", "outcome": plan.touch,
            "words": plan.draft.words, "at": plan.draft.at}  # fmt: skip


def _calls_out(touches: Sequence[tuple[CallPlan, int]]) -> CallsOut:
    """When each contact was called, and by whom, the earliest first."""
    calls: CallsOut = {}
    for plan, contact in sorted(touches, key=lambda one: one[0].draft.at):
        calls.setdefault(contact, []).append((plan.draft.at, plan.member_id))
    return calls


def _lead(plan: CallPlan, contact: int, back: Sequence[tuple[int, int | None]]) -> dict[str, Any]:
    """The lead an inbound call is. Who was answered waits no more; else the first call back answers."""
    draft = plan.draft
    at, member = next((one for one in back if one[0] >= draft.at), (None, None))
    if draft.outcome == "answered":
        at, member = draft.at, plan.member_id
    return {"contact_id": contact, "lead_type": "call", "origin": "call log", "source": draft.source,
            "message": draft.words, "listing_text": "", "occurred_at": draft.at, "lead_status": "",
            "first_touch_at": at, "first_touch_by": member}  # fmt: skip


def _answer(uow: UnitOfWork, calls: CallsOut) -> None:
    """The leads that waited when a call went out: their first touch is the earliest call after them (R43)."""
    contacts = sorted(calls)
    columns = (Lead.id, Lead.contact_id, Lead.occurred_at, Lead.first_touch_at)
    rows = []
    for start in range(0, len(contacts), _PAGE):
        page = contacts[start : start + _PAGE]
        last = max(calls[c][-1][0] for c in page)
        open_then = or_(Lead.first_touch_at.is_(None), Lead.first_touch_at > Lead.occurred_at)
        query = select(*columns).where(Lead.contact_id.in_(page), Lead.occurred_at <= last, open_then)
        for lead in uow.connection.execute(query):
            found = next(((at, by) for at, by in calls[lead.contact_id] if at >= lead.occurred_at), None)
            if found and (lead.first_touch_at is None or found[0] < lead.first_touch_at):
                rows.append({"id": lead.id, "first_touch_at": found[0], "first_touch_by": found[1]})
    uow.update_rows(Lead, rows)
