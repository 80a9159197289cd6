"""Offers whose numbers are asked for: the facts, what a contact's history tells, and who sees them (R10, R19)."""

from __future__ import annotations

import pytest

from db.actions.members import add_member
from db.actions.underwriting import answer_underwriting
from db.office import Office
from db.queries.contacts import contact_card
from db.queries.dispositions import underwriting_queue
from db.queries.history import timeline
from db.queries.underwriting import offer_facts, offers_of
from db.rules.errors import NotFoundError
from tests.actions.pressing import pressed
from tests.builders import AGENT, BROKER, OTHER_AGENT, UNDERWRITER, acting, add, contents, lead
from tests.office_fixtures import FakeClock


def told(office: Office, contact_id: int) -> list[tuple[str, str, str]]:
    entries = office.read(lambda reader: timeline(reader, contact_card(reader, contact_id)))
    return [(e.title, e.detail, e.member) for e in entries if e.title.startswith("Offer numbers")]


def test_r10_asked_then_answered_as_the_contact_tells_it(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, phone="(813) 555-0111")
    lead(office, ann, "question", listing="14 Alder Court")
    office.perform(add_member, name="Una Best", roles=("underwriter",))
    clock.tick()
    pressed(office, "needs_offer", ann)
    (state,) = office.read(offers_of, ann)
    assert (state.asked_of, state.asked_by, state.waits) == ((UNDERWRITER, "Una Best"), AGENT, True)
    asked = [("Offer numbers asked of Uma Whitlock and Una Best", "waits for the answer", AGENT)]
    assert told(office, ann) == asked
    with acting(office, UNDERWRITER):
        (row,) = office.read(underwriting_queue)
        assert (row.asked_for, row.answered_by) == ("Needs Offer", "")
        facts = office.read(offer_facts, row.id)
        assert facts.underwriting_id == row.id
        assert ("Owner", AGENT) in facts.lines
        assert ("Phone", "(813) 555-0111") in facts.lines
        assert ("Last inquiry", "14 Alder Court") in facts.lines
        before = contents(office)
        done = office.perform(answer_underwriting, underwriting_id=row.id, amount_cents=41_200_000, words="Roof is new")
        assert office.read(underwriting_queue) == ()
    with acting(office, AGENT):
        assert told(office, ann) == [("Offer numbers: $412,000, from Uma Whitlock", "Roof is new", UNDERWRITER)]
        mine = office.read(underwriting_queue, answered=True)
        assert [(one.underwriter, one.answered_by) for one in mine] == [
            (UNDERWRITER, UNDERWRITER), ("Una Best", UNDERWRITER)
        ]  # fmt: skip
    with acting(office, UNDERWRITER):
        office.undo(done.step)
    assert contents(office) == before
    assert told(office, ann) == asked


def test_r19_who_does_not_see_the_contact_reads_nothing_of_its_offer(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "needs_offer", ann)
    with acting(office, BROKER):
        (row,) = office.read(underwriting_queue)
    with acting(office, OTHER_AGENT):
        assert office.read(underwriting_queue, answered=True) == ()
        with pytest.raises(NotFoundError):
            office.read(offer_facts, row.id)
