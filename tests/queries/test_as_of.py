"""The office as of an earlier moment shows what it showed then (R94)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from db.actions import action, activity, details, ownership, statuses
from db.actions.past import PastItem, record_past
from db.models import Call
from db.office import EarlierOffice, Office
from db.queries import charts, lead_lists, lists
from db.queries.documents import list_document
from db.rules.charts import CHARTS
from db.rules.errors import BrokerdeskError
from db.rules.filters import ListSpec, parse_filter
from db.rules.lead_lists import LEAD_LISTS, lead_spec
from db.rules.permissions import Right
from db.rules.values import LEAD_TYPES
from db.unit_of_work import UnitOfWork
from tests.builders import AGENT, BROKER, DAY, HOUR, OTHER_AGENT, acting, add, member, perform_as, these
from tests.office_fixtures import START, FakeClock

Shown = dict[str, Any]


def _shown(office: Office | EarlierOffice, keys: tuple[str, ...]) -> Shown:
    """All that a member sees of lists and charts."""
    found: Shown = {"counts": office.read(lists.counts), "leads": office.read(lead_lists.counts)}
    for key in keys:
        found[key] = office.read(lists.ids, ListSpec(key)).tolist()
    found["rows"] = office.read(list_document, ListSpec("everyone"))
    # a row's version only tells two edits apart, and stays today's
    found["page"] = [row._replace(version=0) for row in office.read(lists.first_page, ListSpec("everyone"))]
    for one in (one for one in CHARTS if one.key in ("status", "agent", "funnel_cohort", "conversion", "pool_age")):
        found[one.key] = [(i.label, i.value) for i in office.read(charts.chart, one.key).items]
    return found


def _steps(dice: Random) -> list[Callable[[Office, int], object]]:
    """Writes of every kind, each for one contact."""

    def status(office: Office, one: int) -> object:
        key = dice.choice(("client", "archive", "closed", "new_lead", "sphere"))
        return office.perform(statuses.change_status, selection=these(one), status=key)

    def owner(office: Office, one: int) -> object:
        who = member(office, dice.choice((AGENT, OTHER_AGENT)))
        return office.perform(ownership.assign, selection=these(one), member_id=who)

    def phone(office: Office, one: int) -> object:
        values = {"text": f"(813) 555-01{dice.randrange(10, 99)}"}
        return office.perform(details.add_detail, contact_id=one, kind="phones", values=values)

    def lead(office: Office, one: int) -> object:
        return office.perform(activity.add_lead, contact_id=one, lead_type=dice.choice(LEAD_TYPES)[0])

    def touch(office: Office, one: int) -> object:
        return office.perform(activity.add_touch, contact_id=one, channel="call", outcome="talked")

    def tags(office: Office, one: int) -> object:
        return office.perform(details.change_hashtags, contact_id=one, add=("vip",), remove=("later",))

    def task(office: Office, one: int) -> object:
        due = office.clock() + dice.choice((-1, 1)) * HOUR
        return office.perform(activity.add_task, contact_id=one, kind="call", title="Call", due_at=due)

    def pool(office: Office, one: int) -> object:
        return office.perform(ownership.release, selection=these(one))

    def new(office: Office, _one: int) -> object:
        return add(
            office, f"Nova {'abcdefghij'[dice.randrange(10)]}", email=f"n{dice.random()}@example.com", owner=AGENT
        )

    def undo(office: Office, _one: int) -> object:
        return office.undo()

    return [status, status, owner, phone, lead, touch, tags, task, pool, new, undo]


@pytest.mark.parametrize("seed", [1, 3])
def test_r94_every_list_tile_and_chart_is_what_it_was(office: Office, clock: FakeClock, seed: int) -> None:
    dice = Random(seed)
    for n in range(6):
        add(office, f"Ann Lee{'abcdef'[n]}", owner=dice.choice((AGENT, "")), email=f"a{n}@example.com")
    with acting(office, BROKER):
        keys = tuple(one.key for one in office.facts.lists)
        taken: list[tuple[int, Shown]] = []
        for _ in range(9):
            clock.now += dice.choice((1, HOUR, 40 * DAY))
            try:
                dice.choice(_steps(dice))(office, dice.randrange(1, 7))
            except BrokerdeskError:
                continue
            taken.append((clock.now, _shown(office, keys)))
        for at, then in dice.sample(taken, min(4, len(taken))):
            with office.as_of(at) as earlier:
                now = _shown(earlier, keys)
                assert now.keys() == then.keys()
                for part in then:
                    assert now[part] == then[part], part
        assert _shown(office, keys) == taken[-1][1]


def test_r94_an_import_counts_from_the_days_it_tells_of(office: Office) -> None:
    one = add(office, "Ann Lee", status="archive", created_at="2024-03-01T12:00:00Z", owner=AGENT)
    at = {word: START - days * DAY for word, days in (("before", 1100), ("came", 700), ("won", 400), ("left", 200))}
    items = [PastItem(one, at["won"], None, "status", "client"), PastItem(one, at["left"], None, "status", "archive"),
             PastItem(one, at["won"], None, "lead", "favorite")]  # fmt: skip
    with acting(office, BROKER):
        office.perform(statuses.change_status, selection=these(one), status="new_lead")
        office.perform(record_past, items=items)
        found = {}
        for word, moment in at.items():
            with office.as_of(moment + HOUR) as earlier:
                found[word] = {key for key, count in earlier.read(lists.counts).items() if count}
    assert found["before"] == set()
    assert {"new_lead", "everyone"} <= found["came"]
    assert "actively_searching" not in found["came"]
    assert {"client", "actively_searching"} <= found["won"]
    assert "archive" in found["left"]
    assert "client" not in found["left"]


def test_r19_the_past_shows_nobody_what_is_out_of_their_sight_today(office: Office, clock: FakeClock) -> None:
    one, other = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Lee", owner=AGENT)
    then = clock.now
    clock.now += DAY
    perform_as(office, BROKER, ownership.assign, selection=these(one), member_id=member(office, OTHER_AGENT))
    with acting(office, AGENT), office.as_of(then) as earlier:
        assert earlier.read(lists.ids, ListSpec("everyone")).tolist() == [other]
        assert earlier.read(lists.counts)["new_lead"] == 1
    with acting(office, BROKER), office.as_of(then) as earlier:
        assert earlier.read(lists.ids, ListSpec("new_lead", parse_filter(f"owner={AGENT}"))).size == 2


def test_r94_the_past_is_read_and_never_written(office: Office) -> None:
    one = add(office, "Ann Lee")
    with acting(office, BROKER):
        office.perform(statuses.change_status, selection=these(one), status="client")
        with office.as_of(START - 1) as earlier, pytest.raises(DBAPIError):
            earlier.reader.connection.exec_driver_sql("UPDATE member SET name = 'Nobody'")
        assert office.read(lists.count, ListSpec("client")) == 1


def test_r94_what_is_older_than_its_contact_is_not_there_before_it(office: Office, clock: FakeClock) -> None:
    """A log of calls brings leads that are older than the contact of the number."""
    one = add(office, "Ann Lee", owner=AGENT)
    with acting(office, BROKER):
        office.perform(activity.add_lead, contact_id=one, lead_type="call", at=START - 10 * DAY)
        call_id = office.perform(put_call, contact_id=one, at=START - 10 * DAY).value
        clock.now += DAY
        with office.as_of(START - 5 * DAY) as earlier:
            assert earlier.read(lead_lists.counts) == {one.key: int(one.key == "call_log") for one in LEAD_LISTS}
            assert earlier.read(lead_lists.list_document, lead_spec()) == []
            (call,) = earlier.read(lead_lists.list_document, lead_spec("call_log"))
            assert (call["id"], call["contact"]) == (call_id, None)
        with office.as_of(clock.now) as now:
            assert len(now.read(lead_lists.list_document, lead_spec())) == 1


@action(Right.SETTINGS)
def put_call(uow: UnitOfWork, *, contact_id: int, at: int) -> int:
    """A call of the log."""
    row = {"contact_id": contact_id, "direction": "in", "number": "+18135550134", "outcome": "answered", "at": at}
    return uow.insert(Call, [row])[0]
