"""Listings as rows of a table: their columns, and the reading of them through the office, on workers (R61)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from db.office import Office
from db.queries import listings
from db.queries.listings import ListingRow, ListingSpec
from db.queries.reader import OfficeFacts
from db.rules.values import PROPERTY_TYPES
from desktop import times
from desktop.item_models.columns import Column, ColumnLayout
from desktop.item_models.list_table import ListTable, TableKind
from desktop.item_models.listing_words import (
    days_on_market,
    dollars,
    listing_look,
    number_words,
    price_words,
    rooms,
    square_feet,
)
from desktop.item_models.row_source import EMPTY, CellValue
from desktop.widgets.chip_painting import ChipLook

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

COLUMNS: Final = (
    Column("street", "Address", 176, tone="strong"),
    Column("price", "Price", 98, align="right", kind="number"),
    Column("city", "City", 118),
    Column("status", "Status", 158, kind="chip"),
    Column("views", "Views", 68, align="right", kind="number"),
    Column("inquiries", "Inquiries", 86, align="right", kind="number"),
    Column("favorites", "Favorites", 86, align="right", kind="number"),
    Column("bedrooms", "Beds", 64, align="right", kind="number"),
    Column("bathrooms", "Baths", 66, align="right", kind="number"),
    Column("floor_area", "Living area", 108, align="right", kind="number", tone="muted"),
    Column("listed", "Listed", 104, kind="moment", tone="muted"),
    Column("closed", "Closed", 104, kind="moment", tone="muted"),
    Column("mls", "MLS number", 128, tone="muted"),
    Column("postal_code", "Postal code", 96, tone="muted"),
    Column("type", "Type", 110, tone="muted"),
    Column("list_price", "List price", 104, align="right", kind="number", tone="muted"),
    Column("year_built", "Built", 66, align="right", kind="number", tone="muted"),
    Column("days", "Days", 66, align="right", kind="number", tone="muted"),
)
_HIDDEN: Final = frozenset({"list_price", "year_built", "days"})
_PLAIN: Final = ColumnLayout.of(COLUMNS)
LISTING_TABLE: Final = TableKind(
    "Listings",
    COLUMNS,
    ColumnLayout(_PLAIN.order, _PLAIN.widths, _HIDDEN),
    "listing-columns",
    "house",
    frozenset(listings.SORTS),
)
SEEN: Final = "By contacts you may see"
_TYPES: Final = dict(PROPERTY_TYPES)

Maker = Callable[["ListingSource", ListingRow], CellValue]


class ListingSource:
    """A CellSource over Office.read; its spec is a ListingSpec."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._facts = OfficeFacts()

    def first_page(self, spec: Hashable, count: int) -> tuple[Sequence[ListingRow], int | None]:
        """The first rows; how many there are is counted later."""
        assert isinstance(spec, ListingSpec)
        self._facts = self._office.facts
        return self._office.read(listings.first_page, spec, count=count), None

    def ids(self, spec: Hashable) -> npt.NDArray[np.int64]:
        """Every id in order."""
        assert isinstance(spec, ListingSpec)
        return self._office.read(listings.ids, spec)

    def rows(self, ids: Sequence[int]) -> Mapping[int, ListingRow]:
        """Rows by id."""
        self._facts = self._office.facts
        return self._office.read(listings.rows, tuple(ids))

    def cell(self, row: ListingRow, key: str) -> CellValue:
        """One cell; quick, for it is made when its row is painted."""
        return _MAKERS[key](self, row)

    def day(self, at: int | None) -> CellValue:
        """A day; all of it on hover."""
        if at is None:
            return EMPTY
        zone = self._facts.zone_info
        return CellValue(times.short_date(at, self._office.clock(), zone), at, partial(times.full, at, zone))

    def days(self, row: ListingRow) -> CellValue:
        """How long it was, or is, on the market."""
        days = days_on_market(row, self._office.clock())
        return EMPTY if days is None else CellValue(f"{days:,}", days)


class ListingTable(ListTable):
    """A table whose chips are standard statuses: an office's own word for Closed is about contacts."""

    def look_of(self, cell: CellValue, kind: str) -> ChipLook | None:
        """The chip of a standard status."""
        del kind
        return listing_look(str(cell.value))


def _count(count: int) -> CellValue:
    return CellValue(f"{count:,}" if count else "–", count, SEEN)


def _number(text: str) -> CellValue:
    return CellValue(text or "–")


_MAKERS: Final[dict[str, Maker]] = {
    "street": lambda _s, r: CellValue(r.name, None, r.address),
    "city": lambda _s, r: CellValue(r.city),
    "status": lambda _s, r: CellValue(r.status_label, r.status),
    "price": lambda _s, r: _number(price_words(r)),
    "list_price": lambda _s, r: _number(dollars(r.list_price_cents)),
    "bedrooms": lambda _s, r: _number(rooms(r.bedrooms)),
    "bathrooms": lambda _s, r: _number(rooms(r.bathrooms)),
    "floor_area": lambda _s, r: _number(square_feet(r.floor_area)),
    "views": lambda _s, r: _count(r.views),
    "favorites": lambda _s, r: _count(r.favorites),
    "inquiries": lambda _s, r: _count(r.inquiries),
    "listed": lambda s, r: s.day(r.listed_at),
    "closed": lambda s, r: s.day(r.closed_at),
    "mls": lambda _s, r: CellValue(number_words(r)),
    "postal_code": lambda _s, r: CellValue(r.postal_code),
    "type": lambda _s, r: CellValue(_TYPES.get(r.property_type, r.property_type)),
    "year_built": lambda _s, r: CellValue("" if r.year_built is None else str(r.year_built)),
    "days": lambda s, r: s.days(r),
}
