"""A member's hour of calls: a list made a queue, who is put off, the end of it; and what came of a call in it (R9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.activity import write_touch
from db.actions.base import action
from db.actions.follow_ups import Finished, NextStep, ahead
from db.actions.made_calls import settle_scheduled
from db.actions.selecting import IN_CHOSEN, choose, reader_of
from db.changes import Selection
from db.models import CallSession, Contact, Member, Task
from db.queries.lists import ids as ids_of_list
from db.queries.saved import with_search
from db.rules.agenda import CALL_RESULTS
from db.rules.calling import MOST_CALLS, MOST_DIALS, TRIPLE, Course, read_course, read_queue
from db.rules.errors import NotFoundError, RefusedError, WrongUseError
from db.rules.filters import ListSpec, filter_text
from db.rules.moments import day_of, day_words
from db.rules.permissions import REFUSALS, Right
from db.rules.statuses import Status
from db.unit_of_work import UnitOfWork
from db.visibility import scope_clause

NOBODY: Final = "Nobody here has a number that can be dialled; there is nobody to call."
TOO_MANY: Final = f"At most {MOST_CALLS:,} contacts can be called through; narrow the list with a filter."
UNDER_WAY: Final = "A session of calls is under way already; go on with it, or end it first."


@dataclass(frozen=True, slots=True)
class NewCalling:
    """What is to be called through: the contacts, the list they stand in (its order is the queue's; None for chosen
    ones), what it is called, how many dials each gets.
    """

    selection: Selection
    spec: ListSpec | None = None
    title: str = "Chosen contacts"
    dials: int = TRIPLE


@dataclass(frozen=True, slots=True)
class CallingBegun:
    """The session's id, how many it holds, and how many were left out: without a number, in Archive, not the member's
    to call.
    """

    session_id: int
    total: int
    numberless: int = 0
    archived: int = 0
    refused: int = 0


@action(Right.LOG_CALL)
def start_calling(uow: UnitOfWork, *, new: NewCalling, ending: int | None = None) -> CallingBegun:
    """Make a queue of contacts, in their list's order; who has no number to dial or is in Archive is left out.

    `ending`: a session of the member's that ends with it, and goes on when this is refused. No work: undo passes it
    over. Errors: NotFoundError for none of theirs to end; RefusedError while another session of
    the member is open, for nobody to call, or for too many; WrongUseError for dials beyond 1 to 9.
    """
    if not 1 <= new.dials <= MOST_DIALS:
        raise WrongUseError(f"A contact gets 1 to {MOST_DIALS} dials.")
    if ending is not None:
        _own(uow, ending, ended=True)
        _end(uow, ending)
    _check_none_open(uow)
    chosen = choose(uow, new.selection)
    if chosen.changed > MOST_CALLS:
        raise RefusedError(TOO_MANY)
    c = Contact
    rows = uow.connection.execute(select(c.id, c.status, c.primary_phone).where(IN_CHOSEN)).all()
    archived = {r.id for r in rows if r.status == Status.ARCHIVE.value}
    numberless = {r.id for r in rows if not r.primary_phone} - archived
    wanted = {r.id for r in rows} - archived - numberless
    if not wanted:
        raise RefusedError(NOBODY)
    spec = new.selection.spec or new.spec
    queue = _in_order(uow, new, spec, wanted)
    row = {
        "member_id": uow.actor.id or None, "title": new.title, "list_key": spec.list_key if spec else "",
        "filter_text": with_search(filter_text(spec.filter), spec.search) if spec else "",
        "queue": {"ids": queue}, "course": Course(dials=new.dials).document(), "started_at": uow.now,
    }  # fmt: skip
    session_id = uow.insert(CallSession, [row])[0]
    uow.label = f"Calls begun: {new.title}"
    refused = len(chosen.refused) + chosen.refused_unseen
    return CallingBegun(session_id, len(queue), len(numberless), len(archived), refused)


def _check_none_open(uow: UnitOfWork) -> None:
    """Two programs of one member at once: the second waits for the first, and finds its session."""
    me, s = uow.actor.id or None, CallSession
    uow.connection.execute(select(Member.id).where(Member.id == me).with_for_update())
    if uow.connection.scalar(select(s.id).where(s.member_id == me, s.ended_at.is_(None)).limit(1)) is not None:
        raise RefusedError(UNDER_WAY)


def _in_order(uow: UnitOfWork, new: NewCalling, spec: ListSpec | None, wanted: set[int]) -> list[int]:
    """The contacts as their list has them, else as they were named."""
    listed = [int(n) for n in ids_of_list(reader_of(uow), spec)] if spec is not None else []
    known = set(listed)
    return [n for n in (*listed, *(n for n in new.selection.ids if n not in known)) if n in wanted]


@action(Right.LOG_CALL)
def keep_course(
    uow: UnitOfWork, *, session_id: int, at: int | None = None, put_off: int | None = None, dials: int | None = None
) -> int:
    """Keep whose turn it is, put a contact off to the end of the queue, or have another number of dials for each.

    No work: undo passes it over. Gives 1, or 0 when nothing differs. Errors: NotFoundError for what is no open session
    of the member's, or is not in it; WrongUseError for dials beyond 1 to 9.
    """
    row = _own(uow, session_id)
    course, queue = read_course(row.course), set(read_queue(row.queue))
    if dials is not None and not 1 <= dials <= MOST_DIALS:
        raise WrongUseError(f"A contact gets 1 to {MOST_DIALS} dials.")
    for contact_id in (at, put_off):
        if contact_id is not None and contact_id not in queue:
            raise NotFoundError(f"Contact {contact_id} is not among those to be called.")
    changed = course if dials is None else replace(course, dials=dials)
    changed = changed if put_off is None else changed.put_off(put_off, uow.now)
    changed = changed if at is None or at == changed.at else replace(changed, at=at, since=uow.now)
    uow.label = "Calls: place kept"
    return uow.update_rows(CallSession, [{"id": session_id, "course": changed.document()}])


@action(Right.LOG_CALL)
def end_calling(uow: UnitOfWork, *, session_id: int) -> int:
    """End the member's session; gives 1, or 0 when it had ended. What was done in it stays. Errors: NotFoundError."""
    row = _own(uow, session_id, ended=True)
    uow.label = f"Calls ended: {row.title}"
    return _end(uow, session_id)


