"""What the contact dialog does with documents: asks where it must, and starts the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from db.queries.stored_files import DocumentRow
from db.rules.stored_files import CHECKED
from desktop.dialogs.contact.documents_tab import CHECK, DELETE, OPEN, RENAME, REPLACE, SAVE
from desktop.operations import documents as operations
from desktop.services import Services


class ContactDocuments(QObject):
    """One for a dialog; `contact_id` gives the contact that is shown."""

    def __init__(self, services: Services, window: QObject, contact_id: Callable[[], int]) -> None:
        super().__init__(window)
        self._services, self._contact_id = services, contact_id

    def add(self) -> None:
        """Choose files and keep them."""
        then = partial(operations.add_files, self._services, self._contact_id())
        self._services.prompts.open_files("Add documents", then=then)

    def take(self, paths: Sequence[Path]) -> None:
        """Keep files that were dropped."""
        operations.add_files(self._services, self._contact_id(), paths)

    def draft(self) -> None:
        """Draft the contract anew."""
        operations.draft_contract(self._services, self._contact_id())

    def do(self, command: str, row: DocumentRow) -> None:
        """Do what a button of the tab asks for."""
        hands = {OPEN: self.open, SAVE: self.save, CHECK: self.check, REPLACE: self.replace, RENAME: self.rename,
                 DELETE: self.delete}  # fmt: skip
        hands[command](row)

    def open(self, row: DocumentRow) -> None:
        """Open a copy."""
        operations.open_document(self._services, row)

    def save(self, row: DocumentRow) -> None:
        """Choose where to, and write it there."""
        self._services.prompts.save_file(
            f"Save “{row.title}”", then=partial(operations.save_document, self._services, row), name=row.file_name
        )

    def check(self, row: DocumentRow) -> None:
        """Mark it as checked, or as a draft again."""
        operations.mark_checked(self._services, row, checked=row.state != CHECKED)

    def replace(self, row: DocumentRow) -> None:
        """Choose the corrected file."""

        def chosen(paths: Sequence[Path]) -> None:
            operations.replace_document(self._services, row, paths[0])

        self._services.prompts.open_files(f"Replace “{row.title}” by the corrected file", then=chosen)

    def rename(self, row: DocumentRow) -> None:
        """Ask for another title."""
        self._services.prompts.ask_text(
            "Rename the document", then=partial(operations.rename_document, self._services, row), value=row.title,
            label="Title",
        )  # fmt: skip

    def delete(self, row: DocumentRow) -> None:
        """Take it away; the toast brings it back, so nothing is asked."""
        operations.delete_document(self._services, row)
