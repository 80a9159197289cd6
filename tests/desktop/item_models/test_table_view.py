"""The view by real keys and clicks: moving, opening, ticking, copying, dragging, and keeping its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from desktop.item_models.columns import ColumnLayout
from desktop.item_models.row_selection import Ticked
from desktop.item_models.table import CONTACTS_MIME
from desktop.item_models.table_view import COPY_LIMIT, ContactTableView
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import COLOURS, COLUMNS, MemorySource, make_delegate, make_table

# Drawing into memory there is no window system to take size hints and the like; Qt says so by a warning.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key = Qt.Key
CONTROL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class WatchedView(ContactTableView):
    """Notes what was dragged: drawing into memory there is nowhere to drop, and the drag ends at once."""

    dragged: list[bytes]

    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        data = self.table.mimeData([self.currentIndex()])
        self.dragged.append(bytes(data.data(CONTACTS_MIME).data()))
        super().startDrag(supported_actions)


class Shown:
    """A window with a table in it, and hands on keyboard and mouse."""

    def __init__(self, source: MemorySource, tasks: Tasks, qtbot: QtBot) -> None:
        self.source = source
        self.tasks = tasks
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.table = make_table(source, tasks)
        self.table.setParent(self.window)
        self.view = WatchedView(self.table, make_delegate())
        self.view.dragged = []
        self.window.setCentralWidget(self.view)
        self.window.resize(1_160, 520)
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        # Before there are rows: Qt makes the first one current when the focus comes with the window.
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.show("all")

    def show(self, spec: str) -> None:
        self.table.show(spec)
        self.settle()

    def settle(self) -> None:
        self.view.viewport().repaint()
        assert self.tasks.wait_idle()

    def refresh(self) -> None:
        self.table.refresh()
        self.settle()

    def key(self, key: Qt.Key | str, held: Qt.KeyboardModifier = PLAIN) -> None:
        if isinstance(key, str):
            QTest.keyClicks(self.view, key, held)
        else:
            QTest.keyClick(self.view, key, held)

    def place(self, row: int, column: int = 1) -> QPoint:
        return self.view.visualRect(self.table.index(row, column)).center()

    def click(
        self,
        row: int,
        column: int = 1,
        held: Qt.KeyboardModifier = PLAIN,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        QTest.mouseClick(self.view.viewport(), button, held, self.place(row, column))

    @property
    def row(self) -> int:
        return self.view.currentIndex().row()

    @property
    def ticked(self) -> tuple[int, ...]:
        return self.table.selection.value().ids


@pytest.fixture
def shown(tasks: Tasks, qtbot: QtBot) -> Iterator[Shown]:
    made = Shown(MemorySource({"all": range(400), "other": range(5)}), tasks, qtbot)
    yield made
    tasks.wait_idle()


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
