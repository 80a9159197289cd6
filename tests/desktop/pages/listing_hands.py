"""What a person does to the Listings tab, on an office with listings, past sales and what contacts did with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions import activity
from db.actions.listings import import_listings
from db.office import Office
from db.queries import lists
from db.queries.listing_imports import ListingFile
from db.rules.filters import ListSpec
from db.rules.listing_rows import ListingDraft
from desktop.pages.listings.page import ListingsPage
from tests.desktop.conftest import Opened
from tests.office_fixtures import FakeClock

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
DAY = 86_400_000
LONG = "Honourable Bartholomew-Wainwright Memorial Boulevard " * 4
# Odd ones among them: no price, price 0, no city, a street of 200 characters, nothing but a number.
HOMES: tuple[dict[str, Any], ...] = (
    {"mls_number": "A1", "street": "1 Oak St", "list_price_cents": 40_000_000, "bedrooms": 3, "listed_at": 30},
    {"mls_number": "A2", "street": "2 Oak St", "list_price_cents": 41_050_000, "bedrooms": 4, "listed_at": 20},
    {"mls_number": "A3", "street": LONG[:200], "city": "", "standard_status": "pending", "listed_at": 10},
    {"mls_number": "A4", "street": "4 Bay St", "city": "Largo", "list_price_cents": 0, "standard_status": "expired"},
    {"mls_number": "A5", "city": "", "standard_status": "active"},
    {"mls_number": "A6", "street": "6 Oak St", "standard_status": "closed", "listed_at": 300, "closed_at": 200,
     "list_price_cents": 50_000_000, "close_price_cents": 49_000_000},
    {"listing_key": "1245003160", "standard_status": "closed", "closed_at": 4_000, "city": "Kirkland",
     "close_price_cents": 69_800_000, "bedrooms": 4},
    {"listing_key": "7525000080", "standard_status": "closed", "closed_at": 4_100, "city": "Sammamish",
     "close_price_cents": 58_850_000, "bedrooms": 4},
)  # fmt: skip


def add_listings(office: Office, clock: FakeClock) -> None:
    """Six listings and two past sales; a contact of Wes's and one of Ivy's viewed, saved and asked about A1."""
    drafts = []
    for row, values in enumerate(HOMES, 2):
        days = {key: clock.now - values[key] * DAY for key in ("listed_at", "closed_at") if key in values}
        drafts.append(ListingDraft(row, {"standard_status": "active", "city": "Tampa", "region": "FL"} | values | days))
    office.perform(import_listings, files=(ListingFile("own.csv", "csv", tuple(drafts)),))
    ids = [int(n) for n in office.read(lists.ids, ListSpec("everyone"))]
    rows = office.read(lists.rows, tuple(ids))
    wes = next(n for n in ids if rows[n].owner == "Wes Park")
    ivy = next(n for n in ids if rows[n].owner == "Ivy Sandoval")
    for contact, kind in (
        (wes, "viewed_listing"), (wes, "viewed_listing"), (wes, "favorite"), (ivy, "viewed_listing"), (ivy, "question"),
    ):  # fmt: skip
        clock.tick(60_000)
        office.perform(activity.add_lead, contact_id=contact, lead_type=kind, message="Is it free?", listing="A1")


@dataclass
class Listings:
    """The Listings tab in its window."""

    opened: Opened

    @property
    def page(self) -> ListingsPage:
        return self.opened.session.listings.page

    def settle(self) -> None:
        """Until nothing is under way, what is read a turn later too."""
        for _turn in range(3):
            self.opened.settle()
            QApplication.processEvents()

    def column(self, title: str) -> list[str]:
        """The cells of a column."""
        self.settle()
        table = self.page.table.table
        number = [column.title for column in table.columns].index(title)
        return [str(table.index(row, number).data()) for row in range(table.total)]

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.page.table.view, key)
        self.settle()

    def click_list(self, title: str) -> None:
        sidebar = self.page.lists.sidebar
        model = sidebar.model()
        index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == title)
        sidebar.scrollTo(index)
        QTest.mouseClick(sidebar.viewport(), Left, pos=sidebar.visualRect(index).center())
        self.settle()

    def click_row(self, row: int) -> None:
        view = self.page.table.view
        QTest.mouseClick(view.viewport(), Left, pos=view.visualRect(self.page.table.table.index(row, 0)).center())
        self.settle()

    def drop(self, path: Path) -> bool:
        """Drag a file over the page and let it go there; whether the page took it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, plain = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(400, 300), copy, data, Left, plain)
        enter.ignore()
        self.page.dragEnterEvent(enter)
        if not enter.isAccepted():
            return False
        self.page.dropEvent(QDropEvent(QPointF(400, 300), copy, data, Left, plain))
        QApplication.processEvents()
        return True
