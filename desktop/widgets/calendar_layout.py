"""What a calendar shows, and where it stands: blocks at their hours side by side, and rows for whole days above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HOUR: Final = 48
LEAST: Final = 22  # no block is lower
DAY_MINUTES: Final = 24 * 60
STEP: Final = 15  # minutes that a moved block snaps to


@dataclass(frozen=True, slots=True)
class Block:
    """Something in the calendar: its key, the day it stands on (0 the first), minutes of the day it begins and takes,
    what it says; `solid` blocks take time, the others fall due. `late` is what has passed and is still to be done,
    `all_day` what has no hour and stands above the hours, `movable` what may be put elsewhere.
    """

    key: str
    day: int
    start: int
    minutes: int
    title: str
    detail: str
    spoken: str
    solid: bool
    late: bool
    done: bool
    all_day: bool = False
    movable: bool = False

    @property
    def of(self) -> str:
        """What it is a piece of: "appointment 3" of "appointment 3 0"."""
        return self.key.rpartition(" ")[0]


def side_by_side(blocks: Sequence[Block]) -> dict[str, tuple[int, int]]:
    """For each block with hours, in their order, which lane of how many: those that overlap stand beside each other."""
    places: dict[str, tuple[int, int]] = {}
    group: list[tuple[Block, int]] = []
    end, day = 0, -1
    for one in (*(b for b in blocks if not b.all_day), None):
        if one is None or one.day != day or one.start >= end:
            lanes = max((lane for _b, lane in group), default=-1) + 1
            places |= {b.key: (lane, lanes) for b, lane in group}
            group, end = [], 0
        if one is None:
            break
        taken = {lane for b, lane in group if b.start + shown_minutes(b) > one.start}
        group.append((one, next(n for n in range(len(blocks) + 1) if n not in taken)))
        end, day = max(end, one.start + shown_minutes(one)), one.day
    return places


def whole_day_rows(blocks: Sequence[Block]) -> dict[str, int]:
    """For each block without an hour the row it stands in on its day."""
    count: dict[int, int] = {}
    rows = {}
    for one in blocks:
        if one.all_day:
            rows[one.key] = count.get(one.day, 0)
            count[one.day] = rows[one.key] + 1
    return rows


def shown_minutes(one: Block) -> int:
    """How many minutes high a block is painted."""
    return max(one.minutes, -(-LEAST * 60 // HOUR))
