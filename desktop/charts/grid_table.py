"""A table of figures with a row for each name and a column for each kind of figure; a cell opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.theme.tokens import MEASURE, WEIGHT

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Grid:
    """Headings, rows of texts, and for each cell the number of the figure that it opens, -1 for none."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    opens: tuple[tuple[int, ...], ...]


NOTHING: Final = Grid((), (), ())


class GridModel(QAbstractTableModel):
    """The texts of a Grid; the first column is the names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = NOTHING

    def set_grid(self, grid: Grid) -> None:
        """Show another one."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings."""
        return self.grid.titles

    def cells(self, row: int) -> tuple[str, ...]:
        """A row as it is shown."""
        return self.grid.rows[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """One a name."""
        return 0 if parent is not None and parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Names and figures."""
        return 0 if parent is not None and parent.isValid() else len(self.grid.titles)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The cell's text; figures stand at the right, names are a little heavier."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.grid.rows[index.row()][index.column()]
        if role == Role.AccessibleTextRole and index.column():
            row = self.grid.rows[index.row()]
            return f"{row[0]}, {self.grid.titles[index.column()]}: {row[index.column()]}"
        if role == Role.TextAlignmentRole:
            return RIGHT if index.column() else LEFT
        if role == Role.FontRole and not index.column():
            view = self.parent()
            font = QFont(view.font()) if isinstance(view, QWidget) else QFont()
            font.setWeight(QFont.Weight(WEIGHT.medium))
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role == Role.DisplayRole:
            return self.titles[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if section else LEFT
        return None


class GridTable(QTableView):
    """Signals: activated_figure(number) on a double click or Enter; copy_wanted() on the key that copies."""

    activated_figure = Signal(int)
    copy_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = GridModel(self)
        self.setModel(self.model_)
        self.setAccessibleName(f"{name}, as a table")
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it is the card's
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView::item { padding: 0 9px; }")  # stands under the headings
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(MEASURE.row_compact)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        self.doubleClicked.connect(self._open)

    def set_grid(self, grid: Grid) -> None:
        """Show other figures; the current cell stays where it is."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.model_.set_grid(grid)
        self._fit()
        if grid.rows:
            place = min(max(row, 0), len(grid.rows) - 1), min(max(column, 0), len(grid.titles) - 1)
            how = SELECT if self.hasFocus() else QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model_.index(*place), how)

    def _fit(self) -> None:
        """Each column as wide as its texts; the names have what is left, and are never cut for the figures."""
        if not self.model_.titles:
            return
        self.resizeColumnsToContents()
        others = sum(self.columnWidth(column) for column in range(1, len(self.model_.titles)))
        self.setColumnWidth(0, max(self.columnWidth(0), self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names take the room that is left."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cell that the keys are on is marked while they are."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), SELECT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A table that is only read has no mark."""
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the cell counts, the copying key copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            number = self.model_.grid.opens[index.row()][index.column()]
            if number >= 0:
                self.activated_figure.emit(number)
