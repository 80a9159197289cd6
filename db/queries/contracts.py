"""What contract documents are filled with, read once for all contacts: their own data, and nothing invented (R13)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select

from db.files.sample_contract import sample_contract
from db.files.word_documents import fill_document
from db.files.word_templates import read_template
from db.models import Contact, ContactAddress, ContactProperty, Deal, Member, Press
from db.queries.reader import Reader
from db.queries.stored_files import content_of
from db.rules.contract_fields import (
    FIELDS_BY_KEY,
    SETTING,
    day_in_words,
    dollars,
    dollars_in_words,
    labels_of,
    written_day,
)
from db.rules.deals import OPEN_STAGES, closing_day
from db.rules.details import shown_address
from db.rules.dispositions import YELLOW
from db.rules.drafts import AddressDraft
from db.rules.errors import FileProblemError, NotFoundError
from db.rules.moments import day_of
from db.rules.phones import format_phone
from db.rules.stored_files import clean_name
from db.rules.values import PROPERTY_TYPES, label_of
from db.scratch import numbers

# Fields of the deal form that are taken as they were typed.
_SAID: Final = ("buyer", "seller", "contingencies")
SAMPLE_NAME: Final = "Sample contract.docx"
Rows = Mapping[int, Any]


@dataclass(frozen=True, slots=True)
class ContractFields:
    """The fields by key, "" where the office does not know, the labels of these, and a sentence about a choice made
    for them ("" where there was none): of several properties one is named.
    """

    name: str
    values: dict[str, str]
    missing: tuple[str, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """The template in use: the office's own by its file name, or the sample that ships."""

    name: str
    data: bytes
    is_sample: bool


def contract_fields(reader: Reader, contact_id: int) -> ContractFields:
    """What the contract of a contact is filled with. Errors: NotFoundError, also when it is out of sight (R19)."""
    seen = select(Contact.id).where(Contact.id == contact_id, reader.visible)
    if reader.connection.scalar(seen) is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    return fields_of(reader, [contact_id])[contact_id]


def contract_template(reader: Reader) -> OfficeTemplate:
    """The office's own template; the sample where it has set none, or lost what was in it."""
    kept = reader.facts.settings.get(SETTING)
    data = content_of(reader, str(kept.get("sha256"))) if isinstance(kept, dict) else None
    if data is None or not isinstance(kept, dict):
        return OfficeTemplate(SAMPLE_NAME, sample_contract(), is_sample=True)
    return OfficeTemplate(str(kept.get("name") or "Contract.docx"), data, is_sample=False)


def ready_template(reader: Reader) -> bool:
    """Have the template read and kept at hand before a write that fills it; False when it cannot be filled."""
    template = contract_template(reader)
    try:
        read_template(template.data, template.name)
    except FileProblemError:
        return False
    return True


def fields_of(reader: Reader, contact_ids: Collection[int]) -> dict[int, ContractFields]:
    """The same for contacts that the caller has chosen, and so may see, in a handful of reads for all of them."""
    found = _Found(reader, contact_ids)
    return {contact_id: found.fields(contact_id) for contact_id in found.contacts}


@dataclass(frozen=True, slots=True)
class ContractTrial:
    """A draft that is kept nowhere: what its file is called, what is in it, what stands blank, and the choice made."""

    file_name: str
    data: bytes
    missing: tuple[str, ...]
    choice: str


def contract_trial(reader: Reader, contact_id: int) -> ContractTrial:
    """What the draft of a contact would be. Errors: NotFoundError; FileProblemError when the template is broken."""
    fields, template = contract_fields(reader, contact_id), contract_template(reader)
    made = fill_document(read_template(template.data, template.name), fields.values)
    name = draft_name(fields.name, reader.now, reader.facts.zone)
    return ContractTrial(name, made.data, made.missing, fields.choice)


def draft_name(name: str, now: int, zone: str) -> str:
    """What the file of a draft is called: the contact and the day."""
    return clean_name(f"Contract {name} {day_of(now, zone).isoformat()}.docx")


