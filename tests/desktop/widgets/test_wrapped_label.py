"""Values that are longer than a line go on in the next one, and lose no letter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.field_row import ROW, FieldRow
from desktop.widgets.wrapped_label import WrappedLabel

MAIL = "a.very.long.name.of.somebody@department.subdomain.example.com"


def label(qtbot: QtBot, text: str, width: int, lines: int = 6) -> WrappedLabel:
    made = WrappedLabel(text, lines=lines)
    qtbot.addWidget(made)
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made


def test_what_fits_is_one_line_and_has_no_tip(qtbot: QtBot) -> None:
    made = label(qtbot, "Ann Lee", 200)
    assert made._broken(200) == ["Ann Lee"]
    assert made.toolTip() == ""
    assert made.heightForWidth(200) == made.fontMetrics().height()


def test_an_address_is_broken_after_its_signs_and_whole(qtbot: QtBot) -> None:
    made = label(qtbot, MAIL, 160)
    lines = made._broken(160)
    assert len(lines) > 1
    assert "".join(lines) == MAIL
    assert all(line[-1] in "@._" for line in lines[:-1])
    assert made.toolTip() == ""
    assert made.heightForWidth(160) > made.heightForWidth(600)


def test_a_hashtag_is_not_broken_where_it_fits(qtbot: QtBot) -> None:
    made = label(qtbot, "#fsbo #relocation #pool-home #first_time_buyer", 160)
    assert [line.strip() for line in made._broken(160)] == ["#fsbo #relocation", "#pool-home", "#first_time_buyer"]


def test_past_its_lines_it_is_elided_and_the_tip_has_all(qtbot: QtBot) -> None:
    long = "word " * 80
    made = label(qtbot, long.strip(), 120, lines=3)
    assert len(made._broken(120)) == 3
    assert made._broken(120)[-1].endswith("…")
    assert made.toolTip() == long.strip()


@pytest.mark.parametrize("text", ["", "x", MAIL])
def test_a_row_is_as_high_as_its_value_and_does_not_jump_when_edited(qtbot: QtBot, text: str) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    row, below = FieldRow("emails:1", "E-mail"), FieldRow("priority", "Priority")
    for part in (row, below):
        column.addWidget(part)
    column.addStretch()
    row.set_text(text)
    holder.setFixedWidth(320)
    qtbot.addWidget(holder)
    holder.show()
    assert (row.height() > ROW) is (text == MAIL)
    place = below.y()
    row.start_edit()
    qtbot.wait(1)
    assert isinstance(row.editor, QLineEdit)
    assert below.y() == place
    QTest.keyClick(row.editor, Qt.Key.Key_Escape)
    qtbot.wait(1)
    assert below.y() == place
