"""Underwriters, transactions people and lenders start at one plain list of theirs (DOMAIN 1a, R53)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar

from db.actions.contacts import set_field
from db.actions.lenders import add_lender
from db.actions.members import add_member
from db.changes import Selection
from db.queries.contacts import contact_card
from db.rules.filters import ListSpec
from desktop.dialogs.choose_value import ChooseValueDialog
from desktop.dialogs.duplicates.pair_dialog import PairDialog
from desktop.dialogs.import_wizard.wizard import ImportWizard
from desktop.dialogs.mortgage.dialog import MortgageDialog
from tests.desktop.conftest import Opened

OpenWindow = Callable[..., Opened]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
LETTERS = {
    "s": "own contacts", "n": "Dispositions are", "c": "in the pool", "r": "Only the owner", "a": "hand contacts",
    "t": "own contacts",
}  # fmt: skip
HIDDEN = ("import", "add_contact", "duplicates", "mortgage", "backup")


@pytest.fixture
def lena(opened: Opened) -> Opened:
    """The broker's window on an office where Lena lends to three contacts."""
    office = opened.session.services.office
    lender = office.perform(add_lender, values={"name": "Lena Ortiz", "signs_in": True}).value
    office.perform(add_member, name="Uma Whitlock", roles=("underwriter",))
    office.perform(set_field, selection=Selection(ids=(1, 2, 3)), field="lender_id", value=lender)
    return opened


def become(opened: Opened, name: str) -> None:
    """What signing in does, once the password has been looked at."""
    opened.settle()
    opened.session.services.office.sign_in(name)
    opened.session.show_member()
    opened.settle()


def entries(opened: Opened) -> list[str]:
    model = opened.session.dashboard.lists.sidebar.model()
    texts = [str(model.index(row, 0).data() or "") for row in range(model.rowCount())]
    return [text for text in texts if text]


def tabs(opened: Opened) -> list[str]:
    (bar,) = opened.session.window.top.findChildren(QTabBar)
    return [bar.tabText(place) for place in range(bar.count())]


def menu_words(opened: Opened) -> list[str]:
    return [a.text() for a in opened.session.window.member_menu.actions() if a.isVisible() and a.text()]


def test_r53_a_lender_starts_at_their_contacts(lena: Opened) -> None:
    become(lena, "Lena Ortiz")
    dashboard = lena.session.dashboard
    assert entries(lena) == ["Contacts", "My contacts"]
    assert dashboard.spec.list_key == "everyone"
    assert (dashboard.header.title, dashboard.header.count_words) == ("My contacts", "3 contacts")
    assert len(lena.shown()) == lena.count("everyone") == 3
    assert "My contacts" in tabs(lena)
    assert "Broker Dashboard" not in tabs(lena)
    become(lena, "Dana Moreau")
    assert dashboard.header.title == "New Lead"
    assert "Agent Dashboard" in tabs(lena)
    assert "Active Lead" in entries(lena)


def test_what_a_lender_may_not_is_not_offered_and_says_why_by_key(lena: Opened) -> None:
    become(lena, "Lena Ortiz")
    session, said = lena.session, lena.prompts.toasts
    for button in (session.dashboard.header.import_, session.dashboard.header.add):
        assert not button.isVisible()
    assert not session.dashboard.preview.dispositions.isVisible()
    for key in HIDDEN:
        assert not session.window.action(key).isVisible(), key
    assert "Mortgage…" not in menu_words(lena)
    view = session.dashboard.contacts.view
    view.setFocus()
    for letter, words in LETTERS.items():
        said.clear()
        QTest.keyClicks(view, letter)
        lena.settle()
        assert [words in one for one in said] == [True], (letter, said)
    for keys, words in ((Key.Key_I, "Importing"), (Key.Key_N, "own contacts"), (Key.Key_E, "Exporting")):
        said.clear()
        QTest.keyClick(session.window, keys, CONTROL)
        lena.settle()
        assert [words in one for one in said] == [True], (keys, said)
    assert not session.window.findChildren(ImportWizard)
    menu = session.dashboard.actions_.context_menu(session.dashboard.targets.of(1), open_contact=lambda: None)
    assert [a.text() for a in menu.actions() if a.text()] == ["Open contact"]
    session.dashboard.contacts.table.selection.set_ticked(1, True)
    assert session.dashboard.bar.isVisible()


def test_who_has_nothing_yet_reads_why(lena: Opened) -> None:
    become(lena, "Uma Whitlock")
    empty = lena.session.dashboard.contacts.empty
    assert lena.shown() == []
    assert empty.isVisible()
    assert [
        button for button in empty.findChildren(type(lena.session.dashboard.header.add)) if button.isVisible()
    ] == []


def test_r53_the_broker_opens_mortgage_from_the_member_menu(lena: Opened) -> None:
    assert "Mortgage…" in menu_words(lena)
    lena.session.window.action("mortgage").trigger()
    lena.settle()
    (dialog,) = lena.session.window.findChildren(MortgageDialog)
    dialog.contacts.click()
    lena.settle()
    assert lena.session.dashboard.header.count_words == "3 contacts"
    assert lena.session.dashboard.spec.list_key == "mortgage_leads"


def test_r53_many_contacts_get_a_lender_from_the_list(lena: Opened) -> None:
    dashboard, office = lena.session.dashboard, lena.session.services.office
    become(lena, "Dana Moreau")  # the lender was added behind the window's back
    dashboard.show_list(ListSpec("everyone"))
    lena.settle()
    for contact_id in (10, 11):
        dashboard.contacts.table.selection.set_ticked(contact_id, True)
    dashboard.actions_.start("lender", dashboard.targets.ticked())
    lena.settle()
    (dialog,) = lena.session.window.findChildren(ChooseValueDialog)
    dialog.yes.click()
    lena.settle()
    assert lena.prompts.toasts[-1] == "2 contacts with Lena Ortiz as lender"
    assert office.read(contact_card, 10).lender == "Lena Ortiz"


def test_r25_two_ticked_contacts_are_merged_from_the_list(opened: Opened) -> None:
    dashboard, office = opened.session.dashboard, opened.session.services.office
    dashboard.show_list(ListSpec("everyone"))
    opened.settle()
    view, table = dashboard.contacts.view, dashboard.contacts.table
    table.selection.set_ticked(10, True)

    def entry(row_id: int) -> list[str]:
        view.context_requested.emit(row_id, QPoint(200, 200))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        words = [a.text() for a in menu.actions()]
        wanted = next((a for a in menu.actions() if a.text().startswith("Merge")), None)
        menu.close()
        if wanted is not None:
            wanted.trigger()
        return words

    assert "Merge these two…" not in entry(10)
    table.selection.set_ticked(11, True)
    assert "Merge these two…" not in entry(12)
    assert entry(10)[-1] == "Merge these two…"
    opened.settle()
    (dialog,) = opened.session.window.findChildren(PairDialog)
    assert dialog.one.isEnabled()
    assert dialog.side is not None
    kept, gone = dialog.side.choice.keep, dialog.side.choice.gone
    assert {kept, gone} == {10, 11}
    QTest.mouseClick(dialog.one, Qt.MouseButton.LeftButton)
    opened.settle()
    assert "merged into" in opened.prompts.toasts[-1]
    assert len(opened.prompts.toasts) == 1
    assert opened.count("everyone") == 59
    assert opened.prompts.offer is not None
    opened.prompts.offer()
    opened.settle()
    assert opened.count("everyone") == 60
    assert office.read(contact_card, gone).id == gone
