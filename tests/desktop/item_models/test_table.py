"""The windowed table: first page at once, any row of a million, stale answers dropped, place kept."""

from __future__ import annotations

import random

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from desktop.item_models.page_cache import PAGE
from desktop.item_models.row_selection import Ticked
from desktop.item_models.table import CONTACTS_MIME, ID_ROLE
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import COLUMNS, Contact, MemorySource, make_table, shown_names
from tests.desktop.item_models.tables import names, opened, watched

MILLION = 1_000_000


def test_a_short_list_is_complete_with_its_first_page(tasks: Tasks) -> None:
    table = opened(MemorySource({"all": [5, 3, 9]}), tasks)
    assert table.rowCount() == 3
    assert [table.id_at(row) for row in range(4)] == [5, 3, 9, None]
    assert table.index(1, 1).data() == "Jonas Whitfield 3"
    assert table.index(1, 1).data(ID_ROLE) == 3
    assert table.row_at(1) == Contact(3)
    assert table.row_of(9) == 2
    assert table.row_of(4) is None
    assert not table.loading


def test_an_empty_list_is_empty(tasks: Tasks) -> None:
    table = opened(MemorySource({"all": []}), tasks)
    assert (table.rowCount(), table.total, table.loading) == (0, 0, False)


def test_the_first_page_is_shown_before_the_order_is_known(tasks: Tasks) -> None:
    source = MemorySource({"all": range(1_000)})
    table = make_table(source, tasks)
    seen: list[tuple[int, int, bool, str]] = []
    table.total_changed.connect(
        lambda total: seen.append((total, table.rowCount(), table.loading, shown_names(table, 1, 1)[0]))
    )
    table.show("all")
    assert tasks.wait_idle()
    assert seen == [(PAGE, PAGE, True, "Marcus Whitfield 1"), (1_000, 1_000, True, "Marcus Whitfield 1")]
    assert not table.loading


def test_a_known_total_counts_before_the_order_is_there(tasks: Tasks, qtbot: QtBot) -> None:
    table = make_table(MemorySource({"all": range(500)}, total_known=True), tasks)
    with qtbot.waitSignal(table.total_changed):
        table.show("all")
    assert table.rowCount() == 500
    assert shown_names(table, 400, 400) == [""]
    with qtbot.assertNotEmitted(table.total_changed):
        assert tasks.wait_idle()
    assert names(table, tasks, 400, 400) == ["Ana Whitfield 400"]


def test_rows_on_their_way_keep_their_place_and_arrive(tasks: Tasks, qtbot: QtBot) -> None:
    table = opened(MemorySource({"all": range(1_000)}), tasks)
    assert shown_names(table, 600, 602) == ["", "", ""]
    with qtbot.waitSignal(table.dataChanged) as told:
        assert tasks.wait_idle()
    assert told.args is not None
    assert told.args[0].row() <= 600 <= told.args[1].row()
    assert [name.split()[-1] for name in shown_names(table, 600, 602)] == ["600", "601", "602"]


def test_any_row_of_a_million_is_right_after_a_jump(tasks: Tasks) -> None:
    source = MemorySource({"all": range(MILLION, 0, -1)})
    table = make_table(source, tasks)
    table.show("all")
    assert tasks.wait_idle()
    assert table.rowCount() == MILLION
    chance = random.Random(7)
    for _ in range(30):
        row = chance.randrange(MILLION - 40)
        shown = names(table, tasks, row, row + 39)
        assert [int(name.split()[-1]) for name in shown] == [MILLION - each for each in range(row, row + 40)]
    assert len(table.loaded_ids()) <= 64 * PAGE
    assert max(source.asked) <= 4 * PAGE


def test_reading_waits_for_the_turn_of_the_loop_and_asks_once(tasks: Tasks) -> None:
    source = MemorySource({"all": range(1_000)})
    table = opened(source, tasks)
    source.asked.clear()
    for _ in range(3):
        shown_names(table, 300, 340)
    assert tasks.wait_idle()
    assert source.asked == [PAGE]
    shown_names(table, 300, 340)
    assert tasks.wait_idle()
    assert source.asked == [PAGE]


def test_a_request_nobody_looks_at_any_more_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    source = MemorySource({"all": range(10_000)})
    table = opened(source, tasks)
    source.gate.clear()
    shown_names(table, 5_000, 5_000)
    qtbot.waitUntil(lambda: len(source.asked) == 1)
    shown_names(table, 9_000, 9_000)
    qtbot.waitUntil(lambda: len(source.asked) == 2)
    source.gate.set()
    assert tasks.wait_idle()
    assert 9_000 in table.loaded_ids()
    assert 5_000 not in table.loaded_ids()


def test_scrolling_on_does_not_starve_the_page_still_in_sight(tasks: Tasks, qtbot: QtBot) -> None:
    source = MemorySource({"all": range(10_000)})
    table = opened(source, tasks)
    source.gate.clear()
    shown_names(table, 1_270, 1_270)
    qtbot.waitUntil(lambda: len(source.asked) == 1)
    shown_names(table, 1_270, 1_290)
    qtbot.wait(20)
    assert len(source.asked) == 1
    source.gate.set()
    assert tasks.wait_idle()
    assert {1_270, 1_290} <= set(table.loaded_ids())


