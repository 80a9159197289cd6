"""Owners: claim from the pool, release to it, assign, share (R19, R20, R75)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlalchemy import and_, func, not_, select

from db.actions.base import action
from db.actions.offers import withdraw_offers
from db.actions.selecting import IN_CHOSEN, check_may_own, choose, of_contacts, reader_of, result
from db.changes import MassResult, Selection
from db.models import Contact, ContactShare, Member
from db.rules.claims import claim_limit, over_limit
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import REFUSALS, Right, Scope
from db.rules.statuses import Status
from db.scratch import CHOSEN, fill
from db.unit_of_work import UnitOfWork

CLAIMED: Final = "claimed"


@action(Right.CLAIM)
def claim(uow: UnitOfWork, *, selection: Selection) -> MassResult:
    """Make the actor the owner of pool contacts (R19). Two claims at once: the transaction lets exactly one win; the
    other is told who has it, where their role lets them see it.
    """
    chosen = choose(uow, selection)
    owned = and_(IN_CHOSEN, Contact.owner_id.is_not(None), Contact.owner_id != uow.actor.id)
    found = uow.connection.execute(
        select(Contact.id, Member.name).join_from(Contact, Member, Member.id == Contact.owner_id).where(owned)
    )
    taken = tuple((key, f"{name} has it. {REFUSALS[Right.CLAIM]}") for key, name in found)
    if taken:
        fill(uow.connection, CHOSEN, list(uow.connection.scalars(select(Contact.id).where(IN_CHOSEN, not_(owned)))))
        chosen = replace(chosen, changed=chosen.changed - len(taken), refused=(*chosen.refused, *taken))
    chosen = _within_limit(uow, chosen)
    changed = _give(uow, uow.actor.id, CLAIMED)
    uow.label = f"{of_contacts(changed)} claimed"
    return result(chosen, changed)


def _within_limit(uow: UnitOfWork, chosen: MassResult) -> MassResult:
    """Leave in CHOSEN what the office's limit has room for; the others are refused with a sentence. Who hands contacts
    to anyone is not limited.
    """
    limit = claim_limit(reader_of(uow).facts.settings)
    if limit is None or Scope.ALL in uow.actor.scopes(Right.ASSIGN):
        return chosen
    mine = select(func.count()).where(
        Contact.owner_id == uow.actor.id, Contact.owner_how == CLAIMED, Contact.status != Status.ARCHIVE.value
    )
    held = uow.connection.scalar(mine) or 0
    free = select(Contact.id).where(IN_CHOSEN, Contact.owner_id.is_(None)).order_by(Contact.id)
    wanted = list(uow.connection.scalars(free))
    room = max(limit - held, 0)
    if len(wanted) <= room:
        return chosen
    sentence = over_limit(limit, held)
    fill(uow.connection, CHOSEN, wanted[:room])
    refused = tuple((n, sentence) for n in wanted[room:])
    return replace(chosen, changed=chosen.changed - len(refused), refused=(*chosen.refused, *refused))


@action(Right.RELEASE)
def release(uow: UnitOfWork, *, selection: Selection) -> MassResult:
    """Send contacts back to the pool (R20); what they were shared with ends too."""
    chosen = choose(uow, selection)
    uow.delete(ContactShare, ContactShare.contact_id.in_(select(Contact.id).where(IN_CHOSEN)))
    changed = _give(uow, None, "released")
    uow.label = f"{of_contacts(changed)} released to the pool"
    return result(chosen, changed)


@action(Right.ASSIGN)
def assign(uow: UnitOfWork, *, selection: Selection, member_id: int) -> MassResult:
    """Hand contacts to a member: brokers and the concierge to anyone, an agent to themselves (R20)."""
    if Scope.ALL not in uow.actor.scopes(Right.ASSIGN) and member_id != uow.actor.id:
        raise RefusedError(REFUSALS[Right.ASSIGN])
    name = member_named(uow, member_id)
    check_may_own(uow, member_id)
    chosen = _within_limit(uow, choose(uow, selection))
    # who may only take for themselves has claimed it, whatever the command is called
    changed = _give(uow, member_id, "assigned" if Scope.ALL in uow.actor.scopes(Right.ASSIGN) else CLAIMED)
    uow.label = f"{of_contacts(changed)} assigned to {name}"
    return result(chosen, changed)


def member_named(uow: UnitOfWork, member_id: int) -> str:
    """The name of an active member. Errors: NotFoundError."""
    name = uow.connection.scalar(select(Member.name).where(Member.id == member_id, Member.active.is_(True)))
    if name is None:
        raise NotFoundError("There is no such member.")
    return name


def _give(uow: UnitOfWork, owner: int | None, how: str) -> int:
    if owner is not None:  # first: afterwards the contact may be out of what the right may write
        withdraw_offers(uow)
    other = Contact.owner_id.is_distinct_from(owner)
    values = {"owner_id": owner, "owner_how": how, "owner_since": uow.now}
    changed = uow.update(Contact, and_(IN_CHOSEN, other), values)
    uow.counts = {"changed": changed}
    return changed


@action(Right.ASSIGN)
def share(uow: UnitOfWork, *, selection: Selection, member_id: int) -> MassResult:
    """Share contacts with another member: seen and worked by both, the owner stays owner (R75)."""
    member_named(uow, member_id)
    chosen = choose(uow, selection)
    have = select(ContactShare.contact_id).where(ContactShare.member_id == member_id)
    wanted = select(Contact.id).where(IN_CHOSEN, Contact.id.not_in(have), Contact.owner_id.is_distinct_from(member_id))
    ids = list(uow.connection.scalars(wanted))
    if ids:
        uow.insert(ContactShare, [{"contact_id": n, "member_id": member_id, "since": uow.now} for n in ids])
    uow.label = f"{of_contacts(len(ids))} shared"
    return result(chosen, len(ids))


@action(Right.ASSIGN)
def end_share(uow: UnitOfWork, *, selection: Selection, member_id: int) -> MassResult:
    """End a share: what was before is restored, the owner stays (R75)."""
    chosen = choose(uow, selection)
    these = and_(ContactShare.member_id == member_id, ContactShare.contact_id.in_(select(Contact.id).where(IN_CHOSEN)))
    changed = uow.delete(ContactShare, these)
    uow.label = f"Share of {of_contacts(changed)} ended"
    return result(chosen, changed)
