"""Writing contacts to a file: CSV, XLSX or vCard, with progress and Cancel; the file is whole or not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db.changes import Progress, Selection
from db.queries.exports import export_ids, export_rows
from db.queries.reader import Reader
from desktop.operations.long_reads import Shown, read_long
from desktop.operations.running import of_contacts
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write: which contacts, which columns (of files.own_format), in what format, where to."""

    selection: Selection
    columns: tuple[str, ...]
    format: str  # csv, xlsx or vcf
    path: Path


def export(services: Services, request: ExportRequest) -> None:
    """Write the file off the UI thread and say how many contacts it holds."""
    office = services.office

    def work(progress: Progress) -> int:
        def query(reader: Reader) -> int:
            ids = export_ids(reader, request.selection)
            rows = export_rows(reader, ids, columns=request.columns, progress=progress)
            return _write(request, rows)

        return office.read(query)

    read_long(
        services,
        Shown(f"Exporting to {request.path.name}", "contacts", ("export", request.path)),
        work,
        on_done=lambda count: services.prompts.toast(f"{of_contacts(count)} written to {request.path.name}"),
    )


def _write(request: ExportRequest, rows: Iterable[tuple[str, ...]]) -> int:
    from db.files.writing import write_csv, write_vcards, write_xlsx

    write = {"csv": write_csv, "xlsx": write_xlsx, "vcf": write_vcards}[request.format]
    return write(request.path, request.columns, rows)
