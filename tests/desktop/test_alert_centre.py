"""The bell, its panel, the waiting clock and the toast, worked as a person works them (R19, R42, R72, R76)."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from db.actions import activity, ownership
from db.actions.base import Action
from db.actions.leads import answer_update_request, ask_for_updates, set_lead_status
from db.changes import Selection
from db.office import Office
from db.queries import alerts
from db.queries.contacts import contact_card
from desktop.alert_centre import AlertCentre
from desktop.dialogs.alerts.sample import empty_view, full_view
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.tray import tray_of
from desktop.widgets.push_button import PushButton
from desktop.widgets.toast import Toast, ToastMessage
from desktop.widgets.waiting_clock import DAY, HOUR, MINUTE, WaitingClock, waited
from tests.desktop.conftest import Opened
from tests.office_fixtures import FakeClock

P = ParamSpec("P")
R = TypeVar("R")
Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
WES = "Wes Park"
OWN = 1  # Ana Whitfield, of Wes


def centre(opened: Opened) -> AlertCentre:
    return opened.session.alerts


def elsewhere(opened: Opened) -> Office:
    """Another program on the same office, in which the broker works."""
    office = Office.open(opened.session.services.office.place, clock=opened.clock)
    office.sign_in("Dana Moreau")
    return office


def by_broker(opened: Opened, action: Action[P, R], /, *args: P.args, **given: P.kwargs) -> None:
    """Another program writes, and this window has noticed."""
    opened.session.watch.stop()
    opened.session.services.office.changed_elsewhere()
    other = elsewhere(opened)
    try:
        other.perform(action, *args, **given)
    finally:
        other.close()
    opened.session.services.announcer.announce_elsewhere()
    opened.settle()


def new_lead(opened: Opened, contact_id: int = OWN, lead_type: str = "question") -> None:
    by_broker(opened, activity.add_lead, contact_id=contact_id, lead_type=lead_type, listing="14 Alder Court")


def links(item: QWidget) -> list[PushButton]:
    return [one for one in item.findChildren(PushButton) if one.property("look") == "link"]


@pytest.fixture
def wes(open_window: Callable[..., Opened]) -> Opened:
    """The window of the agent."""
    return open_window(WES)


def test_an_alert_of_another_program_rings_once_and_opens_the_contact(wes: Opened) -> None:
    bell = centre(wes).bell
    assert (bell.count, bell.accessibleName()) == (0, "No new alerts")
    new_lead(wes)
    assert (bell.count, bell.accessibleName()) == (1, "1 new alert")
    line = "Question of Ana Whitfield: 14 Alder Court"
    assert wes.prompts.toasts == [line]
    wes.session.services.announcer.announce_elsewhere()
    wes.settle()
    assert wes.prompts.toasts == [line]
    assert wes.prompts.offer is not None
    wes.prompts.offer()
    wes.settle()
    assert wes.session.window.findChildren(ContactDialog)[0].isVisible()
    assert bell.count == 0


def test_what_is_new_when_the_window_opens_is_counted_and_not_said(
    wes: Opened, open_window: Callable[..., Opened]
) -> None:
    new_lead(wes)
    again = open_window(WES, place=wes.session.services.office.engines.path)
    assert centre(again).bell.count == 1
    assert again.prompts.toasts == []


def test_the_key_opens_the_panel_and_escape_closes_it(wes: Opened) -> None:
    new_lead(wes)
    panel = centre(wes).panel
    QTest.keyClick(wes.session.window, Key.Key_J, Control)
    assert panel.isVisible()
    assert [item.line.text() for item in panel.alerts] == ["Question of Ana Whitfield: 14 Alder Court"]
    assert panel.alerts[0].time.text() == "just now"
    assert "November 2026" in panel.alerts[0].time.toolTip()
    QTest.keyClick(panel.area, Key.Key_Escape)
    assert not panel.isVisible()


def test_a_name_opens_the_contact_and_its_alert_counts_as_seen(wes: Opened) -> None:
    new_lead(wes)
    QTest.mouseClick(centre(wes).bell, Left)
    panel = centre(wes).panel
    QTest.mouseClick(links(panel.alerts[0])[0], Left)
    wes.settle()
    assert not panel.isVisible()
    assert wes.session.window.findChildren(ContactDialog)[0].isVisible()
    assert centre(wes).bell.count == 0
    assert wes.session.window.action("undo").text() == "Undo"


def test_all_are_marked_as_seen_and_stay_in_the_panel(wes: Opened) -> None:
    new_lead(wes)
    new_lead(wes, lead_type="contact_form")
    QTest.mouseClick(centre(wes).bell, Left)
    panel = centre(wes).panel
    assert centre(wes).bell.count == 2
    QTest.mouseClick(panel.mark, Left)
    wes.settle()
    assert centre(wes).bell.count == 0
    assert len(panel.alerts) == 2
    assert not panel.mark.isEnabled()
    assert panel.isVisible()


def test_r19_an_alert_goes_from_the_panel_with_its_contact(wes: Opened) -> None:
    new_lead(wes)
    panel = centre(wes).panel
    panel.open()
    assert len(panel.alerts) == 1
    ivy = wes.session.services.office.facts.member_ids["ivy sandoval"]
    by_broker(wes, ownership.assign, selection=Selection(ids=(OWN,)), member_id=ivy)
    assert panel.alerts == []
    assert not panel.empty.isHidden()
    assert centre(wes).bell.count == 0


def ask(wes: Opened) -> None:
    """The concierge's work: an active lead, and the request it makes."""
    other = elsewhere(wes)
    lead = other.perform(activity.add_lead, contact_id=OWN, lead_type="question").value
    other.perform(set_lead_status, selection=Selection(ids=(lead,)), lead_status="active")
    other.close()
    by_broker(wes, ask_for_updates)


