"""Listings as a list, narrowed and sorted, in the shapes of the contact lists (R61)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal_column, not_, or_, select, true

from db.models import Contact, Listing, ListingActivity
from db.queries.reader import Reader
from db.rules.errors import NotFoundError
from db.rules.filters import Sort
from db.rules.listing_lists import ALL_LISTINGS, LISTING_LISTS, PAST_SALES, Origin, is_recorded, listing_list
from db.rules.listing_values import CURRENT_STATUSES, LISTING_STATUSES
from db.scratch import numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEWEST: Final = Sort("listed", descending=True)
# What a home costs: what it went for, else what is asked.
PRICE: Final = func.coalesce(Listing.close_price_cents, Listing.list_price_cents)
# A past sale known from records only: the same as rules.listing_lists.is_recorded.
_RECORDED: Final = and_(Listing.standard_status == "closed", Listing.mls_number == "")
SORTS: Final[dict[str, Any]] = {
    "listed": func.coalesce(Listing.listed_at, Listing.closed_at, 0),
    "closed": func.coalesce(Listing.closed_at, 0),
    "price": func.coalesce(PRICE, 0),
    "mls": Listing.mls_number,
    "status": Listing.standard_status,
    "street": Listing.street,
    "city": Listing.city,
    "postal_code": Listing.postal_code,
    "type": Listing.property_type,
    "bedrooms": func.coalesce(Listing.bedrooms, -1),
    "bathrooms": func.coalesce(Listing.bathroom_hundredths, -1),
    "floor_area": func.coalesce(Listing.floor_area, -1),
    "year_built": func.coalesce(Listing.year_built, -1),
    "id": Listing.id,
}
_TEXTS: Final = frozenset({"mls", "street", "city", "postal_code", "status", "type"})


@dataclass(frozen=True, slots=True)
class ListingSpec:
    """A list of listings: every given thing narrows. Prices in cents; `bedrooms` at least so many; `text` words.

    `origin` as in rules.listing_lists: listings proper, or past sales known from records only.
    """

    statuses: tuple[str, ...] = ()
    city: str = ""
    postal_code: str = ""
    property_types: tuple[str, ...] = ()
    price_from: int | None = None
    price_to: int | None = None
    bedrooms: int | None = None
    text: str = ""
    sort: Sort = NEWEST
    origin: Origin = ""


class ListingRow(NamedTuple):
    """A listing as a table shows it. Prices in cents, moments in milliseconds UTC, area in square feet.

    Views, favorites and inquiries are those of contacts the member may see (R19).
    """

    id: int
    mls_number: str
    status: str
    property_type: str
    is_lease: bool
    street: str
    city: str
    region: str
    postal_code: str
    list_price_cents: int | None
    close_price_cents: int | None
    bedrooms: int | None
    bathrooms: float | None
    floor_area: int | None
    lot_square_feet: int | None
    year_built: int | None
    listed_at: int | None
    closed_at: int | None
    version: int
    listing_key: str
    views: int
    favorites: int
    inquiries: int

    @property
    def recorded(self) -> bool:
        """Whether it is a past sale known from records only, which is nobody's listing."""
        return is_recorded(self.status, self.mls_number)

    @property
    def name(self) -> str:
        """What it is called: its street, else its MLS number, else its key (a parcel's number) or its place."""
        number = self.mls_number or (f"Parcel {self.listing_key}" if self.recorded else self.listing_key)
        return self.street or number or self.address or "Listing without a name"

    @property
    def status_label(self) -> str:
        """The status in RESO's words."""
        return dict(LISTING_STATUSES).get(self.status, self.status)

    @property
    def price_cents(self) -> int | None:
        """What it went for, else what is asked."""
        return self.list_price_cents if self.close_price_cents is None else self.close_price_cents

    @property
    def address(self) -> str:
        """Street, city, state and code in one line, as far as they are known."""
        place = " ".join(filter(None, (self.region, self.postal_code)))
        return ", ".join(filter(None, (self.street, self.city, place)))


