"""One row or webhook body of a transaction system into what it tells: which transaction, whose, what of it (R7)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.rules.addresses import read_one_cell
from db.rules.dates import read_day, read_moment
from db.rules.deals import FELL, LONGEST_TEXT, PENDING
from db.rules.emails import find_emails
from db.rules.listing_values import letters_of
from db.rules.moments import from_iso
from db.rules.moments import read_day as known_day
from db.rules.phones import find_phones
from db.rules.transaction_words import (
    BUYER,
    DOCUSIGN,
    DOTLOOP,
    EARLY,
    EXPORT,
    OTHER,
    SELLER,
    SKYSLOPE,
    cents_of,
    is_contract,
    role_of,
    side_of,
    street_key,
    word_of,
)

MOST_CELL: Final = 1_000_000
MOST_PEOPLE: Final = 100
_INNER: Final = frozenset({
    "data", "loop", "file", "filedata", "transaction", "details", "loopdetails", "propertyaddress", "premisesaddress",
    "address", "property", "financials", "contractdates", "contractinfo", "listinginformation", "sale",
})  # fmt: skip
_LISTS: Final = {
    "participants": "", "contacts": "", "parties": "", "people": "", "clients": "", "signers": "", "buyers": BUYER,
    "purchasers": BUYER, "tenants": BUYER, "sellers": SELLER, "landlords": SELLER, "owners": SELLER,
}  # fmt: skip
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "key": ("loopid", "transactionid", "saleguid", "fileid", "transactionguid", "guid", "dealid", "filenumber", "id"),
    "status": ("status", "transactionstatus", "loopstatus", "filestatus", "salestatus", "dealstatus", "stage"),
    "at": ("updated", "updatedat", "modified", "modifiedon", "lastmodified", "lastmodifiedon", "lastupdated",
           "lastupdatedat", "statusdate", "statuschanged", "timestamp", "eventtime"),
    "name": ("name", "loopname", "transactionname", "filename"),
    "side": ("transactiontype", "representationtype", "representation", "representing", "side", "clienttype"),
    "price": ("purchaseprice", "purchasesaleprice", "saleprice", "salesprice", "soldprice", "closeprice",
              "contractprice", "price"),
    "accepted_on": ("acceptancedate", "accepteddate", "contractdate", "undercontractdate", "contractagreementdate",
                    "pendingdate", "bindingdate"),
    "closing_on": ("actualclosedate", "closeddate", "closingdate", "closedate", "settlementdate", "closeofescrow",
                   "coe", "estimatedclosingdate", "expectedclosingdate", "expectedclosedate"),
    "mls_number": ("mlsnumber", "mlsid", "mls", "listingid"),
    "street_number": ("streetnumber",),
    "street": ("streetname", "street", "streetaddress"),
    "unit": ("unit", "unitnumber"),
    "whole": ("propertyaddress", "premisesaddress", "fulladdress", "address", "property"),
    "city": ("city", "propertycity"),
    "state": ("state", "stateprov", "propertystate", "stateorprovince"),
    "code": ("postalcode", "zip", "zipcode", "zippostalcode", "propertyzip"),
}  # fmt: skip
_PERSON: Final = re.compile(
    r"(?:primary)?(buyer|seller|client|contact|purchaser|tenant|landlord|)s?(\d?)(email|emailaddress|name|fullname|phone|"
    r"phonenumber|mobile|cellphone|)", re.ASCII,
)  # fmt: skip
_COMPLETED, _OFF = "envelopecompleted", frozenset({"envelopedeclined", "envelopevoided"})


@dataclass(frozen=True, slots=True)
class Person:
    """A participant: role as transaction_words.role_of, addresses lower-cased, numbers E.164."""

    name: str
    role: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How a report names whom it looked for: "ann@example.com (buyer)"."""
        said = ", ".join((*self.emails, *self.phones)) or self.name
        return f"{said} ({self.role})" if self.role else said


