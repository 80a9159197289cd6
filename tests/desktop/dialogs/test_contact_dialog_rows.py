"""Rows of the contact dialog on a real office: e-mails, phones, addresses, properties, extra fields, subscription."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from db.actions import contacts, details, members, statuses, subscriptions
from db.changes import Selection
from db.rules.details import Detail
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.subscription import ARCHIVED, SubscriptionDialog
from desktop.widgets.icon_button import IconButton
from tests.desktop.dialogs.contact_hands import Opener, card, choose, choose_in, press, profile_of, row_key, type_in
from tests.desktop.dialogs.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_dialog(desk: Desk) -> Opener:
    def make(contact_id: int) -> ContactDialog:
        dialog = ContactDialog(desk.services, contact_id)
        desk.show(dialog)
        return dialog

    return make


def mails(desk: Desk, contact_id: int) -> list[tuple[str, str, bool]]:
    return [(e.value, e.label, bool(e.is_primary)) for e in card(desk, contact_id).emails]


def undo(desk: Desk, dialog: ContactDialog) -> None:
    dialog.activateWindow()  # without a window manager nobody gives it back after a menu
    QApplication.processEvents()
    QTest.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    desk.settle()


def test_one_e_mail_is_added_named_made_primary_and_taken_away(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    reach = profile_of(dialog).reach
    type_in(reach.row("emails:new"), "lee@work.example.com")
    desk.settle()
    assert reach.row("emails:new").text == ""
    second = row_key(desk, ann, "emails", 1)
    choose(reach, second, "Label", "Work")
    desk.settle()
    choose(reach, second, "Make primary")
    desk.settle()
    assert mails(desk, ann) == [("ann@example.com", "home", False), ("lee@work.example.com", "work", True)]
    assert [reach.row(k).accessibleName() for k in reach.order if k.startswith("emails")] == [
        "Work, primary: lee@work.example.com",
        "Home: ann@example.com",
        "Another e-mail: not set",
    ]
    choose(reach, second, "Remove")
    desk.settle()
    assert mails(desk, ann) == [("ann@example.com", "home", True)]
    for _ in range(4):
        undo(desk, dialog)
    assert mails(desk, ann) == [("ann@example.com", "home", True)]
    assert len(desk.answers.toasts) == 8


def test_an_edit_beside_a_relay_address_is_kept(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    relay = {"kind": "emails", "values": {"text": "ann.b@example.com"}}
    desk.office.perform(details.add_detail, contact_id=ann, **relay)  # type: ignore[arg-type]  # by name
    reach = profile_of(open_dialog(ann)).reach
    type_in(reach.row(row_key(desk, ann, "emails", 1)), "x1@convo.zillow.com")
    desk.settle()
    row = reach.row(row_key(desk, ann, "emails", 1))
    assert "is a relay" in row.error
    assert isinstance(row.editor, QLineEdit)
    QTest.keyClick(row.editor, Qt.Key.Key_Escape)
    type_in(reach.row(row_key(desk, ann, "emails")), "ann.lee@example.com")
    desk.settle()
    assert [value for value, _, _ in mails(desk, ann)] == ["ann.lee@example.com", "ann.b@example.com"]


def test_a_row_emptied_goes_and_its_text_can_be_copied_by_the_menu_key(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    column = dialog.overview.contact
    row = column.row(row_key(desk, ann, "phones"))
    assert not row.findChildren(IconButton)  # the overview stays calm: the menu is under the right button
    row.customContextMenuRequested.emit(QPoint(4, 4))
    assert column.menu is not None
    column.menu.setActiveAction(column.menu.actions()[0])
    QTest.keyClick(column.menu, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "(813) 555-0117"
    type_in(row, "")
    desk.settle()
    assert card(desk, ann).phones == ()
    assert column.row("phones:new").text == ""


def test_an_address_is_mended_part_by_part(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    places = profile_of(open_dialog(ann)).places
    line = row_key(desk, ann, "addresses")
    choose(places, line, "Parts of the address")
    type_in(places.row(f"{line}:unit"), "Apt 4")
    desk.settle()
    type_in(places.row(f"{line}:postal_code"), "2134")
    desk.settle()
    row = card(desk, ann).addresses[0]
    assert (row.street, row.unit, row.city, row.postal_code) == ("14 Alder Court", "Apt 4", "Tampa", "02134")
    assert places.row(line).text == "14 Alder Court, Apt 4, Tampa, FL 02134"
    choose(places, line, "Parts of the address")
    assert places.order == (line, "addresses:new")


def test_r33_seller_information_is_edited_in_place(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    seller = profile_of(open_dialog(ann)).seller
    assert seller.order == ("properties:new",)
    type_in(seller.row("properties:new"), "9 Dune Rd, Boston, MA 2134")
    desk.settle()
    key = row_key(desk, ann, "properties")
    choose_in(seller.row(f"{key}:property_type"), "condo")
    desk.settle()
    type_in(seller.row(f"{key}:bedrooms"), "several")
    desk.settle()
    assert seller.row(f"{key}:bedrooms").error == "Bedrooms is a number."
    type_in_open(seller.row(f"{key}:bedrooms").editor, "3")
    desk.settle()
    row = card(desk, ann).properties[0]
    assert (row.street, row.city, row.postal_code, row.property_type, row.bedrooms) == (
        "9 Dune Rd", "Boston", "02134", "condo", "3",
    )  # fmt: skip
    choose(seller, f"{key}:street", "Remove property")
    desk.settle()
    assert card(desk, ann).properties == ()


def type_in_open(editor: object, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_extra_fields_are_changed_added_and_removed(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", extra=(("Gift", "basket"),))
    dialog = open_dialog(ann)
    extra = profile_of(dialog).extra
    type_in(extra.row("extra:Gift"), "wine")
    desk.settle()
    type_in(extra.row("extra"), "Gate code")
    desk.settle()
    assert extra.row("extra").error == "Write it as name: value."
    type_in_open(extra.row("extra").editor, "Gate code: 12:34")
    desk.settle()
    assert card(desk, ann).fields["extra"] == {"Gift": "wine", "Gate code": "12:34"}
    choose(extra, "extra:Gift", "Remove")
    desk.settle()
    assert card(desk, ann).fields["extra"] == {"Gate code": "12:34"}
    undo(desk, dialog)
    assert card(desk, ann).fields["extra"] == {"Gift": "wine", "Gate code": "12:34"}


def test_the_lender_is_chosen_among_the_lenders(desk: Desk, open_dialog: Opener) -> None:
    lena = desk.office.perform(members.add_member, name="Lena Ortiz", roles=("lender",)).value
    ann = desk.add("Ann Lee")
    row = open_dialog(ann).overview.contact.row("lender_id")
    choose_in(row, str(lena))
    desk.settle()
    assert card(desk, ann).lender == "Lena Ortiz"
    assert row.accessibleName() == "Lender: Lena Ortiz"


def test_hashtags_typed_at_once_are_one_step(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", hashtags=("pool",))
    dialog = open_dialog(ann)
    type_in(dialog.overview.contact.row("hashtags"), "#loft #garage")
    desk.settle()
    assert set(card(desk, ann).hashtags) == {"loft", "garage"}
    undo(desk, dialog)
    assert card(desk, ann).hashtags == ("pool",)


@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize(
    ("key", "typed", "theirs", "shown"),
    [
        ("emails", "mine@example.com", "theirs@example.com", "theirs@example.com"),
        ("addresses", "1 Mine St, Tampa, FL 33606", "2 Theirs St, Tampa, FL 33606", "2 Theirs St, Tampa, FL 33606"),
        ("phones", "(813) 555-0120", "", "Removed"),
    ],
)
def test_two_edits_of_one_row_that_meet(
    desk: Desk, open_dialog: Opener, key: str, typed: str, theirs: str, shown: str, mine: bool
) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    row = dialog.overview.contact.row(row_key(desk, ann, key))
    type_in(row, typed, enter=False)
    detail = Detail(key, int(row.key.partition(":")[2]))
    desk.office.perform(details.change_detail, contact_id=ann, detail=detail, changes={"text": theirs})
    assert row.editor is not None
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    desk.settle()
    question = dialog.edits.conflict
    assert question is not None
    assert question.choice(row.key, mine=True).accessibleName() == f"Yours: {typed}"
    assert question.choice(row.key, mine=False).accessibleName() == f"Theirs: {shown}"
    press(question.choice(row.key, mine=mine))
    press(question.keep)
    desk.settle()
    column = dialog.overview.contact
    kept = [column.row(k).text for k in column.order if k.startswith(key)]
    assert kept == [typed if mine else theirs]


def test_a_row_taken_away_that_somebody_changed_is_asked_about(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    reach = profile_of(dialog).reach
    key = row_key(desk, ann, "emails")
    detail = Detail("emails", int(key.partition(":")[2]))
    desk.office.perform(details.change_detail, contact_id=ann, detail=detail, changes={"text": "new@example.com"})
    choose(reach, key, "Remove")
    desk.settle()
    question = dialog.edits.conflict
    assert question is not None
    assert question.choice(key, mine=True).accessibleName() == "Yours: Removed"
    press(question.choice(key, mine=False))
    press(question.keep)
    desk.settle()
    assert reach.row(key).text == "new@example.com"


def test_r38_unsubscribed_with_a_cause_and_again_with_a_reason(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    overview = dialog.overview
    assert not overview.subscription.resubscribe.isVisible()
    press(overview.subscription.unsubscribe)
    question = dialog.findChild(SubscriptionDialog)
    assert question is not None
    question.cause.setFocus()
    QTest.keyClick(question.cause, Qt.Key.Key_Down)
    QTest.keyClicks(question.line, "mailbox full")
    press(question.yes)
    desk.settle()
    assert card(desk, ann).fields["unsubscribe_cause"] == "bounce"
    assert overview.receives.row("cause").text == "their mail came back"
    assert overview.receives.row("since").text == "22 Nov 2026"
    profile = profile_of(dialog)
    assert not profile.buttons.unsubscribe.isVisible()
    press(profile.buttons.resubscribe)
    again = next(d for d in dialog.findChildren(SubscriptionDialog) if d.isVisible())
    press(again.yes)
    assert "Say why they want our messages again" in again.problem.text()
    QTest.keyClicks(again.line, "asked at the closing")
    QTest.keyClick(again.line, Qt.Key.Key_Return)
    desk.settle()
    found = card(desk, ann)
    assert bool(found.fields["email_subscribed"])
    assert [(s.subscribed, s.words) for s in found.subscriptions] == [(0, "mailbox full"), (1, "asked at the closing")]
    undo(desk, dialog)
    assert not card(desk, ann).fields["email_subscribed"]
    assert profile.buttons.resubscribe.isVisible()


def test_r06_archived_contacts_are_not_subscribed_again_from_here(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    desk.office.perform(statuses.change_status, selection=Selection(ids=(ann,)), status="archive")
    dialog = open_dialog(ann)
    buttons = dialog.overview.subscription
    assert dialog.overview.receives.row("cause").text == "by Archive"
    assert not buttons.resubscribe.isEnabled()
    assert buttons.resubscribe.toolTip() == ARCHIVED
    press(dialog.header.statuses.button("sphere"))
    desk.settle()
    assert buttons.resubscribe.isEnabled()
    assert not card(desk, ann).fields["email_subscribed"]


def test_who_may_not_edit_sees_why(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", extra=(("Gift", "basket"),))
    desk.office.perform(subscriptions.unsubscribe, contact_id=ann)
    desk.office.perform(contacts.edit_contact, contact_id=ann, changes={"company": "Bluewater"})
    desk.office.sign_in("Wes Park")
    dialog = open_dialog(ann)
    profile = profile_of(dialog)
    assert not profile.buttons.resubscribe.isEnabled()
    assert profile.buttons.resubscribe.toolTip() == REFUSALS[Right.EDIT]
    press(profile.extra.row("extra:Gift"))
    assert profile.extra.row("extra:Gift").editor is None
    assert "extra" not in profile.extra.order
    assert "emails:new" not in profile.reach.order
    assert not profile.seller.isVisible()
    press(profile.reach.row(row_key(desk, ann, "emails")).findChildren(IconButton)[0])
    assert profile.reach.menu is not None
    assert [act.text() for act in profile.reach.menu.actions()] == ["Copy"]
    profile.reach.menu.close()