def test_r72_a_request_is_answered_on_the_spot(wes: Opened) -> None:
    ask(wes)
    panel = centre(wes).panel
    QTest.mouseClick(centre(wes).bell, Left)
    [item] = panel.requests.values()
    QTest.mouseClick(item.answer, Left)
    assert item.error == "Say in a line how it stands."
    QTest.keyClicks(item.say, "Showing on Saturday")
    wes.session.services.announcer.announce_elsewhere()
    wes.settle()
    assert panel.requests[item.request.id] is item
    assert item.say.text() == "Showing on Saturday"
    item.status.setCurrentIndex(item.status.findData("client"))
    QTest.mouseClick(item.follow, Left)
    QTest.keyClick(item.say, Key.Key_Return)
    wes.settle()
    assert panel.requests == {}
    assert wes.prompts.toasts[-1] == "Update on Ana Whitfield: Showing on Saturday"
    office = wes.session.services.office
    card = office.read(contact_card, OWN)
    assert card.fields["status"] == "client"
    assert next(note.body for note in card.notes) == "Update: Showing on Saturday"
    assert [task.kind for task in card.tasks if task.done_at is None] == ["follow_up"]
    assert office.read(alerts.unseen_count) == 1  # the question itself
    assert wes.prompts.offer is not None
    wes.prompts.offer()
    wes.settle()
    assert len(panel.requests) == 1


def test_r72_a_follow_up_of_today_is_an_hour_ahead(wes: Opened) -> None:
    ask(wes)
    panel = centre(wes).panel
    panel.open()
    [item] = panel.requests.values()
    wes.clock.tick(2 * MINUTE)
    centre(wes).tick()
    QTest.keyClicks(item.say, "Rings back today")
    item.follow.setChecked(True)
    item.day.setDate(QDate(2026, 11, 22))
    QTest.mouseClick(item.answer, Left)
    wes.settle()
    card = wes.session.services.office.read(contact_card, OWN)
    due = [task.due_at for task in card.tasks if task.done_at is None]
    assert due == [wes.clock.now + 60 * 60_000], "9:00 has passed"


def test_r72_a_request_answered_meanwhile_says_so(wes: Opened) -> None:
    ask(wes)
    panel = centre(wes).panel
    panel.open()
    [item] = panel.requests.values()
    other = elsewhere(wes)
    other.perform(answer_update_request, task_id=item.request.id, line="Done by the broker")
    other.close()
    QTest.keyClicks(item.say, "Mine")
    QTest.mouseClick(item.answer, Left)
    wes.settle()
    assert item.error == "This request has been answered already."


