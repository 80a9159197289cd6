"""Red ones ask once more, quote the policy and are guarded (R16, R17, R18, R97); brokers approve or refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from db.actions import details, dispositions, members, ownership
from db.changes import Selection
from db.queries.dispositions import approvals, press_subject
from db.rules.details import Detail
from db.rules.dispositions import POLICIES, RED, OfficeDispositions
from desktop.dialogs.approvals.dialog import ApprovalsDialog
from desktop.dialogs.dispositions.number_part import NOT_TOLD, NumberPart
from desktop.dialogs.dispositions.record_part import RecordPart
from tests.desktop.dialogs.contact_hands import Opener, card, press
from tests.desktop.dialogs.desk import MINUTE, Desk
from tests.desktop.dialogs.press_hands import choose_in, confirm, menu_of, press_bar, press_red, words_of


def status_of(desk: Desk, contact_id: int) -> str:
    return str(card(desk, contact_id).fields["status"])


def tick(box: QCheckBox) -> None:
    QTest.keyClick(box, Qt.Key.Key_Space)


def add_property(desk: Desk, contact_id: int, street: str) -> None:
    values = {"street": street, "city": "Tampa"}
    desk.office.perform(details.add_detail, contact_id=contact_id, kind="properties", values=values)


def record_part(form: QWidget) -> RecordPart:
    (part,) = form.findChildren(RecordPart)
    return part


# -- what the forms say (R97) -----------------------------------------------------------------------------------


def test_r97_red_asks_once_more_and_quotes_the_policy(desk: Desk, open_dialog: Opener) -> None:
    own = OfficeDispositions()
    policies = tuple((key, "Ask Dana before you kill a lead." if key == RED else text) for key, text in own.policies)
    desk.office.perform(dispositions.set_dispositions, office=replace(own, policies=policies))
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "red")
    menu = menu_of(dialog)
    menu.setActiveAction(next(act for act in menu.actions() if act.text() == "Dead Deal"))
    assert "Kills the lead" in menu.explanation
    menu.close()
    form = press_red(desk, dialog, "Dead Deal")
    said = words_of(form)
    assert "Kills the lead: Archive, unsubscribed, out of every automation and every working list." in said
    assert "“Ask Dana before you kill a lead.”" in said
    assert f"“{POLICIES['newcomer']}”" in said
    QTest.keyClick(form, Qt.Key.Key_Escape)
    desk.settle()
    assert status_of(desk, ann) == "new_lead"
    confirm(desk, press_red(desk, dialog, "Dead Deal"))
    assert status_of(desk, ann) == "archive"
    assert desk.answers.toasts[-1].startswith("Dead Deal: Ann Lee · The contact is out of every working list")
    desk.answers.offers[-1]()
    desk.settle()
    assert status_of(desk, ann) == "new_lead"


# -- Already Sold -----------------------------------------------------------------------------------------------


def test_r16_already_sold_needs_a_record_and_an_answer(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    form = press_red(desk, open_dialog(ann), "Already Sold")
    part = record_part(form)
    confirm(desk, form)
    assert part.lines["record"].error == "Say which record confirmed it."
    assert part.lines["other"].error == "Say whether they have another property."
    assert form.isVisible()
    choose_in(part.record, "PropStream")
    choose_in(part.other, "No, it was their only one")
    confirm(desk, form)
    assert status_of(desk, ann) == "archive"


def test_r16_with_another_property_the_contact_lives_on(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    for street in ("14 Alder Court", "9 Bay Street"):
        add_property(desk, ann, street)
    form = press_red(desk, open_dialog(ann), "Already Sold")
    part = record_part(form)
    assert part.lines["property"].isHidden()
    choose_in(part.record, "The assessor")
    choose_in(part.other, "Yes, they have another one")
    confirm(desk, form)
    assert part.lines["property"].error == "Say which of them was sold."
    choose_in(part.sold, "9 Bay Street, Tampa")
    confirm(desk, form)
    assert desk.answers.toasts == ["Already Sold: Ann Lee · Ann Lee lives on with the other property"]
    assert status_of(desk, ann) == "new_lead"
    assert [words for _key, words in desk.office.read(press_subject, ann).properties] == ["14 Alder Court, Tampa"]


# -- Wrong Number -----------------------------------------------------------------------------------------------


def two_minutes_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one minute it would be the same telling."""
    before = desk.office.clock
    monkeypatch.setattr(desk.office, "clock", lambda: before() + 120_000)