@dataclass(frozen=True, slots=True)
class TransactionDraft:
    """What a row tells. `word` is the stage it speaks of, "" for none; `at` (ms UTC) when that was so, None where it is
    not said; `street` and `place` (postal code, else city) the property as it is compared; `form` fields of the deal
    form. `reason` is a sentence when nothing can come of the row; with `ignored` it is passed over on purpose.
    """

    row: int
    system: str = EXPORT
    key: str = ""
    word: str = ""
    at: int | None = None
    side: str = ""
    people: tuple[Person, ...] = ()
    street: str = ""
    place: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    reason: str = ""
    ignored: bool = False

    @property
    def title(self) -> str:
        """What the row is about, for a report."""
        named = str(self.form.get("property") or "") or next((p.name for p in self.people if p.name), "")
        return named or self.key

    @property
    def looked_for(self) -> tuple[str, ...]:
        """What a contact was looked for by."""
        found = [person.words for person in self.people if person.role != OTHER and (person.emails or person.phones)]
        return (*found, *([str(self.form["property"])] if self.street and self.form.get("property") else ()))


def is_transaction_header(header: Sequence[str]) -> bool:
    """Whether these may be the columns, or the fields, of a transaction system."""
    found = {letters_of(name) for name in header}
    if found & {"filedata", "loop"} or {"event", "eventtype"} <= found or {"event", "data"} <= found:
        return True
    if "data" in found:
        return True
    told = bool(found & {*NAMES["status"], *NAMES["accepted_on"], "isarchived"})
    sale = {*NAMES["price"], *NAMES["closing_on"], *NAMES["accepted_on"], *NAMES["side"], *NAMES["key"][:-1], *_LISTS}
    return told and (bool(found & sale) or any((m := _PERSON.fullmatch(name)) and role_of(m[1]) for name in found))


