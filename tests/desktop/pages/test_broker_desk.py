"""The broker dashboard worked in all day: Tab goes round, nothing is cut, one word for one thing, no long hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from time import thread_time

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.grid_table import Grid, GridTable
from desktop.pages.broker_dashboard.cards import CARDS, WIDE
from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.theme.tokens import LIGHT, MEASURE
from desktop.widgets.list_sidebar import ListSidebar
from tests.desktop.conftest import Opened
from tests.desktop.pages.boards import Board, Key

PAGES = ("agent_dashboard", "broker_dashboard", "leads", "follow_ups", "listings")
OF_ONE_WIDTH = ("agent_dashboard", "broker_dashboard", "follow_ups")  # the others have a form under their lists
BESIDE = 18


def stops(start: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where a key goes from `start`, until it is back there, or where it was before."""
    start.setFocus()
    seen: list[QWidget] = []
    at = QApplication.focusWidget()
    while at is not None and at not in seen:
        seen.append(at)
        QTest.keyClick(at, key)
        at = QApplication.focusWidget()
    assert at is start, "a ring without a way out"
    return seen


def test_tab_goes_from_the_lists_through_all_of_it_and_back_to_them(board: Board) -> None:
    board.settle()
    page = board.page
    sidebar = page.lists.sidebar
    forth = stops(sidebar, Key.Key_Tab)
    wanted: list[QWidget] = [sidebar, page.bar.agent, page.bar.source, page.bar.type, page.bar.period_button]
    wanted += [page.bar.as_of_button, page.bar.print_button, *(tile for tile in page.tiles if tile.opens)]
    for key in page.board.arrangement.shown:
        card = page.cards[key]
        wanted.append(card.menu_button)
        if card.drawn:
            wanted += [card.table] if card.chart is None else [card.chart.plot, *card.legend.buttons]
    assert forth == wanted
    assert stops(sidebar, Key.Key_Backtab)[1:] == wanted[:0:-1]


# -- nothing is cut --------------------------------------------------------------------------------------------

TITLES = {
    "answer_times": (
        "Agent", "Inquiries", "Open", "Median", "9 of 10", "Calling hours", "In pool", "5 min", "1 h", "24 h",
    ),
    "kpi_board": ("Agent", "Dials", "Conversations", "Appointments", "Offers", "Contracts", "Under contract"),
    "touches": ("Agent", "Dials", "Conversations", "No answer", "Left message", "Wrong number", "Texts", "E-mails"),
    "red_audit": ("Agent", "Disposition", "Presses", "Record", "Without", "Approved", "Undone"),
    "source_quality": ("Source", "Created", "Touched", "Reached Client", "Invalid", "Unsubscribed"),
}  # fmt: skip
CELLS = {"kpi_board": "1,133 of 1,200 · 56 %"}


def test_every_figure_of_a_wide_table_is_in_sight(board: Board) -> None:
    board.settle()
    assert {"created", *TITLES} == WIDE
    for wide, (key, titles) in product((1024, 1440, 1920), TITLES.items()):
        board.page.resize(wide, 900)
        table = board.card(key).table
        assert isinstance(table, GridTable)
        board.page.cards[key]._stack.setCurrentWidget(table)
        for name in ("Ann Lee", "Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Office"):
            table.set_grid(
                Grid(titles, ((name, *(CELLS.get(key, "12,345"),) * (len(titles) - 1)),), ((-1,) * len(titles),))
            )
            QApplication.processEvents()
            assert table.isVisible()
            fits = table.horizontalScrollBar().maximum() == 0
            # ten columns, and goals and rates in every cell, are more than there is room for in the smallest window
            assert fits or (wide == 1024 and key in ("kpi_board", "answer_times"))
            header = table.horizontalHeader()
            for column in range(1, len(titles)):
                assert header.sectionSize(column) >= header.sectionSizeHint(column)
            assert table.model_.data(table.model_.index(0, 0), 3) == name  # the tool tip says it whole


