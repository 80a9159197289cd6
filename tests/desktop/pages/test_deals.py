"""The board of deals by real keys and mouse: stages, panel, checklist, notes, filters, who sees what (R7, R14, R19)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from db.actions import members
from db.actions.deals import open_deal
from db.office import Office
from db.queries import lists
from db.queries.contacts import contact_card
from db.queries.deals import deal_sheet
from db.rules.filters import ListSpec
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.item_models.deal_model import COMPACT_CARD, MIME, DealModel
from desktop.operations import deals as operations
from desktop.operations.transaction_import import TRANSACTIONS
from desktop.pages.deals.page import DealsPage
from desktop.pages.deals.panel import CHECKLIST_DONE
from tests.desktop.conftest import Opened

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
Control = Qt.KeyboardModifier.ControlModifier


def add_deals(office: Office) -> list[int]:
    """Four deals: of Wes Park, Ivy Sandoval, the pool and Wes Park; the first should have closed."""
    contacts = sorted(int(n) for n in office.read(lists.ids, ListSpec("client")))[:4]
    days = ("2026-11-01", "2026-12-01", "2027-06-01", "")
    return [
        office.perform(
            open_deal, contact_id=key, form={"price_cents": 10_000_000 * (n + 1), "closing_on": days[n]}
        ).value
        for n, key in enumerate(contacts)
    ]


@dataclass
class Deals:
    """The board in its window."""

    opened: Opened
    ids: list[int]

    @property
    def page(self) -> DealsPage:
        return self.opened.session.deals.page

    @property
    def office(self) -> Office:
        return self.opened.session.services.office

    def settle(self) -> None:
        self.opened.settle()

    def stages(self) -> dict[str, list[int]]:
        """The deals by stage, those stages that have some."""
        self.settle()
        found = {key: [card.id for card in c.view.deals.cards] for key, c in self.page.columns.items()}
        return {key: ids for key, ids in found.items() if ids}

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, where the card at hand is."""
        card = self.page.card
        stage = card.stage if card else "pending"
        QTest.keyClick(self.page.columns[stage].view, key, modifier)
        self.settle()

    def click(self, deal_id: int) -> None:
        """A click on a card."""
        view = next(c.view for c in self.page.columns.values() if c.view.deals.place_of(deal_id) is not None)
        place = view.deals.place_of(deal_id)
        assert place is not None
        QTest.mouseClick(view.viewport(), Left, pos=view.visualRect(view.deals.index(place)).center())
        self.settle()

    def status(self, deal_id: int) -> str:
        """The status of the deal's contact."""
        card = next(c for col in self.page.columns.values() for c in col.view.deals.cards if c.id == deal_id)
        return str(self.office.read(contact_card, card.contact_id).fields["status"])


@pytest.fixture
def board(open_window: Callable[..., Opened]) -> Deals:
    opened = open_window()
    ids = add_deals(opened.session.services.office)
    opened.session.window.open_page("deals")
    hands = Deals(opened, ids)
    hands.settle()
    return hands


def test_r14_the_board_is_walked_and_deals_move_by_keys(board: Deals) -> None:
    first, second, third, fourth = board.ids
    page = board.page
    for column in page.columns.values():
        QAbstractItemModelTester(column.view.deals, QAbstractItemModelTester.FailureReportingMode.QtTest)
    assert board.stages() == {"pending": [first, second, third, fourth]}
    assert page.columns["pending"].words == "Pending · 4 · $1,000,000"
    assert page.columns["pending"].view.hasFocus()
    assert not page.panel.isVisible()
    board.press(Key.Key_Down)
    assert page.card is not None
    assert (page.card.id, page.card.late, page.panel.isVisible()) == (first, True, True)
    assert page.panel.name.text() == page.card.contact
    board.press(Key.Key_J)
    assert page.card.id == second
    board.press(Key.Key_Right, Control)
    assert board.stages() == {"pending": [first, third, fourth], "contingencies": [second]}
    assert page.columns["contingencies"].view.hasFocus()
    board.press(Key.Key_Left)
    assert page.card.id == first
    board.press(Key.Key_Right)
    assert page.card.id == second
    board.press(Key.Key_Right, Control)
    assert board.opened.prompts.asked == []
    board.opened.prompts.yes = False
    board.press(Key.Key_Right, Control)
    assert board.opened.prompts.asked == [f"{page.card.contact}: Closed?"]
    assert "closed" not in board.stages()
    board.opened.prompts.yes = True
    board.press(Key.Key_Right, Control)
    assert (board.stages()["closed"], board.status(second)) == ([second], "closed")
    assert board.opened.prompts.toasts[-1].endswith("to Closed. The status becomes Closed.")
    assert board.opened.prompts.offer is not None
    board.opened.prompts.offer()
    assert (board.stages()["clear_to_close"], board.status(second)) == ([second], "contract")
    board.press(Key.Key_Return)
    assert board.opened.session.window.findChild(ContactDialog) is not None
    QTest.keyClick(page.panel, Key.Key_Escape)
    assert not page.panel.isVisible()
    QTest.keyClick(page.columns["contingencies"].view, Key.Key_Tab)
    assert not page.panel.isVisible()  # a stage without cards has none at hand