class TransactionRows:
    """Reads rows under one header. `region` is the office's country, `zone` its time zone."""

    def __init__(self, header: Sequence[str], *, region: str = "US", zone: str = "UTC") -> None:
        self._header = tuple(letters_of(name) for name in header)
        self._region, self._zone = region, zone

    def read(self, row: int, cells: Sequence[str]) -> TransactionDraft:
        """What a row tells."""
        if any(len(cell) > MOST_CELL for cell in cells):
            return TransactionDraft(row, reason="A field of this row is larger than a megabyte; it was not read.")
        box: dict[str, Any] = {}
        for name, cell in zip(self._header, cells, strict=True):
            if cell and name not in box:
                box[name] = _opened(cell)
        event = letters_of(str(box.get("event", ""))) if isinstance(box.get("event"), str) else ""
        if event.startswith(("envelope", "recipient")):
            return self._envelope(row, event, box)
        if isinstance(box.get("event"), dict) and "eventtype" in box:
            return _ids_only(row, box)
        return self._told(row, box)

    # -- a transaction in full ----------------------------------------------------------------------------------

    def _told(self, row: int, box: Mapping[str, Any]) -> TransactionDraft:
        flat = _flat(box)
        get = {part: _first(flat, names) for part, names in NAMES.items()}
        warnings: list[str] = []
        status = get["status"]
        word = word_of(status)
        if not status and get["accepted_on"] and "filedata" in box:
            word = PENDING
        people = tuple(self._people(flat))
        form, street, place = self._form(get, warnings)
        key = get["key"] or _key_of(street or letters_of(get["name"]), people)
        draft = TransactionDraft(
            row, _system(box, flat), key[:LONGEST_TEXT], word, self._moment(get["at"], warnings), side_of(get["side"]),
            people, street, place, form, tuple(warnings),
        )  # fmt: skip
        return _judged(draft, status)

    def _moment(self, text: str, warnings: list[str]) -> int | None:
        if not text:
            return None
        found = from_iso(read_moment(text, zone=self._zone))
        if found is None:
            warnings.append(f"“{text[:40]}” is no moment; the row counts as undated.")
        return found

    def _form(self, get: Mapping[str, str], warnings: list[str]) -> tuple[dict[str, Any], str, str]:
        form: dict[str, Any] = {}
        if get["price"]:
            cents = cents_of(get["price"])
            if cents is None:
                warnings.append(f"“{get['price'][:40]}” is no price.")
            else:
                form["price_cents"] = cents
        for part in ("accepted_on", "closing_on"):
            if text := get[part]:
                day = read_day(text) or read_moment(text, zone=self._zone)[:10]
                if known_day(day):
                    form[part] = day
                else:
                    warnings.append(f"“{text[:40]}” is no day.")
        if get["mls_number"]:
            form["mls_number"] = get["mls_number"][:LONGEST_TEXT]
        shown, street, place = self._property(get)
        return form | ({"property": shown[:LONGEST_TEXT]} if shown else {}), street, place

    def _property(self, get: Mapping[str, str]) -> tuple[str, str, str]:
        """The property as shown, its street as compared, and its postal code or city."""
        street = " ".join(filter(None, (get["street_number"], get["street"])))
        unit, city, state, code = get["unit"], get["city"], get["state"], get["code"]
        whole = get["whole"] or (get["name"] if get["name"][:1].isdigit() and " " in get["name"] else "")
        if not street and whole:
            parts = read_one_cell(whole, region=self._region)
            street, unit = parts.street, unit or parts.unit
            city, state, code = city or parts.city, state or parts.region, code or parts.postal_code
        if not street:
            return "", "", ""
        shown = ", ".join(filter(None, (street, unit, city, " ".join(filter(None, (state, code))))))
        return shown, street_key(f"{street} {unit}".strip()), (code[:5] or city).casefold()

    # -- people ---------------------------------------------------------------------------------------------------

    def _people(self, flat: Mapping[str, Any]) -> Iterator[Person]:
        for name, role in _LISTS.items():
            found = flat.get(name)
            inner = found.get("data", found.get("signers")) if isinstance(found, dict) else found
            for one in inner[:MOST_PEOPLE] if isinstance(inner, list) else ():
                if isinstance(one, dict):
                    yield self._person({letters_of(key): value for key, value in one.items()}, role)
        groups: dict[str, dict[str, str]] = {}
        for name, value in flat.items():
            match = _PERSON.fullmatch(name)
            if match and (match[1] or match[3]) and isinstance(value, str) and name != "name":
                kind = {"": "name", "fullname": "name"}.get(match[3], match[3])
                groups.setdefault(match[1] + match[2], {})[kind] = value
        for whose, parts in groups.items():
            yield self._person(parts, role_of(whose))

    def _person(self, parts: Mapping[str, Any], role: str) -> Person:
        name = _first(parts, ("fullname", "name")) or " ".join(
            filter(None, (_first(parts, ("firstname",)), _first(parts, ("lastname",))))
        )
        emails = _first(parts, ("email", "emailaddress")) or (name if "@" in name else "")
        phones = _first(parts, ("phone", "phonenumber", "mobile", "cellphone", "cell"))
        said = role_of(_first(parts, ("role", "rolename", "type"))) or role
        return Person(
            "" if "@" in name else name[:LONGEST_TEXT], said,
            tuple(one.value for one in find_emails(emails) if one.value and one.usable) if emails else (),
            tuple(p.e164 for p in find_phones(phones, self._region) if p.e164 and p.usable) if phones else (),
        )  # fmt: skip

    # -- DocuSign -------------------------------------------------------------------------------------------------

    def _envelope(self, row: int, event: str, box: Mapping[str, Any]) -> TransactionDraft:
        """An envelope was signed by all, or will not be: its event decides, the summary may be missing."""
        data = _lettered(box.get("data"))
        summary = _lettered(data.get("envelopesummary"))
        key = _first(data, ("envelopeid",)) or _first(summary, ("envelopeid",))
        named = f"Envelope {key[:60]}"
        if event != _COMPLETED and event not in _OFF:
            return TransactionDraft(row, DOCUSIGN, key, reason=f"{named}: {box['event']} says nothing of a sale yet.",
                                    ignored=True)  # fmt: skip
        subject = _first(summary, ("emailsubject",))
        if not is_contract(subject):
            return TransactionDraft(row, DOCUSIGN, key, reason=f"{named}: “{subject[:80]}” is no contract of sale.",
                                    ignored=True)  # fmt: skip
        warnings: list[str] = []
        flat = {**_custom_fields(summary.get("customfields")), "signers": summary.get("recipients")}
        get = {part: _first(flat, names) for part, names in NAMES.items()}
        form, street, place = self._form(get, warnings)
        stamp = _first(box, ("generateddatetime",)) or _first(summary, ("completeddatetime", "statuschangeddatetime"))
        draft = TransactionDraft(
            row, DOCUSIGN, key[:LONGEST_TEXT], PENDING if event == _COMPLETED else FELL, self._moment(stamp, warnings),
            side_of(get["side"]), tuple(self._people(flat)), street, place, form, tuple(warnings),
        )  # fmt: skip
        if not summary:
            return _refusal(
                draft, f"{named}: the message names it by its id only; have Connect include the recipients."
            )
        return draft


