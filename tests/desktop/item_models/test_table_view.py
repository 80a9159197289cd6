"""The view by real keys and clicks: moving, opening, ticking, copying, dragging, and keeping its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.item_models.row_selection import Ticked
from desktop.item_models.table_view import COPY_LIMIT
from tests.desktop.item_models.views import CONTROL, LEFT, PLAIN, RIGHT, SHIFT, Key, Shown

# Drawing into memory there is no window system to take size hints and the like; Qt says so by a warning.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_arrows_letters_and_page_keys_move_the_current_row(shown: Shown) -> None:
    places = []
    for key in ("j", "j", Key.Key_Down, "k", Key.Key_Up, Key.Key_End, Key.Key_Home, "k", Key.Key_PageDown):
        shown.key(key)
        places.append(shown.row)
    assert places[:8] == [0, 1, 2, 1, 0, 399, 0, 0]
    assert 5 < places[8] < 15
    assert shown.view.current_id == shown.row


def test_the_current_row_stays_in_sight(shown: Shown) -> None:
    view = shown.view
    for key in (Key.Key_End, Key.Key_Home, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp):
        shown.key(key)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_moving_down_leaves_the_table_where_it_is_sideways(shown: Shown) -> None:
    shown.window.resize(500, 400)
    shown.settle()
    shown.key(Key.Key_Right)
    sideways = shown.view.horizontalScrollBar().value()
    assert sideways > 0
    shown.key(Key.Key_Down)
    shown.key(Key.Key_End)
    assert shown.view.horizontalScrollBar().value() == sideways
    shown.key(Key.Key_Left)
    assert shown.view.horizontalScrollBar().value() < sideways


def test_enter_opens_space_previews_and_control_space_ticks(shown: Shown) -> None:
    opened: list[object] = []
    previewed: list[object] = []
    shown.view.opened.connect(opened.append)
    shown.view.previewed.connect(previewed.append)
    for key in (Key.Key_Return, Key.Key_Space):
        shown.key(key)  # nothing is current yet
    shown.click(3)
    shown.key(Key.Key_Return)
    shown.key(Key.Key_Enter)
    shown.key(Key.Key_Space)
    assert (opened, previewed) == ([3, 3], [3])
    assert list(shown.ticked) == []
    shown.key(Key.Key_Space, CONTROL)
    assert list(shown.ticked) == [3]
    shown.key(Key.Key_Escape)
    assert shown.ticked == ()


def test_letters_are_commands_while_the_list_has_the_focus(shown: Shown) -> None:
    told: list[str] = []
    shown.view.key_command.connect(told.append)
    shown.key("s3nN/?")
    assert told == ["S", "3", "N", "N", "/", "?"]
    shown.view.letters_enabled = False
    row = shown.row
    shown.key("sj")
    assert len(told) == 6
    assert shown.row == row


def test_letters_come_before_a_shortcut_of_the_window(shown: Shown, qtbot: QtBot) -> None:
    action = QAction("New", shown.window)
    action.setShortcut("N")
    shown.window.addAction(action)
    ran: list[str] = []
    told: list[str] = []
    action.triggered.connect(lambda: ran.append("window"))
    shown.view.key_command.connect(told.append)
    with qtbot.waitActive(shown.window):
        shown.window.activateWindow()
    shown.key("n")
    assert (told, ran) == (["N"], [])
    shown.view.letters_enabled = False
    shown.key("n")
    assert (told, ran) == (["N"], ["window"])


def test_typing_never_searches_the_rows(shown: Shown) -> None:
    shown.view.letters_enabled = False
    shown.key("Jonas")
    assert shown.row == -1


def test_coming_by_the_keyboard_starts_at_the_first_row(shown: Shown) -> None:
    for reason, row in ((Qt.FocusReason.MouseFocusReason, -1), (Qt.FocusReason.TabFocusReason, 0)):
        QApplication.sendEvent(shown.view, QFocusEvent(QEvent.Type.FocusIn, reason))
        assert shown.row == row


def test_clicks_make_current_and_tick(shown: Shown) -> None:
    shown.click(2)
    assert (shown.row, shown.ticked) == (2, ())
    shown.click(4, column=0)
    assert (shown.row, shown.ticked) == (4, (4,))
    shown.click(6, held=CONTROL)
    shown.click(8, held=SHIFT)
    assert list(shown.ticked) == [4, 6, 7, 8]
    shown.click(6, column=0)
    shown.click(8, held=SHIFT)
    assert shown.ticked == (4,)
    assert shown.row == 8
    shown.click(1)
    assert shown.ticked == (4,)


def test_a_click_with_shift_starts_at_the_current_row(shown: Shown) -> None:
    shown.click(2)
    shown.click(5, held=SHIFT)
    assert shown.ticked == (2, 3, 4, 5)


def test_shift_with_arrows_ticks_along(shown: Shown) -> None:
    shown.click(2)
    shown.key(Key.Key_Down, SHIFT)
    shown.key(Key.Key_Down, SHIFT)
    assert shown.ticked == (2, 3, 4)


def test_control_a_ticks_what_is_here_then_everything(shown: Shown) -> None:
    shown.key(Key.Key_A, CONTROL)
    assert shown.table.selection.count == len(shown.table.loaded_ids())
    assert shown.table.selection.count < 400
    shown.key(Key.Key_A, CONTROL)
    assert shown.table.selection.value() == Ticked(everything=True, ids=(), count=400)


def test_double_click_opens_but_not_on_the_box(shown: Shown) -> None:
    opened: list[object] = []
    shown.view.opened.connect(opened.append)
    for column in (1, 0):
        shown.click(3, column=column)
        QTest.mouseDClick(shown.view.viewport(), LEFT, PLAIN, shown.place(3, column))
    assert opened == [3]
    assert shown.ticked == ()


def test_the_right_button_keeps_ticks_and_asks_for_a_menu(shown: Shown, qtbot: QtBot) -> None:
    shown.table.selection.toggle(1)
    shown.click(5, button=RIGHT)
    assert shown.row == 5
    asked: list[tuple[object, QPoint]] = []
    shown.view.context_requested.connect(lambda row_id, place: asked.append((row_id, place)))
    viewport = shown.view.viewport()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        place = shown.place(7)
        QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
    assert [row_id for row_id, _ in asked] == [7, 5]
    assert shown.ticked == (1,)


def test_copying_makes_a_table_of_the_ticked_rows_in_their_order(shown: Shown, qtbot: QtBot) -> None:
    for row_id in (390, 2):
        shown.table.selection.toggle(row_id)
    shown.view.header.show_column("status", shown=False)
    with qtbot.waitSignal(shown.view.copied) as told:
        shown.key(Key.Key_C, CONTROL)
    assert told.args == [2]
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:3] == ["Name", "Disposition", "Priority"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["Priya Whitfield 2", "Ana Haddad 390"]
    assert data.html().count("<tr>") == 3


def test_copying_without_ticks_takes_the_current_row(shown: Shown, qtbot: QtBot) -> None:
    shown.key(Key.Key_C, CONTROL)
    shown.click(4)
    with qtbot.waitSignal(shown.view.copied):
        shown.key(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("Carla Whitfield 4\t")


def test_copying_too_much_is_refused(shown: Shown, qtbot: QtBot) -> None:
    shown.source.put("all", range(COPY_LIMIT + 1))
    shown.refresh()
    shown.table.selection.include_all()
    with qtbot.waitSignal(shown.view.copy_refused) as told:
        shown.key(Key.Key_C, CONTROL)
    assert told.args == [COPY_LIMIT + 1]


def test_rows_are_dragged_with_the_mouse(shown: Shown) -> None:
    shown.table.selection.toggle(3)
    mouse = shown.window.windowHandle()
    start = shown.view.viewport().mapTo(shown.window, shown.place(3))
    QTest.mousePress(mouse, LEFT, PLAIN, start)
    QTest.mouseMove(mouse, start + QPoint(2, 0))
    assert list(shown.view.dragged) == []
    QTest.mouseMove(mouse, start + QPoint(60, 10))
    QTest.mouseRelease(mouse, LEFT, PLAIN, start + QPoint(60, 10))
    assert shown.view.dragged == [b"ticked"]
    assert shown.ticked == (3,)


def test_a_click_that_trembles_is_no_drag(shown: Shown) -> None:
    mouse = shown.window.windowHandle()
    start = shown.view.viewport().mapTo(shown.window, shown.place(3))
    QTest.mousePress(mouse, LEFT, PLAIN, start)
    QTest.mouseRelease(mouse, LEFT, PLAIN, start)
    QTest.mouseMove(mouse, start + QPoint(90, 30))
    assert shown.view.dragged == []
