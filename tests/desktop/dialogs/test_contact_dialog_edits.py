"""Editing a contact in place: what is typed, kept, refused, and what two people type at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from db.actions import contacts, statuses
from db.changes import Selection
from desktop.dialogs.contact.edits import hashtag_changes
from tests.desktop.dialogs.contact_hands import Opener, card, press, profile_of, row_key, type_in
from tests.desktop.dialogs.desk import Desk

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_field_is_edited_in_place(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    profile = profile_of(dialog)
    type_in(profile.name.row("last_name"), "Leeward")
    desk.settle()
    assert card(desk, ann).fields["last_name"] == "Leeward"
    assert dialog.header._name.text() == "Ann Leeward"
    assert profile.name.row("last_name").text == "Leeward"


def test_choice_and_stars(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    row = dialog.overview.contact.row("priority")
    row.start_edit()
    combo = row.editor
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("hot"))
    QTest.keyClick(combo, Qt.Key.Key_Return)
    desk.settle()
    QTest.keyClick(dialog.overview.contact._stars["interest"], Qt.Key.Key_4)
    desk.settle()
    fields = card(desk, ann).fields
    assert (fields["priority"], fields["interest"]) == ("hot", 4)


def test_problem_stands_beside_the_field_with_what_was_typed(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    type_in(dialog.overview.contact.row(row_key(desk, ann, "emails")), "not an address")
    desk.settle()
    row = dialog.overview.contact.row(row_key(desk, ann, "emails"))
    assert "not an address" in row.error
    assert isinstance(row.editor, QLineEdit)
    assert row.editor.text() == "not an address"
    assert card(desk, ann).emails[0].value == "ann@example.com"


def test_phone_email_address_and_hashtags(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", hashtags=("pool",))
    dialog = open_dialog(ann)
    column = dialog.overview.contact
    type_in(column.row(row_key(desk, ann, "phones")), "813 555 0199")
    desk.settle()
    type_in(column.row(row_key(desk, ann, "addresses")), "9 Oak St, Boston, MA 2134")
    desk.settle()
    type_in(column.row("hashtags"), "#Relocation, pool")
    desk.settle()
    profile = profile_of(dialog)
    type_in(profile.reach.row("emails:new"), "ann.lee@example.org")
    desk.settle()
    found = card(desk, ann)
    assert [p.e164 for p in found.phones] == ["+18135550199"]
    assert found.phones[0].label == "mobile"
    assert (found.addresses[0].city, found.addresses[0].postal_code) == ("Boston", "02134")
    assert set(found.hashtags) == {"pool", "Relocation"}
    assert [e.value for e in found.emails] == ["ann@example.com", "ann.lee@example.org"]


def test_hashtag_line_to_changes() -> None:
    assert hashtag_changes("#pool #Old", "#POOL new#two") == (("new", "two"), ("Old",))


def test_typing_survives_what_others_write(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    QTest.keyClicks(dialog.overview.note.editor, "Called about the")
    row = dialog.overview.contact.row(row_key(desk, ann, "phones"))
    type_in(row, "813 555", enter=False)
    outcome = desk.office.perform(statuses.change_status, selection=Selection(ids=(ann,)), status="client")
    desk.services.announcer.announce(outcome.changes)
    desk.settle()
    assert dialog.header.statuses.current == "client"
    assert dialog.overview.note.text == "Called about the"
    assert row.editor is not None
    assert isinstance(row.editor, QLineEdit)
    assert row.editor.text() == "813 555"


def test_other_contacts_do_not_make_it_read_again(desk: Desk, open_dialog: Opener) -> None:
    ann, bob = desk.add("Ann Lee"), desk.add("Bob Ray")
    dialog = open_dialog(ann)
    before = dialog.view
    outcome = desk.office.perform(statuses.change_status, selection=Selection(ids=(bob,)), status="client")
    desk.services.announcer.announce(outcome.changes)
    desk.settle()
    assert dialog.view is before


@pytest.mark.parametrize("mine", [True, False])
def test_two_edits_that_meet(desk: Desk, open_dialog: Opener, mine: bool) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    profile = profile_of(dialog)
    row = profile.name.row("company")
    type_in(row, "Mine & Sons", enter=False)
    desk.office.perform(contacts.edit_contact, contact_id=ann, changes={"company": "Theirs Ltd"})
    assert row.editor is not None
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    desk.settle()
    question = dialog.edits.conflict
    assert question is not None
    assert not question.keep.isEnabled()
    press(question.choice("company", mine=mine))
    press(question.keep)
    desk.settle()
    kept = "Mine & Sons" if mine else "Theirs Ltd"
    assert card(desk, ann).fields["company"] == kept
    assert profile.name.row("company").text == kept


def test_a_field_opened_and_left_untouched_is_no_edit(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    profile = profile_of(dialog)
    row = profile.name.row("company")
    row.start_edit()
    outcome = desk.office.perform(contacts.edit_contact, contact_id=ann, changes={"company": "Theirs Ltd"})
    desk.services.announcer.announce(outcome.changes)
    desk.settle()
    assert row.editor is not None
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    desk.settle()
    assert dialog.edits.conflict is None
    assert row.text == "Theirs Ltd"


def test_what_is_refused_after_closing_is_told(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    desk.windows.remove(dialog)
    type_in(dialog.overview.contact.row(row_key(desk, ann, "emails")), "no address")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.settle()
    ((sentence, detail),) = desk.answers.told
    assert sentence.startswith("Ann Lee: ")
    assert detail == "You had typed: no address"
