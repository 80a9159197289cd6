"""Ticks: single rows, ranges, everything but a few; a million cost nothing."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.item_models.id_order import IdOrder
from desktop.item_models.id_set import MANY, IdSet
from desktop.item_models.row_selection import RowSelection, Ticked


class Listed:
    """A list whose order a test can change."""

    def __init__(self, count: int) -> None:
        self.order = IdOrder.whole(np.arange(count, 0, -1, dtype=np.int64))


@pytest.fixture
def listed() -> Listed:
    return Listed(1_000)


@pytest.fixture
def selection(listed: Listed, qtbot: QtBot) -> RowSelection:
    return RowSelection(listed)


def test_rows_are_ticked_by_id(selection: RowSelection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(selection.changed):
        selection.toggle(7)
    assert 7 in selection
    assert 8 not in selection
    assert selection.value() == Ticked(everything=False, ids=(7,), count=1)
    with qtbot.assertNotEmitted(selection.changed):
        selection.set_ticked(7, True)
    selection.toggle(7)
    assert selection.count == 0


def test_a_range_runs_by_the_order_of_the_list(selection: RowSelection) -> None:
    selection.toggle(1_000)  # row 0
    selection.extend(3)
    assert selection.value().ids == (997, 998, 999, 1_000)
    assert selection.in_order() == [1_000, 999, 998, 997]
    selection.set_ticked(999, False)  # row 1: the next range takes ticks away
    selection.extend(2)
    assert selection.value().ids == (997, 1_000)


def test_a_range_without_a_start_begins_at_the_current_row(selection: RowSelection) -> None:
    selection.extend(5, start=3)
    assert selection.value().ids == (995, 996, 997)
    selection.clear()
    selection.extend(5)
    assert selection.value().ids == (995,)


def test_a_range_whose_start_left_the_list_begins_anew(listed: Listed, selection: RowSelection) -> None:
    selection.toggle(1_000)
    listed.order = IdOrder.whole(np.arange(999, 0, -1, dtype=np.int64))
    selection.list_changed()
    assert selection.count == 0
    selection.extend(1)
    assert selection.value().ids == (998,)


def test_everything_is_a_flag_with_exceptions(selection: RowSelection, qtbot: QtBot) -> None:
    selection.toggle(5)
    with qtbot.waitSignal(selection.changed):
        selection.include_all()
    assert selection.everything
    assert selection.count == 1_000
    selection.toggle(5)
    selection.toggle(6)
    assert 5 not in selection
    assert selection.value() == Ticked(everything=True, ids=(5, 6), count=998)
    assert len(selection.in_order()) == 998
    assert 6 not in selection.in_order()
    selection.include_all()
    assert selection.count == 1_000
    with qtbot.assertNotEmitted(selection.changed):
        selection.include_all()


def test_a_range_within_everything_takes_the_exceptions_back(selection: RowSelection) -> None:
    selection.include_all()
    selection.set_ticked(1_000, False)
    selection.extend(4)
    assert selection.count == 995
    selection.set_ticked(1_000, True)
    selection.extend(4)
    assert selection.value() == Ticked(everything=True, ids=(), count=1_000)


def test_everything_follows_the_list(listed: Listed, selection: RowSelection, qtbot: QtBot) -> None:
    selection.include_all()
    selection.toggle(3)
    selection.toggle(900)
    listed.order = IdOrder.whole(np.arange(500, 0, -1, dtype=np.int64))
    with qtbot.waitSignal(selection.changed):
        selection.list_changed()
    assert selection.value() == Ticked(everything=True, ids=(3,), count=499)
    listed.order = IdOrder()
    selection.list_changed()
    assert not selection.everything


def test_a_long_range_survives_single_changes(qtbot: QtBot) -> None:
    selection = RowSelection(Listed(100_000))
    selection.toggle(100_000)
    selection.extend(99_999)
    selection.toggle(50)
    selection.toggle(60)
    selection.toggle(60)
    assert selection.count == 99_999
    assert (50 in selection, 60 in selection) == (False, True)


def test_a_million_ticks_take_no_room(qtbot: QtBot) -> None:
    selection = RowSelection(Listed(1_000_000))
    selection.include_all()
    assert selection.count == 1_000_000
    assert sys.getsizeof(selection._ids._ids) < 1_000
    assert selection._ids._marks is None


def test_clearing_nothing_tells_nothing(selection: RowSelection, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(selection.changed):
        selection.clear()
        selection.tick_many([])
    assert selection.in_order() == []


def test_ids_too_large_for_marks_are_kept_all_the_same() -> None:
    ours, large = IdSet(), 1 << 40
    ours.update(range(large, large + MANY + 1))
    ours.discard(large)
    assert len(ours) == MANY
    assert large not in ours
    assert large + 1 in ours
    ours.difference_update(range(large + 2, large + 2 + 2 * MANY))
    assert ours.as_tuple() == (large + 1,)
    assert IdSet().as_tuple() == ()


def test_ids_out_of_a_vector_become_plain_numbers() -> None:
    ours = IdSet()
    ours.update(IdOrder.whole(np.arange(5, dtype=np.int64)).stretch(0, 4))
    assert {type(each) for each in ours.as_tuple()} == {int}


@pytest.mark.parametrize("first", [0, 1 << 40])
def test_an_order_finds_its_rows(first: int) -> None:
    order = IdOrder.whole(np.arange(first + 999, first - 1, -1, dtype=np.int64))
    assert order.rows_of({first + 999, first, first + 500, first + 1_000, -1}) == {
        first + 999: 0,
        first + 500: 499,
        first: 999,
    }


STROKES = st.lists(
    st.tuples(st.sampled_from(["add", "discard", "update", "remove", "keep"]), st.integers(0, 60)),
    max_size=30,
)


@given(STROKES)
def test_an_id_set_is_a_set(strokes: list[tuple[str, int]]) -> None:
    """Long strokes go through the vector, short ones beside it; a plain set says what must come out."""
    ours, plain = IdSet(), set[int]()
    for what, number in strokes:
        long = range(number * 100, number * 100 + MANY + 1)
        if what == "add":
            ours.add(number * 100)
            plain.add(number * 100)
        elif what == "discard":
            ours.discard(number * 100)
            plain.discard(number * 100)
        elif what == "update":
            ours.update(long)
            plain.update(long)
        elif what == "remove":
            ours.difference_update(long)
            plain.difference_update(long)
        else:
            ours.keep_only(IdOrder.whole(np.arange(1_000, 5_000, dtype=np.int64)))
            plain &= set(range(1_000, 5_000))
        assert len(ours) == len(plain)
        assert ours.as_tuple() == tuple(sorted(plain))
        assert all((each in ours) == (each in plain) for each in range(0, 8_000, 97))
