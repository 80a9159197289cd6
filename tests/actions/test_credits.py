"""KPI credits of a press: a minute, undo, whose they are, and the amount (R12)."""

from __future__ import annotations

from itertools import permutations

import pytest

from db.actions import ownership
from db.actions.dispositions import set_amount
from db.actions.underwriting import answer_underwriting
from db.models import (
    Press,
)
from db.office import Office
from db.queries.contacts import TimelineEntry
from db.queries.kpi import kpi
from db.queries.presses import press_events
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError
from tests.actions.pressing import pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    OTHER_AGENT,
    UNDERWRITER,
    acting,
    add,
    contents,
    member,
    perform_as,
    share_with,
    these,
)
from tests.office_fixtures import FakeClock

MINUTE = 60_000


def test_r12_a_credit_a_minute_and_undo_takes_it_back(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "offer_made", ann)
    clock.tick(MINUTE)
    assert "No second credit" in pressed(office, "offer_made", ann).value.effects[0]
    clock.tick(1)
    pressed(office, "offer_made", ann)
    assert offers(office) == 2
    with acting(office, AGENT):
        office.undo()
    assert offers(office) == 1
    pressed(office, "offer_made", ann)
    assert offers(office) == 2
    clock.tick(-30_000)  # the clock was set back
    assert "No second credit" in pressed(office, "offer_made", ann).value.effects[0]
    assert offers(office) == 2


def offers(office: Office, **period: int) -> int:
    """The credits of the agent, as the KPI board has them."""
    return next(row.offers for row in office.read(kpi, **period) if row.member == AGENT)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_r12_whichever_press_is_undone_those_that_stand_are_one_credit(
    office: Office, clock: FakeClock, order: tuple[int, ...]
) -> None:
    ann, steps = add(office, "Ann Lee", owner=AGENT), []
    for _press in range(3):
        steps.append(pressed(office, "offer_made", ann).step)
        clock.tick(20_000)
    for left, place in enumerate(order):
        assert offers(office) == 1, left
        told = [e.detail for e in timeline(office, ann) if e.title == "Offer Made"]
        assert sorted(told) == [""] * (2 - left) + ["1 credit"]
        with acting(office, AGENT):
            office.undo(steps[place])
    assert offers(office) == 0
    pressed(office, "offer_made", ann)
    assert offers(office) == 1


def timeline(office: Office, contact_id: int) -> list[TimelineEntry]:
    return office.read(press_events, contact_id)


def test_r12_a_period_counts_the_credits_that_fell_into_it(office: Office, clock: FakeClock) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu", owner=AGENT)
    pressed(office, "offer_made", ann)
    clock.tick(30_000)
    middle = clock.now
    assert pressed(office, "offer_made", ann, bo).value.effects[0] == "1 credit for Wes Park."
    assert (offers(office), offers(office, since=middle), offers(office, until=middle)) == (2, 1, 1)


def test_r12_the_credit_stays_with_who_pressed(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "offer_made", ann)
    pressed(office, "not_contacted", ann)
    perform_as(office, BROKER, ownership.assign, selection=these(ann), member_id=member(office, OTHER_AGENT))
    figures = {row.member: (row.dials, row.offers) for row in office.read(kpi)}
    assert (figures[AGENT], figures[OTHER_AGENT]) == ((1, 1), (0, 0))
    with acting(office, AGENT):
        assert [row.member for row in office.read(kpi)] == [AGENT]
        assert [row.offers for row in office.read(kpi, since=clock.now + 1)] == [0]
        assert [row.offers for row in office.read(kpi, until=clock.now)] == [0]


def test_r12_the_amount_never_delays_the_press(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "offer_made", ann)
    assert rows(office, Press.amount_cents) == [None]
    (press_id,) = rows(office, Press.id)
    assert perform_as(office, AGENT, set_amount, press_id=press_id, amount_cents=24_500_000).value == 1
    assert rows(office, Press.amount_cents) == [24_500_000]
    for wrong in ({"press_id": press_id, "amount_cents": 0}, {"press_id": 99, "amount_cents": 5}):
        with pytest.raises((FieldProblemsError, NotFoundError)):
            perform_as(office, AGENT, set_amount, **wrong)
    share_with(office, ann, OTHER_AGENT)
    with pytest.raises(RefusedError, match="whoever pressed"):
        perform_as(office, OTHER_AGENT, set_amount, press_id=press_id, amount_cents=5)
    with pytest.raises(FieldProblemsError, match="above nothing"):
        pressed(office, "offer_made", ann, amount_cents=-1)


def test_an_amount_has_an_upper_bound_and_is_refused_in_a_sentence(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    most, above = 10**12, "at most \\$10,000,000,000"
    pressed(office, "offer_made", ann, amount_cents=most)
    pressed(office, "needs_offer", ann)
    (press_id, _needs_offer), before = rows(office, Press.id), contents(office)
    for amount in (most + 1, 10**30):
        with pytest.raises(FieldProblemsError, match=above):
            pressed(office, "offer_made", ann, amount_cents=amount)
        with pytest.raises(FieldProblemsError, match=above):
            perform_as(office, AGENT, set_amount, press_id=press_id, amount_cents=amount)
        with pytest.raises(FieldProblemsError, match=above):
            perform_as(office, UNDERWRITER, answer_underwriting, underwriting_id=1, amount_cents=amount)
    assert contents(office) == before
