"""Duplicates: the pairs with score and reasons at the left, two contacts side by side at the right (R25)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.queries.duplicates import Comparison, DuplicatePair, Duplicates, compare
from db.rules.errors import CancelledError, NotFoundError
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.duplicates.side_by_side import SideBySide
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.operations.duplicates import Search, merge, not_the_same
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.progress_panel import ProgressPanel
from desktop.widgets.push_button import PushButton

LIST_WIDTH: Final = 440
COLUMNS: Final[tuple[RowsColumn[DuplicatePair], ...]] = (
    RowsColumn("Score", 64, lambda p: str(p.likeness.score), right=True),
    RowsColumn("Contacts", 210, lambda p: f"{p.one_name or p.one} / {p.other_name or p.other}"),
    RowsColumn("Why", 120, lambda p: "; ".join(p.likeness.reasons)),
)


class DuplicatesDialog(QDialog):
    """It searches as soon as it is there, and stays open while one works on."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Duplicates")
        self.resize(1080, 640)
        self._services = services
        self._pairs: list[DuplicatePair] = []
        self._search: Search | None = None
        self.side: SideBySide | None = None
        self.progress = ProgressPanel(parent=self)
        self.empty = EmptyState("users", "", parent=self)
        self.table = RowsTable(COLUMNS, name="Pairs that may be one contact", parent=self)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setFixedWidth(LIST_WIDTH)
        self.said = PlainLabel(tone="muted", parent=self)
        self.why = Paragraph(parent=self)
        self.sides = QScrollArea(self)
        self.sides.setWidgetResizable(True)
        self.sides.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.again = PushButton("Search again", parent=self)
        self.two = PushButton("Not the same", parent=self)
        self.one = PushButton("Merge", look="primary", parent=self)
        self.one.setDefault(True)
        self._stack = QStackedWidget(self)
        self._work = QWidget(self)
        self._lay_out()
        self._connect()
        self.search()

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        work = self._work
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.big)
        row.addWidget(self.table)
        right = QVBoxLayout()
        right.setSpacing(SPACE.small)
        right.addWidget(self.why)
        right.addWidget(self.sides, 1)
        row.addLayout(right, 1)
        for page in (self.progress, self.empty, work):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel("Duplicates", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(self.said)
        column.addWidget(self._stack, 1)
        column.addLayout(button_row(cancel_of(self, "Close"), self.two, self.one, left=(self.again,)))

    def _connect(self) -> None:
        self.again.clicked.connect(self.search)
        self.two.clicked.connect(self._not_the_same)
        self.one.clicked.connect(self._merge)
        self.progress.cancelled.connect(self._stop)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self._services.announcer.changed.connect(self._look)
        self._services.announcer.office_changed_elsewhere.connect(self._look)
        self.finished.connect(self._stop)

    # -- searching -----------------------------------------------------------------------------------------

    @Slot()
    def search(self) -> None:
        """Look through the whole office; it can be called off."""
        self._stop()
        self._search = Search(self._services)
        self._search.advanced.connect(self._advance)
        self.said.setText("Looking for contacts that may be one.")
        self.progress.begin("Looking for duplicates", 0, "shared values")
        self._show(self.progress)
        self._search.start(self._found, self._failed)

    @Slot(object, object)
    def _advance(self, done: int, total: int) -> None:
        self.progress.advance(done, total)

    @Slot()
    def _stop(self) -> None:
        if self._search is not None:
            self._search.stop()

    def _found(self, found: Duplicates) -> None:
        self._search = None
        self._pairs = list(found.pairs)
        said = f"{found.found:,} pair{'' if found.found == 1 else 's'} of contacts may be one."
        if found.found > len(found.pairs):
            said += f" The best {len(found.pairs):,} are shown."
        if found.passed_over:
            said += f" {found.passed_over:,} numbers, addresses or names that very many share were passed over."
        self.said.setText(said)
        self._fill(0)

    def _failed(self, error: BaseException) -> None:
        self._search = None
        if isinstance(error, CancelledError):
            self._say_empty("The search was stopped", "Search again when it suits you.")
        else:
            self._say_empty("The search did not work", "Nothing was changed. Search again.")
            report(self._services, error)

    # -- pairs ---------------------------------------------------------------------------------------------

    def _fill(self, row: int) -> None:
        """Show the pairs that are left, this one chosen."""
        self.table.set_rows(tuple(self._pairs))
        if not self._pairs:
            self._look()
            self._say_empty("No two contacts look like one", "What was merged or told apart is not proposed again.")
            return
        self._show(self._work)
        self.table.selectRow(min(row, len(self._pairs) - 1))
        self.table.setFocus()

    def _say_empty(self, sentence: str, detail: str) -> None:
        self.said.setText("")
        self.empty.set_words(sentence, detail)
        self._show(self.empty)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.again.setEnabled(page is not self.progress)
        self._allow(False)  # until the pair that is chosen has been read

    def _allow(self, on: bool) -> None:  # noqa: FBT001 - whether it is allowed is all there is to say
        self.one.setEnabled(on)
        self.two.setEnabled(on)

    @property
    def pair(self) -> DuplicatePair | None:
        """The pair that is chosen."""
        row = self.table.currentIndex().row()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._look()

    @Slot()
    def _look(self) -> None:
        """Read the chosen pair, as it stands now."""
        pair, office = self.pair, self._services.office
        self._allow(False)
        if pair is None:
            self._services.tasks.drop((id(self), "pair"))
            return
        self._services.tasks.read(
            (id(self), "pair"),
            lambda: office.read(compare, pair.one, pair.other),
            self._compared,
            lambda error: self._not_compared(pair, error),
        )

    def _compared(self, found: Comparison) -> None:
        self.side = SideBySide(found)
        self.sides.setWidget(self.side)
        self.side.setAutoFillBackground(False)
        self.sides.viewport().setAutoFillBackground(False)
        words = [*found.likeness.reasons, *(f"but {one}" for one in found.likeness.against)]
        self.why.set_text(f"{found.likeness.score} of 100: {'; '.join(words)}")
        self._allow(True)

    def _not_compared(self, pair: DuplicatePair, error: BaseException) -> None:
        """One of the two is gone, or out of sight by now: the pair is none any more."""
        if isinstance(error, NotFoundError):
            self._drop(pair)
        else:
            report(self._services, error)

    def _drop(self, pair: DuplicatePair) -> None:
        if pair in self._pairs:
            row = self._pairs.index(pair)
            self._pairs.remove(pair)
            self._fill(row)

    # -- what is decided -----------------------------------------------------------------------------------

    @Slot()
    def _merge(self) -> None:
        pair = self.pair
        if pair is None or self.side is None:
            return
        self._allow(False)
        merge(
            self._services, self.side.choice, on_done=lambda: self._drop(pair), on_error=self._refused
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        report(self._services, error)
        self._look()

    @Slot()
    def _not_the_same(self) -> None:
        pair = self.pair
        if pair is not None:
            self._allow(False)
            not_the_same(self._services, pair.one, pair.other, on_done=lambda: self._drop(pair), on_error=self._refused)
