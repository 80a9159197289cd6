"""Mortgage: lenders added, changed, ended and opened by keys and mouse (R53)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions.contacts import set_field
from db.actions.lenders import add_lender
from db.changes import Selection
from db.queries.lenders import LenderRow, lenders
from db.queries.reader import Reader
from db.rules.filters import ListSpec
from desktop.dialogs.mortgage.dialog import MortgageDialog
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import open_dialog as open_settings
from tests.desktop.dialogs.settings_desk import press, type_in

Key = Qt.Key


def opened(desk: Desk, member: str = "Dana Moreau") -> MortgageDialog:
    desk.office.sign_in(member)
    dialog = MortgageDialog(desk.services)
    desk.show(dialog)
    return dialog


def everyone(desk: Desk) -> list[tuple[str, int, bool]]:
    def query(reader: Reader) -> tuple[LenderRow, ...]:
        return lenders(reader, ended=True)

    return [(one.name, one.contacts, one.active) for one in desk.office.read(query)]


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """Nell of another house with two contacts, and Ann who signs in."""
    values = {"name": "Nell Fox", "company": "Harbor Home Loans"}
    nell = desk.office.perform(add_lender, values=values).value
    ann = desk.office.perform(add_lender, values={"name": "Ann Roe", "signs_in": True}).value
    ids = desk.add("Ada Good"), desk.add("Bea Lee", owner=desk.wes)
    desk.office.perform(set_field, selection=Selection(ids=ids), field="lender_id", value=nell)
    return nell, ann


def test_r53_the_first_lender_is_written_down_by_keys_and_undone(desk: Desk) -> None:
    dialog = opened(desk)
    assert dialog.empty.isVisible()
    press(dialog.add)
    form = dialog.form
    type_in(form.lines["company"], "Harbor Home Loans")
    press(form.save)
    desk.settle()
    assert form.lines["name"].error == "A lender needs a name."
    assert form.lines["name"].editor.hasFocus()
    type_in(form.lines["name"], "Nell Fox")
    type_in(form.lines["license_number"], "NMLS 40212")
    QTest.keyClick(form.lines["name"].editor, Key.Key_Return)
    desk.settle()
    assert desk.answers.toasts == ["Lender Nell Fox added"]
    assert dialog.shown is not None
    assert (dialog.shown.name, dialog.shown.license, dialog.shown.signs_in) == ("Nell Fox", "NMLS 40212", False)
    assert not form.save.isEnabled()
    QTest.keyClick(dialog, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.answers.offers[0]()
    desk.settle()
    assert everyone(desk) == []
    assert dialog.empty.isVisible()


def test_r53_what_is_typed_stays_while_another_is_looked_at_and_closing_asks(desk: Desk, two: tuple[int, int]) -> None:
    dialog = opened(desk)
    assert dialog.shown is not None
    assert dialog.shown.id == two[1]
    type_in(dialog.form.lines["phone"], "813 555 0144")
    QTest.keyClick(dialog.table, Key.Key_Down)
    assert dialog.form.heading.text() == "Nell Fox"
    assert dialog.form.lines["phone"].text() == ""
    QTest.keyClick(dialog.table, Key.Key_Up)
    assert dialog.form.lines["phone"].text() == "813 555 0144"
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.question.text() == "Not saved yet: Ann Roe."
    assert dialog.isVisible()
    press(dialog.discard)
    assert not dialog.isVisible()
    assert desk.answers.toasts == []


def test_r53_a_lender_ends_hands_on_and_comes_back(desk: Desk, two: tuple[int, int]) -> None:
    dialog = opened(desk)
    QTest.keyClick(dialog.table, Key.Key_Down)
    assert dialog.theirs.text == "Nell Fox is the lender of 2 contacts."
    ending = dialog.ending
    press(ending.part.open_button)
    assert ending.effect.startswith("Without a lender: 2 contacts.")
    ending.taker.setFocus()
    QTest.keyClick(ending.taker, Key.Key_Down)
    assert ending.effect.startswith("To Ann Roe: 2 contacts.")
    press(ending.yes)
    desk.settle()
    assert desk.answers.toasts == ["Lender Nell Fox ended, 2 contacts to Ann Roe"]
    assert everyone(desk) == [("Ann Roe", 2, True), ("Nell Fox", 0, False)]
    press(ending.part.open_button)
    desk.settle()
    assert everyone(desk) == [("Ann Roe", 2, True), ("Nell Fox", 0, True)]


def test_r53_the_contacts_of_a_lender_open_as_a_list(desk: Desk, two: tuple[int, int]) -> None:
    asked: list[ListSpec] = []
    desk.services.navigation.list_wanted.connect(asked.append)
    dialog = opened(desk)
    QTest.keyClick(dialog.table, Key.Key_Down)
    press(dialog.contacts)
    assert (asked[0].list_key, asked[0].filter.terms[0].values) == ("mortgage_leads", (str(two[0]),))
    assert not dialog.isVisible()


def test_r53_an_agent_only_looks(desk: Desk, two: tuple[int, int]) -> None:
    dialog = opened(desk, "Wes Park")
    assert not dialog.add.isVisible()
    QTest.keyClick(dialog.table, Key.Key_Down)
    assert not dialog.form.save.isVisible()
    assert not dialog.ending.isVisible()
    assert not dialog.form.signs_in.isEnabled()
    assert dialog.theirs.text == "Nell Fox is the lender of 2 contacts."


def test_r53_who_does_not_sign_in_has_no_password_among_the_members(desk: Desk, two: tuple[int, int]) -> None:
    desk.office.sign_in("Dana Moreau")
    dialog = open_settings(desk)
    for member_id, shown in ((two[0], False), (two[1], True)):
        dialog.members.list.choose(member_id)
        assert dialog.members.password.isVisible() is shown
    rows = [str(dialog.members.list.item(n).data(int(Qt.ItemDataRole.AccessibleTextRole))) for n in range(4)]
    assert rows[2:] == ["Nell Fox, Does not sign in · Lender", "Ann Roe, Lender"]
    assert [one.name for one in desk.office.members()] == ["Dana Moreau", "Wes Park", "Ann Roe"]
