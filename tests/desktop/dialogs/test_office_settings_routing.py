"""Lead routing in the office's settings: rules chosen, moved, added, tried and saved, by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.actions.members import add_member
from db.actions.routing import save_routing
from db.queries.routing import routing_of
from db.rules.routing import LAST_RULE, Conditions, Destination, RoutingRule, Share
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.dialogs.office_settings.routing_tab import RoutingTab
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import ROUTING, open_dialog, press, type_in

Key = Qt.Key
Opener = Callable[..., OfficeSettingsDialog]


@pytest.fixture
def open_settings(desk: Desk) -> Opener:
    """With two rules in use: Zillow to Wes, dear homes offered to both."""
    ivy = desk.office.perform(add_member, name="Ivy Sandoval", roles=("agent",)).value
    both = (Share(desk.wes), Share(ivy))
    rules = (
        RoutingRule("a", "Zillow", Conditions(sources=("zillow",)), Destination("member", (Share(desk.wes),))),
        RoutingRule("b", "Dear homes", Conditions(price_from=50_000_000), Destination("offer", both, 30)),
        LAST_RULE,
    )
    desk.office.perform(save_routing, rules=rules)
    return partial(open_dialog, desk, ROUTING)


def shown(tab: RoutingTab) -> list[str]:
    return [str(tab.list.item(n).data(int(Qt.ItemDataRole.AccessibleTextRole))) for n in range(tab.list.count())]


def titles(desk: Desk) -> list[str]:
    return [rule.title for rule in routing_of(desk.office.facts)]


def choose(box: QWidget, text: str) -> None:
    """Choose in a list box by keys, as one types its first letters."""
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClicks(box, text)
    assert box.currentText().startswith(text)


def test_the_rules_stand_in_their_order(open_settings: Opener) -> None:
    tab = open_settings().routing
    assert shown(tab) == [
        "1. Zillow, From Zillow → To Wes Park",
        "2. Dear homes, From $500,000 → Offered to Wes Park and Ivy Sandoval for 30 minutes, then to the pool",
        "3. Everything else, To the pool",
    ]
    assert tab.form.lines["title"].text() == "Zillow"
    assert not tab.save.isEnabled()
    assert not tab.unsaved
    assert tab.list.item(0).toolTip().endswith("Leads: 0 in 90 days, 0 answered")


def test_a_rule_is_moved_by_keys_and_saved_as_one_step(desk: Desk, open_settings: Opener) -> None:
    tab = open_settings().routing
    QTest.keyClick(tab.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [rule.title for rule in tab.rules] == ["Dear homes", "Zillow", "Everything else"]
    assert tab.list.currentRow() == 1
    QTest.keyClick(tab.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # the last one stays last
    assert [rule.title for rule in tab.rules][2] == "Everything else"
    press(tab.save)
    desk.settle()
    assert desk.answers.toasts == ["Lead routing: 3 rules"]
    assert titles(desk) == ["Dear homes", "Zillow", "Everything else"]
    assert not tab.unsaved
    assert not tab.save.isEnabled()
    desk.answers.offers[-1]()
    desk.settle()
    assert titles(desk) == ["Zillow", "Dear homes", "Everything else"]
    assert shown(tab)[0].startswith("1. Zillow")


def test_arrows_move_and_the_last_rule_neither_moves_nor_goes(open_settings: Opener) -> None:
    tab = open_settings().routing
    assert not tab.up.isEnabled()
    press(tab.down)
    assert not tab.down.isEnabled()
    press(tab.up)
    assert [rule.title for rule in tab.rules] == ["Zillow", "Dear homes", "Everything else"]
    tab.list.setFocus()
    QTest.keyClick(tab.list, Key.Key_End)
    assert tab.form.every.isVisible()
    assert not tab.form.lines["areas"].isVisible()
    for button in (tab.up, tab.down, tab.remove):
        assert not button.isEnabled()
    QTest.keyClick(tab.list, Key.Key_Delete)
    assert len(tab.rules) == 3
    QTest.keyClick(tab.list, Key.Key_Home)
    QTest.keyClick(tab.list, Key.Key_Delete)
    assert [rule.title for rule in tab.rules] == ["Dear homes", "Everything else"]
    press(tab.put_back)
    assert len(tab.rules) == 3
    assert not tab.unsaved


def test_a_rule_is_added_and_every_problem_said(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    tab, form = dialog.routing, dialog.routing.form
    press(tab.add)
    assert form.lines["title"].editor.hasFocus()
    assert shown(tab)[2] == "3. New rule, Every lead → To nobody"
    press(tab.save)
    assert form.lines["title"].error == "A rule needs a name."
    assert form.lines["member"].error == "Choose who gets these leads."
    assert "Something is wrong" in shown(tab)[2]
    type_in(form.lines["title"], "South Tampa")
    type_in(form.lines["areas"], "33606, 33629; Davis Islands")
    QTest.keyClicks(form.low, "600000")
    QTest.keyClicks(form.high, "4")
    box = form.choices["lead_types"]
    press(box)
    for key in (Key.Key_Down, Key.Key_Space, Key.Key_Escape):
        QTest.keyClick(box.menu_, key)
    choose(form.how, "Members in turn")
    assert not form.lines["member"].isVisible()
    for member in form.members.boxes.values():
        if member.text() != "Dana Moreau":
            press(member)
    share = form.members.shares[desk.wes]
    assert share.isVisible()
    share.selectAll()
    QTest.keyClicks(share, "3")
    press(tab.save)
    assert form.lines["price"].error == "The price goes from the lower to the higher."
    assert form.low.hasFocus()
    form.high.selectAll()
    QTest.keyClicks(form.high, "900,000")
    press(tab.save)
    desk.settle()
    made = routing_of(desk.office.facts)[2]
    assert made.when == Conditions(
        ("33606", "33629", "Davis Islands"), 60_000_000, 90_000_000, (), (), ("contact_form",)
    )
    assert (made.to.how, [one.share for one in made.to.members]) == ("turns", [3, 1])
    assert desk.answers.toasts == ["Lead routing: 4 rules"]
    assert shown(tab)[2].endswith("→ Wes Park and Ivy Sandoval in turn, 3 : 1")
    assert form.lines["price"].error == ""
    assert not dialog.routing.unsaved


def test_what_is_no_number_is_said(open_settings: Opener) -> None:
    tab = open_settings().routing
    tab.list.setFocus()
    QTest.keyClick(tab.list, Key.Key_Down)
    form = tab.form
    assert form.lines["minutes"].text() == "30"
    assert form.low.text() == "500,000"
    type_in(form.lines["minutes"], "soon")
    form.low.selectAll()
    QTest.keyClicks(form.low, "much")
    press(tab.save)
    assert form.lines["minutes"].error == "An offer stands from 1 minute to 7 days."
    assert form.lines["price"].error == "A price is from $0 to $1,000,000,000."
    assert form.low.hasFocus()


def test_a_lead_is_tried_before_anything_is_saved(open_settings: Opener) -> None:
    tab = open_settings().routing
    assert tab.trial.answer == ("A contact form from Zillow would go to Wes Park. Rule “Zillow”: it goes to Wes Park.")
    QTest.keyClick(tab.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(tab.trial.price, "500,000")
    QTest.keyClicks(tab.trial.place, "33606")
    assert tab.trial.answer.startswith(
        "A contact form from Zillow about 33606 would be offered to Wes Park or Ivy Sandoval. Rule “Dear homes”:"
    )
    choose(tab.trial.source, "Website")
    tab.trial.price.selectAll()
    QTest.keyClick(tab.trial.price, Key.Key_Backspace)
    assert tab.trial.answer.startswith("A contact form from Website about 33606 would go to the pool.")


def test_what_is_put_together_stays_when_others_write(desk: Desk, open_settings: Opener) -> None:
    dialog = open_settings()
    tab = dialog.routing
    type_in(tab.form.lines["title"], "Portals")
    desk.office.perform(add_member, name="Kim Osei", roles=("agent",))
    desk.services.announcer.office_changed_elsewhere.emit()
    desk.settle()
    assert tab.form.lines["title"].text() == "Portals"
    assert tab.unsaved
    choose(tab.form.member, "Kim")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.question.text() == "Not saved yet: Lead routing."


def test_whoever_may_not_change_it_reads_it(open_settings: Opener) -> None:
    tab = open_settings(member="Wes Park").routing
    assert len(shown(tab)) == 3
    title = tab.form.lines["title"].editor
    assert isinstance(title, QLineEdit)
    assert title.isReadOnly()
    for button in (tab.add, tab.up, tab.down, tab.remove, tab.save, tab.put_back):
        assert not button.isVisible()
    tab.list.setFocus()
    QTest.keyClick(tab.list, Key.Key_Delete)
    QTest.keyClick(tab.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [rule.title for rule in tab.rules] == ["Zillow", "Dear homes", "Everything else"]


def test_a_member_who_has_left_is_named_until_taken_out(desk: Desk, open_settings: Opener) -> None:
    from db.actions.members import deactivate_member

    desk.office.perform(deactivate_member, member_id=desk.wes, hand_to=None)
    tab = open_settings().routing
    assert tab.form.member.currentText() == "Wes Park (cannot be given leads)"
    tab.list.setFocus()
    QTest.keyClick(tab.list, Key.Key_Down)
    assert tab.form.members.boxes[desk.wes].isChecked()
    type_in(tab.form.lines["title"], "Dear")
    press(tab.save)
    assert tab.form.lines["member"].error.startswith("Wes Park cannot be given contacts")
    assert tab.list.currentRow() == 0
