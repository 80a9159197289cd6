"""Which contacts ask their owner for an update now, and the requests that stand open (R72)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from db.models import Contact, Lead, Task
from db.queries.lead_terms import active_clause
from db.queries.reader import Reader
from db.rules.statuses import Status
from db.rules.update_requests import DAY_MS, interval_days

KIND = "update_request"


class UpdateDue(NamedTuple):
    """A contact that asks now: its owner, and the newest of its Active leads."""

    contact_id: int
    name: str
    owner_id: int
    lead_id: int


class UpdateRequest(NamedTuple):
    """A request that nobody has answered yet; `at` in milliseconds UTC."""

    id: int
    contact_id: int
    name: str
    member_id: int | None
    at: int


def asks_clause(now: int, days: int) -> ColumnElement[bool]:
    """The where clause on Contact for those that ask at `now`; db/rules/update_requests.py says the same."""
    since = now - days * DAY_MS
    recent = or_(Task.done_at.is_(None), Task.done_at > since, Task.created_at > since)
    standing = exists(select(1).where(Task.contact_id == Contact.id, Task.kind == KIND, recent).correlate(Contact))
    active = select(Lead.contact_id).where(active_clause())
    return and_(
        Contact.id.in_(active), Contact.owner_id.is_not(None), Contact.status != Status.ARCHIVE.value, ~standing
    )


def updates_due(reader: Reader) -> tuple[UpdateDue, ...]:
    """Every contact in sight that asks its owner for an update now, by id."""
    newest = (
        select(Lead.id)
        .where(Lead.contact_id == Contact.id, active_clause())
        .order_by(Lead.occurred_at.desc(), Lead.id.desc())
        .limit(1)
        .correlate(Contact)
        .scalar_subquery()
    )
    clause = asks_clause(reader.now, interval_days(reader.facts.settings))
    query = select(Contact.id, Contact.display_name, Contact.owner_id, newest).where(clause, reader.visible)
    return tuple(UpdateDue(*row) for row in reader.connection.execute(query.order_by(Contact.id)))


def any_update_due(reader: Reader) -> bool:
    """Whether any contact of the office asks its owner for an update now (R72)."""
    clause = asks_clause(reader.now, interval_days(reader.facts.settings))
    return reader.connection.execute(select(Contact.id).where(clause, reader.visible).limit(1)).first() is not None


def open_requests(reader: Reader, *, member_id: int | None = None) -> tuple[UpdateRequest, ...]:
    """The requests in sight that wait for an answer, the oldest first; only a member's own with `member_id`."""
    query = select(Task.id, Task.contact_id, Contact.display_name, Task.member_id, Task.due_at)
    query = query.where(Contact.id == Task.contact_id, Task.kind == KIND, Task.done_at.is_(None), reader.visible)
    if member_id is not None:
        query = query.where(func.coalesce(Task.member_id, 0) == member_id)
    return tuple(UpdateRequest(*row) for row in reader.connection.execute(query.order_by(Task.due_at, Task.id)))
