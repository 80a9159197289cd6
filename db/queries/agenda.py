"""A member's tasks and appointments: overdue, today, this week, later, done today; and those of any span of days.

What is still to be done with a contact is nobody's whose member no longer sees it: it falls to the contact's owner,
so that nothing overdue vanishes when a contact changes hands (R19, R41).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from db.files.calendar_files import CalendarEvent
from db.models import Appointment, Contact, StepImage, StepWrite, Task
from db.queries.reader import Reader
from db.rules.agenda import DONE, LATER, MINUTE_MS, MOST_MINUTES, OVERDUE, PARTS, TODAY, WEEK, Bounds, bounds
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import Right
from db.visibility import scope_clause, seen_by

MOST: Final = 500
TASK, APPOINTMENT = "task", "appointment"
_Clause = ColumnElement[bool] | None
_KEYS: Final = tuple(key for key, _title in PARTS)


class AgendaItem(NamedTuple):
    """A task or an appointment. `at` is when it is due or starts, ms UTC; `kind` the task's kind, or appointment.

    `done_at` of a task, `ended_as` of an appointment say that it is over; `may_change` whether this member may edit it.
    """

    what: str
    id: int
    contact_id: int
    contact: str
    phone: str
    kind: str
    title: str
    said: str
    at: int
    minutes: int
    place: str
    people: str
    member: str
    done_at: int | None
    ended_as: str
    may_change: bool

    @property
    def ends_at(self) -> int:
        """When it is over: an appointment by its length, a task at once."""
        return self.at + self.minutes * MINUTE_MS

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do with it."""
        return self.done_at is not None or bool(self.ended_as)


class Overlap(NamedTuple):
    """An appointment that is at the same time; `contact` is "" where the member may not see whom it is with (R19)."""

    id: int
    starts_at: int
    minutes: int
    contact: str


@dataclass(frozen=True, slots=True)
class AgendaCounts:
    """How many there are in each part, by key, and the bounds they were counted by."""

    counts: dict[str, int]
    bounds: Bounds


def agenda_counts(reader: Reader, *, member_id: int | None = None, everyone: bool = False) -> AgendaCounts:
    """How many tasks and appointments a member has in each part of the agenda; the actor's own unless told otherwise.

    Errors: RefusedError when the actor may not look at another member's.
    """
    b, whose = bounds(reader.now, reader.facts.zone), _whose(reader, member_id, everyone=everyone)
    found = dict.fromkeys(_KEYS, 0)
    for model, parts in ((Task, _task_parts(b)), (Appointment, _appointment_parts(b))):
        part = case(*((clause, key) for key, clause in parts.items()), else_="")
        these = _seen(reader, select(part.label("part")).select_from(model), model, whose)
        inner = these.where(or_(*parts.values())).subquery()
        for key, count in reader.connection.execute(select(inner.c.part, func.count()).group_by(inner.c.part)):
            found[key] += count
    return AgendaCounts(found, b)


def agenda(
    reader: Reader, part: str, *, member_id: int | None = None, everyone: bool = False, most: int = MOST
) -> tuple[AgendaItem, ...]:
    """The first `most` tasks and appointments of a part of the agenda, the earliest first.

    Overdue is whatever has passed and is neither done nor moved, however long ago; an appointment once its end has
    passed and nobody has said what became of it. Errors as `agenda_counts`.
    """
    b = bounds(reader.now, reader.facts.zone)
    clauses = _task_parts(b)[part], _appointment_parts(b)[part]
    return _items(reader, clauses, _whose(reader, member_id, everyone=everyone), most=most)


def between(
    reader: Reader, start: int, end: int, *, member_id: int | None = None, everyone: bool = False, most: int = 2_000
) -> tuple[AgendaItem, ...]:
    """All that is due or takes place from `start` until before `end` (ms UTC), done or not, but nothing cancelled."""
    during = and_(
        Appointment.starts_at < end,
        Appointment.starts_at > start - MOST_MINUTES * MINUTE_MS,
        _ends() > start,
        Appointment.ended_as != "cancelled",
    )
    clauses = and_(Task.due_at >= start, Task.due_at < end), during
    return _items(reader, clauses, _whose(reader, member_id, everyone=everyone), most=most)


