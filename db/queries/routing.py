"""Routing of new leads as it stands: the rules in words, who can be given leads, open offers, a rehearsal (issue 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, exists, func, or_, select

from db.models import Contact, Lead, Listing, RoutingOffer, RoutingTurn
from db.queries.reader import OfficeFacts, Reader
from db.rules.errors import RefusedError
from db.rules.listing_values import listing_words
from db.rules.moments import iso
from db.rules.new_leads import NewLead
from db.rules.permissions import Right, Scope, can_own
from db.rules.routing import Decision, LeadFacts, RoutingRule, Team, Turn, decide
from db.rules.routing_settings import SETTING, Offered, conditions_in_words, destination_in_words, read_routing
from db.rules.statuses import Status
from db.rules.values import LEAD_TYPES, label_of

OPEN: Final = "open"
ARCHIVE: Final = Status.ARCHIVE.value
FARED_DAYS: Final = 90
_DAY: Final = 24 * 60 * 60 * 1000


class OfferRow(NamedTuple):
    """A new lead offered to the member who is signed in; moments in milliseconds UTC.

    `name` is the contact's, `line` says what the lead is.
    """

    id: int
    contact_id: int
    name: str
    lead_id: int
    line: str
    offered_at: int
    until_at: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as people read it, and what became of its leads of the last 90 days: how many, and how many of them a
    person has answered.
    """

    rule: RoutingRule
    conditions: str
    destination: str
    leads: int = 0
    answered: int = 0


def routing_of(facts: OfficeFacts) -> tuple[RoutingRule, ...]:
    """The rules in their order; the last one is always there."""
    return read_routing(facts.settings.get(SETTING))


def offered_of(facts: OfficeFacts) -> Offered:
    """What rules may name: active members who can own contacts, everybody's name, the sources."""
    able = {key: name for key, name in facts.members.items() if can_own(facts.roles.get(key, ()))}
    return Offered(able, facts.members, facts.sources)


def team(reader: Reader) -> Team:
    """Who can be given leads now, how many contacts wait for an answer of each (the archived apart), whose turn."""
    able = offered_of(reader.facts).able
    c, t = Contact, RoutingTurn
    waiting = select(c.owner_id, func.count()).where(
        c.owner_id.in_(able), c.waiting_since <= reader.now, c.status != ARCHIVE
    ).group_by(c.owner_id)  # fmt: skip
    turns = select(t.rule, t.member_id, t.given, t.at)
    counted, taken = reader.connection.execute(waiting), reader.connection.execute(turns)
    return Team(
        able,
        {int(owner or 0): number for owner, number in counted},
        {(rule, int(member or 0)): Turn(given, at) for rule, member, given, at in taken},
    )


def facts_of(connection: Connection, lead: NewLead, *, listing_id: int | None, contact_source: str) -> LeadFacts:
    """What the rules go by: the listing's place and price, where they are known, before what the lead itself says."""
    row: Any = None
    if listing_id is not None:
        columns = (Listing.postal_code, Listing.city, Listing.list_price_cents)
        row = connection.execute(select(*columns).where(Listing.id == listing_id)).one()
    has_place = row is not None and (row.postal_code or row.city)
    return LeadFacts(
        lead.lead_type,
        lead.source,
        contact_source,
        row.postal_code if has_place else lead.postal_code,
        row.city if has_place else lead.city,
        row.list_price_cents if row is not None and row.list_price_cents is not None else lead.price,
    )


def rehearse(reader: Reader, lead: NewLead, *, contact_source: str = "") -> Decision:
    """Where a lead like this from somebody new would go now; nothing is written.

    Its listing is found by MLS number; `contact_source` is the lead's own source when empty.

    Errors: RefusedError unless the member hands contacts to anyone: who gets a lead goes by what waits in the
    contacts of others (R19).
    """
    if Scope.ALL not in reader.actor.scopes(Right.ASSIGN):
        raise RefusedError("Only the broker and the concierge try where a lead would go.")
    number = listing_words(lead.listing)[0]
    known = None
    if number:
        spelled = Listing.mls_number.in_((number, number.upper(), lead.listing.strip().lstrip("#")))
        known = reader.connection.scalar(select(Listing.id).where(spelled).order_by(Listing.id.desc()).limit(1))
    source = contact_source or lead.source
    facts = facts_of(reader.connection, lead, listing_id=known, contact_source=source)
    return decide(routing_of(reader.facts), facts, team(reader))


