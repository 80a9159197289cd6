"""What a member is told: alerts, the waiting clock, requests for updates; and the outbox (R72, R76).

Every read filters by what the member may see at that moment: an alert of a contact that went to somebody else is gone
from sight, however it came (R19).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from db.models import Alert, Contact, ContactShare, Message, Setting, Task
from db.queries.reader import Reader
from db.queries.update_requests import KIND as UPDATE_KIND
from db.rules.alerts import DIGEST, OF_OWNER, UNTIL_SETTING
from db.rules.permissions import Actor
from db.rules.statuses import Status
from db.visibility import parts, visible_each

NEWEST: Final = 50
# Who has more than that unseen is told "999+" by the screen; no more are counted.
MOST_COUNTED: Final = 1_000
WAITS: Final = "waits"


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as a list shows it. Moments in milliseconds UTC; a digest is about many, and names no contact."""

    id: int
    kind: str
    line: str
    at: int
    seen_at: int | None
    contact_id: int | None
    name: str
    lead_id: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The member's contacts with an inquiry nobody has answered: how many, and since when the longest waits."""

    count: int = 0
    since: int | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for an update that the member is to answer; `status` is the contact's now, `at` milliseconds UTC."""

    id: int
    contact_id: int
    name: str
    status: str
    at: int


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message that waits: to whom (a member or a contact), by which channel, and why it has not left."""

    id: int
    to: str
    channel: str
    kind: str
    subject: str
    state: str
    why: str
    at: int
    contact_id: int


def in_sight(actor: Actor) -> ColumnElement[bool]:
    """The where clause on Alert for those of `actor`'s own that they may see now (R19).

    A digest names nobody and hangs on no contact. Of a contact that belongs to somebody else by now, and is
    not shared with the member, what was the owner's business is gone, from a broker's own alerts too.
    """
    return or_(Alert.contact_id.is_(None), _seen(actor).exists())


def _seen(actor: Actor) -> Any:
    shared = select(ContactShare.contact_id).where(
        ContactShare.contact_id == Contact.id, ContactShare.member_id == actor.id
    )
    theirs = or_(Contact.owner_id.is_(None), Contact.owner_id == actor.id, shared.exists())
    here = and_(visible_each(actor), or_(Alert.kind.not_in(OF_OWNER), theirs))
    return select(Contact.id).where(Contact.id == Alert.contact_id, here).correlate(Alert)


def newest_alerts(reader: Reader, *, limit: int = NEWEST, unseen_only: bool = False) -> tuple[AlertRow, ...]:
    """The member's own alerts, the newest first; at most `limit`, 0 for all."""
    a = Alert
    query = (
        select(a.id, a.kind, a.line, a.at, a.seen_at, a.contact_id, Contact.display_name, a.lead_id)
        .join_from(a, Contact, Contact.id == a.contact_id, isouter=True)
        .where(_own_alerts(reader, unseen_only=unseen_only))
    )
    query = query.order_by(a.at.desc(), a.id.desc()) if unseen_only else query.order_by(a.id.desc())
    rows = reader.connection.execute(query.limit(limit or None))
    return tuple(AlertRow(r.id, r.kind, r.line, r.at, r.seen_at, r.contact_id, r.display_name or "", r.lead_id)
                 for r in rows)  # fmt: skip


def alert_count(reader: Reader, *, unseen_only: bool = False) -> int:
    """How many alerts `newest_alerts` has without a limit."""
    own = _own_alerts(reader, unseen_only=unseen_only)
    return int(reader.connection.scalar(select(func.count()).select_from(Alert).where(own)) or 0)


def _own_alerts(reader: Reader, *, unseen_only: bool) -> ColumnElement[bool]:
    own = and_(Alert.member_id == reader.actor.id, in_sight(reader.actor))
    return and_(own, Alert.seen_at.is_(None)) if unseen_only else own


def unseen_count(reader: Reader) -> int:
    """How many of the member's own alerts they have not seen; at most MOST_COUNTED."""
    own = select(Alert.id).where(Alert.member_id == reader.actor.id, Alert.seen_at.is_(None), in_sight(reader.actor))
    return int(reader.connection.scalar(select(func.count()).select_from(own.limit(MOST_COUNTED).subquery())) or 0)


def waiting(reader: Reader) -> Waiting:
    """The waiting clock: the contacts of the list Waiting Inquiries (R43), own and shared; all for who sees all.

    It reads the summary that the list's count reads, so that the clock and the list it opens agree (R92).
    """
    count, since = 0, None
    for part in parts(reader.actor, pool=False):
        unanswered = and_(part, Contact.waiting_since <= reader.now, Contact.status != Status.ARCHIVE.value)
        found, first = reader.connection.execute(
            select(func.count(), func.min(Contact.waiting_since)).select_from(Contact).where(unanswered)
        ).one()
        count += found
        since = first if since is None else min(since, first or since)
    return Waiting(count, since)


def own_requests(reader: Reader, *, limit: int = NEWEST) -> tuple[RequestRow, ...]:
    """The requests for an update that wait for the member's answer, the oldest first: of the contacts they own now."""
    t = Task
    query = (
        select(t.id, t.contact_id, Contact.display_name, Contact.status, t.due_at)
        .join_from(t, Contact, Contact.id == t.contact_id)
        .where(t.kind == UPDATE_KIND, t.done_at.is_(None), Contact.owner_id == reader.actor.id, reader.visible)
        .order_by(t.due_at, t.id)
        .limit(limit)
    )
    return tuple(RequestRow(*row) for row in reader.connection.execute(query))


def outbox(reader: Reader, *, limit: int = 1_000) -> tuple[OutboxRow, ...]:
    """What waits to be sent, the newest first: to the member themselves, or all of it for who sees all (R88, R96); at
    most `limit`, 0 for all.
    """
    m = Message
    query = (
        select(m.id, m.member_id, Contact.display_name, m.channel, m.kind, m.subject, m.state, m.state_why, m.at,
               m.contact_id, m.direction)
        .join_from(m, Contact, Contact.id == m.contact_id)
        .where(_waits(reader))
    )  # fmt: skip
    rows = reader.connection.execute(query.order_by(m.at.desc(), m.id.desc()).limit(limit or None))
    names = reader.facts.members
    return tuple(
        OutboxRow(r.id, names.get(r.member_id, "") if r.direction == "to_member" else r.display_name, r.channel, r.kind,
                  r.subject, r.state, r.state_why, r.at, r.contact_id)
        for r in rows
    )  # fmt: skip


def outbox_count(reader: Reader) -> int:
    """How many messages `outbox` has without a limit."""
    query = select(func.count()).select_from(Message).join(Contact, Contact.id == Message.contact_id)
    return int(reader.connection.scalar(query.where(_waits(reader))) or 0)


def _waits(reader: Reader) -> ColumnElement[bool]:
    m = Message
    seen = and_(m.state == WAITS, or_(m.kind == DIGEST, reader.visible))
    return seen if reader.actor.sees_all else and_(seen, m.member_id == reader.actor.id)


def told_until(connection: Connection) -> int | None:
    """Until when activity has been told by a digest, in milliseconds UTC; None before the first one."""
    own = and_(Setting.key == UNTIL_SETTING, Setting.member_id.is_(None))
    found = connection.scalar(select(Setting.value).where(own))
    return found.get("value") if found else None
