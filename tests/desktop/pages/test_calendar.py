"""The calendar of a member, day and week: moved, made, opened and saved by pointer and keys; clock changes (R11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.actions.activity import add_task
from db.actions.dispositions import PressAnswers, press
from db.changes import Selection
from db.queries import lists
from db.queries.agenda import APPOINTMENT, TASK, AgendaCounts, AgendaItem, agenda_item
from db.rules.agenda import bounds
from db.rules.filters import ListSpec
from db.rules.moments import from_ms, to_ms
from desktop.dialogs.appointment import AppointmentDialog
from desktop.pages.follow_ups.reading import AgendaView, Span, Whose
from desktop.pages.follow_ups.week_blocks import blocks_of, day_names, moved_to, span_words
from desktop.widgets.calendar_layout import Block
from desktop.widgets.week_view import WeekView
from tests.desktop.conftest import Opened
from tests.desktop.pages.follow_up_hands import HOUR, FollowUps, Key, Left, add_follow_ups

ALT = Qt.KeyboardModifier.AltModifier
ZONE = "America/New_York"


@pytest.fixture
def follow_ups(open_window: Callable[..., Opened]) -> FollowUps:
    opened = open_window()
    session = opened.session
    add_follow_ups(session.services.office, opened.clock.now)
    session.window.open_page(session.follow_ups.key)
    hands = FollowUps(opened)
    hands.settle()
    QTest.mouseClick(hands.page.header.week, Left)
    hands.settle()
    return hands


def at(text: str) -> int:
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)))


def item(key: int, starts: str, minutes: int = 60, *, what: str = APPOINTMENT) -> AgendaItem:
    length = minutes if what == APPOINTMENT else 0
    return AgendaItem(what, key, 1, "Ann Lee", "", what, "Showing", "", at(starts), length, "", "", "Dana", None, "",
                      may_change=True)  # fmt: skip


def starts(follow_ups: FollowUps) -> str:
    """When the showing begins, as the office has it."""
    shown = next(one for one in follow_ups.page.week.blocks if one.of.startswith(APPOINTMENT))
    found = follow_ups.opened.session.services.office.read(agenda_item, APPOINTMENT, int(shown.of.split()[1]))
    return from_ms(found.at, ZONE).strftime("%a %d %H:%M")


# -- blocks by the office's clock -----------------------------------------------------------------------------------


def test_r11_a_week_of_23_or_25_hours_more_stands_at_its_hours(open_window: Callable[..., Opened]) -> None:
    office = open_window().session.services.office

    def blocks(first: date, *items: AgendaItem) -> list[tuple[str, int, int, int, bool]]:
        now = at("2026-11-01T12:00")
        counts = AgendaCounts({}, bounds(now, ZONE))
        view = AgendaView("today", items, counts, office.facts, now, Whose(), sees_all=True, me=1, first=first)
        return [(b.key, b.day, b.start, b.minutes, b.all_day) for b in blocks_of(view, first)]

    autumn = blocks(
        date(2026, 10, 26), item(1, "2026-11-01T00:30", 180), item(2, "2026-11-01T01:45", 30),
        item(3, "2026-10-31T23:00", 120), item(4, "2026-10-30T00:00", 2 * 24 * 60),
        item(5, "2026-10-28T00:00", what=TASK),
        item(6, "2026-10-28T09:00", what=TASK),
    )  # fmt: skip
    assert autumn == [
        ("appointment 1 6", 6, 30, 120, False),  # three hours, which end at half past two
        ("appointment 2 6", 6, 105, 30, False),  # into the hour that comes twice
        ("appointment 3 5", 5, 23 * 60, 60, False),
        ("appointment 3 6", 6, 0, 60, False),
        ("appointment 4 4", 4, 0, 1440, True),
        ("appointment 4 5", 5, 0, 1440, True),
        ("task 5 2", 2, 0, 0, True),
        ("task 6 2", 2, 540, 0, False),
    ]
    assert blocks(date(2026, 3, 2), item(1, "2026-03-08T01:30")) == [("appointment 1 6", 6, 90, 120, False)]


def test_r11_moved_by_the_clock_on_the_wall() -> None:
    two = item(1, "2026-10-31T14:00")
    assert moved_to(two, ZONE, days=1, minutes=15) - two.at == 25 * HOUR + HOUR // 4
    assert from_ms(moved_to(item(1, "2026-03-07T02:30"), ZONE, days=1, minutes=0), ZONE).hour == 3, "left out"
    assert Span(0, 1).holding(date(2026, 11, 25), date(2026, 11, 22)) == Span(3, 1)
    assert Span(0).holding(date(2026, 11, 23), date(2026, 11, 22)) == Span(1)
    assert Span(-1).first(date(2026, 11, 22)) == date(2026, 11, 9)
    assert span_words(date(2026, 12, 28)) == "28 Dec 2026 – 3 Jan 2027"
    assert (span_words(date(2026, 11, 22), 1), day_names(date(2026, 11, 22), 1)) == (
        "Sunday 22 Nov 2026", ["Sunday 22 Nov"]
    )  # fmt: skip


# -- by hand --------------------------------------------------------------------------------------------------------


def test_r11_an_appointment_is_dragged_and_given_back(follow_ups: FollowUps) -> None:
    page, week = follow_ups.page, follow_ups.page.week
    block = next(one for one in week.blocks if one.solid)
    assert starts(follow_ups) == "Sun 22 11:07"
    middle = week.rect_of(block.key).center().toPoint()
    day = round((week.width() - 52) / 7)
    QTest.mousePress(week, Left, pos=middle)
    QTest.mouseMove(week, middle + QPoint(-day, 48))
    QTest.mouseMove(week, middle + QPoint(-2 * day, 96))
    QTest.mouseRelease(week, Left, pos=middle + QPoint(-2 * day, 96))
    follow_ups.settle()
    assert starts(follow_ups) == "Fri 20 13:07"
    assert follow_ups.opened.prompts.toasts[-1].startswith("Appointment with ")
    assert page.item is not None
    assert page.item.title == "Showing", "still at hand on its new day"
    offer = follow_ups.opened.prompts.offer
    assert offer is not None
    offer()
    follow_ups.settle()
    assert starts(follow_ups) == "Sun 22 11:07"
    # a twitch of the hand, and Escape, move nothing
    QTest.mousePress(week, Left, pos=middle)
    QTest.mouseMove(week, middle + QPoint(2, 2))
    QTest.mouseRelease(week, Left, pos=middle + QPoint(2, 2))
    QTest.mousePress(week, Left, pos=middle)
    QTest.mouseMove(week, middle + QPoint(0, 200))
    QTest.keyClick(week, Key.Key_Escape)
    QTest.mouseRelease(week, Left, pos=middle + QPoint(0, 200))
    follow_ups.settle()
    assert starts(follow_ups) == "Sun 22 11:07"


def test_r11_moved_opened_and_made_by_keys(follow_ups: FollowUps) -> None:
    page, week, window = follow_ups.page, follow_ups.page.week, follow_ups.opened.session.window
    week.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(week, Key.Key_End)
    QTest.keyClick(week, Key.Key_Down, ALT)
    follow_ups.settle()
    assert starts(follow_ups) == "Sun 22 11:22"
    QTest.keyClick(week, Key.Key_Right, ALT)
    follow_ups.settle()
    assert page.header.title == "23 – 29 Nov 2026", "the calendar follows"
    assert starts(follow_ups) == "Mon 23 11:22"
    QTest.keyClick(week, Key.Key_Return)
    dialog = window.findChild(AppointmentDialog)
    assert dialog is not None
    assert dialog.title.text() == "Showing"
    dialog.reject()
    dialog.deleteLater()
    QTest.keyClick(week, Key.Key_T)
    follow_ups.settle()
    assert page.header.title == "16 – 22 Nov 2026"
    QTest.keyClick(week, Key.Key_Home)
    QTest.keyClick(week, Key.Key_N)
    fresh = [one for one in window.findChildren(AppointmentDialog) if one is not dialog]
    assert from_ms(fresh[0].when.moment, ZONE).strftime("%d %H:%M") == "22 08:00", "at the hour of what is at hand"
    fresh[0].reject()
    QTest.keyClick(week, Key.Key_PageDown)
    QTest.keyClick(week, Key.Key_PageDown)
    follow_ups.settle()
    assert page.header.title == "30 Nov – 6 Dec 2026"
    page.set_letters(on=False)
    QTest.keyClick(week, Key.Key_T)
    follow_ups.settle()
    assert page.header.title == "30 Nov – 6 Dec 2026", "letters are off"


def test_r11_a_day_with_its_hours_and_what_has_none(follow_ups: FollowUps) -> None:
    page, office = follow_ups.page, follow_ups.opened.session.services.office
    contact = next(int(n) for n in office.read(lists.ids, ListSpec("everyone")))
    office.perform(add_task, contact_id=contact, kind="other", title="All day", due_at=at("2026-11-22T00:00"))
    QTest.mouseClick(page.header.day, Left)
    follow_ups.settle()
    assert (page.header.title, page.header.count_words) == ("Sunday 22 Nov 2026", "4 follow-ups")
    assert page.header.day.accessibleName() == "List"
    week = page.week
    assert [one.all_day for one in week.blocks] == [True, False, False, False]
    above = week.rect_of(week.blocks[0].key)
    assert above.bottom() + week.y() < week.head, "in sight above the hours"
    QTest.mouseClick(week, Left, pos=QPoint(int(above.center().x()), int(above.center().y())))
    assert page.item is not None
    assert page.item.title == "All day"
    QTest.mouseClick(page.header.after, Left)
    follow_ups.settle()
    assert page.header.title == "Monday 23 Nov 2026"
    assert len(week.blocks) == 1
    QTest.mouseClick(page.header.this_week, Left)
    QTest.mouseClick(page.header.day, Left)
    follow_ups.settle()
    assert page.list.isVisible()


def test_r11_the_week_is_saved_for_other_calendars(follow_ups: FollowUps, tmp_path: Path) -> None:
    follow_ups.opened.prompts.path = tmp_path / "week.ics"
    QTest.mouseClick(follow_ups.page.header.save, Left)
    follow_ups.settle()
    assert (tmp_path / "week.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    assert follow_ups.opened.prompts.toasts[-1] == "Saved as week.ics"
    QTest.mouseClick(follow_ups.page.header.after, Left)
    follow_ups.settle()
    QTest.mouseClick(follow_ups.page.header.save, Left)
    assert follow_ups.opened.prompts.toasts[-1] == "There is no appointment here to save."


def test_r11_appointment_booked_stands_in_the_calendar_and_done_and_menu_work(follow_ups: FollowUps) -> None:
    page, office = follow_ups.page, follow_ups.opened.session.services.office
    contact = next(int(n) for n in office.read(lists.ids, ListSpec("everyone")))
    answers = PressAnswers(starts_at=at("2026-11-21T15:00"), minutes=90, place="14 Alder Court")
    office.perform(press, selection=Selection(ids=(contact,)), key="appointment_booked", answers=answers)
    page.read()
    follow_ups.settle()
    week = page.week
    booked = next(one for one in week.blocks if one.start == 15 * 60)
    assert (booked.day, booked.minutes, booked.solid) == (5, 90, True)
    assert "14 Alder Court" in booked.spoken
    week.go_to(booked.key)
    QTest.keyClick(week, Key.Key_D)
    follow_ups.choose("Held")
    assert next(one for one in week.blocks if one.key == booked.key).done
    assert not next(one for one in week.blocks if one.key == booked.key).movable
    QTest.keyClick(week, Key.Key_Up, ALT)
    follow_ups.settle()
    assert next(one for one in week.blocks if one.key == booked.key).start == 15 * 60, "what is over stays"
    page._menu(week.mapToGlobal(QPoint(5, 5)))
    menu = page.findChild(QMenu)
    assert menu is not None
    assert "Save as .ics" in [action.text() for action in menu.actions()]
    menu.close()


def test_now_is_marked_only_where_it_is(qtbot: QtBot) -> None:
    week = WeekView()
    qtbot.addWidget(week)
    week.show_week(day_names(date(2026, 11, 16)), [], today=6, now=600)
    QTest.keyClick(week, Key.Key_Down)
    with qtbot.waitSignal(week.free_chosen) as free:
        QTest.keyClick(week, Key.Key_N)
    assert free.args == [6, 540], "today at nine"
    whole = Block("a 1 0", 0, 0, 1440, "A", "", "A", solid=True, late=False, done=False, all_day=True, movable=True)
    week.show_week(["Monday"], [whole, Block("b 1 0", 0, 600, 30, "B", "", "B", solid=True, late=False, done=False)])
    week.resize(400, 900)
    week.show()
    before = week.head
    middle = week.rect_of("a 1 0").center().toPoint()
    QTest.mousePress(week, Left, pos=middle)
    QTest.mouseMove(week, middle + QPoint(0, 200))
    QTest.mouseRelease(week, Left, pos=middle + QPoint(0, 200))
    assert week.rect_of("b 1 0").top() > before, "what has no hour moves by days only"
