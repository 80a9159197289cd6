"""What keys, menus, drops and the selection bar do with the contacts of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from db.rules.filters import ListSpec
from db.rules.permissions import REFUSALS, Right
from desktop.item_models.table_view import ContactTableView
from desktop.pages.agent_dashboard.mass_actions import MassActions
from desktop.pages.agent_dashboard.targets import Target, Targets
from desktop.services import Services
from desktop.shortcuts import SHORTCUTS
from desktop.widgets.selection_bar import SelectionBar

APPROVALS: Final = "approvals"  # the list of contacts with a request that waits (R62)
# Keys that start an action of MassActions on what is meant.
STARTED: Final = ("claim", "release", "assign", "task")
# What a key needs: who may not is told why.
NEEDS: Final = {
    "status": Right.EDIT, "not_contacted": Right.DISPOSE, "disposition": Right.DISPOSE, "claim": Right.CLAIM,
    "release": Right.RELEASE, "assign": Right.ASSIGN, "task": Right.EDIT,
}  # fmt: skip


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
            "disposition": self._disposition_menu,
            "search_list_letter": parts.open_search,
            "keys_letter": services.navigation.show_keys,
        }
        letters |= {key: partial(self._start, key) for key in STARTED}
        self._letters = letters
        self._keys = {SHORTCUTS[key].letter: key for key in letters}
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
        key = self._keys.get(letter)
        if key is None:
            return
        right = NEEDS.get(key, Right.SEE)
        if self._services.office.actor.may(right):
            self._letters[key]()
        else:
            self._services.prompts.toast(REFUSALS[right], tone="error")

    def _start(self, key: str) -> None:
        self._parts.actions.start(key, self._parts.targets.of())

    def _status_menu(self) -> None:
        target = self._parts.targets.of()
        if target.count:
            self._parts.actions.popup_status(target, self._below_row())

    def _disposition_menu(self) -> None:
        target = self._parts.targets.of()
        if target.count:
            self._parts.actions.popup_disposition(target, self._below_row(), name=self._name_of(target))

    def _below_row(self) -> QPoint:
        """Where the menu of the row at hand opens, on the screen."""
        view = self._parts.view
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft() + QPoint(60, 0))

    def _name_of(self, target: Target) -> str:
        """What the one contact meant is called in the list."""
        if not target.is_one:
            return ""
        table = self._parts.view.table
        place = table.row_of(next(iter(target.selection.ids)))
        return str(getattr(table.row_at(place), "name", "")) if place is not None else ""

    def _not_contacted(self) -> None:
        """One dial is one contact: the row at hand, whatever is ticked."""
        row_id = self._parts.view.current_id
        if row_id is not None:
            self._parts.actions.pressing.not_contacted(row_id)

    def _context(self, row_id: int, at: QPoint) -> None:
        target = self._parts.targets.of(row_id)
        only = target.count == 1
        menu = self._parts.actions.context_menu(
            target, open_contact=(lambda: self.open_contact(row_id)) if only else None
        )
        if self._services.office.actor.may(Right.DISPOSE):
            menu.insertAction(menu.actions()[2 if only else 0], self._disposition_entry(menu, target, at))
        pair = self._parts.targets.pair(row_id)
        if pair is not None and self._services.office.actor.may(Right.MERGE):
            menu.addSeparator()
            menu.addAction("Merge these two…").triggered.connect(lambda: self._services.navigation.merge(*pair))
        if self._parts.spec().list_key == APPROVALS and self._services.office.actor.may(Right.SETTINGS):
            menu.addSeparator()
            decide = menu.addAction("Approve or refuse…")
            decide.triggered.connect(lambda: self._services.navigation.show_approvals(row_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _disposition_entry(self, menu: QMenu, target: Target, at: QPoint) -> QAction:
        """The dispositions open where the menu stood, once it is known what each will do."""
        entry = QAction("Disposition…", menu)
        name = self._name_of(target)
        entry.triggered.connect(lambda: self._parts.actions.popup_disposition(target, at, name=name))
        return entry

    def _bar_pressed(self, key: str) -> None:
        actions, bar, ticked = self._parts.actions, self._parts.bar, self._parts.targets.ticked()
        if key == "status":
            actions.popup_status(ticked, bar.menu_point(key), above=True)
        elif key == "disposition":
            actions.popup_disposition(ticked, bar.menu_point(key), name=self._name_of(ticked), above=True)
        elif key == "hashtag":
            menu = actions.hashtag_menu(ticked)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(bar.menu_point(key) - QPoint(0, menu.sizeHint().height()))
        else:
            actions.start(key, ticked)

    def _copy_refused(self, rows: int) -> None:
        self._services.prompts.toast(f"{rows:,} rows are too many to copy; export them instead.", tone="error")