def test_the_waiting_clock_counts_and_opens_its_list(wes: Opened) -> None:
    clock = centre(wes).clock
    assert clock.isHidden()
    new_lead(wes)
    assert clock.text().strip() == "1 waiting · 0 min"
    assert clock.property("care") == "false"
    wes.clock.tick(2 * HOUR + 10 * MINUTE)
    centre(wes).tick()
    assert clock.text().strip() == "1 waiting · 2 h 10 min"
    assert clock.property("care") == "true"
    QTest.mouseClick(clock, Left)
    assert wes.shown() == ["Ana Whitfield"]
    wes.session.services.office.perform(activity.add_touch, contact_id=OWN, channel="call", outcome="answered")
    centre(wes).read()
    wes.settle()
    assert clock.isHidden()


def test_a_toast_that_offers_undo_is_spoken_first(wes: Opened, qtbot: QtBot) -> None:
    window = wes.session.window
    toast = Toast(window)
    toast.say(ToastMessage("1 contact to Client", "Undo", "1"))
    new_lead(wes)
    new_lead(wes)
    assert wes.prompts.toasts == []
    toast.say(ToastMessage("1 contact to Sphere", "Undo", "2"))
    toast.dismiss()
    QApplication.processEvents()
    assert wes.prompts.toasts == []
    toast.dismiss()
    qtbot.waitUntil(lambda: bool(wes.prompts.toasts))
    assert wes.prompts.toasts == ["2 new alerts"]
    assert wes.prompts.offer is not None
    wes.prompts.offer()
    assert centre(wes).panel.isVisible()


def test_the_next_member_sees_nothing_of_the_one_before(wes: Opened) -> None:
    new_lead(wes)
    panel = centre(wes).panel
    panel.open()
    wes.session.services.office.sign_in("Ivy Sandoval")
    centre(wes).member_changed()
    assert panel.isHidden()
    wes.settle()
    assert panel.alerts == []
    assert (centre(wes).bell.count, centre(wes).clock.isHidden()) == (0, True)
    assert len(wes.prompts.toasts) == 1


def test_the_panel_goes_when_the_keyboard_goes_elsewhere(wes: Opened) -> None:
    panel = centre(wes).panel
    panel.open()
    QApplication.processEvents()
    panel._on_focus(None, wes.session.palette.box)
    assert not panel.isVisible()


def test_without_a_screen_there_is_no_tray(wes: Opened) -> None:
    assert tray_of(wes.session.window) is None
    assert centre(wes).tray is None
    assert wes.session.window.findChildren(QSystemTrayIcon) == []


def test_the_panel_shows_everything_and_nothing(wes: Opened) -> None:
    panel, facts, now = centre(wes).panel, wes.session.services.office.facts, wes.clock.now
    panel.show_view(full_view(now, facts))
    panel.open()
    assert (len(panel.offers), len(panel.requests), len(panel.alerts)) == (1, 1, 5), "what is asked is not said twice"
    [offer] = panel.offers.values()
    assert offer.time.text() == "12 min left"
    answered: list[object] = []
    panel.taken.disconnect()
    panel.taken.connect(answered.append)
    QTest.mouseClick(offer.take, Left)
    QTest.mouseClick(offer.take, Left)
    assert answered == [7]
    digest = panel.alerts[2]
    assert [one.text() for one in links(digest)] == ["Bea Orr", "Cal Poe"]
    within = panel.area.viewport().width()
    body = panel.area.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= within
    panel.tick(now + 12 * MINUTE)
    assert offer.time.text() == "its time has passed"
    panel.show_view(empty_view(now, facts))
    assert not panel.empty.isHidden()
    assert not panel.mark.isEnabled()


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (0, "0 min"), (59 * MINUTE, "59 min"), (HOUR, "1 h"), (2 * HOUR + 10 * MINUTE, "2 h 10 min"),
        (DAY - 1, "23 h 59 min"), (DAY, "1 d"), (3 * DAY + 4 * HOUR, "3 d 4 h"),
    ],
)  # fmt: skip
def test_a_wait_in_words(passed: int, words: str) -> None:
    assert waited(passed) == words


def test_a_clock_that_runs_behind_waits_for_nothing_negative(qtbot: QtBot) -> None:
    clock = WaitingClock()
    qtbot.addWidget(clock)
    clock.set_waiting(2, FakeClock().now, now=FakeClock().now - HOUR)
    assert clock.text().strip() == "2 waiting · 0 min"
