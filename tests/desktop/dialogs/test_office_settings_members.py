"""Members in the office's settings: changed, added, leaving, coming back, passwords."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import argon2
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from db.actions import members as member_actions
from db.actions.contacts import edit_contact
from db.actions.members import add_member, change_member, deactivate_member
from db.actions.settings import set_office
from db.queries.contacts import contact_card
from db.queries.kpi import kpi
from db.queries.members import office_members
from db.rules.errors import RefusedError
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import open_dialog, press, type_in

Key = Qt.Key
PASSWORD = "a house by the sea"
Opener = Callable[..., OfficeSettingsDialog]


@pytest.fixture
def open_settings(desk: Desk) -> Opener:
    return partial(open_dialog, desk)


@pytest.fixture
def quick_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm with little work: a test hashes a dozen times."""
    quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", quick)


def rows(dialog: OfficeSettingsDialog) -> list[str]:
    shown = dialog.members.list
    return [str(shown.item(n).data(int(Qt.ItemDataRole.AccessibleTextRole))) for n in range(shown.count())]


def names(desk: Desk) -> list[str]:
    return [member.name for member in desk.office.read(office_members)]


def choose_wes(dialog: OfficeSettingsDialog) -> None:
    dialog.members.list.setFocus()
    QTest.keyClick(dialog.members.list, Key.Key_Down)


# -- members --------------------------------------------------------------------------------------------------------


def test_it_opens_at_oneself(open_settings: Opener) -> None:
    dialog = open_settings()
    assert rows(dialog) == ["Dana Moreau, You · Broker", "Wes Park, Agent"]
    assert dialog.members.form.heading.text() == "Dana Moreau"
    assert dialog.why_not.isHidden()
    assert not dialog.members.leaving.isVisible()
    choose_wes(dialog)
    assert dialog.members.form.heading.text() == "Wes Park"
    assert dialog.members.leaving.isVisible()


