"""Runs of numbers: they join where they touch, and hold exactly what was put in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from db.rules.number_ranges import NumberRanges


@given(
    some.lists(
        some.one_of(some.sets(some.integers(0, 60)), some.builds(range, some.integers(0, 60), some.integers(0, 60)))
    )
)
def test_what_was_put_in_is_in_it_and_nothing_else(parts: list[set[int] | range]) -> None:
    found = NumberRanges()
    wanted: set[int] = set()
    for part in parts:
        found.add(part)
        wanted |= set(part)
    everything = set(range(-1, 62))
    assert everything - found.without(everything) == wanted
    assert sum(high - low + 1 for low, high in found.bounds) == len(wanted)
    assert all(one[1] + 1 < other[0] for one, other in zip(found.bounds, found.bounds[1:], strict=False))


def test_batches_of_new_ids_stay_one_run() -> None:
    found = NumberRanges()
    for start in range(1, 1_000_001, 2_000):
        found.add(range(start, start + 2_000))
    assert found.bounds == [(1, 1_000_000)]
