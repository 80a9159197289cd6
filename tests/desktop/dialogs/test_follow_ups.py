"""General Follow-Up, appointments and calls in the contact's own window and in the form of a task (R11, R22, R55)."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from db.actions.appointments import NewAppointment, add_appointment
from db.queries.agenda import of_contact
from desktop.dialogs.add_task import AddTaskDialog
from desktop.dialogs.appointment import AppointmentDialog
from desktop.dialogs.log_call import LogCallDialog
from tests.desktop.dialogs.contact_hands import LEFT, Opener, card
from tests.desktop.dialogs.desk import DAY, NOON, Desk

ZONE = "America/New_York"


def test_r22_what_they_said_and_what_is_set_show_at_once(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    box = dialog.overview.follow_up
    assert box.said.sentence == ""
    assert box.set_button.isHidden()
    QTest.keyClicks(box.said.line, "6 months")
    assert box.said.sentence == "They said 6 months · set for 22 Feb 2027 (halved)"
    assert dialog.typing, "what was begun is asked about before the window closes"
    QTest.mouseClick(box.set_button, LEFT)
    desk.settle()
    task = card(desk, ann).tasks[0]
    assert (task.kind, task.said) == ("follow_up", "6 months")
    assert [item.detail for item in dialog.overview.next.items] == ["They said 6 months"]
    assert box.said.line.text() == ""
    assert not dialog.typing


def test_r22_the_day_can_be_changed_and_nonsense_says_so(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    box = open_dialog(ann).overview.follow_up
    QTest.keyClicks(box.said.line, "purple")
    QTest.keyClick(box.said.line, Qt.Key.Key_Return)
    assert "no time we understand" in box.said.sentence
    box.said.line.selectAll()
    QTest.keyClicks(box.said.line, "6 months")
    box.said.when.day.setDate(QDate(2020, 1, 1))
    assert box.said.sentence == "That moment has passed; choose a later one."
    box.said.when.day.setDate(QDate(2027, 1, 4))
    assert box.said.sentence == "They said 6 months · set for 4 Jan 2027 (changed)"
    QTest.keyClick(box.said.line, Qt.Key.Key_Return)
    desk.settle()
    task = card(desk, ann).tasks[0]
    assert (task.said, task.due_at) == ("6 months", NOON + 43 * DAY - 3 * 60 * 60_000)


def test_r11_an_appointment_stands_among_what_is_next_and_is_changed(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    made = NewAppointment(NOON + DAY, 60, "Showing", "14 Alder Court")
    desk.office.perform(add_appointment, contact_id=ann, appointment=made)
    dialog = open_dialog(ann)
    items = dialog.overview.next.items
    assert [(item.title, item.detail, item.when) for item in items] == [
        ("Showing", "14 Alder Court", "tomorrow 12:00, 60 min")
    ]
    key = items[0].appointment_id
    dialog.overview.next.appointment_opened.emit(key)
    menu = next(m for m in dialog.findChildren(QMenu) if m.isVisible())
    assert [a.text() for a in menu.actions() if a.isEnabled()] == ["Change…", "Cancelled", "Save as .ics"]
    menu.actions()[0].trigger()
    menu.close()
    form = dialog.findChild(AppointmentDialog)
    assert form is not None
    form.minutes.setValue(90)
    QTest.mouseClick(form.yes, LEFT)
    desk.settle()
    assert dialog.overview.next.items[0].when == "tomorrow 12:00, 90 min"


def test_r11_add_an_appointment_from_the_contact(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    QTest.mouseClick(dialog.overview.follow_up.appointment, LEFT)
    form = dialog.findChild(AppointmentDialog)
    assert form is not None
    assert (form.contact.contact_id, form.contact.isEnabled()) == (ann, False)
    QTest.keyClicks(form.title, "Listing appointment")
    QTest.mouseClick(form.yes, LEFT)
    desk.settle()
    assert [one.title for one in desk.office.read(of_contact, ann)] == ["Listing appointment"]


def test_r55_a_call_is_logged_from_the_contact(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")
    dialog = open_dialog(ann)
    QTest.mouseClick(dialog.overview.follow_up.call, LEFT)
    form = dialog.findChild(LogCallDialog)
    assert form is not None
    form.minutes.setValue(1)
    QTest.mouseClick(form.yes, LEFT)
    desk.settle()
    assert [touch.outcome for touch in card(desk, ann).touches] == ["talked"]


def test_who_may_not_edit_is_offered_nothing(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee")  # in the pool
    desk.office.sign_in("Wes Park")
    assert open_dialog(ann).overview.follow_up.isHidden()


def test_r22_a_task_of_kind_follow_up_is_halved_as_one_types(desk: Desk) -> None:
    dialog = AddTaskDialog("Task for Ann Lee", now=NOON, zone=ZONE)
    desk.show(dialog)
    QTest.keyClicks(dialog.said, "2 weeks")
    assert dialog.half.isHidden(), "a call is set for when the member says"
    dialog.kind.setCurrentIndex(dialog.kind.findData("follow_up"))
    assert dialog.half.text() == "They said 2 weeks · set for 29 Nov 2026 (halved)"
    assert dialog.day.date() == QDate(2026, 11, 29)
    assert dialog.hour.time().toString("HH:mm") == "09:00"
    dialog.day.setDate(QDate(2026, 12, 1))
    assert dialog.half.isHidden(), "the member changed it"
    dialog.said.selectAll()
    QTest.keyClicks(dialog.said, "when the roof is done")
    assert dialog.day.date() == QDate(2026, 12, 1)
