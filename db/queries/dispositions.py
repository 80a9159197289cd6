"""The office's dispositions, what a press of each will do to a contact, and what waits for an answer (R10–R18, R97)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.models import Approval, Contact, ContactProperty, Press, Underwriting
from db.queries.press_facts import good_numbers, moments_of_credit, told_by_press
from db.queries.reader import Reader
from db.rules.disposition_guards import (
    adds_credit,
    archive_problem,
    asks_broker,
    day_in_office,
    same_telling,
    same_telling_words,
    tellings_left,
)
from db.rules.disposition_words import PressAt, effects_before
from db.rules.dispositions import (
    NEWCOMER,
    SETTING,
    TELLINGS,
    Disposition,
    OfficeDispositions,
    read_dispositions,
)
from db.rules.errors import NotFoundError
from db.rules.permissions import REFUSALS, Right, Scope
from db.rules.standing import OPEN
from db.visibility import scope_clause


def office_dispositions(reader: Reader) -> OfficeDispositions:
    """The dispositions of the office with its policy, records and form links; read once for the facts at hand (R23)."""
    facts = reader.facts
    return facts.prepared.get(SETTING, lambda: read_dispositions(facts.settings.get(SETTING)))


@dataclass(frozen=True, slots=True)
class PressPreview:
    """What a press of `one` will do for a contact and a member: `effects` sentences; `why_not` where it is refused;
    `asks_broker` where it becomes a request; `policy` the office's own text for its guard (R97), `warning` for red.
    """

    one: Disposition
    effects: tuple[str, ...]
    why_not: str = ""
    asks_broker: bool = False
    policy: str = ""
    warning: str = ""
    offers_claim: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the member may press it here at all."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class PressSubject:
    """What the questions of a press offer: the contact's good numbers with how often they were told wrong, and its
    properties that were not sold; ids with words.
    """

    numbers: tuple[tuple[int, str, int], ...]
    properties: tuple[tuple[int, str], ...]


def previews(reader: Reader, contact_id: int) -> tuple[PressPreview, ...]:
    """What each disposition in use will do to a contact, in the office's order. Errors: NotFoundError (R19)."""
    c = Contact
    row = reader.connection.execute(
        select(c.id, c.display_name, c.status, c.owner_id).where(c.id == contact_id, reader.visible)
    ).first()
    if row is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    allowed = select(c.id).where(c.id == contact_id, scope_clause(reader.actor, Right.DISPOSE))
    may = reader.connection.scalar(allowed) is not None
    return tuple(_preview(reader, row, one, may=may) for one in office_dispositions(reader).in_use)


def _preview(reader: Reader, row: Any, one: Disposition, *, may: bool) -> PressPreview:
    office, actor = office_dispositions(reader), reader.actor
    everyone = Scope.ALL in actor.scopes(Right.RELEASE)
    at = PressAt(
        row.status,
        reader.facts.members.get(row.owner_id, "") if row.owner_id else "",
        releasable=everyone or row.owner_id == actor.id,
        told=tuple(name for whom in one.notifies for name in _told(reader, whom, row.owner_id)),
        credited=one.credit and _has_credit(reader, row.id, one),
        has_form=bool(office.link(one.opens, row.id)),
        claim=actor.may(Right.CLAIM),
    )
    waits = one.guard == NEWCOMER and asks_broker(actor, reader.now, reader.facts.zone)
    effects = effects_before(one, at, reader.facts.scheme)
    if waits:
        day = day_in_office(actor.joined_on, reader.now, reader.facts.zone)
        effects = (f"Becomes a request to the broker: it is your day {day} in the office.", *effects)
    if one.guard == TELLINGS and may:
        effects = (*_tellings(reader, row.id), *effects)
    why_not = archive_problem(row.display_name, row.status) or ("" if may else REFUSALS[Right.DISPOSE])
    policy, warning = office.policy(one.guard) if one.guard else "", office.policy("red") if one.kills else ""
    claims = one.colour == "green" and row.owner_id is None and at.claim
    return PressPreview(one, effects, why_not, waits, policy, warning, claims)


def _told(reader: Reader, whom: str, owner_id: int | None) -> tuple[str, ...]:
    """The names of whom a press would tell."""
    people = told_by_press(reader, whom, reader.actor.id, (owner_id,))[owner_id]
    return tuple(reader.facts.members[key] for key in people if key != reader.actor.id)


def _has_credit(reader: Reader, contact_id: int, one: Disposition) -> bool:
    of_contact = Press.contact_id == contact_id
    moments = moments_of_credit(reader.connection, of_contact, by=reader.actor.id, key=one.key, now=reader.now)
    return not adds_credit(reader.now, moments.get(contact_id, ()))


