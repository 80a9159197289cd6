"""The broker dashboard compared with an earlier period, in layers, and as of a past day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions.statuses import change_status
from db.changes import Selection
from db.queries import charts, lists
from db.queries.chart_items import ChartAsk
from db.rules.filters import ListSpec
from desktop.charts.area_chart import AreaChart
from desktop.charts.time_chart import TimeChart
from desktop.dialogs.past_rows import PastRowsDialog
from desktop.pages.broker_dashboard.period import Period
from tests.desktop.pages.boards import Board, Key, Left

DAY = 24 * 3_600_000


def details(board: Board) -> list[str]:
    board.settle()
    return [tile.detail.text() for tile in board.page.tiles]


def test_a_period_is_compared_with_the_one_before_a_year_before_or_none(board: Board) -> None:
    bar = board.page.bar
    assert bar.against.isHidden()
    board.choose(bar.period_button, "Last 4 weeks")
    assert bar.against.isVisible()
    assert board.figures()[0] == "60"
    assert details(board)[0] == "None in the period before"
    assert "26 Oct – 22 Nov 2026, compared with 28 Sep – 25 Oct 2026." in board.page.tiles[0].toolTip()
    assert bar.against.toolTip() == "28 Sep – 25 Oct 2026"
    drawn = board.chart("created")
    assert isinstance(drawn, TimeChart)
    assert drawn._line is not None
    assert drawn._line.values == (0,) * 28
    assert "28 Sep 2026" in drawn.bars[0].then_name
    board.choose(bar.against, "Against a year before")
    assert details(board)[0] == "None a year before"
    board.choose(bar.against, "Compared with nothing")
    assert details(board)[0] == "In the period"
    assert not drawn._line.values


def test_the_change_is_that_of_the_days_and_so_is_the_line(board: Board) -> None:
    bar = board.page.bar
    board.choose(bar.period_button, "Created between…")
    bar.first.setDate(QDate(2026, 11, 23))
    bar.last.setDate(QDate(2026, 11, 23))
    board.clock.now += DAY
    bar._settle.stop()
    bar._narrowed()
    assert bar.period == Period("2026-11-23", "2026-11-23")
    assert board.figures()[0] == "0"
    assert details(board)[0] == "▼ 100 % on the period before"
    assert "22 Nov 2026" in board.page.tiles[0].toolTip()


def test_r92_every_layer_of_the_legend_opens_exactly_its_rows(board: Board) -> None:
    card = board.card("leads")
    drawn = board.chart("leads")
    assert isinstance(drawn, AreaChart)
    assert [button.accessibleName() for button in card.legend.buttons] == ["Not set: 1 lead"] or card.legend.buttons
    for button, said in zip(card.legend.buttons, card.shown.layers if card.shown else (), strict=True):
        button.setFocus()
        QTest.keyClick(button, Key.Key_Return)
        assert button.accessibleName().startswith(said)
        assert board.rows() == int(button.accessibleName().split(": ")[1].split()[0])
        QTest.mouseClick(button, Left)
    assert len(board.opened) == 2 * len(card.legend.buttons)


def test_the_arrows_go_through_time_and_layers(board: Board) -> None:
    card = board.card("leads")
    card.set_by("agent")
    drawn = board.chart("leads")
    assert isinstance(drawn, AreaChart)
    assert card.words == "Leads per week, by agent"
    drawn.go_to(len(drawn.bars) - 1)
    drawn.setFocus()
    QTest.keyClick(drawn.plot, Key.Key_Left)
    assert drawn.current == len(drawn.bars) - 1 - drawn.many
    QTest.keyClick(drawn.plot, Key.Key_Right)
    QTest.keyClick(drawn.plot, Key.Key_Right)
    assert drawn.current == len(drawn.bars) - 1
    QTest.keyClick(drawn.plot, Key.Key_Return)
    assert board.rows() == drawn.bars[-1].value == 1
    card.show_table(on=True)
    assert card.table.model_.cells(25)[0] == "16 – 22 Nov 2026"
    card.copy_numbers()
    assert QApplication.clipboard().text().splitlines()[0].startswith("Week\t")


def test_r94_as_of_a_past_day_figures_charts_and_rows_are_those_of_that_day(board: Board) -> None:
    clients = tuple(int(n) for n in board.office.read(lists.ids, ListSpec("client")))
    then = board.clock.now
    board.clock.now += 3 * DAY
    board.office.perform(change_status, selection=Selection(ids=clients), status="closed")
    board.page.refresh()
    board.settle()
    assert board.values("status")["Closed"] == 12
    bar, banner = board.page.bar, board.page.banner
    QTest.mouseClick(bar.as_of_button, Left)
    board.settle()
    assert bar.past_day == date(2026, 11, 24)
    assert banner.isVisible()
    bar.look_back(date(2026, 11, 22))
    board.settle()
    assert banner.label.text().startswith("As of the end of 22 Nov 2026")
    assert {k: n for k, n in board.values("status").items() if n}["Client"] == 12
    with board.office.as_of(then) as earlier:
        wanted = {item.label: item.value for item in earlier.read(charts.chart, "status", ChartAsk()).items}
    assert board.values("status")["Closed"] == wanted["Closed"] == 0
    drawn = board.chart("status")
    board.click(drawn, [one.label for one in drawn.bars].index("Client"))
    board.settle()
    dialog = board.page.window().findChild(PastRowsDialog)
    assert dialog is not None
    assert board.opened == []
    assert dialog.title.text() == "Everyone: 12 contacts"
    assert {dialog.table.model_of_rows.index(row, 1).data() for row in range(12)} == {"Client"}
    dialog.close()
    QTest.mouseClick(banner.back, Left)
    board.settle()
    assert not banner.isVisible()
    assert board.values("status")["Closed"] == 12


def test_the_filter_bar_takes_a_second_row_where_it_is_narrow(board: Board) -> None:
    board.settle()
    bar = board.page.bar
    board.page.resize(1440, 800)
    QApplication.processEvents()
    assert (
        bar.agent.mapTo(bar, bar.agent.rect().center()).y()
        == bar.print_button.mapTo(bar, bar.print_button.rect().center()).y()
    )
    board.choose(bar.period_button, "Created between…")
    board.page.resize(1024, 700)
    QApplication.processEvents()
    for part in (bar.agent, bar.last, bar.against, bar.print_button):
        place = part.mapTo(bar, part.rect().bottomRight())
        assert bar.rect().contains(place)
    assert (
        bar.agent.mapTo(bar, bar.agent.rect().center()).y()
        > bar.print_button.mapTo(bar, bar.print_button.rect().center()).y()
    )
