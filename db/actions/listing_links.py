"""Which lead is about which listing: leads name it in words, and are linked when it is there (R61, R85)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from db.models import Lead, Listing, ListingActivity
from db.rules.listing_values import ACTIVITY_OF_LEAD, address_key, listing_words
from db.unit_of_work import UnitOfWork

_BATCH: Final = 500


def link_leads(uow: UnitOfWork) -> int:
    """Link every lead that names a listing of the office by MLS number or address, and count it as activity.

    Gives how many. Where a number or an address stands for several listings, the one entered last is meant.
    """
    table = Lead.__table__
    unlinked = table.c.listing_id.is_(None) & (table.c.listing_text != "") & table.c.lead_type.in_(ACTIVITY_OF_LEAD)
    texts = list(uow.connection.scalars(select(table.c.listing_text).where(unlinked).distinct()))
    if not texts:
        return 0
    named = _named_by(uow, texts)
    found = list(named.items())
    return sum(_link(uow, dict(found[start : start + _BATCH]), unlinked) for start in range(0, len(found), _BATCH))


def _named_by(uow: UnitOfWork, texts: list[str]) -> dict[str, int]:
    """The listing each text names, where it is known."""
    by_number: dict[str, int] = {}
    by_address: dict[str, int] = {}
    columns = (Listing.id, Listing.mls_number, Listing.street, Listing.city)
    for key, number, street, city in uow.connection.execute(select(*columns).order_by(Listing.id)):
        if number:
            by_number[number.casefold()] = key
        if street and city:
            by_address[address_key(f"{street},{city}")] = key
    named = {}
    for text in texts:
        number, address = listing_words(text)
        listing = by_number.get(number) if number else None
        listing = listing or (by_address.get(address) if address else None)
        if listing is not None:
            named[text] = listing
    return named


def _link(uow: UnitOfWork, named: dict[str, int], unlinked: Any) -> int:
    table = Lead.__table__
    columns = (table.c.id, table.c.contact_id, table.c.lead_type, table.c.occurred_at, table.c.listing_text)
    query = select(*columns).where(table.c.listing_text.in_(named), unlinked).order_by(table.c.id)
    leads = uow.connection.execute(query).all()
    if not leads:
        return 0
    uow.update_rows(Lead, [{"id": one.id, "listing_id": named[one.listing_text]} for one in leads])
    uow.insert(ListingActivity, [activity_of(one._mapping, named[one.listing_text]) for one in leads])
    uow.settle()
    return len(leads)


def listing_of(uow: UnitOfWork, text: str) -> int | None:
    """The listing that the text of one new lead names, by MLS number, else by street and city; None for none."""
    if not text.strip():
        return None
    number, address = listing_words(text)
    newest = select(Listing.id).order_by(Listing.id.desc()).limit(1)
    if number:
        spellings = (number, number.upper(), text.strip().lstrip("#"))
        found = uow.connection.scalar(newest.where(Listing.mls_number.in_(spellings)))
        if found is not None:
            return found
    if address:
        columns = select(Listing.id, Listing.street, Listing.city).where(Listing.search_text.contains(_street(text)))
        for key, street, city in uow.connection.execute(columns.order_by(Listing.id.desc())):
            if address_key(f"{street},{city}") == address:
                return key
    return None


def _street(text: str) -> str:
    """The house number of the address in a text, by which the listings are looked through."""
    part = next(p for p in text.split("·") if p.strip()[:1].isdigit() and " " in p.strip())
    return part.split()[0].casefold()


def activity_of(lead: Any, listing_id: int) -> dict[str, Any]:
    """The row of ListingActivity that a lead (a mapping of its columns) about a listing is."""
    return {"contact_id": lead["contact_id"], "listing_id": listing_id, "kind": ACTIVITY_OF_LEAD[lead["lead_type"]],
            "at": lead["occurred_at"]}  # fmt: skip