_ROW: Final = (
    Listing.id, Listing.mls_number, Listing.standard_status, Listing.property_type, Listing.is_lease, Listing.street,
    Listing.city, Listing.region, Listing.postal_code, Listing.list_price_cents, Listing.close_price_cents,
    Listing.bedrooms, Listing.bathroom_hundredths, Listing.floor_area, Listing.lot_square_feet, Listing.year_built,
    Listing.listed_at, Listing.closed_at, Listing.version, Listing.listing_key,
)  # fmt: skip


def listing_clause(spec: ListingSpec) -> ColumnElement[bool]:
    """The where clause on Listing: what count, ids, page and export read alike."""
    clauses: list[ColumnElement[bool]] = [true()]
    if spec.origin:
        clauses.append(_RECORDED if spec.origin == "recorded" else not_(_RECORDED))
    if spec.statuses:
        clauses.append(Listing.standard_status.in_(spec.statuses))
    if spec.property_types:
        clauses.append(Listing.property_type.in_(spec.property_types))
    if spec.city.strip():
        clauses.append(func.lower(Listing.city) == spec.city.strip().lower())
    if spec.postal_code.strip():
        clauses.append(Listing.postal_code.startswith(spec.postal_code.strip(), autoescape=True))
    if spec.price_from is not None:
        clauses.append(spec.price_from <= PRICE)
    if spec.price_to is not None:
        clauses.append(spec.price_to >= PRICE)
    if spec.bedrooms is not None:
        clauses.append(Listing.bedrooms >= spec.bedrooms)
    clauses += [
        Listing.search_text.contains(w, autoescape=True) for w in spec.text.casefold().replace(",", " ").split()
    ]
    return and_(*clauses)


def count(reader: Reader, spec: ListingSpec) -> int:
    """How many listings the list has."""
    return int(reader.connection.scalar(select(func.count()).select_from(Listing).where(listing_clause(spec))) or 0)


def list_spec(key: str, spec: ListingSpec | None = None) -> ListingSpec:
    """A list of rules.listing_lists as a spec, narrowed and sorted as `spec` is. Errors: KeyError."""
    one = listing_list(key)
    return replace(spec or ListingSpec(), origin=one.origin, statuses=one.statuses)


def counts_by_list(reader: Reader) -> dict[str, int]:
    """How many listings every list of rules.listing_lists has, counted in one go (R92)."""
    nameless = Listing.mls_number == literal_column("''")  # no parameter: PostgreSQL would take it for two of them
    query = select(Listing.standard_status, nameless, func.count())
    found = list(reader.fetch(query.group_by(Listing.standard_status, nameless)))
    counts = {}
    for one in LISTING_LISTS:
        counts[one.key] = sum(
            number
            for status, nameless, number in found
            if (status == "closed" and bool(nameless)) is (one.origin == "recorded")
            and (not one.statuses or status in one.statuses)
        )
    return counts


def list_of(reader: Reader, listing_id: int) -> str:
    """The list in which a listing stands whatever its status. Errors: NotFoundError."""
    query = select(Listing.standard_status, Listing.mls_number).where(Listing.id == listing_id)
    found = reader.connection.execute(query).first()
    if found is None:
        raise NotFoundError(f"There is no listing {listing_id}.")
    return PAST_SALES if is_recorded(*found) else ALL_LISTINGS


def cities(reader: Reader, *, most: int = 500) -> tuple[str, ...]:
    """The cities of the listings in the order of the alphabet, each once however it is written."""
    query = select(func.min(Listing.city)).where(Listing.city != "").group_by(func.lower(Listing.city))
    return tuple(sorted((r[0] for r in reader.fetch(query.limit(most))), key=str.casefold))


