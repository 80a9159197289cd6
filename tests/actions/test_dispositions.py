"""Presses and their effects: what each colour does, credits, what is handed on, and that undo gives all back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from db.actions import members, ownership
from db.actions.dispositions import set_dispositions
from db.actions.underwriting import answer_underwriting
from db.models import (
    Alert,
    Appointment,
    Deal,
    Lead,
    Message,
    Press,
    SubscriptionChange,
    Touch,
    Underwriting,
)
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.contracts import contract_fields
from db.queries.dispositions import office_dispositions, previews, underwriting_queue
from db.queries.kpi import kpi
from db.queries.lists import ids
from db.rules.dispositions import SHIPPED, Disposition
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from db.rules.filters import ListSpec
from tests.actions.pressing import SOLD, TOLD, pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    LENDER,
    OTHER_AGENT,
    TRANSACTIONS,
    UNDERWRITER,
    acting,
    add,
    columns,
    contents,
    lead,
    member,
    perform_as,
    set_columns,
    set_status,
    share_with,
    tally_is_true,
    these,
)
from tests.office_fixtures import FakeClock

MINUTE = 60_000


@pytest.mark.parametrize("key", [d.key for d in SHIPPED])
def test_r90_undo_of_a_press_gives_the_office_back(office: Office, clock: FakeClock, key: str) -> None:
    own = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", phone="(813) 555-0111")
    pool = add(office, "Bo Chu", phone="(813) 555-0112")
    lead(office, own)
    before = contents(office)
    clock.tick()
    answers: dict[str, Any] = {"starts_at": clock.now, **SOLD, **TOLD, "claim": True, "amount_cents": 5}
    chosen = (pool,) if key == "appointment_booked" else (own, pool)  # an appointment is made with one
    done = pressed(office, key, *chosen, **answers)
    assert (done.value.changed, done.value.refused) == (len(chosen), ())
    assert done.value.effects
    assert contents(office) != before
    assert tally_is_true(office)
    clock.tick()
    with acting(office, AGENT):
        undone = office.undo()
    assert (undone.value.left, undone.value.left_unseen) == ((), 0)
    assert contents(office) == before


def test_r9_every_press_is_an_attempt_and_the_owner_stays(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    lead(office, ann)
    for _press in range(3):
        clock.tick()
        pressed(office, "not_contacted", ann)
    assert rows(office, Touch.channel, Touch.outcome) == [("call", "no_answer")] * 3
    assert columns(office, ann, "owner_id", "disposition") == (member(office, AGENT), "not_contacted")
    assert rows(office, Lead.first_touch_by) == [member(office, AGENT)]
    assert (
        rows(office, Press.disposition, Press.label, Press.colour) == [("not_contacted", "Not Contacted", "purple")] * 3
    )


def test_green_claims_with_the_same_press_only_when_asked(office: Office) -> None:
    ann, bo = add(office, "Ann Lee"), add(office, "Bo Chu")
    assert "it stays in the pool" not in " ".join(pressed(office, "offer_made", ann).value.effects)
    assert columns(office, ann, "owner_id") is None
    pressed(office, "offer_made", bo, claim=True)
    assert columns(office, bo, "owner_id", "owner_how", "status") == (member(office, AGENT), "claimed", "client")
    with acting(office, AGENT):
        assert {p.offers_claim for p in office.read(previews, ann) if p.one.colour == "green"} == {True}


def test_r10_the_agents_underwriter_is_told_and_sees_the_contact(office: Office) -> None:
    ula = office.perform(members.add_member, name="Ula Second", roles=("underwriter",)).value
    office.perform(members.change_member, member_id=member(office, AGENT), values={"underwriter_id": ula})
    ann = add(office, "Ann Lee", owner=AGENT)
    with acting(office, "Ula Second"):
        assert list(office.read(ids, ListSpec("everyone"))) == []
    pressed(office, "needs_offer", ann)
    assert rows(office, Underwriting.member_id, Underwriting.asked_by) == [(ula, member(office, AGENT))]
    text = f"Needs Offer: Ann Lee (contact {ann}), from Wes Park"
    assert rows(office, Message.channel, Message.member_id, Message.body, Message.state) == [
        ("text", ula, text, "waits")
    ]
    assert rows(office, Alert.member_id, Alert.kind) == [(ula, "needs_offer")]
    with acting(office, "Ula Second"):
        assert list(office.read(ids, ListSpec("everyone"))) == [ann]
    with acting(office, UNDERWRITER), pytest.raises(NotFoundError):
        office.read(contact_card, ann)


def test_r10_without_one_of_their_own_all_underwriters_are_told(office: Office) -> None:
    ula = office.perform(members.add_member, name="Ula Second", roles=("underwriter",)).value
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "needs_offer", ann)
    pressed(office, "needs_offer", ann)  # asked again: told again, in the queue once
    uma = member(office, UNDERWRITER)
    assert rows(office, Underwriting.member_id) == [uma, ula]
    assert rows(office, Alert.member_id) == [uma, ula] * 2


def test_r10_the_numbers_go_back_to_the_agent(office: Office, clock: FakeClock) -> None:
    office.perform(members.add_member, name="Ula Second", roles=("underwriter",))
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "needs_offer", ann)
    with acting(office, UNDERWRITER):
        (asked,) = office.read(underwriting_queue)
        with pytest.raises(FieldProblemsError):
            office.perform(answer_underwriting, underwriting_id=asked.id, amount_cents=0)
        clock.tick()
        done = office.perform(answer_underwriting, underwriting_id=asked.id, amount_cents=24_500_000, words="Roof")
        assert done.value == 2
        assert office.read(underwriting_queue) == ()
        with pytest.raises(RefusedError, match="answered already"):
            office.perform(answer_underwriting, underwriting_id=asked.id, amount_cents=5)
        with pytest.raises(NotFoundError):
            office.perform(answer_underwriting, underwriting_id=999, amount_cents=5)
    with acting(office, "Ula Second"), pytest.raises(RefusedError, match="Another underwriter"):
        office.perform(answer_underwriting, underwriting_id=asked.id, amount_cents=5)
    assert rows(office, Message.member_id, Message.kind, Message.body)[-1] == (
        member(office, AGENT), "offer_numbers", "The numbers for Ann Lee are in: $245,000.00, from Uma Whitlock. Roof"
    )  # fmt: skip
    with acting(office, AGENT):
        told = office.read(underwriting_queue, answered=True)
    assert {(one.amount_cents, one.words, one.asked_by) for one in told} == {(24_500_000, "Roof", AGENT)}


def test_r11_an_appointment_needs_its_moment_and_stands_in_the_calendar(office: Office, clock: FakeClock) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu", owner=AGENT)
    with pytest.raises(FieldProblemsError, match="date and time"):
        pressed(office, "appointment_booked", ann)
    with pytest.raises(FieldProblemsError, match="minute to a day"):
        pressed(office, "appointment_booked", ann, starts_at=clock.now, minutes=0)
    pressed(office, "appointment_booked", ann, starts_at=clock.now, place="12 Elm St")
    assert rows(office, Appointment.contact_id, Appointment.kind, Appointment.place, Appointment.starts_at) == [
        (ann, "offer", "12 Elm St", clock.now)
    ]
    assert columns(office, ann, "status") == "active_lead"
    again = pressed(office, "appointment_booked", bo, starts_at=clock.now).value
    assert "It overlaps another appointment there." in again.effects


def test_r11_an_appointment_is_made_with_one_contact(office: Office, clock: FakeClock) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu", owner=AGENT)
    hidden = add(office, "Cy", owner=OTHER_AGENT)
    before = contents(office)
    with pytest.raises(RefusedError, match="made with one contact; press it one by one"):
        pressed(office, "appointment_booked", ann, bo, starts_at=clock.now)
    assert contents(office) == before
    # the same one twice, and one that is not theirs, leave one
    done = pressed(office, "appointment_booked", ann, ann, hidden, starts_at=clock.now).value
    assert (done.changed, done.refused_unseen, len(rows(office, Appointment.id))) == (1, 1, 1)


def test_a_press_on_many_asks_the_office_no_more_often_than_one(office: Office) -> None:
    def asked(*ids: int) -> int:
        said: list[str] = []

        def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            said.append(statement)

        event.listen(office.engines.write, "before_cursor_execute", count)
        try:
            assert pressed(office, "needs_offer", *ids).value.changed == len(ids)
        finally:
            event.remove(office.engines.write, "before_cursor_execute", count)
        return len(said)

    pressed(office, "needs_offer", add(office, "Cy Roe", owner=AGENT))  # what is made once is made
    ann, others = add(office, "Ann Lee", owner=AGENT), [add(office, f"Bo {n}", owner=AGENT) for n in range(20)]
    assert asked(*others) <= asked(ann)
    assert len(rows(office, Underwriting.id)) == 22


def test_r13_what_a_contract_lacks_is_named_and_the_form_is_texted(office: Office) -> None:
    mine = replace(office.read(office_dispositions), contract_link="https://forms.example/c/{id}")
    office.perform(set_dispositions, office=mine)
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", address="1 Main St, Tampa, 33602")
    done = pressed(office, "send_contract", ann).value
    assert done.effects[0] == "A draft of the contract is with their documents, for a person to check."
    assert done.effects[1].startswith("The contract of Ann Lee lacks buyer, property address, price, closing date")
    assert rows(office, Message.member_id, Message.channel, Message.body) == [
        (member(office, AGENT), "text", f"Send Contract: Ann Lee. https://forms.example/c/{ann}")
    ]
    with acting(office, AGENT):
        assert office.read(contract_fields, ann).values["mailing_address"] == "1 Main St, Tampa, 33602"
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.read(contract_fields, ann)


def test_r14_under_contract_opens_the_deal_for_the_transactions_team(office: Office) -> None:
    mine = replace(office.read(office_dispositions), deal_link="https://forms.example/d/{id}")
    office.perform(set_dispositions, office=mine)
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "under_contract", ann, amount_cents=100)
    pressed(office, "under_contract", ann, deal={"closes": "2027-01-15"})  # the form that waits is completed
    assert rows(office, Deal.contact_id, Deal.details) == [(ann, {"price_cents": 100, "closes": "2027-01-15"})]
    assert columns(office, ann, "status") == "contract"
    theo, wes = member(office, TRANSACTIONS), member(office, AGENT)
    assert rows(office, Message.member_id) == [theo, wes] * 2
    assert all(body.endswith(f"/d/{ann}") for body in rows(office, Message.body))
    with acting(office, TRANSACTIONS):
        assert list(office.read(ids, ListSpec("everyone"))) == [ann]


def test_yellow_goes_to_the_pool_at_once_and_every_agent_sees_it(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    share_with(office, ann, OTHER_AGENT)
    pressed(office, "not_interested", ann)
    assert columns(office, ann, "owner_id", "status") == (None, "new_lead")
    with acting(office, OTHER_AGENT):
        assert list(office.read(ids, ListSpec("pool"))) == [ann]


def test_r75_who_shares_a_contact_does_not_give_it_away(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    share_with(office, ann, OTHER_AGENT)
    done = pressed(office, "not_interested", ann, by=OTHER_AGENT).value
    assert done.effects == ("The contact is left with the owner, who shares with you.",)
    assert columns(office, ann, "owner_id", "disposition") == (member(office, AGENT), "not_interested")


def test_red_unsubscribes_in_every_scheme_and_ends_what_runs(office: Office) -> None:
    from db.actions import settings

    office.perform(settings.set_office, values={"scheme": {"base": "seven"}})
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com")
    set_columns(office, ann, email_subscribed=False, unsubscribe_cause="themselves")
    bo = add(office, "Bo Chu", owner=AGENT, email="bo@example.com")
    pressed(office, "dead_deal", ann, bo)
    told = [columns(office, n, "status", "email_subscribed", "text_subscribed", "unsubscribe_cause") for n in (ann, bo)]
    assert told == [("archive", False, False, "themselves"), ("archive", False, False, "archive")]
    assert rows(office, SubscriptionChange.words) == ["Dead Deal"] * 2
    for one in office.facts.lists:
        if one.key not in ("everyone", "archive"):
            assert not len(office.read(ids, ListSpec(one.key))), one.key


def test_a_press_on_many_is_one_step_and_leaves_what_is_not_theirs(office: Office) -> None:
    own, pool, hidden = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu"), add(office, "Cy", owner=OTHER_AGENT)
    gone = add(office, "Di Fox", owner=AGENT, status="archive")
    done = pressed(office, "not_ready", own, pool, hidden, gone)
    assert done.changes.label == "Not Ready: 2 contacts"
    assert done.value.changed == 2
    assert done.value.refused == ((gone, "Di Fox is in Archive; give them another status first."),)
    assert done.value.refused_unseen == 1
    assert columns(office, hidden, "disposition", "owner_id") == ("", member(office, OTHER_AGENT))
    with acting(office, AGENT):
        assert [p.allowed for p in office.read(previews, gone)] == [False] * len(SHIPPED)


def test_who_may_not_dispose_presses_nothing(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    for name in (LENDER, UNDERWRITER, TRANSACTIONS):
        with pytest.raises(RefusedError):
            pressed(office, "not_contacted", ann, by=name)
    nothing = pressed(office, "not_contacted", ann, by=OTHER_AGENT)
    assert (nothing.step, nothing.value.changed, nothing.value.refused_unseen) == (None, 0, 1)
    with pytest.raises(WrongUseError, match="the keys are"):
        pressed(office, "lukewarm", ann)
    set_columns(office, ann, lender_id=member(office, LENDER))
    for name in (LENDER, CONCIERGE):
        with acting(office, name):
            assert not any(p.allowed for p in office.read(previews, ann))
    with pytest.raises(RefusedError, match="Dispositions are for agents and brokers"):
        pressed(office, "not_contacted", ann, by=CONCIERGE)
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.read(previews, ann)


def test_r23_history_keeps_the_old_name(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "not_ready", ann)
    own = office.read(office_dispositions)
    renamed = tuple(replace(d, label="Later") if d.key == "not_ready" else d for d in own.all)
    added = Disposition("moved_away", "Moved Away", "yellow")
    assert office.perform(set_dispositions, office=replace(own, all=(added, *renamed))).value == 1
    assert office.perform(set_dispositions, office=replace(own, all=(added, *renamed))).value == 0
    clock.tick()
    pressed(office, "not_ready", ann, by=BROKER)
    assert rows(office, Press.label) == ["Not Ready", "Later"]
    pressed(office, "moved_away", ann, by=BROKER)
    assert columns(office, ann, "disposition") == "moved_away"
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, set_dispositions, office=own)


def test_r24_the_status_comes_back_with_the_press(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, status="sphere")
    set_status(office, ann, "prospect")
    clock.tick()
    done = pressed(office, "needs_offer", ann)
    assert columns(office, ann, "status", "status_why") == ("active_lead", "Needs Offer by Wes Park")
    assert done.step is not None
    office.undo(done.step)
    assert columns(office, ann, "status", "disposition") == ("prospect", "")


def test_r20_a_broker_does_not_take_what_somebody_has(office: Office) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu")
    done = office.perform(ownership.claim, selection=these(ann, bo)).value
    assert done.refused == ((ann, "Wes Park has it. Only contacts in the pool can be claimed."),)
    assert done.changed == 1
    assert CONCIERGE not in {row.member for row in office.read(kpi)}
