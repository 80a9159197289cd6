"""A field is edited in place: by click and key, put back, committed, refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.field_row import FieldRow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    mobile = FieldRow("mobile", "Mobile")
    mobile.set_text("(813) 555-0117")
    priority = FieldRow("priority", "Priority", choices=(("hot", "Hot"), ("warm", "Warm")))
    priority.set_text("hot")
    for row in (mobile, priority):
        column.addWidget(row)
    made.resize(320, 160)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def row_of(panel: QWidget, key: str) -> FieldRow:
    return next(row for row in panel.findChildren(FieldRow) if row.key == key)


def line_of(row: FieldRow) -> QLineEdit:
    assert isinstance(row.editor, QLineEdit)
    return row.editor


def test_click_type_enter_commits(panel: QWidget, qtbot: QtBot) -> None:
    row = row_of(panel, "mobile")
    height = row.height()
    QTest.mouseClick(row, LEFT, pos=QPoint(200, 10))
    assert row.height() == height
    QTest.keyClicks(line_of(row), "  813 555 0199 ")
    with qtbot.waitSignal(row.committed) as blocker:
        QTest.keyClick(line_of(row), Qt.Key.Key_Return)
    assert blocker.args == ["mobile", "813 555 0199"]
    assert row.editor is None
    assert row.text == "813 555 0199"
    assert row.accessibleName() == "Mobile: 813 555 0199"


def test_f2_and_escape_put_it_back(panel: QWidget, qtbot: QtBot) -> None:
    row = row_of(panel, "mobile")
    QTest.keyClick(row, Qt.Key.Key_F2)
    QTest.keyClicks(line_of(row), "nonsense")
    with qtbot.assertNotEmitted(row.committed):
        QTest.keyClick(line_of(row), Qt.Key.Key_Escape)
    assert row.text == "(813) 555-0117"
    assert row.editor is None


def test_leaving_the_field_commits_and_no_change_is_silent(panel: QWidget, qtbot: QtBot) -> None:
    row, other = row_of(panel, "mobile"), row_of(panel, "priority")
    row.start_edit()
    qtbot.waitUntil(line_of(row).hasFocus)
    with qtbot.assertNotEmitted(row.committed):
        other.setFocus()
    assert row.editor is None
    row.start_edit()
    qtbot.waitUntil(line_of(row).hasFocus)
    line_of(row).setText("1")
    with qtbot.waitSignal(row.committed):
        other.setFocus()


def test_a_refused_value_can_be_mended_or_put_back(panel: QWidget, qtbot: QtBot) -> None:
    row = row_of(panel, "mobile")
    row.start_edit()
    line_of(row).setText("12")
    QTest.keyClick(line_of(row), Qt.Key.Key_Return)
    row.set_error("Not a phone number.")
    assert row.error == "Not a phone number."
    assert line_of(row).text() == "12"
    assert line_of(row).property("wrong") == "true"
    with qtbot.waitSignal(row.committed):
        QTest.keyClick(line_of(row), Qt.Key.Key_Return)
    row.set_error("Not a phone number.")
    QTest.keyClick(line_of(row), Qt.Key.Key_Escape)
    assert row.text == "(813) 555-0117"
    assert row.error == ""


def test_a_choice_commits_its_key(panel: QWidget, qtbot: QtBot) -> None:
    row = row_of(panel, "priority")
    row.start_edit()
    combo = row.editor
    assert isinstance(combo, QComboBox)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    with qtbot.waitSignal(row.committed) as blocker:
        QTest.keyClick(combo, Qt.Key.Key_Return)
    assert blocker.args == ["priority", "warm"]
    assert row.accessibleName() == "Priority: Warm"


def test_a_field_that_may_not_be_edited_is_not(qtbot: QtBot) -> None:
    row = FieldRow("owner", "Owner", editable=False)
    qtbot.addWidget(row)
    row.show()
    QTest.mouseClick(row, LEFT, pos=QPoint(150, 10))
    QTest.keyClick(row, Qt.Key.Key_F2)
    assert row.editor is None
    assert row.accessibleName() == "Owner: not set"