def counts_by_status(reader: Reader) -> dict[str, int]:
    """How many listings there are of each status that occurs, in the order of LISTING_STATUSES."""
    query = select(Listing.standard_status, func.count()).group_by(Listing.standard_status)
    found: dict[str, int] = dict(reader.fetch(query))
    return {key: found[key] for key, _label in LISTING_STATUSES if key in found}


def ids(reader: Reader, spec: ListingSpec) -> NDArray[np.int64]:
    """Every id of the list in its order."""
    import numpy as np

    found = reader.fetch(_ordered(reader, spec, select(Listing.id)))
    return np.fromiter((r[0] for r in found), dtype=np.int64, count=len(found))


def first_page(reader: Reader, spec: ListingSpec, *, count: int = 200) -> tuple[ListingRow, ...]:
    """The first `count` rows, for showing at once."""
    return _rows(reader, reader.fetch(_ordered(reader, spec, select(*_ROW)).limit(count)))


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, ListingRow]:
    """Rows by id; at most a page or two of ids."""
    chosen = numbers(reader.connection.dialect.name, wanted)
    return {row.id: row for row in _rows(reader, reader.fetch(select(*_ROW).where(Listing.id.in_(chosen))))}


def _ordered(reader: Reader, spec: ListingSpec, query: Any) -> Any:
    column = SORTS.get(spec.sort.column, SORTS["listed"])
    if reader.connection.dialect.name == "postgresql" and spec.sort.column in _TEXTS:
        column = column.collate("C")  # the same order as SQLite's bytes
    order = (column.desc(), Listing.id.desc()) if spec.sort.descending else (column, Listing.id)
    return query.where(listing_clause(spec)).order_by(*order)


def _rows(reader: Reader, found: list[Any]) -> tuple[ListingRow, ...]:
    seen = _activity_counts(reader, [r[0] for r in found])
    made = []
    for r in found:
        of = seen.get(r[0], {})
        bathrooms = None if r[12] is None else r[12] / 100
        tail = (of.get("view", 0), of.get("favorite", 0), of.get("inquiry", 0))
        made.append(ListingRow._make((*r[:4], bool(r[4]), *r[5:12], bathrooms, *r[13:], *tail)))
    return tuple(made)


def visible_activity(reader: Reader) -> ColumnElement[bool]:
    """The where clause on ListingActivity for contacts the member may see; nothing to ask where that is everyone."""
    return true() if reader.actor.sees_all else ListingActivity.contact_id.in_(select(Contact.id).where(reader.visible))


def _activity_counts(reader: Reader, listing_ids: list[int]) -> dict[int, dict[str, int]]:
    a = ListingActivity
    chosen = numbers(reader.connection.dialect.name, listing_ids)
    query = select(a.listing_id, a.kind, func.count()).where(a.listing_id.in_(chosen), visible_activity(reader))
    found: dict[int, dict[str, int]] = {}
    for listing, kind, number in reader.fetch(query.group_by(a.listing_id, a.kind)):
        found.setdefault(listing, {})[kind] = number
    return found


def listing_of_number(reader: Reader, number: str) -> int | None:
    """The listing of an MLS number as `listing_named` finds it; None for a number that no listing has."""
    try:
        return listing_named(reader, number)
    except NotFoundError:
        return None


def listing_named(reader: Reader, word: str) -> int:
    """The id of the listing of an MLS number or listing key: the current one first, then the latest sale.

    Errors: NotFoundError.
    """
    given = word.strip()
    wanted = (given, given.upper(), given.lower())
    current = Listing.standard_status.in_(CURRENT_STATUSES)
    if not given:
        raise NotFoundError("Name a listing by its MLS number or listing key.")
    query = select(Listing.id).where(or_(Listing.mls_number.in_(wanted), Listing.listing_key.in_(wanted)))
    found = reader.connection.scalar(query.order_by(current.desc(), SORTS["closed"].desc(), Listing.id.desc()).limit(1))
    if found is None:
        raise NotFoundError(f"There is no listing “{given}”: neither an MLS number nor a listing key.")
    return int(found)
