"""The windowed table when something was written: nothing jumps, rows keep their identity, the newest answer stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from desktop.item_models.page_cache import PAGE
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import MemorySource, shown_names
from tests.desktop.item_models.tables import names, opened


def test_a_refresh_that_changes_nothing_moves_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    table = opened(MemorySource({"all": range(600)}), tasks)
    silent = [
        table.layoutChanged,
        table.modelReset,
        table.rowsInserted,
        table.rowsRemoved,
        table.order_changed,
    ]
    with (
        qtbot.assertNotEmitted(silent[0]),
        qtbot.assertNotEmitted(silent[1]),
        qtbot.assertNotEmitted(silent[2]),
    ):
        table.refresh()
        assert tasks.wait_idle()


def test_a_refresh_shows_old_rows_until_the_new_ones_are_here(tasks: Tasks) -> None:
    source = MemorySource({"all": range(600)})
    table = opened(source, tasks)
    source.written[1] = 4
    source.gate.clear()
    table.refresh()
    assert shown_names(table, 1, 1) == ["Marcus Whitfield 1"]
    source.gate.set()
    assert tasks.wait_idle()
    assert shown_names(table, 1, 1) == ["Marcus Whitfield 1 (4)"]


def test_a_row_read_before_a_write_is_read_again(tasks: Tasks, qtbot: QtBot) -> None:
    source = MemorySource({"all": range(600)})
    table = opened(source, tasks)
    source.gate.clear()
    shown_names(table, 300, 300)
    qtbot.waitUntil(lambda: len(source.asked) == 1)
    source.written[300] = 1
    table.refresh()
    source.gate.set()
    assert tasks.wait_idle()
    assert names(table, tasks, 300, 300)[0].endswith("300 (1)")


def test_held_indexes_follow_their_contacts(tasks: Tasks) -> None:
    source = MemorySource({"all": range(600)})
    table = opened(source, tasks)
    held = {each: QPersistentModelIndex(table.index(each, 2)) for each in (0, 10, 300, 599)}
    source.put("all", [each for each in range(599, -1, -1) if each != 300])
    table.refresh()
    assert tasks.wait_idle()
    assert table.rowCount() == 599
    assert not held[300].isValid()
    assert {each: table.id_at(held[each].row()) for each in (0, 10, 599)} == {0: 0, 10: 10, 599: 599}
    assert held[0].column() == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (range(150), range(151)),
        (range(150), range(149)),
        (range(150), []),
        (range(3), range(140)),
        (range(150), [*range(75, 150), *range(75)]),
        (range(150), range(1_000, 1_150)),
        ([], [4, 5]),
        (range(PAGE), range(PAGE + 1)),
    ],
)
def test_every_change_of_a_list_is_told_as_qt_wants_it(
    tasks: Tasks, before: list[int] | range, after: list[int] | range
) -> None:
    source = MemorySource({"all": before})
    table = opened(source, tasks)
    source.put("all", after)
    table.refresh()
    assert tasks.wait_idle()
    assert [table.id_at(row) for row in range(table.rowCount())] == list(after)
    last = len(after) - 1
    if last >= 0:
        assert names(table, tasks, last, last)[0].endswith(f" {after[last]}")


def test_rows_carried_over_show_at_once_in_their_new_place(tasks: Tasks) -> None:
    source = MemorySource({"all": range(600)})
    table = opened(source, tasks)
    source.put("all", [599, *range(599)])
    table.refresh()
    assert tasks.wait_idle()
    assert shown_names(table, 1, 2) == ["Ana Whitfield 0", "Marcus Whitfield 1"]
    assert names(table, tasks, 0, 0)[0].endswith(" 599")


def test_several_refreshes_at_once_end_with_the_newest(tasks: Tasks) -> None:
    source = MemorySource({"all": range(140)})
    table = opened(source, tasks)
    source.gate.clear()
    table.refresh()
    for count in (139, 138, 137):
        source.put("all", range(count))
        table.refresh()
    source.gate.set()
    assert tasks.wait_idle()
    assert table.rowCount() == 137
    assert not table.loading


def test_a_row_that_may_not_be_seen_any_more_is_empty(tasks: Tasks) -> None:
    source = MemorySource({"all": range(300)})
    table = opened(source, tasks)
    source.hidden.add(5)
    asked = len(source.asked)
    table.refresh()
    assert tasks.wait_idle()
    assert names(table, tasks, 4, 6)[1] == ""
    assert len(source.asked) == asked + 1


def test_an_error_is_told_and_what_was_shown_stays(tasks: Tasks) -> None:
    source = MemorySource({"all": range(300)})
    table = opened(source, tasks)
    errors: list[BaseException] = []
    table.failed.connect(errors.append)
    source.broken = OSError("the disk is gone")
    table.refresh()
    assert tasks.wait_idle()
    assert {str(error) for error in errors} == {"the disk is gone"}
    assert table.rowCount() == 300
    assert shown_names(table, 0, 0) == ["Ana Whitfield 0"]
    assert not table.loading
    source.broken = None
    table.refresh()
    assert tasks.wait_idle()
    assert not table.loading


def test_a_list_that_cannot_be_read_is_empty_not_the_one_before(tasks: Tasks) -> None:
    source = MemorySource({"all": range(300), "other": [1]})
    table = opened(source, tasks)
    source.broken = OSError("the disk is gone")
    table.show("other")
    assert tasks.wait_idle()
    assert table.rowCount() == 0


def test_recompute_makes_the_cells_again_without_reading(tasks: Tasks, qtbot: QtBot) -> None:
    source = MemorySource({"all": range(300)})
    table = opened(source, tasks)
    asked = len(source.asked)
    with qtbot.waitSignal(table.dataChanged):
        table.recompute()
    assert len(source.asked) == asked
    assert shown_names(table, 0, 0) == ["Ana Whitfield 0"]
