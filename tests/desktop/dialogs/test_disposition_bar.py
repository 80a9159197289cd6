"""The disposition bar of a contact: what it says before, what it does, what it says after (R9–R15, R23, R24)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from db.actions import activity, dispositions, members, ownership
from db.changes import Selection
from db.models import Deal
from db.queries.agenda import of_contact
from db.rules.dispositions import OfficeDispositions
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.dispositions.amount_panel import AmountPanel
from desktop.dialogs.dispositions.appointment_part import PASSED, AppointmentPart
from desktop.dialogs.dispositions.deal_part import DealPart
from desktop.dialogs.dispositions.press_form import PressForm
from tests.desktop.dialogs.contact_hands import Opener, card
from tests.desktop.dialogs.desk import MINUTE, Desk
from tests.desktop.dialogs.press_hands import confirm, press_bar, shown, words_of


def status_of(desk: Desk, contact_id: int) -> str:
    return str(card(desk, contact_id).fields["status"])


def tip(dialog: ContactDialog, key: str) -> str:
    return dialog.header.dispositions.button(key).toolTip()


def titles(dialog: ContactDialog) -> list[str]:
    assert dialog.view is not None
    return [event.title for event in dialog.view.timeline]


def test_r09_each_press_is_an_attempt_and_the_owner_stays(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    assert tip(dialog, "not_contacted") == "Logs one attempt that nobody answered; the owner stays."
    for _dial in range(3):
        press_bar(desk, dialog, "not_contacted")
    assert [touch.outcome for touch in card(desk, ann).touches] == ["no_answer"] * 3
    assert desk.answers.toasts == ["Not Contacted: Ann Lee · 1 attempt logged that nobody answered"] * 3
    assert card(desk, ann).owner == "Wes Park"
    assert dialog.header.dispositions.current == "not_contacted"
    desk.answers.offers[-1]()
    desk.settle()
    assert len(card(desk, ann).touches) == 2


def test_r10_r24_needs_offer_says_whom_it_tells(desk: Desk, open_dialog: Opener) -> None:
    desk.office.perform(members.add_member, name="Uma Whitlock", roles=("underwriter",))
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    assert tip(dialog, "needs_offer").splitlines() == ["Tells Uma Whitlock.", "Status: New Lead → Active Lead."]
    press_bar(desk, dialog, "needs_offer")
    assert desk.answers.toasts == [
        "Needs Offer: Ann Lee · Text to Uma Whitlock in the outbox · The contact is now Active Lead"
    ]
    assert status_of(desk, ann) == "active_lead"
    assert "Needs Offer" in titles(dialog)


def test_r11_an_appointment_asks_when_and_where(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "appointment_booked")
    form = shown(dialog, PressForm)
    (part,) = form.parts
    assert isinstance(part, AppointmentPart)
    QTest.keyClicks(part.place, "14 Alder Court")
    part.day.setDate(QDate(2020, 1, 1))
    confirm(desk, form)
    assert part.lines["date"].error == PASSED
    assert part.place.text() == "14 Alder Court"
    part.day.setDate(QDate(2026, 11, 24))
    wanted = part.starts_at
    confirm(desk, form)
    assert desk.answers.toasts == [
        "Appointment Booked: Ann Lee · In Dana Moreau's calendar, 14 Alder Court · The contact is now Active Lead"
    ]
    (booked,) = desk.office.read(of_contact, ann)
    assert (booked.at, booked.place) == (wanted, "14 Alder Court")


def test_escape_calls_off_and_nothing_is_pressed(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "appointment_booked")
    QTest.keyClick(shown(dialog, PressForm), Qt.Key.Key_Escape)
    desk.settle()
    assert (card(desk, ann).fields["disposition"], desk.answers.toasts) == ("", [])


def test_r12_the_amount_comes_after_the_press(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "offer_made")
    assert desk.answers.toasts == ["Offer Made: Ann Lee · 1 credit for Dana Moreau · The contact is now Client"]
    panel = shown(dialog, AmountPanel)
    assert not panel.isModal()
    QTest.keyClicks(panel.line, "many")
    confirm(desk, panel)
    assert panel.problem.text() == "Write an amount such as 612,000 or 612k."
    panel.line.selectAll()
    QTest.keyClicks(panel.line, "612k")
    confirm(desk, panel)
    assert desk.answers.toasts[-1] == "Offer Made: amount $612,000.00"
    assert dialog.view is not None
    told = next(event for event in dialog.view.timeline if event.title == "Offer Made")
    assert (told.detail, told.member) == ("$612,000 · 1 credit", "Dana Moreau")
    assert "no second credit" in tip(dialog, "offer_made")
    press_bar(desk, dialog, "offer_made")
    assert "No second credit" in desk.answers.toasts[-1]


def test_r12_the_amount_may_stay_empty(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "offer_made")
    QTest.keyClick(shown(dialog, AmountPanel), Qt.Key.Key_Escape)
    desk.settle()
    assert (status_of(desk, ann), len(desk.answers.toasts), desk.answers.errors) == ("client", 1, [])


def test_r13_send_contract_names_what_the_contract_lacks(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    assert "Drafts the contract, and names what it lacks." in tip(dialog, "send_contract")
    press_bar(desk, dialog, "send_contract")
    assert "The contract of Ann Lee lacks" in desk.answers.toasts[-1]


def test_r14_under_contract_asks_for_what_is_known_of_the_deal(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "under_contract")
    form = shown(dialog, PressForm)
    (part,) = form.parts
    assert isinstance(part, DealPart)
    QTest.keyClicks(part.texts["buyer"], "Marcus Oyelaran")
    QTest.keyClicks(part.price, "a lot")
    confirm(desk, form)
    assert part.lines["price"].error
    part.price.setText("$612,000")
    part.closing.setDate(QDate(2026, 12, 18))
    confirm(desk, form)
    assert status_of(desk, ann) == "contract"
    with desk.office.engines.read.connect() as connection:
        details = connection.scalar(select(Deal.details).where(Deal.contact_id == ann))
    assert details == {"price_cents": 61_200_000, "closing_on": "2026-12-18", "buyer": "Marcus Oyelaran"}


def test_r15_offer_rejected_counts_down_until_something_happens(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    assert dialog.header.countdown.isHidden()
    assert "stays with Wes Park for 7 days" in tip(dialog, "offer_rejected")
    press_bar(desk, dialog, "offer_rejected")
    countdown = dialog.header.countdown
    assert countdown.text == "Goes to the pool in 7 d unless something happens."
    desk.now += MINUTE
    countdown.recompute()
    assert countdown.text == "Goes to the pool in 6 d 23 h unless something happens."
    outcome = desk.office.perform(activity.add_note, contact_id=ann, body="They think about it again.")
    desk.services.announcer.announce(outcome.changes)
    desk.settle()
    assert countdown.isHidden()


def test_r15_the_other_yellow_ones_release_at_once(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    press_bar(desk, open_dialog(ann), "not_ready")
    assert desk.answers.toasts == ["Not Ready: Ann Lee · The contact is in the pool, visible to everyone again"]
    assert card(desk, ann).owner == ""


def test_green_on_a_pool_contact_claims_it_with_the_same_press(desk: Desk, open_dialog: Opener) -> None:
    desk.office.sign_in("Wes Park")
    ann, bob = desk.add("Ann Lee"), desk.add("Bob Ray")
    for who in (ann, bob):
        desk.office.sign_in("Dana Moreau")
        desk.office.perform(ownership.release, selection=Selection(ids=(who,)))
    desk.office.sign_in("Wes Park")
    dialog = open_dialog(ann)
    assert tip(dialog, "needs_offer").splitlines()[0] == "Makes the contact yours."
    press_bar(desk, dialog, "needs_offer")
    form = shown(dialog, PressForm)
    assert form.claim.isChecked()
    confirm(desk, form)
    assert card(desk, ann).owner == "Wes Park"
    other = open_dialog(bob)
    press_bar(desk, other, "offer_made")
    form = shown(other, PressForm)
    QTest.keyClick(form.claim, Qt.Key.Key_Space)
    confirm(desk, form)
    assert (card(desk, bob).owner, status_of(desk, bob)) == ("", "client")
    assert shown(other, AmountPanel)


def test_an_underwriter_has_no_bar_and_archive_says_why_not(desk: Desk, open_dialog: Opener) -> None:
    desk.office.perform(members.add_member, name="Uma Whitlock", roles=("underwriter",))
    ann = desk.add("Ann Lee", owner=desk.wes, status="archive")
    button = open_dialog(ann).header.dispositions.button("needs_offer")
    assert (button.isEnabled(), button.toolTip()) == (
        False, "Ann Lee is in Archive; give them another status first.",
    )  # fmt: skip
    bob = desk.add("Bob Ray", owner=desk.wes)
    desk.office.perform(dispositions.press, selection=Selection(ids=(bob,)), key="needs_offer")
    desk.office.sign_in("Uma Whitlock")
    dialog = open_dialog(bob)
    assert dialog.view is not None
    assert dialog.header.dispositions.isHidden()


def test_a_contact_that_went_to_somebody_else_meanwhile_is_a_sentence(desk: Desk, open_dialog: Opener) -> None:
    ivy = desk.office.perform(members.add_member, name="Ivy Sandoval", roles=("agent",)).value
    ann = desk.add("Ann Lee", owner=desk.wes)
    desk.office.sign_in("Wes Park")
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "under_contract")
    form = shown(dialog, PressForm)
    wes, dana = desk.office.actor, "Dana Moreau"
    desk.office.sign_in(dana)
    desk.office.perform(ownership.assign, selection=Selection(ids=(ann,)), member_id=ivy)
    desk.office.actor = wes
    confirm(desk, form)
    assert form.isVisible()
    assert "You do not see this contact any more; nothing was changed." in words_of(form)
    press_bar(desk, dialog, "offer_made")
    assert desk.answers.errors == ["You do not see this contact any more; nothing was changed."]


def test_r23_the_office_renames_one_and_history_keeps_the_old_name(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    press_bar(desk, dialog, "not_ready")
    own = OfficeDispositions()
    renamed = tuple(
        replace(one, label="Later") if one.key == "not_ready" else replace(one, in_use=one.key != "listed_with_agent")
        for one in own.all
    )
    outcome = desk.office.perform(dispositions.set_dispositions, office=replace(own, all=renamed))
    desk.services.announcer.announce(outcome.changes)
    desk.settle()
    bar = dialog.header.dispositions
    assert bar.button("not_ready").choice.look.label == "Later"
    assert "Not Ready" in titles(dialog)
    assert "Listed with Agent" not in [button.choice.look.label for button in bar.findChildren(type(bar.button("red")))]
