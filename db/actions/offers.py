"""Offers of new leads to several members: taken by one, passed, lapsed, withdrawn (issue 3, R19, R76)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, select

from db.actions.base import action
from db.actions.notifying import Notice, notify
from db.actions.selecting import IN_CHOSEN, reader_of
from db.models import Contact, Lead, RoutingOffer
from db.queries.routing import ARCHIVE, OPEN, routing_of, team
from db.rules.alerts import NEW_LEAD, lead_line
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import Right
from db.rules.routing import after_offer, time_in_words
from db.unit_of_work import UnitOfWork

TAKEN: Final = "taken"
PASSED: Final = "passed"
LAPSED: Final = "lapsed"
WITHDRAWN: Final = "withdrawn"
_ENDED: Final = {
    TAKEN: "You have taken this lead already.",
    PASSED: "You have passed this lead on already.",
    LAPSED: "The time for this lead is over; it has gone on.",
    WITHDRAWN: "This lead has been taken.",
}
_NOBODYS: Final = "This lead is offered to nobody any more."


@action(Right.CLAIM)
def take_offer(uow: UnitOfWork, *, offer_id: int) -> int:
    """Take a lead that was offered to the actor: they own its contact, the other offers are withdrawn.

    Gives the contact's id. Of two at once exactly one wins, in the order of their transactions; the other is told that
    it has been taken. Errors: NotFoundError for an offer that is not the actor's; RefusedError when it is over.
    """
    offer, lead = _offer(uow, offer_id)
    others = and_(RoutingOffer.contact_id == offer.contact_id, RoutingOffer.state == OPEN, RoutingOffer.id != offer_id)
    uow.update(RoutingOffer, RoutingOffer.id == offer_id, {"state": TAKEN, "answered_at": uow.now})
    uow.update(RoutingOffer, others, {"state": WITHDRAWN, "answered_at": uow.now})
    minutes = max(0, uow.now - offer.offered_at) // 60_000
    after = f"after {time_in_words(minutes)}" if minutes else "at once"
    _say_why(uow, lead, f"{uow.actor.name} took it {after}.")
    # last: from here on the contact is out of the pool, and out of what this right may write
    _give(uow, offer.contact_id, uow.actor.id)
    uow.label = f"{lead.display_name} taken by {uow.actor.name}"
    return int(offer.contact_id)


@action(Right.CLAIM)
def pass_offer(uow: UnitOfWork, *, offer_id: int) -> int:
    """Leave a lead that was offered to the actor to the others; when all have, it goes on at once.

    Gives the contact's id. Errors as of `take_offer`.
    """
    offer, lead = _offer(uow, offer_id)
    uow.update(RoutingOffer, RoutingOffer.id == offer_id, {"state": PASSED, "answered_at": uow.now})
    uow.label = f"{lead.display_name} passed on by {uow.actor.name}"
    if not _still_open(uow, offer.contact_id):
        _go_on(uow, lead, offer.rule)
    return int(offer.contact_id)


@action(Right.ASSIGN)
def lapse_offers(uow: UnitOfWork, *, lead_id: int) -> int:
    """End the offers of a lead whose time has passed by now: the lead goes on as its rule says.

    The worker does it, dated at the moment they ended; offers of a contact that has an owner by now, or is archived,
    are withdrawn.
    Gives how many ended; 0, and no step, when another program was first.
    """
    lead = _lead(uow, lead_id)
    o = RoutingOffer
    if lead is None:
        return 0
    its_own = and_(o.lead_id == lead_id, o.state == OPEN)
    if lead.owner_id is not None or lead.status == ARCHIVE:
        uow.label = f"Offers of {lead.display_name} withdrawn: the contact {_gone(lead)}"
        return uow.update(o, its_own, {"state": WITHDRAWN, "answered_at": uow.now})
    rule = uow.connection.scalar(select(o.rule).where(its_own, o.until_at <= uow.now).limit(1))
    if rule is None:
        return 0
    ended = uow.update(o, and_(its_own, o.until_at <= uow.now), {"state": LAPSED, "answered_at": uow.now})
    uow.label = f"{lead.display_name}: nobody took the lead in time"
    if not _still_open(uow, lead.contact_id):
        _go_on(uow, lead, rule)
    return ended


def end_expired(uow: UnitOfWork, contact_id: int) -> int:
    """End a contact's offers whose time has passed, as the worker would have; gives how many. Part of another action:
    who inquires again before the worker has run is first of all whoever's the offer fell to.
    """
    o = RoutingOffer
    over = and_(o.contact_id == contact_id, o.state == OPEN, o.until_at <= uow.now)
    leads = list(uow.connection.scalars(select(o.lead_id).where(over).distinct().order_by(o.lead_id)))
    ended = [lapse_offers.run(uow, lead_id=one) for one in leads if one is not None]
    return sum(ended)


def _open_of(contacts: ColumnElement[bool]) -> ColumnElement[bool]:
    of = RoutingOffer.contact_id.in_(select(Contact.id).where(contacts))
    return and_(RoutingOffer.state == OPEN, of)


_OPEN_OF_CHOSEN: Final = _open_of(IN_CHOSEN)  # kept, so that a claim builds no statement anew (P15)


def withdraw_offers(uow: UnitOfWork, contacts: ColumnElement[bool] | None = None) -> int:
    """Withdraw the open offers of the contacts that a clause on Contact selects, the CHOSEN ones without: they get an
    owner in this step. Part of another action, before it writes the owner; gives how many.
    """
    where = _OPEN_OF_CHOSEN if contacts is None else _open_of(contacts)
    return uow.update(RoutingOffer, where, {"state": WITHDRAWN, "answered_at": uow.now})


# -- within ---------------------------------------------------------------------------------------------------------


def _offer(uow: UnitOfWork, offer_id: int) -> tuple[Any, Any]:
    """The actor's offer that can still be answered, and its lead."""
    o = RoutingOffer
    columns = (o.id, o.contact_id, o.lead_id, o.rule, o.state, o.offered_at, o.until_at)
    mine = and_(o.id == offer_id, o.member_id == uow.actor.id)
    offer = uow.connection.execute(select(*columns).where(mine)).first()
    lead = None if offer is None else _lead(uow, offer.lead_id)
    if offer is None or lead is None:
        raise NotFoundError(f"Nothing is offered to you under the number {offer_id}.")
    if offer.state == OPEN and lead.owner_id is None and lead.status == ARCHIVE:
        raise RefusedError(f"{lead.display_name} has been archived since; the lead is offered to nobody any more.")
    if offer.state == WITHDRAWN or (offer.state == OPEN and lead.owner_id is not None):
        owner = reader_of(uow).facts.members.get(lead.owner_id or 0, "")
        if lead.owner_id is None:
            raise RefusedError(_NOBODYS)
        known = uow.actor.sees_all and owner
        raise RefusedError(f"This lead has been taken: {owner} has it." if known else _ENDED[WITHDRAWN])
    if offer.state != OPEN:
        raise RefusedError(_ENDED[offer.state])
    if offer.until_at <= uow.now:
        raise RefusedError(_ENDED[LAPSED])
    uow.require(offer.contact_id)
    return offer, lead


