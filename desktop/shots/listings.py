"""The screens of the listings as pictures: the tab, one listing, the empty tab, the ranking, an import's rehearsal."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from db.queries import listings
from db.queries.listings import ListingRow, ListingSpec, list_spec
from db.rules.listing_lists import ON_THE_MARKET, PAST_SALES
from desktop.dialogs.reverse_market.dialog import ReverseMarketDialog
from desktop.dialogs.row_import.dialog import RowImportDialog
from desktop.operations.row_imports import LISTINGS
from desktop.session import Session
from desktop.shots.settling import settle

NOWHERE: Final = "nobody lives there"


def _busiest(session: Session) -> ListingRow | None:
    """The listing on the market that was viewed most; None in an office without."""
    found = session.services.office.read(listings.first_page, list_spec(ON_THE_MARKET))
    return max(found, key=lambda row: row.views, default=None)


def _tab(session: Session, key: str = ON_THE_MARKET, search: ListingSpec | None = None) -> QWidget:
    session.window.open_page(session.listings.key)
    page = session.listings.page
    page.search.set_search(search or ListingSpec())
    page.open_list(key)
    page.search.go.click()
    settle(session)
    return session.window


def _narrowed(session: Session) -> QWidget:
    return _tab(session, search=ListingSpec(price_from=30_000_000, price_to=90_000_000, bedrooms=3))


def _past_sales(session: Session) -> QWidget:
    return _tab(session, PAST_SALES)


def _listing(session: Session) -> QWidget:
    """One listing, with the contacts of the week in which it was viewed most."""
    row = _busiest(session)
    _tab(session)
    panel = session.listings.page.panel
    if row is not None:
        session.listings.open_listing(row.id)
        settle(session)
        if panel.chart is not None and panel.shown is not None:
            weeks = [bar.value for bar in panel.shown.weeks]
            panel.chart.activated.emit(weeks.index(max(weeks)))
            settle(session)
    return session.window


def _empty(session: Session) -> QWidget:
    return _tab(session, search=ListingSpec(text=NOWHERE))


def _reverse_market(session: Session) -> QWidget:
    row = _busiest(session)
    if row is None:  # an office without listings has none to rank for
        return _tab(session)
    dialog = ReverseMarketDialog(session.services, row.id, row.name, session.window)
    dialog.show()
    settle(session)
    return dialog


def _import(session: Session) -> QWidget:
    """A file that knows two listings of the office, one of them cheaper now, a new one and one of no known status."""
    known = session.services.office.read(listings.first_page, list_spec(ON_THE_MARKET), count=2)
    cheaper = [_as_row(row, n) for n, row in enumerate(known)]
    rows = [("ListingId", "StandardStatus", "ListPrice", "City"), *cheaper, ("TB9900001", "Active", "425000", "Tampa"),
            ("TB9900002", "In Escrow", "312000", "Largo")]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mls_export.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        dialog = RowImportDialog(session.services, LISTINGS, (path,), session.window)
        dialog.show()
        settle(session)
    return dialog


def _as_row(row: ListingRow, number: int) -> tuple[str, str, str, str]:
    """A row of the file about a listing of the office; the first of them costs less than it did."""
    price = (row.list_price_cents or 0) // 100 - (10_000 if number == 0 else 0)
    return row.mls_number, row.status_label, str(price), row.city


LISTING_SHOTS: Final[dict[str, Callable[[Session], QWidget]]] = {
    "listings": _narrowed,
    "listings-past-sales": _past_sales,
    "listing": _listing,
    "listings-empty": _empty,
    "reverse-market": _reverse_market,
    "import-listings": _import,
}
