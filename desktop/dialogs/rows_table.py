"""A plain table of rows that are all in memory: leads of a contact, rows of a rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme.tokens import MEASURE
from desktop.widgets.painting import plain_tip

Item = TypeVar("Item")
Index = QModelIndex | QPersistentModelIndex
SHOWN: Final = 400  # characters of a cell that are painted; the whole of it is in the tooltip
TIP: Final = 2_000
HEAD_SIDE: Final = 12


@dataclass(frozen=True, slots=True)
class RowsColumn(Generic[Item]):
    """A heading, its width, and how a row's cell reads; `tip` says more on hover."""

    title: str
    width: int
    text: Callable[[Item], str]
    tip: Callable[[Item], str] | None = None
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[Item]):
    """Rows behind columns that read them; cells are made when they are painted, so 100,000 rows cost nothing."""

    def __init__(self, columns: Sequence[RowsColumn[Item]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[Item] = ()

    @property
    def rows(self) -> Sequence[Item]:
        """The rows, in the order shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Item]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows; a table has no children."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text, its tooltip, its alignment."""
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(column.text(row)[:SHOWN].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip((column.tip or column.text)(row)[:TIP])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class CellDelegate(QStyledItemDelegate):
    """The text stands below the heading's: with the same room at its sides."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background by the style, then the text."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        text, own.text = own.text, ""
        style = own.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        rect = own.rect.adjusted(HEAD_SIDE, 0, -HEAD_SIDE, 0)
        shown = own.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        style.drawItemText(
            painter, rect, int(own.displayAlignment), own.palette, True, shown, own.palette.ColorRole.Text
        )


class RowsTable(QTableView, Generic[Item]):
    """The table over a RowsModel: whole rows are chosen, the last column takes the room that is left.

    Signal: picked(row) when a person goes to one, not when `mark` does.
    """

    picked = Signal(object)

    def __init__(
        self, columns: Sequence[RowsColumn[Item]], *, name: str, compact: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model_of_rows: RowsModel[Item] = RowsModel(columns, self)
        self.setModel(self.model_of_rows)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(MEASURE.row_compact if compact else MEASURE.row)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, column.width)
        self._marking = False  # while a row is marked that nobody picked
        self.selectionModel().currentRowChanged.connect(self._tell_picked)

    def mark(self, place: int | None) -> None:
        """Show which row is chosen, none where None, without anybody having picked it."""
        self._marking = True
        if place is not None:
            self.selectRow(place)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._marking = False

    def _tell_picked(self, index: QModelIndex, _before: QModelIndex) -> None:
        rows = self.model_of_rows.rows
        if not self._marking and 0 <= index.row() < len(rows):
            self.picked.emit(rows[index.row()])

    def stretch(self, place: int) -> None:
        """Let another column take the room that is left."""
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def set_rows(self, rows: Sequence[Item]) -> None:
        """Show these rows; the place stays when they are as many as before."""
        bar = self.verticalScrollBar()
        place = bar.value() if len(rows) == len(self.model_of_rows.rows) else 0
        self.model_of_rows.set_rows(rows)
        bar.setValue(place)