class _Found:
    """What the office knows of some contacts."""

    def __init__(self, reader: Reader, contact_ids: Collection[int]) -> None:
        self._reader = reader
        self._ids = numbers(reader.connection.dialect.name, contact_ids)
        c, a, p, d, m = Contact, ContactAddress, ContactProperty, Deal, Press
        self.contacts = self._rows(
            select(c.id.label("contact_id"), c.display_name, c.first_name, c.last_name, c.spouse, c.company,
                   c.primary_email, c.primary_phone, c.mls_number, c.owner_id).where(c.id.in_(self._ids))
        )  # fmt: skip
        # of several rows of a contact the last one counts
        self._addresses = self._rows(
            select(a.contact_id, a.street, a.unit, a.city, a.region, a.postal_code, a.country, a.raw)
            .where(a.contact_id.in_(self._ids)).order_by(a.is_primary, a.id.desc())
        )  # fmt: skip
        homes = select(p.__table__).where(p.contact_id.in_(self._ids), p.struck_at.is_(None)).order_by(p.id)
        self._homes: dict[int, list[Any]] = {}
        for home in reader.connection.execute(homes):
            self._homes.setdefault(home.contact_id, []).append(home)
        deals = select(d.contact_id, d.details).where(d.contact_id.in_(self._ids), d.stage.in_(OPEN_STAGES))
        self._deals = self._rows(deals.order_by(d.id))
        # an offer that was rejected, or a contact that was given back since, names no price any more
        told = or_(m.amount_cents.is_not(None), m.colour == YELLOW)
        offered = select(m.contact_id, m.amount_cents, m.colour).where(m.contact_id.in_(self._ids), told)
        last = self._rows(offered.order_by(m.at, m.id))
        self._offers = {key: row for key, row in last.items() if row.colour != YELLOW}
        agents = {row.owner_id or reader.actor.id for row in self.contacts.values()}
        of_agents = Member.id.in_(numbers(reader.connection.dialect.name, agents))
        people = reader.connection.execute(select(Member.__table__).where(of_agents))
        self._agents: Rows = {row.id: row for row in people}

    def _rows(self, query: Any) -> Rows:
        return {row.contact_id: row for row in self._reader.connection.execute(query)}

    def fields(self, contact_id: int) -> ContractFields:
        """The fields of one of them."""
        row = self.contacts[contact_id]
        deal = dict(self._deals[contact_id].details or {}) if contact_id in self._deals else {}
        homes = self._homes.get(contact_id, [])
        values = {
            "contact_name": row.display_name, "first_name": row.first_name, "last_name": row.last_name,
            "spouse": row.spouse, "company": row.company, "email": row.primary_email,
            "phone": format_phone(row.primary_phone) if row.primary_phone else "",
            **_mailing(self._addresses.get(contact_id)), **_property(homes, str(deal.get("property") or "")),
            "mls_number": str(deal.get("mls_number") or row.mls_number),
            **self._price(contact_id, deal), **{key: str(deal.get(key) or "") for key in _SAID},
            **_agent(self._agents.get(row.owner_id or self._reader.actor.id)), **self._office(),
        }  # fmt: skip
        clean = {key: values[key].strip() for key in FIELDS_BY_KEY}
        missing = labels_of(key for key, value in clean.items() if not value)
        several = len(homes) > 1 and not deal.get("property")
        choice = f"Of their {len(homes)} properties it names {clean['property_address']}." if several else ""
        return ContractFields(row.display_name, clean, missing, choice)

    def _price(self, contact_id: int, deal: Mapping[str, Any]) -> dict[str, str]:
        offer = self._offers[contact_id].amount_cents if contact_id in self._offers else None
        price = deal.get("price_cents") or offer
        closing = closing_day(deal)
        return {
            "offer_amount": dollars(offer) if offer else "",
            "price": dollars(price) if price else "",
            "price_in_words": dollars_in_words(price) if price else "",
            "closing_date": written_day(closing) if closing else "",
        }

    def _office(self) -> dict[str, str]:
        settings, today = self._reader.facts.settings, day_of(self._reader.now, self._reader.facts.zone)
        phone = str(settings.get("phone") or "")
        return {
            "office_name": str(settings.get("name") or ""),
            "office_phone": format_phone(phone) if phone else "",
            "office_address": str(settings.get("postal_address") or ""),
            "today": written_day(today),
            "today_in_words": day_in_words(today),
        }


def _mailing(row: Any) -> dict[str, str]:
    keys = ("street", "city", "region", "postal_code")
    names = ("mailing_street", "mailing_city", "mailing_state", "mailing_postal_code")
    if row is None:
        return dict.fromkeys((*names, "mailing_address"), "")
    return {"mailing_address": shown_address(row)} | {n: getattr(row, k) for n, k in zip(names, keys, strict=True)}


def _property(homes: list[Any], said: str) -> dict[str, str]:
    """The one that the deal names, with what is known of it; else the contact's first."""
    lines = [shown_address(AddressDraft(h.street, "", h.city, h.region, h.postal_code)) for h in homes]
    same = [home for home, line in zip(homes, lines, strict=True) if not said or line.casefold() == said.casefold()]
    keys = ("street", "city", "region", "postal_code", "property_type", "bedrooms", "bathrooms", "floor_area")
    names = ("property_street", "property_city", "property_state", "property_postal_code", *keys[4:])
    if not same:
        return dict.fromkeys((*names, "asking_price"), "") | {"property_address": said}
    home = same[0]
    known = {name: str(getattr(home, key)) for name, key in zip(names, keys, strict=True)}
    known["property_type"] = label_of(PROPERTY_TYPES, home.property_type) if home.property_type else ""
    price = home.asking_price
    asked = f"${int(price):,}" if price.isascii() and price.isdecimal() and len(price) < 13 else price
    return known | {"property_address": said or lines[homes.index(home)], "asking_price": asked}


def _agent(row: Any) -> dict[str, str]:
    keys = ("name", "email", "license_number", "company", "signature")
    names = ("agent_name", "agent_email", "agent_license", "agent_company", "agent_signature")
    if row is None:
        return dict.fromkeys((*names, "agent_phone"), "")
    phone = format_phone(row.phone) if row.phone else ""
    return {n: getattr(row, k) for n, k in zip(names, keys, strict=True)} | {"agent_phone": phone}
