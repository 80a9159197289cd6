"""Calls that were made: one logged by hand, and the scheduled calls that any of them settles (R41, R55)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from db.actions.activity import write_touch
from db.actions.alerting import alert_of_lead
from db.actions.base import action
from db.actions.selecting import reader_of
from db.models import Call, ContactPhone, Lead, Task
from db.queries.call_imports import owners_of_numbers
from db.rules.call_matching import TOUCH_OUTCOMES, owner_of
from db.rules.call_rows import IN, OUT, OUTCOMES, CallDraft
from db.rules.errors import FieldProblemsError
from db.rules.moments import day_of, day_start, next_day
from db.rules.permissions import Right
from db.rules.phones import find_phones
from db.unit_of_work import UnitOfWork

LONGEST_SECONDS: Final = 24 * 3600
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class HandCall:
    """A call as it was noted: `number` as written, "" for the contact's own; `seconds` its length; `at` in ms UTC, now
    when None.
    """

    direction: str
    outcome: str
    number: str = ""
    seconds: int | None = None
    words: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class CallLogged:
    """The call's id, whose it is (None: nobody has the number), and how many scheduled calls it settled."""

    call_id: int
    contact_id: int | None
    settled: int = 0


@action(Right.LOG_CALL)
def log_call(uow: UnitOfWork, *, call: HandCall, contact_id: int | None = None) -> CallLogged:
    """Write a call into the log by hand, with the contact named, or else found by its number among those in sight.

    As from a file: one that came in is a lead, one that went out a touch, which answers the leads that wait (R43) and
    settles the member's scheduled call (R41). A number that nobody has stays in the log alone (R55).
    Errors: FieldProblemsError by field; NotFoundError and RefusedError as everywhere.
    """
    number = _checked(uow, call)
    if contact_id is None:
        contact_id = _contact_of(uow, number)
        if contact_id is None and not number:
            raise FieldProblemsError({"number": "Name the contact, or the number of the call."})
    if contact_id is not None:
        uow.require(contact_id)
        number = number or _number_of(uow, contact_id)
    at, me = call.at or uow.now, uow.actor.id or None
    row = {"contact_id": contact_id, "member_id": me, "direction": call.direction, "number": number, "line": "",
           "outcome": call.outcome, "seconds": call.seconds, "source": "by hand", "caller_name": "", "at": at,
           "source_key": ""}  # fmt: skip
    call_id = uow.insert(Call, [row])[0]
    settled = 0
    if contact_id is not None and call.direction == OUT:
        settled = _went_out(uow, call, contact_id, at)
    elif contact_id is not None:
        _came_in(uow, call, contact_id, at)
    uow.label = f"Call logged: {dict(OUTCOMES)[call.outcome].lower()}"
    return CallLogged(call_id, contact_id, settled)


def settle_scheduled(uow: UnitOfWork, made: Iterable[tuple[int, int | None, int]]) -> int:
    """Mark the scheduled calls done that these calls are; gives how many. Each is contact, member, moment in ms UTC.

    A call by a member settles their open scheduled calls with that contact that were set before it and were due by the
    end of its office day: late is made too (R41), answered or not. What is due on a later day stays open. Done is
    dated at the call, the earliest that fits.
    """
    zone = reader_of(uow).facts.zone
    calls: dict[int, list[tuple[int, int, int]]] = {}
    for contact_id, member_id, at in made:
        if member_id is not None:
            end = day_start(next_day(day_of(at, zone)), zone)
            calls.setdefault(contact_id, []).append((at, member_id, end))
    rows: list[dict[str, Any]] = []
    contacts = sorted(calls)
    for start in range(0, len(contacts), _PAGE):
        page = contacts[start : start + _PAGE]
        query = select(Task.id, Task.contact_id, Task.member_id, Task.due_at, Task.created_at)
        query = query.where(Task.contact_id.in_(page), Task.kind == "call", Task.done_at.is_(None))
        for task in uow.connection.execute(query):
            fitting = [
                at
                for at, member_id, end in calls[task.contact_id]
                if member_id == task.member_id and task.due_at < end and task.created_at <= at
            ]
            if fitting:
                rows.append({"id": task.id, "done_at": min(fitting)})
    return uow.update_rows(Task, rows)


def _went_out(uow: UnitOfWork, call: HandCall, contact_id: int, at: int) -> int:
    outcome, me = TOUCH_OUTCOMES.get(call.outcome, ""), uow.actor.id or None
    if not outcome:  # it never rang
        return 0
    words = call.words or _draft(call).words
    touch = {"contact_id": contact_id, "member_id": me, "channel": "call", "outcome": outcome, "words": words}
    write_touch(uow, touch | {"at": at})
    return settle_scheduled(uow, [(contact_id, me, at)])


def _came_in(uow: UnitOfWork, call: HandCall, contact_id: int, at: int) -> None:
    answered = call.outcome == "answered"
    lead = {"contact_id": contact_id, "lead_type": "call", "origin": "by hand", "source": "",
            "message": call.words or _draft(call).words, "listing_text": "", "occurred_at": at, "lead_status": "",
            "first_touch_at": at if answered else None,
            "first_touch_by": (uow.actor.id or None) if answered else None}  # fmt: skip
    lead_id = uow.insert(Lead, [lead])[0]
    if not answered:
        alert_of_lead(uow, contact_id=contact_id, lead_id=lead_id, lead_type="call")


def _draft(call: HandCall) -> CallDraft:
    return CallDraft(0, direction=call.direction, outcome=call.outcome, seconds=call.seconds)


def _checked(uow: UnitOfWork, call: HandCall) -> str:
    """The number as the office keeps it; every problem of the form at once."""
    problems: dict[str, str] = {}
    if call.direction not in (IN, OUT):
        problems["direction"] = "A call is in or out."
    if call.outcome not in dict(OUTCOMES):
        problems["outcome"] = f"“{call.outcome}” is nothing that comes of a call."
    if call.seconds is not None and not 0 <= call.seconds <= LONGEST_SECONDS:
        problems["seconds"] = "A call takes no longer than a day."
    if call.at is not None and call.at > uow.now:
        problems["at"] = "That moment is still to come."
    number = call.number.strip()
    found = next(iter(find_phones(number, uow.facts.region)), None) if number else None
    if number and (found is None or not found.usable):
        problems["number"] = f"“{number[:40]}” cannot be dialled."
    if problems:
        raise FieldProblemsError(problems)
    return found.e164 if found else ""


def _contact_of(uow: UnitOfWork, number: str) -> int | None:
    if not number:
        return None
    owner = owner_of(owners_of_numbers(reader_of(uow), {number}).get(number, []))
    return owner.id if owner else None


def _number_of(uow: UnitOfWork, contact_id: int) -> str:
    p = ContactPhone
    query = select(p.e164).where(p.contact_id == contact_id, p.usable.is_(True))
    return uow.connection.scalar(query.order_by(p.is_primary.desc(), p.id).limit(1)) or ""
