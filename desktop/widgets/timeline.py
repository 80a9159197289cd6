"""What happened with a contact, the newest above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from desktop.widgets.painting import plain_tip
from desktop.widgets.timeline_delegate import ENTRY_ROLE, TimelineDelegate, TimelineEntry

Index = QModelIndex | QPersistentModelIndex
NEAR_END: Final = 120


class Timeline(QListView):
    """Dot, title, a second line, the time; `compact` puts the time into the second line, as in the preview.

    Signals: opened(key) by Enter or double click; older_wanted() when the end comes into sight.
    Only what is in sight is painted: two hundred events cost no more than twenty.
    """

    opened = Signal(str)
    older_wanted = Signal()

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _TimelineModel(self)
        self._delegate = TimelineDelegate(self.font(), compact=compact, parent=self)
        self._asked_at = 0
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Timeline")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(0, 0, 6, 0)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.activated.connect(self._on_activated)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these. When they continue what is shown, nothing moves; else the top comes into sight."""
        known = self._model.entries
        if known and list(entries[: len(known)]) == known:
            self._model.append(entries[len(known) :])
            return
        self._asked_at = 0
        self._model.replace(entries)
        self.scrollToTop()

    def entries(self) -> list[TimelineEntry]:
        """What is shown."""
        return list(self._model.entries)

    def viewportEvent(self, event: QEvent) -> bool:
        """Over the time the full date is shown, elsewhere the whole text."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        index = self.indexAt(event.pos())
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, TimelineEntry):
            QToolTip.hideText()
            return True
        rect = self.visualRect(index)
        over_time = self._delegate.time_rect(rect, entry).contains(event.pos().toPointF())
        parts = (entry.full_time,) if over_time else (entry.title, entry.detail, entry.full_time)
        tip = "\n".join(filter(None, parts))
        QToolTip.showText(event.globalPos(), plain_tip(tip), self.viewport(), rect)
        return True

    def _on_activated(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, TimelineEntry) and entry.key:
            self.opened.emit(entry.key)

    def _on_scrolled(self, value: int) -> None:
        count = self._model.rowCount()
        if count > self._asked_at and value >= self.verticalScrollBar().maximum() - NEAR_END:
            self._asked_at = count
            self.older_wanted.emit()


class _TimelineModel(QAbstractListModel):
    """The entries, ready to be painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[TimelineEntry] = []

    def replace(self, entries: Sequence[TimelineEntry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def append(self, entries: Sequence[TimelineEntry]) -> None:
        if not entries:
            return
        first = len(self.entries)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self.entries += entries
        self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.title, entry.detail, entry.time)))
        return None