def test_the_answer_of_a_list_left_behind_never_shows(tasks: Tasks) -> None:
    source = MemorySource({"slow": range(400), "other": [7, 8]})
    table = watched(make_table(source, tasks))
    source.gate.clear()
    table.show("slow")
    table.show("other")
    source.gate.set()
    assert tasks.wait_idle()
    assert table.spec == "other"
    assert [table.id_at(row) for row in range(table.rowCount())] == [7, 8]


def test_old_rows_give_way_if_the_new_list_takes_long(tasks: Tasks, qtbot: QtBot) -> None:
    source = MemorySource({"all": [1, 2, 3], "slow": [4]})
    table = opened(source, tasks)
    source.gate.clear()
    table.show("slow")
    assert table.rowCount() == 3
    qtbot.waitUntil(lambda: table.rowCount() == 0)
    assert table.loading
    source.gate.set()
    assert tasks.wait_idle()
    assert table.rowCount() == 1


def test_headings_alignment_tips_and_flags(tasks: Tasks) -> None:
    table = opened(MemorySource({"all": [1]}), tasks)
    horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [table.headerData(n, horizontal) for n in range(3)] == ["", "Name", "Status"]
    assert table.headerData(0, vertical) is None
    assert table.headerData(99, horizontal) is None
    assert table.headerData(9, horizontal, Qt.ItemDataRole.TextAlignmentRole) == 0x82
    assert table.index(0, 8).data(Qt.ItemDataRole.ToolTipRole) == "12 October 2026, 09:12"
    assert table.index(0, 8).data(Qt.ItemDataRole.TextAlignmentRole) == 0x82
    assert table.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None
    assert table.index(0, 0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not table.index(0, 1).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert table.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert table.columnCount() == len(COLUMNS)
    assert table.columnCount(table.index(0, 0)) == table.rowCount(table.index(0, 0)) == 0


def test_the_check_column_is_the_selection(tasks: Tasks, qtbot: QtBot) -> None:
    table = opened(MemorySource({"all": [4, 5]}), tasks)
    check = Qt.ItemDataRole.CheckStateRole
    with qtbot.waitSignal(table.dataChanged) as told:
        assert table.setData(table.index(1, 0), Qt.CheckState.Checked.value, check)
    assert told.args is not None
    assert told.args[2] == [check]
    assert table.index(1, 0).data(check) == Qt.CheckState.Checked
    assert table.index(0, 0).data(check) == Qt.CheckState.Unchecked
    assert table.index(0, 1).data(check) is None
    assert table.selection.value() == Ticked(everything=False, ids=(5,), count=1)
    assert not table.setData(table.index(1, 1), "Other name")
    assert not table.setData(QModelIndex(), Qt.CheckState.Checked.value, check)


def test_ticks_outlive_sorting_and_refreshing_but_not_their_rows(tasks: Tasks) -> None:
    source = MemorySource({"all": range(150), "by name": range(149, -1, -1), "other": range(150)})
    table = opened(source, tasks)
    for each in (3, 4, 5):
        table.selection.toggle(each)
    table.show("by name", same_rows=True)
    assert tasks.wait_idle()
    assert table.selection.count == 3
    source.put("by name", [each for each in range(149, -1, -1) if each != 4])
    table.refresh()
    assert tasks.wait_idle()
    assert table.selection.value().ids == (3, 5)
    table.show("other")
    assert table.selection.count == 0
    assert tasks.wait_idle()


def test_sorting_is_only_asked_for(tasks: Tasks, qtbot: QtBot) -> None:
    table = opened(MemorySource({"all": [2, 1]}), tasks)
    with qtbot.waitSignal(table.sort_requested) as asked:
        table.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["name", True]
    with qtbot.assertNotEmitted(table.sort_requested):
        table.sort(-1)
    assert table.id_at(0) == 2


def test_what_is_dragged_is_a_marker(tasks: Tasks) -> None:
    table = opened(MemorySource({"all": [2, 1]}), tasks)
    assert table.mimeTypes() == [CONTACTS_MIME]
    assert table.mimeData([table.index(0, 1)]).data(CONTACTS_MIME).data() == b"one"
    table.selection.toggle(2)
    assert table.mimeData([table.index(0, 1)]).data(CONTACTS_MIME).data() == b"ticked"


def test_cells_can_be_read_off_the_screen(tasks: Tasks) -> None:
    source = MemorySource({"all": range(5_000)})
    table = opened(source, tasks)
    source.hidden.add(4_001)
    texts: list[str] = []
    table.read_cells([4_002, 4_001, 4_000], lambda rows: texts.extend(row[1].text for row in rows))
    assert tasks.wait_idle()
    assert [text.split()[-1] for text in texts] == ["4002", "4000"]
