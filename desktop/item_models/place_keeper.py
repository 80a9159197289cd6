"""Keeps a view where it is while the rows under it move."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from desktop.item_models.table import WindowedTable


@dataclass(frozen=True, slots=True)
class _Place:
    """What was on the screen: ids with their distance from the upper edge, and the current one."""

    tops: dict[int, int]
    anchor: int | None
    current: int | None
    current_row: int


class PlaceKeeper(QObject):
    """Remembers ids on the screen before the order changes and puts them back to the same height afterwards.

    The current row leads if it is in sight, else the uppermost one. If the current contact left the list,
    the one that stood below takes its place, so that working down a list goes on.
    """

    def __init__(self, view: QTableView, table: WindowedTable) -> None:
        super().__init__(view)
        self._view = view
        self._table = table
        self._place: _Place | None = None
        table.order_about_to_change.connect(self._remember)
        table.order_changed.connect(self._restore)

    def _remember(self) -> None:
        height = self._height()
        offset = self._view.verticalScrollBar().value()
        first, last = offset // height, (offset + self._view.viewport().height()) // height
        ids = {row: self._table.id_at(row) for row in range(first, last + 1)}
        tops = {row_id: row * height - offset for row, row_id in ids.items() if row_id is not None}
        index = self._view.currentIndex()
        current = self._table.id_at(index.row()) if index.isValid() else None
        # At the very top with nothing current in sight, the member watches the head of the list, not a
        # contact.
        anchor = current if current in tops else next(iter(tops), None) if offset else None
        self._place = _Place(tops, anchor, current, index.row())

    def _restore(self) -> None:
        place, self._place = self._place, None
        if place is None:
            return
        ids = list(place.tops)
        wanted = [*ids, place.current] if place.current is not None else ids
        rows = self._table.order.rows_of({row_id for row_id in wanted if row_id is not None})
        self._put_back(place, ids, rows)
        if place.current is not None and place.current not in rows:
            self._replace_current(place, ids, rows)

    def _put_back(self, place: _Place, ids: list[int], rows: dict[int, int]) -> None:
        if place.anchor is None:
            return
        start = ids.index(place.anchor)
        leader = next((row_id for row_id in ids[start:] + ids[:start][::-1] if row_id in rows), None)
        if leader is None:
            return
        self._view.updateGeometries()  # the range of the scroll bar follows the new number of rows only later
        self._view.verticalScrollBar().setValue(rows[leader] * self._height() - place.tops[leader])

    def _replace_current(self, place: _Place, ids: list[int], rows: dict[int, int]) -> None:
        below = ids[ids.index(place.current) + 1 :] if place.current in place.tops else []
        row = next((rows[row_id] for row_id in below if row_id in rows), place.current_row)
        if self._table.total:
            self._view.setCurrentIndex(self._table.index(min(row, self._table.total - 1), 0))

    def _height(self) -> int:
        return max(self._view.verticalHeader().defaultSectionSize(), 1)
