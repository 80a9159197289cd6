"""The view of a windowed table: keys, ticks, dragging, copying, and painting by whole rows."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from desktop.item_models.column_header import ColumnHeader
from desktop.item_models.place_keeper import PlaceKeeper
from desktop.item_models.row_clipboard import put_on_clipboard
from desktop.item_models.row_delegate import ColumnBox, RowBox, RowDelegate
from desktop.item_models.row_source import CellValue
from desktop.item_models.table import Index, WindowedTable

ROW_HEIGHTS: Final = {"comfortable": 36, "compact": 28}
# More rows than this are an export, which has progress, Cancel and a file.
COPY_LIMIT: Final = 20_000
NO_UPDATE: Final = QItemSelectionModel.SelectionFlag.NoUpdate
_HELD_WITH_LETTERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class ContactTableView(QTableView):
    """Shows a WindowedTable. Ticks live in ``table.selection``; the current row is what the preview shows.

    Signals: ``opened`` and ``previewed`` (id); ``current_id_changed`` (id or None); ``key_command`` (one
    upper-case letter, figure or sign, only with the focus and while letters are on); ``context_requested``
    (id, place on the screen); ``columns_rearranged``; ``copied`` (rows); ``copy_refused`` (rows: too many,
    export them).
    """

    opened = Signal(object)
    previewed = Signal(object)
    current_id_changed = Signal(object)
    key_command = Signal(str)
    context_requested = Signal(object, QPoint)
    columns_rearranged = Signal()
    copied = Signal(int)
    copy_refused = Signal(int)

    def __init__(self, table: WindowedTable, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.letters_enabled = True
        self._delegate = delegate
        self._current_id: int | None = None
        self._pressed: QPoint | None = None
        self._covered = 0
        self._set_up_behaviour()
        self._header = ColumnHeader(table.columns, self)
        self.setHorizontalHeader(self._header)
        self.setModel(table)
        self.setItemDelegate(delegate)
        self._header.reset_columns()
        self.set_density("comfortable")
        self._place = PlaceKeeper(self, table)
        self._header.sort_clicked.connect(table.sort)
        self._header.rearranged.connect(self.columns_rearranged)
        table.modelReset.connect(self._list_replaced)
        table.order_changed.connect(self._current_may_be_gone)
        table.selection.changed.connect(self.viewport().update)

    def _set_up_behaviour(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)  # a click on a half-visible row must not move it away from the second click
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setDragEnabled(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def header(self) -> ColumnHeader:
        """The heading, which knows the arrangement of the columns."""
        return self._header

    @property
    def current_id(self) -> int | None:
        """The id of the current row, or None."""
        return self._current_id

    def set_density(self, density: Literal["comfortable", "compact"]) -> None:
        """Change the height of the rows, keeping the uppermost row where it is."""
        top = self.verticalScrollBar().value() // max(self.row_height, 1)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHTS[density])
        bar = self.verticalScrollBar()
        bar.setSingleStep(ROW_HEIGHTS[density])
        self.updateGeometries()
        bar.setValue(top * ROW_HEIGHTS[density])

    @property
    def row_height(self) -> int:
        """The height of every row in pixels."""
        return self.verticalHeader().defaultSectionSize()

    def go_to_row(self, row: int) -> None:
        """Make a row current and bring it into sight; beyond the ends, the nearest one."""
        if self.table.total:
            self._make_current(min(max(row, 0), self.table.total - 1))
            self.scrollTo(self.currentIndex())

    def go_to(self, row_id: int) -> bool:
        """Make the row of this id current and bring it into sight; False if it is not in the list."""
        row = self.table.row_of(row_id)
        if row is None:
            return False
        self.go_to_row(row)
        return True

    def tick_all(self) -> None:
        """Tick the rows that are here; the second time, or if all are here, include the whole list."""
        selection, before = self.table.selection, self.table.selection.count
        selection.tick_many(self.table.loaded_ids())
        if selection.count == before:
            selection.include_all()

    def copy_rows(self) -> None:
        """Put the ticked rows, or else the current one, on the clipboard as a table; fetches what is not here."""
        selection = self.table.selection
        if selection.count > COPY_LIMIT:
            self.copy_refused.emit(selection.count)
            return
        ids = selection.in_order()
        if not ids and self._current_id is not None:
            ids = [self._current_id]
        if ids:
            self.table.read_cells(ids, self._put_on_clipboard)

    def _put_on_clipboard(self, rows: list[tuple[CellValue, ...]]) -> None:
        order = [self._header.logicalIndex(place) for place in range(self._header.count())]
        shown = [n for n in order if not self._header.isSectionHidden(n) and self.table.columns[n].kind != "check"]
        titles = [self.table.columns[number].title for number in shown]
        texts = [[cells[number].text for number in shown] for cells in rows]
        put_on_clipboard(titles, texts)
        self.copied.emit(len(rows))

    # -- the current row -----------------------------------------------------------------------------------

    def _make_current(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self.table.index(row, 0), NO_UPDATE)

    def _list_replaced(self) -> None:
        self.executeDelayedItemsLayout()  # else the rows are painted a turn later, after all that waits for them
        self.verticalScrollBar().setValue(0)
        self._tell_current(None)

    def _current_may_be_gone(self) -> None:
        """The place keeper has looked for a successor already; an empty list has none."""
        if not self.currentIndex().isValid():
            self._tell_current(None)

    def _tell_current(self, row_id: int | None) -> None:
        if row_id != self._current_id:
            self._current_id = row_id
            self.current_id_changed.emit(row_id)

    def _update_row(self, row: int) -> None:
        self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.row_height)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint both rows and tell the preview."""
        for index in (previous, current):
            if index.isValid():
                self._update_row(index.row())
        self._tell_current(self.table.id_at(current.row()) if current.isValid() else None)
        super().currentChanged(current, previous)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring the row into sight; sideways the table stays where the member put it."""
        if not index.isValid():
            return
        bar, height, room = self.verticalScrollBar(), self.row_height, self.viewport().height() - self._covered
        top = index.row() * height
        if hint == QAbstractItemView.ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (room - height) // 2)
        elif top + height > bar.value() + room:
            bar.setValue(top + height - room)

    def keep_clear(self, covered: int) -> None:
        """So many pixels at the foot lie under something: rows can be scrolled out from under it."""
        if covered != self._covered:
            self._covered = covered
            self.updateGeometries()

    def updateGeometries(self) -> None:
        """Scroll beyond the last row by what is covered."""
        super().updateGeometries()
        bar = getattr(self, "_covered", 0) and self.verticalScrollBar()
        if bar:
            bar.setMaximum(max(0, self.table.total * self.row_height - self.viewport().height() + self._covered))

    # -- keys ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take the single letters, Copy and Select all before a menu of the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll)
            if own or self._letter(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the keys of a list; everything else goes its usual way."""
        if self._act_on_keys(event):
            event.accept()
            return
        row_before = self.currentIndex().row()
        super().keyPressEvent(event)
        row = self.currentIndex().row()
        if row != row_before:
            self.scrollTo(self.currentIndex())
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.table.selection.extend(row, start=row_before if row_before >= 0 else row)

    def _act_on_keys(self, event: QKeyEvent) -> bool:
        key, row_id = event.key(), self._current_id
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.tick_all()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row_id is not None:
            self.opened.emit(row_id)
        elif key == Qt.Key.Key_Space and row_id is not None:
            with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.table.selection.toggle(row_id) if with_control else self.previewed.emit(row_id)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Right else -40))
        elif key == Qt.Key.Key_Escape and self.table.selection.count:
            self.table.selection.clear()
        else:
            return self._act_on_letter(self._letter(event), held=event.isAutoRepeat())
        return True

    def _act_on_letter(self, letter: str, *, held: bool) -> bool:
        if not letter:
            return False
        if letter in {"J", "K"}:
            self.go_to_row(self.currentIndex().row() + (1 if letter == "J" else -1))
        elif not held:  # a key held down is one press: an attempt, a task
            self.key_command.emit(letter)
        return True

    def _letter(self, event: QKeyEvent) -> str:
        """The single printable sign that was typed, if those are commands now; else an empty text."""
        text = event.text()
        if not self.letters_enabled or event.modifiers() & _HELD_WITH_LETTERS or len(text) != 1:
            return ""
        return text.upper() if text.isprintable() and not text.isspace() else ""

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would look through a million rows for a first letter. Searching is Ctrl+F."""

    def moveCursor(self, cursor_action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the ends of the list, not of the row."""
        if cursor_action == QAbstractItemView.CursorAction.MoveHome:
            return self.table.index(0, 0)
        if cursor_action == QAbstractItemView.CursorAction.MoveEnd:
            return self.table.index(self.table.total - 1, 0)
        return super().moveCursor(cursor_action, modifiers)

    # -- mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes the row current; on the box, or with Ctrl or Shift, it ticks."""
        index = self.indexAt(event.position().toPoint())
        row_id = self.table.id_at(index.row()) if index.isValid() else None
        self._pressed = None
        if row_id is None:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._tick_by_click(index, row_id, event.modifiers())
        self._make_current(index.row())

    def _tick_by_click(self, index: QModelIndex, row_id: int, held: Qt.KeyboardModifier) -> None:
        selection = self.table.selection
        if held & Qt.KeyboardModifier.ShiftModifier:
            current = self.currentIndex()
            selection.extend(index.row(), start=current.row() if current.isValid() else None)
        elif held & Qt.KeyboardModifier.ControlModifier or self._is_check(index):
            selection.toggle(row_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Start to drag when the mouse has gone far enough with the button down."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way >= QApplication.startDragDistance():
            self._pressed = None
            self.startDrag(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click is over; Qt's own release would select."""
        self._pressed = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row; on its box it is two clicks."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._is_check(index):
            self.mousePressEvent(event)
        elif self._current_id is not None:
            self.opened.emit(self._current_id)

    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        """Drag the ticked rows, or the current one alone if it is not among them."""
        index = self.currentIndex()
        if index.isValid():
            drag = QDrag(self)
            drag.setMimeData(self.table.mimeData([index]))
            drag.exec(supported_actions)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the page for a menu, at the mouse or at the current row."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row_id = self.table.id_at(index.row()) if index.isValid() else None
        if row_id is not None:
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.context_requested.emit(row_id, below if by_key else event.globalPos())

    def _is_check(self, index: QModelIndex) -> bool:
        return self.table.columns[index.column()].kind == "check"

    # -- painting ------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hand the rows in sight to the delegate at one go; cell by cell, Qt asks the model 4,000
        questions.
        """
        area, height = event.rect(), self.row_height
        offset = self.verticalScrollBar().value()
        last = min((area.bottom() + offset) // height, self.table.total - 1)
        rows = [self._row_box(row, row * height - offset) for row in range((area.top() + offset) // height, last + 1)]
        boxes = [box for box in self._column_boxes() if box.left <= area.right() and box.left + box.width > area.left()]
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        self._delegate.paint_rows(painter, rows, boxes, height=height, width=self.viewport().width())
        painter.end()

    def _row_box(self, row: int, top: int) -> RowBox:
        loaded = self.table.loaded_at(row)
        row_id = self.table.id_at(row)
        return RowBox(
            top=top,
            cells=None if loaded is None else loaded.cells,
            ticked=row_id is not None and row_id in self.table.selection,
            current=row == self.currentIndex().row(),
        )

    def _column_boxes(self) -> list[ColumnBox]:
        header = self._header
        return [
            ColumnBox(number, column, header.sectionViewportPosition(number), header.sectionSize(number))
            for number, column in enumerate(self.table.columns)
            if not header.isSectionHidden(number)
        ]

    def changeEvent(self, event: QEvent) -> None:
        """Another font or theme: nothing drawn before fits."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange}:
            self._delegate.forget()
        super().changeEvent(event)
