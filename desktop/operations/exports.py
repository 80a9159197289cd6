"""Writing contacts to a file: CSV, XLSX or vCard, with progress and Cancel; the file is whole or not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.changes import Selection
from db.queries.exports import export_ids, export_rows
from db.queries.reader import Reader
from db.rules.errors import BrokerdeskError, CancelledError
from desktop.operations.running import of_contacts, report
from desktop.prompting import ProgressView
from desktop.services import Services
from desktop.tasks import Token


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write: which contacts, which columns (of files.own_format), in what format, where to."""

    selection: Selection
    columns: tuple[str, ...]
    format: str  # csv, xlsx or vcf
    path: Path


class _Bridge(QObject):
    """Brings the worker's progress to the UI thread."""

    advanced = Signal(int, int)


def export(services: Services, request: ExportRequest) -> None:
    """Write the file off the UI thread and say how many contacts it holds."""
    office, bridge = services.office, _Bridge()
    token: list[Token] = []

    def cancel() -> None:
        for one in token:
            one.cancel()

    view = services.prompts.progress(f"Exporting to {request.path.name}", unit="contacts", on_cancel=cancel)
    bridge.advanced.connect(view.advance)

    def work(token: Token) -> int:
        def progress(done: int, total: int) -> bool:
            bridge.advanced.emit(done, total)
            return not token.cancelled

        def query(reader: Reader) -> int:
            ids = export_ids(reader, request.selection)
            rows = export_rows(reader, ids, columns=request.columns, progress=progress)
            return _write(request, rows)

        return office.read(query)

    def done(count: int) -> None:
        bridge.deleteLater()
        view.close()
        services.prompts.toast(f"{of_contacts(count)} written to {request.path.name}")

    def failed(error: BaseException) -> None:
        bridge.deleteLater()
        _failed(services, view, error)

    # A read, not a write: nothing in the office changes, and presses need not wait for it.
    token.append(services.tasks.read(("export", request.path), work, done, failed))


def _write(request: ExportRequest, rows: Iterable[tuple[str, ...]]) -> int:
    from db.files.writing import write_csv, write_vcards, write_xlsx

    write = {"csv": write_csv, "xlsx": write_xlsx, "vcf": write_vcards}[request.format]
    return write(request.path, request.columns, rows)


def _failed(services: Services, view: ProgressView, error: BaseException) -> None:
    view.close()
    if isinstance(error, CancelledError):
        services.prompts.toast(error.sentence)
    elif isinstance(error, BrokerdeskError):
        services.prompts.tell(error.sentence)
    else:
        report(services, error)
