"""The table behind a chart: every bar as a row, with its value and its share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.charts.bars import Bar, share, tip
from desktop.theme.tokens import MEASURE

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BarTableModel(QAbstractTableModel):
    """Name, value, share of all."""

    def __init__(self, heading: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heading = heading
        self._bars: tuple[Bar, ...] = ()
        self._unit = "people"

    def set_bars(self, bars: Sequence[Bar], unit: str) -> None:
        """Show other bars."""
        self.beginResetModel()
        self._bars, self._unit = tuple(bars), unit
        self.endResetModel()

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return (self._heading, self._unit.capitalize(), "Share", *(("Compared",) if self._compared else ()))

    @property
    def _compared(self) -> bool:
        return any(bar.then is not None for bar in self._bars)

    def cells(self, row: int) -> tuple[str, ...]:
        """A row as it is shown."""
        bar = self._bars[row]
        part = bar.part or share(bar.value, sum(b.value for b in self._bars))
        then = "" if bar.then is None else f"{bar.then:,}"
        return (bar.full_name, f"{bar.value:,}", part, *((then,) if self._compared else ()))

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a bar."""
        return 0 if parent is not None and parent.isValid() else len(self._bars)

    def columnCount(self, parent: Index | None = None) -> int:
        """Name, value, share."""
        return 0 if parent is not None and parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The cell's text; numbers stand at the right."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.cells(index.row())[index.column()]
        if role == Role.AccessibleTextRole and index.column():
            cells = self.cells(index.row())
            return f"{cells[0]}, {self.titles[index.column()]}: {cells[index.column()]}"
        if role == Role.ToolTipRole and not index.column():
            return tip(self._bars[index.row()].full_name)
        if role == Role.TextAlignmentRole and index.column():
            return RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role == Role.DisplayRole:
            return self.titles[section]
        if role == Role.TextAlignmentRole:
            return RIGHT if section else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class BarTable(QTableView):
    """Signals: activated_row(index) on a double click or Enter; copy_wanted() on the key that copies."""

    activated_row = Signal(int)
    copy_wanted = Signal()

    def __init__(self, name: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = BarTableModel(heading, self)
        self.setModel(self.model_)
        self.setAccessibleName(f"{name}, as a table")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it is the card's
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView::item { padding: 0 9px; }")  # stands under the headings
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names that begin alike often end otherwise
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(MEASURE.row_compact)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.row()))

    def set_bars(self, bars: Sequence[Bar], unit: str) -> None:
        """Show other bars; the current row stays."""
        row = self.currentIndex().row()
        self.model_.set_bars(bars, unit)
        if bars:
            self.setCurrentIndex(self.model_.index(min(max(row, 0), len(bars) - 1), 0))

    def chosen_rows(self) -> list[int]:
        """The selected rows, or all where fewer than two are."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return rows if len(rows) > 1 else list(range(self.model_.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, the copying key copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated_row.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