def test_a_member_is_renamed_by_keys_and_undo_takes_it_back(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    choose_wes(dialog)
    form = dialog.members.form
    assert not form.save.isEnabled()
    type_in(form.lines["name"], "Wes Parker")
    assert rows(dialog)[1] == "Wes Park, Not saved · Agent"
    QTest.keyClick(form.lines["name"].editor, Key.Key_Return)
    desk.settle()
    assert desk.answers.toasts == ["Member Wes Park renamed Wes Parker"]
    assert rows(dialog)[1] == "Wes Parker, Agent"
    assert not form.save.isEnabled()
    desk.answers.offers[-1]()
    desk.settle()
    assert names(desk) == ["Dana Moreau", "Wes Park"]
    assert form.lines["name"].text() == "Wes Park"


def test_a_member_is_added_with_roles(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    press(dialog.members.add)
    form = dialog.members.form
    assert form.heading.text() == "New member"
    assert form.lines["name"].editor.hasFocus()
    QTest.keyClicks(form.lines["name"].editor, "Nell Fox")
    QTest.keyClick(form.roles["lender"], Key.Key_Space)
    press(form.save)
    desk.settle()
    assert desk.answers.toasts == ["Member Nell Fox added"]
    made = next(m for m in desk.office.read(office_members) if m.name == "Nell Fox")
    assert made.roles == ("agent", "lender")
    assert form.heading.text() == "Nell Fox"
    assert dialog.members.list.current_id == made.id


def test_what_is_wrong_stands_beside_its_field(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    press(dialog.members.add)
    form = dialog.members.form
    type_in(form.lines["name"], "wes park")
    type_in(form.lines["email"], "wes at home")
    form.roles["agent"].setChecked(False)
    press(form.save)
    desk.settle()
    assert form.problem("name") == "There is a member Wes Park already."
    assert form.problem("email") == "“wes at home” is no e-mail address."
    assert form.problem("roles").startswith("A member needs one or more of these roles: Broker, Agent")
    assert form.lines["name"].editor.hasFocus()
    assert names(desk) == ["Dana Moreau", "Wes Park"]
    press(form.put_back)
    assert form.heading.text() == "Dana Moreau"
    assert form.problem("name") == ""


def test_the_last_broker_cannot_be_taken_away(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    form = dialog.members.form
    form.roles["broker"].setFocus()
    QTest.keyClick(form.roles["broker"], Key.Key_Space)
    form.roles["agent"].setChecked(True)
    press(form.save)
    desk.settle()
    assert form.problem("roles").startswith("The office needs a broker, and this is the only one.")
    assert desk.office.read(office_members)[0].roles == ("broker",)


def test_what_was_typed_for_one_stays_while_another_is_looked_at(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    type_in(dialog.members.form.lines["phone"], "813 555 0142")
    choose_wes(dialog)
    assert dialog.members.form.lines["phone"].text() == ""
    desk.office.perform(set_office, values={"name": "Harbor"})
    desk.services.announcer.announce_elsewhere()
    desk.settle()
    QTest.keyClick(dialog.members.list, Key.Key_Up)
    assert dialog.members.form.lines["phone"].text() == "813 555 0142"
    press(dialog.members.form.save)
    desk.settle()
    assert desk.office.read(office_members)[0].phone == "+18135550142"
    assert dialog.members.form.lines["phone"].text() == "(813) 555-0142"
    assert not dialog.members.unsaved


def test_a_member_leaves_and_the_contacts_go_where_one_says(desk: Desk, open_settings: Opener) -> None:
    ann, bea = desk.add("Ann Lee", owner=desk.wes), desk.add("Bea Orr", owner=desk.wes)
    dialog = open_settings()
    choose_wes(dialog)
    leaving = dialog.members.leaving
    press(leaving.part.open_button)
    desk.settle()
    assert leaving.effect.startswith("They own 2 contacts, archived ones among them: say who gets them.")
    assert not leaving.yes.isEnabled()
    assert leaving.taker.hasFocus()
    assert [leaving.taker.itemText(n) for n in range(leaving.taker.count())] == ["The pool", "Dana Moreau"]
    QTest.keyClick(leaving.taker, Key.Key_Down)
    assert leaving.effect.startswith("To the pool, where every agent sees them: 2 contacts.")
    QTest.keyClick(leaving.taker, Key.Key_Down)
    assert leaving.effect.startswith("To Dana Moreau: 2 contacts.")
    press(leaving.yes)
    desk.settle()
    assert desk.answers.toasts == ["Wes Park deactivated, 2 contacts to Dana Moreau"]
    owners = [desk.office.read(contact_card, n).fields["owner_id"] for n in (ann, bea)]
    assert owners == [desk.office.actor.id] * 2
    assert rows(dialog)[1] == "Wes Park, Deactivated · Agent"
    assert leaving.part.open_button.text() == "Reactivate"
    desk.answers.offers[-1]()
    desk.settle()
    assert [desk.office.read(contact_card, n).fields["owner_id"] for n in (ann, bea)] == [desk.wes] * 2
    assert rows(dialog)[1] == "Wes Park, Agent"


def test_a_member_without_contacts_leaves_and_comes_back(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    choose_wes(dialog)
    leaving = dialog.members.leaving
    press(leaving.part.open_button)
    desk.settle()
    assert not leaving.taker.isVisible()
    assert leaving.yes.hasFocus()
    QTest.keyClick(leaving.yes, Key.Key_Space)
    desk.settle()
    assert desk.answers.toasts == ["Wes Park deactivated"]
    press(leaving.part.open_button)
    desk.settle()
    assert desk.answers.toasts[-1] == "Wes Park reactivated"
    assert leaving.part.open_button.text() == "Deactivate…"


# -- passwords ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick_argon2")
def test_a_password_is_set_changed_and_removed(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(member="Wes Park")
    part = dialog.members.password
    assert part.part.sentence.startswith("There is none: whoever sits at a computer")
    press(part.part.open_button)
    assert not part.lines["old"].isVisible()
    assert part.lines["password"].editor.hasFocus()
    type_in(part.lines["password"], PASSWORD)
    type_in(part.lines["again"], "another")
    press(part.set_button)
    assert part.lines["again"].error == "This is not the same as above."
    type_in(part.lines["again"], PASSWORD)
    QTest.keyClick(part.lines["again"].editor, Key.Key_Return)
    desk.settle()
    assert desk.answers.toasts == ["Password of Wes Park set"]
    assert not part.part.is_open
    press(part.part.open_button)
    assert part.lines["old"].editor.hasFocus()
    press(part.remove_button)
    desk.settle()
    assert part.lines["old"].error == "That is not your password."
    type_in(part.lines["old"], PASSWORD)
    type_in(part.lines["password"], "short")
    type_in(part.lines["again"], "short")
    press(part.set_button)
    desk.settle()
    assert part.lines["password"].error == "A password has 8 characters or more."
    press(part.remove_button)
    desk.settle()
    assert desk.answers.toasts[-1] == "Password of Wes Park removed"


@pytest.mark.usefixtures("quick_argon2")
def test_the_broker_is_not_asked_for_somebody_elses_old_one(desk: Desk, open_settings: Opener) -> None:
    desk.office.perform(member_actions.set_password, member_id=desk.wes, password=PASSWORD)
    dialog = open_settings()
    choose_wes(dialog)
    part = dialog.members.password
    press(part.part.open_button)
    assert not part.lines["old"].isVisible()
    for key in ("password", "again"):
        type_in(part.lines[key], "another house")
    press(part.set_button)
    desk.settle()
    with pytest.raises(RefusedError):
        desk.office.sign_in("Wes Park", password=PASSWORD)
    assert desk.office.sign_in("Wes Park", password="another house").id == desk.wes


# -- joining, the underwriter, where a leaving member is set ----------------------------------------------------------


def test_r18_the_day_of_joining_is_edited(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().members
    tab.list.choose(desk.wes)
    tab.form.joined.setDate(QDate(2026, 11, 1))
    press(tab.form.save)
    desk.settle()
    wes = next(one for one in desk.office.read(office_members) if one.id == desk.wes)
    assert wes.joined_on == "2026-11-01"
    desk.answers.offers[-1]()
    desk.settle()
    assert tab.form.values().joined_on != "2026-11-01"


def test_r18_a_new_member_joins_today_unless_told_otherwise(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().members
    press(tab.add)
    assert tab.form.values().joined_on == "2026-11-22"
    assert not tab.unsaved
    type_in(tab.form.lines["name"], "Nell Fox")
    tab.form.joined.setDate(QDate(2026, 11, 30))
    press(tab.form.save)
    desk.settle()
    assert next(one.joined_on for one in desk.office.read(office_members) if one.name == "Nell Fox") == "2026-11-30"


def test_r10_the_underwriter_of_an_agent_is_chosen_among_those_who_are(desk: Desk, open_settings: Opener) -> None:
    uma = desk.office.perform(add_member, name="Uma Whitlock", roles=("underwriter",)).value
    tab = open_settings().members
    tab.list.choose(desk.wes)
    box = tab.form.underwriter
    assert [box.itemText(n) for n in range(box.count())] == ["Every underwriter", "Uma Whitlock"]
    box.setCurrentIndex(1)
    press(tab.form.save)
    desk.settle()
    wes = next(one for one in desk.office.read(office_members) if one.id == desk.wes)
    assert wes.underwriter_id == uma
    desk.office.perform(deactivate_member, member_id=uma, hand_to=None)
    tab = open_settings().members
    tab.list.choose(desk.wes)
    assert tab.form.underwriter.currentText() == "Uma Whitlock, deactivated"
    assert not tab.unsaved


@pytest.mark.parametrize("off", [True, False])
def test_a_leaving_lender_is_taken_off_or_stays_as_it_is_said(desk: Desk, open_settings: Opener, off: bool) -> None:
    lena = desk.office.perform(add_member, name="Lena Ortiz", roles=("lender", "underwriter")).value
    desk.office.perform(change_member, member_id=desk.wes, values={"underwriter_id": lena})
    ann = desk.add("Ann Lee")
    desk.office.perform(edit_contact, contact_id=ann, changes={"lender_id": lena})
    tab = open_settings().members
    tab.list.choose(lena)
    press(tab.leaving.part.open_button)
    desk.settle()
    assert tab.leaving.take_off.text() == "Take them off as lender of 1 contact and underwriter of 1 member"
    assert tab.leaving.take_off.isChecked()
    assert "No longer lender of 1 contact and underwriter of 1 member;" in tab.leaving.effect
    tab.leaving.take_off.setChecked(off)
    if not off:
        assert "They stay lender of 1 contact and underwriter of 1 member" in tab.leaving.effect
    press(tab.leaving.yes)
    desk.settle()
    assert desk.office.read(contact_card, ann).fields["lender_id"] == (None if off else lena)
    desk.answers.offers[-1]()
    desk.settle()
    assert desk.office.read(contact_card, ann).fields["lender_id"] == lena


def test_who_is_set_nowhere_is_not_asked_about(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().members
    tab.list.choose(desk.wes)
    press(tab.leaving.part.open_button)
    desk.settle()
    assert not tab.leaving.take_off.isVisible()
    assert "lender" not in tab.leaving.effect


def test_goals_are_set_and_stand_on_the_kpi_board(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    choose_wes(dialog)
    form = dialog.members.form
    box = form.goals.boxes["dials"]
    assert box.text() == "None"
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "1200")
    press(form.save)
    desk.settle()
    assert {row.member: row.goals for row in desk.office.read(kpi)}["Wes Park"] == (("dials", 1_200),)
    assert not form.save.isEnabled()
    desk.office.undo()
    assert {row.member: row.goals for row in desk.office.read(kpi)}["Wes Park"] == ()
    press(dialog.members.add)
    assert not form.goals.isVisible()
