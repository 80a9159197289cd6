"""The heading of a table: sort by a click, move, resize and hide columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop.item_models.columns import NARROWEST, Column, ColumnLayout

# A column being dragged wider is told once it rests, so that settings are not written fifty times.
REST_MS: Final = 300
ASCENDING: Final = Qt.SortOrder.AscendingOrder
DESCENDING: Final = Qt.SortOrder.DescendingOrder


class ColumnHeader(QHeaderView):
    """Shows the columns of one table. Signals: ``sort_clicked`` (column number, order), ``rearranged``."""

    sort_clicked = Signal(int, Qt.SortOrder)
    rearranged = Signal()

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._sort: tuple[int, Qt.SortOrder] | None = None
        self._arranging = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(not columns or columns[0].kind != "check")
        self.setHighlightSections(False)
        self.setMinimumSectionSize(NARROWEST)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortIndicatorShown(True)
        self._show_sort(None)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rearranged)
        self.sortIndicatorChanged.connect(self._sort_changed)
        self.sectionMoved.connect(self._changed)
        self.sectionResized.connect(self._changed)

    def arrangement(self) -> ColumnLayout:
        """How the columns stand now."""
        keys = [column.key for column in self._columns]
        sort = None if self._sort is None else (keys[self._sort[0]], self._sort[1] == DESCENDING)
        widths = {key: self.sectionSize(number) for number, key in enumerate(keys) if not self.isSectionHidden(number)}
        kept = {key: self._width_when_shown(number) for number, key in enumerate(keys) if key not in widths}
        return ColumnLayout(
            order=tuple(keys[self.logicalIndex(place)] for place in range(self.count())),
            widths=tuple((key, (widths | kept)[key]) for key in keys),
            hidden=frozenset(key for number, key in enumerate(keys) if self.isSectionHidden(number)),
            sort=sort,
        )

    def arrange(self, layout: ColumnLayout) -> None:
        """Put the columns as the layout says; what it does not know stays as the program made it."""
        layout = layout.fitted(self._columns)
        numbers = {column.key: number for number, column in enumerate(self._columns)}
        widths = dict(layout.widths)
        self._arranging = True
        for place, key in enumerate(layout.order):
            self.moveSection(self.visualIndex(numbers[key]), place)
        for key, number in numbers.items():
            self.setSectionHidden(number, False)
            self.resizeSection(number, widths[key])
            self.setSectionHidden(number, key in layout.hidden)
            if self._columns[number].kind == "check":
                self.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
        sort = layout.sort
        self._show_sort(None if sort is None else (numbers[sort[0]], DESCENDING if sort[1] else ASCENDING))
        self._arranging = False

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column; the last one in sight stays."""
        number = [column.key for column in self._columns].index(key)
        if not shown and self._in_sight() == [number]:
            return
        self.setSectionHidden(number, not shown)
        self._changed()

    def columns_menu(self) -> QMenu:
        """A menu with every column, ticked if it is shown, and the way back to how the table came."""
        menu = QMenu(self)
        for number, column in enumerate(self._columns):
            if column.kind == "check":
                continue
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(number))
            action.setEnabled(self._in_sight() != [number])
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, shown=on))
        menu.addSeparator()
        menu.addAction("Reset columns").triggered.connect(self.reset_columns)
        return menu

    def reset_columns(self) -> None:
        """Order, widths and hidden columns as the table came; the sort stays."""
        sort = self._sort
        self.arrange(ColumnLayout.of(self._columns))
        self._show_sort(sort)
        self._changed()

    def _in_sight(self) -> list[int]:
        shown = [number for number in range(len(self._columns)) if not self.isSectionHidden(number)]
        return [number for number in shown if self._columns[number].kind != "check"]

    def _width_when_shown(self, number: int) -> int:
        """Qt answers 0 for a hidden column; it remembers the width only while it is shown."""
        with QSignalBlocker(self):
            self.setSectionHidden(number, False)
            width = self.sectionSize(number)
            self.setSectionHidden(number, True)
        return width

    def _sort_changed(self, number: int, order: Qt.SortOrder) -> None:
        """A heading was clicked; the check column has nothing to sort by."""
        if not 0 <= number < len(self._columns) or self._columns[number].kind == "check":
            self._show_sort(self._sort)
            return
        self._sort = (number, order)
        self._changed()
        self.sort_clicked.emit(number, order)

    def _show_sort(self, sort: tuple[int, Qt.SortOrder] | None) -> None:
        self._sort = sort
        with QSignalBlocker(self):
            self.setSortIndicator(*(sort or (-1, ASCENDING)))
        self.viewport().update()

    def _changed(self) -> None:
        if not self._arranging:
            self._rest.start()

    # -- Qt overrides --------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the columns."""
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
