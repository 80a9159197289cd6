"""Text stands where it stands beside it and where it stood before: measured in painted pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QRectF, QTime
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QMenu, QSpinBox, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.tokens import LIGHT, MEASURE
from desktop.widgets.chip_painting import ChipLook, paint_chip
from desktop.widgets.field_row import LABEL_WIDTH, FieldRow
from desktop.widgets.many_choices import Choice, ManyChoices
from desktop.widgets.push_button import PushButton

EDGE = 4  # pixels of frame that are not text


def show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)


def first_ink(widget: QWidget, *, start: int = EDGE) -> int:
    """The column of the first dark pixel, the frame left out."""
    image = widget.grab().toImage()
    return next(
        x
        for x in range(start, image.width())
        if any(image.pixelColor(x, y).lightness() < 60 for y in range(EDGE + 2, image.height() - EDGE - 2))
    )


def fields() -> dict[str, QWidget]:
    combo = QComboBox()
    combo.addItem("111")
    spin = QSpinBox()
    spin.setMaximum(999)
    spin.setValue(111)
    day, popup = QDateEdit(QDate(2011, 11, 11)), QDateEdit(QDate(2011, 11, 11))
    for one in (day, popup):
        one.setDisplayFormat("dd")
    popup.setCalendarPopup(True)
    hour = QTimeEdit(QTime(11, 11))
    choices = ManyChoices("Priority", (("1", "111"),))
    choices.set_choice(Choice("in", ("1",)))
    return {"combo": combo, "spin": spin, "date": day, "calendar": popup, "time": hour, "choices": choices}


@pytest.mark.parametrize("name", ["combo", "spin", "date", "calendar", "time", "choices"])
def test_every_kind_of_field_begins_its_text_where_a_line_does(name: str, qtbot: QtBot) -> None:
    line, other = QLineEdit("111"), fields()[name]
    for one in (line, other):
        show(qtbot, one)
        one.resize(160, MEASURE.control)
        one.clearFocus()
    assert other.sizeHint().height() == line.sizeHint().height() == MEASURE.control
    assert abs(first_ink(other) - first_ink(line)) <= 1


@pytest.mark.parametrize("choices", [(), (("111", "111"),)], ids=["line", "combo"])
def test_a_value_does_not_move_when_it_is_edited(choices: tuple[tuple[str, str], ...], qtbot: QtBot) -> None:
    row = FieldRow("key", "", choices=choices)
    row.set_text("111")
    show(qtbot, row)
    row.resize(320, row.sizeHint().height())
    before = first_ink(row, start=LABEL_WIDTH + EDGE)
    row.start_edit()
    if isinstance(row.editor, QLineEdit):
        row.editor.deselect()
        row.editor.setCursorPosition(3)
    QApplication.processEvents()
    assert first_ink(row, start=LABEL_WIDTH + EDGE) == before


def test_a_button_with_a_menu_keeps_its_padding_and_opens_it(qtbot: QtBot) -> None:
    plain, button = PushButton("More"), PushButton("More")
    menu = QMenu(button)
    menu.addAction("Export")
    button.set_drop_menu(menu)
    for one in (plain, button):
        show(qtbot, one)
    assert abs(first_ink(button) - first_ink(plain)) <= 1  # the plain one is centred
    button.click()
    assert menu.isVisible()
    menu.close()


def test_chosen_values_take_the_room_there_is(qtbot: QtBot) -> None:
    values = [(str(n), f"Status {n}") for n in range(8)]
    field = ManyChoices("Status", values)
    field.set_choice(Choice("in", tuple(key for key, _ in values)))
    show(qtbot, field)
    field.resize(200, MEASURE.control)
    assert field.text().endswith("…")
    field.resize(900, MEASURE.control)
    assert field.text() == field.toolTip() == ", ".join(label for _, label in values)
    assert field.minimumSizeHint().width() < 200


def test_a_chip_stays_visible_on_a_chosen_row(qapp: QApplication) -> None:
    image = QImage(120, MEASURE.chip, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.selection))
    painter = QPainter(image)
    paint_chip(painter, QRectF(image.rect()), ChipLook("", "", "#0D93FF", "#86A5FF"), LIGHT)
    painter.end()
    chip, row = image.pixelColor(8, MEASURE.chip // 2), QColor(LIGHT.selection)
    assert chip.lightness() < row.lightness() - 8
