"""Stands for the follow-ups until they are opened (P14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.page import Page
from desktop.services import Services

if TYPE_CHECKING:
    from desktop.pages.follow_ups.page import FollowUpsPage


class FollowUpsDoor(Page):
    """Makes the page when it is shown first."""

    key = "follow_ups"
    title = "Follow-ups"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._density = "comfortable"
        self._letters = True
        self._page: FollowUpsPage | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> FollowUpsPage:
        """The page itself."""
        if self._page is None:
            from desktop.pages.follow_ups.page import FollowUpsPage

            self._page = FollowUpsPage(self._services, self)
            self._page.set_density(self._density)
            self._page.set_letters(on=self._letters)
            self._room.addWidget(self._page)
        return self._page

    def member_changed(self) -> None:
        """Other eyes, other things to do."""
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
        self.page.take_keyboard()
