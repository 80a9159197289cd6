"""The keys of a list (LOOK, Keys): tasks, dials, owners; and the numbers a question names before the press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QEvent, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.queries.contacts import ContactCard, contact_card
from db.rules.moments import from_ms
from desktop.dialogs.add_task import AddTaskDialog, first_due
from desktop.dialogs.change_status import ChangeStatusDialog
from desktop.dialogs.choose_value import ChooseValueDialog
from desktop.dialogs.export import ExportDialog
from desktop.widgets.plain_label import PlainLabel
from tests.desktop.conftest import Opened
from tests.desktop.pages.hands import click_list, dialog_of, page, press

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def current(opened: Opened) -> int:
    found = page(opened).contacts.view.current_id
    assert found is not None
    return found


def card(opened: Opened, contact_id: int) -> ContactCard:
    return opened.session.services.office.read(contact_card, contact_id)


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(PlainLabel))


# -- T ---------------------------------------------------------------------------------------------------------


def test_a_task_for_the_row_at_hand(opened: Opened) -> None:
    press(opened, Key.Key_J)
    who = current(opened)
    press(opened, Key.Key_T)
    dialog = dialog_of(opened, AddTaskDialog)
    assert "Task for 1 contact" in words(dialog)
    assert dialog.title.hasFocus()
    QTest.keyClicks(dialog.title, "Ring back about the offer")
    for _step in range(4):  # kind, day, hour, what they said
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Key.Key_Tab)
    QTest.keyClicks(dialog.said, "in three months")
    dialog.day.setDate(QDate(2027, 2, 22))
    dialog.hour.setTime(QTime(10, 30))
    QTest.keyClick(dialog.said, Key.Key_Return)
    opened.settle()
    task = card(opened, who).tasks[0]
    assert (task.title, task.kind, task.said) == ("Ring back about the offer", "call", "in three months")
    assert from_ms(task.due_at, "America/New_York").strftime("%Y-%m-%d %H:%M") == "2027-02-22 10:30"
    assert opened.prompts.toasts[-1] == "1 contact with a new task"
    assert opened.prompts.offer is not None
    opened.prompts.offer()
    opened.settle()
    assert card(opened, who).tasks == ()


def test_a_moment_that_has_passed_is_no_time_for_a_task(opened: Opened) -> None:
    press(opened, Key.Key_T)
    dialog = dialog_of(opened, AddTaskDialog)
    dialog.day.setDate(QDate(2020, 1, 1))
    QTest.mouseClick(dialog.yes, Left)
    assert dialog.isVisible()
    assert dialog.error == "That moment has passed; choose a later one."
    QTest.keyClick(dialog, Key.Key_Escape)
    assert card(opened, current(opened)).tasks == ()


def test_an_agent_sets_a_task_for_those_that_are_theirs(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    click_list(opened, "everyone")
    QTest.keyClick(page(opened).contacts.view, Key.Key_A, Control)
    press(opened, Key.Key_T)
    dialog = dialog_of(opened, AddTaskDialog)
    assert "Task for 20 of 40 contacts" in words(dialog)
    assert "20 are not yours and stay as they are. You may change your own contacts" in words(dialog)
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()
    assert opened.prompts.toasts[-1].startswith("20 contacts with a new task · 20 refused")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22 08:10", "2026-11-22 09:00"),
        ("2026-11-22 02:59", "2026-11-22 09:00"),
        ("2026-11-22 12:00", "2026-11-22 13:00"),
        ("2026-11-22 17:45", "2026-11-22 18:00"),
        ("2026-11-22 18:20", "2026-11-23 09:00"),
        ("2026-11-22 23:40", "2026-11-23 09:00"),
    ],
)
def test_the_first_offer_is_a_working_hour(now: str, due: str) -> None:
    zone = ZoneInfo("America/New_York")
    assert first_due(datetime.fromisoformat(now).replace(tzinfo=zone)).strftime("%Y-%m-%d %H:%M") == due


# -- N ---------------------------------------------------------------------------------------------------------


def test_r09_three_presses_are_three_attempts(opened: Opened) -> None:
    who, name = current(opened), opened.shown()[0]
    press(opened, Key.Key_N, Key.Key_N, Key.Key_N)
    touches = card(opened, who).touches
    assert [(t.channel, t.outcome) for t in touches] == [("call", "no_answer")] * 3
    assert opened.prompts.toasts == [f"Not Contacted: {name} · 1 attempt logged that nobody answered"] * 3
    for left in (2, 1, 0):
        QTest.keyClick(opened.session.window, Key.Key_Z, Control)
        opened.settle()
        assert len(card(opened, who).touches) == left


def test_a_key_held_down_is_one_press(opened: Opened) -> None:
    who, view = current(opened), page(opened).contacts.view
    for held in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_N, Qt.KeyboardModifier.NoModifier, "n", held)
        QApplication.sendEvent(view, event)
    opened.settle()
    assert len(card(opened, who).touches) == 1


def test_a_dial_is_for_the_row_at_hand_whatever_is_ticked(opened: Opened) -> None:
    QTest.keyClick(page(opened).contacts.view, Key.Key_A, Control)
    press(opened, Key.Key_N)
    assert len(opened.prompts.toasts) == 1
    assert len(card(opened, current(opened)).touches) == 1


# -- C, R, A ---------------------------------------------------------------------------------------------------


def test_claim_release_and_assign_by_key(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    click_list(opened, "pool")
    who = current(opened)
    press(opened, Key.Key_C)
    assert card(opened, who).owner == "Wes Park"
    click_list(opened, "everyone")
    page(opened).contacts.view.go_to(who)
    press(opened, Key.Key_R)
    assert card(opened, who).owner == ""
    press(opened, Key.Key_A)
    dialog = dialog_of(opened, ChooseValueDialog)
    assert dialog.box is not None
    assert [dialog.box.itemText(n) for n in range(dialog.box.count())] == ["Wes Park"]
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()
    assert card(opened, who).owner == "Wes Park"


# -- what a question says before the press (R3) ----------------------------------------------------------------


def tick(opened: Opened) -> None:
    click_list(opened, "everyone")
    page(opened).contacts.table.selection.include_all()


def test_r03_the_question_says_what_is_not_theirs(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    tick(opened)
    page(opened).actions_.start("archive", page(opened).targets.ticked())
    dialog = dialog_of(opened, ChangeStatusDialog)
    assert "Change 20 of 40 contacts to Archive?" in words(dialog)
    assert "20 are not yours and stay as they are." in words(dialog)
    assert dialog.yes.text() == "Change 20 contacts"
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()
    assert opened.prompts.toasts[-1].startswith("20 contacts to Archive · 20 refused")


@pytest.mark.parametrize(
    ("action", "question"),
    [("claim", "Claim 20 of 40 contacts from the pool?"), ("release", "Release 20 of 40 contacts to the pool?")],
)
def test_r03_claims_and_releases_say_it_too(open_window: Callable[..., Opened], action: str, question: str) -> None:
    opened = open_window("Wes Park")
    tick(opened)
    page(opened).actions_.start(action, page(opened).targets.ticked())
    opened.settle()
    assert opened.prompts.asked == [question]


def test_r03_values_and_exports_say_it_too(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    tick(opened)
    page(opened).actions_.start("priority", page(opened).targets.ticked())
    chosen = dialog_of(opened, ChooseValueDialog)
    assert "Set the priority of 20 of 40 contacts to" in words(chosen)
    assert "20 are not yours" in words(chosen)
    chosen.close()
    QTest.mouseClick(page(opened).bar.button("export"), Left)
    export = dialog_of(opened, ExportDialog)
    assert "Export 20 of 40 contacts" in words(export)
    export.close()


def test_r03_where_nothing_may_change_there_is_no_question(open_window: Callable[..., Opened]) -> None:
    opened = open_window("Wes Park")
    click_list(opened, "pool")
    page(opened).contacts.table.selection.include_all()
    page(opened).actions_.start("priority", page(opened).targets.ticked())
    opened.settle()
    assert opened.prompts.toasts == [
        "20 are not yours and stay as they are. You may change your own contacts and those shared with you."
    ]
    assert not [d for d in opened.session.window.findChildren(ChooseValueDialog) if d.isVisible()]


# -- only in a list, and only if wanted ------------------------------------------------------------------------


def test_letters_are_letters_where_one_writes(opened: Opened, qtbot: QtBot) -> None:
    press(opened, Key.Key_Slash)
    QTest.keyClicks(page(opened).header.box, "tnc")
    assert page(opened).header.box.text() == "tnc"
    qtbot.waitUntil(lambda: page(opened).spec.search == "tnc")
    opened.settle()
    assert opened.prompts.toasts == []
    assert not [d for d in opened.session.window.findChildren(QDialog) if d.isVisible()]


def test_letters_can_be_switched_off_in_the_menu(opened: Opened) -> None:
    window = opened.session.window
    letters = next(a for a in window.member_menu.actions() if a.text() == "Single letters as keys")
    letters.trigger()
    press(opened, Key.Key_N, Key.Key_T, Key.Key_C, Key.Key_R, Key.Key_A)
    assert opened.prompts.toasts == []
    assert not [d for d in window.findChildren(QDialog) if d.isVisible()]
    letters.trigger()
    press(opened, Key.Key_N)
    assert len(opened.prompts.toasts) == 1


def test_the_keys_of_the_page_work_from_everywhere_in_the_window(opened: Opened) -> None:
    window, shown = opened.session.window, page(opened)
    opened.session.palette.box.setFocus()
    QTest.keyClick(window, Key.Key_F8)
    assert shown.right.isHidden()
    QTest.keyClick(window, Key.Key_F8)
    assert not shown.right.isHidden()
    QTest.keyClick(window, Key.Key_L, Control)
    assert shown.filter_panel.isVisible()
    QTest.keyClick(window, Key.Key_E, Control)
    export = dialog_of(opened, ExportDialog)
    assert "Export 24 contacts" in words(export)
    export.close()
