"""The list sidebar: keyboard, counts that stand still, and contacts dropped on a status."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme.tokens import LIGHT
from desktop.widgets.list_sidebar import CONTACT_ROWS, ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarModel, SidebarSection
from tests.desktop.widgets.gallery import COUNTS, sidebar_sections

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sidebar(qtbot: QtBot) -> ListSidebar:
    made = ListSidebar()
    qtbot.addWidget(made)
    made.set_sections(sidebar_sections())
    made.set_counts(COUNTS)
    made.resize(226, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def middle_of(sidebar: ListSidebar, label: str) -> QPoint:
    model = sidebar.model()
    rows = [row for row in range(model.rowCount()) if model.index(row, 0).data() == label]
    return sidebar.visualRect(model.index(rows[0], 0)).center()


def drop(sidebar: ListSidebar, where: QPoint, kind: str = CONTACT_ROWS) -> QDropEvent:
    data = QMimeData()
    data.setData(kind, b"")
    viewport = sidebar.viewport()
    none = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(where, COPY, data, LEFT, none),
        QDragMoveEvent(where, COPY, data, LEFT, none),
    ):
        QApplication.sendEvent(viewport, event)
    last = QDropEvent(QPointF(where), COPY, data, LEFT, none)
    QApplication.sendEvent(viewport, last)
    return last


def test_a_click_chooses_and_a_heading_does_not(sidebar: ListSidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.chosen) as blocker:
        QTest.mouseClick(sidebar.viewport(), LEFT, pos=middle_of(sidebar, "Client"))
    assert blocker.args == ["client"]
    with qtbot.assertNotEmitted(sidebar.chosen):
        QTest.mouseClick(sidebar.viewport(), LEFT, pos=middle_of(sidebar, "Lead types"))
    assert sidebar.current_key == "client"


def test_the_keyboard_goes_over_headings(sidebar: ListSidebar, qtbot: QtBot) -> None:
    sidebar.select("archive")
    with qtbot.waitSignal(sidebar.chosen) as blocker:
        QTest.keyClick(sidebar, Qt.Key.Key_Down)
    assert blocker.args == ["Actively Searching"]
    QTest.keyClick(sidebar, Qt.Key.Key_Up)
    assert sidebar.current_key == "archive"


def test_choosing_from_outside_is_silent(sidebar: ListSidebar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sidebar.chosen):
        sidebar.select("closed")
        sidebar.select("nothing like it")
    assert not sidebar.selectionModel().hasSelection()


def test_a_letter_is_left_to_the_window(sidebar: ListSidebar, qtbot: QtBot) -> None:
    sidebar.select("sphere")
    QTest.keyClick(sidebar, Qt.Key.Key_C)
    assert sidebar.current_key == "sphere"


def test_counts_arrive_without_moving_anything(sidebar: ListSidebar, qtbot: QtBot) -> None:
    model = sidebar.model()
    before = [sidebar.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))
    with qtbot.assertNotEmitted(model.layoutChanged), qtbot.assertNotEmitted(model.modelReset):
        sidebar.set_counts({**COUNTS, "sphere": 1_204_117, "Not Searching": 3})
    assert len(changed) == 2
    assert before == [sidebar.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
    assert sidebar.count("sphere") == 1_204_117


def test_a_loading_count_is_none_until_it_is_told(sidebar: ListSidebar) -> None:
    assert sidebar.count("Not Searching") is None
    sidebar.forget_counts()
    assert sidebar.count("sphere") is None
    sidebar.set_counts({"sphere": 0})
    assert sidebar.count("sphere") == 0


def test_a_warning_count_is_red_only_while_it_is_not_zero(sidebar: ListSidebar) -> None:
    def has_red() -> bool:
        row = sidebar.visualRect(sidebar.model().index(0, 0)).height()
        spot = middle_of(sidebar, "Missed Calls")
        image = sidebar.viewport().grab().toImage()
        area = [
            image.pixelColor(x, y)
            for x in range(image.width() - 60, image.width())
            for y in range(spot.y() - row // 3, spot.y() + row // 3)
        ]
        return any(each.red() > each.green() + 80 for each in area)

    assert has_red()
    sidebar.set_counts({"Missed Calls": 0})
    assert not has_red()


def test_new_sections_keep_the_chosen_list(sidebar: ListSidebar, qtbot: QtBot) -> None:
    sidebar.select("client")
    with qtbot.assertNotEmitted(sidebar.chosen):
        sidebar.set_sections(sidebar_sections()[:1])
    assert sidebar.current_key == "client"
    assert sidebar.currentIndex().data() == "Client"


def test_contacts_can_be_dropped_on_a_status_only(sidebar: ListSidebar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sidebar.rows_dropped) as blocker:
        assert drop(sidebar, middle_of(sidebar, "Client")).isAccepted()
    assert blocker.args == ["client"]
    with qtbot.assertNotEmitted(sidebar.rows_dropped):
        drop(sidebar, middle_of(sidebar, "Seller Leads"))
        drop(sidebar, middle_of(sidebar, "Status"))
        drop(sidebar, middle_of(sidebar, "Client"), kind="text/plain")


def test_hover_tells_the_definition_as_plain_text(sidebar: ListSidebar) -> None:
    index = sidebar.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Sphere means something."
    model = SidebarModel()
    model.set_sections([SidebarSection("S", (SidebarEntry("k", "<b>bold</b>"),))])
    assert "&lt;b&gt;" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_model_keeps_the_contract_of_item_models(qtbot: QtBot) -> None:
    model = SidebarModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_sections(sidebar_sections())
    model.set_counts(COUNTS)
    model.forget_counts()
    model.set_sections([])
    assert tester.model() is model
    assert model.rowCount() == 0


def test_the_chosen_entry_lies_on_the_selection_colour(sidebar: ListSidebar) -> None:
    sidebar.select("client")
    spot = middle_of(sidebar, "Client")
    assert sidebar.viewport().grab().toImage().pixelColor(12, spot.y()).name().upper() == LIGHT.selection
