"""The window of a contact: used again for the next one, and what is asked or said stands over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.changes import Selection
from desktop.dialogs.contact.dialog import ContactDialog, _spares_of
from desktop.dialogs.prompts import WindowPrompts
from desktop.dialogs.question import QuestionDialog
from desktop.operations import statuses
from tests.desktop.dialogs.contact_hands import card, press, profile_of, row_key, type_in
from tests.desktop.dialogs.desk import Desk


@pytest.fixture
def host(desk: Desk) -> QWidget:
    window = QWidget()
    desk.show(window)
    return window


def opened(desk: Desk, contact_id: int, host: QWidget) -> ContactDialog:
    dialog = ContactDialog.for_contact(desk.services, contact_id, parent=host)
    dialog.show()
    dialog.activateWindow()
    dialog._idle.stop()
    desk.settle()
    return dialog


def test_a_closed_window_serves_the_next_contact_with_nothing_of_the_last(desk: Desk, host: QWidget) -> None:
    ann, bob = desk.add("Ann Lee", hashtags=("pool",)), desk.add("Bob Ray", status="client")
    dialog = opened(desk, ann, host)
    profile = profile_of(dialog)
    type_in(profile.name.row("company"), "Half a na", enter=False)
    QTest.keyClicks(dialog.overview.note.editor, "Half a tho")
    gone: list[bool] = []
    dialog.closed.connect(lambda: gone.append(True))
    desk.answers.yes = True
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.settle()
    assert gone == [True]
    assert dialog.spare
    again = opened(desk, bob, host)
    assert again is dialog
    assert again.windowTitle() == "Bob Ray – Brokerdesk"
    assert again.header.statuses.current == "client"
    assert again.tab_bar.currentIndex() == 0
    assert again.overview.note.text == ""
    assert not again.typing
    assert again.overview.contact.row(row_key(desk, bob, "emails")).text == "bob@example.com"
    assert again.overview.contact.row("hashtags").text == ""
    assert profile_of(again).name.row("first_name").text == "Bob"
    assert card(desk, ann).fields["company"] == card(desk, bob).fields["company"] == ""
    press(again.header.statuses.button("closed"))
    desk.settle()
    assert card(desk, bob).fields["status"] == "closed"
    assert card(desk, ann).fields["status"] == "new_lead"


def test_two_are_two_windows_and_one_of_them_is_kept(desk: Desk, host: QWidget) -> None:
    ann, bob = desk.add("Ann Lee"), desk.add("Bob Ray")
    first, second = opened(desk, ann, host), opened(desk, bob, host)
    assert first is not second
    first.close()
    second.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert _spares_of(host, desk.services) == host.findChildren(ContactDialog) == [first]


def test_a_spare_window_hears_of_no_change_and_one_is_made_in_idle_time(desk: Desk, host: QWidget) -> None:
    ann = desk.add("Ann Lee")
    dialog = opened(desk, ann, host)
    dialog._idle.timeout.emit()
    (spare,) = _spares_of(host, desk.services)
    assert spare is not dialog
    statuses.change_status(desk.services, Selection(ids=(ann,)), status="client", label="Client")
    desk.settle()
    assert spare.view is None
    assert opened(desk, desk.add("Bob Ray"), host) is spare


def test_what_is_answered_after_closing_is_told_and_changes_no_other_contact(desk: Desk, host: QWidget) -> None:
    ann, bob = desk.add("Ann Lee"), desk.add("Bob Ray")
    dialog = opened(desk, ann, host)
    type_in(dialog.overview.contact.row(row_key(desk, ann, "emails")), "no address")
    dialog.close()
    again = opened(desk, bob, host)
    assert again is dialog
    ((sentence, _detail),) = desk.answers.told
    assert sentence == "Ann Lee: “no address” is no e-mail address."
    assert again.overview.contact.row(row_key(desk, bob, "emails")).error == ""


def test_questions_and_toasts_stand_over_the_window_that_is_worked_in(desk: Desk, host: QWidget) -> None:
    ann = desk.add("Ann Lee")
    prompts = WindowPrompts()
    prompts.set_host(host)
    desk.services = replace(desk.services, prompts=prompts)
    dialog = opened(desk, ann, host)
    QTest.keyClicks(dialog.overview.note.editor, "Half a thought")
    dialog.reject()
    (question,) = dialog.findChildren(QuestionDialog)
    assert not host.findChildren(QuestionDialog, options=Qt.FindChildOption.FindDirectChildrenOnly)
    question.reject()
    dialog.activateWindow()
    QApplication.processEvents()
    prompts.toast("Kept", action="Undo")
    toast = prompts.toast_widget
    assert toast is not None
    assert toast.window() is dialog
    assert toast.message is not None
    host.activateWindow()
    QApplication.processEvents()
    prompts.toast("In the main window")
    main = prompts.toast_widget
    assert main is not None
    assert main.window() is host
    assert [one.message is not None for one in (main, toast)] == [True, False]
