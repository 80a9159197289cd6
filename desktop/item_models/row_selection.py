"""Which rows of a list are ticked: some ids, or all of the list but a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.item_models.id_order import IdOrder
from desktop.item_models.id_set import IdSet


class ListedRows(Protocol):
    """The list whose rows are ticked."""

    @property
    def order(self) -> IdOrder:
        """Its ids in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Ticked:
    """What is ticked, fixed at this moment. With ``everything``, ``ids`` are the exceptions from the whole
    list.
    """

    everything: bool
    ids: tuple[int, ...]
    count: int


class RowSelection(QObject):
    """Ticks by id, apart from the view's current row, so that sorting, scrolling and refreshing leave them
    alone.

    All of a million rows are one flag and no ids (MEASURES P7). Signals: ``changed``.
    """

    changed = Signal()

    def __init__(self, rows: ListedRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._everything = False
        self._ids = IdSet()
        self._anchor: int | None = None

    def __contains__(self, row_id: int) -> bool:
        return (row_id in self._ids) is not self._everything

    @property
    def everything(self) -> bool:
        """Whether the whole list was included, loaded or not."""
        return self._everything

    @property
    def count(self) -> int:
        """How many rows are ticked."""
        return max(self._rows.order.total - len(self._ids), 0) if self._everything else len(self._ids)

    def value(self) -> Ticked:
        """The ticks as they are now, for an operation."""
        return Ticked(everything=self._everything, ids=self._ids.as_tuple(), count=self.count)

    def in_order(self) -> list[int]:
        """The ticked ids that are known, in the order of the list."""
        order = self._rows.order
        if not self._everything and not self._ids:
            return []
        return self._ids.of(order, inside=not self._everything)

    def set_ticked(self, row_id: int, ticked: bool) -> None:  # noqa: FBT001 - the value of a check box
        """Tick or untick one row; the next range starts here."""
        self._anchor = row_id
        if (row_id in self) is ticked:
            return
        if ticked is self._everything:
            self._ids.discard(row_id)
        else:
            self._ids.add(row_id)
        self.changed.emit()

    def toggle(self, row_id: int) -> None:
        """Turn the tick of one row; the next range starts here."""
        self.set_ticked(row_id, row_id not in self)

    def extend(self, row: int, *, start: int | None = None) -> None:
        """Give every row from the last one touched (or ``start``) to this one the tick of that one; none
        yet: tick.
        """
        anchor_row = None
        if self._anchor is not None:
            anchor_row = self._rows.order.rows_of({self._anchor}).get(self._anchor)
        ticked = anchor_row is None or self._anchor is None or self._anchor in self
        first = anchor_row if anchor_row is not None else row if start is None else start
        if anchor_row is None:
            self._anchor = self._rows.order.at(first)
        self._set_many(self._rows.order.stretch(min(first, row), max(first, row)), ticked=ticked)

    def tick_many(self, ids: Sequence[int]) -> None:
        """Tick these rows beside those that are ticked."""
        self._set_many(ids, ticked=True)

    def include_all(self) -> None:
        """Tick every row of the list, loaded or not."""
        if self._everything and not self._ids:
            return
        self._everything = True
        self._ids.clear()
        self.changed.emit()

    def clear(self) -> None:
        """Untick everything."""
        self._anchor = None
        if not self._everything and not self._ids:
            return
        self._everything = False
        self._ids.clear()
        self.changed.emit()

    def list_changed(self) -> None:
        """The list has other rows now: forget ticks and exceptions that left it."""
        before = self.count
        self._ids.keep_only(self._rows.order)
        if self._everything and self._rows.order.total == 0:
            self._everything = False
        if self.count != before:
            self.changed.emit()

    def _set_many(self, ids: Sequence[int], *, ticked: bool) -> None:
        before = len(self._ids)
        if ticked is self._everything:
            self._ids.difference_update(ids)
        else:
            self._ids.update(ids)
        if len(self._ids) != before:
            self.changed.emit()
