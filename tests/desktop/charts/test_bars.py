"""The words and the table behind a chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.charts.bar_table import BarTable, BarTableModel
from desktop.charts.bars import Bar, counted, description, grid_steps, share
from tests.desktop.charts.gallery import STATUSES, WEEKS

Tester = QAbstractItemModelTester.FailureReportingMode.Warning
Key, Left = Qt.Key, Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("value", "unit", "words"), [(0, "people", "0 people"), (1, "people", "1 person"),
                                                     (1, "leads", "1 lead"), (2995, "people", "2,995 people"),
                                                     (1, "presses", "1 presses")])  # fmt: skip
def test_a_value_has_its_unit(value: int, unit: str, words: str) -> None:
    assert counted(value, unit) == words


def test_nothing_of_nothing_is_not_a_number() -> None:
    assert [share(0, 0), share(0, 5), share(1, 1000), share(1, 3), share(3, 3)] == [
        "n/a",
        "0 %",
        "< 1 %",
        "33 %",
        "100 %",
    ]


@pytest.mark.parametrize(("most", "steps"), [(0, []), (1, [1]), (3, [1, 2, 3]), (12, [5, 10]), (48, [20, 40]),
                                            (88, [25, 50, 75]), (550, [200, 400]),
                                            (10**9, [250_000_000, 500_000_000, 750_000_000, 10**9])])  # fmt: skip
def test_lines_of_the_grid_are_round_and_few(most: int, steps: list[int]) -> None:
    assert grid_steps(most) == steps


def test_grid_lines_never_outgrow_the_chart() -> None:
    for most in range(1, 3000):
        steps = grid_steps(most)
        assert 1 <= len(steps) <= 5
        assert steps[-1] <= most


def test_the_description_says_every_number() -> None:
    assert description((), "people") == "Nothing to show."
    assert description((Bar("A", 1),), "leads") == "1 lead in all. A 1."


def test_the_model_is_sound(qtbot: QtBot) -> None:
    model = BarTableModel("Status")
    tester = QAbstractItemModelTester(model, Tester)
    for bars in (STATUSES, (), WEEKS):
        model.set_bars(bars, "people")
        assert model.rowCount() == len(bars)
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["Status", "People", "Share"]
    assert model.index(3, 0).data() == "Week 3 of 2026"
    assert model.index(3, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    tester.deleteLater()


def test_rows_open_by_double_click_and_enter(qtbot: QtBot) -> None:
    table = BarTable("Contacts by status", "Status")
    qtbot.addWidget(table)
    table.resize(400, 240)
    table.set_bars(STATUSES, "people")
    table.show()
    opened: list[int] = []
    table.activated_row.connect(opened.append)
    place = table.visualRect(table.model_.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Left, pos=place)
    QTest.mouseDClick(table.viewport(), Left, pos=place)
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Return)
    assert opened == [1, 2]
    table.set_bars(STATUSES[:2], "people")
    assert table.currentIndex().row() == 1


def test_copying_takes_the_selected_rows_or_all(qtbot: QtBot) -> None:
    table = BarTable("Contacts by status", "Status")
    qtbot.addWidget(table)
    table.set_bars(STATUSES, "people")
    assert table.chosen_rows() == [0, 1, 2, 3]
    table.show()
    QTest.keyClick(table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_rows() == [0, 1]
    with qtbot.waitSignal(table.copy_wanted):
        QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
