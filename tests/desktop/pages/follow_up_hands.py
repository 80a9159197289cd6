"""What a person does to the follow-ups, on an office with tasks and appointments."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db.actions import activity
from db.actions.appointments import NewAppointment, add_appointment
from db.office import Office
from db.queries import lists
from db.rules.filters import ListSpec
from desktop.pages.follow_ups.page import FollowUpsPage
from tests.desktop.conftest import Opened

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
HOUR = 60 * 60_000
DAY = 24 * HOUR


def add_follow_ups(office: Office, now: int) -> None:
    """For the broker: a call overdue, one due in an hour, a follow-up tomorrow, one in a month, an appointment today;
    for Wes Park: a call overdue.
    """
    ids = [int(n) for n in office.read(lists.ids, ListSpec("everyone"))]
    due = (("call", "Ring back", -HOUR, ""), ("call", "Ring today", HOUR, ""),
           ("follow_up", "Ask again", DAY, "2 days"), ("other", "Send papers", 30 * DAY, ""))  # fmt: skip
    for n, (kind, title, later, said) in enumerate(due):
        office.perform(activity.add_task, contact_id=ids[n], kind=kind, title=title, due_at=now + later, said=said)
    made = NewAppointment(now + 2 * HOUR, 60, "Showing", "14 Alder Court")
    office.perform(add_appointment, contact_id=ids[4], appointment=made)
    wes = office.facts.member_ids["wes park"]
    office.perform(
        activity.add_task, contact_id=ids[0], kind="call", title="Of Wes", due_at=now - HOUR, member_id=wes
    )  # fmt: skip


@dataclass
class FollowUps:
    """The page in its window."""

    opened: Opened

    @property
    def page(self) -> FollowUpsPage:
        return self.opened.session.follow_ups.page

    def settle(self) -> None:
        self.opened.settle()

    def shown(self) -> list[str]:
        """Headings and rows, from above."""
        self.settle()
        agenda = self.page.list.agenda
        rows = [agenda.row_at(agenda.index(n)) for n in range(agenda.rowCount())]
        return [str(agenda.index(n).data()) if row is None else row.item.title for n, row in enumerate(rows)]

    def counts(self) -> list[int | None]:
        self.settle()
        return [self.page.sidebar.count(key) for key in ("overdue", "today", "week", "later", "done")]

    def click_part(self, title: str) -> None:
        sidebar = self.page.sidebar
        model = sidebar.model()
        index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == title)
        QTest.mouseClick(sidebar.viewport(), Left, pos=sidebar.visualRect(index).center())
        self.settle()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.page.list, key)
        self.settle()

    def choose(self, label: str) -> None:
        """Choose from the menu that is open."""
        menu = next(m for m in self.page.findChildren(QMenu) if m.isVisible())
        entry = next(a for a in menu.actions() if a.text() == label)
        assert entry.isEnabled()
        QTest.mouseClick(menu, Left, pos=menu.actionGeometry(entry).center())
        self.settle()
