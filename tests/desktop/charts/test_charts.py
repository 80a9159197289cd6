"""The three charts: pointer, keyboard, words for those who cannot see them, colours of both modes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop.charts.bar_chart import BarChart
from desktop.charts.bars import Bar
from desktop.charts.chart import Chart
from desktop.charts.horizontal_bars import ROW, HorizontalBars
from desktop.charts.time_chart import TimeChart
from desktop.theme.theme import Theme
from tests.desktop.charts.gallery import AGENTS, STATUSES, WEEKS

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
KINDS = ((BarChart, STATUSES), (TimeChart, WEEKS), (HorizontalBars, AGENTS))
every_kind = pytest.mark.parametrize(("kind", "bars"), KINDS, ids=lambda v: getattr(v, "__name__", ""))


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Chart]]:
    """Shows a chart in a window of its own."""
    theme.set_mode("light")

    def build(kind: type[Chart], bars: tuple[Bar, ...], *, wide: int = 640) -> Chart:
        chart = kind("Contacts")
        qtbot.addWidget(chart)
        chart.resize(wide, 260)
        chart.set_bars(bars, "people")
        chart.show()
        chart.activateWindow()
        QApplication.processEvents()
        return chart

    yield build
    theme.set_mode("light")


def opened_by(chart: Chart, act: Callable[[], object]) -> list[int]:
    found: list[int] = []
    chart.activated.connect(found.append)
    act()
    chart.activated.disconnect(found.append)
    return found


def picture(chart: Chart) -> QImage:
    QApplication.processEvents()
    return chart.target.grab().toImage()


# -- pointer ---------------------------------------------------------------------------------------------------


@every_kind
def test_a_click_opens_the_bar_under_it(show: Callable[..., Chart], kind: type[Chart], bars: tuple[Bar, ...]) -> None:
    chart = show(kind, bars)
    for index in range(len(bars)):
        place = chart.bar_rect(index).center()
        assert chart.target.rect().contains(place)
        assert opened_by(chart, partial(QTest.mouseClick, chart.target, Left, pos=place)) == [index]
        assert chart.current == index


def test_above_a_low_bar_its_column_counts_and_beside_the_plot_nothing(show: Callable[..., Chart]) -> None:
    chart = show(BarChart, STATUSES)
    above = QPoint(chart.bar_rect(2).center().x(), 30)
    assert opened_by(chart, lambda: QTest.mouseClick(chart.target, Left, pos=above)) == [2]
    names = QPoint(chart.bar_rect(2).center().x(), chart.target.height() - 4)
    assert opened_by(chart, lambda: QTest.mouseClick(chart.target, Left, pos=names)) == []


def test_a_press_that_is_let_go_elsewhere_opens_nothing(show: Callable[..., Chart]) -> None:
    chart = show(BarChart, STATUSES)

    def drag() -> None:
        QTest.mousePress(chart.target, Left, pos=chart.bar_rect(0).center())
        QTest.mouseRelease(chart.target, Left, pos=chart.bar_rect(1).center())

    assert opened_by(chart, drag) == []
    right = Qt.MouseButton.RightButton
    assert opened_by(chart, lambda: QTest.mouseClick(chart.target, right, pos=chart.bar_rect(0).center())) == []


def test_hover_names_the_value(show: Callable[..., Chart]) -> None:
    chart = show(TimeChart, WEEKS)
    QTest.mouseMove(chart.target, chart.bar_rect(3).center())
    QApplication.processEvents()
    assert QToolTip.text() == "Week 3 of 2026: 3 people"
    chart.hide()
    lying = show(HorizontalBars, AGENTS)
    QTest.mouseMove(lying.target, lying.bar_rect(0).center())
    QApplication.processEvents()
    assert QToolTip.text() == "<span>Ivy &lt;Sandoval&gt;: 660 people</span>"
    QToolTip.hideText()


# -- keyboard --------------------------------------------------------------------------------------------------


@every_kind
def test_keys_move_the_focus_and_enter_opens(
    show: Callable[..., Chart], kind: type[Chart], bars: tuple[Bar, ...]
) -> None:
    chart = show(kind, bars)
    chart.setFocus()
    last = len(bars) - 1
    forth, back = chart.forth_keys[0], chart.back_keys[0]
    for keys, wanted in (((forth,), 1), ((Key.Key_End,), last), ((forth,), last), ((back,), last - 1),
                         ((Key.Key_Home,), 0), ((back,), 0), ((forth, forth), 2)):  # fmt: skip
        for key in keys:
            QTest.keyClick(chart.plot, key)
        assert chart.current == wanted
    assert opened_by(chart, lambda: QTest.keyClick(chart.plot, Key.Key_Return)) == [2]


@every_kind
def test_the_focus_is_seen(show: Callable[..., Chart], kind: type[Chart], bars: tuple[Bar, ...]) -> None:
    chart = show(kind, bars)
    chart.setFocus()
    first = picture(chart)
    QTest.keyClick(chart.plot, Key.Key_End)
    second = picture(chart)
    assert first != second
    chart.plot.clearFocus()
    assert picture(chart) not in (first, second)


def test_keys_of_the_page_pass_through(show: Callable[..., Chart]) -> None:
    chart = show(BarChart, STATUSES)
    QTest.keyClick(chart.plot, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert chart.current == 0


def test_the_focus_stays_with_its_bar_when_others_come(show: Callable[..., Chart]) -> None:
    chart = show(BarChart, STATUSES)
    chart.go_to(3)
    chart.set_bars(STATUSES[1:], "people")
    assert chart.bars[chart.current].label == "Contract"
    chart.set_bars(STATUSES[:1], "people")
    assert chart.current == 0
    chart.set_bars((), "people")
    assert opened_by(chart, lambda: QTest.keyClick(chart.plot, Key.Key_Return)) == []


# -- words -----------------------------------------------------------------------------------------------------


def test_the_numbers_are_said(show: Callable[..., Chart]) -> None:
    chart = show(BarChart, STATUSES)
    assert chart.accessibleName() == "Contacts"
    assert chart.accessibleDescription() == "1,051 people in all. Sphere 500; New Lead 550; Client 0; Contract 1."
    QTest.keyClick(chart.plot, Key.Key_End)
    assert chart.plot.accessibleName() == "Contacts. Contract: 1 person, 4 of 4"
    chart.set_bars((), "people")
    assert chart.accessibleDescription() == "Nothing to show."


# -- drawing ---------------------------------------------------------------------------------------------------


def colour_in(chart: Chart, index: int) -> str:
    place = chart.bar_rect(index).center()
    return QColor(picture(chart).pixel(place)).name().upper()


def test_bars_wear_the_colours_of_the_mode(show: Callable[..., Chart], theme: Theme) -> None:
    chart = show(BarChart, STATUSES)
    assert colour_in(chart, 0) == "#0D8764"
    corner = picture(chart).pixelColor(2, 2).name().upper()
    assert corner == theme.colours.surface
    theme.set_mode("dark")
    assert colour_in(chart, 0) == "#AFF7D9"
    assert picture(chart).pixelColor(2, 2).name().upper() == theme.colours.surface
    lying = show(HorizontalBars, AGENTS)
    assert colour_in(lying, 1) == theme.colours.accent


def test_one_of_hundreds_can_be_seen_and_none_cannot(show: Callable[..., Chart]) -> None:
    chart = show(BarChart, STATUSES)
    assert chart.bar_rect(3).height() >= 2
    assert chart.bar_rect(2).height() <= 1
    assert chart.bar_rect(1).top() > 10  # room for its value


def test_names_that_do_not_fit_beside_each_other_stand_on_two_lines(show: Callable[..., Chart]) -> None:
    names = ("Sphere", "Prospect", "New Lead", "Active Lead", "Client", "Contract", "Closed", "Archive")
    bars = tuple(Bar(name, 5) for name in names)

    def written(wide: int) -> list[str]:
        chart = show(BarChart, bars, wide=wide)
        return [text for _place, text in chart._bottom._tickLevels[0]]

    assert written(700) == list(names)
    narrow = written(360)
    assert [name.strip() for name in narrow] == list(names), "none is cut"
    assert [name.startswith("\n") for name in narrow] == [False, True] * 4


def test_lying_bars_keep_their_height_and_are_as_many_as_they_are(show: Callable[..., Chart]) -> None:
    chart = show(HorizontalBars, AGENTS)
    assert chart.height() == 3 * ROW
    chart.set_bars(AGENTS[:1], "people")
    assert chart.height() == ROW
    assert chart.bar_rect(0).height() < ROW


@every_kind
@pytest.mark.parametrize("wide", [1, 60, 200, 2400])
def test_any_width_and_any_numbers(
    show: Callable[..., Chart], kind: type[Chart], bars: tuple[Bar, ...], wide: int
) -> None:
    chart = show(kind, bars, wide=wide)
    many = tuple(Bar(f"A source with a long name {n}", 10**n % 10**9) for n in range(40))
    for shown in (many, (), (Bar("", 0),), (Bar("One", 3_000_000_000),)):
        chart.set_bars(shown, "people")
        assert not picture(chart).isNull()
