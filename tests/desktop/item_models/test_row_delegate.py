"""The delegate draws each kind of cell, draws it once, and draws it anew when colours or fonts change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from desktop.item_models.fitted_text import OFTEN, FittedText
from desktop.item_models.row_delegate import ColumnBox, RowBox, RowDelegate
from desktop.item_models.row_source import CellValue
from desktop.tasks import Tasks
from tests.desktop.item_models.lists import (
    COLOURS,
    COLUMNS,
    Contact,
    MemorySource,
    cell,
    make_delegate,
    make_table,
)

WHITE = QColor("#FFFFFF")


def paper(width: int = 160, height: int = 36) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    return image


def painted(delegate: RowDelegate, number: int, contact_id: int = 1, *, ticked: bool = False) -> QImage:
    column = COLUMNS[number]
    cells = tuple(CellValue("") if c.kind == "check" else cell(Contact(contact_id), c.key) for c in COLUMNS)
    image = paper()
    painter = QPainter(image)
    box = ColumnBox(number, column, 0, 160)
    delegate.paint_rows(painter, [RowBox(0, cells, ticked=ticked)], [box], height=36, width=160)
    painter.end()
    return image


def inked(image: QImage) -> QRect:
    """Where something was drawn, above the line of the row."""
    marked = [
        (x, y) for x in range(image.width()) for y in range(image.height() - 1) if image.pixelColor(x, y) != WHITE
    ]
    if not marked:
        return QRect()
    (left, *_, right), (top, *_, bottom) = sorted(x for x, _ in marked), sorted(y for _, y in marked)
    return QRect(left, top, right - left + 1, bottom - top + 1)


def test_every_kind_draws_within_its_column(qtbot: QtBot) -> None:
    delegate = make_delegate()
    for number, column in enumerate(COLUMNS):
        ink = inked(painted(delegate, number))
        assert not ink.isEmpty(), column.key
        assert ink.left() >= 8, column.key
        assert ink.right() <= 151, column.key
        assert abs(ink.center().y() - 17) <= 5, column.key


def test_alignment_moves_the_text(qtbot: QtBot) -> None:
    delegate = make_delegate()
    assert inked(painted(delegate, 1)).left() < 16
    assert inked(painted(delegate, 9)).right() > 140


def test_stars_are_as_many_as_they_say(qtbot: QtBot) -> None:
    delegate = make_delegate()
    widths = [inked(painted(delegate, 5, number)).width() for number in range(6)]
    assert widths[0] == 0
    assert widths == sorted(set(widths))


def test_ticked_and_unticked_boxes_differ(qtbot: QtBot) -> None:
    delegate = make_delegate()
    assert painted(delegate, 0, ticked=True).pixelColor(80, 13) == QColor(COLOURS.accent)
    assert painted(delegate, 0).pixelColor(80, 17) == WHITE


def test_chips_are_drawn_once_and_again_in_new_colours(qtbot: QtBot) -> None:
    drawn: list[object] = []

    def paint_chip(painter: QPainter, room: QRect, shown: CellValue, kind: str) -> None:
        drawn.append((kind, shown.value))
        painter.fillRect(room.adjusted(0, 10, 0, -10), painter.pen().color())

    delegate = RowDelegate(COLOURS, paint_chip)
    first = painted(delegate, 2)
    assert painted(delegate, 2) == first
    assert drawn == [("chip", "prospect")]
    delegate.set_colours(replace(COLOURS, text="#AA0000"))
    assert painted(delegate, 2) != first
    assert len(drawn) == 2
    painted(delegate, 3, 3)
    assert drawn[-1] == ("disposition", "purple")
    painted(delegate, 3, 1)  # a dash: no disposition, no chip
    assert len(drawn) == 3


def test_text_is_cut_with_dots_and_kept_when_drawn_often(qtbot: QtBot) -> None:
    font = QFont(QApplication.font())
    text = FittedText(font)
    long = "Bartholomew Featherstonehaugh-Cholmondeley"
    assert text.width_of(long, 120) <= 120
    assert text.width_of("Ana", 120) == QFontMetrics(font).horizontalAdvance("Ana")
    images = []
    for _ in range(OFTEN + 2):
        image = paper(400)
        painter = QPainter(image)
        painter.setFont(font)
        text.draw(painter, 4, 4, long, 120)
        painter.end()
        images.append(image)
        assert inked(image).right() <= 126
    assert all(inked(image) == inked(images[0]) for image in images)


def test_lines_in_a_cell_become_one(qtbot: QtBot) -> None:
    text = FittedText(QFont(QApplication.font()))
    assert text.width_of("Ana\nWhitfield", 300) == text.width_of("Ana Whitfield", 300)


def test_any_view_of_qt_can_use_it(tasks: Tasks, qtbot: QtBot) -> None:
    table = make_table(MemorySource({"all": range(3)}), tasks)
    view = QTableView()
    qtbot.addWidget(view)
    delegate = make_delegate()
    view.setModel(table)
    view.setItemDelegate(delegate)
    view.resize(900, 200)
    view.show()
    table.show("all")
    assert tasks.wait_idle()
    table.selection.toggle(1)
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(view.columnViewportPosition(4) + 70, view.rowViewportPosition(1) + 3) == QColor(
        COLOURS.ticked
    )
    assert delegate.sizeHint(QStyleOptionViewItem(), table.index(0, 1)).width() == COLUMNS[1].width
    view.setModel(None)
