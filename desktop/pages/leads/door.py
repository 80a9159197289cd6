"""Stands for the Leads tab until it is opened: its search panel alone is thirty parts (P14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.filters import ListSpec
from db.rules.lead_lists import LEAD_LIST_KEYS
from desktop.page import Page
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.shortcuts import shortcut

if TYPE_CHECKING:
    from desktop.pages.leads.page import LeadsPage


class LeadsDoor(Page):
    """Makes the page when it is shown first, or asked for a list."""

    key = "leads"
    title = "Leads"

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = settings
        self._density = "comfortable"
        self._letters = True
        self._page: LeadsPage | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.export_action = self._action("export", "Export…", self._export)
        self.print_action = self._action("print", "Print…", self._print)

    @property
    def page(self) -> LeadsPage:
        """The page itself."""
        if self._page is None:
            from desktop.pages.leads.page import LeadsPage

            self._page = LeadsPage(self._services, self._settings, self)
            self._page.set_density(self._density)
            self._page.set_letters(on=self._letters)
            self._room.addWidget(self._page)
        return self._page

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What the window's menus offer for this page."""
        return {"file": [self.export_action, self.print_action]}

    def _action(self, key: str, label: str, call: Callable[[], object]) -> QAction:
        action = QAction(label, self)
        action.setShortcuts(shortcut(key).sequences())
        action.triggered.connect(lambda _checked: call())
        self.addAction(action)
        return action

    def _export(self) -> None:
        self.page.output.export()

    def _print(self) -> None:
        self.page.output.printing.ask()

    def show_list(self, spec: object) -> bool:
        """Show a list of leads or calls; lists of contacts are another page's."""
        if not isinstance(spec, ListSpec) or spec.list_key not in LEAD_LIST_KEYS:
            return False
        self.page.show_list(spec)
        return True

    def member_changed(self) -> None:
        """Other eyes, other rows."""
        if self._page is not None:
            self._page.member_changed()

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        self._density = density
        if self._page is not None:
            self._page.set_density(density)

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self._letters = on
        if self._page is not None:
            self._page.set_letters(on=on)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page the first time; the keyboard goes to its rows."""
        super().showEvent(event)
        self.page.tables.view.setFocus()
