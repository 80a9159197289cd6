"""The page of follow-ups: parts and counts, keys, moves, calls, the week, whose they are, reminders (R11, R22, R41)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from db.actions.activity import add_task
from db.queries import lists
from db.queries.agenda import agenda, agenda_counts, between
from db.rules.agenda import monday_of
from db.rules.filters import ListSpec
from db.rules.moments import day_of, from_ms
from desktop.dialogs.appointment import AppointmentDialog
from desktop.dialogs.call_result import CallResultDialog
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.log_call import LogCallDialog
from desktop.dialogs.move_task import MoveDialog
from desktop.item_models.agenda_model import AgendaModel
from desktop.pages.follow_ups.week_blocks import day_names
from desktop.widgets.calendar_layout import Block
from desktop.widgets.week_view import WeekView
from tests.desktop.conftest import Opened
from tests.desktop.pages.follow_up_hands import HOUR, FollowUps, Key, Left, add_follow_ups
from tests.desktop.pages.lead_hands import Dialled

MINUTE = 60_000


@pytest.fixture
def follow_ups(open_window: Callable[..., Opened]) -> FollowUps:
    opened = open_window()
    session = opened.session
    add_follow_ups(session.services.office, opened.clock.now)
    session.window.open_page(session.follow_ups.key)
    hands = FollowUps(opened)
    hands.settle()
    return hands


def test_r41_parts_hold_what_they_count(follow_ups: FollowUps, qtbot: QtBot) -> None:
    QAbstractItemModelTester(follow_ups.page.list.agenda, QAbstractItemModelTester.FailureReportingMode.QtTest)
    # a Sunday: the week ends today
    assert follow_ups.counts() == [1, 2, 0, 2, 0]
    assert follow_ups.shown() == ["Today, Sunday 22 Nov", "Ring today", "Showing"]
    follow_ups.click_part("Overdue")
    assert follow_ups.shown() == ["Today, Sunday 22 Nov", "Ring back"]
    assert (follow_ups.page.header.title, follow_ups.page.header.count_words) == ("Overdue", "1 follow-up")
    follow_ups.click_part("Later")
    assert follow_ups.shown() == ["Tomorrow, Monday 23 Nov", "Ask again", "Tuesday 22 Dec", "Send papers"]
    row = follow_ups.page.list.agenda.rows[0]
    assert row.detail == "Ask again · Follow-up · they said 2 days"
    assert "they said 2 days" in row.spoken
    follow_ups.click_part("This week")
    assert follow_ups.page.empty.isVisible(), "a sentence where nothing is"


def test_keys_go_over_the_headings_and_done_is_undone(follow_ups: FollowUps) -> None:
    follow_ups.click_part("Later")
    follow_ups.press(Key.Key_J)
    assert follow_ups.page.item is not None
    assert follow_ups.page.item.title == "Send papers"
    follow_ups.press(Key.Key_Space)
    assert follow_ups.counts() == [1, 2, 0, 1, 1]
    assert follow_ups.opened.prompts.toasts[-1] == "Task done"
    offer = follow_ups.opened.prompts.offer
    assert offer is not None
    offer()
    assert follow_ups.counts() == [1, 2, 0, 2, 0]
    follow_ups.press(Key.Key_K, Key.Key_D)
    follow_ups.click_part("Done today")
    assert follow_ups.shown() == ["Tomorrow, Monday 23 Nov", "Ask again"]
    follow_ups.press(Key.Key_D)
    assert follow_ups.counts()[-1] == 0, "and is to do again"


def test_the_tick_is_done(follow_ups: FollowUps) -> None:
    follow_ups.click_part("Later")
    view = follow_ups.page.list
    rect = view.visualRect(view.agenda.index(1))
    QTest.mouseClick(view.viewport(), Left, pos=QPoint(rect.left() + 20, rect.center().y()))
    assert follow_ups.counts() == [1, 2, 0, 1, 1]


def test_r41_a_call_is_dialled_and_asks_what_came_of_it(follow_ups: FollowUps) -> None:
    dialled = Dialled()
    QDesktopServices.setUrlHandler("tel", dialled, "dial")  # type: ignore[arg-type]  # PySide takes a text here
    try:
        follow_ups.click_part("Overdue")
        follow_ups.press(Key.Key_P)
    finally:
        QDesktopServices.unsetUrlHandler("tel")
    assert len(dialled.numbers) == 1
    dialog = follow_ups.opened.session.window.findChild(CallResultDialog)
    assert dialog is not None
    assert not dialog.yes.isEnabled()
    QTest.mouseClick(dialog.answers["talked"], Left, pos=QPoint(8, dialog.answers["talked"].height() // 2))
    QTest.keyClicks(dialog.said.line, "2 weeks")
    assert dialog.said.sentence == "They said 2 weeks · set for 29 Nov 2026 (halved)"
    QTest.mouseClick(dialog.yes, Left)
    assert follow_ups.counts() == [0, 2, 0, 3, 1]
    assert follow_ups.opened.prompts.toasts[-1].endswith("reached: we talked, next on 29 Nov 2026")


def test_words_that_name_no_time_keep_the_question_open(follow_ups: FollowUps) -> None:
    follow_ups.click_part("Overdue")
    follow_ups.press(Key.Key_D)
    dialog = follow_ups.opened.session.window.findChild(CallResultDialog)
    assert dialog is not None
    dialog.answers["no_answer"].click()
    QTest.keyClicks(dialog.said.line, "purple")
    QTest.mouseClick(dialog.yes, Left)
    assert dialog.isVisible()
    assert "no time we understand" in dialog.said.sentence
    dialog.reject()
    assert follow_ups.counts() == [1, 2, 0, 2, 0]


def test_r41_moved_by_a_menu_and_by_a_date(follow_ups: FollowUps) -> None:
    follow_ups.click_part("Overdue")
    follow_ups.press(Key.Key_M)
    follow_ups.choose("Tomorrow")
    assert follow_ups.counts() == [0, 2, 0, 3, 0]
    follow_ups.click_part("Later")
    first = follow_ups.page.list.agenda.rows[0].item
    assert from_ms(first.at, "America/New_York").strftime("%d %H:%M") == "23 08:07", "the hour stays"
    follow_ups.press(Key.Key_M)
    follow_ups.choose("A date…")
    dialog = follow_ups.opened.session.window.findChild(MoveDialog)
    assert dialog is not None
    dialog.when.day.setDate(dialog.when.day.date().addDays(-30))
    QTest.mouseClick(dialog.yes, Left)
    assert dialog.error == "That moment has passed; choose a later one."
    dialog.when.day.setDate(dialog.when.day.date().addDays(90))
    QTest.mouseClick(dialog.yes, Left)
    assert follow_ups.shown()[-1] == first.title


def test_r11_an_appointment_is_made_and_its_overlap_told(follow_ups: FollowUps, tmp_path: Path) -> None:
    follow_ups.opened.prompts.path = tmp_path / "one.ics"
    QTest.mouseClick(follow_ups.page.header.new, Left)
    dialog = follow_ups.opened.session.window.findChild(AppointmentDialog)
    assert dialog is not None
    follow_ups.settle()
    assert dialog.contact.contact_id is not None, "the contact at hand"
    dialog.when.set_moment(follow_ups.opened.clock.now + 2 * HOUR + 30 * MINUTE)
    dialog.minutes.setValue(45)
    follow_ups.settle()
    assert dialog.overlap.startswith("At the same time: 11:07, 60 min, ")
    QTest.keyClicks(dialog.title, "Listing appointment")
    dialog.file.click()
    QTest.mouseClick(dialog.yes, Left)
    assert follow_ups.counts() == [1, 3, 0, 2, 0]
    follow_ups.settle()
    assert any("overlaps" in text for text in follow_ups.opened.prompts.toasts)
    assert b"SUMMARY:Listing appointment\r\n" in (tmp_path / "one.ics").read_bytes()


def test_r11_an_appointment_with_whom_is_found_by_name(follow_ups: FollowUps) -> None:
    follow_ups.click_part("This week")
    QTest.mouseClick(follow_ups.page.header.new, Left)
    dialog = follow_ups.opened.session.window.findChild(AppointmentDialog)
    assert dialog is not None
    if dialog.contact.contact_id is not None:
        dialog.contact.clear()
        dialog.contact.textEdited.emit("")
    assert not dialog.yes.isEnabled()
    QTest.keyClicks(dialog.contact, "Marcus")
    QTest.qWait(200)
    follow_ups.settle()
    completer = dialog.contact.completer()
    assert completer.completionCount() > 0
    completer.activated.emit(completer.completionModel().index(0, 0).data())
    assert dialog.yes.isEnabled()
    dialog.reject()


def test_r11_what_became_of_an_appointment(follow_ups: FollowUps) -> None:
    follow_ups.opened.clock.tick(4 * HOUR)
    follow_ups.page.read()
    follow_ups.click_part("Overdue")
    assert follow_ups.shown()[1:] == ["Ring back", "Ring today", "Showing"]
    follow_ups.press(Key.Key_J, Key.Key_J, Key.Key_D)
    follow_ups.choose("Held")
    assert follow_ups.counts() == [2, 0, 0, 2, 1]


def test_enter_opens_the_contact(follow_ups: FollowUps) -> None:
    follow_ups.press(Key.Key_Return)
    dialog = follow_ups.opened.session.window.findChild(ContactDialog)
    assert dialog is not None
    follow_ups.settle()
    assert follow_ups.page.item is not None
    assert dialog.contact_id == follow_ups.page.item.contact_id


def test_r19_whose_they_are(follow_ups: FollowUps) -> None:
    office, members = follow_ups.opened.session.services.office, follow_ups.page.members
    assert [members.itemText(n) for n in range(members.count())] == [
        "Mine", "Everyone's", "Ivy Sandoval", "Wes Park"
    ]  # fmt: skip
    members.setCurrentIndex(3)
    assert follow_ups.counts() == [1, 0, 0, 0, 0]
    members.setCurrentIndex(1)
    assert follow_ups.counts() == [2, 2, 0, 2, 0]
    follow_ups.click_part("Overdue")
    assert {row.item.title for row in follow_ups.page.list.agenda.rows} == {"Ring back", "Of Wes"}
    office.sign_in("Wes Park")
    follow_ups.opened.session.show_member()
    follow_ups.settle()
    assert members.isHidden()
    assert follow_ups.counts() == [office.read(agenda_counts).counts[key] for key in
                                   ("overdue", "today", "week", "later", "done")]  # fmt: skip
    assert [row.item for row in follow_ups.page.list.agenda.rows] == list(office.read(agenda, "overdue"))


def test_the_week_by_pointer_and_keys(follow_ups: FollowUps) -> None:
    page = follow_ups.page
    QTest.mouseClick(page.header.week, Left)
    follow_ups.settle()
    week = page.week
    office = follow_ups.opened.session.services.office
    monday = monday_of(day_of(follow_ups.opened.clock.now, "America/New_York"))
    assert page.header.title == "16 – 22 Nov 2026"
    assert [one.title for one in week.blocks] == [one.contact for one in office.read(between, 0, 10**14)][:3]
    assert day_names(monday)[-1] == "Sun 22 Nov"
    week.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(week, Key.Key_Home)
    QTest.keyClick(week, Key.Key_Down)
    assert page.item is not None
    assert page.item.title == "Ring today"
    QTest.keyClick(week, Key.Key_End)
    assert page.item.title == "Showing"
    assert week.rect_of(week.current).height() == pytest.approx(46)
    QTest.mouseClick(week, Left, pos=week.rect_of(week.blocks[0].key).center().toPoint())
    assert page.item.title == "Ring back"
    QTest.mouseClick(page.header.after, Left)
    follow_ups.settle()
    assert [one.spoken.split(", ")[0] for one in week.blocks] == ["Monday"]
    QTest.mouseClick(page.header.week, Left)
    follow_ups.settle()
    assert page.list.isVisible()


def test_blocks_stand_beside_each_other_and_days_are_stepped_over(qtbot: QtBot) -> None:
    week = WeekView()
    qtbot.addWidget(week)

    def block(key: str, day: int, start: int, minutes: int) -> Block:
        return Block(key, day, start, minutes, key, "", key, solid=True, late=False, done=False)

    blocks = [block("a", 0, 600, 60), block("b", 0, 630, 60), block("c", 0, 690, 30), block("d", 3, 0, 1440),
              block("e", 6, 1439, 0)]  # fmt: skip
    week.show_week(day_names(monday_of(day_of(0, "UTC"))), blocks)
    week.resize(900, 1200)
    week.show()
    a, b, c = (week.rect_of(key) for key in "abc")
    assert not a.intersects(b)
    assert not b.intersects(c)
    assert a.width() < c.width() or c.left() == a.left()
    for key, expected in ((Key.Key_Right, "a"), (Key.Key_Right, "d"), (Key.Key_Right, "e"), (Key.Key_Right, "e"),
                          (Key.Key_Left, "d"), (Key.Key_Up, "c"), (Key.Key_Home, "a"), (Key.Key_Up, "a")):  # fmt: skip
        QTest.keyClick(week, key)
        assert week.current == expected
    with qtbot.waitSignal(week.opened) as opened:
        QTest.keyClick(week, Key.Key_Return)
    assert opened.args == ["a"]
    assert week.accessibleDescription().endswith("5 entries")
    with qtbot.waitSignal(week.free_chosen) as free:
        QTest.mouseDClick(week, Left, pos=week.rect_of("c").center().toPoint() + QPoint(0, 100))
    assert free.args[0] == 0
    week.show_week([""] * 7, ())
    assert week.current == ""


def test_an_item_model_of_nothing_and_of_much(qtbot: QtBot) -> None:
    model = AgendaModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.QtTest)
    assert model.rowCount() == 0
    assert model.next_place(0) is None


# -- reminders -----------------------------------------------------------------------------------------------------


def test_after_a_late_start_one_summary(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    session = opened.session
    office, now = session.services.office, opened.clock.now
    ids = [int(n) for n in office.read(lists.ids, ListSpec("everyone"))][:4]
    for n in ids:
        office.perform(add_task, contact_id=n, kind="call", title="Ring", due_at=now - HOUR)
    session.reminders.look()
    opened.settle()
    assert opened.prompts.toasts == ["4 follow-ups are overdue"]
    assert opened.prompts.tones == ["news"], "nobody did anything: no tick"
    assert session.reminders.card.isHidden()
    assert opened.prompts.offer is not None
    opened.prompts.offer()
    opened.settle()
    assert session.follow_ups.isVisible()
    session.reminders.look()
    opened.settle()
    assert opened.prompts.toasts == ["4 follow-ups are overdue"], "not told twice"


def test_what_falls_due_is_told_once_put_off_and_done(follow_ups: FollowUps) -> None:
    opened, reminders = follow_ups.opened, follow_ups.opened.session.reminders

    def minutes_later(minutes: int) -> str:
        opened.clock.tick(minutes * MINUTE)
        reminders.look()
        opened.settle()
        return reminders.card.words

    assert minutes_later(0) == ""
    assert minutes_later(59) == ""
    words = minutes_later(1)
    assert words.startswith("Call: ")
    assert "Ring today" in reminders.card.accessibleName()
    QTest.mouseClick(reminders.card.later, Left)
    assert minutes_later(1) == ""
    assert minutes_later(14) == words, "fifteen minutes on"
    QTest.mouseClick(reminders.card.done, Left)
    assert follow_ups.counts() == [1, 1, 0, 2, 1]
    assert minutes_later(45).startswith("Appointment: ")
    QTest.mouseClick(reminders.card.open, Left)
    opened.settle()
    assert opened.session.window.findChild(ContactDialog) is not None
    assert minutes_later(1) == ""


def test_what_was_done_elsewhere_is_taken_away(follow_ups: FollowUps) -> None:
    opened, reminders = follow_ups.opened, follow_ups.opened.session.reminders
    reminders.look()
    opened.settle()
    opened.clock.tick(HOUR)
    reminders.look()
    opened.settle()
    assert reminders.card.words
    follow_ups.page.read()
    follow_ups.settle()
    assert follow_ups.shown()[1] == "Ring today"
    follow_ups.page.list.setCurrentIndex(follow_ups.page.list.agenda.index(1))
    follow_ups.press(Key.Key_M)
    follow_ups.choose("Next week")
    assert reminders.card.words == ""


def test_r19_another_member_is_not_reminded_of_these(follow_ups: FollowUps) -> None:
    opened, session = follow_ups.opened, follow_ups.opened.session
    session.reminders.look()
    opened.settle()
    opened.clock.tick(HOUR)
    session.reminders.look()
    opened.settle()
    assert session.reminders.card.words
    session.services.office.sign_in("Ivy Sandoval")
    session.show_member()
    opened.settle()
    assert session.reminders.card.words == ""


# -- calls by hand --------------------------------------------------------------------------------------------------


def test_r55_a_call_is_logged_from_the_call_log(open_window: Callable[..., Opened]) -> None:
    opened = open_window()
    leads = opened.session.leads
    opened.session.window.open_page(leads.key)
    opened.settle()
    assert leads.page.header.log_call.isHidden()
    leads.page.open_list("call_log")
    opened.settle()
    QTest.mouseClick(leads.page.header.log_call, Left)
    dialog = opened.session.window.findChild(LogCallDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.yes, Left)
    assert dialog.error == "Which number was it?"
    QTest.keyClicks(dialog.number, "813 555 0199")
    dialog.when.set_moment(opened.clock.now + timedelta(days=1) // timedelta(milliseconds=1))
    QTest.mouseClick(dialog.yes, Left)
    assert dialog.error == "That moment is still to come."
    dialog.when.set_moment(opened.clock.now)
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()
    assert opened.prompts.toasts[-1] == "Call logged: answered · nobody in the office has this number"
    assert leads.page.tables.table.total == 1
