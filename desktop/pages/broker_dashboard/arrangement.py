"""How a broker has arranged the cards: their order, which are hidden, which take the whole width; kept as a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

HIDDEN: Final = "-"
WIDE: Final = "*"
COLUMNS: Final = 2
# How far a card goes among those that are shown.
MOVES: Final = {"left": -1, "right": 1, "up": -COLUMNS, "down": COLUMNS}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Keys of all cards in order; those hidden, those wide."""

    order: tuple[str, ...]
    hidden: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[str, ...]:
        """What is not hidden, in order."""
        return tuple(key for key in self.order if key not in self.hidden)

    def moved(self, key: str, way: str) -> Arrangement:
        """A card moved left, right, up or down among those shown; at the edge it stays."""
        shown = list(self.shown)
        if key not in shown:
            return self
        place = shown.index(key)
        wanted = min(max(place + MOVES[way], 0), len(shown) - 1)
        shown.insert(wanted, shown.pop(place))
        return self._with_shown(shown)

    def placed(self, key: str, beside: str, *, after: bool) -> Arrangement:
        """A card put before or behind another one."""
        shown = [one for one in self.shown if one != key]
        if key == beside or beside not in shown or key in self.hidden:
            return self
        shown.insert(shown.index(beside) + after, key)
        return self._with_shown(shown)

    def _with_shown(self, shown: Sequence[str]) -> Arrangement:
        """The shown ones in another order; a hidden one keeps the place that it had among all."""
        waiting = iter(shown)
        return replace(self, order=tuple(key if key in self.hidden else next(waiting) for key in self.order))

    def with_hidden(self, key: str, *, on: bool) -> Arrangement:
        """A card hidden, or shown again."""
        return replace(self, hidden=self.hidden | {key} if on else self.hidden - {key})

    def with_wide(self, key: str, *, on: bool) -> Arrangement:
        """A card over the whole width, or over half of it."""
        return replace(self, wide=self.wide | {key} if on else self.wide - {key})

    def cells(self, columns: int) -> dict[str, tuple[int, int, int]]:
        """Row, column and how many columns each shown card takes."""
        found: dict[str, tuple[int, int, int]] = {}
        row = column = 0
        for key in self.shown:
            span = columns if key in self.wide else 1
            if column and column + span > columns:
                row, column = row + 1, 0
            found[key] = (row, column, span)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        return found

    def text(self) -> str:
        """As the settings file keeps it: `status,leads*,-created`."""
        return ",".join(
            f"{HIDDEN if key in self.hidden else ''}{key}{WIDE if key in self.wide else ''}" for key in self.order
        )


def read_arrangement(text: str, cards: Sequence[str], *, wide: frozenset[str] = frozenset()) -> Arrangement:
    """What the settings file remembers; cards that it does not know come last, what is no card any more goes."""
    plain = Arrangement(tuple(cards), wide=wide)
    order: list[str] = []
    hidden, broad = set(), set()
    for word in text.split(","):
        key = word.strip(f" {HIDDEN}{WIDE}")
        if key in plain.order and key not in order:
            order.append(key)
            if word.strip().startswith(HIDDEN):
                hidden.add(key)
            if word.strip().endswith(WIDE):
                broad.add(key)
    if not order:
        return plain
    new = [key for key in plain.order if key not in order]
    return Arrangement((*order, *new), frozenset(hidden), frozenset(broad) | (plain.wide & frozenset(new)))
