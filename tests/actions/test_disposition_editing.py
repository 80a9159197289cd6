"""The office's dispositions edited: what changes for contacts in flight, conflicts, deletions, history (R23)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.actions import members
from db.actions.dispositions import set_dispositions
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.disposition_preview import disposition_preview
from db.queries.dispositions import office_dispositions
from db.queries.holds import holds
from db.queries.presses import press_events
from db.rules.dispositions import YELLOW, Disposition, OfficeDispositions
from db.rules.errors import RefusedError, StaleEditError
from tests.actions.pressing import pressed
from tests.builders import AGENT, BROKER, acting, add, contents, member, perform_as
from tests.office_fixtures import FakeClock

OWN = Disposition("moved_away", "Moved Away", YELLOW)


def changed(office: OfficeDispositions, key: str, **values: Any) -> OfficeDispositions:
    return replace(office, all=tuple(replace(d, **values) if d.key == key else d for d in office.all))


def test_r23_what_changes_for_contacts_in_flight(office: Office, clock: FakeClock) -> None:
    held, asked = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chen", owner=AGENT)
    before = office.read(office_dispositions)
    pressed(office, "offer_rejected", held)
    (row,) = office.read(holds)
    clock.tick()
    with acting(office, BROKER):
        office.perform(members.change_member, member_id=member(office, AGENT), values={"joined_on": "2999-01-01"})
    pressed(office, "dead_deal", asked)
    new = changed(before, "offer_rejected", label="Offer Declined", hold_days=10)
    new = changed(new, "dead_deal", in_use=False)
    with acting(office, BROKER):
        said = [(e.count, e.what, e.sentence) for e in office.read(disposition_preview, new)]
        assert said == [
            (1, "presses", "Offer Rejected is called Offer Declined from now on; those made keep the old name."),
            (1, "countdowns", "Offer Declined: countdowns that run end on the day they were given."),
            (0, "", "Offer Declined: from the next press on, 10 days with the owner, then the pool."),
            (0, "contacts", "Dead Deal can no longer be pressed; who carries it keeps it."),
            (1, "requests", "Dead Deal: what waits for approval can then only be refused."),
        ]  # fmt: skip
        other = changed(before, "dead_deal", colour="green", guard="", status="", lifts=())
        assert [(e.count, e.sentence) for e in office.read(disposition_preview, other)][:2] == [
            (0, "Dead Deal becomes green: the next press keeps the contact with its owner. Who carries it stays so."),
            (1, "Dead Deal: approving does what it does then."),
        ]
        leaves = changed(before, "offer_made", status="", in_use=False)
        assert [e.sentence for e in office.read(disposition_preview, leaves)][:2] == [
            "Offer Made can no longer be pressed; who carries it keeps it.",
            "Offer Made: it leaves the status from now on; who carries it keeps their status.",
        ]
        was = contents(office)
        done = office.perform(set_dispositions, office=new, base=before)
        assert office.read(office_dispositions) == new
        # what the preview said is so
        (still,) = office.read(holds)
        assert (still.until_at, still.label) == (row.until_at, "Offer Rejected")
        event = press_events_of(office, held)
        assert (event.title, event.kind) == ("Offer Rejected", "yellow"), "the history keeps the old name"
        office.undo(done.step)
        assert contents(office) == was
        assert office.read(office_dispositions) == before
        assert office.read(disposition_preview, before) == ()


def press_events_of(office: Office, contact_id: int) -> Any:
    return office.read(lambda reader: press_events(reader, contact_card(reader, contact_id).id))[0]


def test_r23_the_preview_names_every_kind_of_change(office: Office) -> None:
    before = office.read(office_dispositions)
    new = changed(before, "not_ready", colour="red", hold_days=0)
    new = changed(new, "needs_offer", credit=True, status="client", lifts=(), asks=("amount",), notifies=())
    new = changed(new, "dead_deal", guard="")
    first, *rest = new.all
    new = replace(new, all=(rest[0], first, *rest[1:], OWN), records=(("deed", "The deed"),),
                  policies=(("evidence", "Ask."), *new.policies[1:]), deal_link="https://a.b/{id}")  # fmt: skip
    said = [e.sentence for e in office.read(disposition_preview, new)]
    assert said == [
        "Needs Offer gives a credit from now on; those made stay as they are.",
        "Needs Offer: it makes the status Client from now on; who carries it keeps their status.",
        "Needs Offer asks for: the amount; the press does not wait for it.",
        "Needs Offer tells: nobody.",
        "Not Ready becomes red: the next press archives and unsubscribes the contact. Who carries it stays so.",
        "Dead Deal: it is guarded no more; what waits for approval goes on waiting.",
        "Moved Away is new: yellow.",
        "The keys after D move: Needs Offer 2 → 1, Not Contacted 1 → 2.",
        "1 policy text changed: quoted at the next press.",
        "A sale is confirmed by The deed.",
        "The forms' addresses change; texts that wait in the outbox keep the old ones.",
    ]
    with acting(office, BROKER):
        office.perform(set_dispositions, office=replace(before, all=(*before.all, OWN)))
        gone = [e.sentence for e in office.read(disposition_preview, before)]
        assert gone == ["Moved Away is deleted; nobody ever pressed it."]
        off = changed(office.read(office_dispositions), "moved_away", in_use=False)
        office.perform(set_dispositions, office=off)
        on = office.read(disposition_preview, changed(off, "moved_away", in_use=True, status="client"))
        assert [e.sentence for e in on] == [
            "Moved Away can be pressed again.",
            "Moved Away: it makes the status Client from now on; who carries it keeps their status.",
        ]


def test_r23_one_that_was_pressed_is_switched_off_not_deleted(office: Office) -> None:
    before = office.read(office_dispositions)
    mine = replace(before, all=(*before.all, OWN))
    with acting(office, BROKER):
        office.perform(set_dispositions, office=mine)
        office.perform(set_dispositions, office=before)  # nobody had pressed it
        office.perform(set_dispositions, office=mine)
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "moved_away", ann)
    with acting(office, BROKER):
        was = contents(office)
        with pytest.raises(RefusedError, match="Moved Away: pressed before, so it can be switched off, not deleted"):
            office.perform(set_dispositions, office=before)
        assert contents(office) == was
        office.perform(set_dispositions, office=changed(mine, "moved_away", in_use=False))
        assert office.read(office_dispositions).label("moved_away") == "Moved Away"


def test_r23_a_change_made_elsewhere_meanwhile_is_told(office: Office) -> None:
    before = office.read(office_dispositions)
    theirs, mine = changed(before, "not_ready", label="Later"), changed(before, "needs_offer", label="Run Numbers")
    with acting(office, BROKER):
        office.perform(set_dispositions, office=theirs, base=before)
        was = contents(office)
        with pytest.raises(StaleEditError, match="Somebody changed the dispositions meanwhile; nothing was saved"):
            office.perform(set_dispositions, office=mine, base=before)
        assert contents(office) == was
        assert office.perform(set_dispositions, office=theirs, base=before).step is None, "it is so already"
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, set_dispositions, office=mine)
