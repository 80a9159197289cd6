"""Ctrl+P: a list as its table shows it, on paper or as a PDF; the ticked rows alone when some are ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from db.queries.reader import OfficeFacts
from db.rules.filters import ListSpec
from desktop.dialogs.print_list import PrintListDialog
from desktop.item_models.columns import Column
from desktop.item_models.list_table import ListTable
from desktop.operations.list_paper import Heading
from desktop.operations.printing import PrintRequest, of_unit, page_layout, print_list, save_pdf
from desktop.operations.running import report
from desktop.services import Services
from desktop.times import full


@dataclass(frozen=True, slots=True)
class ListWords:
    """What is open, in words for paper, and as the list itself."""

    title: str
    definition: str
    narrowed: str
    spec: ListSpec
    unit: str = "contact"  # or lead, task, call


class ListPrinting(QObject):
    """Asks how, then prints. `words` gives the list that is open, None before there is one; `table` where it stands."""

    def __init__(
        self, services: Services, table: Callable[[], ListTable], words: Callable[[], ListWords | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._table = table
        self._words = words

    @property
    def _shown(self) -> ListTable:
        return self._table()

    def ask(self) -> None:
        """Open the question; an empty list has nothing to print."""
        words, table = self._words(), self._shown.table
        if words is None or not table.total:
            self._services.prompts.toast("There is nothing in this list to print.")
            return
        office = self._services.office
        self._services.tasks.read(
            (id(self), "facts"),
            lambda: office.facts,
            lambda facts: self._ask(words, facts),
            lambda error: report(self._services, error),
        )

    def _ask(self, words: ListWords, facts: OfficeFacts) -> None:
        from PySide6.QtPrintSupport import QPrinterInfo

        ticked = self._shown.table.selection
        many = f"{ticked.count:,} ticked of {words.title}" if ticked.count else words.title
        count = of_unit(ticked.count or self._shown.table.total, words.unit)
        columns = columns_shown(self._shown)
        detail = f"{count}, the {len(columns)} columns of the table, in its order."
        dialog = PrintListDialog(
            f"Print {many}", detail=detail, has_printer=bool(QPrinterInfo.availablePrinterNames()),
            parent=self._shown.window(),
        )  # fmt: skip
        dialog.pdf_wanted.connect(lambda landscape: self._save(self._request(words, facts, landscape=landscape)))
        dialog.print_wanted.connect(
            lambda landscape: self._choose_printer(self._request(words, facts, landscape=landscape), facts)
        )
        dialog.open()

    def _request(self, words: ListWords, facts: OfficeFacts, *, landscape: bool) -> PrintRequest:
        office, selection = self._services.office, self._shown.table.selection
        printed = f"Printed {full(office.clock(), facts.zone_info)} by {office.actor.name}"
        heading = Heading(words.title, words.definition, words.narrowed, printed)
        ids = tuple(selection.in_order()) if selection.count else None
        columns = columns_shown(self._shown)
        return PrintRequest(words.spec, ids, columns, heading, landscape, self._shown.font(), words.unit)

    def _save(self, request: PrintRequest) -> None:
        def write(path: Path) -> None:
            whole = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            save_pdf(self._services, request, whole)

        name = f"{request.heading.title}.pdf".replace("/", "-")
        self._services.prompts.save_file("Save as PDF", then=write, name=name, patterns="*.pdf")

    def _choose_printer(self, request: PrintRequest, facts: OfficeFacts) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(landscape=request.landscape, region=facts.region))
        dialog = QPrintDialog(printer, self._shown.window())
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        dialog.accepted.connect(lambda: print_list(self._services, request, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own open() takes a slot by name


def columns_shown(table: ListTable) -> tuple[Column, ...]:
    """As they stand in the table, without the box for ticks."""
    arranged = table.view.header.arrangement()
    known = {column.key: column for column in table.table.columns}
    shown = (known[key] for key in arranged.order if key not in arranged.hidden)
    return tuple(column for column in shown if column.kind != "check")
