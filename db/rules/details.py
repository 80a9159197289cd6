"""What hangs on a contact row by row (e-mails, phones, addresses, properties): how a row reads, what may be typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from db.rules.addresses import read_address, read_one_cell
from db.rules.contact_fields import ContactField
from db.rules.drafts import AddressDraft, EmailDraft, PhoneDraft
from db.rules.emails import read_emails
from db.rules.errors import FieldProblemsError
from db.rules.phones import format_phone, read_phones
from db.rules.values import PROPERTY_TYPES

LONGEST: Final = 200
NOUNS: Final = {"emails": "E-mail", "phones": "Phone", "addresses": "Address", "properties": "Property"}
LABELS: Final[dict[str, tuple[str, ...]]] = {
    "emails": ("home", "work", "other"),
    "phones": ("mobile", "home", "work", "fax", "other"),
    "addresses": ("home", "work", "mailing", "property", "other"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One row by its id; `kind` is "emails", "phones", "addresses" or "properties"."""

    kind: str
    id: int


class AddressParts(Protocol):
    """The parts of an address, of whatever kind of row."""

    @property
    def street(self) -> str:
        """Number and street."""

    @property
    def unit(self) -> str:
        """Flat, suite, lot."""

    @property
    def city(self) -> str:
        """Town."""

    @property
    def region(self) -> str:
        """State."""

    @property
    def postal_code(self) -> str:
        """Code, as text."""

    @property
    def country(self) -> str:
        """Country, where it is another one."""

    @property
    def raw(self) -> str:
        """The address as it came."""


ADDRESS_FIELDS: Final[dict[str, ContactField]] = {
    f.key: f
    for f in (
        ContactField("street", "Street"),
        ContactField("unit", "Unit"),
        ContactField("city", "City"),
        ContactField("region", "State"),
        ContactField("postal_code", "Postal code"),
        ContactField("country", "Country"),
    )
}
PROPERTY_FIELDS: Final[dict[str, ContactField]] = {
    f.key: f
    for f in (
        ContactField("street", "Street"),
        ContactField("city", "City"),
        ContactField("region", "State"),
        ContactField("postal_code", "Postal code"),
        ContactField("property_type", "Property type", "choice", PROPERTY_TYPES),
        ContactField("bedrooms", "Bedrooms", "number"),
        ContactField("bathrooms", "Bathrooms", "number"),
        ContactField("floor_area", "Floor area", "number"),
        ContactField("sell_when", "Wants to sell"),
        ContactField("asking_price", "Asking price", "number"),
    )
}
_UNIT_WORD: Final = re.compile(r"(?:[A-Za-z]{3,}\.?\s|#)")
_NOT_THEIRS: Final = "the office must not mail it. Give an address of their own."


def shown_email(value: str, raw: str) -> str:
    """An e-mail address as people read it; what is none as it was written."""
    return value or raw


def shown_phone(e164: str, extension: str, raw: str) -> str:
    """A number as people read it; one that could not be read as it was written."""
    return format_phone(e164, extension) or raw


def shown_address(parts: AddressParts) -> str:
    """An address in one line, so that reading the line again gives the same parts."""
    unit = parts.unit if not parts.unit or _UNIT_WORD.match(parts.unit) else f"Unit {parts.unit}"
    place = " ".join(filter(None, (parts.region, parts.postal_code)))
    return ", ".join(filter(None, (parts.street, unit, parts.city, place, parts.country))) or parts.raw


def typed_email(text: str) -> EmailDraft:
    """The one address that was typed. Errors: FieldProblemsError under "text": none, several, or not theirs."""
    found = read_emails(text)
    if len(found) > 1 and all(one.value for one in found):
        raise FieldProblemsError({"text": "One e-mail address a line; add the next one below."})
    if len(found) != 1 or not found[0].value:
        raise FieldProblemsError({"text": f"“{text}” is no e-mail address."})
    if not found[0].usable:
        raise FieldProblemsError({"text": f"“{text}” is a {found[0].why_not}: {_NOT_THEIRS}"})
    _check_length("text", found[0].value, "An e-mail address")
    return found[0]


def typed_phone(text: str, *, region: str) -> PhoneDraft:
    """The one number that was typed; `region` is the office's country. Errors: FieldProblemsError under "text"."""
    found = read_phones(text, region=region)
    if len(found) > 1 and all(one.usable for one in found):
        raise FieldProblemsError({"text": "One number a line; add the next one below."})
    if len(found) != 1 or not found[0].usable:
        why = found[0].why_not if len(found) == 1 else ""
        more = f": {why}" if why and why != "not a phone number" else ""
        raise FieldProblemsError({"text": f"“{text}” is no phone number{more}."})
    return found[0]


def typed_address(text: str, *, region: str) -> AddressDraft:
    """The address that was typed in one line. Errors: FieldProblemsError under "text" when a part is too long."""
    found = read_one_cell(text, region=region)
    for key in ADDRESS_FIELDS:
        _check_length("text", getattr(found, key), ADDRESS_FIELDS[key].label)
    return found


def typed_place(text: str, *, region: str) -> dict[str, str]:
    """Where a property lies, typed in one line, as its columns. Errors: FieldProblemsError under "text"."""
    found = typed_address(text, region=region)
    street = ", ".join(filter(None, (found.street, found.unit)))
    _check_length("text", street, "Street")
    return {"street": street, "city": found.city, "region": found.region, "postal_code": found.postal_code}


def typed_parts(changes: Mapping[str, str], *, region: str) -> dict[str, str]:
    """Parts of an address, cleaned: states as two letters, codes with their zeros. Errors: FieldProblemsError."""
    clean = check_texts(changes, ADDRESS_FIELDS)
    whole = read_address(_parts(clean), region=region)
    return {key: str(getattr(whole, key)) for key in clean}


def _parts(clean: Mapping[str, str]) -> AddressDraft:
    street, unit, city, state, code, country = (clean.get(key, "") for key in ADDRESS_FIELDS)
    return AddressDraft(street, unit, city, state, code, country)


def check_texts(changes: Mapping[str, str], known: Mapping[str, ContactField]) -> dict[str, str]:
    """Texts of fields, cleaned. Errors: FieldProblemsError with a sentence for each that is wrong."""
    clean = {key: " ".join(str(text).split()) for key, text in changes.items()}
    problems = {key: wrong for key, text in clean.items() if (wrong := _wrong(known.get(key), key, text))}
    if problems:
        raise FieldProblemsError(problems)
    return clean


def check_label(label: str) -> str:
    """The label of a row, cleaned. Errors: FieldProblemsError under "label"."""
    clean = " ".join(label.split())
    if len(clean) > 40:
        raise FieldProblemsError({"label": "A label is at most 40 characters."})
    return clean


def check_extra_name(name: str) -> str:
    """The name of a field of the office's own, cleaned. Errors: FieldProblemsError under "name"."""
    clean = " ".join(name.split())
    if not clean or len(clean) > 80:
        raise FieldProblemsError({"name": "A field has a name of at most 80 characters."})
    return clean


def _wrong(known: ContactField | None, key: str, text: str) -> str:
    if known is None:
        return f"There is no field “{key}”."
    if len(text) > LONGEST:
        return f"{known.label} is longer than {LONGEST} characters."
    if known.kind == "number" and text and not any(ch.isdecimal() for ch in text) and text.casefold() != "studio":
        return f"{known.label} is a number."
    return ""


def _check_length(key: str, text: str, what: str) -> None:
    if len(text) > LONGEST:
        raise FieldProblemsError({key: f"{what} is longer than {LONGEST} characters."})
