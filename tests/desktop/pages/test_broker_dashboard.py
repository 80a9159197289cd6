"""The broker dashboard on a real office, worked with pointer and keys: every figure opens exactly its rows."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.actions import contacts, members
from db.actions.activity import add_lead
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries import lists
from db.queries.charts import ChartAsk
from db.rules.drafts import ContactDraft
from db.rules.filters import Filter, ListSpec
from db.rules.names import read_name
from desktop.announcer import Announcer
from desktop.charts.chart import Chart
from desktop.navigation import Navigation
from desktop.pages.broker_dashboard import page as page_module
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.pages.broker_dashboard.choice_button import ChoiceButton
from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.pages.broker_dashboard.period import Period
from desktop.services import Services
from desktop.tasks import Tasks
from desktop.theme.theme import Theme
from tests.desktop.conftest import Answers
from tests.office_fixtures import FakeClock

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


@dataclass
class Board:
    """The page on an office, and what it wanted opened."""

    page: BrokerDashboard
    services: Services
    prompts: Answers
    clock: FakeClock
    opened: list[tuple[str, Filter]] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.services.office

    def settle(self) -> None:
        assert self.services.tasks.wait_idle(10_000)

    def card(self, key: str) -> ChartCard:
        self.settle()
        return self.page.cards[key]

    def chart(self, key: str) -> Chart:
        drawn = self.card(key).chart
        assert drawn is not None
        return drawn

    def values(self, key: str) -> dict[str, int]:
        return {bar.label: bar.value for bar in self.chart(key).bars}

    def figures(self) -> list[str]:
        self.settle()
        return [tile.figure.text() for tile in self.page.tiles]

    def choose(self, button: ChoiceButton, label: str) -> None:
        QTest.mouseClick(button, Left)
        action = next(a for a in button.menu_.actions() if a.text() == label)
        QTest.mouseClick(button.menu_, Left, pos=button.menu_.actionGeometry(action).center())
        self.settle()

    def rows(self) -> int:
        """How many rows the last thing opened has."""
        key, narrowed = self.opened[-1]
        return len(self.office.read(lists.ids, ListSpec(key, narrowed)))

    def click(self, chart: Chart, index: int) -> None:
        QTest.mouseClick(chart.target, Left, pos=chart.bar_rect(index).center())


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[..., Board]]:
    """Shows the page on an office file."""
    made: list[Board] = []

    def build(original: Path, *, member: str = "", wide: int = 1440, high: int = 852) -> Board:
        path = tmp_path / "broker.db"
        shutil.copyfile(original, path)
        clock = FakeClock()
        clock.tick(120_000)
        office = Office.open(path, clock=clock)
        office.sign_in(member)
        prompts = Answers()
        services = Services(office, Tasks(), Announcer(), theme, prompts, Navigation())
        page = BrokerDashboard(services)
        qtbot.addWidget(page)
        board = Board(page, services, prompts, clock)
        page.opened.connect(lambda key, narrowed: board.opened.append((key, narrowed)))
        made.append(board)
        page.resize(wide, high)
        page.show()
        page.activateWindow()
        board.settle()
        return board

    yield build
    for board in made:
        board.services.tasks.close()
        board.office.close()


@pytest.fixture
def board(show: Callable[..., Board], template: Path) -> Board:
    """The page of the broker over 60 contacts, all made today."""
    return show(template)


# -- what is shown ---------------------------------------------------------------------------------------------


def test_figures_and_charts_are_those_of_the_office(board: Board) -> None:
    assert board.figures() == ["60", "n/a", "1", "0", "0"]
    counts = {label: n for label, n in board.values("status").items() if n}
    assert counts == {"Sphere": 6, "New Lead": 24, "Active Lead": 18, "Client": 12}
    assert board.values("agent") == {"Ivy Sandoval": 20, "Wes Park": 20, "Pool": 20}
    assert board.values("source") == {"Zillow": 20, "Website": 20, "Referral": 20}
    weeks = board.chart("created").bars
    assert (len(weeks), weeks[-1].value, weeks[-1].full_name) == (26, 60, "16 – 22 Nov 2026")
    assert board.card("created").total.text() == "60 people · the last 26 weeks"
    assert board.prompts.toasts == []


def test_r92_every_bar_opens_exactly_its_rows(board: Board) -> None:
    for key in board.page.cards:
        chart = board.chart(key)
        for index, bar in enumerate(chart.bars):
            if bar.value or index == 0:
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
    assert card.total.text() == "60 people · created 25 May – 22 Nov 2026"


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


def test_nobody_is_a_sentence(board: Board) -> None:
    board.choose(board.page.bar.agent, "Wes Park")
    board.choose(board.page.bar.source, "Website")
    for card in board.page.cards.values():
        assert card.empty.isVisible()
        assert not card.menu_button.isVisible()
    board.page.bar.clear()
    board.settle()
    assert not board.card("status").empty.isVisible()


def test_an_office_without_contacts(show: Callable[..., Board], tmp_path: Path) -> None:
    made = Office.create(tmp_path / "bare.db", clock=FakeClock())
    made.perform(members.add_member, name="Dana Moreau", roles=("broker",))
    made.close()
    board = show(tmp_path / "bare.db")
    assert board.figures() == ["0", "n/a", "0", "0", "0"]
    assert all(card.empty.isVisible() for card in board.page.cards.values())
    assert board.prompts.toasts == []


# -- news ------------------------------------------------------------------------------------------------------


def test_what_is_written_shows(board: Board) -> None:
    ids = tuple(int(n) for n in board.office.read(lists.ids, ListSpec("client")))
    outcome = board.office.perform(change_status, selection=Selection(ids=ids), status="contract")
    board.services.announcer.announce(outcome.changes)
    assert board.values("status")["Contract"] == 12
    assert board.figures()[3] == "12"
    assert board.page.tiles[3].detail.text() == "12 since Monday"
    board.office.perform(add_lead, contact_id=ids[0], lead_type="question", at=board.clock.now - 2 * 3_600_000)
    board.services.announcer.announce_elsewhere()
    assert board.figures()[2] == "2"
    assert board.page.tiles[2].detail.text() == "1 over one hour"


def test_hidden_it_reads_nothing_until_it_is_seen_again(board: Board) -> None:
    board.page.hide()
    clients = tuple(int(n) for n in board.office.read(lists.ids, ListSpec("client")))
    outcome = board.office.perform(change_status, selection=Selection(ids=clients), status="closed")
    board.services.announcer.announce(outcome.changes)
    assert board.services.tasks.pending == 0
    board.page.show()
    assert board.values("status")["Closed"] == 12


def test_other_eyes_see_their_own_numbers(board: Board) -> None:
    board.choose(board.page.bar.agent, "Ivy Sandoval")
    board.office.sign_in("Wes Park")
    board.page.member_changed()
    assert board.values("agent") == {"Wes Park": 20, "Pool": 20}


# -- tables and copies -----------------------------------------------------------------------------------------


def menu_of(card: ChartCard) -> QMenu:
    return next(menu for menu in card.findChildren(QMenu) if menu.isVisible())


def press(menu: QMenu, label: str) -> None:
    action = next(a for a in menu.actions() if a.text() == label)
    QTest.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())


def test_the_table_behind_the_chart_opens_the_same_rows(board: Board) -> None:
    card = board.card("agent")
    QTest.mouseClick(card.menu_button, Left)
    press(menu_of(card), "Show as table")
    assert card.table.isVisible()
    assert card.table.hasFocus()
    assert [card.table.model_.cells(n) for n in range(3)] == [
        ("Ivy Sandoval", "20", "33 %"), ("Wes Park", "20", "33 %"), ("Pool", "20", "33 %"),
    ]  # fmt: skip
    QTest.keyClick(card.table, Key.Key_Down)
    QTest.keyClick(card.table, Key.Key_Return)
    assert board.rows() == 20
    assert board.opened[-1][1].terms[-1].values == ("Wes Park",)
    QTest.mouseClick(card.menu_button, Left)
    press(menu_of(card), "Show as chart")
    assert not card.table.isVisible()


def test_numbers_and_picture_are_copied_from_the_context_menu(board: Board) -> None:
    card = board.card("status")
    chart = board.chart("status")
    at = QPoint(40, 40)
    for label in ("Copy numbers", "Copy picture"):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chart.target.mapToGlobal(at))
        QApplication.sendEvent(chart.target, event)
        press(menu_of(card), label)
        if label == "Copy numbers":
            lines = QGuiApplication.clipboard().text().splitlines()
            assert lines[:2] == ["Status\tPeople\tShare", "Sphere\t6\t10 %"]
            assert len(lines) == 9
        QApplication.processEvents()
    assert not QGuiApplication.clipboard().pixmap().isNull()
    assert board.prompts.toasts == ["Numbers copied", "Picture copied"]


def test_more_sources_than_fit_stand_in_the_table(show: Callable[..., Board], template: Path, tmp_path: Path) -> None:
    del template
    made = Office.create(tmp_path / "crowded.db", clock=FakeClock())
    add_people_of_many_sources(made, 15)
    made.close()
    board = show(tmp_path / "crowded.db")
    card = board.card("source")
    assert len(board.chart("source").bars) == 12
    assert card.more.isVisible()
    QTest.mouseClick(card.more, Left)
    assert card.table.isVisible()
    assert card.table.model_.rowCount() == 16  # one of them filled in nothing


def add_people_of_many_sources(office: Office, count: int) -> None:
    office.perform(members.add_member, name="Dana Moreau", roles=("broker",))
    office.sign_in()
    for n in range(count + 1):
        draft = ContactDraft(name=read_name(f"Ann Lee {chr(65 + n % 26)}"), source=f"Fair & show {n}" if n else "")
        office.perform(contacts.add_contact, draft=draft, status="new_lead", owner_id=None)


# -- shape -----------------------------------------------------------------------------------------------------


def test_two_columns_become_one(board: Board) -> None:
    cards = list(board.page.cards.values())
    board.settle()
    QApplication.processEvents()
    assert cards[0].y() == cards[1].y()
    assert cards[2].y() > cards[0].y()
    board.page.resize(899, 700)
    QApplication.processEvents()
    assert len({card.x() for card in cards}) == 1
    assert len({card.y() for card in cards}) == 4
    assert all(card.width() <= 899 for card in cards)
    board.page.resize(900, 700)
    QApplication.processEvents()
    assert cards[0].y() == cards[1].y()


def test_nothing_moves_when_the_answers_arrive(board: Board) -> None:
    card, page = board.card("status"), board.page
    QApplication.processEvents()
    before = [c.geometry() for c in page.cards.values()], [t.geometry() for t in page.tiles]
    board.choose(page.bar.agent, "Wes Park")
    board.choose(page.bar.source, "Website")
    QApplication.processEvents()
    assert card.empty.isVisible()
    assert ([c.geometry() for c in page.cards.values()], [t.geometry() for t in page.tiles]) == before


def test_the_page_costs_no_library_before_it_is_shown() -> None:
    root = Path(page_module.__file__).parents[2]
    light = {"desktop.charts.bars", "desktop.charts.bar_table"}
    files = [*(root / "pages" / "broker_dashboard").glob("*.py"), root / "charts/bars.py", root / "charts/bar_table.py"]
    assert len(files) > 9
    for file in files:
        for node in ast.parse(
            file.read_text("utf-8")
        ).body:  # what stands under a condition or in a function is not run
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not name.startswith(("pyqtgraph", "numpy")), file
                assert not name.startswith("desktop.charts") or name in light, (file, name)


def test_tab_goes_from_the_filters_through_figures_and_charts_and_out_of_each(board: Board) -> None:
    board.settle()
    page = board.page
    page.bar.agent.setFocus()
    seen: list[object] = []
    for _ in range(16):
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at)
        QTest.keyClick(at, Key.Key_Tab)
    wanted: list[object] = [page.bar.agent, page.bar.source, page.bar.period_button]
    wanted += [tile for tile in page.tiles if tile.opens]
    for card in page.cards.values():
        assert card.chart is not None
        wanted += [card.menu_button, card.chart.plot]
    assert seen[: len(wanted)] == wanted
