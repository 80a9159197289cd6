"""The broker's lists at the left: counts as of the lists themselves, opened by a click or Enter, never by moving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from db.queries import lead_lists, lists
from db.rules.lead_lists import LEAD_LIST_KEYS, lead_spec
from desktop.dialogs.export import ExportDialog
from desktop.pages.broker_dashboard.office_lists import KEYS, OVERVIEW
from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.widgets.sidebar_model import SidebarEntry, SidebarRole
from tests.desktop.conftest import Opened
from tests.desktop.pages.boards import Board, Key, Left
from tests.desktop.pages.hands import dialog_of


def entry_place(page: BrokerDashboard, key: str) -> QPoint:
    sidebar = page.lists.sidebar
    model = sidebar.model()
    for row in range(model.rowCount()):
        found = model.index(row, 0).data(SidebarRole.ENTRY)
        if isinstance(found, SidebarEntry) and found.key == key:
            return sidebar.visualRect(model.index(row, 0)).center()
    raise AssertionError(key)


def press(page: BrokerDashboard, key: str) -> None:
    QTest.mouseClick(page.lists.sidebar.viewport(), Left, pos=entry_place(page, key))


def test_r92_every_count_is_that_of_its_list(board: Board) -> None:
    board.settle()
    for key in KEYS:
        rows = (
            board.office.read(lead_lists.count, lead_spec(key))
            if key in LEAD_LIST_KEYS
            else board.office.read(lists.counts, (key,))[key]
        )
        assert board.page.lists.sidebar.count(key) == rows
    assert board.page.lists.sidebar.count("buyer_leads") == 60


def test_a_click_opens_a_list_and_the_overview_stays_chosen(board: Board) -> None:
    board.settle()
    for key in KEYS:
        press(board.page, key)
        assert (board.opened[-1][0], board.page.lists.sidebar.current_key) == (key, OVERVIEW)
    press(board.page, OVERVIEW)
    assert len(board.opened) == len(KEYS)


def test_moving_opens_nothing_and_enter_does(board: Board) -> None:
    board.settle()
    sidebar = board.page.lists.sidebar
    sidebar.setFocus()
    for _ in range(3):
        QTest.keyClick(sidebar, Key.Key_Down)
    assert board.opened == []
    QTest.keyClick(sidebar, Key.Key_Return)
    assert [key for key, _ in board.opened] == [KEYS[2]]
    QTest.keyClick(sidebar, Key.Key_Down)
    board.page.bar.agent.setFocus()
    assert sidebar.current_key == OVERVIEW


def test_lists_of_contacts_and_of_calls_open_in_the_window(opened: Opened) -> None:
    session = opened.session
    for key, page in (
        ("buyer_leads", session.dashboard),
        ("showing_requests", session.leads),
        ("pool", session.dashboard),
    ):
        session.window.open_page(session.broker.key)
        opened.settle()
        board = session.broker.page
        assert board is not None
        press(board, key)
        opened.settle()
        assert page.isVisible()
    assert session.dashboard.spec.list_key == "pool"
    assert session.leads.page.tables.table.total == 1


def test_the_data_of_the_office(opened: Opened, tmp_path: Path) -> None:
    session = opened.session
    session.window.open_page(session.broker.key)
    opened.settle()
    board = session.broker.page
    assert board is not None
    opened.prompts.path = tmp_path / "all"
    press(board, "export")
    opened.settle()
    QTest.mouseClick(dialog_of(opened, ExportDialog).yes, Left)
    opened.settle()
    assert opened.prompts.toasts == ["60 contacts written to all.csv"]
    press(board, "backup")
    assert opened.prompts.asked[-1].startswith("Back")