def rules_in_words(reader: Reader) -> tuple[RuleRow, ...]:
    """The rules in their order, in words, with how their leads of the last 90 days fared (unit: leads)."""
    facts, rules = reader.facts, routing_of(reader.facts)
    fared = _fared(reader, rules)
    return tuple(
        RuleRow(
            rule, conditions_in_words(rule.when, facts.sources), destination_in_words(rule.to, facts.members), *figures
        )
        for rule, figures in zip(rules, fared, strict=True)
    )


def _fared(reader: Reader, rules: tuple[RoutingRule, ...]) -> list[tuple[int, int]]:
    """Leads and answered ones of each rule, known by the sentence a lead keeps: the rule's name of that day."""
    recent = and_(Lead.occurred_at >= reader.now - FARED_DAYS * _DAY, Lead.occurred_at <= reader.now)
    sums = []
    for rule in rules:
        start = f"Rule “{rule.title}”:"
        mine = func.substr(Lead.routed_why, 1, len(start)) == start
        answered = and_(mine, Lead.first_touch_at.is_not(None))
        sums += [func.coalesce(func.sum(case((one, 1), else_=0)), 0).cast(Integer) for one in (mine, answered)]
    query = select(*sums).join_from(Lead, Contact, Contact.id == Lead.contact_id)
    row = reader.connection.execute(query.where(recent, Lead.routed_why != "", reader.visible)).one()
    return [(int(row[n]), int(row[n + 1])) for n in range(0, len(row), 2)]


# -- offers ---------------------------------------------------------------------------------------------------------


def open_offers(reader: Reader) -> tuple[OfferRow, ...]:
    """What is offered to the member who is signed in and can still be taken, the soonest to end first."""
    o, c, x = RoutingOffer, Contact, Lead
    columns = (o.id, c.id.label("contact"), c.display_name, x.id.label("lead"), x.lead_type, x.source, x.listing_text)
    query = (
        select(*columns, o.offered_at, o.until_at)
        .join_from(o, c, c.id == o.contact_id)
        .join(x, x.id == o.lead_id)
        .where(o.member_id == reader.actor.id, o.state == OPEN, o.until_at > reader.now)
        .where(c.owner_id.is_(None), c.status != ARCHIVE, reader.visible)
        .order_by(o.until_at, o.id)
    )
    return tuple(
        OfferRow(r.id, r.contact, r.display_name, r.lead, lead_words(reader.facts, r.lead_type, r.source,
                 r.listing_text), r.offered_at, r.until_at)
        for r in reader.connection.execute(query)
    )  # fmt: skip


def lead_words(facts: OfficeFacts, lead_type: str, source: str, listing: str) -> str:
    """A lead in one line: "Showing request · Zillow · U8736934"."""
    parts = (label_of(LEAD_TYPES, lead_type), label_of(facts.sources, source), listing)
    return " · ".join(part for part in parts if part)


def offer_document(reader: Reader) -> list[dict[str, object]]:
    """The member's open offers as a document; `left` in whole seconds."""
    return [
        {
            "id": one.id, "contact": {"id": one.contact_id, "name": one.name}, "lead": one.lead_id, "line": one.line,
            "offered_at": iso(one.offered_at), "until": iso(one.until_at), "left": (one.until_at - reader.now) // 1000,
        }
        for one in open_offers(reader)
    ]  # fmt: skip


class OfferDue(NamedTuple):
    """A lead with offers that are over, and the moment (ms UTC) from which they are."""

    lead_id: int
    at: int


def offers_due(reader: Reader) -> tuple[OfferDue, ...]:
    """Leads with open offers whose time has passed, or whose contact has an owner or is archived; earliest first."""
    o, c = RoutingOffer, Contact
    since = case((c.owner_id.is_not(None), c.owner_since), (c.status == ARCHIVE, c.status_since), else_=o.until_at)
    moment = func.min(func.coalesce(since, o.offered_at))
    query = select(o.lead_id, moment.label("at")).join(c, c.id == o.contact_id).where(_over(reader.now))
    return tuple(
        OfferDue(int(lead), int(at))
        for lead, at in reader.connection.execute(query.group_by(o.lead_id).order_by(moment, o.lead_id))
    )


def any_offer_due(reader: Reader) -> bool:
    """Whether the worker has an offer to end."""
    query = select(RoutingOffer.id).join(Contact, Contact.id == RoutingOffer.contact_id).where(_over(reader.now))
    return bool(reader.connection.scalar(select(exists(query))))


def _over(now: int) -> ColumnElement[bool]:
    gone = or_(Contact.owner_id.is_not(None), Contact.status == ARCHIVE)
    return and_(RoutingOffer.state == OPEN, or_(RoutingOffer.until_at <= now, gone))
