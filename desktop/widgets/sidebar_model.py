"""The sections and entries of the list sidebar, as an item model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from desktop.widgets.painting import plain_tip

HEADING_HEIGHT: Final = 34
ENTRY_HEIGHT: Final = 28
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """A list: its key and label, an icon with a colour for each mode, what it means, and what it takes."""

    key: str
    label: str
    icon: str = ""
    light: str = ""
    dark: str = ""
    meaning: str = ""
    has_count: bool = True
    warns: bool = False  # its count is red while it is not 0
    takes_rows: bool = False  # contacts can be dropped on it


@dataclass(frozen=True, slots=True)
class SidebarSection:
    """A heading and the lists under it."""

    title: str
    entries: tuple[SidebarEntry, ...]


class SidebarRole(IntEnum):
    """What the delegate asks for."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    COUNT = Qt.ItemDataRole.UserRole + 2


class SidebarModel(QAbstractListModel):
    """One row per heading and per entry; a count that is not known yet is None and keeps its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | SidebarEntry] = []
        self._row_of: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def set_sections(self, sections: Sequence[SidebarSection]) -> None:
        """Replace everything but the counts."""
        self.beginResetModel()
        self._rows = []
        for section in sections:
            self._rows += [section.title, *section.entries]
        self._row_of = {row.key: n for n, row in enumerate(self._rows) if isinstance(row, SidebarEntry)}
        self.endResetModel()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show these counts; the others stay as they are. Only what changed is painted again."""
        for key, count in counts.items():
            if self._counts.get(key) == count:
                continue
            self._counts[key] = count
            if key in self._row_of:
                index = self.index(self._row_of[key])
                self.dataChanged.emit(index, index, [int(SidebarRole.COUNT)])

    def forget_counts(self) -> None:
        """All counts are being read anew for somebody else: an ellipsis keeps each place."""
        self._counts.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [int(SidebarRole.COUNT)])

    def count(self, key: str) -> int | None:
        """The count shown for `key`, None while it loads."""
        return self._counts.get(key)

    def index_of(self, key: str) -> QModelIndex:
        """The index of an entry, invalid when there is none."""
        return self.index(self._row_of[key]) if key in self._row_of else QModelIndex()

    def entry_at(self, index: Index) -> SidebarEntry | None:
        """The entry at `index`; None for a heading and outside."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, SidebarEntry) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Headings and entries."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is passed over by keyboard and pointer."""
        if self.entry_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Label, count, definition; and the words for the screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return self._heading_data(row, role, first=index.row() == 0)
        return self._entry_data(row, role)

    @staticmethod
    def _heading_data(title: str, role: int, *, first: bool) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return title
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, HEADING_HEIGHT - (4 if first else 0))
        return None

    def _entry_data(self, entry: SidebarEntry, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role == SidebarRole.ENTRY:
            return entry
        if role == SidebarRole.COUNT:
            return self._counts.get(entry.key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(entry.meaning or entry.label)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, ENTRY_HEIGHT)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self._counts.get(entry.key)
            return entry.label if count is None else f"{entry.label}, {count:,}"
        return None
