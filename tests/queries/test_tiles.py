"""Key figures: at their boundaries, for every role, and equal to the lists they open (R19, R92)."""

from __future__ import annotations

from datetime import date

import pytest

from db.actions.activity import add_touch
from db.actions.statuses import change_status
from db.office import Office
from db.queries import lists
from db.queries.chart_items import ChartAsk
from db.queries.tiles import Tile, tiles
from db.rules.errors import NotFoundError
from db.rules.filters import ListSpec
from db.rules.moments import day_start
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    DAY,
    HOUR,
    LENDER,
    MINUTE,
    OTHER_AGENT,
    acting,
    add,
    lead,
    perform_as,
    set_columns,
    share_with,
    these,
)
from tests.office_fixtures import START, FakeClock

# START is Sunday, 22 November 2026, 9:05 in New York; the clocks went back on the 1st.
MONDAY = date(2026, 11, 16)


def tile(office: Office, key: str, ask: ChartAsk | None = None) -> Tile:
    return next(t for t in office.read(tiles, ask) if t.key == key)


def touched(office: Office, contact_id: int, at: int) -> None:
    perform_as(office, BROKER, add_touch, contact_id=contact_id, channel="call", outcome="spoke", at=at)


def become(office: Office, contact_id: int, status: str) -> None:
    perform_as(office, BROKER, change_status, selection=these(contact_id), status=status)


def test_an_empty_office_has_figures_and_nothing_to_divide(office: Office) -> None:
    found = office.read(tiles)
    assert [t.key for t in found] == ["new_contacts", "first_answer", "waiting", "in_contract", "closed"]
    assert [t.value for t in found] == [0, None, 0, 0, 0]
    assert [t.before for t in found] == [0, None, None, None, 0]
    assert all(t.definition and t.unit in ("people", "form leads") for t in found)


def test_the_week_begins_on_monday_at_midnight_of_the_office(office: Office) -> None:
    monday = day_start(MONDAY, office.facts.zone)
    for n, at in enumerate((monday - 1, monday, START)):
        set_columns(office, add(office, f"Ann Lee{'abc'[n]}"), created_at=at)
    assert tile(office, "new_contacts").value == 2


def test_the_week_before_is_counted_up_to_the_same_day_and_time(office: Office) -> None:
    a_week_ago = START - 7 * DAY
    first = day_start(date(2026, 11, 9), office.facts.zone)
    for n, at in enumerate((first - 1, first, a_week_ago, a_week_ago + 1)):
        set_columns(office, add(office, f"Ann Lee{'abcd'[n]}"), created_at=at)
    assert tile(office, "new_contacts").before == 2


def test_the_same_time_of_the_week_before_is_by_the_clock_on_the_wall(office: Office, clock: FakeClock) -> None:
    clock.now = day_start(date(2026, 11, 2), office.facts.zone) + 9 * HOUR  # a Monday; the clocks went back on Sunday
    at_nine = day_start(date(2026, 10, 26), office.facts.zone) + 9 * HOUR
    for n, at in enumerate((at_nine, at_nine + 1)):
        set_columns(office, add(office, f"Ann Lee{'ab'[n]}"), created_at=at)
    assert tile(office, "new_contacts").before == 1


def test_the_first_answer_is_a_median_of_the_answered_with_the_open_apart(office: Office) -> None:
    waits = (2 * MINUTE, 4 * MINUTE, 30 * MINUTE, 9 * HOUR)
    for n, wait in enumerate(waits):
        person = add(office, f"Ann Lee{'abcd'[n]}", owner=AGENT)
        lead(office, person, at=START - DAY)
        touched(office, person, START - DAY + wait)
    lead(office, add(office, "Bo Ray"), "question", at=START - HOUR)
    lead(office, add(office, "Cy Ray"), "favorite", at=START - HOUR)  # passive: nobody is to answer it
    found = tile(office, "first_answer")
    assert (found.value, found.aside, found.is_time) == (17 * MINUTE, 1, True)


def test_seven_days_begin_exactly_seven_times_24_hours_ago(office: Office) -> None:
    edge = add(office, "Ann Lee")
    lead(office, edge, at=START - 7 * DAY)
    touched(office, edge, START - 7 * DAY + MINUTE)
    older = add(office, "Bo Ray")
    lead(office, older, at=START - 7 * DAY - 1)
    touched(office, older, START - HOUR)
    found = tile(office, "first_answer")
    assert found.value == MINUTE
    # seven days ago both were there, and nobody had answered yet
    assert found.before is None


def test_the_period_before_is_the_same_figure_seven_days_earlier(office: Office, clock: FakeClock) -> None:
    for n, (ago, wait) in enumerate(
        ((8 * DAY, 5 * MINUTE), (9 * DAY, 7 * MINUTE), (2 * DAY, HOUR), (8 * DAY, 3 * DAY))
    ):
        person = add(office, f"Ann Lee{'abcd'[n]}")
        lead(office, person, at=START - ago)
        touched(office, person, START - ago + wait)
    found = tile(office, "first_answer")
    assert (found.value, found.before) == (HOUR, 6 * MINUTE)
    clock.now -= 7 * DAY
    assert tile(office, "first_answer").value == 6 * MINUTE
    assert tile(office, "first_answer").aside == 1


def test_an_answer_before_its_question_took_no_time(office: Office) -> None:
    person = add(office, "Ann Lee")
    lead(office, person, at=START - HOUR)
    touched(office, person, START - HOUR)
    assert tile(office, "first_answer").value == 0


