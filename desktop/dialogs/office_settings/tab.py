"""What the dialog knows of its tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.dialogs.office_settings.view import SettingsView


class SettingsTab(QWidget):
    """A tab shows the view it is handed, but never over what is being typed."""

    title = ""

    def show_view(self, view: SettingsView) -> None:
        """Show what was read."""

    @property
    def unsaved(self) -> bool:
        """Whether something was changed here and not saved."""
        return False

    def step_back(self) -> bool:
        """Escape: close what is open within the tab; False when there is nothing."""
        return False

    def start(self) -> None:
        """Give the keyboard to what one works with first."""
