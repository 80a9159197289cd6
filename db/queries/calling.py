"""A member's hour of calls as it stands: the queue, what was done with whom since it began, who is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import and_, case, func, select

from db.models import Approval, CallSession, Contact, Press, Step, StepImage, StepWrite, Touch
from db.queries.dispositions import office_dispositions
from db.queries.lists import list_clause
from db.queries.reader import Reader
from db.queries.saved import parted
from db.rules.calling import ARCHIVED, GONE, LEFT, NUMBERLESS, UNANSWERED, Queue, Worked, read_course, read_queue
from db.rules.dispositions import PURPLE
from db.rules.errors import BrokerdeskError, NotFoundError
from db.rules.filters import ListSpec, parse_filter
from db.rules.kpi import TALKED
from db.rules.statuses import Status
from db.scratch import numbers

_ARCHIVE: Final = Status.ARCHIVE.value


@dataclass(frozen=True, slots=True)
class CallTally:
    """What came of a session: attempts by telephone, of these conversations, appointments booked."""

    dials: int = 0
    conversations: int = 0
    appointments: int = 0


@dataclass(frozen=True, slots=True)
class Calling:
    """A session: its queue, its tally, when it began and ended (ms UTC; None: it is open)."""

    id: int
    title: str
    list_key: str
    filter_text: str
    queue: Queue
    tally: CallTally
    started_at: int
    ended_at: int | None
    names: dict[int, str] = field(default_factory=dict)  # of those in sight that are passed over

    @property
    def total(self) -> int:
        """How many contacts the queue holds."""
        return len(self.queue.ids)

    @property
    def done(self) -> int:
        """How many are through."""
        return len(self.queue.done)

    @property
    def left(self) -> int:
        """How many are still to be called."""
        return len(self.queue.open)

    @property
    def words(self) -> str:
        """Which one, and how far: "Sphere · 37 of 120"."""
        return f"{self.title} · {self.done:,} of {self.total:,}"


def open_calling(reader: Reader) -> Calling | None:
    """The member's own session that has not ended; None when there is none. Nobody sees another's."""
    s = CallSession
    query = select(*s.__table__.c).where(s.member_id == (reader.actor.id or None), s.ended_at.is_(None))
    found = reader.connection.execute(query.order_by(s.id.desc()).limit(1)).first()
    return None if found is None else _calling(reader, found)


def calling(reader: Reader, session_id: int) -> Calling:
    """One of the member's own sessions, ended or not. Errors: NotFoundError."""
    s = CallSession
    query = select(*s.__table__.c).where(s.member_id == (reader.actor.id or None), s.id == session_id)
    found = reader.connection.execute(query).first()
    if found is None:
        raise NotFoundError(f"There is no session of calls {session_id}.")
    return _calling(reader, found)


def passed_words(reader: Reader, session: Calling, contact_id: int) -> str:
    """Why somebody of the queue is passed over, in a sentence; of what is out of sight nothing more is told (R19)."""
    why, name = session.queue.passed.get(contact_id, ""), session.names.get(contact_id) or "No name"
    if why == GONE:
        into = _merged_into(reader, contact_id)
        return f"Merged into {into} meanwhile." if into else "A contact you do not see any more was passed over."
    return {
        ARCHIVED: f"{name} is in Archive now and was passed over.",
        LEFT: f"{name} is no longer in {session.title} and was passed over.",
        NUMBERLESS: f"{name} has no number that can be dialled any more and was passed over.",
    }.get(why, "")


def _calling(reader: Reader, row: Any) -> Calling:
    ids, course = read_queue(row.queue), read_course(row.course)
    until = reader.now if row.ended_at is None else row.ended_at
    worked = _worked(reader, ids, row.started_at, until)
    passed, names = _passed(reader, row, ids, worked)
    queue = Queue(ids, course, worked, passed)
    tally = _tally(reader, ids, row.started_at, until)
    return Calling(row.id, row.title, row.list_key, row.filter_text, queue, tally, row.started_at, row.ended_at, names)


