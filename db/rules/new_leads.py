"""A new lead as it arrives from outside: a document of named values, read with every problem as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from db.rules.addresses import read_address
from db.rules.drafts import AddressDraft, ContactDraft, EmailDraft, PhoneDraft
from db.rules.emails import read_emails
from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.listing_values import letters_of, listing_words
from db.rules.moments import from_iso
from db.rules.names import read_name
from db.rules.phones import read_phones
from db.rules.routing_settings import HIGHEST_PRICE
from db.rules.statuses import Status
from db.rules.values import LEAD_TYPES, Pairs

# What a document may hold; the names with several spellings stand beside the one that is meant.
FIELDS: Final = (
    "name", "email", "phone", "address", "street", "city", "state", "postal_code", "type", "source", "message",
    "listing", "price", "at", "origin", "status",
)  # fmt: skip
_ALIASES: Final = {
    "emails": "email", "phones": "phone", "lead_type": "type", "mls": "listing", "mls_number": "listing",
    "zip": "postal_code", "region": "state",
}  # fmt: skip
LONGEST_MESSAGE: Final = 20_000
LONGEST_VALUE: Final = 200
LONGEST_NAME: Final = 120
MOST_PARTS: Final = 20
FORM: Final = "contact_form"
VALUATION: Final = "valuation_request"
TEXT_CODE: Final = "text_code"


@dataclass(frozen=True, slots=True)
class NewLead:
    """One action of a consumer as it came: who (a draft of the contact), what, about which listing, when.

    `price` in cents and `at` in milliseconds UTC, None where it says nothing; `status` is what the source says a new
    contact gets (R4), "" for New Lead. `postal_code` and `city`: where it is about, when no listing says so.
    """

    draft: ContactDraft = field(default_factory=ContactDraft)
    lead_type: str = FORM
    source: str = ""
    message: str = ""
    listing: str = ""
    price: int | None = None
    origin: str = ""
    status: str = ""
    at: int | None = None
    postal_code: str = ""
    city: str = ""


def read_new_lead(document: Mapping[str, Any], *, sources: Pairs, region: str = "US") -> NewLead:
    """A document (FIELDS) as a new lead. `sources` are the office's own, `region` is of numbers without a country.

    Texts are cleaned of what no database takes, and cut where nobody reads on. Errors: WrongUseError for a name that
    is no field; FieldProblemsError with a sentence for each value that cannot be read.
    """
    given = _given(document)
    problems: dict[str, str] = {}
    price = _price(given.get("price"), problems)
    lead_type = _lead_type(_line(given.get("type")), problems)
    status = _line(given.get("status"))
    if status and status not in set(Status) - {Status.ARCHIVE}:
        problems["status"] = f"“{status}” is no status a new lead can have."
    at = from_iso(_line(given.get("at")))
    if at is None and _line(given.get("at")):
        problems["at"] = f"“{_line(given['at'])}” is no moment; one is 2026-11-22T14:05:00Z."
    place = _place(given, region)
    draft = _draft(given, place, region)
    if not (draft.name.display or draft.emails or draft.phones or draft.addresses):
        problems["name"] = "A lead needs a name, an e-mail, a phone or an address."
    if problems:
        raise FieldProblemsError(problems)
    listing, source = _line(given.get("listing")), source_key(_line(given.get("source")), sources)
    return NewLead(
        _of_type(replace(draft, source=source), lead_type, listing), lead_type, source, _text(given.get("message")),
        listing, price, _line(given.get("origin")), status, at, place.postal_code, place.city,
    )  # fmt: skip


def source_key(word: str, sources: Pairs) -> str:
    """The key of a source by key or label ("Realtor.com"); the word itself where the office has none of that name."""
    wanted = letters_of(word)
    return next((key for key, label in sources if wanted and wanted in (letters_of(key), letters_of(label))), word)


def _given(document: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in document.items():
        key = _ALIASES.get(str(name), str(name))
        if key not in FIELDS:
            raise WrongUseError(f"“{_line(name)}” is no field of a lead; the fields are {', '.join(FIELDS)}.")
        given[key] = value
    return given


def _place(given: Mapping[str, Any], region: str) -> AddressDraft:
    names = ("street", "city", "state", "postal_code", "address")
    street, city, state, code, raw = (_line(given.get(name)) for name in names)
    return read_address(
        AddressDraft(street=street, city=city, region=state, postal_code=code, raw=raw, primary=True), region=region
    )


def _draft(given: Mapping[str, Any], place: AddressDraft, region: str) -> ContactDraft:
    emails: list[EmailDraft] = []
    for cell in _cells(given.get("email")):
        emails += read_emails(cell)
    phones: list[PhoneDraft] = []
    for cell in _cells(given.get("phone")):
        phones += read_phones(cell, region=region)
    return ContactDraft(
        name=read_name(_line(given.get("name"))[:LONGEST_NAME]),
        emails=tuple(emails[:MOST_PARTS]),
        phones=tuple(phones[:MOST_PARTS]),
        # a postal code or a city alone says what the lead is about, not where somebody lives
        addresses=(place,) if place.street or place.raw else (),
    )


def _of_type(draft: ContactDraft, lead_type: str, listing: str) -> ContactDraft:
    """What a kind of lead says of its contact: the address to be valued (R34), that a text captured them (R36)."""
    if lead_type == VALUATION and draft.addresses:
        one = draft.addresses[0]
        parts = (one.street, one.city, " ".join(filter(None, (one.region, one.postal_code))))
        return replace(draft, valuation_address=", ".join(filter(None, parts))[:LONGEST_VALUE])
    if lead_type == TEXT_CODE:
        return replace(draft, captured_by_text="mls" if listing_words(listing)[0] else "app")
    return draft


def _lead_type(word: str, problems: dict[str, str]) -> str:
    if not word:
        return FORM
    wanted = letters_of(word)
    found = next((key for key, label in LEAD_TYPES if wanted in (letters_of(key), letters_of(label))), "")
    if not found:
        problems["type"] = f"“{word}” is no lead type; the keys are {', '.join(dict(LEAD_TYPES))}."
    return found


def _price(value: Any, problems: dict[str, str]) -> int | None:
    text = _line(value).replace(",", "").replace("$", "").replace(" ", "")
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= HIGHEST_PRICE // 100:
        problems["price"] = f"“{_line(value)[:40]}” is no price; one is 450000."
        return None
    return int(amount * 100)


def _cells(value: Any) -> Iterable[str]:
    if isinstance(value, (list, tuple)):
        return [_line(one) for one in value[:MOST_PARTS]]
    return [_line(value)]


def _line(value: Any) -> str:
    """One line of text, no longer than what the office keeps of it."""
    return " ".join(_text(value).split())[:LONGEST_VALUE].strip()


def _text(value: Any) -> str:
    """A text without halves of characters and control signs, save the ends of lines."""
    if value is None or isinstance(value, (bool, dict, list, tuple)):
        return ""
    whole = str(value)[:LONGEST_MESSAGE].encode("utf-8", "replace").decode()
    return "".join(ch for ch in whole.replace("\r\n", "\n") if ch >= " " or ch in "\n\t").strip()
