"""Printing a list, on paper or as a PDF, off the UI thread, with progress and Cancel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from db.changes import Progress
from db.files.writing import replacing
from db.rules.errors import CancelledError, FileProblemError
from db.rules.filters import ListSpec
from db.rules.moments import day_words, from_ms
from desktop.item_models.columns import Column
from desktop.item_models.contact_source import ContactSource
from desktop.item_models.lead_source import LeadSource
from desktop.item_models.row_source import CellValue
from desktop.operations.lead_exports import of_rows
from desktop.operations.list_paper import Heading, ListPaper, PaperColumn, Sheet
from desktop.operations.long_reads import Shown, read_long
from desktop.operations.running import of_contacts
from desktop.services import Services

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

CHUNK: Final = 500
DPI: Final = 300
MARGIN_MM: Final = 12.0
MAY_BE_CUT: Final = (
    "name", "email", "owner", "hashtags", "source", "contact", "listing", "message", "title", "routed_why", "member",
    "caller_name", "line", "outcome", "first_touch_by", "words", "record", "approved_by",
)  # fmt: skip
Source = ContactSource | LeadSource
LETTER_REGIONS: Final = ("US", "CA", "MX", "PH", "PR")


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """What to print: the rows of a list in its order (or only `ids`), these columns, under this heading."""

    spec: ListSpec
    ids: tuple[int, ...] | None
    columns: tuple[Column, ...]
    heading: Heading
    landscape: bool
    font: QFont
    unit: str = "contact"  # or lead, task, call, touch, press: what the rows are


def page_layout(*, landscape: bool, region: str) -> QPageLayout:
    """The page of a PDF: what is common in the office's region, with our margins."""
    size = QPageSize.PageSizeId.Letter if region in LETTER_REGIONS else QPageSize.PageSizeId.A4
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(QPageSize(size), way, margins, QPageLayout.Unit.Millimeter)


def save_pdf(services: Services, request: PrintRequest, path: Path) -> None:
    """Write the list as a PDF; the file is whole or not there."""

    def work(progress: Progress) -> int:
        with replacing(path) as partial:
            partial.touch(exist_ok=False)  # a missing or read-only folder is told by its name
            writer = QPdfWriter(str(partial))
            writer.setResolution(DPI)
            writer.setTitle(request.heading.title)
            writer.setCreator("Brokerdesk")
            writer.setPageLayout(page_layout(landscape=request.landscape, region=services.office.facts.region))
            pages = _paint(services, request, writer, progress)
            del writer  # closes the file
            check_whole(partial, path)
        return pages

    def done(pages: int) -> None:
        services.prompts.toast(f"{request.heading.title} saved as {path.name}, {pages_in_words(pages)}")

    read_long(services, Shown(f"Saving {path.name}", _plural(request.unit), ("print", path)), work, on_done=done)


def print_list(services: Services, request: PrintRequest, printer: QPrinter) -> None:
    """Send the list to a printer that the person has chosen and set up."""
    printer.setDocName(request.heading.title)

    def work(progress: Progress) -> int:
        try:
            return _paint(services, request, printer, progress)
        except CancelledError:
            printer.abort()
            raise

    def done(pages: int) -> None:
        services.prompts.toast(f"{request.heading.title} sent to {printer.printerName()}, {pages_in_words(pages)}")

    title = f"Printing {request.heading.title}"
    read_long(services, Shown(title, _plural(request.unit), ("print", id(printer))), work, on_done=done)


def _paint(services: Services, request: PrintRequest, device: QPagedPaintDevice, progress: Progress) -> int:
    contacts = request.unit == "contact"
    source: Source = ContactSource(services.office) if contacts else LeadSource(services.office, request.unit)
    ids = request.ids if request.ids is not None else tuple(int(n) for n in source.ids(request.spec))
    heading = replace(request.heading, printed=f"{request.heading.printed} · {of_unit(len(ids), request.unit)}")
    painter = QPainter()
    if not painter.begin(device):
        raise FileProblemError("The printer or the file cannot be written. Nothing was printed; choose another one.")
    try:
        dpi = float(device.logicalDpiY())
        room = QRectF(0, 0, device.width(), device.height())
        paper = ListPaper(
            painter, Sheet(room, dpi, device.newPage), heading=heading,
            columns=[PaperColumn(c.title, c.key in MAY_BE_CUT) for c in request.columns], font=request.font,
        )  # fmt: skip
        rows = _rows(source, ids, request.columns, services.office.facts.zone, progress)
        return paper.paint(rows, len(ids))
    finally:
        painter.end()


def _rows(
    source: Source, ids: Sequence[int], columns: Sequence[Column], zone: str, progress: Progress
) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(ids), CHUNK):
        wanted = ids[start : start + CHUNK]
        if not progress(start, len(ids)):
            raise CancelledError("Printing was stopped.")
        found: Mapping[int, Any] = source.rows(wanted)
        for row in (found[n] for n in wanted if n in found):
            yield tuple(_text(source.cell(row, column.key), column, zone) for column in columns)
    progress(len(ids), len(ids))


def _text(cell: CellValue, column: Column, zone: str) -> str:
    """On paper a moment is its day: "27 min ago" would be wrong by the time it is read."""
    if column.kind == "moment" and isinstance(cell.value, int):
        return day_words(from_ms(cell.value, zone))
    return cell.text


def check_whole(partial: Path, path: Path) -> None:
    """Qt's writer does not say when the disk is full: a whole PDF ends with its mark."""
    with partial.open("rb") as file:
        file.seek(max(0, partial.stat().st_size - 64))
        if b"%%EOF" not in file.read():
            raise FileProblemError(f"{path.name} was not written: the disk is full or failing.")


def of_unit(count: int, unit: str) -> str:
    """Say how many rows: 1 contact, 1,284 scheduled calls."""
    return of_contacts(count) if unit == "contact" else of_rows(count, unit)


def _plural(unit: str) -> str:
    return of_unit(2, unit).removeprefix("2 ")


def pages_in_words(count: int) -> str:
    """A number of pages with its unit."""
    return f"{count:,} page{'' if count == 1 else 's'}"
