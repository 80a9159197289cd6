"""The contact's leads: every single action, the newest above."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.contacts import LeadRow
from db.rules.values import INQUIRY_TYPES, LEAD_TYPES, label_of
from desktop import times
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.item_models.event_words import wait
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.push_button import PushButton


class LeadsTab(ContactTab):
    """A table; without leads it says so. Signal: listing_wanted(id) by Enter or a double click on a lead about one."""

    listing_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ContactView | None = None
        columns: tuple[RowsColumn[LeadRow], ...] = (
            RowsColumn("When", 130, self._when, self._full),
            RowsColumn("Lead", 150, lambda lead: label_of(LEAD_TYPES, lead.lead_type)),
            RowsColumn("Listing", 210, lambda lead: lead.listing_text, _listing_tip),
            RowsColumn("Source", 110, self._source),
            RowsColumn("Answered", 140, self._answered),
            RowsColumn("Lead Status", 100, lambda lead: lead.lead_status.capitalize()),
            RowsColumn("Routed", 240, lambda lead: lead.routed_why, lambda lead: lead.routed_why),
            RowsColumn("Message", 240, lambda lead: lead.message),
        )
        self.table = RowsTable(columns, name="Leads of this contact")
        self._empty = EmptyState(
            "inbox", "No leads yet.", detail="A form, a visit, a favorite, a call or a text of this contact shows here."
        )
        self.listing = PushButton("Open the listing", look="link", parent=self)
        self.listing.clicked.connect(self._open_listing)
        self.table.doubleClicked.connect(lambda _index: self._open_listing())
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 0)
        column.addWidget(self.table)
        column.addWidget(self.listing, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._empty)

    def show_view(self, view: ContactView) -> None:
        """Show the contact's leads."""
        self._view = view
        self.table.set_rows(view.card.leads)
        self.table.setVisible(bool(view.card.leads))
        self._empty.setVisible(not view.card.leads)
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the listing of the lead that is chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus():
            self._open_listing()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> int | None:
        """The listing of the lead that is chosen; None where it is about none that the office has."""
        at, rows = self.table.currentIndex(), self.table.model_of_rows.rows
        return rows[at.row()].listing_id if at.isValid() and at.row() < len(rows) else None

    def _offer(self) -> None:
        """The link is there for leads about a listing, and lives for the one that is chosen."""
        self.listing.setVisible(any(lead.listing_id is not None for lead in self.table.model_of_rows.rows))
        self.listing.setEnabled(self._chosen() is not None)

    def _open_listing(self) -> None:
        listing = self._chosen()
        if listing is not None:
            self.listing_wanted.emit(listing)

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


def _listing_tip(lead: LeadRow) -> str:
    if lead.listing_id is None:
        return lead.listing_text
    return f"{lead.listing_text}\nEnter or a double click opens the listing"
