"""Fetches the rows that are looked at, a page at a time, and forgets the ones that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.item_models.columns import Column
from desktop.item_models.id_order import IdOrder
from desktop.item_models.page_cache import PAGE, Cells, Loaded, PageCache, Slots
from desktop.item_models.row_source import EMPTY, Cell, Row
from desktop.tasks import Tasks

# More pages in one request would make the ones on the screen wait.
PAGES_AT_ONCE: Final = 4

Rows = Callable[[Sequence[int]], Mapping[int, Row]]
Make = Callable[[Row], Loaded]


class RowWindow(QObject):
    """The part of a list that is in memory. One request is under way at a time, and it brings what was
    asked last.

    Signals: ``arrived`` (first row, last row) after rows came or changed; ``failed`` carries an error.
    """

    arrived = Signal(int, int)
    failed = Signal(object)

    def __init__(self, rows: Rows, tasks: Tasks, *, make: Make, order: Callable[[], IdOrder], parent: QObject) -> None:
        super().__init__(parent)
        self._read = rows
        self._tasks = tasks
        self._make = make
        self._order = order
        self._cache = PageCache()
        self._asked: set[int] = set()
        self._reading: set[int] = set()
        self.writes_seen = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch)

    def loaded_at(self, row: int) -> Loaded | None:
        """The row if it is here; its page is sent for if it is missing or old."""
        number, place = divmod(row, PAGE)
        slots = self._cache.page(number)
        if slots is None:
            slots = self._cache.adopt(number, self._ids_of(number))
        if not self._cache.is_fresh(number):
            self._ask((number,))
        return slots[place] if slots is not None and place < len(slots) else None

    def loaded(self) -> Iterator[Loaded]:
        """Every row that is here."""
        return self._cache.loaded()

    def put_first(self, slots: Slots, stamp: int) -> None:
        """Take the first page of a list, which was read before its order was known."""
        self._cache.put(0, slots, stale=stamp != self.writes_seen)

    def mark_stale(self) -> None:
        """Something was written: keep everything, and read again what was looked at last."""
        self.writes_seen += 1
        self._cache.mark_stale()
        self._ask(self._cache.recent())

    def read_again(self, number: int) -> None:
        """A page has become longer."""
        self._cache.mark_stale(number)

    def reorder(self) -> None:
        """The rows stand elsewhere now; those that are here are found again by id."""
        self.drop_request()
        self._cache.reorder()

    def clear(self) -> None:
        """Another list is shown."""
        self.drop_request()
        self._cache.clear()

    def drop_request(self) -> None:
        """What is under way belongs to another list or order."""
        self._asked.clear()
        self._reading = set()
        self._tasks.drop(id(self))

    def recompute(self) -> None:
        """Have the cells made again when they are painted next."""
        for each in self._cache.loaded():
            each.forget()
        for number in self._cache.recent():
            self.arrived.emit(number * PAGE, number * PAGE + PAGE - 1)

    def _ask(self, numbers: Iterable[int]) -> None:
        self._asked.update(numbers)
        if self._asked and not self._timer.isActive():
            self._timer.start()

    def _ids_of(self, number: int) -> list[int]:
        return self._order().between(number * PAGE, number * PAGE + PAGE - 1)

    def _fetch(self) -> None:
        """Send for what was asked since the last turn of the loop."""
        asked = {number for number in self._asked if not self._cache.is_fresh(number)}
        if self._reading & asked:
            return  # what is under way is still looked at; the rest follows when it is here
        self._asked.clear()
        pages = {number: self._ids_of(number) for number in sorted(asked)[:PAGES_AT_ONCE]}
        wanted = {number: ids for number, ids in pages.items() if ids}
        if wanted:
            self._send_for(wanted)

    def _send_for(self, wanted: Mapping[int, list[int]]) -> None:
        """A request that nobody looks at any more is called off by the new one: they share a key."""
        self._reading = set(wanted)
        rows, make, stamp = self._read, self._make, self.writes_seen

        def read() -> tuple[dict[int, Slots], int]:
            found = rows([row_id for ids in wanted.values() for row_id in ids])
            made = {row_id: make(row) for row_id, row in found.items()}
            return {number: [made.get(row_id) for row_id in ids] for number, ids in wanted.items()}, stamp

        self._tasks.read(id(self), read, self._take, self._give_up)

    def _take(self, answer: tuple[dict[int, Slots], int]) -> None:
        pages, stamp = answer
        self._reading = set()
        for number, slots in pages.items():
            self._cache.put(number, slots, stale=stamp != self.writes_seen)
            self.arrived.emit(number * PAGE, number * PAGE + len(slots) - 1)
        if self._asked:
            self._timer.start()

    def _give_up(self, error: BaseException) -> None:
        """Nothing is tried again by itself: the next look at the rows does."""
        self._reading = set()
        self._asked.clear()
        self.failed.emit(error)


def cell_maker(columns: Iterable[Column], cell: Cell) -> Make:
    """Make a row that can make its cells; on a worker too, so it may hold nothing of Qt."""
    keys = [None if column.kind == "check" else column.key for column in columns]

    def cells(row: Row) -> Cells:
        return tuple([EMPTY if key is None else cell(row, key) for key in keys])

    return lambda row: Loaded(row, cells)