def _end(uow: UnitOfWork, session_id: int) -> int:
    is_open = and_(CallSession.id == session_id, CallSession.ended_at.is_(None))
    return uow.update(CallSession, is_open, {"ended_at": uow.now})


@action(Right.LOG_CALL)
def keep_call_result(
    uow: UnitOfWork, *, contact_id: int, outcome: str, words: str = "", then: NextStep | None = None
) -> Finished:
    """Keep what came of a call to a contact: the touch, the scheduled calls it settles, and what is next, as one step.

    `outcome` is a key of rules/agenda.CALL_RESULTS. Errors: WrongUseError for another; RefusedError for a next step
    with a contact the member may not edit; NotFoundError as everywhere.
    """
    results = dict(CALL_RESULTS)
    if outcome not in results:
        raise WrongUseError(f"“{outcome}” is nothing that comes of a call: {', '.join(results)}.")
    uow.require(contact_id)
    name = uow.connection.scalar(select(Contact.display_name).where(Contact.id == contact_id)) or "this contact"
    if then is not None:
        _check_may_set(uow, contact_id)
        ahead(uow, then.due_at)
    me = uow.actor.id or None
    touch: dict[str, Any] = {"contact_id": contact_id, "member_id": me, "channel": "call", "outcome": outcome,
                             "words": words.strip(), "at": uow.now}  # fmt: skip
    touch_id = write_touch(uow, touch)
    settle_scheduled(uow, [(contact_id, me, uow.now)])
    next_id, after = None, ""
    if then is not None:
        row = {"contact_id": contact_id, "member_id": me, "kind": then.kind, "title": then.title, "said": then.said,
               "due_at": then.due_at, "created_at": uow.now}  # fmt: skip
        next_id = uow.insert(Task, [row])[0]
        after = f", next on {day_words(day_of(then.due_at, reader_of(uow).facts.zone))}"
    uow.label = f"Call with {name}: {results[outcome].lower()}{after}"
    return Finished(touch_id, next_id)


def _check_may_set(uow: UnitOfWork, contact_id: int) -> None:
    may = select(Contact.id).where(Contact.id == contact_id, scope_clause(uow.actor, Right.EDIT))
    if uow.connection.scalar(may) is None:
        raise RefusedError(REFUSALS[Right.EDIT])


def _own(uow: UnitOfWork, session_id: int, *, ended: bool = False) -> Any:
    """The row of one of the member's own sessions. Errors: NotFoundError, also for another's, and for an ended one
    unless asked for.
    """
    s = CallSession
    mine = and_(s.id == session_id, s.member_id == (uow.actor.id or None))
    found = uow.connection.execute(select(s.title, s.queue, s.course, s.ended_at).where(mine)).first()
    if found is None or (found.ended_at is not None and not ended):
        raise NotFoundError(f"There is no open session of calls {session_id}.")
    return found


__all__ = [
    "CallingBegun", "NewCalling", "end_calling", "keep_call_result", "keep_course",
    "start_calling",
]  # fmt: skip