def test_waiting_is_the_list_and_exactly_an_hour_is_not_over_one(office: Office) -> None:
    for n, ago in enumerate((HOUR, HOUR + 1, 2 * DAY, 0)):
        lead(office, add(office, f"Ann Lee{'abcd'[n]}"), at=START - ago)
    archived = add(office, "Bo Ray", status="archive")
    lead(office, archived, at=START - DAY)
    found = tile(office, "waiting")
    assert (found.value, found.aside) == (4, 2)
    assert found.value == office.read(lists.count, ListSpec("waiting_inquiries"))


def test_contract_now_and_who_came_since_monday(office: Office, clock: FakeClock) -> None:
    clock.now = day_start(MONDAY, office.facts.zone) - DAY
    people = [add(office, f"Ann Lee{letter}") for letter in "abc"]
    add(office, "Bo Ray", status="contract")
    clock.now = day_start(MONDAY, office.facts.zone) - 1
    become(office, people[0], "contract")
    clock.now += 1
    become(office, people[1], "contract")
    clock.now = START
    add(office, "Cy Ray", status="contract")  # new here, from no other status
    found = tile(office, "in_contract")
    assert (found.value, found.aside) == (4, 1)


def test_closed_counts_who_became_so_in_this_quarter_and_undo_takes_it_back(office: Office, clock: FakeClock) -> None:
    first = day_start(date(2026, 10, 1), office.facts.zone)
    clock.now = first - 40 * DAY
    people = [add(office, f"Ann Lee{letter}") for letter in "abcd"]
    add(office, "Bo Ray", status="closed")
    for person, at in zip(people, (first - 1, first, START - DAY, first - 41 * DAY // 2), strict=True):
        clock.now = at
        become(office, person, "closed")
    clock.now = START
    add(office, "Cy Ray", status="closed")
    # of the quarter before as many days as this one has run: those until 22 August
    assert (tile(office, "closed").value, tile(office, "closed").before) == (2, 0)
    become(office, people[1], "client")
    assert tile(office, "closed").value == 1
    office.undo()
    assert tile(office, "closed").value == 2
    set_columns(office, people[0], status_since=day_start(date(2026, 8, 22), office.facts.zone), created_at=0)
    assert tile(office, "closed").before == 1


def test_a_short_quarter_before_ends_where_this_one_begins(office: Office, clock: FakeClock) -> None:
    zone = office.facts.zone
    clock.now = day_start(date(2026, 6, 30), zone) + 9 * HOUR  # day 91 of the quarter; the one before has 90
    edges = (
        day_start(date(2026, 1, 1), zone) - 1,
        day_start(date(2026, 1, 1), zone),
        day_start(date(2026, 4, 1), zone) - 1,
    )
    for n, at in enumerate(edges):
        person = add(office, f"Ann Lee{'abc'[n]}", status="closed")
        set_columns(office, person, status_since=at, created_at=0)
    assert (tile(office, "closed").value, tile(office, "closed").before) == (0, 2)


@pytest.fixture
def busy(office: Office) -> Office:
    """People of two agents and the pool, by two sources, some waiting, some in contract or closed."""
    for n in range(12):
        owner = (AGENT, OTHER_AGENT, "")[n % 3]
        status = ("new_lead", "contract", "closed", "archive")[n % 4]
        person = add(office, f"Ann Lee{chr(97 + n)}", owner=owner, status=status, source=("zillow", "website")[n % 2])
        set_columns(office, person, created_at=START - n * DAY, status_since=START - n * HOUR)
        if n % 2:
            lead(office, person, "showing_request", at=START - n * HOUR)
        if n % 6 == 1:
            touched(office, person, START - n * HOUR + n * MINUTE)
    share_with(office, person, AGENT)
    return office


def test_r92_a_figure_opens_exactly_its_rows(busy: Office) -> None:
    asks = (ChartAsk(), ChartAsk(agent=AGENT), ChartAsk(source="zillow"),
            ChartAsk(agent=OTHER_AGENT, source="website", first="2020-01-01"))  # fmt: skip
    opened = 0
    for name in (BROKER, AGENT, OTHER_AGENT, CONCIERGE, LENDER):
        with acting(busy, name):
            for ask in asks:
                for one in busy.read(tiles, ask):
                    if one.list_key:
                        rows = len(busy.read(lists.ids, ListSpec(one.list_key, one.filter)))
                        assert one.value == rows, (name, ask, one.key)
                        opened += rows > 0
    assert opened > 20


def test_r19_figures_hold_only_what_the_member_may_see(busy: Office) -> None:
    everything = {t.key: t for t in busy.read(tiles)}
    with acting(busy, LENDER):
        assert [t.value for t in busy.read(tiles)] == [0, None, 0, 0, 0]
    with acting(busy, AGENT):
        own = {t.key: t for t in busy.read(tiles)}
    assert own["closed"].value == 2  # own and the pool's; one is another agent's
    assert everything["closed"].value == 3
    # only the other agent's leads were answered
    assert (own["first_answer"].value, everything["first_answer"].value) == (None, 4 * MINUTE)
    parts = [tile(busy, "closed", ChartAsk(agent=name)).value for name in (AGENT, OTHER_AGENT)]
    assert parts == [1, 1]


def test_an_agent_nobody_knows_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError, match="Nobody Here"):
        office.read(tiles, ChartAsk(agent="Nobody Here"))
