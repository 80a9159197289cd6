"""Two contacts become one, and two again: nothing is lost, nothing is half (R25, R19, R90)."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import action, activity, contacts, merging, ownership, statuses, subscriptions
from db.checking import check
from db.models import Base, Campaign, ContactPhone, Enrolment, PastEvent, StepImage, Touch
from db.office import Office
from db.queries import documents, lists
from db.queries.contacts import contact_card
from db.queries.history import changes_of
from db.rules.errors import NotFoundError, RefusedError, StaleEditError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests.actions.merging_steps import document, merge, of
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    DAY,
    OTHER_AGENT,
    acting,
    add,
    call_due,
    columns,
    contents,
    lead,
    member,
    set_columns,
    set_status,
    share_with,
    tally_is_true,
    these,
)
from tests.office_fixtures import FakeClock

WORDS = {"String": "word", "Text": "words"}


@action(Right.SETTINGS)
def put_row(uow: UnitOfWork, *, model: type[Base], values: dict[str, Any]) -> int:
    """A row of any table."""
    return uow.insert(model, [values])[0]


def filled(model: type[Base], contact_id: int, number: int) -> dict[str, Any]:
    """A row of a table with something in every column that must hold something."""
    values: dict[str, Any] = {}
    for column in model.__table__.c:
        if column.name == "contact_id":
            values[column.name] = contact_id
        elif column.primary_key or column.foreign_keys:
            continue
        else:
            kind = type(column.type).__name__
            values[column.name] = (
                f"{column.name}{number}" if kind in WORDS
                else {} if column.name in ("criteria", "details", "request")
                else bool(number % 2) if kind == "Boolean" else 1_000 + number
            )  # fmt: skip
    return values


def with_rows_everywhere(office: Office, contact_id: int, number: int) -> None:
    """A row of every table that hangs on a contact."""
    for model in merging.OF_CONTACT:
        values = filled(model, contact_id, number)
        if model.__tablename__ == "contact_share":
            values["member_id"] = member(office, CONCIERGE)
        if model is Enrolment:
            plan = {"version": 1, "title": "Nurture", "locked": False, "plan": {}}
            values["campaign_id"] = office.perform(put_row, model=Campaign, values=plan).value
        office.perform(put_row, model=model, values=values)


def test_r25_no_table_that_refers_to_a_contact_is_forgotten() -> None:
    referring = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "contact" for key in column.foreign_keys)
    }
    moved = {(str(model.__tablename__), "contact_id") for model in merging.OF_CONTACT}
    assert referring == moved | {("not_duplicate", "first_id"), ("not_duplicate", "second_id")}
    named = {table.name for table in Base.metadata.sorted_tables if "contact_id" in table.c}
    assert named == {name for name, _ in moved} | {StepImage.__tablename__}


def test_r25_everything_that_hung_on_the_gone_one_hangs_on_the_survivor(office: Office) -> None:
    keep, gone = add(office, "Bob Lee"), add(office, "Robert Lee")
    with_rows_everywhere(office, keep, 1)
    with_rows_everywhere(office, gone, 2)
    before = contents(office)
    lines = len(office.read(changes_of, gone)) - 1  # of what it came with there is one
    step = merge(office, keep, gone)
    after = contents(office)
    told = {"past_event": 1 + lines, "contact_share": -1, "contact": -1}  # the line about it; the share both had
    for name, rows in before.items():
        if name != "contact_tally":
            assert len(after[name]) == len(rows) + told.get(name, 0), name
    with office.engines.read.connect() as connection:
        for model in merging.OF_CONTACT:
            owners = set(connection.scalars(select(model.__table__.c.contact_id)))
            assert owners == {keep}, model
    assert office.undo(step).value.left == ()
    assert contents(office) == before
    assert tally_is_true(office)
    # the made-up documents have nothing in them
    assert [one.sentence for one in office.read(check) if not one.right and one.name != "documents"] == []


def test_r25_what_both_have_is_taken_once_by_the_stricter_of_the_two(office: Office) -> None:
    keep = add(office, "Bob Lee", email="bob@example.com", phone="(813) 555-0134", tags="loft",
               address="12 Palm Way, Tampa, 33602")  # fmt: skip
    gone = add(office, "Robert Lee", email="bob@example.com; rob@example.com", phone="813-555-0134", tags="Loft pool",
               address="12 palm way, Tampa, 33602")  # fmt: skip
    number = of(office, gone).phones[0].id
    touched = office.perform(activity.add_touch, contact_id=gone, channel="call", outcome="told_wrong").value

    @action(Right.EDIT)
    def wrong(uow: UnitOfWork) -> None:
        uow.update(ContactPhone, ContactPhone.id == number, {"told_wrong": 2, "usable": False, "why_not": "wrong"})
        uow.update(Touch, Touch.id == touched, {"phone_id": number})

    office.perform(wrong)
    before = contents(office)
    step = merge(office, keep, gone)
    card = of(office, keep)
    assert [(e.value, bool(e.is_primary)) for e in card.emails] == [
        ("bob@example.com", True),
        ("rob@example.com", False),
    ]
    assert [(p.e164, bool(p.usable), p.why_not) for p in card.phones] == [("+18135550134", False, "wrong")]
    assert [a.street for a in card.addresses] == ["12 Palm Way"]
    assert sorted(card.hashtags) == ["loft", "pool"]
    assert columns(office, keep, "primary_phone", "kind") == ("", "ordinary")
    assert [row[-3] for row in contents(office)["touch"]] == [card.phones[0].id]
    assert tally_is_true(office)
    assert office.undo(step).value.left == ()
    assert contents(office) == before


def test_r25_fields_are_chosen_one_by_one_and_empty_ones_are_filled(office: Office) -> None:
    keep, gone = add(office, "Bob Lee", job_title="Cook"), add(office, "Robert Lee", job_title="Chef", source="zillow")
    set_columns(office, keep, priority="hot", extra={"Pet": "cat", "Boat": "no"})
    set_columns(office, gone, priority="cold", birthday="1980-02-01", extra={"Pet": "dog", "Car": "yes", "Boat": "no"})
    set_status(office, gone, "client")
    merge(office, keep, gone, "name", "priority")
    names = ("display_name", "name_key", "priority", "job_title", "birthday", "source", "status")
    assert columns(office, keep, *names) == (
        "Robert Lee", "lee robert", "cold", "Cook", "1980-02-01", "zillow", "new_lead"
    )  # fmt: skip
    assert columns(office, keep, "extra") == {"Pet": "cat", "Boat": "no", "Pet (2)": "dog", "Car": "yes"}
    told = document(office, keep)["history"]
    line = next(one for one in told if one["title"] == "Merged with Robert Lee")
    assert line["detail"].endswith("It said otherwise: Status: Client; Job title: Chef")
    assert line["by"] == BROKER


def test_r25_the_older_claim_stays_whoever_is_kept(office: Office, clock: FakeClock) -> None:
    gone = add(office, "Robert Lee", owner=OTHER_AGENT)
    clock.tick(DAY)
    keep = add(office, "Bob Lee", owner=AGENT)
    share_with(office, keep, OTHER_AGENT)
    pooled = add(office, "Rob Lee")
    merge(office, keep, gone)
    card = of(office, keep)
    assert (card.owner, card.shared_with) == (OTHER_AGENT, ())
    merge(office, pooled, keep)
    assert of(office, pooled).owner == OTHER_AGENT
    assert columns(office, pooled, "created_at", "added_at") == (clock.now - DAY, clock.now - DAY)


def test_r25_the_strictest_opt_out_wins_with_its_cause_and_day(office: Office, clock: FakeClock) -> None:
    keep, gone = add(office, "Bob Lee", email="bob@example.com"), add(office, "Robert Lee", email="rob@example.com")
    office.perform(subscriptions.unsubscribe, contact_id=gone)
    said = clock.now
    clock.tick(DAY)
    office.perform(statuses.change_status, selection=these(keep), status="archive")
    merge(office, keep, gone)
    kept = columns(office, keep, "email_subscribed", "text_subscribed", "unsubscribed_at")
    assert kept == (False, False, said)
    assert columns(office, keep, "unsubscribe_cause") != "archive"


def test_r25_moments_are_the_earlier_or_the_later_of_the_two(office: Office) -> None:
    keep, gone = add(office, "Bob Lee"), add(office, "Robert Lee")
    set_columns(office, keep, created_at=500, last_visit_at=10, first_reply_at=70)
    set_columns(office, gone, created_at=400, last_visit_at=20, first_reply_at=60, sell_form_at=9)
    merge(office, keep, gone)
    names = ("created_at", "last_visit_at", "first_reply_at", "sell_form_at", "is_seller")
    assert columns(office, keep, *names) == (400, 20, 60, 9, True)


def test_r25_two_runs_of_one_campaign_become_one(office: Office) -> None:
    keep, gone = add(office, "Bob Lee"), add(office, "Robert Lee")
    plan = {"version": 1, "title": "Nurture", "locked": False, "plan": {}}
    campaign = office.perform(put_row, model=Campaign, values=plan).value
    for contact_id in (keep, gone):
        values = {"contact_id": contact_id, "campaign_id": campaign, "state": "running", "state_why": "", "step_no": 1,
                  "next_at": None, "since": 5}  # fmt: skip
        office.perform(put_row, model=Enrolment, values=values)
    merge(office, keep, gone)
    with office.engines.read.connect() as connection:
        assert sorted(connection.scalars(select(Enrolment.state))) == ["ended", "running"]
    assert columns(office, keep, "in_campaign")


def test_r25_the_history_of_both_stays_and_counts_once(office: Office, clock: FakeClock) -> None:
    keep, gone = add(office, "Bob Lee"), add(office, "Robert Lee")
    for status in ("active_lead", "client"):
        clock.tick(DAY)
        set_status(office, gone, status)
    clock.tick(DAY)
    office.undo()
    clock.tick(DAY)
    merge(office, keep, gone)
    told = document(office, keep)["history"]
    titles = [line["title"] for line in told]
    assert titles == [
        "Merged with Robert Lee",
        "Client → Active Lead",
        "Active Lead → Client",
        "New Lead → Active Lead",
    ]
    with office.engines.read.connect() as connection:
        p = PastEvent
        counted = connection.execute(select(p.status_from, p.status).where(p.status != "")).all()
    assert [tuple(row) for row in counted] == [("new_lead", "active_lead")]


def test_r25_both_come_back_as_show_prints_them(office: Office, clock: FakeClock) -> None:
    keep = add(office, "Bob Lee", email="bob@example.com", phone="(813) 555-0134", tags="loft", owner=AGENT)
    gone = add(office, "Robert Lee", email="bob@example.com", address="1 Bay St, Tampa, 33602", owner=OTHER_AGENT)
    set_status(office, gone, "client")
    office.perform(activity.add_note, contact_id=gone, body="likes docks")
    office.perform(contacts.add_hashtag, selection=these(gone), tag="dock")
    before = [document(office, n) for n in (keep, gone)]
    clock.tick(DAY)
    step = merge(office, keep, gone, "name", "status")
    with pytest.raises(NotFoundError):
        document(office, gone)
    clock.tick(DAY)
    assert office.undo(step).value.left == ()
    after = [document(office, n) for n in (keep, gone)]
    assert after[1] == before[1]
    told, earlier = after[0].pop("history"), before[0].pop("history")
    assert after[0] == before[0]
    assert told[len(told) - len(earlier) :] == earlier


def test_r25_a_merge_that_cannot_be_is_a_sentence_and_nothing_half(office: Office) -> None:
    keep, gone, third = (add(office, name, owner=AGENT) for name in ("Bob Lee", "Robert Lee", "Rob Lee"))
    hidden = add(office, "Robert Lee", owner=OTHER_AGENT)
    pooled = add(office, "Robbie Lee")
    seen = (columns(office, keep, "version"), columns(office, gone, "version"))
    set_status(office, gone, "archive")
    before = contents(office)
    with acting(office, AGENT):
        with pytest.raises(NotFoundError, match=f"There is no contact {hidden}"):
            merge(office, keep, hidden)
        with pytest.raises(RefusedError, match="your own contacts"):
            merge(office, keep, pooled)
        with pytest.raises(StaleEditError, match="look at them again"):
            office.perform(merging.merge, keep=keep, gone=gone, seen=seen)
        with pytest.raises(WrongUseError, match="the fields are name"):
            merge(office, keep, gone, "shoe_size")
        with pytest.raises(WrongUseError, match="with itself"):
            merge(office, keep, keep)
    assert contents(office) == before
    merge(office, keep, gone)
    with pytest.raises(NotFoundError, match=f"merged into Bob Lee \\({keep}\\) meanwhile"):
        merge(office, third, gone)
    office.perform(ownership.assign, selection=these(keep), member_id=member(office, OTHER_AGENT))
    with acting(office, AGENT), pytest.raises(NotFoundError, match=f"There is no contact {gone}"):
        merge(office, third, gone)


def test_r25_not_the_same_is_remembered_also_by_the_survivor(office: Office) -> None:
    one, two, three, four = (add(office, name) for name in ("Bob Lee", "Robert Lee", "Rob Lee", "Bert Lee"))
    assert office.perform(merging.not_the_same, one=three, other=two).value == 1
    assert office.perform(merging.not_the_same, one=two, other=three).value == 0
    office.perform(merging.not_the_same, one=one, other=three)
    office.perform(merging.not_the_same, one=two, other=four)
    office.perform(merging.not_the_same, one=one, other=two)
    before = contents(office)
    step = merge(office, one, two)
    assert {frozenset(row[1:3]) for row in contents(office)["not_duplicate"]} == {
        frozenset((one, three)), frozenset((one, four))
    }  # fmt: skip
    office.undo(step)
    assert contents(office) == before


class Lives:
    """Contacts with children of all kinds, by dice."""

    def __init__(self, office: Office, clock: FakeClock, seed: int) -> None:
        self.office, self.clock, self.dice = office, clock, Random(seed)  # the same ones every time

    def contact(self) -> int:
        """One more contact, with a life."""
        dice, office = self.dice, self.office
        number = dice.choice(("(813) 555-0134", "(813) 555-0135", ""))
        contact_id = add(
            office, dice.choice(("Bob Lee", "Robert Lee", "Oak LLC", "Bob & Ann Lee", "")),
            email=dice.choice(("bob@example.com", "bob@example.com; rob@example.com", "lee@convo.zillow.com", "")),
            phone=number or "(727) 555-0100", tags=dice.choice(("loft", "Loft dock", "")),
            address=dice.choice(("12 Palm Way, Tampa, 33602", "12 palm way, , 33602", "3 Elm St, Tampa, 33602")),
            owner=dice.choice((AGENT, OTHER_AGENT, "")), status=dice.choice(("new_lead", "client", "archive")),
        )  # fmt: skip
        for _ in range(dice.randint(2, 6)):
            self.clock.tick(dice.randint(1, DAY))
            deed = dice.randint(0, 7)
            if deed == 0:
                lead(office, contact_id, dice.choice(("question", "favorite")))
            elif deed == 1:
                call_due(office, contact_id, self.clock.now + DAY)
            elif deed == 2:
                office.perform(activity.add_note, contact_id=contact_id, body="called")
            elif deed == 3:
                office.perform(activity.add_touch, contact_id=contact_id, channel="call", outcome="answered")
            elif deed == 4:
                office.perform(subscriptions.unsubscribe, contact_id=contact_id)
            elif deed == 5:
                set_columns(office, contact_id, extra={"Pet": dice.choice("abc")}, first_reply_at=dice.randint(1, 9))
            elif deed == 6:
                to = dice.choice(("sphere", "prospect", "contract"))
                office.perform(statuses.change_status, selection=these(contact_id), status=to)
            else:
                share_with(office, contact_id, dice.choice((AGENT, CONCIERGE)))
        return contact_id


LOSES_NONE = ("lead", "task", "note", "touch", "subscription_change", "appointment", "message", "call", "deal")


@pytest.mark.parametrize("seed", [1, 2])
def test_r25_whatever_they_carry_no_row_is_lost_and_all_comes_back(office: Office, clock: FakeClock, seed: int) -> None:
    lives = Lives(office, clock, seed)
    ids = [lives.contact() for _ in range(5)]
    done = []
    stood = [contents(office)]
    while len(ids) > 1:
        keep, gone = lives.dice.sample(ids, 2)
        take = lives.dice.sample(("name", "status", "priority", "company"), 2)
        done.append(merge(office, keep, gone, *take))
        ids.remove(gone)
        stood.append(contents(office))
        assert all(len(stood[-1][name]) == len(stood[-2][name]) for name in LOSES_NONE)
        assert len(stood[-1]["past_event"]) > len(stood[-2]["past_event"])
        assert tally_is_true(office)
        assert [one.sentence for one in office.read(check) if not one.right] == []
    for step, before in zip(reversed(done), reversed(stood[:-1]), strict=True):
        assert office.undo(step).value.left == ()
        assert contents(office) == before
    assert tally_is_true(office)
    assert [one.sentence for one in office.read(check) if not one.right] == []


def test_r94_before_a_merge_there_were_two(office: Office, clock: FakeClock) -> None:
    keep, gone = add(office, "Bob Lee"), add(office, "Robert Lee", email="rob@example.com")
    clock.tick(DAY)
    set_status(office, gone, "client")
    clock.tick(DAY)
    then, shown = clock.now, {n: document(office, n) for n in (keep, gone)}
    clock.tick(DAY)
    merge(office, keep, gone)
    clock.tick(DAY)
    with office.as_of(then) as earlier:
        assert earlier.read(contact_card, gone).emails[0].value == "rob@example.com"
        assert earlier.read(contact_card, keep).fields["primary_email"] == ""
        for contact_id in (keep, gone):
            found = earlier.read(documents.contact_document, contact_id)
            assert found["kind"] == shown[contact_id]["kind"]
            assert [h["title"] for h in found["history"] if h["kind"] == "status"] == [
                h["title"] for h in shown[contact_id]["history"] if h["kind"] == "status"
            ]
        assert earlier.read(lists.count, ListSpec("client")) == 1
    assert office.read(lists.count, ListSpec("everyone")) == 1