def _tellings(reader: Reader, contact_id: int) -> tuple[str, ...]:
    found = good_numbers(reader.connection, (contact_id,)).get(contact_id)
    if not found:
        return ()
    phone = found[0]
    left = tellings_left(phone.told_wrong + 1)
    takes = "It takes effect with this telling." if not left else f"After this one it needs {left} more."
    if same_telling(reader.now, phone.told_at):
        takes = same_telling_words(phone.told_wrong)
    return (f"{phone.number}: told wrong {phone.told_wrong} of 3 times. {takes}",)


def press_subject(reader: Reader, contact_id: int) -> PressSubject:
    """The numbers and properties a press may ask about. Errors: NotFoundError (R19)."""
    seen = select(Contact.id).where(Contact.id == contact_id, reader.visible)
    if reader.connection.scalar(seen) is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    h = ContactProperty
    places = select(h.id, h.street, h.city).where(h.contact_id == contact_id, h.struck_at.is_(None))
    found = good_numbers(reader.connection, (contact_id,)).get(contact_id, [])
    properties = reader.connection.execute(places.order_by(h.id))
    return PressSubject(
        tuple((phone.id, str(phone.number), phone.told_wrong) for phone in found),
        tuple((key, ", ".join(filter(None, (street, city))) or "no address") for key, street, city in properties),
    )


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A request to the broker, open or decided; moments in milliseconds UTC."""

    id: int
    contact_id: int
    contact: str
    member: str
    disposition: str
    label: str
    state: str
    at: int
    decided_by: str
    decided_at: int | None
    because: str


def approvals(reader: Reader, *, all_states: bool = False) -> tuple[ApprovalRow, ...]:
    """Requests about contacts in sight, the oldest first: everyone's for the broker, else one's own (R18, R62)."""
    a, names = Approval, reader.facts.members
    query = (
        select(a.id, a.contact_id, a.member_id, a.request, a.state, a.at, a.decided_by, a.decided_at,
               Contact.display_name)
        .join_from(a, Contact, Contact.id == a.contact_id)
        .where(reader.visible)
    )  # fmt: skip
    if not reader.actor.may(Right.SETTINGS):
        query = query.where(a.member_id == reader.actor.id)
    if not all_states:
        query = query.where(a.state == OPEN)
    return tuple(
        ApprovalRow(r.id, r.contact_id, r.display_name, names.get(r.member_id or 0, ""),
                    r.request.get("disposition", ""), r.request.get("label", ""), r.state, r.at,
                    names.get(r.decided_by or 0, ""), r.decided_at, r.request.get("because", ""))
        for r in reader.connection.execute(query.order_by(a.id))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferAsked:
    """A contact in an underwriter's queue; moments in milliseconds UTC, the amount in cents once it is answered."""

    id: int
    contact_id: int
    contact: str
    underwriter: str
    asked_by: str
    asked_at: int
    answered_at: int | None
    amount_cents: int | None
    words: str
    asked_for: str = ""  # what the button was called that asked
    answered_by: str = ""


def underwriting_queue(reader: Reader, *, answered: bool = False) -> tuple[OfferAsked, ...]:
    """Whom the underwriter has to run the numbers for, the longest wait first; who sees all contacts sees all queues,
    and who asked sees what they asked for (R10).
    """
    u, names = Underwriting, reader.facts.members
    query = (
        select(u.id, u.contact_id, Contact.display_name, u.member_id, u.asked_by, u.asked_at, u.answered_at, u.answer,
               Press.label)
        # the sum has no index: the few that were sent are read first, and the contact of each looked up
        .join_from(u, Contact, Contact.id == u.contact_id + 0)
        .outerjoin(Press, Press.id == u.press_id)
        .where(reader.visible)
    )  # fmt: skip
    if not reader.actor.sees_all:
        query = query.where((u.member_id == reader.actor.id) | (u.asked_by == reader.actor.id))
    if not answered:
        query = query.where(u.answered_at.is_(None))
    return tuple(
        OfferAsked(r.id, r.contact_id, r.display_name, names.get(r.member_id or 0, ""), names.get(r.asked_by or 0, ""),
                   r.asked_at, r.answered_at, r.answer.get("amount_cents"), r.answer.get("words", ""), r.label or "",
                   r.answer.get("by", ""))
        for r in reader.connection.execute(query.order_by(u.asked_at, u.id))
    )  # fmt: skip
