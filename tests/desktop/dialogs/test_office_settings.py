"""The office's settings: statuses, the office itself, who may, closing; what is written, undone, never lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from db.actions.settings import set_scheme
from db.rules.statuses import EIGHT, SEVEN
from desktop.dialogs.button_row import in_order
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.dialogs.office_settings.member_form import MemberForm
from desktop.widgets.push_button import PushButton
from tests.desktop.conftest import Opened
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import MEMBERS, OFFICE, STATUSES, open_dialog, press, type_in

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Opener = Callable[..., OfficeSettingsDialog]


@pytest.fixture
def open_settings(desk: Desk) -> Opener:
    return partial(open_dialog, desk)


# -- statuses -------------------------------------------------------------------------------------------------------


def test_r01_what_changes_is_shown_before_another_scheme_is_used(desk: Desk, open_settings: Opener) -> None:
    desk.add("Ann Lee", status="prospect")
    desk.add("Bea Orr", status="archive")
    dialog = open_settings(STATUSES)
    tab = dialog.statuses
    assert tab.effects.sentences == ["Nothing: these are the statuses in use."]
    assert not tab.use.isEnabled()
    assert tab.schemes["eight"].hasFocus()
    QTest.keyClick(tab.schemes["eight"], Key.Key_Down)
    QTest.keyClick(tab.schemes["seven"], Key.Key_Space)
    assert not tab.use.isEnabled()
    desk.settle()
    assert tab.effects.sentences == [
        "1 contact: Prospect can no longer be chosen; the contacts that have it keep it and can leave it.",
        "1 contact: Archive is called Archived.",
        "1 contact: Archiving no longer unsubscribes from now on.",
        "No contact's status changes. It is one step: one undo takes it all back.",
    ]
    assert desk.office.facts.scheme == EIGHT
    press(tab.use)
    desk.settle()
    assert desk.office.facts.scheme == SEVEN
    assert desk.answers.toasts == ["Statuses: seven statuses, 7 in use"]
    assert not tab.use.isEnabled()
    desk.answers.offers[-1]()
    desk.settle()
    assert desk.office.facts.scheme == EIGHT
    assert tab.schemes["eight"].isChecked()
    assert tab.row("prospect").in_use.isChecked()


def test_r01_a_status_is_reworded_hidden_and_moved(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(STATUSES)
    tab = dialog.statuses
    client = tab.row("client")
    client.label.selectAll()
    QTest.keyClicks(client.label, "Working")
    QTest.keyClick(tab.row("sphere").in_use, Key.Key_Space)
    press(client.up)
    assert tab.row("client").up.hasFocus()
    desk.settle()
    press(tab.use)
    desk.settle()
    scheme = desk.office.facts.scheme
    assert [s.label for s in scheme.in_use][:4] == ["Prospect", "New Lead", "Working", "Active Lead"]
    assert not scheme.style("sphere").in_use
    assert not tab.unsaved


def test_r01_what_cannot_be_is_said_beside_the_status(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(STATUSES)
    tab = dialog.statuses
    assert not tab.row("archive").in_use.isEnabled()
    assert tab.row("archive").in_use.toolTip().startswith("It stays in use.")
    line = tab.row("client").label
    line.selectAll()
    QTest.keyClicks(line, "Sphere")
    desk.settle()
    assert tab.row("client").error == "Another status is called Sphere already."
    assert tab.effects.sentences == ["Put right what is marked first."]
    assert not tab.use.isEnabled()
    press(tab.put_back)
    assert tab.row("client").label.text() == "Client"
    assert tab.row("client").error == ""
    assert not tab.unsaved


def test_r01_a_scheme_half_made_is_kept_and_counted_anew(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(STATUSES)
    tab = dialog.statuses
    line = tab.row("client").label
    line.selectAll()
    QTest.keyClicks(line, "Working")
    desk.office.perform(set_scheme, scheme=SEVEN)
    desk.services.announcer.announce_elsewhere()
    desk.settle()
    assert tab.row("client").label.text() == "Working"
    assert any("Archived is called Archive." in sentence for sentence in tab.effects.sentences)


# -- the office -----------------------------------------------------------------------------------------------------


def test_settings_are_saved_as_one_step(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(OFFICE)
    tab = dialog.office
    assert not tab.save.isEnabled()
    assert tab.lines["name"].editor.hasFocus()
    type_in(tab.lines["name"], "Harbor & Pine")
    type_in(tab.lines["phone"], "(813) 555-0100")
    QTest.keyClick(tab.lines["phone"].editor, Key.Key_Return)
    desk.settle()
    facts = desk.office.facts
    assert (facts.name, facts.settings["phone"]) == ("Harbor & Pine", "+18135550100")
    assert desk.answers.toasts == ["Office settings: Name of the office, Phone"]
    assert not tab.save.isEnabled()
    QTest.keyClick(dialog, Key.Key_Z, CTRL)
    desk.settle()
    assert desk.office.facts.name == "Brokerdesk office"
    assert tab.lines["name"].text() == "Brokerdesk office"
    assert "phone" not in desk.office.facts.settings


def test_what_is_wrong_with_a_setting_stands_beside_it(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(OFFICE)
    tab = dialog.office
    type_in(tab.lines["zone"], "Mars")
    type_in(tab.lines["searching_days"], "soon")
    press(tab.save)
    desk.settle()
    assert tab.lines["zone"].error == "“Mars” is no time zone; one is America/New_York."
    assert tab.lines["searching_days"].error == "It is a number of days from 1 to 3,650."
    zone = tab.lines["zone"].editor
    assert isinstance(zone, QLineEdit)
    assert dialog.focusWidget() is zone
    popup = zone.completer().popup()
    assert popup is None or not popup.isVisible()
    assert desk.office.facts.zone == "America/New_York"
    press(tab.put_back)
    assert tab.lines["zone"].error == ""
    assert tab.lines["zone"].text() == "America/New_York"


def test_r93_another_threshold_says_how_lists_would_move(desk: Desk, open_settings: Opener) -> None:
    desk.add("Ann Lee")
    dialog = open_settings(OFFICE)
    tab = dialog.office
    assert not tab.effect.isVisible()
    tab.lines["searching_viewed_only"].editor.setFocus()
    QTest.keyClick(tab.lines["searching_viewed_only"].editor, Key.Key_Space)
    desk.settle()
    assert tab.effect.text() == (
        "Contacts in Actively Searching: 1 now, 0 with this; in Not Searching: 0 now, 1 with this."
    )
    press(tab.save)
    desk.settle()
    assert desk.office.facts.settings["searching_viewed_only"] is True
    assert not tab.effect.isVisible()


def test_a_time_zone_is_found_by_a_part_of_its_name(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings(OFFICE)
    zone = dialog.office.lines["zone"].editor
    assert isinstance(zone, QLineEdit)
    type_in(dialog.office.lines["zone"], "chic")
    popup = zone.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    assert [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())] == ["America/Chicago"]
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    assert zone.text() == "America/Chicago"
    press(dialog.office.save)
    desk.settle()
    assert desk.office.facts.zone == "America/Chicago"


# -- who may, closing -----------------------------------------------------------------------------------------------


def test_who_may_not_change_it_reads_why(open_settings: Opener) -> None:
    dialog = open_settings(member="Wes Park")
    assert dialog.why_not.text() == "The office's settings are the broker's to change. You can set your own password."
    assert not dialog.members.add.isVisible()
    assert not dialog.members.form.save.isVisible()
    name = dialog.members.form.lines["name"].editor
    QTest.keyClicks(name, "Else")
    assert isinstance(name, QLineEdit)
    assert name.text() == "Wes Park"
    assert dialog.members.password.isVisible()
    QTest.keyClick(dialog.members.list, Key.Key_Up)
    assert dialog.members.form.heading.text() == "Dana Moreau"
    assert not dialog.members.password.isVisible()
    assert not dialog.members.leaving.isVisible()
    dialog.open_tab(STATUSES)
    assert not dialog.statuses.use.isVisible()
    assert not dialog.statuses.schemes["seven"].isEnabled()
    assert not dialog.statuses.row("client").up.isVisible()
    dialog.open_tab(OFFICE)
    assert not dialog.office.save.isVisible()
    assert not dialog.office.lines["region"].editor.isEnabled()
    assert not any(tab.unsaved for tab in (dialog.members, dialog.statuses, dialog.office))


def test_escape_goes_back_step_by_step_and_loses_nothing(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    press(dialog.members.password.part.open_button)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.members.password.part.is_open
    assert dialog.isVisible()
    type_in(dialog.members.form.lines["phone"], "1")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.question.text() == "Not saved yet: Members."
    assert dialog.close_button.hasFocus()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.question.isHidden()
    assert dialog.members.form.lines["phone"].text() == "1"
    QTest.keyClick(dialog, Key.Key_Escape)
    press(dialog.discard)
    assert not dialog.isVisible()
    assert desk.answers.toasts == []


def test_escape_closes_when_nothing_is_open(open_settings: Opener) -> None:
    for tab in (MEMBERS, STATUSES, OFFICE):
        dialog = open_settings(tab)
        QTest.keyClick(dialog, Key.Key_Escape)
        assert not dialog.isVisible()


def test_a_new_member_is_given_up_with_escape(open_settings: Opener) -> None:
    dialog = open_settings()
    press(dialog.members.add)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.members.form.heading.text() == "Dana Moreau"
    assert dialog.isVisible()
    assert dialog.members.list.current_id == dialog.members.shown_id


def stops(form: MemberForm) -> list[QWidget]:
    """Tab stops at the day, the month and the year of a date."""
    editors = [line.editor for line in form.lines.values()]
    return [editor for editor in editors for _part in range(3 if editor is form.joined else 1)]


def test_tab_goes_through_the_form_in_reading_order(open_settings: Opener) -> None:
    dialog = open_settings()
    type_in(dialog.members.form.lines["phone"], "1")
    form = dialog.members.form
    wanted: list[QWidget] = [
        dialog.members.list, dialog.members.add, *stops(form),
        *form.roles.values(), *form.goals.boxes.values(), *in_order((form.put_back, form.save)),
        dialog.members.password.part.open_button,
        dialog.close_button, dialog.tab_bar,
    ]  # fmt: skip
    dialog.members.list.setFocus()
    found: list[QWidget | None] = []
    for _stop in wanted:
        found.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Key.Key_Tab)
    assert found == wanted


def test_every_button_has_a_name_and_one_is_filled(open_settings: Opener) -> None:
    for tab in (MEMBERS, STATUSES, OFFICE):
        dialog = open_settings(tab)
        shown = [b for b in dialog.findChildren(PushButton) if b.isVisible()]
        assert all(b.accessibleName() for b in shown)
        assert len([b for b in shown if b.property("look") == "primary"]) == 1
        assert all(w.accessibleName() for w in dialog.findChildren(QLineEdit) if w.isVisible())


# -- in the window --------------------------------------------------------------------------------------------------


def settings_of(opened: Opened) -> OfficeSettingsDialog:
    opened.settle()
    return opened.session.window.findChildren(OfficeSettingsDialog)[0]


def test_the_member_menu_opens_it_once(opened: Opened) -> None:
    window = opened.session.window
    assert "Office settings…" in [action.text() for action in window.member_menu.actions()]
    window.action("settings").trigger()
    first = settings_of(opened)
    QTest.keyClick(window, Key.Key_Comma, CTRL)
    opened.settle()
    assert window.findChildren(OfficeSettingsDialog) == [first]
    assert not first.isModal()


def test_the_window_follows_names_and_statuses(opened: Opened) -> None:
    window = opened.session.window
    window.action("settings").trigger()
    dialog = settings_of(opened)
    type_in(dialog.members.form.lines["name"], "Dana Reed")
    press(dialog.members.form.save)
    opened.settle()
    assert opened.session.services.office.actor.name == "Dana Reed"
    dialog.open_tab(OFFICE)
    type_in(dialog.office.lines["name"], "Harbor & Pine")
    press(dialog.office.save)
    opened.settle()
    assert window.windowTitle() == "Harbor & Pine – Brokerdesk"
    dialog.open_tab(STATUSES)
    line = dialog.statuses.row("client").label
    line.selectAll()
    QTest.keyClicks(line, "Working")
    opened.settle()
    press(dialog.statuses.use)
    opened.settle()
    sidebar = opened.session.dashboard.lists.choice("client")
    assert sidebar is not None
    assert sidebar.title == "Working"
    dialog.close()
