"""Ctrl+P on the broker dashboard: figures and charts as they are shown, on paper or as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog

from db.rules.comparing import AGAINST
from db.rules.moments import day_words
from desktop.charts.grid_table import GridTable
from desktop.dialogs.print_list import PrintListDialog
from desktop.operations.board_paper import PaperBar, PaperBlock, PaperFigure
from desktop.operations.board_printing import BoardRequest, print_board, save_board_pdf
from desktop.operations.list_paper import Heading
from desktop.operations.printing import page_layout
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.services import Services
from desktop.theme.fonts import register_inter
from desktop.times import full

if TYPE_CHECKING:
    from desktop.pages.broker_dashboard.page import BrokerDashboard


class BoardPrinting(QObject):
    """Asks how, then prints what stands on the page."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services

    def ask(self, page: BrokerDashboard) -> None:
        """Open the question; before anything is read there is nothing to print."""
        facts = page.facts
        if facts is None:
            return
        page.board.make_all()
        from PySide6.QtPrintSupport import QPrinterInfo

        shown = len(page.board.arrangement.shown)
        dialog = PrintListDialog(
            "Print the overview", detail=f"The key figures and {shown} charts, each with its numbers.",
            has_printer=bool(QPrinterInfo.availablePrinterNames()), parent=page.window(),
        )  # fmt: skip
        dialog.pdf_wanted.connect(lambda landscape: self._save(self.request(page, landscape=landscape)))
        dialog.print_wanted.connect(
            lambda landscape: self._choose_printer(page, self.request(page, landscape=landscape), facts.region)
        )
        dialog.open()

    def request(self, page: BrokerDashboard, *, landscape: bool) -> BoardRequest:
        """What stands on the page now, ready for paper."""
        office, bar = self._services.office, page.bar
        assert page.facts is not None
        printed = f"Printed {full(office.clock(), page.facts.zone_info)} by {office.actor.name}"
        past = f"As of the end of {day_words(bar.past_day)}." if bar.past_day else ""
        against = (
            f"Compared with {dict(AGAINST)[bar.compared_with].lower()}, {bar.against_days()}."
            if bar.compared_with
            else ""
        )
        heading = Heading(
            f"Overview, {page.facts.name}",
            " ".join(part for part in (past, against) if part),
            bar.filter_words(),
            printed,
        )
        figures = tuple(PaperFigure(tile.title.text(), tile.figure.text(), tile.detail.text()) for tile in page.tiles)
        blocks = tuple(block_of(page.cards[key]) for key in page.board.arrangement.shown)
        return BoardRequest(heading, figures, blocks, landscape, QFont(register_inter()))

    def _save(self, request: BoardRequest) -> None:
        def write(path: Path) -> None:
            whole = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            save_board_pdf(self._services, request, whole)

        self._services.prompts.save_file("Save as PDF", then=write, name="Overview.pdf", patterns="*.pdf")

    def _choose_printer(self, page: BrokerDashboard, request: BoardRequest, region: str) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(landscape=request.landscape, region=region))
        dialog = QPrintDialog(printer, page.window())
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        dialog.accepted.connect(lambda: print_board(self._services, request, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own open() takes a slot by name


def block_of(card: ChartCard) -> PaperBlock:
    """A card on paper: its bars or its table, with every number; or the sentence that it says."""
    shown = card.shown
    if shown is None or not card.drawn:
        return PaperBlock(card.words, card.total.text(), empty=f"{card.empty_words}.")
    if isinstance(card.table, GridTable):
        grid = shown.grid
        return PaperBlock(card.words, card.total.text(), titles=grid.titles, rows=grid.rows)
    bars = []
    for bar in shown.bars:
        then = "" if bar.then is None else f" ({bar.then:,})"
        text = f"{bar.value:,}{then}" + (f"  {bar.part}" if bar.part else "")
        bars.append(PaperBar(bar.full_name, bar.value, text, bar.light))
    about = card.total.text() if shown.adds_up else " · ".join(p for p in (card.total.text(), shown.unit) if p)
    return PaperBlock(card.words, about, bars=tuple(bars))
