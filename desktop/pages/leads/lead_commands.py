"""What keys, menus and the selection bar do with the rows of the Leads tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from db.changes import Selection
from db.queries.lead_lists import count
from db.queries.reader import OfficeFacts
from db.rules.filters import ListSpec
from db.rules.lead_fields import LEAD_STATUSES
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.add_task import AddTaskDialog
from desktop.dialogs.dispositions.pressing import Pressing
from desktop.dialogs.log_call import LogCallDialog
from desktop.item_models.status_menu import status_menu
from desktop.item_models.table_view import ContactTableView
from desktop.operations import activity, follow_ups, ownership, statuses
from desktop.operations.leads import of_leads, set_lead_status
from desktop.operations.running import report
from desktop.pages.leads.lead_output import LeadOutput
from desktop.pages.leads.lead_tables import LeadTables
from desktop.services import Services
from desktop.shortcuts import SHORTCUTS
from desktop.widgets.outside import open_outside
from desktop.widgets.selection_bar import BarAction, SelectionBar

LEAD_STATUS: Final = BarAction("lead_status", "Lead Status", has_menu=True)
COPY: Final = BarAction("copy", "Copy", tip="Copy the rows as a table")
EXPORT: Final = BarAction("export", "Export", tip="Export the rows to a file")
GONE: Final = "This contact is not yours to see any more; that you worked on them stays in your figures."
NOBODY: Final = "Nobody in the office has this number."
ASKED: Final = "Their owners are asked for an update, at most once an interval. "


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page that commands work with; `spec` gives the list that is open."""

    tables: LeadTables
    bar: SelectionBar
    host: QWidget
    spec: Callable[[], ListSpec]
    search: Callable[[], object]
    output: LeadOutput


