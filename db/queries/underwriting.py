"""Offers whose numbers were asked for: the facts an underwriter works from, and what a contact's window tells (R10)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.models import Contact, ContactProperty, Lead, Note, Underwriting
from db.queries.contacts import TimelineEntry
from db.queries.reader import Reader
from db.rules.disposition_words import names
from db.rules.errors import NotFoundError
from db.rules.phones import format_phone
from db.rules.values import PROPERTY_TYPES, label_of


@dataclass(frozen=True, slots=True)
class OfferState:
    """Numbers that one press asked for: of whom, by whom, when (ms UTC); the amount in cents once somebody answered."""

    asked_of: tuple[str, ...]
    asked_by: str
    asked_at: int
    answered_at: int | None
    amount_cents: int | None
    words: str
    by: str

    @property
    def waits(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None


def offers_of(reader: Reader, contact_id: int) -> tuple[OfferState, ...]:
    """The numbers asked for a contact, the oldest first; for one that the caller may see."""
    u, people = Underwriting, reader.facts.members
    query = select(u.id, u.press_id, u.member_id, u.asked_by, u.asked_at, u.answered_at, u.answer)
    groups: dict[tuple[str, int], list[tuple[int | None, OfferState]]] = {}
    for r in reader.connection.execute(query.where(u.contact_id == contact_id).order_by(u.id)):
        state = OfferState(
            (people.get(r.member_id or 0, "an underwriter"),), people.get(r.asked_by or 0, ""), r.asked_at,
            r.answered_at, r.answer.get("amount_cents"), r.answer.get("words", ""), r.answer.get("by", ""),
        )  # fmt: skip
        of = ("press", r.press_id) if r.press_id is not None else ("row", r.id)
        groups.setdefault(of, []).append((r.member_id, state))
    return tuple(_together([state for _member, state in group]) for group in groups.values())


def _together(rows: list[OfferState]) -> OfferState:
    """The rows of one press: all were asked, one answered for all."""
    first = next((row for row in rows if not row.waits), rows[0])
    everyone = tuple(dict.fromkeys(name for row in rows for name in row.asked_of))
    return OfferState(everyone, first.asked_by, first.asked_at, first.answered_at, first.amount_cents, first.words,
                      first.by)  # fmt: skip


def offer_events(reader: Reader, contact_id: int) -> list[TimelineEntry]:
    """A line for each answer, "Offer numbers: $412,000", and for what is asked and waits; for a contact in sight."""
    found = []
    for one in offers_of(reader, contact_id):
        if one.answered_at is not None and one.amount_cents is not None:
            title = f"Offer numbers: {dollars(one.amount_cents)}, from {one.by or names(one.asked_of)}"
            found.append(TimelineEntry("task", title, one.words, one.by, one.answered_at))
        elif one.waits:
            title = f"Offer numbers asked of {names(one.asked_of)}"
            found.append(TimelineEntry("task", title, "waits for the answer", one.asked_by, one.asked_at))
    return found


def dollars(cents: int) -> str:
    """Cents as people write them: "$412,000", "$412,000.50"."""
    return f"${cents / 100:,.2f}".removesuffix(".00")


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What an underwriter works from: pairs of a name and a text, in the order they are read."""

    underwriting_id: int
    lines: tuple[tuple[str, str], ...]


def offer_facts(reader: Reader, underwriting_id: int) -> OfferFacts:
    """The facts of the contact of a request. Errors: NotFoundError, also for a contact out of sight (R19)."""
    u, c = Underwriting, Contact
    query = select(c.id, c.owner_id, c.status, c.primary_phone, c.mls_number, u.press_id)
    row = reader.connection.execute(
        query.join_from(u, c, c.id == u.contact_id).where(u.id == underwriting_id, reader.visible)
    ).first()
    if row is None:
        raise NotFoundError(f"There is no request {underwriting_id} for an offer.")
    owner = reader.facts.members.get(row.owner_id or 0, "") if row.owner_id else "nobody: the pool"
    phone = row.primary_phone or ""
    lines = [
        ("Owner", owner),
        ("Status", reader.facts.scheme.style(row.status).label),
        ("Phone", format_phone(phone) if phone.startswith("+") else phone),
        *_properties(reader, row.id),
        ("MLS number", row.mls_number or ""),
        *_latest(reader, row.id),
    ]
    return OfferFacts(underwriting_id, tuple((label, text) for label, text in lines if text))


def _properties(reader: Reader, contact_id: int) -> list[tuple[str, str]]:
    """Every property that was not sold, with what is known of it."""
    h = ContactProperty
    query = select(h).where(h.contact_id == contact_id, h.struck_at.is_(None)).order_by(h.id)
    lines = []
    for r in reader.connection.execute(query.with_only_columns(*h.__table__.c)):
        about = (
            ", ".join(filter(None, (r.street, r.city, " ".join(filter(None, (r.region, r.postal_code)))))),
            label_of(PROPERTY_TYPES, r.property_type) if r.property_type else "",
            f"{r.bedrooms} bedrooms" if r.bedrooms else "",
            f"{r.bathrooms} bathrooms" if r.bathrooms else "",
            f"{r.floor_area} sq ft" if r.floor_area else "",
        )
        lines.append(("Property", " · ".join(filter(None, about))))
        lines.append(("Asks", str(r.asking_price or "")))
        lines.append(("Wants to sell", str(r.sell_when or "")))
    return lines


def _latest(reader: Reader, contact_id: int) -> list[tuple[str, str]]:
    """The newest inquiry and the newest note, in their words."""
    lead = select(Lead.listing_text, Lead.message).where(Lead.contact_id == contact_id)
    inquiry = reader.connection.execute(lead.order_by(Lead.occurred_at.desc(), Lead.id.desc()).limit(1)).first()
    note = select(Note.body).where(Note.contact_id == contact_id).order_by(Note.at.desc(), Note.id.desc()).limit(1)
    said = " · ".join(filter(None, inquiry)) if inquiry is not None else ""
    return [("Last inquiry", said), ("Last note", reader.connection.scalar(note) or "")]
