"""Reminders hold nothing of contacts that went to somebody else meanwhile (R19)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions import activity, ownership
from db.changes import Selection
from db.office import Office
from db.queries.agenda import agenda
from tests.desktop.conftest import Opened

MINUTE = 60_000
WES = "Wes Park"


def two_calls_due(opened: Opened) -> list[int]:
    """Two calls of the member's fall due at once: one is shown, one waits. Gives their contacts."""
    office, reminders = opened.session.services.office, opened.session.reminders
    reminders.look()
    opened.settle()
    for contact_id in (1, 4):
        office.perform(activity.add_task, contact_id=contact_id, kind="call", title="Ring",
                       due_at=opened.clock.now + MINUTE)  # fmt: skip
    opened.clock.tick(MINUTE)
    reminders.look()
    opened.settle()
    return [one.contact_id for one in office.read(agenda, "today")]


def hand_on(opened: Opened, *ids: int, told: bool) -> None:
    """Another program, in which the broker works, gives contacts to Ivy; `told`: this window has noticed."""
    opened.session.watch.stop()
    office = Office.open(opened.session.services.office.place, clock=opened.clock)
    office.sign_in("Dana Moreau")
    office.perform(ownership.assign, selection=Selection(ids=ids), member_id=office.facts.member_ids["ivy sandoval"])
    office.close()
    if told:
        opened.session.services.announcer.announce_elsewhere()
        opened.settle()


def test_r19_what_went_to_somebody_else_is_taken_away_and_never_shown(open_window: Callable[..., Opened]) -> None:
    opened = open_window(WES)
    card = opened.session.reminders.card
    ids = two_calls_due(opened)
    assert len(ids) == 2
    assert card.words
    hand_on(opened, *ids, told=True)
    assert card.isHidden()
    assert card.words == ""


def test_r19_what_waits_is_read_again_before_it_is_shown(open_window: Callable[..., Opened]) -> None:
    opened = open_window(WES)
    card = opened.session.reminders.card
    ids = two_calls_due(opened)
    assert card.words
    hand_on(opened, ids[1], told=False)
    QTest.mouseClick(card.close_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert card.words == ""