def _mine(reader: Reader, model: Any, ids: Sequence[int], since: int, until: int) -> Any:
    """The clause of what the member did with the queue's contacts in the session's time; `until` is within."""
    here = model.contact_id.in_(numbers(reader.connection.dialect.name, ids))
    return and_(model.member_id == (reader.actor.id or None), model.at >= since, model.at <= until, here)


def _worked(reader: Reader, ids: Sequence[int], since: int, until: int) -> dict[int, Worked]:
    t, p, a = Touch, Press, Approval
    unanswered = case((t.outcome == UNANSWERED, 1))
    calls = select(t.contact_id, func.count(unanswered), func.count() - func.count(unanswered), func.max(t.at))
    calls = calls.where(_mine(reader, t, ids, since, until), t.channel == "call").group_by(t.contact_id)
    found = {
        n: Worked(dials, bool(answered), last) for n, dials, answered, last in reader.connection.execute(calls)
    }  # fmt: skip
    presses = select(p.contact_id, func.max(p.at)).where(_mine(reader, p, ids, since, until), p.colour != PURPLE)
    asked = select(a.contact_id, func.max(a.at)).where(_mine(reader, a, ids, since, until))
    for query in (presses.group_by(p.contact_id), asked.group_by(a.contact_id)):
        for contact_id, last in reader.connection.execute(query):
            before = found.get(contact_id, Worked())
            found[contact_id] = Worked(before.unanswered, settled=True, last_at=max(before.last_at, last))
    return found


def _passed(
    reader: Reader, row: Any, ids: Sequence[int], worked: dict[int, Worked]
) -> tuple[dict[int, str], dict[int, str]]:
    """Who is passed over and why, and what those in sight are called. Whoever was begun with is gone on with, though
    the very dial took them off the list.
    """
    c = Contact
    here = and_(c.id.in_(numbers(reader.connection.dialect.name, ids)), reader.visible)
    query = select(c.id, c.display_name, c.status, c.primary_phone).where(here)
    seen = {n: (name, status, phone) for n, name, status, phone in reader.connection.execute(query)}
    still = _still_listed(reader, row, here)
    passed: dict[int, str] = {}
    for n in ids:
        if n not in seen:
            passed[n] = GONE
        elif seen[n][1] == _ARCHIVE:
            passed[n] = ARCHIVED
        elif not seen[n][2]:
            passed[n] = NUMBERLESS
        elif still is not None and n not in still and n not in worked:
            passed[n] = LEFT
    return passed, {n: seen[n][0] for n in passed if n in seen}


def _still_listed(reader: Reader, row: Any, here: Any) -> set[int] | None:
    """Those of the queue that are in its list now; None where it came from no list, or from one that is no more."""
    if not row.list_key:
        return None
    text, search = parted(row.filter_text)
    try:
        spec = ListSpec(row.list_key, filter=parse_filter(text), search=search)
        return set(reader.connection.scalars(select(Contact.id).where(here, list_clause(reader, spec))))
    except BrokerdeskError:
        return None


def _tally(reader: Reader, ids: Sequence[int], since: int, until: int) -> CallTally:
    t, p = Touch, Press
    calls = select(func.count(), func.count(case((t.outcome == TALKED, 1))))
    dials, talks = reader.connection.execute(
        calls.where(_mine(reader, t, ids, since, until), t.channel == "call")
    ).one()
    booking = [d.key for d in office_dispositions(reader).all if d.books]
    booked = select(func.count()).where(_mine(reader, p, ids, since, until), p.disposition.in_(booking))
    return CallTally(dials, talks, reader.connection.scalar(booked) or 0)


def _merged_into(reader: Reader, contact_id: int) -> str:
    """The name of the contact that this one was merged into, where it is in sight; "" for none."""
    i, w, s = StepImage, StepWrite, Step
    steps = select(s.counts).join_from(i, w, w.id == i.write_id).join(s, s.id == w.step_id)
    merged = steps.where(i.contact_id == contact_id, s.action == "merge", s.undone_by.is_(None), w.op == "delete")
    for counts in reader.connection.scalars(merged.order_by(s.id.desc())):
        if counts.get("gone") == contact_id:
            into = select(Contact.display_name).where(Contact.id == counts["kept"], reader.visible)
            return reader.connection.scalar(into) or ""
    return ""
