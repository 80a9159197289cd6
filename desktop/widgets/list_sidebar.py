"""The lists at the left, with live counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop.theme.tokens import MEASURE
from desktop.widgets.sidebar_delegate import SidebarDelegate
from desktop.widgets.sidebar_model import SidebarModel, SidebarSection

CONTACT_ROWS: Final = "application/x-brokerdesk-contacts"


class ListSidebar(QListView):
    """Sections of lists. Signals: chosen(key); rows_dropped(key) when contacts are dropped on an entry.

    What is dropped carries the MIME type CONTACT_ROWS; which contacts they are is the table's to know.
    """

    chosen = Signal(str)
    rows_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SidebarModel(self)
        self._delegate = SidebarDelegate(self.font(), self)
        self._key = ""
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Lists")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.setMinimumWidth(160)
        self.setViewportMargins(0, 14, 0, 8)
        self.selectionModel().currentChanged.connect(self._on_current)

    def set_sections(self, sections: Sequence[SidebarSection]) -> None:
        """Show these lists; the chosen one stays chosen and the scroll position where it is."""
        kept = self.verticalScrollBar().value()
        self._model.set_sections(sections)
        self._mark(self._key)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(kept)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show these counts where they stand: nothing is laid out again."""
        self._model.set_counts(counts)

    def forget_counts(self) -> None:
        """An ellipsis stands for every count until the next set_counts."""
        self._model.forget_counts()

    def count(self, key: str) -> int | None:
        """The count shown for a list."""
        return self._model.count(key)

    @property
    def current_key(self) -> str:
        """The key of the chosen list, or ""."""
        return self._key

    def select(self, key: str) -> None:
        """Choose a list from outside, without a signal; an unknown key leaves none chosen."""
        self._key = key
        self._mark(key)

    def sizeHint(self) -> QSize:
        """As wide as on the boards."""
        return QSize(MEASURE.sidebar, 480)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type-ahead of the list view would swallow the single-letter keys of the window: only moves stay."""
        if event.text().isprintable() and event.text() and event.key() != Qt.Key.Key_Space:
            event.ignore()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Contacts only."""
        if event.mimeData().hasFormat(CONTACT_ROWS):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Light up the entry that would take them."""
        key, row = self._target(event)
        self._light(row)
        if key:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is lit any more."""
        super().dragLeaveEvent(event)
        self._light(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which entry they were dropped on."""
        key, _row = self._target(event)
        self._light(-1)
        if not key:
            event.ignore()
            return
        event.acceptProposedAction()
        self.rows_dropped.emit(key)

    def _target(self, event: QDropEvent) -> tuple[str, int]:
        index = self.indexAt(event.position().toPoint())
        entry = self._model.entry_at(index)
        takes = entry is not None and entry.takes_rows and event.mimeData().hasFormat(CONTACT_ROWS)
        return (entry.key, index.row()) if entry is not None and takes else ("", -1)

    def _light(self, row: int) -> None:
        if self._delegate.drop_row != row:
            self._delegate.drop_row = row
            self.viewport().update()

    def _mark(self, key: str) -> None:
        index = self._model.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()

    def _on_current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        entry = self._model.entry_at(index)
        if entry is None or entry.key == self._key:
            return
        self._key = entry.key
        self.chosen.emit(entry.key)
