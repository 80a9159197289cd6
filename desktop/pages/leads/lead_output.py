"""The list of the Leads tab on paper and in a file: its rows in its columns, the ticked alone when some are ticked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.list_printing import ListPrinting, ListWords, columns_shown
from desktop.operations.lead_exports import WRITERS, LeadExport, export_leads
from desktop.pages.leads.lead_tables import LeadTables
from desktop.services import Services


class LeadOutput(QObject):
    """`words` gives the list that is open."""

    def __init__(
        self, services: Services, tables: LeadTables, words: Callable[[], ListWords], parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._services = services
        self._tables = tables
        self._words = words
        self.printing = ListPrinting(services, lambda: tables.shown, words, self)

    @property
    def may_export(self) -> bool:
        """Whether this member may take anything out of the office."""
        return self._services.office.actor.may(Right.EXPORT)

    def export(self) -> None:
        """Ask where to, then write; the file's ending says whether it is CSV or XLSX."""
        prompts, table, words = self._services.prompts, self._tables.table, self._words()
        if not self.may_export:
            prompts.toast(REFUSALS[Right.EXPORT], tone="error")
            return
        if not table.total:
            prompts.toast("There is nothing in this list to export.")
            return
        ids = tuple(table.selection.in_order()) if table.selection.count else None
        columns = columns_shown(self._tables.shown)

        def write(path: Path) -> None:
            whole = path if path.suffix.lower() in WRITERS else path.with_name(f"{path.name}.csv")
            export_leads(self._services, LeadExport(words.spec, ids, columns, whole))

        name = f"{words.title}.csv".replace("/", "-")
        prompts.save_file(f"Export {words.title}", then=write, name=name, patterns="*.csv *.xlsx")
