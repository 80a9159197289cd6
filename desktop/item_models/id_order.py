"""The ids of a list in their order: the first page only, or the whole vector once it has come."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.item_models.row_source import Ids

# In a list of so few ids looking one by one is quicker, and needs no numpy.
SHORT = 256
# Up to this many wanted ids are looked for one by one; more are found with one pass over the vector.
FEW = 3


class IdOrder:
    """Row number to id and back. ``total`` may be larger than the ids that are known so far.

    numpy is never imported for a first page: it costs more than reading the page does (MEASURES P14).
    """

    __slots__ = ("_ids", "complete", "total")

    def __init__(
        self, ids: Ids | array[int] | None = None, *, total: int | None = None, complete: bool = False
    ) -> None:
        self._ids: Any = array("q") if ids is None else ids
        self.total = len(self._ids) if total is None else max(total, len(self._ids))
        self.complete = complete

    @classmethod
    def first_page(cls, ids: Sequence[int], total: int | None) -> IdOrder:
        """What is known before the vector has come."""
        return cls(array("q", ids), total=total)

    @classmethod
    def whole(cls, ids: Ids) -> IdOrder:
        """The whole list."""
        return cls(ids, complete=True)

    def lengthened(self, total: int) -> IdOrder:
        """The same ids with more rows behind them whose ids are not known."""
        return IdOrder(self._ids, total=total)

    def at(self, row: int) -> int | None:
        """The id in a row, or None where it is not known yet."""
        return int(self._ids[row]) if 0 <= row < len(self._ids) else None

    def between(self, first: int, last: int) -> list[int]:
        """The known ids of the rows first to last, both included."""
        ids: list[int] = self._ids[max(first, 0) : last + 1].tolist()
        return ids

    def vector(self) -> Ids:
        """All known ids for numpy, without a copy if they came as a vector."""
        import numpy as np

        return np.asarray(self._ids, dtype=np.int64)

    def rows_of(self, ids: Collection[int]) -> dict[int, int]:
        """The rows in which these ids stand; ids that are not in the list are left out."""
        if len(self._ids) <= SHORT:
            return {each: row for row, each in enumerate(self._ids.tolist()) if each in ids}
        import numpy as np

        vector = self.vector()
        if len(ids) > FEW:
            rows = np.flatnonzero(np.isin(vector, np.fromiter(ids, np.int64, len(ids))))
            return {int(vector[row]): int(row) for row in rows}
        found = ((each, np.flatnonzero(vector == each)) for each in ids)
        return {each: int(rows[0]) for each, rows in found if len(rows)}

    def same_as(self, other: IdOrder) -> bool:
        """Whether both show the same ids in the same rows."""
        if self.total != other.total or len(self._ids) != len(other._ids):
            return False
        import numpy as np

        return bool(np.array_equal(self.vector(), other.vector()))

    def continues(self, other: IdOrder) -> bool:
        """Whether this only adds rows behind the known ids of the other, so that nothing on the screen
        moves.
        """
        known = len(other._ids)
        return self.total >= other.total and self.between(0, known - 1) == other.between(0, known - 1)
