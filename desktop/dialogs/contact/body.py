"""What the window of a contact is made of: header, tabs, and the pages behind them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.contact.header import ContactHeader
from desktop.dialogs.contact.overview_tab import OverviewTab
from desktop.dialogs.contact.parts import line
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.underlined_tabs import UnderlinedTabs

TABS = ("Overview", "Profile", "Leads", "Documents", "History")
OVERVIEW, PROFILE, LEADS, DOCUMENTS, HISTORY = range(5)


class ContactBody(QWidget):
    """Header, tabs and the overview; the other pages are added when they are first chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = ContactHeader()
        self.tab_bar = UnderlinedTabs()
        self.pages = QStackedWidget()
        self.gone = EmptyState("circle-alert", "")
        self.overview = OverviewTab()
        for title in TABS:
            self.tab_bar.addTab(title)
        bar = QHBoxLayout()
        bar.setContentsMargins(22, 0, 22, 0)
        bar.addWidget(self.tab_bar)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(line())
        column.addLayout(bar)
        column.addWidget(line())
        column.addWidget(self.pages, 1)
        self.pages.addWidget(self.gone)
        self.pages.addWidget(self.overview)
        self.pages.setCurrentWidget(self.overview)

    def clear(self) -> None:
        """Another contact will be shown: nothing that was typed or scrolled is left."""
        self.tab_bar.setCurrentIndex(OVERVIEW)
        self.pages.setCurrentWidget(self.overview)
        self.header.setEnabled(True)
        self.overview.clear()
