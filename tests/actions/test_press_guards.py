"""The guards: evidence of a sale, three tellings, a newcomer's Dead Deal; the broker decides (R16, R17, R18, R97)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.actions import action, activity, members, ownership, settings
from db.actions.approvals import approve, refuse
from db.actions.details import add_detail
from db.actions.dispositions import set_dispositions
from db.actions.follow_ups import finish_call
from db.actions.merging import merge
from db.models import (
    AlertSearch,
    Approval,
    Campaign,
    Contact,
    ContactPhone,
    ContactProperty,
    Enrolment,
    Message,
    Press,
    Touch,
)
from db.office import Office
from db.queries.dispositions import approvals, office_dispositions, press_subject, previews
from db.queries.lists import ids
from db.rules.errors import NotFoundError, RefusedError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.moments import day_of
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests.actions.pressing import SOLD, TOLD, pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    DAY,
    HOUR,
    MINUTE,
    OTHER_AGENT,
    acting,
    add,
    call_due,
    columns,
    contents,
    member,
    perform_as,
    set_columns,
    set_status,
    tally_is_true,
    these,
)
from tests.office_fixtures import FakeClock

NEW = "Nia Newcomer"


@action(Right.SETTINGS)
def put_rows(uow: UnitOfWork, *, contact_id: int, streets: tuple[str, ...] = (), runs: bool = False) -> int:
    """Properties of a contact, and something automatic that runs for it."""
    for street in streets:
        uow.insert(ContactProperty, [{"contact_id": contact_id, "street": street}])
    if runs:
        uow.insert(Campaign, [{"title": "Drip", "locked": False, "plan": {}}])
        uow.insert(Enrolment, [{"contact_id": contact_id, "campaign_id": 1, "state": "running", "step_no": 0,
                                "since": uow.now}])  # fmt: skip
        uow.insert(AlertSearch, [{"contact_id": contact_id, "title": "Tampa", "criteria": {}, "active": True,
                                  "created_at": uow.now}])  # fmt: skip
    return uow.update(Contact, Contact.id == contact_id, {"priority": "hot"})


def owning(office: Office, *streets: str, runs: bool = False) -> int:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", phone="(813) 555-0111")
    office.perform(put_rows, contact_id=ann, streets=streets, runs=runs)
    return ann


def test_r16_without_a_confirmation_it_is_refused_and_nothing_is_written(office: Office) -> None:
    ann = owning(office, "1 Main St")
    before = contents(office)
    policy = office.read(office_dispositions).policy("evidence")
    wrong: tuple[dict[str, Any], ...] = (
        {},
        {"confirmed_by": "a neighbour", "other_property": False},
        {"confirmed_by": "propstream"},
    )
    for answers in wrong:
        with pytest.raises(RefusedError) as error:
            pressed(office, "already_sold", ann, **answers)
        assert policy in error.value.sentence
    assert contents(office) == before


def test_r16_confirmed_it_is_out_of_everything_that_runs(office: Office) -> None:
    ann = owning(office, "1 Main St", runs=True)
    before = contents(office)
    done = pressed(office, "already_sold", ann, **SOLD).value
    assert {"1 campaign ended.", "1 listing alert switched off."} <= set(done.effects)
    assert columns(office, ann, "status", "in_campaign", "has_alert", "owner_id") == (
        "archive", False, False, member(office, AGENT)
    )  # fmt: skip
    assert rows(office, Press.details) == [SOLD]
    with acting(office, AGENT):
        office.undo()
    assert contents(office) == before
    assert tally_is_true(office)


def test_r16_with_another_property_the_sold_one_is_struck_and_the_contact_lives_on(office: Office) -> None:
    ann = owning(office, "1 Main St", "2 Oak Ave")
    before = contents(office)
    answers: dict[str, Any] = {"confirmed_by": "assessor", "other_property": True}
    refused = pressed(office, "already_sold", ann, **answers).value.refused
    (first, _), (second, _) = office.read(press_subject, ann).properties
    assert refused == ((ann, f"Say which property was sold: {first} (1 Main St), {second} (2 Oak Ave)."),)
    with pytest.raises(WrongUseError, match="none of theirs"):
        pressed(office, "already_sold", ann, **answers, property_id=999)
    done = pressed(office, "already_sold", ann, **answers, property_id=first).value
    assert done.effects == ("Ann Lee lives on with the other property.",)
    assert [at is None for at in rows(office, ContactProperty.struck_at)] == [False, True]
    assert columns(office, ann, "status", "disposition", "email_subscribed") == ("new_lead", "", True)
    assert office.read(press_subject, ann).properties == ((second, "2 Oak Ave"),)
    with acting(office, AGENT):
        office.undo()
    assert contents(office) == before


def test_r16_the_only_known_property_needs_no_naming_and_an_unknown_one_is_not_invented(office: Office) -> None:
    ann, bo = owning(office, "1 Main St"), add(office, "Bo Chu", owner=AGENT)
    pressed(office, "already_sold", ann, bo, confirmed_by="propstream", other_property=True)
    assert [at is None for at in rows(office, ContactProperty.struck_at)] == [False]
    assert [columns(office, n, "status") for n in (ann, bo)] == ["new_lead"] * 2
    # a struck property makes nobody a seller
    assert columns(office, ann, "has_seller_info") is False


def test_r16_the_guard_is_a_switch_and_the_broker_names_more_records(office: Office) -> None:
    own = office.read(office_dispositions)
    office.perform(set_dispositions, office=replace(own, records=(*own.records, ("deed", "The deed"))))
    pressed(office, "already_sold", owning(office), confirmed_by="deed", other_property=False)
    off = tuple(replace(d, guard="") for d in own.all)
    office.perform(set_dispositions, office=replace(own, all=off))
    ann = owning(office)
    pressed(office, "already_sold", ann)
    assert columns(office, ann, "status") == "archive"


def test_r17_the_third_telling_takes_effect(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", phone="(813) 555-0111")
    with pytest.raises(RefusedError, match="three times that the number is wrong"):
        pressed(office, "wrong_number", ann)
    said = []
    for _telling in range(3):
        clock.tick(MINUTE + 1)
        said.append(pressed(office, "wrong_number", ann, **TOLD).value.effects[0])
    assert "2 more times" in said[0]
    assert "once more" in said[1]
    assert columns(office, ann, "status", "disposition") == ("archive", "wrong_number")
    assert rows(office, ContactPhone.told_wrong, ContactPhone.usable, ContactPhone.why_not) == [
        (3, False, "wrong number")
    ]
    assert rows(office, Touch.outcome) == ["wrong_number"] * 3
    assert len(rows(office, Press.id)) == 1
    with acting(office, AGENT):
        office.undo()
    assert columns(office, ann, "status") == "new_lead"
    assert rows(office, ContactPhone.told_wrong, ContactPhone.usable) == [(2, True)]


def test_r17_within_a_minute_it_is_the_same_telling(office: Office, clock: FakeClock) -> None:
    ann, bo = (add(office, name, owner=AGENT, phone=phone) for name, phone in
               (("Ann Lee", "(813) 555-0111"), ("Bo Chu", "(813) 555-0122")))  # fmt: skip
    pressed(office, "wrong_number", ann, **TOLD)
    before = contents(office)
    clock.tick(MINUTE)
    for _again in range(3):
        again = pressed(office, "wrong_number", ann, **TOLD)
        assert (again.step, again.value.changed) == (None, 0)
        (told,) = again.value.refused
        assert "counted this telling less than a minute ago; it takes effect when they tell you 2 more" in told[1]
    with acting(office, AGENT):
        (shown,) = (p.effects[0] for p in office.read(previews, ann) if p.one.key == "wrong_number")
    assert "told wrong 1 of 3 times. You counted this telling" in shown
    assert contents(office) == before
    assert pressed(office, "wrong_number", ann, bo, **TOLD).value.changed == 1  # the number of another is another
    with acting(office, AGENT):
        office.undo()
        office.undo()
    assert pressed(office, "wrong_number", ann, **TOLD).value.changed == 1  # what was undone was not told
    clock.tick(MINUTE + 1)
    pressed(office, "wrong_number", ann, **TOLD)
    clock.tick(1)
    assert "once more" in pressed(office, "wrong_number", ann, **TOLD).value.refused[0][1]
    assert columns(office, ann, "status") == "new_lead"


def test_r17_another_good_number_keeps_the_contact_alive(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0111")
    office.perform(add_detail, contact_id=ann, kind="phones", values={"text": "(813) 555-0122"})
    (wrong, _, _), (other, _, _) = office.read(press_subject, ann).numbers
    pressed(office, "wrong_number", ann, **TOLD, phone_id=other)  # that number's tellings are its own
    for _telling in range(3):
        done = pressed(office, "wrong_number", ann, **TOLD, phone_id=wrong)
        clock.tick(MINUTE + 1)
    assert done.value.effects == ("Ann Lee lives on with another number.",)
    assert columns(office, ann, "status", "disposition", "primary_phone") == ("new_lead", "", "+18135550122")
    refused = pressed(office, "wrong_number", ann, **TOLD, phone_id=wrong).value.refused
    assert "out of use already" in refused[0][1]
    assert [told for _key, _number, told in office.read(press_subject, ann).numbers] == [1]


def test_r17_a_call_that_ended_with_a_wrong_number_is_a_telling(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0111")
    with acting(office, AGENT):
        task = call_due(office, ann, clock.now)
        before = contents(office)
        done = office.perform(finish_call, task_id=task, outcome="wrong_number")
        (phone,) = rows(office, ContactPhone.id)
        assert rows(office, ContactPhone.told_wrong) == [1]
        assert rows(office, Touch.outcome, Touch.phone_id) == [("wrong_number", phone)]
        office.undo(done.step)
        assert contents(office) == before
        office.perform(finish_call, task_id=task, outcome="wrong_number")
        clock.tick(HOUR)
        office.perform(activity.add_touch, contact_id=ann, channel="call", outcome="wrong_number")
        clock.tick(MINUTE)
        office.perform(activity.add_touch, contact_id=ann, channel="call", outcome="wrong_number")
    assert rows(office, ContactPhone.told_wrong) == [2], "said again within a minute"
    clock.tick(HOUR)
    pressed(office, "wrong_number", ann, **TOLD)
    assert columns(office, ann, "status") == "archive"
    assert rows(office, ContactPhone.told_wrong, ContactPhone.usable) == [(3, False)]


def test_r17_the_third_call_takes_a_number_out_of_use_and_never_the_last(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0111")
    office.perform(add_detail, contact_id=ann, kind="phones", values={"text": "(813) 555-0122"})
    for _call in range(7):
        clock.tick(HOUR)
        perform_as(office, AGENT, activity.add_touch, contact_id=ann, channel="call", outcome="wrong_number")
    phones = rows(office, ContactPhone.told_wrong, ContactPhone.usable, ContactPhone.why_not)
    assert phones == [(3, False, "wrong number"), (4, True, "")]
    assert columns(office, ann, "status", "primary_phone") == ("new_lead", "+18135550122")
    bo = add(office, "Bo Chu", owner=AGENT)
    perform_as(office, AGENT, activity.add_touch, contact_id=bo, channel="call", outcome="wrong_number")
    assert rows(office, Touch.phone_id)[-1] is None


def test_r17_who_has_no_number_cannot_have_a_wrong_one_and_the_guard_is_a_switch(office: Office) -> None:
    bo = add(office, "Bo Chu", owner=AGENT)
    assert pressed(office, "wrong_number", bo, **TOLD).value.refused == ((bo, "Bo Chu: They have no good number."),)
    with acting(office, AGENT):
        assert any(p.one.key == "wrong_number" and p.allowed for p in office.read(previews, bo))
    own = office.read(office_dispositions)
    office.perform(set_dispositions, office=replace(own, all=tuple(replace(d, guard="") for d in own.all)))
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0111")
    pressed(office, "wrong_number", ann)
    assert columns(office, ann, "status") == "archive"


def newcomer(office: Office, clock: FakeClock, day: int) -> int:
    """A contact of an agent for whom today is the given day in the office, by UTC days."""
    office.perform(settings.set_office, values={"zone": "UTC"})
    joined = clock.now - (day - 1) * DAY
    office.perform(members.add_member, name=NEW, roles=("agent",), joined_on=day_of(joined, "UTC").isoformat())
    return add(office, "Ann Lee", owner=NEW, email="ann@example.com")


@pytest.mark.parametrize(("day", "waits"), [(1, True), (30, True), (31, False)])
def test_r18_a_newcomers_dead_deal_waits_for_the_broker(
    office: Office, clock: FakeClock, day: int, *, waits: bool
) -> None:
    ann = newcomer(office, clock, day)
    done = pressed(office, "dead_deal", ann, by=NEW).value
    assert (done.changed, len(done.waiting)) == ((0, 1) if waits else (1, 0))
    assert columns(office, ann, "status") == ("new_lead" if waits else "archive")
    assert list(office.read(ids, ListSpec("approvals"))) == ([ann] if waits else [])
    assert not waits or office.read(office_dispositions).policy("newcomer") in done.effects[0]


def test_r18_approved_it_takes_effect_as_the_newcomers_press(office: Office, clock: FakeClock) -> None:
    ann = newcomer(office, clock, 30)
    with acting(office, NEW):
        (shown,) = (p for p in office.read(previews, ann) if p.asks_broker)
    assert shown.effects[0].endswith("it is your day 30 in the office.")
    pressed(office, "dead_deal", ann, by=NEW)
    assert "waits for the broker already" in pressed(office, "dead_deal", ann, by=NEW).value.refused[0][1]
    waiting = contents(office)
    (request,) = office.read(approvals)
    at = clock.tick()
    done = office.perform(approve, approval_id=request.id)
    assert done.value.changed == 1
    assert columns(office, ann, "status", "disposition") == ("archive", "dead_deal")
    assert rows(office, Press.member_id) == [member(office, NEW)]
    assert rows(office, Approval.state, Approval.decided_by, Approval.decided_at) == [
        ("approved", member(office, BROKER), at)
    ]
    assert list(office.read(ids, ListSpec("approvals"))) == []
    assert rows(office, Message.member_id)[-1] == member(office, NEW)
    with pytest.raises(RefusedError, match="decided already: it was approved"):
        office.perform(refuse, approval_id=request.id)
    office.undo()
    assert contents(office) == waiting


def test_r18_refused_nothing_changes(office: Office, clock: FakeClock) -> None:
    ann = newcomer(office, clock, 2)
    pressed(office, "dead_deal", ann, by=NEW)
    (request,) = office.read(approvals)
    with pytest.raises(RefusedError):
        perform_as(office, NEW, approve, approval_id=request.id)
    clock.tick()
    assert office.perform(refuse, approval_id=request.id, because="Call once more").value == 1
    assert columns(office, ann, "status", "disposition") == ("new_lead", "")
    assert rows(office, Press.id) == []
    (told,) = office.read(approvals, all_states=True)
    assert (told.state, told.decided_by, told.decided_at, told.because) == (
        "refused", BROKER, clock.now, "Call once more"
    )  # fmt: skip
    with acting(office, NEW):
        assert [a.state for a in office.read(approvals, all_states=True)] == ["refused"]
    with acting(office, AGENT):
        assert office.read(approvals, all_states=True) == ()


def test_r18_what_happened_meanwhile_is_said_and_nothing_half_is_done(office: Office, clock: FakeClock) -> None:
    ann = newcomer(office, clock, 2)
    pressed(office, "dead_deal", ann, by=NEW)
    (request,) = office.read(approvals)
    set_columns(office, ann, status="archive")
    with pytest.raises(RefusedError, match="is in Archive"):
        office.perform(approve, approval_id=request.id)
    set_columns(office, ann, status="client")
    office.perform(ownership.assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    before = contents(office)
    with pytest.raises(RefusedError, match=f"{NEW} no longer works with Ann Lee"):
        office.perform(approve, approval_id=request.id)
    with pytest.raises(NotFoundError, match="no request 99"):
        office.perform(approve, approval_id=99)
    assert contents(office) == before
    office.perform(ownership.release, selection=these(ann))
    office.perform(members.deactivate_member, member_id=member(office, NEW), hand_to=None)
    with pytest.raises(RefusedError, match="no longer works"):
        office.perform(approve, approval_id=request.id)
    assert office.perform(refuse, approval_id=request.id).value == 1


@pytest.mark.parametrize("way", ["red", "status", "merge"])
def test_r18_a_request_is_withdrawn_when_the_contact_is_archived_otherwise(
    office: Office, clock: FakeClock, way: str
) -> None:
    ann = newcomer(office, clock, 2)
    kept = add(office, "Ann Leigh", owner=NEW, status="archive")
    pressed(office, "dead_deal", ann, by=NEW)
    before, (request,) = contents(office), office.read(approvals)
    at = clock.tick()
    if way == "red":
        pressed(office, "already_sold", ann, by=NEW, **SOLD)
    elif way == "status":
        with acting(office, NEW):
            set_status(office, ann, "archive")
    else:
        perform_as(office, NEW, merge, keep=kept, gone=ann)
    assert office.read(approvals) == ()
    assert list(office.read(ids, ListSpec("approvals"))) == []
    (told,) = office.read(approvals, all_states=True)
    assert (told.state, told.decided_by, told.decided_at) == ("withdrawn", NEW, at)
    assert told.because == {"red": "Already Sold was pressed"}.get(way, "The contact was archived")
    with pytest.raises(RefusedError, match="it was withdrawn"):
        office.perform(approve, approval_id=request.id)
    with acting(office, NEW):
        office.undo()
    assert contents(office) == before
    assert list(office.read(ids, ListSpec("approvals"))) == [ann]


def test_r18_a_broker_does_not_ask_themselves(office: Office, clock: FakeClock) -> None:
    ann = newcomer(office, clock, 2)
    office.perform(members.change_member, member_id=member(office, BROKER), values={"joined_on": "2026-11-22"})
    office.sign_in(BROKER)
    assert pressed(office, "dead_deal", ann, by=BROKER).value.changed == 1


def test_r97_the_brokers_own_policy_text_is_quoted(office: Office) -> None:
    own = office.read(office_dispositions)
    texts = tuple((key, f"Our rule about {key}.") for key, _text in own.policies)
    office.perform(set_dispositions, office=replace(own, policies=texts))
    ann = owning(office)
    with pytest.raises(RefusedError, match=r"Our rule about evidence\."):
        pressed(office, "already_sold", ann)
    with pytest.raises(RefusedError, match=r"Our rule about tellings\."):
        pressed(office, "wrong_number", ann)
    with acting(office, AGENT):
        told = {p.one.key: (p.policy, p.warning) for p in office.read(previews, ann)}
    assert told["already_sold"] == ("Our rule about evidence.", "Our rule about red.")
    assert told["offer_made"] == ("", "")
