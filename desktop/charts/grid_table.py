"""A table of figures with a row for each name and a column for each kind of figure; a cell opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop.charts.bars import tip
from desktop.charts.link_cells import LinkCells
from desktop.theme.tokens import MEASURE, WEIGHT

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SELECT: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect
SHEET: Final = """QTableView::item { padding: 0 5px; border-bottom: 1px solid palette(mid); }
QHeaderView::section { padding: 6px 8px; }"""
NAME: Final = 112  # pixels that a name has at least, where it wants them
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
    """The texts of a Grid. The first column is the names; words stand at the left, figures at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = NOTHING
        self._words = frozenset({0})

    def set_grid(self, grid: Grid) -> None:
        """Show another one."""
        self.beginResetModel()
        self.grid = grid
        columns = enumerate(zip(*grid.rows, strict=True))
        self._words = frozenset({0, *(n for n, cells in columns if not any(map(_has_digit, cells)))})
        self.endResetModel()

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings."""
        return self.grid.titles

    def cells(self, row: int) -> tuple[str, ...]:
        """A row as it is shown."""
        return self.grid.rows[row]

    def opens(self, index: Index) -> int:
        """The number of the figure that a cell opens, -1 for none."""
        return self.grid.opens[index.row()][index.column()] if index.isValid() else -1

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
            opens = ", opens its rows" if self.opens(index) >= 0 else ""
            return f"{row[0]}, {self.grid.titles[index.column()]}: {row[index.column()]}{opens}"
        if role == Role.ToolTipRole and self.opens(index) >= 0:
            row = self.grid.rows[index.row()]
            return tip(f"{row[0]}, {self.grid.titles[index.column()]}: {row[index.column()]}. A click opens the rows.")
        if role == Role.ToolTipRole and not index.column():
            return tip(self.grid.rows[index.row()][0])
        if role == Role.TextAlignmentRole:
            return LEFT if index.column() in self._words else RIGHT
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
            return LEFT if section in self._words else RIGHT
        return None


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


class GridTable(QTableView):
    """Signals: activated_figure(number) on a click or Enter; copy_wanted() on the key that copies."""

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
        # figures stand under their headings, and closer than contacts do: there are many of them
        self.setStyleSheet(SHEET)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names that begin alike often end otherwise
        self._wanted: list[int] = []  # how wide the texts of each column are, once that was asked
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(MEASURE.row_compact)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        LinkCells(self, lambda index: self.model_.opens(index) >= 0)
        self.clicked.connect(self._open)

    def set_grid(self, grid: Grid) -> None:
        """Show other figures; the current cell stays where it is."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.model_.set_grid(grid)
        self._wanted = []
        self._fit()
        if grid.rows:
            place = min(max(row, 0), len(grid.rows) - 1), min(max(column, 0), len(grid.titles) - 1)
            how = SELECT if self.hasFocus() else QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model_.index(*place), how)

    def _fit(self) -> None:
        """Each column as wide as its texts and its share of what is left; only very long names are cut for figures."""
        if not self.model_.titles or not self.isVisible():
            return
        if not self._wanted:  # they are asked once, not at every pixel of a window that is pulled
            self.resizeColumnsToContents()
            self._wanted = [self.columnWidth(column) for column in range(len(self.model_.titles))]
        room, many = self.viewport().width(), len(self._wanted)
        spare = max(0, room - sum(self._wanted)) // many
        for column in range(1, many):
            self.setColumnWidth(column, self._wanted[column] + spare)
        figures = sum(self._wanted[1:]) + spare * (many - 1)
        self.setColumnWidth(0, max(min(self._wanted[0], NAME), room - figures))

    def showEvent(self, event: QShowEvent) -> None:
        """What is not seen is not measured."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wanted = []

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
        number = self.model_.opens(index)
        if number >= 0:
            self.activated_figure.emit(number)
