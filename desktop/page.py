"""What the window's frame knows of a page: a key, a title, and a few wishes it passes on."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """What fills the main area, and follows who works here and how they like their rows."""

    def member_changed(self) -> None:
        """Somebody else works here now: everything is read again."""

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""

    def set_letters(self, *, on: bool) -> None:
        """Whether single letters are commands while a list has the keyboard."""

    def take_keyboard(self) -> None:
        """Give the keyboard to the part that is worked in: the screen was opened."""
        self.setFocus()


class Page(Screen):
    """A screen with a tab. Pages register with the window and override what they need."""

    key = ""
    title = ""

    def menu_actions(self) -> dict[str, list[QAction]]:
        """Actions for the window's menus, by the key of the menu: file, edit, view."""
        return {}

    def show_list(self, spec: object) -> bool:
        """Show a list of contacts; False when this page shows none."""
        del spec
        return False
