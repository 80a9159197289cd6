"""Funnel, conversion, sources, what lies untouched and the pool's age, over people whose way is known (DOMAIN 9)."""

from __future__ import annotations

import pytest

from db.actions import activity, ownership, statuses
from db.office import Office
from db.queries import charts
from db.queries.chart_items import ChartAsk
from tests.builders import AGENT, BROKER, DAY, OTHER_AGENT, acting, add, member, perform_as, set_columns, these
from tests.office_fixtures import START, FakeClock

FIRST_WEEK = ChartAsk(first="2026-11-01", last="2026-11-28")


def _status(office: Office, status: str, *ids: int) -> None:
    perform_as(office, BROKER, statuses.change_status, selection=these(*ids), status=status)


def _bars(office: Office, key: str, ask: ChartAsk | None = None) -> dict[str, tuple[int, int | None]]:
    with acting(office, BROKER):
        found = office.read(charts.chart, key, ask).items
    return {f"{i.label} {i.series}".strip(): (i.value, i.of) for i in found}


@pytest.fixture
def walked(office: Office, clock: FakeClock) -> Office:
    """Five leads of which two became clients and one closed, a sphere and one who was added as Closed."""
    leads = [add(office, f"Lead {name}", source="zillow" if n < 3 else "", owner=AGENT)
             for n, name in enumerate(("Ash", "Birch", "Cedar", "Dill", "Elm"))]  # fmt: skip
    add(office, "Old Friend", status="sphere")
    add(office, "Past Client", status="closed", source="zillow")
    _status(office, "active_lead", *leads[:3])
    _status(office, "client", *leads[:2])
    clock.now = START + 30 * DAY
    _status(office, "closed", leads[0])
    return office


def test_the_cohort_counts_those_who_came_whatever_became_of_them_when(walked: Office) -> None:
    assert _bars(walked, "funnel_cohort", FIRST_WEEK) == {
        "New Lead": (5, None), "Active Lead": (3, 5), "Client": (2, 3), "Contract": (1, 2), "Closed": (1, 1),
    }  # fmt: skip


def test_the_period_counts_what_happened_in_it(walked: Office) -> None:
    assert _bars(walked, "funnel_period", FIRST_WEEK)["Closed"] == (0, 0)
    later = ChartAsk(first="2026-12-01", last="2026-12-31")
    assert _bars(walked, "funnel_period", later) == {
        "New Lead": (0, None), "Active Lead": (0, 0), "Client": (0, 0), "Contract": (0, 0), "Closed": (1, 0),
    }  # fmt: skip
    assert _bars(walked, "funnel_period")["Client"] == (2, 3)


def test_conversion_leaves_out_who_was_added_as_won(walked: Office) -> None:
    assert _bars(walked, "conversion") == {"Zillow": (2, 3), "Not set": (0, 2)}


def test_quality_of_sources(walked: Office) -> None:
    found = _bars(walked, "source_quality")
    assert found["Zillow Created"] == (4, 4)
    assert found["Zillow Reached Client"] == (3, 4)
    assert found["Zillow Invalid"] == (4, 4)
    assert found["Zillow Touched"] == (0, 4)
    assert found["Not set Created"] == (3, 3)


def test_unactioned_ends_with_a_touch_of_the_owner(office: Office, clock: FakeClock) -> None:
    called, waits, archived = (add(office, f"Lead {n}", owner=AGENT) for n in ("Ash", "Birch", "Cedar"))
    _status(office, "archive", archived)
    assert _bars(office, "unactioned") == {AGENT: (2, None)}
    perform_as(office, BROKER, activity.add_touch, contact_id=called, channel="call", outcome="left_message")
    assert _bars(office, "unactioned") == {AGENT: (2, None)}
    perform_as(office, AGENT, activity.add_touch, contact_id=called, channel="call", outcome="left_message")
    assert _bars(office, "unactioned") == {AGENT: (1, None)}
    clock.now += DAY
    perform_as(office, BROKER, ownership.assign, selection=these(called), member_id=member(office, OTHER_AGENT))
    assert _bars(office, "unactioned") == {AGENT: (1, None), OTHER_AGENT: (1, None)}
    assert waits != called


def test_the_pool_by_the_days_in_it(office: Office) -> None:
    for days in (0, 7, 8, 30, 31, 366, 2000):
        set_columns(office, add(office, f"Pool {'abcdefg'[days % 7]}"), owner_since=START - days * DAY)
    assert [value for value, _ in _bars(office, "pool_age").values()] == [2, 2, 1, 0, 2]


def test_an_office_without_anybody_has_funnels_of_nobody(office: Office) -> None:
    assert set(_bars(office, "funnel_cohort").values()) == {(0, None), (0, 0)}
    assert _bars(office, "conversion") == {}
    assert _bars(office, "source_quality") == {}
