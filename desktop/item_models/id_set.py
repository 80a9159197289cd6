"""A set of ids that stays small and quick when a million of them come in one stroke."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from desktop.item_models.id_order import TABLE_LIMIT

if TYPE_CHECKING:
    from desktop.item_models.id_order import IdOrder
    from desktop.item_models.row_source import Ids

# More ids than this at once are marked by one byte an id instead of becoming members of a set (about 60).
MANY: Final = 2_048


class IdSet:
    """A plain set until a long stroke comes, from then on a mark for every id up to the largest."""

    __slots__ = ("_count", "_ids", "_marks")

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._marks: Any = None
        self._count = 0

    def __len__(self) -> int:
        return len(self._ids) if self._marks is None else self._count

    def __contains__(self, each: int) -> bool:
        if self._marks is None:
            return each in self._ids
        return 0 <= each < len(self._marks) and bool(self._marks[each])

    def add(self, each: int) -> None:
        """Put one id in."""
        self.update((each,))

    def discard(self, each: int) -> None:
        """Take one id out."""
        self.difference_update((each,))

    def update(self, ids: Sequence[int]) -> None:
        """Put many ids in."""
        self._set(ids, there=True)

    def difference_update(self, ids: Sequence[int]) -> None:
        """Take many ids out."""
        self._set(ids, there=False)

    def keep_only(self, order: IdOrder) -> None:
        """Take out what is not in this list any more."""
        if self._marks is None:
            if self._ids:
                self._ids &= order.rows_of(self._ids).keys()
            return
        import numpy as np

        vector = order.vector()
        known = vector[vector < len(self._marks)]
        kept = np.zeros_like(self._marks)
        kept[known] = self._marks[known]
        self._marks = kept
        self._count = int(np.count_nonzero(kept))

    def clear(self) -> None:
        """Take everything out."""
        self._ids.clear()
        self._marks = None
        self._count = 0

    def of(self, order: IdOrder, *, inside: bool) -> list[int]:
        """The ids of a list that are in here (or those that are not), in the order of the list."""
        if inside and self._marks is None and len(self._ids) <= MANY:
            rows = order.rows_of(self._ids)
            return sorted(rows, key=rows.__getitem__)
        vector = order.vector()
        chosen = self._are_in(vector)
        ids: list[int] = vector[chosen if inside else ~chosen].tolist()
        return ids

    def as_tuple(self) -> tuple[int, ...]:
        """All of them, ascending, for a value that crosses into the office."""
        if self._marks is None:
            return tuple(sorted(self._ids))
        return tuple(self._marks.nonzero()[0].tolist())

    def _set(self, ids: Sequence[int], *, there: bool) -> None:
        if not len(ids):
            return
        if self._marks is None and len(ids) <= MANY:
            plain = _as_plain(ids)
            self._ids.update(plain) if there else self._ids.difference_update(plain)
        elif self._can_mark(ids):
            self._mark(ids, there=there)
        else:
            kept = set(self.as_tuple())
            self.clear()
            self._ids = kept.union(_as_plain(ids)) if there else kept.difference(_as_plain(ids))

    def _can_mark(self, ids: Collection[int]) -> bool:
        """Whether all ids, old and new, are small enough for a table of marks."""
        vectors = [_as_vector(some) for some in (ids, self._ids) if len(some)]
        return all(int(some.min()) >= 0 and int(some.max()) < TABLE_LIMIT for some in vectors)

    def _mark(self, ids: Collection[int], *, there: bool) -> None:
        import numpy as np

        vector = _as_vector(ids)
        room = int(vector.max()) + 1
        if self._marks is None:
            old = _as_vector(self._ids)
            self._marks = np.zeros(max(room, int(old.max()) + 1 if len(old) else 0), np.bool_)
            self._marks[old] = True
            self._ids = set()
        elif room > len(self._marks):
            self._marks = np.concatenate([self._marks, np.zeros(room - len(self._marks), np.bool_)])
        self._marks[vector] = there
        self._count = int(np.count_nonzero(self._marks))

    def _are_in(self, vector: Ids) -> Any:
        """For each id of a vector, whether it is in here."""
        import numpy as np

        if self._marks is None:
            return np.isin(vector, _as_vector(self._ids))
        known = vector < len(self._marks)
        known[known] = self._marks[vector[known]]
        return known


def _as_plain(ids: Sequence[int]) -> Sequence[int]:
    """Numpy's own integers must not end up in a set that goes to the office."""
    plain: Sequence[int] = ids.tolist() if hasattr(ids, "tolist") else ids
    return plain


def _as_vector(ids: Collection[int]) -> Ids:
    import numpy as np

    if isinstance(ids, set | frozenset):
        return np.fromiter(ids, np.int64, len(ids))
    return np.asarray(ids, dtype=np.int64)
