"""Exports: the contacts of a list or selection as rows of a file, lossless in Brokerdesk's own columns (R61, R95)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import select

from db.changes import Progress, Selection
from db.files.own_format import OWN_COLUMNS, OWN_MARKER, OWN_VERSION, encode_list
from db.models import Contact
from db.queries.documents import contact_document
from db.queries.reader import Reader
from db.queries.selections import selected
from db.rules.errors import CancelledError, RefusedError
from db.rules.permissions import REFUSALS, Right
from db.rules.phones import format_phone
from db.visibility import scope_clause

# Columns whose values stand in the document under another key, or as they are.
_PLAIN: Final = {
    "Prefix": "prefix", "First Name": "first_name", "Middle Name": "middle_name", "Last Name": "last_name",
    "Suffix": "suffix", "Nickname": "nickname", "Company": "company", "Spouse": "spouse", "Display Name": "name",
    "Name Kind": "name_kind", "Job Title": "job_title", "Birthday": "birthday", "Anniversary": "anniversary",
    "Status": "status", "Owner": "owner", "Source": "source", "Business Source": "business_source",
    "Contact Type": "contact_type", "Priority": "priority", "Interest": "interest", "Time Frame": "time_frame",
    "Lender": "lender", "MLS Number": "mls_number", "Captured By Text": "captured_by_text", "Created At": "created_at",
    "Last Visit At": "last_visit_at", "Last Viewed At": "last_viewed_at", "Last Activity At": "last_activity_at",
    "Sell Form At": "sell_form_at", "Valuation Address": "valuation_address",
}  # fmt: skip
_LISTS: Final = {
    "E-mails": "emails", "Phones": "phones", "Addresses": "addresses", "Properties": "properties", "Notes": "notes",
    "Leads": "leads", "Touches": "touches", "Tasks": "tasks", "Appointments": "appointments",
    "Listing Alerts": "listing_alerts", "Dispositions": "dispositions", "History": "history",
}  # fmt: skip


def export_ids(reader: Reader, selection: Selection) -> tuple[int, ...]:
    """The contacts of `selection` the member may export, in a stable order. Errors: RefusedError without the right."""
    if not reader.actor.may(Right.EXPORT):
        raise RefusedError(REFUSALS[Right.EXPORT])
    ids: Any = selected(reader, selection)
    allowed = scope_clause(reader.actor, Right.EXPORT)
    query = select(Contact.id).where(Contact.id.in_(ids), allowed).order_by(Contact.id)
    return tuple(reader.connection.scalars(query))


def export_rows(
    reader: Reader, ids: Sequence[int], *, columns: Sequence[str] = OWN_COLUMNS, progress: Progress | None = None
) -> Iterator[tuple[str, ...]]:
    """Rows of text for a file, a contact each, in `columns` (of OWN_COLUMNS). Errors: CancelledError."""
    for done, contact_id in enumerate(ids, start=1):
        document = contact_document(reader, contact_id)
        yield tuple(cell(document, name) for name in columns)
        if progress is not None and done % 100 == 0 and not progress(done, len(ids)):
            raise CancelledError("The export was stopped. The file was not written.")


def cell(document: dict[str, Any], column: str) -> str:
    """One cell of an export."""
    if column == OWN_MARKER:
        return OWN_VERSION
    if column in _PLAIN:
        value = document[_PLAIN[column]]
        return "" if value is None else str(value)
    if column in _LISTS:
        return encode_list(document[_LISTS[column]])
    return _special(document, column)


def _special(document: dict[str, Any], column: str) -> str:
    if column == "Hashtags":
        return "|".join(document["hashtags"])
    if column == "Shared With":
        return "|".join(document["shared_with"])
    if column == "E-mail 1":
        return next((e["value"] or e["raw"] for e in document["emails"]), "")
    if column == "Phone 1":
        return next(
            (format_phone(p["e164"], p["extension"]) if p["e164"] else p["raw"] for p in document["phones"]), ""
        )
    if column == "Address 1":
        return next((_address(a) for a in document["addresses"]), "")
    if column == "Subscription":
        return encode_list([document["subscription"] | {"owner_how": document["owner_how"]}])
    if column == "Extra":
        return encode_list([document["extra"]]) if document["extra"] else ""
    return ""


def _address(address: dict[str, Any]) -> str:
    code = " ".join(t for t in (address["region"], address["postal_code"]) if t)
    street = " ".join(t for t in (address["street"], address["unit"]) if t)
    return ", ".join(t for t in (street, address["city"], code) if t) or str(address["raw"])
