"""Writing rows of the Leads tab to a file, in the columns of its table: CSV or XLSX, with progress and Cancel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from db.changes import Progress
from db.files.writing import write_csv, write_xlsx
from db.office import Office
from db.queries.lead_exports import ExportedRows, export_row_ids
from db.rules.errors import CancelledError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.lead_lists import lead_list
from db.rules.moments import from_ms
from desktop.item_models.columns import Column
from desktop.item_models.lead_source import LeadSource
from desktop.item_models.row_source import CellValue
from desktop.operations.long_reads import Shown, read_long
from desktop.services import Services

CHUNK: Final = 500
WRITERS: Final = {".csv": write_csv, ".xlsx": write_xlsx}
NOUNS: Final = {"lead": "lead", "task": "scheduled call", "call": "call", "touch": "touch", "press": "press"}


@dataclass(frozen=True, slots=True)
class LeadExport:
    """What to write: the rows of a list in its order (or only those of `ids`), these columns, where to."""

    spec: ListSpec
    ids: tuple[int, ...] | None
    columns: tuple[Column, ...]
    path: Path

    @property
    def unit(self) -> str:
        """What the rows are: lead, task, call, touch or press."""
        return lead_list(self.spec.list_key).unit


def of_rows(count: int, unit: str) -> str:
    """Say how many: 1 lead, 1,284 scheduled calls."""
    return f"{count:,} {NOUNS[unit] if count == 1 else plural_of(unit)}"


def plural_of(unit: str) -> str:
    """Many of them: scheduled calls, touches."""
    return f"{NOUNS[unit]}{'es' if NOUNS[unit].endswith(('ch', 'ss')) else 's'}"


def export_leads(services: Services, request: LeadExport) -> None:
    """Write the file off the UI thread and say how many rows it holds, and how many it may not."""

    def done(written: ExportedRows) -> None:
        left = f" · {written.left_out:,} of contacts that are not yours left out" if written.left_out else ""
        said = f"{of_rows(len(written.ids), request.unit)} written to {request.path.name}{left}"
        services.prompts.toast(said)

    read_long(
        services,
        Shown(f"Exporting to {request.path.name}", plural_of(request.unit), ("export", request.path)),
        partial(write_leads, services.office, request),
        on_done=done,
    )


def write_leads(office: Office, request: LeadExport, progress: Progress) -> ExportedRows:
    """Write the file; it is whole or not there. Errors: RefusedError, FileProblemError; CancelledError; WrongUseError
    for an ending that names no format.
    """
    write = WRITERS.get(request.path.suffix.lower())
    if write is None:
        raise WrongUseError(f"The file's ending says what to write: .csv or .xlsx; “{request.path.name}” has neither.")
    only = None if request.ids is None else frozenset(request.ids)
    found = office.read(export_row_ids, request.spec, only)
    write(request.path, [column.title for column in request.columns], _rows(office, request, found.ids, progress))
    return found


def _rows(
    office: Office, request: LeadExport, ids: tuple[int, ...], progress: Progress
) -> Iterator[tuple[str, ...]]:  # fmt: skip
    source, zone = LeadSource(office, request.unit), office.facts.zone
    for start in range(0, len(ids), CHUNK):
        if not progress(start, len(ids)):
            raise CancelledError("The export was stopped; no file was written.")
        wanted = ids[start : start + CHUNK]
        found = source.rows(wanted)
        for row in (found[n] for n in wanted if n in found):
            yield tuple(_text(source.cell(row, column.key), column, zone) for column in request.columns)
    progress(len(ids), len(ids))


def _text(cell: CellValue, column: Column, zone: str) -> str:
    """A moment by the office's clock: "27 min ago" would be wrong by the time it is read."""
    if column.kind == "moment" and isinstance(cell.value, int):
        return f"{from_ms(cell.value, zone):%Y-%m-%d %H:%M}"
    return "" if cell.text == "–" else cell.text
