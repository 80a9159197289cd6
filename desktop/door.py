"""Stands for a page until it is opened: the window comes up without making it (P14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.page import Page, Screen
from desktop.services import Services
from desktop.shortcuts import shortcut

ScreenT = TypeVar("ScreenT", bound=Screen)


class Door(Page, Generic[ScreenT]):
    """Makes its page when it is shown first, or asked for something; what the window says before is kept for it.

    `make` imports the page and makes it, with the door as its parent.
    """

    def __init__(
        self, services: Services, make: Callable[[QWidget], ScreenT], parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._make = make
        self._services = services
        self._density = "comfortable"
        self._letters = True
        self._made: ScreenT | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)

    @property
    def page(self) -> ScreenT:
        """The page itself."""
        if self._made is None:
            self._made = self._make(self)
            self._made.set_density(self._density)
            self._made.set_letters(on=self._letters)
            self._room.addWidget(self._made)
        return self._made

    def action(self, key: str, label: str, call: Callable[[], Any]) -> QAction:
        """A command of the page for the window's menus, with its key; it is there before the page is."""
        action = QAction(label, self)
        action.setShortcuts(shortcut(key).sequences())
        action.triggered.connect(lambda _checked: call())
        self.addAction(action)
        return action

    def member_changed(self) -> None:
        """Other eyes, other rows."""
        if self._made is not None:
            self._made.member_changed()

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        self._density = density
        if self._made is not None:
            self._made.set_density(density)

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self._letters = on
        if self._made is not None:
            self._made.set_letters(on=on)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page the first time; the keyboard goes to it."""
        super().showEvent(event)
        self.page.take_keyboard()