def _judged(draft: TransactionDraft, status: str) -> TransactionDraft:
    """The draft, or why nothing can come of it."""
    if draft.word == EARLY:
        return _refusal(draft, f"“{status[:60]}” is not under contract; nothing follows from it.")
    if status and not draft.word:
        return _refusal(draft, f"“{status[:60]}” is no status that Brokerdesk knows.", ignored=False)
    if not draft.key:
        return _refusal(draft, "It names no transaction: neither an id, nor a property, nor a person.", ignored=False)
    if not draft.word:
        return _refusal(draft, "It says nothing of a status or an acceptance.")
    return draft


def _refusal(draft: TransactionDraft, reason: str, *, ignored: bool = True) -> TransactionDraft:
    return TransactionDraft(
        draft.row, draft.system, draft.key, "", draft.at, draft.side, draft.people, draft.street, draft.place,
        draft.form, draft.warnings, reason, ignored,
    )  # fmt: skip


def _ids_only(row: int, box: Mapping[str, Any]) -> TransactionDraft:
    key = _first(_lettered(box["event"]), ("id", "toid"))
    what = _first(box, ("eventtype",))[:60]
    reason = f"{what} names loop {key[:40] or '?'} by its id only and does nothing by itself; give the loop's own data."
    return TransactionDraft(row, DOTLOOP, key[:LONGEST_TEXT], reason=reason, ignored=True)


def _key_of(street: str, people: Sequence[Person]) -> str:
    """What stands for the id where a system gives none: the property, else who takes part."""
    emails = sorted({email for person in people for email in person.emails if person.role != OTHER})
    return f"of {street or ' '.join(emails)}" if street or emails else ""


def _system(box: Mapping[str, Any], flat: Mapping[str, Any]) -> str:
    if "filedata" in box or {"representationtype", "saleguid"} & set(flat):
        return SKYSLOPE
    return DOTLOOP if {"loopurl", "loopid", "loop", "transactiontype", "profileid"} & set(flat) else EXPORT


def _opened(cell: str) -> Any:
    """A cell that holds JSON, as what it holds."""
    if cell[0] not in "{[":
        return " ".join(cell.split())
    try:
        return json.loads(cell, parse_int=str, parse_float=str, parse_constant=lambda _word: None)
    except (ValueError, RecursionError):
        return " ".join(cell.split())


def _flat(box: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a body by their letters, with those of its known inner parts; the outer ones win."""
    flat: dict[str, Any] = {}
    waiting = [(box, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        for name, value in part.items():
            letters = letters_of(str(name))
            if letters in _INNER and isinstance(value, dict) and depth < 4:
                waiting.append((value, depth + 1))
            elif letters in _INNER and isinstance(value, list):
                flat.setdefault("participants", value)
            else:
                flat.setdefault(letters, value)
    return flat


def _lettered(value: Any) -> dict[str, Any]:
    return {letters_of(str(key)): one for key, one in value.items()} if isinstance(value, dict) else {}


def _custom_fields(value: Any) -> dict[str, Any]:
    """DocuSign's custom fields, of whichever kind, as name and value."""
    lists = value.values() if isinstance(value, dict) else (value,)
    found = (one for some in lists if isinstance(some, list) for one in some if isinstance(one, dict))
    return {letters_of(str(one.get("name"))): one.get("value") for one in found}


def _first(parts: Mapping[str, Any], names: Sequence[str]) -> str:
    """The first of these fields that holds a text; numbers are texts as they were written."""
    for name in names:
        value = parts.get(name)
        if isinstance(value, str) and (text := " ".join(value.split())):
            return text
    return ""
