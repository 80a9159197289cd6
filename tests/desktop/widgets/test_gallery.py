"""Every widget is drawn in light and dark, sharp at two pixels a point, and no widget is an empty picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Theme
from desktop.widgets.floating_panel import FloatingPanel
from tests.desktop.widgets.gallery import build_contact_sheet, build_main_sheet

SHEETS: dict[str, Callable[[], QWidget]] = {"main": build_main_sheet, "contact": build_contact_sheet}


def picture(widget: QWidget, ratio: float) -> QImage:
    target = QPixmap(widget.size() * ratio)
    target.setDevicePixelRatio(ratio)
    widget.render(target)
    return target.toImage()


def colours_in(image: QImage) -> set[int]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return set(memoryview(plain.constBits()).cast("I"))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", list(SHEETS))
def test_sheet_is_drawn(qtbot: QtBot, theme: Theme, tmp_path: Path, mode: str, name: str) -> None:
    theme.set_mode(mode)
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    qtbot.wait(200)  # the panels that rise have arrived
    for ratio in (1.0, 2.0):
        image = picture(sheet, ratio)
        assert image.save(str(tmp_path / f"{name}-{mode}-{ratio:.0f}x.png"))
        assert image.width() == sheet.width() * ratio
    seen = colours_in(picture(sheet, 1.0))
    assert len(seen) > 60
    for token in ("surface", "selection", "accent", "line"):
        assert QColor(theme.token(token)).rgb() in seen, token


@pytest.mark.parametrize("name", list(SHEETS))
def test_no_widget_is_blank(qtbot: QtBot, name: str) -> None:
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    own = [each for each in sheet.findChildren(QWidget) if type(each).__module__.startswith("desktop.")]
    assert len({type(each) for each in own}) >= 10
    for widget in own:
        says_nothing = isinstance(widget, QLabel) and not widget.text() and widget.pixmap().isNull()
        if widget.isVisible() and not says_nothing and not isinstance(widget, FloatingPanel):
            assert len(colours_in(widget.grab().toImage())) > 1, widget
