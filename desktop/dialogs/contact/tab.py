"""What every tab of the contact dialog can do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.dialogs.contact.field_column import FieldColumn
from desktop.dialogs.contact.view import ContactView

Save = Callable[[FieldColumn, str, str, str], object]
Do = Callable[[FieldColumn, str, str], object]


class ContactTab(QWidget):
    """Shows a view of the contact; a tab with fields lists its columns in `columns`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[FieldColumn, ...] = ()

    def show_view(self, view: ContactView) -> None:
        """Show the contact as it stands now; typed text stays."""

    def start_anew(self) -> None:
        """Another contact comes."""
        for column in self.columns:
            column.start_anew()

    @property
    def typing(self) -> bool:
        """Whether something is typed here that has not been kept."""
        return any(column.typing for column in self.columns)

    def commit_open(self) -> None:
        """Keep what is being typed."""
        for column in self.columns:
            column.commit_open()

    def drop_open(self) -> None:
        """Throw away what is being typed."""
        for column in self.columns:
            column.drop_open()

    def use_save(self, save: Save, do: Do) -> None:
        """Where edits of the fields go, and what is chosen from their menus."""
        for column in self.columns:
            column.edited.connect(lambda key, text, seen, column=column: save(column, key, text, seen))
            column.commanded.connect(lambda key, command, column=column: do(column, key, command))
