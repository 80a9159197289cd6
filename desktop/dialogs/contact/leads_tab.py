"""The contact's leads: every single action, the newest above."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.contacts import LeadRow
from db.rules.values import INQUIRY_TYPES, LEAD_TYPES, label_of
from desktop import times
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.item_models.event_words import wait
from desktop.widgets.empty_state import EmptyState


class LeadsTab(ContactTab):
    """A table; without leads it says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ContactView | None = None
        columns: tuple[RowsColumn[LeadRow], ...] = (
            RowsColumn("When", 130, self._when, self._full),
            RowsColumn("Lead", 150, lambda lead: label_of(LEAD_TYPES, lead.lead_type)),
            RowsColumn("Listing", 210, lambda lead: lead.listing_text),
            RowsColumn("Source", 110, self._source),
            RowsColumn("Answered", 140, self._answered),
            RowsColumn("Lead Status", 100, lambda lead: lead.lead_status.capitalize()),
            RowsColumn("Message", 240, lambda lead: lead.message),
        )
        self.table = RowsTable(columns, name="Leads of this contact")
        self._empty = EmptyState(
            "inbox", "No leads yet.", detail="A form, a visit, a favorite, a call or a text of this contact shows here."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 0)
        column.addWidget(self.table)
        column.addWidget(self._empty)

    def show_view(self, view: ContactView) -> None:
        """Show the contact's leads."""
        self._view = view
        self.table.set_rows(view.card.leads)
        self.table.setVisible(bool(view.card.leads))
        self._empty.setVisible(not view.card.leads)

    def _when(self, lead: LeadRow) -> str:
        assert self._view is not None
        return times.ago(lead.occurred_at, self._view.now, self._view.facts.zone_info)

    def _full(self, lead: LeadRow) -> str:
        assert self._view is not None
        return times.full(lead.occurred_at, self._view.facts.zone_info)

    def _source(self, lead: LeadRow) -> str:
        assert self._view is not None
        return label_of(self._view.facts.sources, lead.source) or lead.origin

    def _answered(self, lead: LeadRow) -> str:
        assert self._view is not None
        if lead.first_touch_at is not None:
            return f"after {wait(lead.occurred_at, lead.first_touch_at)}"
        if lead.lead_type in INQUIRY_TYPES:
            return f"waiting {wait(lead.occurred_at, self._view.now)}"
        return ""
