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
        def make(parent: QWidget) -> ListingsPage:
            from desktop.pages.listings.page import ListingsPage

            return ListingsPage(services, settings, parent)

        super().__init__(services, make, parent)

    def open_listing(self, listing_id: int) -> None:
        """Show one listing in its list."""
        self.page.open_listing(listing_id)
