"""What a person's hands do in the whole window on a journey, and what their eyes find there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from db.office import Office
from db.queries import lists
from db.queries.contacts import ContactCard, contact_card
from db.queries.kpi import kpi
from db.rules.filters import ListSpec
from db.rules.kpi import KpiRow
from desktop.dialogs.contact.body import HISTORY
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.history_tab import HistoryTab
from desktop.main_window import MainWindow
from desktop.pages.agent_dashboard.page import AgentDashboard
from desktop.widgets.choice_menu import ChoiceMenu
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.timeline_delegate import TimelineEntry
from tests.desktop.conftest import Answers, Opened
from tests.desktop.pages.hands import click_list, page

Kind = TypeVar("Kind", bound=QWidget)
Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@dataclass
class Screen:
    """The window of one member at "Everyone", with one contact at hand."""

    opened: Opened
    who: int

    @property
    def office(self) -> Office:
        return self.opened.session.services.office

    @property
    def window(self) -> MainWindow:
        return self.opened.session.window

    @property
    def page(self) -> AgentDashboard:
        return page(self.opened)

    @property
    def said(self) -> Answers:
        return self.opened.prompts

    # -- hands ---------------------------------------------------------------------------------------------

    def settle(self) -> None:
        self.opened.settle()
        QApplication.processEvents()
        self.opened.settle()

    def front(self) -> None:
        """Sit down at this window: what others wrote is noticed, keys go here."""
        self.window.activateWindow()
        QApplication.processEvents()
        self.opened.session.watch.look()
        self.settle()

    def go_to(self, key: str = "everyone", who: int = 0) -> None:
        """A list, and the contact in it."""
        self.front()
        click_list(self.opened, key)
        self.page.contacts.view.go_to(who or self.who)
        self.settle()
        assert self.page.contacts.view.current_id == (who or self.who)

    def keys(self, *keys: Qt.Key) -> None:
        """Keys in the list."""
        for key in keys:
            QTest.keyClick(self.page.contacts.view, key)
            self.settle()

    def press(self, label: str) -> None:
        """D, then the figure or letter that stands before the words."""
        self.keys(Key.Key_D)
        menu = self.menu()
        words = next(act.text() for act in menu.actions() if act.text().endswith(f"  {label}"))
        QTest.keyClicks(menu, words[1])
        self.settle()

    def click(self, widget: QWidget) -> None:
        """The left button of the mouse."""
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, Left)
        self.settle()

    def red(self, label: str) -> None:
        """The red button beside the list, and an entry of its menu."""
        self.click(self.page.preview.dispositions.button("red"))
        menu = self.menu()
        entry = next(act for act in menu.actions() if act.text() == label)
        QTest.mouseClick(menu, Left, pos=menu.actionGeometry(entry).center())
        self.settle()

    def enter(self, widget: QWidget) -> None:
        QTest.keyClick(widget, Key.Key_Return)
        self.settle()

    def undo(self) -> None:
        """Ctrl+Z in the main window."""
        self.front()
        QTest.keyClick(self.window, Key.Key_Z, Control)
        self.settle()

    def tab(self, key: str) -> None:
        """A click on a tab at the top."""
        bar = self.window.top.findChildren(QTabBar)[0]
        title = next(one.title for one in self.window.pages if one.key == key)
        place = next(n for n in range(bar.count()) if bar.tabText(n) == title)
        QTest.mouseClick(bar, Left, pos=bar.tabRect(place).center())
        self.settle()
        assert self.window.top.current == key

    def command(self, key: str) -> None:
        """An entry of the member's menu."""
        menu = self.window.member_menu
        menu.popup(self.window.mapToGlobal(self.window.rect().center()))
        QTest.mouseClick(menu, Left, pos=menu.actionGeometry(self.window.action(key)).center())
        self.settle()

    def contact(self) -> ContactDialog:
        """Enter opens the contact at hand."""
        self.keys(Key.Key_Return)
        return self.dialog(ContactDialog)

    def history(self) -> list[TimelineEntry]:
        """The history in the window of the contact at hand."""
        dialog = self.contact()
        dialog.tab_bar.setCurrentIndex(HISTORY)
        tab = dialog.tab(HISTORY)
        assert isinstance(tab, HistoryTab)
        self.settle()
        return tab.timeline.entries()

    # -- eyes ----------------------------------------------------------------------------------------------

    def menu(self) -> ChoiceMenu:
        """The menu that is open."""
        (found,) = (one for one in self.window.findChildren(ChoiceMenu) if one.isVisible())
        return found

    def dialog(self, kind: type[Kind]) -> Kind:
        """The one window of this kind."""
        self.settle()
        (found,) = (one for one in self.window.findChildren(kind) if one.isVisible())
        return found

    def sees(self, key: str = "everyone", who: int = 0) -> bool:
        """Whether the contact stands in a list, on the screen and for the office alike."""
        self.front()
        click_list(self.opened, key)
        table = self.page.contacts.table
        self.settle()
        shown = (who or self.who) in {table.id_at(n) for n in range(table.total)}
        assert shown == ((who or self.who) in {int(n) for n in self.office.read(lists.ids, ListSpec(key))})
        return shown

    def events(self) -> list[str]:
        """The timeline beside the list."""
        return [entry.title for entry in self.page.preview.timeline.entries()]

    def chip(self) -> str:
        """The status beside the list."""
        return next(one.look.label for one in self.page.preview.findChildren(StatusChip) if one.isVisible())

    def card(self) -> ContactCard:
        """The contact as the office has it."""
        return self.office.read(contact_card, self.who)

    def status(self) -> str:
        return str(self.card().fields["status"])

    def figures(self, name: str = "Wes Park") -> KpiRow:
        """A member's row of the KPI board."""
        return next(row for row in self.office.read(kpi) if row.member == name)
