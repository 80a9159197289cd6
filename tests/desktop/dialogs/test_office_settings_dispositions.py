"""Dispositions in the office's settings: typed, moved, added, deleted, previewed and saved, by keys and mouse (R23)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu

from db.actions.dispositions import press as press_disposition
from db.actions.dispositions import set_dispositions
from db.changes import Selection
from db.queries.dispositions import office_dispositions
from db.rules.dispositions import OfficeDispositions
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.dialogs.office_settings.dispositions_tab import DispositionsTab
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import DISPOSITIONS, open_dialog, press

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
Opener = Callable[..., OfficeSettingsDialog]


@pytest.fixture
def open_settings(desk: Desk) -> Opener:
    return partial(open_dialog, desk, DISPOSITIONS)


def rows(tab: DispositionsTab) -> list[str]:
    return [str(tab.list.item(n).data(int(Qt.ItemDataRole.AccessibleTextRole))) for n in range(tab.list.count())]


def name(tab: DispositionsTab, text: str) -> None:
    tab.form.label.selectAll()
    QTest.keyClicks(tab.form.label, text)


def pick(box: QComboBox, text: str) -> None:
    box.setFocus()
    QTest.keyClicks(box, text)
    assert box.currentText().startswith(text)


def used(desk: Desk) -> OfficeDispositions:
    return desk.office.read(office_dispositions)


def test_r23_a_yellow_one_is_renamed_and_held_longer(desk: Desk, open_settings: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    desk.office.perform(press_disposition, selection=Selection(ids=(ann,)), key="offer_rejected")
    before = used(desk)
    tab = open_settings().dispositions
    assert rows(tab)[0] == "1. Not Contacted, Purple, Purple"
    assert rows(tab)[6] == "7. Offer Rejected, Yellow, Yellow · 7 days, then the pool"
    assert rows(tab)[-1] == "Texts, records, forms, Policy texts, what confirms a sale, addresses"
    assert tab.list.hasFocus()
    assert (tab.effects.isVisible(), tab.save.isEnabled()) == (False, False)
    for _ in range(6):
        QTest.keyClick(tab.list, Key.Key_Down)
    assert tab.form.label.text() == "Offer Rejected"
    assert [tab.form.lines[key].isVisible() for key in ("hold_days", "guard", "status", "lifts")] == [
        True, False, True, False
    ]  # fmt: skip
    name(tab, "Offer Declined")
    tab.form.hold_days.selectAll()
    QTest.keyClicks(tab.form.hold_days, "10")
    assert not tab.save.isEnabled(), "what it does is shown first"
    desk.settle()
    assert tab.effects.sentences == [
        "1 press: Offer Rejected is called Offer Declined from now on; those made keep the old name.",
        "1 countdown: Offer Declined: countdowns that run end on the day they were given.",
        "Offer Declined: from the next press on, 10 days with the owner, then the pool.",
        "It is one step: one undo takes it all back. The history keeps the old names and colours.",
    ]
    press(tab.save)
    desk.settle()
    assert desk.answers.toasts == ["Dispositions changed"]
    one = next(d for d in used(desk).all if d.key == "offer_rejected")
    assert (one.label, one.hold_days) == ("Offer Declined", 10)
    assert not tab.unsaved
    desk.answers.offers[-1]()
    desk.settle()
    assert used(desk) == before
    assert tab.form.label.text() == "Offer Rejected"


def test_r23_what_is_wrong_stands_beside_its_field_as_one_types(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().dispositions
    tab.choose("dead_deal")
    name(tab, "Wrong Number")
    assert tab.form.lines["label"].error == "Another disposition is called Wrong Number already."
    pick(tab.form.guard, "Refused without")
    assert tab.form.lines["guard"].error == "This guard needs the record to be asked for."
    desk.settle()
    assert tab.effects.sentences == ["Put right what is marked first: Wrong Number."]
    assert not tab.save.isEnabled()
    assert "Something is wrong" in rows(tab)[12]
    QTest.keyClick(tab.form.asks.boxes["record"], Key.Key_Space)
    assert tab.form.lines["guard"].error == ""
    press(tab.put_back)
    assert tab.form.label.text() == "Dead Deal"
    assert tab.form.lines["label"].error == ""
    # the texts have their own form
    tab.choose("")
    contract = tab.texts.lines["contract_link"].editor
    assert isinstance(contract, QLineEdit)
    QTest.keyClicks(contract, "forms.example")
    assert tab.texts.lines["contract_link"].error.startswith("A form's address begins with https://")
    contract.setText("https://forms.example/{id}")
    records = tab.texts.lines["records"].editor
    assert isinstance(records, QLineEdit)
    QTest.keyClicks(records, ", The deed")
    desk.settle()
    press(tab.save)
    desk.settle()
    assert used(desk).records == (("propstream", "PropStream"), ("assessor", "The assessor"), ("the_deed", "The deed"))
    assert used(desk).contract_link == "https://forms.example/{id}"


def test_r23_moved_by_keys_and_by_dragging(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().dispositions
    QTest.keyClick(tab.list, Key.Key_Down, ALT)
    assert [d.key for d in tab.office.all][:2] == ["needs_offer", "not_contacted"]
    assert tab.chosen is not None
    assert tab.chosen.key == "not_contacted"
    desk.settle()
    assert tab.effects.sentences[0] == "2 keys: The keys after D move: Needs Offer 2 → 1, Not Contacted 1 → 2."
    view = tab.list.viewport()
    first, third = (tab.list.visualItemRect(tab.list.item(n)).center() for n in (0, 2))
    QTest.mousePress(view, Left, pos=first)
    QTest.mouseMove(view, QPoint(first.x(), (first.y() + third.y()) // 2))
    QTest.mouseMove(view, third)
    QTest.mouseRelease(view, Left, pos=third)
    assert [d.key for d in tab.office.all][:3] == ["not_contacted", "appointment_booked", "needs_offer"]
    assert tab.chosen.key == "needs_offer"
    tab.choose("dead_deal")
    QTest.keyClick(tab.list, Key.Key_Down, ALT)
    assert tab.office.all[-1].key == "dead_deal", "nothing goes below the last"
    desk.settle()
    press(tab.save)
    desk.settle()
    assert [d.key for d in used(desk).all][:3] == ["not_contacted", "appointment_booked", "needs_offer"]


def test_r23_added_then_deleted_or_switched_off(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().dispositions
    press(tab.add)
    menu = tab.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Green", "Yellow", "Red"]
    menu.actions()[1].trigger()
    menu.close()
    assert tab.form.label.hasFocus()
    assert [tab.form.colour.itemText(n) for n in range(tab.form.colour.count())] == ["Green", "Yellow", "Red"]
    name(tab, "Moved Away")
    desk.settle()
    press(tab.save)
    desk.settle()
    assert [(d.key, d.label) for d in used(desk).all][10] == ("moved_away", "Moved Away")
    assert tab.remove.isEnabled()
    ann = desk.add("Ann Lee", owner=desk.wes)
    desk.office.perform(press_disposition, selection=Selection(ids=(ann,)), key="moved_away")
    desk.services.announcer.announce_elsewhere()
    desk.settle()
    assert not tab.remove.isEnabled()
    QTest.keyClick(tab.list, Key.Key_Delete)
    assert tab.note.text() == "Moved Away was pressed before: it can be switched off, not deleted."
    QTest.keyClick(tab.form.in_use, Key.Key_Space)
    desk.settle()
    assert tab.effects.sentences[0] == "1 contact: Moved Away can no longer be pressed; who carries it keeps it."
    press(tab.save)
    desk.settle()
    assert "moved_away" not in [d.key for d in used(desk).in_use]
    tab.choose("dead_deal")
    QTest.keyClick(tab.list, Key.Key_Delete)
    assert tab.note.text() == "Dead Deal belongs to the program: it can be switched off, not deleted."
    assert tab.form.kills.isVisible()


def test_r23_a_change_made_elsewhere_loses_nothing(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().dispositions
    tab.choose("needs_offer")
    name(tab, "Run Numbers")
    desk.settle()
    own = used(desk)
    theirs = tuple(replace(d, credit=True) if d.key == "needs_offer" else d for d in own.all)
    desk.office.perform(set_dispositions, office=replace(own, all=theirs))
    press(tab.save)  # before anybody was told
    desk.settle()
    assert tab.note.text().startswith("Somebody changed the dispositions meanwhile. Both changes stand here now")
    assert used(desk).label("needs_offer") == "Needs Offer"
    assert (tab.form.label.text(), tab.form.credit.isChecked()) == ("Run Numbers", True)
    assert tab.effects.sentences[0].endswith("is called Run Numbers from now on; those made keep the old name.")
    press(tab.save)
    desk.settle()
    one = next(d for d in used(desk).all if d.key == "needs_offer")
    assert (one.label, one.credit) == ("Run Numbers", True)
    assert tab.note.isHidden()


def test_r23_who_may_not_change_them_reads_them(open_settings: Opener) -> None:
    tab = open_settings(member="Wes Park").dispositions
    assert not any(part.isVisible() for part in (tab.add, tab.up, tab.remove, tab.save, tab.put_back))
    assert tab.form.label.isReadOnly()
    assert not tab.form.colour.isEnabled()
    QTest.keyClick(tab.list, Key.Key_Down, ALT)
    assert not tab.unsaved
    assert tab.form.label.text() == "Not Contacted"
