"""The lead that is looked at: who, what, and the ways to the contact (R71)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from db.rules.lead_lists import lead_spec
from desktop.dialogs.contact.dialog import ContactDialog
from tests.desktop.pages.lead_hands import Dialled, Leads

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


# -- lists and rows --------------------------------------------------------------------------------------------


def test_r71_the_summary_says_who_what_where_and_how_it_stands(reading: Leads) -> None:
    page = reading.page
    page.show_list(lead_spec("waiting", "lead_type=showing_request"))
    reading.settle()
    reading.press(Key.Key_J, Key.Key_K)
    shown = page.summary.shown
    assert shown is not None
    assert page.summary.name.text() == reading.shown()[0]
    assert page.summary.heading.text() == "Showing request"
    fields = page.summary.fields.fields()
    assert {"Owner", "Lead Status", "Contact Status"} <= set(fields)
    assert fields["Lead Status"] == "Not set"


def test_r71_view_the_name_enter_and_double_click_open_the_contact(reading: Leads) -> None:
    page, window = reading.page, reading.opened.session.window
    view, name = page.tables.view, reading.shown()[0]

    def opened_one() -> None:
        reading.settle()
        dialogs = [d for d in window.findChildren(ContactDialog) if d.isVisible()]
        assert len(dialogs) == 1
        assert name in dialogs[0].windowTitle()
        dialogs[0].close()
        reading.settle()

    QTest.keyClick(view, Key.Key_Return)
    opened_one()
    QTest.mouseClick(page.summary.reach.open, Left)
    opened_one()
    QTest.mouseClick(page.summary.name, Left)
    opened_one()
    at = view.visualRect(page.tables.table.index(0, 1)).center()
    QTest.mouseClick(view.viewport(), Left, pos=at)
    QTest.mouseDClick(view.viewport(), Left, pos=at)
    opened_one()


def test_a_caller_nobody_knows_is_no_contact(reading: Leads) -> None:
    page = reading.page
    page.show_list(lead_spec("call_log", "known=no"))
    reading.settle()
    assert reading.shown() == ["Unknown"]
    assert not page.summary.reach.open.isEnabled()
    reading.press(Key.Key_Return)
    assert reading.opened.prompts.toasts == ["Nobody in the office has this number."]


def test_a_number_dials(reading: Leads) -> None:
    dialled = Dialled()
    QDesktopServices.setUrlHandler("tel", dialled, "dial")  # type: ignore[arg-type]  # it takes the name as a text
    try:
        QTest.mouseClick(reading.page.summary.phone, Left)
        QTest.mouseClick(reading.page.summary.reach.call, Left)
    finally:
        QDesktopServices.unsetUrlHandler("tel")
    shown = reading.page.summary.shown
    assert shown is not None
    assert dialled.numbers == [shown.phone, shown.phone]


# -- live ------------------------------------------------------------------------------------------------------
