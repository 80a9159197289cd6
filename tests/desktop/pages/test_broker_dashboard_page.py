"""The broker dashboard as a page: nothing to show, news, the tables behind the charts, its layout and keys."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.actions import contacts, members
from db.actions.activity import add_lead
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries import lists
from db.rules.drafts import ContactDraft
from db.rules.filters import ListSpec
from db.rules.names import read_name
from desktop.pages.broker_dashboard import page as page_module
from desktop.pages.broker_dashboard.chart_card import ChartCard
from desktop.pages.broker_dashboard.page import NARROW
from tests.desktop.pages.boards import Board, Key, Left
from tests.office_fixtures import FakeClock


def test_nobody_is_a_sentence(board: Board) -> None:
    board.choose(board.page.bar.agent, "Wes Park")
    board.choose(board.page.bar.source, "Website")
    for card in board.page.cards.values():
        assert card.empty.isVisible()
        assert "Copy numbers" not in [action.text() for action in card.make_menu().actions()]
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
            assert lines[:2] == ["Status\tContacts\tShare", "Sphere\t6\t10 %"]
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
    edge = NARROW + board.page.lists.sidebar.width()
    board.page.resize(edge - 1, 700)
    QApplication.processEvents()
    assert len({card.x() for card in cards}) == 1
    assert len({card.y() for card in cards}) == len(cards) > 4
    assert all(card.width() < NARROW for card in cards)
    board.page.resize(edge, 700)
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
    light = {f"desktop.charts.{name}" for name in ("bars", "bar_table", "grid_table", "link_cells")}
    files = [
        *(root / "pages" / "broker_dashboard").glob("*.py"),
        *(root / f"{name.removeprefix('desktop.').replace('.', '/')}.py" for name in light),
    ]
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
    for _ in range(40):
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at)
        QTest.keyClick(at, Key.Key_Tab)
    wanted: list[object] = [page.bar.agent, page.bar.source, page.bar.type, page.bar.period_button]
    wanted += [page.bar.as_of_button, page.bar.print_button]
    wanted += [tile for tile in page.tiles if tile.opens]
    for card in page.cards.values():
        wanted.append(card.menu_button)
        if card.drawn:  # a sentence takes no focus
            wanted += [card.table] if card.chart is None else [card.chart.plot, *card.legend.buttons]
    assert len(wanted) > 12
    assert seen[: len(wanted)] == wanted
