"""What keys, menus, drops and the selection bar do with the contacts of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint

from db.rules.filters import ListSpec
from desktop.item_models.table_view import ContactTableView
from desktop.pages.agent_dashboard.mass_actions import MassActions
from desktop.pages.agent_dashboard.targets import Targets
from desktop.services import Services
from desktop.shortcuts import SHORTCUTS
from desktop.widgets.selection_bar import SelectionBar

# Keys that start an action of MassActions on what is meant.
STARTED: Final = ("claim", "release", "assign", "task")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page that commands work with; `spec` gives the list that is open."""

    view: ContactTableView
    bar: SelectionBar
    actions: MassActions
    targets: Targets
    spec: Callable[[], ListSpec]
    open_search: Callable[[], object]


class ListCommands(QObject):
    """Connects itself to the table and the bar it is given."""

    def __init__(self, services: Services, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._parts = parts
        letters: dict[str, Callable[[], object]] = {
            "status": self._status_menu,
            "not_contacted": self._not_contacted,
            "search_list_letter": parts.open_search,
            "keys_letter": services.navigation.show_keys,
        }
        letters |= {key: partial(self._start, key) for key in STARTED}
        self._letters = {SHORTCUTS[key].letter: call for key, call in letters.items()}
        view, bar = parts.view, parts.bar
        view.key_command.connect(self._letter)
        view.context_requested.connect(self._context)
        view.opened.connect(self.open_contact)
        view.copied.connect(lambda rows: services.prompts.toast(f"{rows:,} rows copied"))
        view.copy_refused.connect(self._copy_refused)
        bar.pressed.connect(self._bar_pressed)
        bar.include_all.connect(view.table.selection.include_all)
        bar.cleared.connect(view.table.selection.clear)

    def open_contact(self, row_id: int) -> None:
        """Open the contact's dialog; it can go on to the next of this list."""
        self._services.navigation.open_contact(row_id, self._parts.spec())

    def drop(self, status: str) -> None:
        """Rows were dropped on a status."""
        target = self._parts.targets.of(self._parts.view.current_id)
        if target.count:
            self._parts.actions.set_status(target, status)

    def _letter(self, letter: str) -> None:
        if letter in self._letters:
            self._letters[letter]()

    def _start(self, key: str) -> None:
        self._parts.actions.start(key, self._parts.targets.of())

    def _status_menu(self) -> None:
        target, view = self._parts.targets.of(), self._parts.view
        if target.count:
            below = view.visualRect(view.currentIndex()).bottomLeft() + QPoint(60, 0)
            self._parts.actions.popup_status(target, view.viewport().mapToGlobal(below))

    def _not_contacted(self) -> None:
        """One dial is one contact: the row at hand, whatever is ticked."""
        row_id = self._parts.view.current_id
        if row_id is not None:
            table = self._parts.view.table
            row = table.row_at(table.row_of(row_id) or 0)
            self._parts.actions.not_contacted(row_id, name=str(getattr(row, "name", "")))

    def _context(self, row_id: int, at: QPoint) -> None:
        target = self._parts.targets.of(row_id)
        only = target.count == 1
        menu = self._parts.actions.context_menu(
            target, open_contact=(lambda: self.open_contact(row_id)) if only else None
        )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _bar_pressed(self, key: str) -> None:
        actions, bar, ticked = self._parts.actions, self._parts.bar, self._parts.targets.ticked()
        if key == "status":
            actions.popup_status(ticked, bar.menu_point(key), above=True)
        elif key == "hashtag":
            menu = actions.hashtag_menu(ticked)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(bar.menu_point(key) - QPoint(0, menu.sizeHint().height()))
        else:
            actions.start(key, ticked)

    def _copy_refused(self, rows: int) -> None:
        self._services.prompts.toast(f"{rows:,} rows are too many to copy; export them instead.", tone="error")
