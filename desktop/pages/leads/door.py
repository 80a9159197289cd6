"""Stands for the Leads tab until it is opened: its search panel alone is thirty parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db.rules.filters import ListSpec
from db.rules.lead_lists import LEAD_LIST_KEYS
from desktop.door import Door
from desktop.services import Services
from desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from desktop.pages.leads.page import LeadsPage


class LeadsDoor(Door["LeadsPage"]):
    """Makes the page when it is shown first, or asked for a list."""

    key = "leads"
    title = "Leads"

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        def make(parent: QWidget) -> LeadsPage:
            from desktop.pages.leads.page import LeadsPage

            return LeadsPage(services, settings, parent)

        super().__init__(services, make, parent)
        self.export_action = self.action("export", "Export…", self._export)
        self.print_action = self.action("print", "Print…", self._print)

    def _export(self) -> None:
        self.page.output.export()

    def _print(self) -> None:
        self.page.output.printing.ask()

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What the window's menus offer for this page."""
        return {"file": [self.export_action, self.print_action]}

    def show_list(self, spec: object) -> bool:
        """Show a list of leads or calls; lists of contacts are another page's."""
        if not isinstance(spec, ListSpec) or spec.list_key not in LEAD_LIST_KEYS:
            return False
        self.page.show_list(spec)
        return True
