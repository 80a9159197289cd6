"""The broker dashboard on a real office, worked with pointer and keys: every figure opens exactly its rows."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.queries.chart_items import ChartAsk
from desktop.pages.broker_dashboard.period import Period
from tests.desktop.pages.boards import Board, Key, Left


def test_figures_and_charts_are_those_of_the_office(board: Board) -> None:
    assert board.figures() == ["60", "n/a", "1", "0", "0"]
    counts = {label: n for label, n in board.values("status").items() if n}
    assert counts == {"Sphere": 6, "New Lead": 24, "Active Lead": 18, "Client": 12}
    assert board.values("agent") == {"Ivy Sandoval": 20, "Wes Park": 20, "Pool": 20}
    assert board.values("source") == {"Zillow": 20, "Website": 20, "Referral": 20}
    weeks = board.chart("created").bars
    assert (len(weeks), weeks[-1].value, weeks[-1].full_name) == (26, 60, "16 – 22 Nov 2026")
    assert board.card("created").total.text() == "60 contacts · the last 26 weeks"
    assert board.prompts.toasts == []


def test_r92_every_bar_opens_exactly_its_rows(board: Board) -> None:
    for key, card in board.page.cards.items():
        if card.spec.kind == "table":
            continue
        chart = board.chart(key)
        for index, bar in enumerate(chart.bars):
            if bar.value:
                before = len(board.opened)
                board.click(chart, index)
                assert (len(board.opened), board.rows()) == (before + 1, bar.value), (key, bar)


def test_r92_every_figure_opens_exactly_its_rows_by_click_and_enter(board: Board) -> None:
    board.settle()
    opening = [tile for tile in board.page.tiles if tile.opens]
    assert [t.tile.key for t in opening if t.tile] == ["new_contacts", "waiting", "in_contract"]
    for tile in board.page.tiles:
        before = len(board.opened)
        QTest.mouseClick(tile, Left)
        QTest.keyClick(tile, Key.Key_Return)
        assert len(board.opened) == before + (2 if tile.opens else 0)
        if tile.opens:
            assert tile.tile is not None
            assert board.rows() == tile.tile.value


def test_enter_on_a_bar_opens_it_too(board: Board) -> None:
    chart = board.chart("status")
    chart.setFocus()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Return):
        QTest.keyClick(chart.plot, key)
    assert board.rows() == 24


# -- the filter bar --------------------------------------------------------------------------------------------


def test_one_filter_bar_rules_figures_and_charts(board: Board) -> None:
    bar = board.page.bar
    board.choose(bar.agent, "Wes Park")
    assert board.figures()[0] == "20"
    assert board.values("agent") == {"Wes Park": 20}
    assert sum(board.values("created").values()) == 20
    board.choose(bar.source, "Website")
    assert board.figures()[0] == "0"  # Wes has those from Zillow
    assert bar.ask == ChartAsk(agent="Wes Park", source="website")
    QTest.mouseClick(bar.clear_button, Left)
    assert board.figures()[0] == "60"
    assert bar.clear_button.isHidden()


def test_a_click_opens_the_rows_of_what_is_chosen(board: Board) -> None:
    board.choose(board.page.bar.agent, "Ivy Sandoval")
    board.choose(board.page.bar.period_button, "Last 4 weeks")
    chart = board.chart("status")
    index = [bar.label for bar in chart.bars].index("Client")
    board.click(chart, index)
    assert board.rows() == chart.bars[index].value == 4


def test_the_period_chooses_the_step_of_time(board: Board) -> None:
    bar, card = board.page.bar, board.card("created")
    for label, bars, step in (
        ("Last 4 weeks", 28, "day"),
        ("Last 52 weeks", 52, "week"),
        ("Last 26 weeks", 26, "week"),
    ):
        board.choose(bar.period_button, label)
        chart = board.chart("created")
        assert (len(chart.bars), chart.accessibleName()) == (bars, f"New contacts per {step}")
    assert card.total.text() == "60 contacts · created 25 May – 22 Nov 2026"


def test_created_between_two_days(board: Board, qtbot: QtBot) -> None:
    bar = board.page.bar
    board.choose(bar.period_button, "Created between…")
    assert bar.first.isVisible()
    assert bar.period == Period("2026-08-24", "2026-11-22")
    bar.first.setDate(QDate(2026, 11, 23))  # the end follows
    assert bar.period == Period("2026-11-23", "2026-11-23")
    qtbot.waitUntil(board.page.cards["status"].empty.isVisible, timeout=5_000)
    bar.last.setDate(QDate(2026, 11, 21))
    assert bar.period == Period("2026-11-21", "2026-11-21")
    bar.first.setDate(QDate(2020, 1, 1))
    qtbot.waitUntil(lambda: len(board.chart("created").bars) == 83, timeout=5_000)  # months


def test_stale_answers_are_dropped(board: Board) -> None:
    bar = board.page.bar
    for name in ("Wes Park", "Ivy Sandoval", "Wes Park", ""):
        bar.agent.set_key(name)
        bar.changed.emit()
    board.settle()
    assert sum(board.values("status").values()) == 60


def test_a_member_who_is_gone_is_chosen_no_longer(board: Board) -> None:
    bar = board.page.bar
    board.choose(bar.agent, "Wes Park")
    bar.set_choices([("Ivy Sandoval", "Ivy Sandoval")], [("zillow", "Zillow")])
    assert bar.agent.key == ""
    assert sum(board.values("status").values()) == 60


# -- nothing to show -------------------------------------------------------------------------------------------
