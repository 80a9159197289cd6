"""The view of a windowed table: it keeps its place, its headings, and how its rows look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.item_models.columns import ColumnLayout
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import COLOURS, COLUMNS, MemorySource
from tests.desktop.item_models.views import CONTROL, LEFT, PLAIN, Key, Shown

# Drawing into memory there is no window system to take size hints and the like; Qt says so by a warning.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_refresh_keeps_what_is_on_the_screen_where_it_is(shown: Shown) -> None:
    view, table = shown.view, shown.table
    view.go_to_row(200)
    shown.settle()
    height = view.rowViewportPosition(200)
    told: list[object] = []
    view.current_id_changed.connect(told.append)
    table.selection.toggle(200)
    shown.source.put("all", [900, 901, 902, *range(400)])
    shown.refresh()
    assert table.id_at(203) == 200
    assert shown.row == 203
    assert view.rowViewportPosition(203) == height
    assert (told, shown.ticked) == ([], (200,))


def test_without_a_current_row_the_uppermost_one_stays(shown: Shown) -> None:
    bar = shown.view.verticalScrollBar()
    bar.setValue(100 * 36 + 11)
    shown.source.put("all", [*range(50, 400)])
    shown.refresh()
    assert bar.value() == 50 * 36 + 11


def test_at_the_head_of_a_list_new_rows_are_seen(shown: Shown) -> None:
    shown.source.put("all", [900, *range(400)])
    shown.refresh()
    assert shown.view.verticalScrollBar().value() == 0


def test_the_row_below_follows_a_contact_that_left(shown: Shown) -> None:
    shown.click(4)
    told: list[object] = []
    shown.view.current_id_changed.connect(told.append)
    shown.source.put("all", [each for each in range(400) if each not in {4, 5}])
    shown.refresh()
    assert told == [6]
    assert shown.row == 4
    shown.source.put("all", [])
    shown.refresh()
    assert told == [6, None]
    assert shown.view.current_id is None


def test_another_list_starts_at_its_head(shown: Shown) -> None:
    shown.view.go_to_row(200)
    told: list[object] = []
    shown.view.current_id_changed.connect(told.append)
    shown.show("other")
    assert told == [None]
    assert shown.view.verticalScrollBar().value() == 0
    assert shown.view.go_to(3)
    assert shown.view.current_id == 3
    assert not shown.view.go_to(77)


def test_rows_become_denser_with_the_uppermost_one_kept(shown: Shown) -> None:
    shown.view.verticalScrollBar().setValue(100 * 36)
    shown.view.set_density("compact")
    assert shown.view.row_height == 28
    assert shown.view.verticalScrollBar().value() == 100 * 28


def test_headings_sort_by_a_click(shown: Shown, qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    shown.table.sort_requested.connect(lambda key, descending: asked.append((key, descending)))
    header = shown.view.header
    for number in (1, 1, 9, 0):
        place = QPoint(header.sectionViewportPosition(number) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), LEFT, PLAIN, place)
    assert asked == [("name", False), ("name", True), ("inquiries", True)]
    assert header.arrangement().sort == ("inquiries", True)
    assert header.sortIndicatorSection() == 9


def test_columns_are_moved_hidden_and_put_back(shown: Shown, qtbot: QtBot) -> None:
    header = shown.view.header
    with qtbot.waitSignal(shown.view.columns_rearranged):
        header.moveSection(header.visualIndex(7), 1)
        header.resizeSection(6, 222)
        header.show_column("source", shown=False)
    kept = header.arrangement()
    assert kept.order[:3] == ("tick", "phone", "name")
    assert kept.hidden == {"source"}
    assert dict(kept.widths)["source"] == 222
    header.reset_columns()
    assert header.arrangement() == ColumnLayout.of(COLUMNS)
    back = ColumnLayout.from_json(kept.to_json())
    assert back is not None
    header.arrange(back)
    assert header.arrangement() == kept


def test_the_menu_of_the_heading_shows_and_hides(shown: Shown) -> None:
    header = shown.view.header
    menu = header.columns_menu()
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == [column.title for column in COLUMNS[1:]] + ["Reset columns"]
    actions["Phone"].trigger()
    assert header.isSectionHidden(7)
    for column in COLUMNS[1:]:
        header.show_column(column.key, shown=False)
    assert [n for n in range(header.count()) if not header.isSectionHidden(n)] == [0, 9]
    again = header.columns_menu()
    last = next(action for action in again.actions() if action.text() == "Inquiries")
    assert not last.isEnabled()
    actions["Reset columns"].trigger()
    assert header.arrangement() == ColumnLayout.of(COLUMNS)


def test_the_menu_of_the_heading_opens_by_the_right_button(shown: Shown, qtbot: QtBot) -> None:
    viewport, place = shown.view.header.viewport(), QPoint(200, 5)
    mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(mouse, place, viewport.mapToGlobal(place)))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_ticked_current_and_waiting_rows_look_it(shown: Shown, qtbot: QtBot) -> None:
    shown.click(2)
    shown.table.selection.toggle(1)
    picture = shown.view.viewport().grab().toImage()
    right = picture.width() - 5
    assert picture.pixelColor(right, 36 + 10) == QColor(COLOURS.ticked)
    assert picture.pixelColor(right, 2 * 36 + 10) == QColor(COLOURS.current)
    assert picture.pixelColor(1, 2 * 36 + 10) == QColor(COLOURS.accent)
    assert picture.pixelColor(right, 36 - 1) == QColor(COLOURS.line)
    shown.source.gate.clear()
    shown.view.verticalScrollBar().setValue(300 * 36)
    waiting = shown.view.viewport().grab().toImage()
    assert waiting.pixelColor(44 + 20, 18) == QColor(COLOURS.line)
    shown.source.gate.set()
    shown.settle()
    assert shown.view.viewport().grab().toImage() != waiting


def test_a_million_rows_scroll_to_the_end(tasks: Tasks, qtbot: QtBot) -> None:
    shown = Shown(MemorySource({"all": range(1_000_000)}), tasks, qtbot)
    shown.key(Key.Key_End)
    shown.settle()
    assert shown.view.current_id == 999_999
    assert shown.table.row_at(999_999) is not None
    shown.source.put("all", range(1, 1_000_000))
    shown.refresh()
    assert (shown.row, shown.view.current_id) == (999_998, 999_999)
    shown.key(Key.Key_A, CONTROL)
    shown.key(Key.Key_A, CONTROL)
    assert shown.table.selection.count == 999_999