def test_r14_a_card_is_dragged_to_another_stage(board: Deals) -> None:
    first = board.ids[0]
    page = board.page
    source, target = page.columns["pending"].view.deals, page.columns["fell_through"].view.deals
    data = source.mimeData([source.index(0)])
    assert data.hasFormat(MIME)
    assert not source.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert not target.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert board.opened.prompts.asked == []
    target.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert board.stages()["fell_through"] == [first]
    assert board.status(first) == "client"
    operations.step_deal(board.opened.session.services, first, "fell_through", 1)
    assert board.stages()["fell_through"] == [first]


def test_r14_the_panel_changes_form_and_checklist_and_notes_are_written(board: Deals) -> None:
    first = board.ids[0]
    panel = board.page.panel
    board.click(first)
    assert panel.progress.text() == "0 of 8 done"
    panel.form.rows["price_cents"].start_edit()
    editor = panel.form.rows["price_cents"].editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "612k")
    QTest.keyClick(editor, Key.Key_Return)
    board.settle()
    assert panel.form.rows["price_cents"].text == "$612,000"
    assert board.page.columns["pending"].view.deals.cards[0].price_cents == 61_200_000
    panel.form.rows["closing_on"].committed.emit("closing_on", "soon")
    assert "Write a day" in panel.form.rows["closing_on"].error
    panel.form.rows["buyer"].committed.emit("buyer", "x" * 300)
    board.settle()
    assert "room for 200" in panel.form.rows["buyer"].error
    first_row = next(iter(panel.checklist.rows.values()))
    QTest.mouseClick(first_row.tick, Left, pos=QPoint(8, first_row.tick.height() // 2))
    board.settle()
    assert (panel.progress.text(), first_row.tick.isChecked()) == ("1 of 8 done", True)
    QTest.keyClicks(panel.checklist.add, "Survey")
    QTest.keyClick(panel.checklist.add, Key.Key_Return)
    board.settle()
    survey = next(row for row in panel.checklist.rows.values() if row.item.title == "Survey")
    board.opened.prompts.text = "12/18/2026"
    survey.commanded.emit("due")
    survey.commanded.emit("up")
    board.settle()
    assert survey.item.due_on == "2026-12-18"
    board.opened.prompts.text = "Order a survey"
    survey.commanded.emit("rename")
    board.settle()
    assert [row.title for row in panel.view.sheet.items][-2] == "Order a survey"  # type: ignore[union-attr]  # shown
    for row in list(panel.checklist.rows.values()):
        row.commanded.emit("remove") if row is not survey else row.ticked.emit(True)
    board.settle()
    assert panel.progress.text() == CHECKLIST_DONE
    panel.note.editor.setPlainText("The lender called back")
    panel.note.submit()
    board.settle()
    assert panel.view is not None
    assert (panel.note.text, panel.view.sheet.notes[0].text) == ("", "The lender called back")
    panel.open_menu()
    told = {action.text().partition(" – ")[0]: action.toolTip() for action in panel.menu.actions()}
    assert told["Closed"] == "The status becomes Closed."
    next(a for a in panel.menu.actions() if a.text().startswith("Clear")).trigger()
    panel.menu.close()
    assert board.stages()["clear_to_close"] == [first]


def test_r14_what_is_done_in_the_panel_is_done_to_the_deal_it_shows(board: Deals) -> None:
    """Another card is chosen, and the panel still shows the one before until the other is read."""
    first, second = board.ids[:2]
    page, panel = board.page, board.page.panel
    board.click(first)
    panel.note.editor.setPlainText("Half a note")
    panel.checklist.add.setText("Half an item")
    panel.form.rows["seller"].start_edit()
    editor = panel.form.rows["seller"].editor
    assert isinstance(editor, QLineEdit)
    editor.setText("Sam Seller")
    panel.open_menu()
    to_contingencies = next(a for a in panel.menu.actions() if a.text().startswith("Contingencies"))
    page.show_deal(second)
    panel.form.changed.emit("buyer", "Ann Buyer")
    panel.checklist.added.emit("Survey")
    panel.note.written.emit("Of the first")
    board.settle()
    to_contingencies.trigger()
    panel.menu.close()
    assert board.stages() == {"pending": [second, *board.ids[2:]], "contingencies": [first]}
    of_first, of_second = (board.office.read(deal_sheet, key) for key in (first, second))
    assert (of_first.form["buyer"], of_first.form["seller"]) == ("Ann Buyer", "Sam Seller")
    assert (of_second.form.get("buyer"), of_second.form.get("seller")) == (None, None)
    assert [item.title for item in of_first.items][-1] == "Survey"
    assert len(of_second.items) == 8
    assert ([line.text for line in of_first.notes], of_second.notes) == (["Of the first"], ())
    assert (panel.shows(second), panel.note.text, panel.checklist.add.text()) == (True, "", "")
    page.show_deal(first)
    board.settle()
    assert (panel.note.text, panel.checklist.add.text()) == ("Half a note", "Half an item")
    panel.note.submit()
    page.show_deal(second)
    board.settle()
    panel.note.set_text("Of the second")
    page.show_deal(first)
    board.settle()
    assert panel.note.text == ""
    panel.form.rows["closing_on"].committed.emit("closing_on", "soon")
    page.show_deal(second)
    board.settle()
    assert panel.note.text == "Of the second"
    assert not any(row.error or row.editor for row in panel.form.rows.values())
    panel.note_kept(second, "What was written before")
    assert panel.note.text == "Of the second"


def test_the_board_is_narrowed_and_an_empty_one_says_so(board: Deals) -> None:
    page = board.page
    assert [page.agents.itemText(n) for n in range(page.agents.count())] == ["All agents", "Ivy Sandoval", "Wes Park"]
    page.agents.setCurrentIndex(2)
    assert len(board.stages()["pending"]) == 2
    page.closings.setCurrentIndex(1)
    assert board.stages() == {"pending": [board.ids[0]]}
    page.agents.setCurrentIndex(1)
    assert board.stages() == {}
    assert page.empty.isVisible()


def test_r19_an_agent_sees_their_own_deals_and_the_next_member_nothing_of_them(board: Deals) -> None:
    session, page = board.opened.session, board.page
    board.click(board.ids[1])
    session.services.office.sign_in("Wes Park")
    session.show_member()
    assert board.stages() == {"pending": [board.ids[0], board.ids[3]]}
    assert (page.panel.isVisible(), page.bring.isVisible()) == (False, False)


def test_r14_the_board_is_where_the_transactions_team_begins(
    open_window: Callable[..., Opened], tmp_path: Path
) -> None:
    opened = open_window()
    office = opened.session.services.office
    ids = add_deals(office)
    office.perform(members.add_member, name="Theo Grant", roles=("transactions",))
    office.sign_in("Theo Grant")
    opened.session.show_member()
    board = Deals(opened, ids)
    assert board.stages() == {"pending": ids}
    assert board.page.isVisible()
    opened.session.window.open_page(opened.session.dashboard.key)
    assert len(opened.shown()) == 4  # their plain list is as it was


def test_r7_a_file_of_transactions_is_rehearsed_and_written(board: Deals, tmp_path: Path) -> None:
    path = tmp_path / "loop.json"
    contact = board.page.columns["pending"].view.deals.cards[0]
    email = board.office.read(contact_card, contact.contact_id).emails[0].value
    loop = {"data": {"id": 9, "transactionType": "LISTING_FOR_SALE", "status": "SOLD", "updated": "2030-01-01"}}
    people = [{"fullName": "A", "email": email, "role": "SELLER"}]
    updated = {"data": loop["data"] | {"updated": str(board.opened.clock.now + 1)}, "participants": people}
    path.write_text(json.dumps(updated), encoding="utf-8")
    files = TRANSACTIONS.read(board.office, [path], lambda _done, _total: True)
    report = TRANSACTIONS.rehearse(board.office, files, option=False)
    assert [(line.outcome, "The status becomes Closed." in line.note) for line in report.lines] == [("updated", True)]
    done = TRANSACTIONS.write(board.office, files, option=False, progress=lambda _d, _t: True)
    assert done.value.more == "1 status followed."
    board.page.read()
    assert board.stages()["closed"] == [board.ids[0]]
    board.page.bring.click()
    assert board.opened.prompts.asked == ["Import transactions"]


def test_a_board_of_three_hundred_cards_comes_in_one_read(board: Deals) -> None:
    """The views ask only for what is seen: a model answers a thousand look-ups in no time."""
    model = DealModel()
    cards = board.page.columns["pending"].view.deals.cards
    assert model.set_cards([replace(cards[0], id=n) for n in range(300)])
    assert not model.set_cards(model.cards)
    assert (model.rowCount(), model.place_of(299), model.card_at(QModelIndex())) == (300, 299, None)
    model.set_compact(compact=True)
    assert model.data(model.index(0), Qt.ItemDataRole.SizeHintRole).height() == COMPACT_CARD
    assert "Closing was 21 days ago" in str(model.data(model.index(0), Qt.ItemDataRole.ToolTipRole))
