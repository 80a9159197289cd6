"""Who sees and may touch which contacts: the only place that says so (R19, DOMAIN 1a)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true

from db.models import Contact, ContactShare, Deal, Underwriting
from db.rules.permissions import Actor, Right, Role, Scope


def scope_clause(actor: Actor, right: Right) -> ColumnElement[bool]:
    """The where clause on Contact for everything `actor` holds `right` on."""
    scopes = actor.scopes(right)
    if Scope.ALL in scopes:
        return true()
    clauses = [_clause(scope, actor) for scope in sorted(scopes)]
    return or_(*clauses) if clauses else false()


def visible(actor: Actor) -> ColumnElement[bool]:
    """The where clause for the contacts `actor` may see at all; every read passes it."""
    return scope_clause(actor, Right.SEE)


def visible_each(actor: Actor) -> ColumnElement[bool]:
    """`visible`, for contacts that are at hand: each is asked whether it is shared with the member, where `visible`
    reads all that are.
    """
    scopes = actor.scopes(Right.SEE)
    if Scope.SHARED not in scopes or Scope.ALL in scopes:
        return visible(actor)
    shared = select(1).where(ContactShare.contact_id == Contact.id, ContactShare.member_id == actor.id)
    return or_(*(_clause(scope, actor) for scope in sorted(scopes - {Scope.SHARED})), exists(shared))


def seen_by(member_id: Any, roles: Mapping[int, tuple[str, ...]]) -> ColumnElement[bool]:
    """The where clause on Contact for those that the member in the column `member_id` sees, never NULL.

    `roles` by member, as the office's facts hold them: nobody, and who has left, sees nothing.
    """
    holders: dict[Scope, list[int]] = {}
    for key, names in roles.items():
        for scope in Actor(key, "", tuple(Role(name) for name in names)).scopes(Right.SEE):
            holders.setdefault(scope, []).append(key)
    clauses = [and_(member_id.in_(holders[scope]), _of_member(scope, member_id)) for scope in sorted(holders)]
    found: ColumnElement[bool] = func.coalesce(or_(false(), *clauses), false())
    return found


def mine(actor: Actor) -> ColumnElement[bool]:
    """Own and shared contacts: what the lists of the agent dashboard hold; all of them for broker and concierge."""
    if actor.sees_all:
        return true()
    if Scope.OWN not in actor.scopes(Right.SEE):
        return visible(actor)
    return or_(_clause(Scope.OWN, actor), _clause(Scope.SHARED, actor))


def parts(actor: Actor, *, pool: bool) -> tuple[ColumnElement[bool], ...]:
    """Clauses that exclude each other and together are `visible` (with the pool) or `mine` (without).

    An OR over owners and shares uses no index in the order of a list; each part does.
    """
    scopes = actor.scopes(Right.SEE)
    if actor.sees_all or not scopes <= {Scope.OWN, Scope.SHARED, Scope.POOL} or Scope.OWN not in scopes:
        return (visible(actor) if pool else mine(actor),)
    own, nobody, shared = (_clause(scope, actor) for scope in (Scope.OWN, Scope.POOL, Scope.SHARED))
    others = and_(shared, Contact.owner_id.is_distinct_from(actor.id))
    return (own, nobody, and_(others, Contact.owner_id.is_not(None))) if pool else (own, others)


def _clause(scope: Scope, actor: Actor) -> ColumnElement[bool]:
    if scope is Scope.OWN:
        return Contact.owner_id == actor.id
    if scope is Scope.SHARED:
        return Contact.id.in_(select(ContactShare.contact_id).where(ContactShare.member_id == actor.id))
    if scope is Scope.POOL:
        return Contact.owner_id.is_(None)
    if scope is Scope.LENDER_OF:
        return Contact.lender_id == actor.id
    if scope is Scope.DEALS:
        return Contact.id.in_(select(Deal.contact_id))
    # sent to the underwriter by Needs Offer (R10)
    return Contact.id.in_(select(Underwriting.contact_id).where(Underwriting.member_id == actor.id))


def _of_member(scope: Scope, member_id: Any) -> ColumnElement[bool]:
    """The same as `_clause` for whoever a column names."""
    there: dict[Scope, ColumnElement[bool]] = {
        Scope.ALL: true(),
        Scope.OWN: Contact.owner_id == member_id,
        Scope.POOL: Contact.owner_id.is_(None),
        Scope.LENDER_OF: Contact.lender_id == member_id,
        Scope.DEALS: exists(select(1).where(Deal.contact_id == Contact.id)),
        Scope.SHARED: exists(
            select(1).where(ContactShare.contact_id == Contact.id, ContactShare.member_id == member_id)
        ),
        Scope.SENT: exists(select(1).where(Underwriting.contact_id == Contact.id, Underwriting.member_id == member_id)),
    }
    return there[scope]
