"""A busy office of leads for tests, and the ids of a list read in every way there is."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from db.actions import action, activity
from db.models import Call, Lead, Task
from db.office import Office
from db.queries import call_log, lead_lists, leads, press_rows, scheduled_calls, touch_rows
from db.rules.lead_lists import lead_list, lead_spec
from db.rules.moments import day_start
from db.rules.permissions import Right
from db.rules.statuses import Status
from db.rules.values import LEAD_TYPES
from db.unit_of_work import UnitOfWork
from tests.builders import (
    AGENT,
    BROKER,
    DAY,
    HOUR,
    LENDER,
    OTHER_AGENT,
    add,
    member,
    perform_as,
    set_columns,
    share_with,
)
from tests.office_fixtures import START

NOVEMBER = day_start(date(2026, 11, 1), "America/New_York")  # the clocks go back on this day


@action(Right.SETTINGS)
def put_call(uow: UnitOfWork, *, row: dict[str, Any]) -> int:
    """A call of the log."""
    return uow.insert(Call, [{"direction": "in", "number": "+18135550100", "at": uow.now} | row])[0]


@action(Right.SETTINGS)
def put_leads(uow: UnitOfWork, *, rows: list[dict[str, Any]]) -> None:
    """Many leads at once, with every column."""
    uow.insert(Lead, rows)


@action(Right.SETTINGS)
def put_task(uow: UnitOfWork, *, task_id: int, values: dict[str, Any]) -> int:
    """Set a task's columns that no action writes yet."""
    return uow.update(Task, Task.id == task_id, values)


def found(office: Office, words: str = "", key: str = "all_leads") -> list[int]:
    """The ids of a list, narrowed by a filter."""
    spec = lead_spec(key, words)
    kinds: dict[str, Any] = {
        "lead": leads, "task": scheduled_calls, "call": call_log, "touch": touch_rows, "press": press_rows,
    }  # fmt: skip
    kind = kinds[lead_list(key).unit]
    made = [int(n) for n in office.read(kind.ids, spec)]
    assert len(made) == office.read(kind.count, spec) == office.read(lead_lists.count, spec)
    assert [row.id for row in office.read(kind.first_page, spec, count=5)] == made[:5]
    assert [d["id"] for d in office.read(lead_lists.list_document, spec)] == made
    return made


def make_busy(office: Office) -> Office:
    """Contacts of several owners with leads of every type, some at the very edges of a day on the office's clock."""
    dice = Random(7)  # the same office every time
    types = [key for key, _ in LEAD_TYPES]
    rows: list[dict[str, Any]] = []
    touched: list[int] = []
    edges = [NOVEMBER, NOVEMBER - 1, NOVEMBER + 25 * HOUR - 1, NOVEMBER + 25 * HOUR, START, START + 1]
    for n in range(18):
        contact_id = add(
            office, f"Ann Lee{'abcdefghij'[n % 10]}", owner=dice.choice((AGENT, OTHER_AGENT, "")),
            status=dice.choice(list(Status)).value, priority=dice.choice(("", "hot", "dead")),
            source=dice.choice(("zillow", "", "billboard & radio, 50%")),
            interest=dice.choice((None, 0, 5)), business_source=dice.choice(("", "portal")),
            time_frame=dice.choice(("", "now")), contact_type=dice.choice(("", "buyer")),
        )  # fmt: skip
        if n % 3 == 0:
            share_with(office, contact_id, dice.choice((AGENT, OTHER_AGENT)))
        if n % 5 == 0:
            set_columns(office, contact_id, lender_id=member(office, LENDER), owner_how="claimed")
        for _ in range(3):
            at = edges.pop() if edges else START - dice.choice((0, 1, 7, 40, 400)) * DAY - dice.randrange(DAY)
            rows.append(
                {"contact_id": contact_id, "lead_type": dice.choice(types), "occurred_at": at, "origin": "by hand",
                 "message": dice.choice(("", "Call 50% later")), "source": dice.choice(("", "website")),
                 "listing_text": dice.choice(("", "A17 · 4 Elm St")),
                 "lead_status": dice.choice(("", "active", "inactive"))}
            )  # fmt: skip
        if n % 4 == 0:
            touched.append(contact_id)
    perform_as(office, BROKER, put_leads, rows=rows)
    for contact_id in touched:
        perform_as(office, BROKER, activity.add_touch, contact_id=contact_id, channel="call", outcome="talked")
    return office