def falls_due(reader: Reader, since: int, *, most: int = MOST) -> tuple[AgendaItem, ...]:
    """What of the actor's own is still to be done and fell due after `since` (ms UTC), until now; for reminding."""
    within = and_(Task.done_at.is_(None), Task.due_at > since, Task.due_at <= reader.now)
    begun = and_(Appointment.ended_as == "", Appointment.starts_at > since, Appointment.starts_at <= reader.now)
    return _items(reader, (within, begun), _whose(reader, None, everyone=False), most=most)


def agenda_item(reader: Reader, what: str, item_id: int) -> AgendaItem:
    """One task or appointment in sight, anybody's. Errors: NotFoundError (R19)."""
    wanted = (Task.id == item_id, None) if what == TASK else (None, Appointment.id == item_id)
    found = _items(reader, wanted, None, most=1)
    if not found:
        raise NotFoundError(f"There is no {what} {item_id}.")
    return found[0]


def of_contact(reader: Reader, contact_id: int) -> tuple[AgendaItem, ...]:
    """The appointments with a contact that stand, the earliest first; for one that the caller may see."""
    standing = and_(Appointment.contact_id == contact_id, Appointment.ended_as == "")
    return _items(reader, (None, standing), None, most=MOST)


def overlapping(
    reader: Reader, *, starts_at: int, minutes: int, member_id: int | None = None, but: int | None = None
) -> tuple[Overlap, ...]:
    """A member's standing appointments at the same time, the actor's own where None; `but` is left out. Errors:
    RefusedError for another's, unless one sees everything (R19).
    """
    a, end = Appointment, starts_at + minutes * MINUTE_MS
    query = select(a.id, a.starts_at, a.minutes, Contact.display_name, reader.visible)
    query = query.join(Contact, Contact.id == a.contact_id).where(
        a.member_id == _whose(reader, member_id, everyone=False), a.ended_as == "", a.starts_at < end,
        a.starts_at > starts_at - MOST_MINUTES * MINUTE_MS, _ends() > starts_at,
    )  # fmt: skip
    if but is not None:
        query = query.where(a.id != but)
    rows = reader.connection.execute(query.order_by(a.starts_at, a.id))
    return tuple(Overlap(r[0], r[1], r[2], r[3] if r[4] else "") for r in rows)


def calendar_event(reader: Reader, appointment_id: int) -> CalendarEvent:
    """An appointment as other calendars take it; SEQUENCE counts the changes in the journal. Errors: NotFoundError."""
    item = agenda_item(reader, APPOINTMENT, appointment_id)
    uid = reader.connection.scalar(select(Appointment.uid).where(Appointment.id == appointment_id))
    changes = select(func.count()).select_from(StepImage).join(StepWrite, StepWrite.id == StepImage.write_id)
    changes = changes.where(
        StepImage.contact_id == item.contact_id, StepImage.row_id == item.id, StepWrite.op == "update",
        StepWrite.model == str(Appointment.__tablename__),
    )  # fmt: skip
    return CalendarEvent(
        uid or f"appointment-{item.id}@brokerdesk", item.at, item.minutes, item.title or f"Appointment: {item.contact}",
        item.place, ", ".join(filter(None, (item.contact, item.people))),
        sequence=reader.connection.scalar(changes) or 0, cancelled=item.ended_as == "cancelled",
    )  # fmt: skip


# -- within ---------------------------------------------------------------------------------------------------------


def _whose(reader: Reader, member_id: int | None, *, everyone: bool) -> int | None:
    """The member whose agenda is read, None for all. RefusedError unless it is one's own, or one sees everything."""
    mine = reader.actor.id
    if not reader.actor.sees_all and (everyone or member_id not in (None, mine)):
        raise RefusedError("You may look at your own follow-ups; the broker and the concierge at everyone's.")
    return None if everyone else member_id or mine


def _ends() -> ColumnElement[int]:
    return Appointment.starts_at + Appointment.minutes * MINUTE_MS