def _lead(uow: UnitOfWork, lead_id: int | None) -> Any:
    x, c = Lead, Contact
    columns = (x.id, x.contact_id, x.lead_type, x.source, x.listing_text, x.routed_why, c.display_name, c.owner_id,
               c.status)  # fmt: skip
    query = select(*columns).join_from(x, c, c.id == x.contact_id).where(x.id == lead_id)
    return uow.connection.execute(query).first()


def _gone(lead: Any) -> str:
    return "is archived" if lead.owner_id is None else "has an owner"


def _still_open(uow: UnitOfWork, contact_id: int) -> bool:
    """Whether a lead of the contact is on offer still: while somebody may take one, the contact goes to nobody else."""
    found = select(RoutingOffer.id).where(RoutingOffer.contact_id == contact_id, RoutingOffer.state == OPEN)
    return uow.connection.scalar(found.limit(1)) is not None


def _go_on(uow: UnitOfWork, lead: Any, rule: str) -> None:
    """Nobody took it: to whom the rule names for that, else it stays in the pool."""
    reader = reader_of(uow)
    member_id, why = after_offer(routing_of(reader.facts), rule, team(reader))
    _say_why(uow, lead, why)
    if member_id is None:
        return
    line = lead_line(lead.lead_type, lead.display_name, lead.listing_text)
    # first: once the contact is the member's, who passed it on may write nothing about it any more
    notify(uow, [Notice(member_id, lead.contact_id, NEW_LEAD, line, lead.id)])
    _give(uow, lead.contact_id, member_id)


def _say_why(uow: UnitOfWork, lead: Any, sentence: str) -> None:
    uow.update(Lead, Lead.id == lead.id, {"routed_why": f"{lead.routed_why} {sentence}".strip()})
    uow.why = sentence


def _give(uow: UnitOfWork, contact_id: int, member_id: int) -> None:
    values = {"owner_id": member_id, "owner_how": "assigned", "owner_since": uow.now}
    uow.update(Contact, Contact.id == contact_id, values)
