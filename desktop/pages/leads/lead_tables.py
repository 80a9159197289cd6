"""The tables of the Leads tab, one in sight: of leads, of scheduled calls, of calls, of touches, of presses."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.queries.reader import OfficeFacts
from db.rules.filters import ListSpec
from db.rules.lead_lists import lead_list
from desktop.item_models.lead_columns import TABLE_KINDS
from desktop.item_models.lead_source import PRESSED, WAITS, LeadSource
from desktop.item_models.list_table import ListTable
from desktop.item_models.looks import coloured_look
from desktop.item_models.row_source import CellValue
from desktop.item_models.table import WindowedTable
from desktop.item_models.table_view import ContactTableView
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.theme.status_colours import DISPOSITION_COLOURS
from desktop.widgets.chip_painting import ChipLook

CLOCK: Final = "hourglass"


class LeadTable(ListTable):
    """A table whose chips are statuses, running clocks, and dispositions as they were called then."""

    def look_of(self, cell: CellValue, kind: str) -> ChipLook | None:
        """Of a clock: its words in the colour of what is overdue."""
        if cell.value == WAITS:
            red = DISPOSITION_COLOURS["red"]
            return ChipLook(cell.text, CLOCK, red.light, red.dark, square=True)
        if isinstance(cell.value, str) and cell.value.startswith(PRESSED):
            return coloured_look(cell.text, cell.value.removeprefix(PRESSED))
        return super().look_of(cell, kind)


class LeadTables(QStackedWidget):
    """Shows the table of a list's unit. Signals: those of the table in sight: current_changed(row id or None);
    sorted(Sort); counted(); ticked(); replaced(); empty_pressed(key); failed(error).
    """

    current_changed = Signal(object)
    sorted = Signal(object)
    counted = Signal()
    ticked = Signal()
    replaced = Signal()
    empty_pressed = Signal(str)
    failed = Signal(object)

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = "lead"
        self.all: dict[str, ListTable] = {}
        for unit, kind in TABLE_KINDS.items():
            one = LeadTable(services, settings, kind, LeadSource(services.office, unit), self)
            self.all[unit] = one
            self.addWidget(one)
            self._connect(one)

    @property
    def shown(self) -> ListTable:
        """The one in sight."""
        return self.all[self.unit]

    @property
    def table(self) -> WindowedTable:
        """Its rows."""
        return self.shown.table

    @property
    def view(self) -> ContactTableView:
        """Its view."""
        return self.shown.view

    def show_list(self, spec: ListSpec, *, same_rows: bool = False) -> None:
        """Show a list in the table of its unit; the keyboard goes with it."""
        before, self.unit = self.shown, lead_list(spec.list_key).unit
        if before is not self.shown:
            focus = before.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            before.table.selection.clear()
            self.setCurrentWidget(self.shown)
            if focus and self.isVisible():
                self.shown.view.setFocus()
        self.shown.show_sort(spec.sort)
        self.shown.show_list(spec, same_rows=same_rows)

    def set_facts(self, facts: OfficeFacts) -> None:
        """The office's statuses look like this now."""
        for one in self.all.values():
            one.set_facts(facts)

    def arrange(self) -> None:
        """Another member works here: their columns."""
        for one in self.all.values():
            one.arrange()

    def set_density(self, density: Literal["comfortable", "compact"]) -> None:
        """Rows 36 or 28 high."""
        for one in self.all.values():
            one.set_density(density)

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        for one in self.all.values():
            one.view.letters_enabled = on

    def _connect(self, one: ListTable) -> None:
        """Nothing is heard of a table that is out of sight."""

        def tell(signal: SignalInstance, *given: object) -> None:
            if one is self.shown:
                signal.emit(*given)

        table = one.table
        one.view.current_id_changed.connect(lambda row_id: tell(self.current_changed, row_id))
        one.sorted.connect(lambda sort: tell(self.sorted, sort))
        one.empty_pressed.connect(lambda key: tell(self.empty_pressed, key))
        table.total_changed.connect(lambda _total: tell(self.counted))
        table.loading_changed.connect(lambda _loading: tell(self.counted))
        table.modelReset.connect(lambda: tell(self.replaced))
        table.selection.changed.connect(lambda: tell(self.ticked))
        table.failed.connect(lambda error: tell(self.failed, error))
