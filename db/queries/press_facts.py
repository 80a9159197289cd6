"""What decides what a press does, read once for all its contacts: the preview and the press ask the same (R10–R17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from db.models import ContactPhone, Member, Press, Touch
from db.queries.reader import OfficeFacts, Reader
from db.rules.disposition_guards import DAY_MS, credited
from db.rules.dispositions import BROKERS, TRANSACTIONS, UNDERWRITERS
from db.rules.permissions import Role
from db.scratch import numbers

WRONG_NUMBER: Final = "wrong_number"  # the outcome of a touch that told of one
_ROLES: Final = {UNDERWRITERS: Role.UNDERWRITER, TRANSACTIONS: Role.TRANSACTIONS, BROKERS: Role.BROKER}


def members_with(facts: OfficeFacts, role: Role) -> list[int]:
    """The working members with a role."""
    return [key for key, roles in facts.roles.items() if role.value in roles]


def told_by_press(reader: Reader, whom: str, by: int, owners: Iterable[int | None]) -> dict[int | None, list[int]]:
    """Whom a press by the member `by` tells, by the contact's owner: everyone of the role, and of the underwriters the
    presser's own, else the owner's, else all of them (R10).
    """
    everyone, wanted = members_with(reader.facts, _ROLES[whom]), set(owners)
    if whom != UNDERWRITERS:
        return dict.fromkeys(wanted, everyone)
    agents = numbers(reader.connection.dialect.name, [n for n in {by, *wanted} if n])
    found = reader.connection.execute(select(Member.id, Member.underwriter_id).where(Member.id.in_(agents)))
    own = {agent: underwriter for agent, underwriter in found if underwriter in everyone}
    return {n: [own[by]] if by in own else [own[n]] if n in own else everyone for n in wanted}


def moments_of_credit(
    connection: Connection, contacts: ColumnElement[bool], *, by: int, key: str, now: int
) -> Mapping[int, Sequence[int]]:
    """When the member `by` pressed the disposition `key` for a credit, by contact (`contacts` is a clause on Press), as
    far as it has a say in whether a press at `now` is one (R12).
    """
    p = Press
    mine = and_(p.member_id == (by or None), p.disposition == key, p.credit.is_(True))
    near = and_(p.at >= now - DAY_MS, p.at <= now + DAY_MS)
    moments: dict[int, list[int]] = defaultdict(list)
    for contact_id, at in connection.execute(select(p.contact_id, p.at).where(contacts, mine, near)):
        moments[contact_id].append(at)
    return moments


def credits_of(rows: Iterable[Any]) -> frozenset[int]:
    """The ids of the presses (rows of id, contact_id, member_id, disposition, at, credit) that are a credit each: one a
    minute for the same member, contact and disposition (R12).
    """
    runs: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    for r in rows:
        if r.credit:
            runs[r.contact_id, r.member_id, r.disposition].setdefault(r.at, r.id)
    return frozenset(run[at] for run in runs.values() for at in credited(run))


def good_numbers(connection: Connection, contact_ids: Iterable[int]) -> dict[int, list[Any]]:
    """The good numbers of each contact, the primary one first: id, number (as it is shown), told_wrong, and told_at,
    when it was told wrong last, in ms UTC (R17).
    """
    p, t = ContactPhone, Touch
    last = select(func.max(t.at)).where(t.phone_id == p.id, t.outcome == WRONG_NUMBER).scalar_subquery()
    shown = func.coalesce(func.nullif(p.e164, ""), p.raw).label("number")
    query = select(p.contact_id, p.id, shown, p.told_wrong, last.label("told_at"))
    query = query.where(p.contact_id.in_(numbers(connection.dialect.name, contact_ids)), p.usable.is_(True))
    good: dict[int, list[Any]] = defaultdict(list)
    for phone in connection.execute(query.order_by(p.is_primary.desc(), p.id)):
        good[phone.contact_id].append(phone)
    return good
