"""What a person does to the Leads tab, on an office with leads, scheduled calls and a log of calls."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db.actions import activity
from db.actions.calls import import_calls
from db.office import Office
from db.queries import lists
from db.queries.call_imports import CallFile
from db.rules.call_rows import CallDraft
from db.rules.filters import ListSpec
from desktop.pages.leads.page import LeadsPage
from tests.desktop.conftest import Opened
from tests.office_fixtures import FakeClock

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
MINUTE = 60_000
LONG = "Could we see it on Saturday, and is the roof new? " * 20


def add_leads(office: Office, clock: FakeClock) -> None:
    """Ten leads more on the office of 60 contacts, four scheduled calls, three calls of the log."""
    ids = [int(n) for n in office.read(lists.ids, ListSpec("everyone"))]
    for n, kind in enumerate(("question", "favorite", "information_request", "showing_request", "visit") * 2):
        clock.tick(MINUTE)
        listing = f"{n} Harbour View Crescent, Saint Petersburg" if n % 2 else "14 Alder Court"
        office.perform(
            activity.add_lead, contact_id=ids[n], lead_type=kind, message=LONG if n == 3 else f"Message {n}",
            listing=listing, source="zillow" if n < 5 else "",
        )  # fmt: skip
    clock.tick(MINUTE)
    office.perform(activity.add_touch, contact_id=ids[0], channel="call", outcome="talked", words="On Saturday")
    for n in range(4):
        due = clock.now + (n - 1) * 60 * MINUTE
        office.perform(activity.add_task, contact_id=ids[n], kind="call", title=f"Ring back {n}", due_at=due)
    phone = office.read(lists.rows, (ids[0],))[ids[0]].phone
    drafts = tuple(
        CallDraft(n, key=f"C{n}", number=number, at=clock.now - n * MINUTE, direction=way, seconds=n * 40)
        for n, (number, way) in enumerate(((phone, "in"), ("+18139990000", "in"), (phone, "out")), start=2)
    )
    office.perform(import_calls, file=CallFile("log.csv", "csv", drafts))


@dataclass
class Leads:
    """The Leads tab in its window."""

    opened: Opened

    @property
    def page(self) -> LeadsPage:
        return self.opened.session.leads.page

    def settle(self) -> None:
        self.opened.settle()

    def shown(self) -> list[str]:
        """The names in the table."""
        self.settle()
        return self.column("Name")

    def column(self, title: str) -> list[str]:
        """The cells of a column."""
        self.settle()
        table = self.page.tables.table
        number = [column.title for column in table.columns].index(title)
        return [str(table.index(row, number).data()) for row in range(table.total)]

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.page.tables.view, key)
        self.settle()

    def click_list(self, title: str) -> None:
        sidebar = self.page.lists.sidebar
        model = sidebar.model()
        index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == title)
        QTest.mouseClick(sidebar.viewport(), Left, pos=sidebar.visualRect(index).center())
        self.settle()

    def tick(self, row: int) -> None:
        view = self.page.tables.view
        QTest.mouseClick(view.viewport(), Left, pos=view.visualRect(self.page.tables.table.index(row, 0)).center())

    def menu(self) -> QMenu:
        menus = [m for m in self.page.findChildren(QMenu) if m.isVisible()]
        assert len(menus) == 1
        return menus[0]

    def count(self, key: str) -> int | None:
        self.settle()
        return self.page.lists.sidebar.count(key)


class Dialled(QObject):
    """Takes the numbers that the system would dial."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[str] = []

    @Slot(QUrl)
    def dial(self, url: QUrl) -> None:
        self.numbers.append(url.path())
