"""Calling through a list by keys alone: dials, results, presses, put off, undo, interruption, end (R9, R87)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.actions.calling import NewCalling, start_calling
from db.actions.members import add_member
from db.actions.ownership import assign
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries.calling import Calling, open_calling
from db.queries.contacts import ContactCard, contact_card
from desktop.dialogs.add_task import AddTaskDialog
from desktop.dialogs.call_result import CallResultDialog
from desktop.dialogs.calling.dialog import CallingDialog
from desktop.dialogs.calling.go_on import GoOnDialog
from desktop.item_models.press_ahead import menu_choices
from desktop.widgets.choice_menu import ChoiceMenu
from tests.desktop.conftest import Opened
from tests.desktop.dialogs.desk import Desk
from tests.desktop.pages.hands import click_list, dialog_of, page

Key = Qt.Key
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press_call_key(opened: Opened) -> None:
    """Ctrl+Shift+C over the list that is open."""
    opened.session.window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(page(opened).contacts.view, Key.Key_C, Control | Shift)
    opened.settle()


def start(opened: Opened) -> CallingDialog:
    """Begin with the list that is open."""
    press_call_key(opened)
    return dialog_of(opened, CallingDialog)


def press(opened: Opened, dialog: CallingDialog, *keys: Qt.Key, mod: Qt.KeyboardModifier = NONE) -> None:
    for key in keys:
        opened.clock.tick()
        dialog.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(dialog.focusWidget() or dialog, key, mod)
        opened.settle()


def at(dialog: CallingDialog) -> str:
    """Whose turn it is, as it stands on the screen."""
    assert dialog.view is not None
    assert dialog.view.contact.card.name == dialog.body.who.name.text()
    return dialog.body.who.name.text()


def session_of(opened: Opened) -> Calling:
    found = opened.session.services.office.read(open_calling)
    assert found is not None
    return found


def card(opened: Opened, contact_id: int) -> ContactCard:
    return opened.session.services.office.read(contact_card, contact_id)


def press_by_menu(opened: Opened, dialog: CallingDialog, key: str) -> None:
    """D, then the figure that stands before the disposition."""
    assert dialog.view is not None
    place = next(n for n, one in enumerate(menu_choices(dialog.view.contact.ahead)) if one.key == key)
    press(opened, dialog, Key.Key_D)
    menu = next(m for m in dialog.findChildren(ChoiceMenu) if m.isVisible())
    opened.clock.tick()
    QTest.keyClick(menu, Key(Key.Key_1 + place))
    opened.settle()


@pytest.fixture
def wes(open_window: Callable[..., Opened]) -> Opened:
    """Wes Park's window, his eight new leads open."""
    opened = open_window("Wes Park")
    click_list(opened, "new_lead")
    return opened


def test_r09_an_hour_of_calls_by_keys_alone(wes: Opened) -> None:
    names = wes.shown()
    dialog = start(wes)
    assert at(dialog) == names[0]
    assert dialog.body.who.place.text() == "1 of 8"
    assert QGuiApplication.clipboard().text() == dialog.body.who.number.text()
    assert dialog.body.who.there.text() == "9:07 there"
    assert "Status is New Lead." in dialog.body.why.reasons

    press(wes, dialog, Key.Key_N)
    assert dialog.body.who.dials.text() == "1 of 3 dials"
    first = session_of(wes).queue.ids[0]
    press(wes, dialog, Key.Key_N)
    assert at(dialog) == names[0]
    press(wes, dialog, Key.Key_N)
    assert at(dialog) == names[1], "three dials, and the next opens by itself"
    assert [t.outcome for t in card(wes, first).touches] == ["no_answer"] * 3

    press(wes, dialog, Key.Key_L)
    result = dialog_of(wes, CallResultDialog)
    wes.clock.tick()
    QTest.keyClick(result.answers["talked"], Key.Key_Space)
    QTest.keyClicks(result.words, "wants a tour")
    QTest.keyClick(result, Key.Key_Return)
    wes.settle()
    assert at(dialog) == names[2]

    press_by_menu(wes, dialog, "not_ready")
    assert at(dialog) == names[3]
    press(wes, dialog, Key.Key_Z, mod=Control)
    assert at(dialog) == names[2], "what was taken back is to be done again"
    assert session_of(wes).done == 2
    press_by_menu(wes, dialog, "needs_offer")
    assert at(dialog) == names[3]


