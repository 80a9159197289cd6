"""Figures of the office's work are links: a click opens exactly their touches and presses in the Leads tab (R92)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions.activity import add_touch
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries import lists
from db.rules.filters import ListSpec
from db.rules.lead_lists import lead_spec
from desktop.charts.grid_table import GridTable
from desktop.item_models.lead_source import OUT_OF_SIGHT
from desktop.pages.broker_dashboard.chart_card import ChartCard
from tests.actions.pressing import SOLD, pressed
from tests.builders import acting, member, set_columns
from tests.desktop.conftest import Opened
from tests.desktop.pages.lead_hands import Leads
from tests.office_fixtures import FakeClock

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
WES, IVY = "Wes Park", "Ivy Sandoval"


def add_work(office: Office, clock: FakeClock) -> list[int]:
    """Calls, a text, an offer pressed twice at once, and a red, by Wes on contacts of his own."""
    with acting(office, WES):
        mine = [int(n) for n in office.read(lists.ids, ListSpec("everyone")) if _is_of(office, int(n), WES)][:3]
        for n, outcome in enumerate(("talked", "no_answer", "talked")):
            clock.tick(60_000)
            office.perform(add_touch, contact_id=mine[n], channel="call", outcome=outcome, words=f"Call {n}")
        office.perform(add_touch, contact_id=mine[0], channel="text", outcome="sent")
    for _ in range(2):
        clock.tick(1_000)
        pressed(office, "offer_made", mine[0], by=WES, amount_cents=250_000_00)
    pressed(office, "already_sold", mine[1], by=WES, **SOLD)
    return mine


def _is_of(office: Office, contact_id: int, name: str) -> bool:
    row = office.read(lists.rows, (contact_id,))[contact_id]
    return row.owner == name


@pytest.fixture
def worked(open_window: Callable[..., Opened], template: Path) -> Opened:
    """The window of the broker at their dashboard, after a day's work."""
    opened = open_window()
    add_work(opened.session.services.office, opened.clock)
    opened.session.broker.prepare()
    opened.settle()
    opened.session.window.open_page("broker_dashboard")
    opened.settle()
    return opened


def card_of(opened: Opened, key: str) -> tuple[ChartCard, GridTable]:
    page = opened.session.broker.page
    assert page is not None
    opened.session.window.open_page("broker_dashboard")
    opened.settle()
    card = page.cards[key]
    page._scroll.ensureWidgetVisible(card)
    QApplication.processEvents()
    opened.settle()
    assert isinstance(card.table, GridTable)
    return card, card.table


def click(table: GridTable, row: int, column: int) -> None:
    at = table.visualRect(table.model_.index(row, column)).center()
    QTest.mouseMove(table.viewport(), at)
    QTest.mouseClick(table.viewport(), Left, pos=at)


def test_r92_a_click_on_a_figure_opens_as_many_rows(worked: Opened) -> None:
    links = {key: open_all(worked, key) for key in ("kpi_board", "touches", "red_audit", "pool_health")}
    assert links == {"kpi_board": 3, "touches": 4, "red_audit": 2, "pool_health": 1}


def open_all(opened: Opened, key: str) -> int:
    """Click on every figure of a card; gives how many opened their rows."""
    session, links = opened.session, 0
    card, table = card_of(opened, key)
    model = table.model_
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if model.opens(index) < 0:
                assert "opens" not in tip
                continue
            assert tip.endswith("A click opens the rows.")
            card_of(opened, key)
            assert card.shown is not None
            item = card.shown.items[model.opens(index)]
            click(table, row, column)
            opened.settle()
            people = item.list_key in ("pool", "everyone")
            assert (session.dashboard if people else session.leads).isVisible()
            shown = session.dashboard.contacts.table if people else session.leads.page.tables.table
            assert shown.total == item.value, (row, column, item)
            links += 1
    return links


def test_enter_opens_a_figure_and_a_cell_without_rows_opens_nothing(worked: Opened) -> None:
    card, table = card_of(worked, "kpi_board")
    heard: list[tuple[str, object]] = []
    card.opened.connect(lambda key, narrowed: heard.append((key, narrowed)))
    table.setFocus()
    names = [table.model_.cells(row)[0] for row in range(table.model_.rowCount())]
    table.setCurrentIndex(table.model_.index(names.index(IVY), 1))
    QTest.keyClick(table, Key.Key_Return)
    click(table, names.index(WES), 0)
    assert heard == []
    table.setCurrentIndex(table.model_.index(names.index(WES), 1))
    QTest.keyClick(table, Key.Key_Return)
    worked.settle()
    assert [key for key, _narrowed in heard] == ["touches"]
    assert worked.session.leads.page.tables.table.total == 3


def test_a_link_has_a_hand_over_it_and_a_plain_cell_has_none(worked: Opened) -> None:
    _card, table = card_of(worked, "kpi_board")
    names = [table.model_.cells(row)[0] for row in range(table.model_.rowCount())]
    wanted = {1: Qt.CursorShape.PointingHandCursor, 0: Qt.CursorShape.ArrowCursor}
    for column, shape in wanted.items():
        at = table.visualRect(table.model_.index(names.index(WES), column)).center()
        QTest.mouseMove(table.viewport(), at + QPoint(2, 0))
        QTest.mouseMove(table.viewport(), at)
        assert table.viewport().cursor().shape() is shape


def test_the_lists_say_what_was_done(open_window: Callable[..., Opened], leads_template: Path) -> None:
    opened = open_window(place=leads_template_copy(leads_template))
    office = opened.session.services.office
    mine = add_work(office, opened.clock)
    opened.session.window.open_page("leads")
    hands = Leads(opened)
    hands.settle()
    opened.session.services.announcer.announce_elsewhere()
    hands.click_list("Touches")
    assert hands.page.header.count_words == f"{hands.page.tables.table.total} touches"
    hands.page.show_list(lead_spec("touches", f"member={WES}"))
    assert hands.column("What came of it")[:4] == ["Sent", "Talked", "No answer", "Talked"]
    assert hands.column("Channel")[:2] == ["Text", "Call"]
    hands.click_list("Pressed Dispositions")
    assert hands.column("Disposition") == ["Already Sold", "Offer Made", "Offer Made"]
    assert hands.column("Amount") == ["", "$250,000", "$250,000"]
    assert hands.column("Credit") == ["", "", "1 credit"]
    assert hands.column("Record") == ["PropStream", "", ""]
    shown = hands.page.summary.shown
    assert shown is not None
    assert (shown.unit, shown.heading, dict(shown.fields)["Record"]) == ("press", "Already Sold", "PropStream")
    hands.page.show_list(lead_spec("presses", "credit=yes&colour=green"))
    hands.settle()
    assert hands.page.tables.table.total == 1
    assert [chip.text for chip in hands.page.chips.chips] == ["Counts as a credit", "Colour is Green"]
    set_columns(office, mine[0], owner_id=member(office, IVY))
    office.perform(change_status, selection=Selection(ids=(mine[2],)), status="client")
    office.sign_in(WES)
    opened.session.show_member()
    hands.settle()
    assert hands.shown() == [OUT_OF_SIGHT], "his credit, though the contact is another's now"
    hands.press(Key.Key_Return)
    assert opened.prompts.toasts[-1].startswith("This contact is not yours to see any more")
    assert hands.page.summary.line.text() == "This contact is not yours to see any more"


def leads_template_copy(original: Path) -> Path:
    """Its own copy: the test writes."""
    path = original.with_name("work.db")
    path.write_bytes(original.read_bytes())
    return path
