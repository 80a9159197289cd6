"""Keeps the pages of rows that were looked at last, ready to be painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from desktop.item_models.row_source import CellValue, Row

PAGE: Final = 128
# 64 pages of 128 rows: more than a member sees in a minute of scrolling, under 10 MB.
PAGES: Final = 64


Cells = tuple[CellValue, ...]


class Loaded:
    """A row and its cells, which are made when they are first painted: of a page about a quarter is ever seen, and
    a worker that makes them all keeps the others, and the screen, from running meanwhile (docs/measures.md, P2).
    """

    __slots__ = ("_cells", "_make", "row")

    def __init__(self, row: Row, make: Callable[[Row], Cells]) -> None:
        self.row = row
        self._make = make
        self._cells: Cells | None = None

    @property
    def cells(self) -> Cells:
        """What stands in every column."""
        found = self._cells
        if found is None:
            found = self._cells = self._make(self.row)
        return found

    def forget(self) -> None:
        """The words may be others by now; they are made again when they are painted."""
        self._cells = None


Slots = list[Loaded | None]


class PageCache:
    """Pages by number, the least recently used one given up first. A None in a page is a row that is gone."""

    def __init__(self, pages: int = PAGES) -> None:
        self._limit = pages
        self._pages: OrderedDict[int, Slots] = OrderedDict()
        self._stale: set[int] = set()
        self._carried: dict[int, Loaded] = {}
        self._last: tuple[int, Slots] | None = None

    def page(self, number: int) -> Slots | None:
        """The page, or None; the page asked for becomes the most recently used one."""
        if self._last is not None and self._last[0] == number:
            return self._last[1]
        found = self._pages.get(number)
        if found is not None:
            self._pages.move_to_end(number)
            self._last = (number, found)
        return found

    def put(self, number: int, slots: Slots, *, stale: bool = False) -> None:
        """Keep a page; stale means that it may be shown but has to be read again."""
        self._pages[number] = slots
        self._pages.move_to_end(number)
        self._stale.discard(number)
        if stale:
            self._stale.add(number)
        while len(self._pages) > self._limit:
            given_up, _ = self._pages.popitem(last=False)
            self._stale.discard(given_up)
        self._last = None

    def is_fresh(self, number: int) -> bool:
        """Whether the page is there and nothing was written since it was read."""
        return number in self._pages and number not in self._stale

    def mark_stale(self, number: int | None = None) -> None:
        """Something was written (to one page): show what is there, read it again when it is looked at."""
        self._stale.update(self._pages if number is None else self._pages.keys() & {number})

    def clear(self) -> None:
        """Another list is shown."""
        self._pages.clear()
        self._stale.clear()
        self._carried.clear()
        self._last = None

    def reorder(self) -> None:
        """The rows stand elsewhere now: keep them by id until their pages are asked for."""
        self._carried |= {each.row.id: each for each in self.loaded()}
        # A row that is long gone must not come back from a former order.
        for row_id in list(self._carried)[: -self._limit * PAGE]:
            del self._carried[row_id]
        self._pages.clear()
        self._stale.clear()
        self._last = None

    def adopt(self, number: int, ids: Sequence[int]) -> Slots | None:
        """A page put together from rows carried over, to be read again; None if there are none for it."""
        slots: Slots = [self._carried.get(row_id) for row_id in ids]
        if not any(slots):
            return None
        self.put(number, slots, stale=True)
        return slots

    def loaded(self) -> Iterator[Loaded]:
        """Every row that is here, page by page."""
        for slots in self._pages.values():
            for each in slots:
                if each is not None:
                    yield each

    def recent(self, count: int = 3) -> list[int]:
        """The pages looked at last: about what is on the screen."""
        return list(self._pages)[-count:]