def test_what_is_put_off_typed_and_paused_is_not_lost(wes: Opened) -> None:
    names = wes.shown()
    dialog = start(wes)
    press_by_menu(wes, dialog, "needs_offer")
    assert at(dialog) == names[1]
    press(wes, dialog, Key.Key_O)
    assert at(dialog) == names[2]
    assert dialog.body.tally.words.text() == "1 of 8 · 1 put off"
    press(wes, dialog, Key.Key_W)
    assert dialog.body.note.editor.hasFocus()
    QTest.keyClicks(dialog.body.note.editor, "Not now")
    assert wes.session.services.tasks.pending == 0, "a letter in a note is a letter"
    press(wes, dialog, Key.Key_Return, mod=Control)
    third = session_of(wes).queue.ids[2]
    assert [n.body for n in card(wes, third).notes] == ["Not now"]
    assert (dialog.body.note.text, at(dialog)) == ("", names[2])
    press(wes, dialog, Key.Key_W)
    QTest.keyClicks(dialog.body.note.editor, "More")
    press(wes, dialog, Key.Key_Escape, Key.Key_J)
    assert at(dialog) == names[3], "Escape leaves the note first"
    assert card(wes, third).notes[0].body == "More", "what was typed is kept when its contact goes"
    press(wes, dialog, Key.Key_K)
    assert at(dialog) == names[2]

    press(wes, dialog, Key.Key_Escape)
    assert not [d for d in wes.session.window.findChildren(CallingDialog) if d.isVisible()]
    assert session_of(wes).words == "New Lead · 1 of 8"
    wes.session.windows.calls.offer()
    wes.settle()
    assert wes.prompts.toasts[-1] == "Go on with New Lead · 1 of 8?"
    press_call_key(wes)
    QTest.keyClick(dialog_of(wes, GoOnDialog), Key.Key_Return)
    wes.settle()
    again = dialog_of(wes, CallingDialog)
    assert at(again) == names[2]
    press(wes, again, Key.Key_E)
    assert wes.prompts.asked[-1] == "End the calls through New Lead? 7 are still to be called."
    assert wes.session.services.office.read(open_calling) is None
    assert again.body.at_end
    figures = {label: one.text() for label, one in again.body.end_page.tally.figures.items()}
    assert figures == {"Dials": "0", "Conversations": "0", "Appointments": "0", "Left": "7"}
    QTest.keyClick(again.body.end_page.close_button, Key.Key_Space)
    wes.settle()
    assert not [d for d in wes.session.window.findChildren(CallingDialog) if d.isVisible()]


def test_contacts_that_go_meanwhile_are_passed_over_with_a_sentence(wes: Opened) -> None:
    names = wes.shown()
    dialog = start(wes)
    services, ids = wes.session.services, session_of(wes).queue.ids
    other = Office.open(services.office.place, clock=wes.clock)
    other.sign_in("Dana Moreau")
    wes.clock.tick()
    other.perform(change_status, selection=Selection(ids=(ids[1],)), status="archive")
    services.announcer.announce_elsewhere()
    wes.settle()
    press(wes, dialog, Key.Key_J)
    assert at(dialog) == names[2]
    assert dialog.body.passed.text == f"{names[1]} is in Archive now and was passed over."
    ivy = other.facts.member_ids["ivy sandoval"]
    other.perform(assign, selection=Selection(ids=(ids[2],)), member_id=ivy)
    services.announcer.announce_elsewhere()
    wes.settle()
    assert at(dialog) == names[3]
    assert dialog.body.passed.text == "A contact you do not see any more was passed over."
    press(wes, dialog, Key.Key_J)
    assert (at(dialog), dialog.body.passed.text) == (names[4], "")
    other.close()


def test_the_end_comes_by_itself_and_undo_leads_back(wes: Opened) -> None:
    names, table = wes.shown()[:2], page(wes).contacts.table
    for row in (1, 0):
        table.selection.toggle(getattr(table.row_at(row), "id"))  # noqa: B009 - rows of a table are of any kind
    wes.settle()
    dialog = start(wes)
    assert session_of(wes).title == "New Lead, ticked"
    dialog.body.how.dials.setValue(1)
    wes.settle()
    assert at(dialog) == names[0], "in the list's order, not in that of the ticks"
    press(wes, dialog, Key.Key_N, Key.Key_N)
    assert dialog.body.at_end
    assert dialog.body.end_page.head.text() == "Everyone has been called"
    press(wes, dialog, Key.Key_Z, mod=Control)
    assert (at(dialog), dialog.body.at_end) == (names[1], False)
    press(wes, dialog, Key.Key_O)
    assert wes.prompts.toasts[-1] == "Nobody else is left to call."
    press(wes, dialog, Key.Key_T)
    task = dialog_of(wes, AddTaskDialog)
    QTest.keyClicks(task.title, "Ring back")
    QTest.keyClick(task, Key.Key_Return)
    wes.settle()
    assert at(dialog) == names[1], "a task alone is no answer"
    press(wes, dialog, Key.Key_N)
    QTest.keyClick(dialog.body.end_page.close_button, Key.Key_Space)
    wes.settle()
    assert wes.session.services.office.read(open_calling) is None


