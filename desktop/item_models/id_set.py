"""A set of ids that stays small and quick when a hundred thousand of them come in one stroke."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop.item_models.id_order import IdOrder
    from desktop.item_models.row_source import Ids

# More ids than this at once become a sorted vector (8 bytes an id) instead of members of a set (about 60).
MANY: Final = 2_048


class IdSet:
    """Single ids in sets, long ranges in one sorted vector; what is taken out of the vector is noted beside
    it.
    """

    __slots__ = ("_added", "_removed", "_vector")

    def __init__(self) -> None:
        self._added: set[int] = set()
        self._removed: set[int] = set()
        self._vector: Ids | None = None

    def __len__(self) -> int:
        block = 0 if self._vector is None else len(self._vector)
        return len(self._added) + block - len(self._removed)

    def __contains__(self, each: int) -> bool:
        return each in self._added or (self._in_vector(each) and each not in self._removed)

    def add(self, each: int) -> None:
        """Put one id in."""
        if self._in_vector(each):
            self._removed.discard(each)
        else:
            self._added.add(each)

    def discard(self, each: int) -> None:
        """Take one id out."""
        self._added.discard(each)
        if self._in_vector(each):
            self._removed.add(each)

    def update(self, ids: Collection[int]) -> None:
        """Put many ids in."""
        if len(ids) <= MANY:
            for each in ids:
                self.add(each)
            return
        import numpy as np

        self._become(np.union1d(self.vector(), _as_vector(ids)))

    def difference_update(self, ids: Collection[int]) -> None:
        """Take many ids out."""
        if len(ids) <= MANY:
            for each in ids:
                self.discard(each)
            return
        import numpy as np

        self._become(np.setdiff1d(self.vector(), _as_vector(ids), assume_unique=True))

    def keep_only(self, order: IdOrder) -> None:
        """Take out what is not in this list any more."""
        if self._vector is None and len(self._added) <= MANY:
            if self._added:
                self._added &= order.rows_of(self._added).keys()
            return
        import numpy as np

        ids = self.vector()
        self._become(ids[np.isin(ids, order.vector())])

    def clear(self) -> None:
        """Take everything out."""
        self._added.clear()
        self._removed.clear()
        self._vector = None

    def vector(self) -> Ids:
        """All of them, ascending."""
        import numpy as np

        single = np.fromiter(self._added, np.int64, len(self._added))
        if self._vector is None:
            return np.sort(single)
        kept = np.setdiff1d(self._vector, _as_vector(self._removed), assume_unique=True)
        return np.union1d(kept, single)

    def as_tuple(self) -> tuple[int, ...]:
        """All of them, ascending, for a value that crosses into the office."""
        return tuple(sorted(self._added)) if self._vector is None else tuple(self.vector().tolist())

    def _in_vector(self, each: int) -> bool:
        if self._vector is None:
            return False
        place = int(self._vector.searchsorted(each))
        return place < len(self._vector) and int(self._vector[place]) == each

    def _become(self, vector: Ids) -> None:
        self.clear()
        self._vector = vector


def _as_vector(ids: Collection[int]) -> Ids:
    import numpy as np

    return np.fromiter(ids, np.int64, len(ids))
