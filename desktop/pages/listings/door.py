"""Stands for the Listings tab until it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.door import Door
from desktop.services import Services
from desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from desktop.pages.listings.page import ListingsPage


class ListingsDoor(Door["ListingsPage"]):
    """Makes the page when it is shown first, or asked for a listing."""

    key = "listings"
    title = "Listings"

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._settings = settings

    def _make(self) -> ListingsPage:
        from desktop.pages.listings.page import ListingsPage

        return ListingsPage(self._services, self._settings, self)

    def _focus(self, page: ListingsPage) -> None:
        page.table.view.setFocus()

    def open_listing(self, listing_id: int) -> None:
        """Show one listing in its list."""
        self.page.open_listing(listing_id)