def test_figures_are_whole_in_a_small_window(board: Board) -> None:
    board.settle()
    for wide, rows in ((1024, 2), (1280, 2), (1440, 1), (1920, 1)):
        board.page.resize(wide, 900)
        QApplication.processEvents()
        assert len({tile.y() for tile in board.page.tiles}) == rows
        assert (
            max(tile.geometry().right() for tile in board.page.tiles)
            == max(tile.geometry().right() for tile in board.page.tiles[:-1] if tile.y() == board.page.tiles[0].y())
            or rows == 1
        )
        for tile in board.page.tiles:
            for label in (tile.title, tile.detail):
                assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), (wide, label.text())


# -- words -----------------------------------------------------------------------------------------------------


def test_contacts_are_contacts_on_every_card(board: Board) -> None:
    board.settle()
    texts = [label.text() for label in board.page.findChildren(QLabel)]
    assert "60 contacts" in texts
    assert not [text for text in texts if "people" in text]
    for key, card in board.page.cards.items():
        if card.drawn and card.chart is not None:
            assert "people" not in f"{card.chart.accessibleDescription()} {card.chart.plot.accessibleName()}", key
        assert "people" not in " ".join(card.table.model_.titles).lower()
    assert all("people" not in tile.accessibleName() for tile in board.page.tiles)


# -- no long hold ----------------------------------------------------------------------------------------------


def fresh(board: Board, qtbot: QtBot) -> BrokerDashboard:
    page = BrokerDashboard(board.services, board.page._settings)
    qtbot.addWidget(page)
    return page


def test_the_cards_are_made_one_a_turn_and_what_is_shown_first(board: Board, qtbot: QtBot) -> None:
    at_once = fresh(board, qtbot)
    began = thread_time()
    at_once.board.make_all()
    whole = thread_time() - began
    page = fresh(board, qtbot)
    assert page.cards == {}
    page.board.set_text("pool_age,-status,-leads,kpi_board*")
    turns: list[float] = []
    made: list[tuple[int, str]] = []
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: turns.append(thread_time()))
    beat.start()
    page.board.made.connect(lambda card: made.append((len(turns), card.spec.key)))
    qtbot.waitUntil(lambda: page.board.complete)
    assert len({turn for turn, _ in made}) == len(made) == len(CARDS)
    assert [key for _, key in made][:2] == ["pool_age", "kpi_board"]
    assert {key for _, key in made[-2:]} == {"status", "leads"}, "hidden ones come last"
    longest = max(after - before for before, after in pairwise(turns))
    assert longest < whole * 0.8, (longest, whole)  # of a dozen and more turns; one may have something to import


def test_who_prints_at_once_has_every_card(board: Board, qtbot: QtBot) -> None:
    page = fresh(board, qtbot)
    page.show()
    page.bar.look_back(page.bar.day)
    assert page.board.complete
    board.settle()
    assert all(card.shown is not None for card in page.cards.values())


# -- where everything begins -----------------------------------------------------------------------------------


def test_every_page_begins_at_the_same_place_after_one_continuous_line(
    open_window: Callable[..., Opened],
) -> None:
    opened = open_window()
    window = opened.session.window
    window.resize(1440, 900)
    tops = set()
    for key in PAGES:
        window.open_page(key)
        opened.settle()
        QApplication.processEvents()
        sidebar = next(one for one in window.findChildren(ListSidebar) if one.isVisible())
        corner = sidebar.mapTo(window, QPoint())
        assert corner == QPoint(0, MEASURE.top_bar), key
        line = sidebar.width()
        image = window.grab(QRect(line, MEASURE.top_bar, 2, window.height() - MEASURE.top_bar)).toImage()
        for beside, wanted in enumerate((LIGHT.line, LIGHT.window)):
            assert {image.pixelColor(beside, y).name().upper() for y in range(image.height())} == {wanted}, key
        titles = [one for one in window.findChildren(QLabel) if one.isVisible() and one.font().pixelSize() == 18]
        title = min((one.mapTo(window, QPoint()) for one in titles if one.mapTo(window, QPoint()).x() > line),
                    key=lambda place: place.x())  # fmt: skip
        assert title.x() == line + 1 + BESIDE, key
        tops.add(title.y())
        if key in OF_ONE_WIDTH:
            assert title.x() == 245, key
    assert tops == {62}