def _task_parts(b: Bounds) -> dict[str, ColumnElement[bool]]:
    still, due = Task.done_at.is_(None), Task.due_at
    return {
        OVERDUE: and_(still, due < b.now),
        TODAY: and_(still, due >= b.now, due < b.tomorrow),
        WEEK: and_(still, due >= b.tomorrow, due < b.next_week),
        LATER: and_(still, due >= b.next_week),
        DONE: and_(Task.done_at >= b.today, Task.done_at < b.tomorrow),
    }


def _appointment_parts(b: Bounds) -> dict[str, ColumnElement[bool]]:
    still, starts, over = Appointment.ended_as == "", Appointment.starts_at, _ends() <= b.now
    return {
        OVERDUE: and_(still, starts < b.now, over),
        TODAY: and_(still, starts < b.tomorrow, ~over),
        WEEK: and_(still, starts >= b.tomorrow, starts < b.next_week),
        LATER: and_(still, starts >= b.next_week),
        DONE: and_(~still, starts >= b.today, starts < b.tomorrow),
    }


def _seen(reader: Reader, query: Select[Any], model: Any, whose: int | None) -> Select[Any]:
    """Those of one member, or of all, on contacts in sight (R19); who sees everything needs no look at the contact."""
    if whose is not None:
        query = query.where(_falls_to(reader, model, whose))
    if not reader.actor.sees_all:
        query = query.join(Contact, Contact.id == model.contact_id).where(reader.visible)
    return query


def _falls_to(reader: Reader, model: Any, whose: int) -> ColumnElement[bool]:
    """A member's own, and what is still to be done with a contact of theirs by somebody who does not see it."""
    still = Task.done_at.is_(None) if model is Task else Appointment.ended_as == ""
    left = select(model.id).join_from(model, Contact, Contact.id == model.contact_id)
    unseen = or_(model.member_id.is_(None), ~seen_by(model.member_id, reader.facts.roles))
    left = left.where(Contact.owner_id == whose, still, unseen).correlate(None)
    return or_(model.member_id == whose, model.id.in_(left))


def _items(
    reader: Reader, clauses: tuple[_Clause, _Clause], whose: int | None, *, most: int
) -> tuple[AgendaItem, ...]:  # fmt: skip
    """The rows of both tables that their clauses select (None: none of that table), by time."""
    found: list[AgendaItem] = []
    for model, clause in zip((Task, Appointment), clauses, strict=True):
        if clause is not None:
            found += _read(reader, model, clause, whose, most)
    found.sort(key=lambda one: (one.at, one.what, one.id))
    return tuple(found[:most])


def _read(
    reader: Reader, model: Any, clause: ColumnElement[bool], whose: int | None, most: int
) -> list[AgendaItem]:  # fmt: skip
    c, a, t = Contact, Appointment, Task
    own: tuple[Any, ...] = (
        (t.id, t.kind, t.title, t.said, t.due_at, t.done_at, t.member_id)
        if model is Task
        else (a.id, a.kind, a.title, a.ended_as, a.starts_at, a.minutes, a.member_id, a.place, a.people)
    )
    may = scope_clause(reader.actor, Right.EDIT)
    query = select(c.id, c.display_name, c.primary_phone, func.coalesce(may, False), *own)
    query = query.join(c, c.id == model.contact_id).where(reader.visible, clause)
    if whose is not None:
        query = query.where(_falls_to(reader, model, whose))
    at = own[4]
    rows = reader.connection.execute(query.order_by(at, model.id).limit(most))
    make = _task_item if model is Task else _appointment_item
    return [make(reader, tuple(r)) for r in rows]


def _task_item(reader: Reader, r: tuple[Any, ...]) -> AgendaItem:
    contact_id, contact, phone, may, key, kind, title, said, due, done, member = r
    who = reader.facts.members.get(member, "")
    return AgendaItem(
        TASK, key, contact_id, contact, phone, kind, title, said, due, 0, "", "", who, done, "", bool(may)
    )  # fmt: skip


def _appointment_item(reader: Reader, r: tuple[Any, ...]) -> AgendaItem:
    contact_id, contact, phone, may, key, _kind, title, ended, starts, minutes, member, place, people = r
    who = reader.facts.members.get(member, "")
    return AgendaItem(
        APPOINTMENT, key, contact_id, contact, phone, APPOINTMENT, title, "", starts, minutes, place, people, who, None,
        ended, bool(may),
    )  # fmt: skip