class LeadCommands(QObject):
    """Connects itself to the tables and the bar it is given."""

    def __init__(self, services: Services, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._parts = parts
        self._facts: OfficeFacts | None = None
        self._pressing = Pressing(services, parts.host)
        letters: dict[str, Callable[[], object]] = {
            "lead_status": self._lead_status_by_key,
            "status": self._status_by_key,
            "not_contacted": self._not_contacted,
            "disposition": self._disposition_by_key,
            "claim": lambda: self._own(ownership.claim),
            "release": lambda: self._own(ownership.release),
            "task": self._task,
            "search_list_letter": parts.search,
            "keys_letter": services.navigation.show_keys,
        }
        self._letters = {SHORTCUTS[key].letter: call for key, call in letters.items()}
        for one in parts.tables.all.values():
            self._connect(one.view)
        parts.bar.pressed.connect(self._bar_pressed)
        parts.bar.include_all.connect(self._include_all)
        parts.bar.cleared.connect(self._clear)

    def _connect(self, view: ContactTableView) -> None:
        view.key_command.connect(self._letter)
        view.context_requested.connect(self._context)
        view.opened.connect(self._open_row)
        view.copied.connect(lambda rows: self._services.prompts.toast(f"{rows:,} row{'' if rows == 1 else 's'} copied"))
        view.copy_refused.connect(
            lambda rows: self._services.prompts.toast(f"{rows:,} rows are too many to copy.", tone="error")
        )

    def set_facts(self, facts: OfficeFacts) -> None:
        """The office's statuses."""
        self._facts = facts

    def offer(self) -> None:
        """Offer in the bar what this member may do with these rows."""
        offered = ((LEAD_STATUS, self.may_set_lead_status), (COPY, True), (EXPORT, self._parts.output.may_export))
        self._parts.bar.set_actions([one for one, may in offered if may])

    @property
    def may_set_lead_status(self) -> bool:
        """Whether the rows have a Lead Status, and it is this member's to set (R72)."""
        return self._parts.tables.unit == "lead" and self._services.office.actor.may(Right.LEAD_STATUS)

    def open_contact(self, contact_id: int) -> None:
        """Open the contact's dialog."""
        self._services.navigation.open_contact(contact_id)

    # -- rows ----------------------------------------------------------------------------------------------

    def _row(self, row_id: int | None = None) -> Any:
        """The row named, or the one at hand; None while it is not here."""
        table, view = self._parts.tables.table, self._parts.tables.view
        wanted = view.current_id if row_id is None else row_id
        place = None if wanted is None else table.row_of(wanted)
        return None if place is None else table.row_at(place)

    def _contact(self, row_id: int | None = None) -> int | None:
        """The contact of a row; says so where nobody is known."""
        row = self._row(row_id)
        if row is None:
            return None
        if row.contact_id is None:
            self._services.prompts.toast(GONE if self._parts.tables.unit in ("touch", "press") else NOBODY)
            return None
        return int(row.contact_id)

    def _open_row(self, row_id: int) -> None:
        contact_id = self._contact(row_id)
        if contact_id is not None:
            self.open_contact(contact_id)

    # -- Lead Status ---------------------------------------------------------------------------------------

    def _chosen(self, row_id: int | None = None) -> Selection:
        """The ticked leads when the row is one of them or none is meant; else the row alone."""
        view, ticks = self._parts.tables.view, self._parts.tables.table.selection
        meant = view.current_id if row_id is None else row_id
        if ticks.count and (row_id is None or row_id in ticks):
            value = ticks.value()
            if value.everything:
                now = self._services.office.clock()
                return Selection(spec=replace(self._parts.spec(), now=now), excluded=value.ids)
            return Selection(ids=value.ids)
        return Selection(ids=(meant,) if meant is not None else ())

    def lead_status_menu(self, chosen: Selection, parent: QWidget) -> QMenu:
        """Active and Inactive (R72)."""
        menu = QMenu("Lead Status", parent)
        for key, label in LEAD_STATUSES:
            entry = menu.addAction(f"&{label}")
            entry.triggered.connect(lambda _checked=False, key=key, label=label: self._set(chosen, key, label))
        return menu

    def _set(self, chosen: Selection, key: str, label: str) -> None:
        """At once for one lead, after the question with the exact number for more (R3)."""
        services, spec = self._services, chosen.spec
        if spec is None:
            self._ask(chosen, len(chosen.ids), key, label)
            return
        office, excluded = services.office, len(chosen.excluded)
        services.tasks.read(
            (id(self), "count"),
            lambda: office.read(count, spec),
            lambda found: self._ask(chosen, found - excluded, key, label),
            lambda error: report(services, error),
        )

    def _ask(self, chosen: Selection, number: int, key: str, label: str) -> None:
        def do() -> None:
            set_lead_status(self._services, chosen, lead_status=key, label=label)

        if number == 1:
            do()
        elif number > 1:
            self._services.prompts.confirm(
                f"Set the Lead Status of {of_leads(number)} to {label}?",
                yes=f"Change {of_leads(number)}",
                then=do,
                detail=f"{ASKED if key == 'active' else ''}One undo takes it all back.",
            )

    def _lead_status_by_key(self) -> None:
        chosen = self._chosen()
        if self.may_set_lead_status and (chosen.ids or chosen.spec):
            self._popup(self.lead_status_menu(chosen, self._parts.host))

    # -- keys, menus, bar ----------------------------------------------------------------------------------

    def _letter(self, letter: str) -> None:
        if letter in self._letters:
            self._letters[letter]()

    def _popup(self, menu: QMenu) -> None:
        """Open a menu below the row at hand."""
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._below_row())

    def _below_row(self) -> QPoint:
        view = self._parts.tables.view
        return view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft() + QPoint(60, 0))

    def _status_by_key(self) -> None:
        """The status of the contact behind the row at hand, whatever is ticked: leads are."""
        contact_id, facts, services = self._contact(), self._facts, self._services
        if contact_id is None or facts is None:
            return

        def choose(key: str) -> None:
            label = facts.scheme.style(key).label
            statuses.change_status(services, Selection(ids=(contact_id,)), status=key, label=label)

        self._popup(status_menu(facts.scheme, services.theme.colours, self._parts.host, choose))

    def _not_contacted(self) -> None:
        contact_id = self._contact()
        if contact_id is not None:
            self._pressing.not_contacted(contact_id)

    def _disposition_by_key(self) -> None:
        """The dispositions of the contact behind the row at hand, whatever is ticked: leads are."""
        contact_id, actor = self._contact(), self._services.office.actor
        if not actor.may(Right.DISPOSE):
            self._services.prompts.toast(REFUSALS[Right.DISPOSE], tone="error")
        elif contact_id is not None:
            self._pressing.popup(contact_id, self._below_row(), name=self._row().contact)

    def _own(self, act: Callable[[Services, Selection], object]) -> None:
        contact_id = self._contact()
        if contact_id is not None:
            act(self._services, Selection(ids=(contact_id,)))

    def _task(self) -> None:
        contact_id, facts, services = self._contact(), self._facts, self._services
        if contact_id is None or facts is None:
            return
        title = f"Task for {self._row().contact}"
        dialog = AddTaskDialog(title, now=services.office.clock(), zone=facts.zone, parent=self._parts.host.window())
        dialog.chosen.connect(lambda task: activity.add_tasks(services, Selection(ids=(contact_id,)), task))
        dialog.open()

    def log_call(self) -> None:
        """Note a call by hand; its number says whose it is (R55)."""
        facts, services = self._facts, self._services
        if facts is None:
            return
        dialog = LogCallDialog(now=services.office.clock(), zone=facts.zone, parent=self._parts.host.window())
        dialog.chosen.connect(lambda call: follow_ups.log_call(services, call, None))
        dialog.open()

    def _context(self, row_id: int, at: QPoint) -> None:
        row, menu = self._row(row_id), QMenu(self._parts.host)
        if row is not None and row.contact_id is not None:
            menu.addAction("Open contact").triggered.connect(lambda: self.open_contact(row.contact_id))
        number = str(getattr(row, "phone", "") or getattr(row, "number", ""))
        if number:
            menu.addAction("Call").triggered.connect(lambda: open_outside(f"tel:{number}"))
        if self.may_set_lead_status:
            menu.addMenu(self.lead_status_menu(self._chosen(row_id), menu))
        menu.addAction(COPY.tip).triggered.connect(self._copy)
        menu.addSeparator()
        if self._parts.output.may_export:
            menu.addAction("Export…").triggered.connect(self._parts.output.export)
        menu.addAction("Print…").triggered.connect(self._parts.output.printing.ask)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _bar_pressed(self, key: str) -> None:
        bar = self._parts.bar
        if key in (COPY.key, EXPORT.key):
            (self._copy if key == COPY.key else self._parts.output.export)()
            return
        menu = self.lead_status_menu(self._chosen(), self._parts.host)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(bar.menu_point(key) - QPoint(0, menu.sizeHint().height()))

    def _copy(self) -> None:
        self._parts.tables.view.copy_rows()

    def _include_all(self) -> None:
        self._parts.tables.table.selection.include_all()

    def _clear(self) -> None:
        self._parts.tables.table.selection.clear()
