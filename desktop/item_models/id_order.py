"""The ids of a list in their order: the first page only, or the whole vector once it has come."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from desktop.item_models.row_source import Ids

# In a list of so few ids looking one by one is quicker, and needs no numpy.
SHORT: Final = 256
# Ids up to here are found through a table by id (4 bytes an id); larger ones by looking along the vector.
TABLE_LIMIT: Final = 1 << 26


class IdOrder:
    """Row number to id and back. ``total`` may be larger than the ids that are known so far.

    numpy is never imported for a first page: it costs more than reading the page does (MEASURES P14).
    """

    __slots__ = ("_ids", "_rows", "complete", "total")

    def __init__(self, ids: Ids | array[int] | None = None, *, total: int | None = None) -> None:
        self._ids: Any = array("q") if ids is None else ids
        self._rows: Any = None
        self.total = len(self._ids) if total is None else max(total, len(self._ids))
        self.complete = False

    @classmethod
    def first_page(cls, ids: Sequence[int], total: int | None) -> IdOrder:
        """What is known before the vector has come."""
        return cls(array("q", ids), total=total)

    @classmethod
    def whole(cls, ids: Ids) -> IdOrder:
        """The whole list, ready to be searched by id; made on a worker, where the time it takes is nobody's."""
        order = cls(ids)
        order.complete = True
        if len(ids) > SHORT:
            import numpy as np

            if int(ids.min()) >= 0 and int(ids.max()) < TABLE_LIMIT:
                order._rows = np.zeros(int(ids.max()) + 1, np.int32)
                order._rows[ids] = np.arange(len(ids), dtype=np.int32)
        return order

    @property
    def known(self) -> int:
        """How many ids are known."""
        return len(self._ids)

    def lengthened(self, total: int) -> IdOrder:
        """The same ids with more rows behind them whose ids are not known."""
        longer = IdOrder(self._ids, total=total)
        longer._rows = self._rows
        return longer

    def at(self, row: int) -> int | None:
        """The id in a row, or None where it is not known yet."""
        return int(self._ids[row]) if 0 <= row < len(self._ids) else None

    def between(self, first: int, last: int) -> list[int]:
        """The known ids of the rows first to last, both included."""
        ids: list[int] = self._ids[max(first, 0) : last + 1].tolist()
        return ids

    def stretch(self, first: int, last: int) -> Sequence[int]:
        """The same as between(), without a copy where there may be a million."""
        part: Sequence[int] = self._ids[max(first, 0) : last + 1]
        return part

    def vector(self) -> Ids:
        """All known ids for numpy, without a copy if they came as a vector."""
        import numpy as np

        return np.asarray(self._ids, dtype=np.int64)

    def rows_of(self, ids: Collection[int]) -> dict[int, int]:
        """The rows in which these ids stand; ids that are not in the list are left out."""
        if len(self._ids) <= SHORT:
            return {each: row for row, each in enumerate(self._ids.tolist()) if each in ids}
        if self._rows is None:
            return self._rows_along(ids)
        # The table holds 0 where there is nothing, so that a look at the vector has the last word.
        guesses = {each: int(self._rows[each]) for each in ids if 0 <= each < len(self._rows)}
        return {each: row for each, row in guesses.items() if self._ids[row] == each}

    def same_as(self, other: IdOrder) -> bool:
        """Whether both show the same ids in the same rows."""
        if self.total != other.total or len(self._ids) != len(other._ids):
            return False
        import numpy as np

        return bool(np.array_equal(self.vector(), other.vector()))

    def continues(self, other: IdOrder) -> bool:
        """Whether this only adds rows behind the known ids of the other, so that nothing in sight moves."""
        known = len(other._ids)
        if self.total < other.total or known > len(self._ids):
            return False
        import numpy as np

        return bool(np.array_equal(self.vector()[:known], other.vector()))

    def _rows_along(self, ids: Collection[int]) -> dict[int, int]:
        import numpy as np

        vector = self.vector()
        found = ((each, np.flatnonzero(vector == each)) for each in ids)
        return {each: int(rows[0]) for each, rows in found if len(rows)}
