"""A set of numbers that mostly follow one another, kept as ranges: a million of them take no memory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class NumberRanges:
    """Numbers, kept as the first and last of each run."""

    def __init__(self) -> None:
        self._lows: list[int] = []
        self._highs: list[int] = []

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """First and last number of every run, ascending."""
        return list(zip(self._lows, self._highs, strict=True))

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._lows, number) - 1
        return at >= 0 and number <= self._highs[at]

    def add(self, numbers: Iterable[int]) -> None:
        """Put numbers in; those that are in it already change nothing."""
        if isinstance(numbers, range) and numbers.step == 1 and numbers:
            self._add_run(numbers.start, numbers.stop - 1)
            return
        for number in sorted(numbers):
            self._add_run(number, number)

    def without(self, numbers: set[int]) -> set[int]:
        """Those of `numbers` that are not in it."""
        return {number for number in numbers if number not in self} if self._lows else numbers

    def _add_run(self, low: int, high: int) -> None:
        start = bisect_right(self._highs, low - 2)  # the first run that touches the new one
        end = bisect_right(self._lows, high + 1)
        if start < end:
            low, high = min(low, self._lows[start]), max(high, self._highs[end - 1])
        self._lows[start:end] = [low]
        self._highs[start:end] = [high]
