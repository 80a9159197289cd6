"""The tabs of a contact's window that are made when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from desktop.dialogs.contact.body import DOCUMENTS, LEADS, PROFILE
from desktop.dialogs.contact.documents import ContactDocuments
from desktop.dialogs.contact.documents_tab import DocumentsTab
from desktop.dialogs.contact.history_tab import HistoryTab
from desktop.dialogs.contact.leads_tab import LeadsTab
from desktop.dialogs.contact.profile_tab import ProfileTab
from desktop.dialogs.contact.tab import ContactTab
from desktop.operations import undo
from desktop.services import Services


class LaterTabs(QObject):
    """Makes a tab and wires what it asks for. Signal: subscription_wanted(again)."""

    subscription_wanted = Signal(bool)

    def __init__(self, services: Services, window: QDialog, contact_id: Callable[[], int]) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._contact_id = contact_id

    def make(self, place: int) -> ContactTab:
        """The tab of a place; the history where no other stands there."""
        makers: dict[int, Callable[[], ContactTab]] = {
            PROFILE: self._profile, LEADS: self._leads, DOCUMENTS: self._documents,
        }  # fmt: skip
        return makers.get(place, self._history)()

    def _profile(self) -> ProfileTab:
        tab = ProfileTab()
        tab.subscription_wanted.connect(self.subscription_wanted)
        return tab

    def _leads(self) -> LeadsTab:
        tab = LeadsTab()
        tab.listing_wanted.connect(self._services.navigation.open_listing)
        return tab

    def _documents(self) -> DocumentsTab:
        tab, hands = DocumentsTab(), ContactDocuments(self._services, self._window, self._contact_id)
        tab.add_wanted.connect(hands.add)
        tab.draft_wanted.connect(hands.draft)
        tab.files_dropped.connect(hands.take)
        tab.wanted.connect(hands.do)
        return tab

    def _history(self) -> HistoryTab:
        tab = HistoryTab()
        tab.undo_wanted.connect(self._ask_undo)
        return tab

    def _ask_undo(self, step: int, what: str) -> None:
        self._services.prompts.confirm(
            "Take this step back?",
            yes="Undo the step",
            detail=f"{what}. A step that changed many contacts is taken back for all of them.",
            then=lambda: undo.undo(self._services, step),
        )
