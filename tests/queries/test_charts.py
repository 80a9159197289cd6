"""A chart's bar is the list that opens from it: same definition, same count, for every member (R92, R19)."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert

from db.actions.activity import add_touch
from db.models import Hold, Press, Touch
from db.office import Office
from db.queries import charts, lead_lists, lists
from db.queries.chart_items import ChartAsk, ChartItem
from db.rules.charts import BARS, CHARTS, WORK_CHARTS, ChartDefinition, buckets
from db.rules.dispositions import SHIPPED
from db.rules.errors import NotFoundError, WrongUseError
from db.rules.filters import ListSpec, filter_text, parse_filter, term_sentence
from db.rules.lead_lists import LEAD_LIST_KEYS, lead_spec
from db.rules.moments import day_start
from db.rules.statuses import Status
from tests.builders import (
    AGENT,
    BROKER,
    DAY,
    LENDER,
    MINUTE,
    OTHER_AGENT,
    acting,
    add,
    lead,
    perform_as,
    set_columns,
    share_with,
)
from tests.office_fixtures import START, FakeClock, Offices

ASKS = (
    ChartAsk(),
    ChartAsk(first="2026-11-01"),
    ChartAsk(last="2026-10-31"),
    ChartAsk(first="2026-10-20", last="2026-11-22", agent=AGENT),
    ChartAsk(agent=OTHER_AGENT, source="zillow"),
    ChartAsk(source="billboard & radio, 50%"),
)


@pytest.fixture(scope="module")
def busy(kept_offices: Offices) -> Office:
    """Contacts of several owners, sources and days, some at the very edges of a day on the office's clock."""
    office, clock = kept_offices.with_members(), kept_offices.clock
    dice = Random(11)  # the same office every time
    midnight = day_start(date(2026, 11, 1), office.facts.zone)  # the clocks go back on this day
    edges = (midnight, midnight - 1, midnight + 25 * DAY // 24 - 1, midnight + 25 * DAY // 24, -1, 0)
    for n in range(30):
        clock.now = START - dice.choice((0, 3, 8, 30, 31, 200, 800)) * DAY
        contact_id = add(
            office, f"Ann Lee{'abcdefghij'[n % 10]}", owner=dice.choice((AGENT, OTHER_AGENT, "")),
            status=dice.choice(list(Status)).value, priority=dice.choice(("", "hot", "dead")),
            source=dice.choice(("zillow", "", "website", "billboard & radio, 50%")), phone=f"(813) 555-01{n + 10}",
        )  # fmt: skip
        if n < len(edges):
            set_columns(office, contact_id, created_at=edges[n])
        if n % 4 == 0:
            share_with(office, contact_id, dice.choice((AGENT, OTHER_AGENT)))
        for _ in range(n % 3):
            kind = dice.choice(("question", "visit", "favorite", "showing_request"))
            lead_id = lead(office, contact_id, kind, source=dice.choice(("", "zillow")))
            if dice.random() < 0.4:
                clock.now += dice.choice((1, 59, 60 * 24)) * MINUTE
                perform_as(office, BROKER, add_touch, contact_id=contact_id, channel="call", outcome="talked")
            assert lead_id
    clock.now = START
    _work(office)
    return office


def _work(office: Office) -> None:
    """Touches and presses of several members on contacts of every owner, some twice within a minute."""
    dice, members = Random(5), [*office.facts.members, None]
    kinds = [(one.key, one.label, one.colour, one.credit) for one in SHIPPED]
    presses: list[dict[str, Any]] = []
    touches: list[dict[str, Any]] = []
    for n in range(60):
        who, contact_id, at = dice.choice(members), dice.randrange(1, 31), START - dice.choice((0, 3, 30, 200)) * DAY
        touches.append({"id": 900 + n, "contact_id": contact_id, "member_id": who, "words": "", "at": at,
                        "channel": dice.choice(("call", "text", "email")),
                        "outcome": dice.choice(("talked", "no_answer", "", "50% & more, or so"))})  # fmt: skip
        key, label, colour, credit = kinds[3] if n % 3 == 0 else dice.choice(kinds)
        for later in (0, 40_000) if n % 6 == 0 else (0,):
            presses.append({"id": len(presses) + 1, "contact_id": contact_id, "member_id": who, "disposition": key,
                            "label": dice.choice((label, "")), "colour": colour, "at": at + later, "credit": credit,
                            "details": dice.choice(({}, {"confirmed_by": "assessor"}))})  # fmt: skip
    with office.engines.write.begin() as connection:
        connection.execute(insert(Touch), touches)
        connection.execute(insert(Press), presses)
        connection.execute(insert(Hold), [
            {"id": n, "step_id": 1, "contact_id": n, "since": START, "until_at": START + n * 2 * DAY, "ended_why": ""}
            for n in range(1, 6)
        ])  # fmt: skip


def _rows(office: Office, item: ChartItem) -> int:
    """How many rows the bar's list has, by the text that names it on the command line."""
    if item.list_key in LEAD_LIST_KEYS:
        spec = lead_spec(item.list_key, item.filter_text)
        if not item.value:
            return office.read(lead_lists.count, spec)
        return len(office.read(lead_lists.list_document, spec))
    spec = ListSpec(item.list_key, parse_filter(item.filter_text))
    assert spec.filter == item.filter
    return len(office.read(lists.ids, spec))


def test_r92_every_bar_opens_exactly_its_rows(busy: Office) -> None:
    bars, others = 0, busy.engines.dialect == "sqlite"  # a server answers the same, and takes twice as long
    for name in (BROKER, AGENT, LENDER) if others else (BROKER, AGENT):
        with acting(busy, name):
            for one in CHARTS:
                if one.shape in ("lead_layers", "work"):
                    continue
                for ask in ASKS if others else ASKS[1::2]:
                    for item in busy.read(charts.chart, one.key, ask).items:
                        assert item.value == _rows(busy, item), (name, one.key, ask, item.filter_text)
                        bars += item.value > 0
    assert bars > (300 if others else 60)


@pytest.mark.parametrize("one", WORK_CHARTS, ids=lambda one: one.key)
def test_r92_every_figure_of_work_opens_exactly_its_rows(busy: Office, one: ChartDefinition) -> None:
    figures, others = 0, busy.engines.dialect == "sqlite"
    for name in (BROKER, AGENT, LENDER) if others else (BROKER, AGENT):
        with acting(busy, name):
            for ask in (ASKS[0], ASKS[3], ASKS[4]):
                for item in busy.read(charts.chart, one.key, ask).items:
                    assert item.value == _rows(busy, item), (name, ask, item)
                    figures += item.value > 0
    assert figures > (2 if one.key == "pool_health" else 12)


@pytest.mark.parametrize("field", ["source", "status", "agent", "type"])
def test_r92_every_layer_opens_exactly_its_rows(busy: Office, field: str) -> None:
    layers = 0
    for name, step, ask in ((BROKER, "month", ASKS[0]), (BROKER, "day", ASKS[1]), (AGENT, "week", ASKS[3])):
        with acting(busy, name):
            items = busy.read(charts.chart, f"leads_{step}_by_{field}", ask).items
            some = [i for i in items if i.value][:12] + [i for i in items if not i.value][:2]
            for item in some:
                assert item.value == _rows(busy, item), (name, step, item.filter_text)
                layers += item.value > 0
            shown = busy.read(charts.chart, f"leads_{step}", ask).items
            for bar in shown:
                assert sum(i.value for i in items if i.label == bar.label) == bar.value
    assert layers > 4


def test_r92_the_others_of_two_hundred_sources_are_exactly_the_others(office: Office) -> None:
    contact_id = add(office, "Ann Lee")
    for n in range(200):
        for _ in range(1 + (n < 7)):
            lead(office, contact_id, "question", source=f"Fair {n}, hall & stand")
    lead(office, contact_id, "visit", source="")
    with acting(office, BROKER):
        items = office.read(charts.chart, "leads_month_by_source", ChartAsk(first="2026-11-01")).items
        assert [(i.series, i.value) for i in items][-2:] == [("Not set", 1), ("Others", 193)]
        assert [i.value for i in items[:7]] == [2] * 7
        assert len(items) == 9
        assert _rows(office, items[-1]) == 193


def test_a_period_is_compared_with_the_one_before_or_a_year_before(busy: Office) -> None:
    ask = ChartAsk(first="2026-10-20", last="2026-11-22")
    for key, total in (("created_week", "created_month"), ("leads_day", "leads_month")):
        bars = busy.read(charts.chart, key, ask).items
        for against, first, last in (("before", "2026-09-16", "2026-10-19"), ("year", "2025-10-20", "2025-11-22")):
            found = busy.read(charts.compared, key, ask, against)
            assert (len(found), str(found[0][0]), str(found[-1][1])) == (len(bars), first, last)
            whole = busy.read(charts.chart, total, ChartAsk(first=first, last=last))
            assert sum(n for *_, n in found) == whole.total
    assert busy.read(charts.compared, "status", ask, "before") == ()
    assert busy.read(charts.compared, "created_week", ChartAsk(), "before") == ()


@pytest.mark.parametrize("one", [c for c in CHARTS if c.shape == "lead_value"], ids=lambda c: c.key)
def test_r92_the_bars_of_leads_are_all_the_leads_one_sees(busy: Office, one: ChartDefinition) -> None:
    for name in (BROKER, AGENT, LENDER):
        with acting(busy, name):
            shown = busy.read(charts.chart, one.key).items
            assert sum(i.value for i in shown) == busy.read(lead_lists.count, lead_spec())
            assert name == LENDER or sum(i.value > 0 for i in shown) > 1


def test_first_answers_are_told_by_how_long_they_took(office: Office, clock: FakeClock) -> None:
    waits = {"Ash": 5, "Birch": 6, "Cedar": 60, "Dill": 24 * 60, "Elm": 24 * 60 + 1, "Fir": None}
    for name, minutes in waits.items():
        contact_id = add(office, name)
        lead(office, contact_id, "question")
        lead(office, contact_id, "favorite")
        if minutes is not None:
            clock.now += minutes * MINUTE
            perform_as(office, BROKER, add_touch, contact_id=contact_id, channel="call", outcome="talked")
    with acting(office, BROKER):
        found = {i.label: i.value for i in office.read(charts.chart, "first_answer").items}
    assert found == {"Within 5 minutes": 1, "Within an hour": 2, "Within 24 hours": 1, "Later": 1, "Open": 1}


@pytest.mark.parametrize("one", [c for c in CHARTS if c.shape == "value"], ids=lambda c: c.key)
def test_r92_the_bars_of_a_chart_are_all_the_contacts_one_sees(busy: Office, one: ChartDefinition) -> None:
    for name in (BROKER, AGENT, LENDER):
        with acting(busy, name):
            shown = busy.read(charts.chart, one.key).items
            assert sum(i.value for i in shown) == busy.read(lists.count, ListSpec("everyone"))


def test_a_month_begins_at_midnight_of_the_office(busy: Office) -> None:
    ask = ChartAsk(first="2026-10-31", last="2026-11-01")
    october, november = busy.read(charts.chart, "created_month", ask).items
    assert (october.label, november.label) == ("Oct 2026", "Nov 2026")
    days = busy.read(charts.chart, "created_day", ask).items
    assert [d.value for d in days] == [october.value, november.value]
    assert november.value == 2  # midnight itself, and the last moment of a day of 25 hours
    assert filter_text(november.filter) == "created=2026-11-01..2026-11-01"


def test_bars_over_time_are_whole_steps_cut_to_the_period() -> None:
    assert [len(buckets(step, None, date(2026, 11, 22))) for step in BARS] == list(BARS.values())
    weeks = buckets("week", date(2026, 11, 4), date(2026, 11, 17))
    assert [(str(a), str(b)) for a, b in weeks] == [
        ("2026-11-04", "2026-11-08"), ("2026-11-09", "2026-11-15"), ("2026-11-16", "2026-11-17"),
    ]  # fmt: skip
    assert buckets("month", date(2026, 11, 4), date(2026, 11, 4)) == [(date(2026, 11, 4), date(2026, 11, 4))]
    assert buckets("day", date(2026, 11, 23), date(2026, 11, 22)) == []
    with pytest.raises(WrongUseError, match="1,000 bars"):
        buckets("day", date(2000, 1, 1), date(2026, 11, 22))


def test_an_empty_office_has_charts_without_rows(office: Office) -> None:
    for one in CHARTS:
        assert sum(i.value for i in office.read(charts.chart, one.key).items) == 0
    assert [i.label for i in office.read(charts.chart, "status").items][:2] == ["Sphere", "Prospect"]


@pytest.mark.parametrize(
    ("key", "ask", "sentence"),
    [
        ("pie", ChartAsk(), "the charts are status"),
        ("status", ChartAsk(first="soon"), "is no day"),
        ("status", ChartAsk(first="2026-02-30"), "is no day"),
        ("status", ChartAsk(first="2026-11-02", last="2026-11-01"), "is before"),
    ],
)
def test_what_cannot_be_drawn_is_said(office: Office, key: str, ask: ChartAsk, sentence: str) -> None:
    with pytest.raises(WrongUseError, match=sentence):
        office.read(charts.chart, key, ask)


def test_a_source_nobody_knows_is_said(office: Office) -> None:
    for ask in (ChartAsk(source="bogus"), ChartAsk(type="bogus")):
        with pytest.raises(WrongUseError, match=r"there is no “bogus”; the keys are "):
            office.read(charts.chart, "leads_day", ask)


def test_an_agent_nobody_knows_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError, match="Nobody Here"):
        office.read(charts.chart, "status", ChartAsk(agent="Nobody Here"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("created=2026-11-01..2026-11-30", "Created from 2026-11-01 to 2026-11-30"),
        ("created=2026-11-01..", "Created since 2026-11-01"),
        ("last_visit=..2026-11-30", "Last visit up to 2026-11-30"),
        ("created=2026-11-01..2026-11-01", "Created on 2026-11-01"),
    ],
)
def test_days_of_a_filter_are_read_and_written(text: str, words: str) -> None:
    read = parse_filter(text)
    assert filter_text(read) == text
    assert term_sentence(read.terms[0]) == words


@pytest.mark.parametrize("text", ["created=..", "created=2026-11-01..soon", "created=2026-11-02..2026-11-01",
                                  "created=0001-01-01..", "created=..9999-12-31"])  # fmt: skip
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(WrongUseError, match="Created"):
        parse_filter(text)
