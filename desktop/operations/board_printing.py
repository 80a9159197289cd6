"""Printing a dashboard, on paper or as a PDF, off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter, QPdfWriter

from db.changes import Progress
from db.files.writing import replacing
from db.rules.errors import FileProblemError
from desktop.operations.board_paper import BoardPaper, PaperBlock, PaperFigure
from desktop.operations.list_paper import Heading, Sheet
from desktop.operations.long_reads import Shown, read_long
from desktop.operations.printing import DPI, check_whole, page_layout, pages_in_words
from desktop.services import Services

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class BoardRequest:
    """What to print: the figures and charts as they are shown, under this heading."""

    heading: Heading
    figures: tuple[PaperFigure, ...]
    blocks: tuple[PaperBlock, ...]
    landscape: bool
    font: QFont


def save_board_pdf(services: Services, request: BoardRequest, path: Path) -> None:
    """Write the dashboard as a PDF; the file is whole or not there."""

    def work(progress: Progress) -> int:
        progress(0, 1)
        with replacing(path) as partial:
            partial.touch(exist_ok=False)  # a missing or read-only folder is told by its name
            writer = QPdfWriter(str(partial))
            writer.setResolution(DPI)
            writer.setTitle(request.heading.title)
            writer.setCreator("Brokerdesk")
            writer.setPageLayout(page_layout(landscape=request.landscape, region=services.office.facts.region))
            pages = _paint(request, writer)
            del writer  # closes the file
            check_whole(partial, path)
        return pages

    def done(pages: int) -> None:
        services.prompts.toast(f"{request.heading.title} saved as {path.name}, {pages_in_words(pages)}")

    read_long(services, Shown(f"Saving {path.name}", "pages", ("print", path)), work, on_done=done)


def print_board(services: Services, request: BoardRequest, printer: QPrinter) -> None:
    """Send the dashboard to a printer that the person has chosen and set up."""
    printer.setDocName(request.heading.title)

    def work(progress: Progress) -> int:
        progress(0, 1)
        return _paint(request, printer)

    def done(pages: int) -> None:
        services.prompts.toast(f"{request.heading.title} sent to {printer.printerName()}, {pages_in_words(pages)}")

    title = f"Printing {request.heading.title}"
    read_long(services, Shown(title, "pages", ("print", id(printer))), work, on_done=done)


def _paint(request: BoardRequest, device: QPagedPaintDevice) -> int:
    painter = QPainter()
    if not painter.begin(device):
        raise FileProblemError("The printer or the file cannot be written. Nothing was printed; choose another one.")
    try:
        room = QRectF(0, 0, device.width(), device.height())
        sheet = Sheet(room, float(device.logicalDpiY()), device.newPage)
        return BoardPaper(painter, sheet, request.heading, font=request.font).paint(request.figures, request.blocks)
    finally:
        painter.end()
