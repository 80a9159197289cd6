"""The theme dresses the program; palette, style, icons and fonts are what they say."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.resource_files import resource
from desktop.theme.fonts import base_font, sized, tabular
from desktop.theme.icons import icon, pixmap
from desktop.theme.palette import colours_of, make_palette
from desktop.theme.style import SHEET, make_style
from desktop.theme.theme import Mode, Theme
from desktop.theme.tokens import DARK, LIGHT, MEASURE, SPACE, Colours

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_widgets_find_the_tokens_in_their_palette(colours: Colours) -> None:
    assert colours_of(make_palette(colours)) is colours


def test_a_change_of_mode_reaches_widgets_that_are_there(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme("light", bundled_font=True)
    theme.apply(qapp)
    label = QLabel("there before")
    qtbot.addWidget(label)
    label.setProperty("tone", "muted")
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.is_dark
    assert colours_of(label.palette()) is DARK
    assert qapp.palette().color(qapp.palette().ColorRole.Window) == QColor(DARK.window)
    assert theme.token("surface") == DARK.surface
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("dark")
    theme.set_mode("light")
    assert colours_of(label.palette()) is LIGHT


def test_the_system_mode_follows_the_system(qapp: QApplication) -> None:
    theme = Theme(Mode.SYSTEM, bundled_font=True)
    theme.apply(qapp)
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.is_dark is dark
    assert qapp.style().objectName().lower() == "fusion" or "QPushButton" in qapp.styleSheet()


def test_an_unknown_mode_or_token_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="sepia"):
        Theme("sepia")
    with pytest.raises(AttributeError):
        Theme("light").token("sepia")


@BOTH
def test_the_style_sheet_is_short_and_complete(colours: Colours) -> None:
    sheet = make_style(colours)
    assert "$" not in sheet
    assert len(SHEET.template.splitlines()) < 200
    other = DARK if colours is LIGHT else LIGHT
    assert colours.line in sheet
    assert other.line not in sheet


@BOTH
def test_the_marks_in_the_style_sheet_have_the_colours_of_the_table(colours: Colours) -> None:
    mode = "dark" if colours.dark else "light"
    for mark, ink in (("check", colours.on_accent), ("dash", colours.on_accent), ("chevron", colours.muted)):
        root = ET.parse(resource(f"icons/marks/{mark}-{mode}.svg")).getroot()
        assert root.get("stroke") == ink


def test_spacing_is_in_fours() -> None:
    assert all(getattr(SPACE, name) % 4 == 0 for name in SPACE.__slots__)
    assert (MEASURE.row, MEASURE.row_compact) == (36, 28)


def test_every_icon_can_be_drawn_in_a_colour(qapp: QApplication) -> None:
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) >= 70
    for name in names:
        image = pixmap(name, "#B3261E", 16, 2.0).toImage()
        assert image.width() == 32
        strongest = max((image.pixelColor(x, y) for x in range(32) for y in range(32)), key=lambda each: each.alpha())
        assert strongest.alpha() > 100, name
        assert abs(strongest.red() - 0xB3) < 6, name


def test_icons_are_cached_by_colour_size_and_ratio(qapp: QApplication) -> None:
    assert pixmap("star", "#112233") is pixmap("star", "#112233")
    assert pixmap("star", "#112233").cacheKey() != pixmap("star", "#112234").cacheKey()
    assert pixmap("star", "#112233", 20, 2.0).deviceIndependentSize().width() == 20
    assert icon("star", "#112233").actualSize(pixmap("star", "#112233").size()).width() == 16


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such"):
        resource("icons/no-such.svg")


def test_the_licences_travel_with_icons_and_font() -> None:
    icons = resource("icons/LICENSE").read_text("utf-8")
    assert "ISC License" in icons
    assert "The MIT License" in icons
    assert "SIL OPEN FONT LICENSE" in resource("fonts/OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in resource("fonts").iterdir()) < 2_500_000


def test_inter_is_there_in_three_weights_with_tabular_figures(qapp: QApplication) -> None:
    font = base_font(bundled=True)
    assert QFontInfo(font).family() == "Inter"
    widths = {QFontMetricsF(sized(font, 24, weight)).horizontalAdvance("Brokerdesk") for weight in (400, 500, 600)}
    assert len(widths) == 3
    even = tabular(sized(font, 24))
    assert len({QFontMetricsF(even).horizontalAdvance(figure) for figure in "0123456789"}) == 1
    assert len({QFontMetricsF(font).horizontalAdvance(figure) for figure in "0123456789"}) > 1


def test_inter_has_the_letters_an_office_meets(qapp: QApplication) -> None:
    metrics = QFontMetricsF(base_font(bundled=True))
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "AzéñÅłŐşžЖΩ–—“”…·→↑▲▼★☆×−€£✓⌘")


def test_the_system_font_is_used_on_screen(qapp: QApplication) -> None:
    assert base_font(bundled=False).pixelSize() == 13
    assert isinstance(base_font(bundled=False), QFont)
    assert isinstance(pixmap("x", "#000000").toImage(), QImage)
