"""What a contract document is filled with, from the contact's own data; what is missing is named (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from db.models import Contact, ContactAddress, ContactProperty, Press
from db.queries.reader import Reader
from db.rules.errors import NotFoundError

# Every field that a template may use, and whether a contract needs it.
FIELDS: Final = (
    ("name", "Name", True),
    ("spouse", "Spouse", False),
    ("email", "E-mail", True),
    ("phone", "Phone", True),
    ("mailing_address", "Mailing address", True),
    ("property_address", "Property", True),
    ("offer_amount", "Amount of the offer", True),
)


@dataclass(frozen=True, slots=True)
class ContractFields:
    """The fields by key, "" where the office does not know, and the labels of those a contract needs and lacks."""

    values: dict[str, str]
    missing: tuple[str, ...]


def contract_fields(reader: Reader, contact_id: int) -> ContractFields:
    """What the contract of a contact is filled with. Errors: NotFoundError, also when it is out of sight (R19)."""
    seen = select(Contact.id).where(Contact.id == contact_id, reader.visible)
    if reader.connection.scalar(seen) is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    values = _values(reader.connection, contact_id)
    return ContractFields(values, _missing(values))


def missing_of(connection: Connection, contact_id: int) -> tuple[str, ...]:
    """The labels of what a contract of this contact lacks."""
    return _missing(_values(connection, contact_id))


def _missing(values: dict[str, str]) -> tuple[str, ...]:
    return tuple(label for key, label, needed in FIELDS if needed and not values[key])


def _values(connection: Connection, contact_id: int) -> dict[str, str]:
    c, a, p, made = Contact, ContactAddress, ContactProperty, Press
    name, spouse, email, phone = connection.execute(
        select(c.display_name, c.spouse, c.primary_email, c.primary_phone).where(c.id == contact_id)
    ).one()
    mailing = connection.execute(
        select(a.street, a.unit, a.city, a.region, a.postal_code)
        .where(a.contact_id == contact_id)
        .order_by(a.is_primary.desc(), a.id)
        .limit(1)
    ).first()
    sold = connection.execute(
        select(p.street, p.city, p.region, p.postal_code)
        .where(p.contact_id == contact_id, p.struck_at.is_(None))
        .order_by(p.id)
        .limit(1)
    ).first()
    amount = connection.scalar(
        select(made.amount_cents)
        .where(made.contact_id == contact_id, made.amount_cents.is_not(None))
        .order_by(made.id.desc())
        .limit(1)
    )
    return {
        "name": name, "spouse": spouse, "email": email, "phone": phone, "mailing_address": _line(mailing),
        "property_address": _line(sold), "offer_amount": "" if amount is None else f"${amount / 100:,.2f}",
    }  # fmt: skip


def _line(parts: Any) -> str:
    """An address in one line, as far as it is known."""
    return ", ".join(str(part).strip() for part in parts or () if str(part).strip())