def test_r17_wrong_number_counts_to_three(
    desk: Desk, open_dialog: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    words = (
        "Not told so far; it takes effect when they have told you 3 times.",
        "Told once so far; it takes effect when they have told you 3 times.",
        "Told twice so far; it takes effect with this telling.",
    )
    for said in words:
        form = press_red(desk, dialog, "Wrong Number")
        (part,) = form.findChildren(NumberPart)
        assert part.words.text == said
        assert part.number.currentText() == "(813) 555-0117"
        confirm(desk, form)
        assert part.lines["told"].error == NOT_TOLD
        tick(part.told)
        confirm(desk, form)
        two_minutes_later(desk, monkeypatch)
    assert desk.answers.toasts[0] == (
        "Wrong Number: Ann Lee · They have told you once; it takes effect when they tell you 2 more times"
    )
    assert status_of(desk, ann) == "archive"


def test_r17_another_good_number_keeps_the_contact(
    desk: Desk, open_dialog: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    ann = desk.add("Ann Lee", owner=desk.wes)
    desk.office.perform(details.add_detail, contact_id=ann, kind="phones", values={"text": "(813) 555-0199"})
    dialog = open_dialog(ann)
    for _telling in range(3):
        form = press_red(desk, dialog, "Wrong Number")
        (part,) = form.findChildren(NumberPart)
        choose_in(part.number, "(813) 555-0199")
        tick(part.told)
        confirm(desk, form)
        two_minutes_later(desk, monkeypatch)
    assert desk.answers.toasts[-1].endswith("Ann Lee lives on with another number")
    assert status_of(desk, ann) == "new_lead"
    assert [phone.usable for phone in card(desk, ann).phones] == [True, False]


def test_r17_without_a_number_there_is_nothing_to_tell(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    (phone,) = card(desk, ann).phones
    desk.office.perform(details.remove_detail, contact_id=ann, detail=Detail("phones", phone.id))
    dialog = open_dialog(ann)
    red = {one.key: one for one in dialog.header.dispositions.button("red").choice.menu}
    assert (red["wrong_number"].enabled, red["wrong_number"].meaning) == (
        False, "They have no good number that could be the wrong one.",
    )  # fmt: skip


# -- Dead Deal of a newcomer, and the broker's list --------------------------------------------------------------


def ask(desk: Desk, open_dialog: Opener, name: str) -> int:
    """Wes, who joined today, presses Dead Deal on a contact of his own; then the broker works here again."""
    who = desk.add(name, owner=desk.wes)
    desk.office.sign_in("Wes Park")
    dialog = open_dialog(who)
    form = press_red(desk, dialog, "Dead Deal")
    assert "Becomes a request to the broker: it is your day 1 in the office." in words_of(form)
    assert form.yes.text() == "Ask the broker"
    confirm(desk, form)
    dialog.close()
    desk.office.sign_in("Dana Moreau")
    return who


def open_approvals(desk: Desk) -> ApprovalsDialog:
    dialog = ApprovalsDialog(desk.services)
    desk.show(dialog)
    return dialog


def test_r18_a_newcomer_asks_and_the_broker_approves(desk: Desk, open_dialog: Opener) -> None:
    ann = ask(desk, open_dialog, "Ann Lee")
    assert desk.answers.toasts[-1].startswith("Dead Deal: 1 waiting for a broker · ")
    assert status_of(desk, ann) == "new_lead"
    desk.now += 5 * MINUTE
    dialog = open_approvals(desk)
    assert dialog.waiting.hasFocus()
    assert [dialog.waiting.model_of_rows.index(0, n).data() for n in range(4)] == [
        "Ann Lee", "Dead Deal", "Wes Park", "5 min",
    ]  # fmt: skip
    said = words_of(dialog.card)
    assert "Wes Park asked for Dead Deal: 5 min ago." in said
    assert f"“{POLICIES['newcomer']}”" in said
    press(dialog.card.approve)
    desk.settle()
    assert status_of(desk, ann) == "archive"
    assert dialog.empty.isVisible()
    assert [dialog.decided.model_of_rows.index(0, n).data() for n in (0, 2)] == ["Ann Lee", "Approved by Dana Moreau"]
    desk.answers.offers[-1]()
    desk.settle()
    assert status_of(desk, ann) == "new_lead"
    assert dialog.card.isVisible()


def test_r18_refused_with_a_line_nothing_changes(desk: Desk, open_dialog: Opener) -> None:
    ann, bob = ask(desk, open_dialog, "Ann Lee"), ask(desk, open_dialog, "Bob Ray")
    dialog = open_approvals(desk)
    QTest.keyClicks(dialog.card.line, "They asked for time until spring.")
    QTest.keyClick(dialog.waiting, Qt.Key.Key_Down)
    assert (dialog.card.shown is not None and dialog.card.shown.row.contact_id, dialog.card.line.text()) == (bob, "")
    QTest.keyClick(dialog.waiting, Qt.Key.Key_Up)
    assert dialog.card.line.text() == "They asked for time until spring."
    press(dialog.card.refuse)
    desk.settle()
    assert status_of(desk, ann) == "new_lead"
    assert dialog.card.shown is not None
    assert dialog.card.shown.row.contact_id == bob  # on to what waits next
    decided = desk.office.read(approvals, all_states=True)[0]
    assert (decided.state, decided.because) == ("refused", "They asked for time until spring.")
    dialog.decided.selectRow(0)
    assert "“They asked for time until spring.”" in words_of(dialog.card)
    assert dialog.card.approve.isHidden()


def test_r18_what_moved_on_since_is_a_sentence(desk: Desk, open_dialog: Opener) -> None:
    ann = ask(desk, open_dialog, "Ann Lee")
    ivy = desk.office.perform(members.add_member, name="Ivy Sandoval", roles=("agent",)).value
    dialog = open_approvals(desk)
    desk.office.perform(ownership.assign, selection=Selection(ids=(ann,)), member_id=ivy)
    press(dialog.card.approve)
    desk.settle()
    assert dialog.card.problem.text() == "Wes Park no longer works with Ann Lee. Refuse the request instead."
    opened: list[object] = []
    desk.services.navigation.contact_wanted.connect(lambda contact_id, _spec: opened.append(contact_id))
    press(dialog.card.open)
    assert opened == [ann]


def test_where_nothing_waits_the_window_says_so(desk: Desk) -> None:
    dialog = open_approvals(desk)
    assert dialog.empty.isVisible()
    assert "Nothing waits for approval" in words_of(dialog.empty)
