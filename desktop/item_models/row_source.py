"""What a windowed table asks of the data behind it: rows, ids in order, and the text of a cell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ids = npt.NDArray[np.int64]


class Row(Protocol):
    """One row: a frozen value with the id of what it shows."""

    @property
    def id(self) -> int:
        """What the row is known by."""
        ...


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell. ``value`` is what the painter of the column's kind needs: the key of a chip, the number of
    stars. A tip that takes time is given as a function: of a screen of cells at most one is hovered.
    """

    text: str
    value: object = None
    tip: str | Callable[[], str] = ""


Cell = Callable[[Any, str], CellValue]
EMPTY = CellValue("")


class RowSource(Protocol):
    """Where the rows come from. Every method runs on a worker thread; ``desktop.tasks.current_token()``
    tells when to stop.
    """

    def first_page(self, spec: Hashable, count: int) -> tuple[Sequence[Row], int | None]:
        """Answer the first ``count`` rows, and how many there are if that is known without counting."""
        ...

    def ids(self, spec: Hashable) -> Ids:
        """Answer the ids of the whole list in its order."""
        ...

    def rows(self, ids: Sequence[int]) -> Mapping[int, Row]:
        """Answer the rows of these ids; an id that is gone, or out of sight for this member, is left out."""
        ...
