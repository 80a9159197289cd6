"""Beginning an import of listings or of a call log: by a button or the menu, or with files that were dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.operations.row_imports import RowImport, why_not
from desktop.services import Services


def begin_import(services: Services, kind: RowImport, parent: QWidget | None, files: Sequence[Path] = ()) -> None:
    """Ask for files where none are given, then show what they would do. Who may not is told so."""
    from desktop.dialogs.row_import.dialog import RECORD_PATTERNS, RowImportDialog

    refusal = why_not(services.office.actor, kind)
    if refusal:
        services.prompts.toast(refusal, tone="error")
        return

    def show(paths: Sequence[Path]) -> None:
        RowImportDialog(services, kind, paths, parent).show()

    if files:
        show(files)
    else:
        services.prompts.open_files(kind.title, then=show, patterns=RECORD_PATTERNS)
