"""Every contact of the office to a file, asked for at the broker's lists (R61)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.changes import Selection
from db.queries import lists
from db.rules.filters import ListSpec
from desktop.dialogs.export import ExportDialog
from desktop.operations import exports
from desktop.operations.exports import ExportRequest
from desktop.operations.running import of_contacts, report
from desktop.services import Services

ALL = Selection(spec=ListSpec("everyone"))


class OfficeExport(QObject):
    """Asks for format and columns, then for the file, then writes it."""

    def __init__(self, services: Services, host: QWidget) -> None:
        super().__init__(host)
        self._services = services
        self._host = host

    def ask(self) -> None:
        """Count, then open the question."""
        office = self._services.office
        self._services.tasks.read(
            (id(self), "count"),
            lambda: office.read(lists.count, ListSpec("everyone")),
            self._ask,
            lambda error: report(self._services, error),
        )

    def _ask(self, count: int) -> None:
        dialog = ExportDialog(f"Export all {of_contacts(count)}", self._host.window())
        dialog.chosen.connect(self._choose_file)
        dialog.open()

    def _choose_file(self, format_: str, columns: tuple[str, ...]) -> None:
        def write(path: Path) -> None:
            whole = path if path.suffix.lower() == f".{format_}" else path.with_name(f"{path.name}.{format_}")
            exports.export(self._services, ExportRequest(ALL, columns, format_, whole))

        self._services.prompts.save_file(
            "Export contacts", then=write, name=f"contacts.{format_}", patterns=f"*.{format_}"
        )
