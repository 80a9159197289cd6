"""The daily digest of passive activity: whether it is due, what it tells whom, and what is in one that was told (R76).

A digest covers what occurred after the one before it and until it fell due, at most a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, select

from db.models import Alert, Contact, Lead
from db.queries.alerts import told_until
from db.queries.reader import Reader
from db.rules import alerts
from db.rules.alerts import DigestEntry
from db.rules.statuses import Status
from db.rules.values import PASSIVE_TYPES

MOST_NAMED: Final = 200


@dataclass(frozen=True, slots=True)
class Digest:
    """What one owner is told: of whom, what, and in which time; moments in milliseconds UTC."""

    member_id: int
    newest_contact: int
    entries: tuple[DigestEntry, ...]
    since: int
    until: int

    @property
    def message_key(self) -> str:
        """What its message is known by: the same for one member and period, whoever writes it."""
        return f"digest {self.member_id} {self.since} {self.until}"


@dataclass(frozen=True, slots=True)
class Digests:
    """All that is to be told now: there may be activity, and nobody to tell."""

    until: int
    of_owners: tuple[Digest, ...]


def any_digest_due(reader: Reader) -> bool:
    """Whether the digest has fallen due, and anything was done that it would tell; cheap, for the worker."""
    period = _period(reader)
    if period is None:
        return False
    return reader.connection.execute(select(Lead.id).where(_passive(*period)).limit(1)).first() is not None


def digest_due_at(reader: Reader) -> int:
    """When the digest that is due now fell due, in milliseconds UTC: the step is dated then."""
    facts = reader.facts
    return alerts.digest_moment(reader.now, facts.zone, alerts.digest_hour(facts.settings))


def digests_due(reader: Reader) -> Digests | None:
    """What every owner is to be told now; None when nothing is due. The archived are left out."""
    period = _period(reader)
    if period is None:
        return None
    living = and_(Contact.owner_id.is_not(None), Contact.status != Status.ARCHIVE.value)
    query = (
        select(Contact.owner_id, Contact.id, Contact.display_name, Lead.lead_type)
        .join_from(Lead, Contact, Contact.id == Lead.contact_id)
        .where(_passive(*period), living, reader.visible)
        .order_by(Lead.occurred_at.desc(), Lead.id.desc())
    )
    by_owner: dict[int, list[tuple[int, str, str]]] = {}
    for owner, contact_id, name, lead_type in reader.connection.execute(query):
        assert owner is not None
        if reader.facts.roles.get(owner):  # who has left is told nothing
            by_owner.setdefault(owner, []).append((contact_id, name, lead_type))
    found = tuple(Digest(owner, rows[0][0], alerts.group(rows), *period) for owner, rows in sorted(by_owner.items()))
    return Digests(period[1], found)


def digest_entries(reader: Reader, alert_id: int) -> tuple[DigestEntry, ...]:
    """Whom a digest of the member's own is about: of its contacts, those that are theirs now and in sight (R19)."""
    at = reader.connection.scalar(
        select(Alert.at).where(Alert.id == alert_id, Alert.kind == alerts.DIGEST, Alert.member_id == reader.actor.id)
    )
    if at is None:
        return ()
    # between the two there was nothing of theirs, else they had been told of it
    before = (
        select(Alert.at)
        .where(Alert.member_id == reader.actor.id, Alert.kind == alerts.DIGEST, Alert.at < at)
        .order_by(Alert.id.desc())
        .limit(1)
    )
    since = alerts.digest_since(at, reader.connection.scalar(before))
    leads = (
        select(Contact.id, Contact.display_name, Lead.lead_type)
        .join_from(Lead, Contact, Contact.id == Lead.contact_id)
        .where(_passive(since, at), Contact.owner_id == reader.actor.id, reader.visible)
        .where(Contact.status != Status.ARCHIVE.value)
    )
    rows = reader.connection.execute(leads)
    return alerts.group((row[0], row[1], row[2]) for row in rows)[:MOST_NAMED]


def _period(reader: Reader) -> tuple[int, int] | None:
    """From when until when the digest that is due gathers; None when it has been told."""
    until, told = digest_due_at(reader), told_until(reader.connection)
    if not alerts.digest_is_due(until, told, reader.facts.zone):
        return None
    return alerts.digest_since(until, told), until


def _passive(since: int, until: int) -> ColumnElement[bool]:
    return and_(Lead.lead_type.in_(PASSIVE_TYPES), Lead.occurred_at > since, Lead.occurred_at <= until)