class Phone(QObject):
    """Takes what is dialled, in place of the system's own program."""

    def __init__(self) -> None:
        super().__init__()
        self.dialled: list[str] = []

    @Slot(QUrl)
    def call(self, url: QUrl) -> None:
        self.dialled.append(url.toString())


@pytest.fixture
def phone() -> Iterator[Phone]:
    made = Phone()
    QDesktopServices.setUrlHandler("tel", made, "call")  # type: ignore[arg-type]  # PySide takes a text here
    yield made
    QDesktopServices.unsetUrlHandler("tel")


def test_the_member_prefers_to_dial_and_to_go_on_by_hand(wes: Opened, phone: Phone) -> None:
    names = wes.shown()
    dialog = start(wes)
    assert phone.dialled == []
    how = dialog.body.how
    how.opening.setCurrentIndex(how.opening.findData("dial"))
    how.opening.activated.emit(how.opening.currentIndex())
    QTest.mouseClick(how.advance, Qt.MouseButton.LeftButton, pos=how.advance.rect().center() / 4)
    how.advance.setChecked(False)
    wes.settle()
    press(wes, dialog, Key.Key_N, Key.Key_N, Key.Key_N)
    assert at(dialog) == names[0], "it waits for a key"
    press(wes, dialog, Key.Key_Return, mod=Control)
    assert at(dialog) == names[1]
    assert phone.dialled == [f"tel:{dialog.body.who.phone}"]
    press(wes, dialog, Key.Key_P)
    assert len(phone.dialled) == 2
    dialog.close()
    wes.settle()
    wes.session.windows.calls.open(session_of(wes).id)
    again = dialog_of(wes, CallingDialog)
    assert (again.body.how.opening.currentData(), again.body.how.advance.isChecked()) == ("dial", False)
    assert at(again) == names[1]


def test_r09_a_fast_hand_logs_no_more_dials_than_a_contact_gets(wes: Opened) -> None:
    names = wes.shown()
    dialog = start(wes)
    for _ in range(5):
        QTest.keyClick(dialog.focusWidget(), Key.Key_N)
    wes.settle()
    assert at(dialog) == names[1]
    assert session_of(wes).tally.dials == 3
    shown: list[QWidget] = [dialog.body.hints, dialog.body.dispositions]
    assert all(part.isVisible() for part in shown)
    assert not dialog.body.buttons["dial"].isVisible()


def test_who_presses_no_dispositions_logs_dials_all_the_same(desk: Desk) -> None:
    ann = desk.add("Ann Lee")
    desk.office.perform(add_member, name="Corinne Hale", roles=("concierge",))
    desk.office.sign_in("Corinne Hale")
    new = NewCalling(Selection(ids=(ann, desk.add("Bob Poe"))))
    session_id = desk.office.perform(start_calling, new=new).value.session_id
    desk.now += 8 * 60 * 60_000
    dialog = CallingDialog(desk.services, session_id, letters=False)
    desk.show(dialog)
    assert dialog.body.who.there.text() == "20:00 there, after 20:00: no time to call"
    assert not dialog.body.dispositions.isVisible()
    assert not dialog.body.hints.isVisible()
    assert not dialog.body.why.isVisible(), "they came from no list"
    QTest.keyClick(dialog.focusWidget(), Key.Key_N)
    desk.settle()
    assert desk.office.read(contact_card, ann).touches == (), "letters are no keys here"
    QTest.mouseClick(dialog.body.buttons["dial"], Qt.MouseButton.LeftButton)
    desk.settle()
    assert [t.outcome for t in desk.office.read(contact_card, ann).touches] == ["no_answer"]
    QTest.keyClicks(dialog.body.note.editor, "Her sister answered")
    desk.office.sign_in("Wes Park")
    dialog.close()
    desk.settle()
    sentence = "A note was not kept, because somebody else works here now."
    assert desk.answers.told == [(sentence, "You had typed: Her sister answered")]
    desk.office.sign_in("Dana Moreau")
    assert desk.office.read(contact_card, ann).notes == ()
