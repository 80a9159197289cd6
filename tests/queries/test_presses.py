"""Presses in a contact's timeline, by the name they had then; and the press an amount belongs to (R12, R23)."""

from __future__ import annotations

from dataclasses import replace

from db.actions import dispositions
from db.actions.press_parts import PressAnswers
from db.office import Office
from db.queries.contacts import TimelineEntry, contact_card
from db.queries.history import timeline
from db.queries.latest_press import latest_press
from db.queries.presses import press_events
from db.queries.reader import Reader
from db.rules.dispositions import OfficeDispositions
from tests.builders import AGENT, BROKER, OTHER_AGENT, acting, add, perform_as, these
from tests.office_fixtures import FakeClock


def told(office: Office, contact_id: int) -> tuple[TimelineEntry, ...]:
    def query(reader: Reader) -> tuple[TimelineEntry, ...]:
        return timeline(reader, contact_card(reader, contact_id))

    return office.read(query)


def test_r23_the_timeline_keeps_the_name_of_then(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    clock.tick()
    perform_as(office, AGENT, dispositions.press, selection=these(ann), key="offer_made",
               answers=PressAnswers(amount_cents=61_200_050))  # fmt: skip
    clock.tick()
    own = OfficeDispositions()
    renamed = tuple(replace(one, label="Bid") if one.key == "offer_made" else one for one in own.all)
    office.perform(dispositions.set_dispositions, office=replace(own, all=renamed))
    (event,) = office.read(press_events, ann)
    assert (event.title, event.kind, event.detail, event.member) == (
        "Offer Made", "green", "$612,000.50 · 1 credit", AGENT,
    )  # fmt: skip
    titles = [entry.title for entry in told(office, ann)]
    assert titles.count("Offer Made") == 1
    assert not [title for title in titles if title.startswith("Disposition")]


def test_a_press_taken_back_leaves_the_change_in_words(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    clock.tick()
    step = office.perform(dispositions.press, selection=these(ann), key="not_ready").step
    clock.tick()
    office.undo(step)
    titles = [entry.title for entry in told(office, ann)]
    assert "Not Ready" not in titles
    assert "Disposition: Not Ready → nothing" in titles


def test_r16_what_confirmed_a_sale_is_told(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    answers = PressAnswers(confirmed_by="assessor", other_property=False)
    office.perform(dispositions.press, selection=these(ann), key="already_sold", answers=answers)
    assert [event.detail for event in office.read(press_events, ann)] == ["confirmed by The assessor"]


def test_r12_the_latest_press_is_ones_own(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    for _press in range(2):
        perform_as(office, AGENT, dispositions.press, selection=these(ann), key="offer_made")
        clock.tick()
    with acting(office, AGENT):
        mine = office.read(latest_press, ann, "offer_made")
        assert office.read(latest_press, ann, "needs_offer") is None
    assert mine is not None
    perform_as(office, AGENT, dispositions.set_amount, press_id=mine, amount_cents=100)
    with acting(office, OTHER_AGENT):
        assert office.read(latest_press, ann, "offer_made") is None
    with acting(office, BROKER):
        assert office.read(latest_press, ann, "offer_made") is None
