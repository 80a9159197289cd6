"""A new lead arrives: its contact is recognised or added, and the office's rules say who gets it (issue 3, R75, R4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.activity import record_lead
from db.actions.alerting import alert_of_lead
from db.actions.base import action
from db.actions.contact_rows import contact_values, renamed, rows_for_children
from db.actions.listing_links import listing_of
from db.actions.notifying import Notice, notify
from db.actions.offers import end_expired, withdraw_offers
from db.actions.selecting import reader_of
from db.actions.settings import put_setting
from db.models import Contact, RoutingOffer, RoutingTurn, Task
from db.queries.import_matching import Found, Matcher
from db.queries.import_staging import Staging
from db.queries.reader import Reader
from db.queries.routing import ARCHIVE, OPEN, facts_of, lead_words, offered_of, routing_of, team
from db.rules.alerts import NEW_LEAD, alerts_at_once
from db.rules.errors import RefusedError
from db.rules.merging import Known, update_of
from db.rules.moments import iso
from db.rules.new_leads import NewLead
from db.rules.permissions import REFUSALS, Right, Scope
from db.rules.routing import Decision, LeadFacts, RoutingRule, decide, names_in_words
from db.rules.routing_settings import SETTING, check_routing, write_routing
from db.rules.statuses import Status
from db.unit_of_work import UnitOfWork

OFFERED: Final = "offer"
_MINUTE: Final = 60_000


@dataclass(frozen=True, slots=True)
class TakenLead:
    """What became of a new lead: whose contact it is (`new`: added now), who got it, or to whom it is offered.

    `owner_id` is None while it is offered, and in the pool; `note` warns of a number shared with somebody else.
    """

    contact_id: int
    lead_id: int
    new: bool
    owner_id: int | None
    owner: str
    why: str
    offered: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Sent:
    """Who gets a lead of a contact, in words, and by which rule where a rule decided."""

    owner_id: int | None
    why: str
    decision: Decision | None = None


@action(Right.ASSIGN)
def take_lead(uow: UnitOfWork, *, lead: NewLead) -> TakenLead:
    """Take in a lead that arrives by itself, from a site, a portal, a phone: contact, lead, owner, notices, one step.

    Its contact is recognised as an import does it (own e-mail, number and name; never a portal's relay), else added as
    a New Lead unless the source says otherwise (R4). A contact with an owner keeps them (R75), an archived one stays
    archived and is given to nobody; for the others the office's rules decide. Undone, turns are given back too.

    Errors: RefusedError unless the member routes for the whole office (broker, concierge).
    """
    if Scope.ALL not in uow.actor.scopes(Right.ASSIGN):
        raise RefusedError(REFUSALS[Right.ASSIGN])
    reader = reader_of(uow)
    found = _recognise(reader, lead)
    if found.known is not None and end_expired(uow, found.known.contact_id):
        found = _recognise(reader, lead)  # it may have an owner now
    listing_id = listing_of(uow, lead.listing)
    source = lead.source if found.known is None else str(found.known.columns["source"])
    facts = facts_of(uow.connection, lead, listing_id=listing_id, contact_source=source)
    sent = _send(uow, reader, found.known, facts)
    contact_id = _add(uow, lead, sent) if found.known is None else _complete(uow, found.known, lead, sent)
    name = str(uow.connection.scalar(select(Contact.display_name).where(Contact.id == contact_id)))
    lead_id = record_lead(
        uow,
        {"contact_id": contact_id, "lead_type": lead.lead_type, "origin": lead.origin, "source": lead.source,
         "message": lead.message, "listing_text": lead.listing, "occurred_at": _at(uow, lead), "lead_status": "",
         "routed_why": sent.why},
        listing_id,
    )  # fmt: skip
    offered = _book(uow, sent, contact_id, lead_id)
    _tell(uow, reader, _News(contact_id, lead_id, name, lead, known=found.known, sent=sent, offered=offered))
    owner = reader.facts.members.get(sent.owner_id or 0, "")
    names = tuple(reader.facts.members[one] for one in offered)
    to = owner or (names_in_words(names) if offered else "the pool")
    uow.label = f"New lead from {name}: {'offered to ' if offered else 'to '}{to}"
    uow.why, uow.counts = sent.why, {}
    note = " ".join(found.warnings)
    return TakenLead(contact_id, lead_id, found.known is None, sent.owner_id, owner, sent.why, names, note)


@action(Right.SETTINGS)
def save_routing(uow: UnitOfWork, *, rules: Sequence[RoutingRule]) -> int:
    """Use these rules in this order from now on; gives 1, or 0 when they are the ones in use. Undoable.

    Where who takes part in a rule or their shares change, turns begin anew. A rule that is not among those in use gets
    a key of its own. Errors: FieldProblemsError, a sentence for everything that is wrong (rules/routing_settings.py).
    """
    reader = reader_of(uow)
    clean = check_routing(rules, offered_of(reader.facts))
    before = {rule.key: rule for rule in routing_of(reader.facts)}
    # a key is never used again: turns and offers of a rule that is gone are not another one's
    named = [
        rule if rule.key in before else replace(rule, key=f"{uow.now}-{place}") for place, rule in enumerate(clean)
    ]
    after = {rule.key: rule for rule in named}
    if tuple(named) == tuple(before.values()):
        return 0
    anew = [key for key, rule in before.items() if key not in after or _turns(rule) != _turns(after[key])]
    uow.delete(RoutingTurn, RoutingTurn.rule.in_(anew))
    uow.label = f"Lead routing: {len(named):,} rule{'' if len(named) == 1 else 's'}"
    return put_setting(uow, SETTING, write_routing(named))


def _turns(rule: RoutingRule) -> Any:
    return rule.to.how, rule.to.members


# -- who it is, and who gets it -------------------------------------------------------------------------------------


def _recognise(reader: Reader, lead: NewLead) -> Found:
    matcher = Matcher(reader, Staging())
    matcher.load([lead.draft])
    return matcher.match(lead.draft)


def _send(uow: UnitOfWork, reader: Reader, known: Known | None, facts: LeadFacts) -> _Sent:
    """The owner comes first of all (R75), then the rules."""
    members = reader.facts.members
    if known is not None:
        owner, name = known.columns["owner_id"], known.columns["display_name"]
        if owner is not None and reader.facts.roles.get(owner):
            return _Sent(owner, f"{name} is {members[owner]}’s contact: new inquiries go to the owner.")
        if known.columns["status"] == ARCHIVE:
            return _Sent(owner, f"{name} is archived and stays so: nobody is given this lead.")
        offered = _on_offer(uow, known.contact_id)
        if offered:
            names = names_in_words([members[one] for one in offered])
            return _Sent(None, f"{name} is offered to {names} already: this lead goes with it.")
    decision = decide(routing_of(reader.facts), facts, team(reader))
    return _Sent(decision.member_id, decision.why, decision)


def _on_offer(uow: UnitOfWork, contact_id: int) -> list[int]:
    o = RoutingOffer
    query = select(o.member_id).where(o.contact_id == contact_id, o.state == OPEN, o.until_at > uow.now)
    return list(dict.fromkeys(uow.connection.scalars(query.order_by(o.id))))


# -- writing --------------------------------------------------------------------------------------------------------


def _at(uow: UnitOfWork, lead: NewLead) -> int:
    """When it happened; never later than now, whatever a clock outside says."""
    return uow.now if lead.at is None else min(lead.at, uow.now)


def _add(uow: UnitOfWork, lead: NewLead, sent: _Sent) -> int:
    draft = replace(lead.draft, created_at=iso(_at(uow, lead)))
    status = lead.status or Status.NEW_LEAD.value
    values = contact_values(draft, status=status, now=uow.now, owner=sent.owner_id, how="assigned")
    contact_id = uow.insert(Contact, [values])[0]
    for model, rows in rows_for_children(draft, contact_id, now=uow.now, member_id=None).items():
        uow.insert(model, rows)
    return contact_id


def _complete(uow: UnitOfWork, known: Known, lead: NewLead, sent: _Sent) -> int:
    """A known contact gets what it has not: parts of its name, addresses, numbers; and its owner, if that is new."""
    told = replace(lead.draft, source="", captured_by_text="", valuation_address="")
    update = update_of(told, known)
    columns = renamed(known.columns, update.columns)
    if lead.draft.valuation_address and not known.columns["valuation_address"]:
        columns = columns | {"valuation_address": lead.draft.valuation_address}
    if sent.owner_id != known.columns["owner_id"]:
        withdraw_offers(uow, Contact.id == known.contact_id)
        columns = columns | {"owner_id": sent.owner_id, "owner_how": "assigned", "owner_since": uow.now}
    if columns:
        uow.update(Contact, Contact.id == known.contact_id, columns)
    parts = rows_for_children(update.parts, known.contact_id, now=uow.now, member_id=None)
    for model, rows in parts.items():
        uow.insert(model, [row | ({"is_primary": False} if "is_primary" in row else {}) for row in rows])
    return known.contact_id


def _book(uow: UnitOfWork, sent: _Sent, contact_id: int, lead_id: int) -> tuple[int, ...]:
    """Count the turns that a rule gave, and write its offers; gives to whom it is offered."""
    decision = sent.decision
    if decision is None:
        return ()
    for member_id, given in decision.counts:
        _count(uow, decision.rule.key, member_id, given, chosen=member_id == decision.member_id)
    if decision.offered:
        row = {"contact_id": contact_id, "lead_id": lead_id, "rule": decision.rule.key, "state": OPEN,
               "offered_at": uow.now, "until_at": uow.now + decision.rule.to.minutes * _MINUTE}  # fmt: skip
        uow.insert(RoutingOffer, [row | {"member_id": member_id} for member_id in decision.offered])
    return decision.offered


def _count(uow: UnitOfWork, rule: str, member_id: int, given: int, *, chosen: bool) -> None:
    """Who was passed over is only counted: their last turn stays when it was."""
    its = and_(RoutingTurn.rule == rule, RoutingTurn.member_id == member_id)
    values = {"given": given} | ({"at": uow.now} if chosen else {})
    if uow.connection.scalar(select(RoutingTurn.id).where(its)) is None:
        uow.insert(RoutingTurn, [{"rule": rule, "member_id": member_id, "at": 0} | values])
    else:
        uow.update(RoutingTurn, its, values)


# -- telling --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _News:
    contact_id: int
    lead_id: int
    name: str
    lead: NewLead
    known: Known | None
    sent: _Sent
    offered: tuple[int, ...]


def _tell(uow: UnitOfWork, reader: Reader, news: _News) -> None:
    """Tell those who got it or may take it; a person looks at an archived contact that inquires again.

    Passive activity is gathered into a digest (R76); only that a contact is newly the member's is told at once.
    """
    lead, sent = news.lead, news.sent
    passive = not alerts_at_once(lead.lead_type)
    line = f"{news.name}, {lead_words(reader.facts, lead.lead_type, lead.source, lead.listing)}"
    body = "\n\n".join(filter(None, (line, lead.message, sent.why)))
    if news.offered:
        limit = sent.decision.rule.to.minutes if sent.decision else 0
        words = f"Offered to you for {limit:,} min: {line}"
        notify(uow, [Notice(one, news.contact_id, OFFERED, words, news.lead_id, body=body) for one in news.offered])
    elif sent.owner_id is not None and passive and sent.decision is not None:
        notify(uow, [Notice(sent.owner_id, news.contact_id, NEW_LEAD, f"New lead: {line}", news.lead_id, body=body)])
    else:
        alert_of_lead(uow, contact_id=news.contact_id, lead_id=news.lead_id, lead_type=lead.lead_type)
    if news.known is not None and news.known.columns["status"] == ARCHIVE and not passive:
        task = {"contact_id": news.contact_id, "member_id": sent.owner_id, "kind": "other",
                "title": "Archived contact inquired again", "said": lead.message[:200], "due_at": uow.now,
                "created_at": uow.now, "lead_id": news.lead_id}  # fmt: skip
        uow.insert(Task, [task])
