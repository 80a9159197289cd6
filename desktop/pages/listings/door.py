"""Stands for the Listings tab until it is opened: the window comes up without it (P14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.page import Page
from desktop.services import Services
from desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from desktop.pages.listings.page import ListingsPage


class ListingsDoor(Page):
    """Makes the page when it is shown first, or asked for a listing."""

    key = "listings"
    title = "Listings"

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._settings = settings
        self._density = "comfortable"
        self._letters = True
        self._page: ListingsPage | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> ListingsPage:
        """The page itself."""
        if self._page is None:
            from desktop.pages.listings.page import ListingsPage

            self._page = ListingsPage(self._services, self._settings, self)
            self._page.set_density(self._density)
            self._page.set_letters(on=self._letters)
            self._room.addWidget(self._page)
        return self._page

    def open_listing(self, listing_id: int) -> None:
        """Show one listing in its list."""
        self.page.open_listing(listing_id)

    def member_changed(self) -> None:
        """Other eyes, other counts."""
        if self._page is not None:
            self._page.member_changed()

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        self._density = density
        if self._page is not None:
            self._page.set_density(density)

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self._letters = on
        if self._page is not None:
            self._page.set_letters(on=on)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page the first time; the keyboard goes to its rows."""
        super().showEvent(event)
        self.page.table.view.setFocus()
