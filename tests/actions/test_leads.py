"""Lead Status is the concierge's and the broker's, whatever the way; Active leads ask for updates (R72)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from db.actions import action, settings
from db.actions.leads import answer_update_request, ask_for_updates, set_lead_status
from db.actions.past import PastItem, record_past
from db.changes import MassResult, Selection
from db.models import Lead, Task
from db.office import THE_OFFICE, Office
from db.queries import contacts, history, leads
from db.queries.reader import Reader
from db.queries.update_requests import open_requests, updates_due
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from db.rules.lead_lists import lead_spec
from db.rules.permissions import Right
from db.rules.update_requests import Asked, asks
from db.unit_of_work import UnitOfWork
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    DAY,
    HOUR,
    LENDER,
    OTHER_AGENT,
    acting,
    add,
    columns,
    contents,
    lead,
    member,
    perform_as,
    set_columns,
)
from tests.office_fixtures import FakeClock


def statuses(office: Office) -> dict[int, str]:
    """The Lead Status of every lead."""
    return {row.id: row.lead_status for row in office.read(leads.first_page, lead_spec(), count=500)}


def made_active(office: Office, contact_id: int) -> int:
    """A lead the concierge calls active."""
    made = lead(office, contact_id, "question")
    perform_as(office, CONCIERGE, set_lead_status, selection=Selection(ids=(made,)), lead_status="active")
    return made


def ask(office: Office) -> int:
    """What the worker does by itself."""
    before, office.actor = office.actor, THE_OFFICE
    try:
        return office.perform(ask_for_updates).value
    finally:
        office.actor = before


# -- Lead Status --------------------------------------------------------------------------------------------------


def test_r72_the_concierge_and_the_broker_set_it_and_undo_gives_it_back(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    one, two = lead(office, ann), lead(office, ann)
    before = contents(office)
    done = perform_as(office, CONCIERGE, set_lead_status, selection=Selection(ids=(one, 999)), lead_status="active")
    assert done.value == MassResult(1, 0, (), 1)
    assert statuses(office) == {one: "active", two: ""}
    assert done.changes.label == "Lead Status of 1 lead: Active"
    again = perform_as(office, BROKER, set_lead_status, selection=Selection(ids=(one, two)), lead_status="active")
    assert again.value == MassResult(1, 1)
    office.undo()
    with acting(office, CONCIERGE):
        office.undo()
    assert contents(office) == before


def test_r72_a_mass_change_takes_a_list_but_the_excluded(office: Office) -> None:
    ann = add(office, "Ann Lee")
    questions = [lead(office, ann, "question") for _ in range(3)]
    visit = lead(office, ann, "visit")
    spec = lead_spec("all_leads", "lead_type=question")
    selection = Selection(spec=spec, excluded=(questions[1],))
    done = office.perform(set_lead_status, selection=selection, lead_status="inactive")
    assert done.value == MassResult(2)
    assert statuses(office) == {questions[0]: "inactive", questions[1]: "", questions[2]: "inactive", visit: ""}
    assert office.perform(set_lead_status, selection=Selection(spec=spec), lead_status="").value == MassResult(2, 1)
    assert set(statuses(office).values()) == {""}


@action(Right.EDIT)
def put(uow: UnitOfWork, *, run: Callable[[UnitOfWork], Any]) -> Any:
    """Whatever a script might write."""
    return run(uow)


def test_r72_nobody_else_sets_it_whatever_the_way(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    one = lead(office, ann)
    row = {"contact_id": ann, "lead_type": "question", "occurred_at": 1, "lead_status": "active"}
    ways: tuple[Callable[[UnitOfWork], Any], ...] = (
        lambda uow: uow.update(Lead, Lead.id == one, {"lead_status": "active"}),
        lambda uow: uow.update_rows(Lead, [{"id": one, "lead_status": "active"}]),
        lambda uow: uow.insert(Lead, [row]),
    )
    for name in (AGENT, LENDER):
        with pytest.raises(RefusedError):
            perform_as(office, name, set_lead_status, selection=Selection(ids=(one,)), lead_status="active")
        for way in ways:
            with pytest.raises(RefusedError):
                perform_as(office, name, put, run=way)
    perform_as(office, CONCIERGE, set_lead_status, selection=Selection(ids=(one,)), lead_status="active")
    step = office.read(history.steps)[0].id
    with acting(office, AGENT), pytest.raises(RefusedError):
        office.undo(step)
    assert statuses(office)[one] == "active"


def test_r72_it_is_active_or_inactive(office: Office) -> None:
    with pytest.raises(WrongUseError, match="active or inactive"):
        office.perform(set_lead_status, selection=Selection(ids=(1,)), lead_status="on")


# -- requests for an update ---------------------------------------------------------------------------------------


def test_r72_an_active_lead_asks_its_owner_once_an_interval(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    made_active(office, ann)
    newest = made_active(office, ann)  # two Active leads: answered once for all
    assert ask(office) == 1
    assert ask(office) == 0
    (request,) = office.read(open_requests)
    assert (request.contact_id, request.member_id, request.at) == (ann, member(office, AGENT), clock.now)
    card = office.read(contacts.contact_card, ann)
    assert [(t.kind, t.due_at, t.done_at) for t in card.tasks] == [("update_request", clock.now, None)]
    assert _task(office, request.id).lead_id == newest
    clock.tick(100 * DAY)
    assert ask(office) == 0  # it stands unanswered
    perform_as(office, AGENT, answer_update_request, task_id=request.id, line="Signed with us.")
    clock.tick(14 * DAY - 1)
    assert ask(office) == 0
    clock.tick(1)
    assert ask(office) == 1
    assert office.read(history.steps)[0].label == "Updates asked for 1 contact"


def test_r72_inactive_leads_the_pool_and_the_archived_are_never_asked_for(office: Office) -> None:
    idle, pool, gone = add(office, "Ann Lee", owner=AGENT), add(office, "Bea Orr"), add(office, "Cal Poe", owner=AGENT)
    first = lead(office, idle)
    perform_as(office, CONCIERGE, set_lead_status, selection=Selection(ids=(first,)), lead_status="inactive")
    made_active(office, pool)
    made_active(office, gone)
    set_columns(office, gone, status="archive")
    assert ask(office) == 0
    assert office.read(updates_due) == ()


def test_r72_the_office_sets_the_interval(office: Office, clock: FakeClock) -> None:
    office.perform(settings.set_office, values={"update_request_days": 2})
    ann = add(office, "Ann Lee", owner=AGENT)
    made_active(office, ann)
    assert ask(office) == 1
    perform_as(
        office, AGENT, answer_update_request, task_id=office.read(open_requests)[0].id, line="Still looking."
    )  # fmt: skip
    clock.tick(2 * DAY)
    assert ask(office) == 1


def test_r72_an_answer_is_a_line_a_status_and_a_date_in_the_history(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    made_active(office, ann)
    ask(office)
    before = contents(office)
    (request,) = office.read(open_requests, member_id=member(office, AGENT))
    assert office.read(open_requests, member_id=member(office, OTHER_AGENT)) == ()
    clock.tick()
    perform_as(
        office, AGENT, answer_update_request, task_id=request.id, line=" Wants to list. ", status="client",
        next_at=clock.now + DAY,
    )  # fmt: skip
    card = office.read(contacts.contact_card, ann)
    lines = [(e.kind, e.title, e.detail) for e in office.read(history.timeline, card)]
    assert ("note", "Note", "Update: Wants to list.") in lines
    assert ("status", "New Lead → Client", "Wants to list.") in lines
    assert columns(office, ann, "status") == "client"
    assert [(t.title, t.due_at) for t in card.tasks if t.done_at is None] == [("Wants to list.", clock.now + DAY)]
    assert office.read(open_requests) == ()
    with pytest.raises(RefusedError, match="answered already"):
        perform_as(office, AGENT, answer_update_request, task_id=request.id, line="Again")
    with acting(office, AGENT):
        office.undo()
    assert contents(office) == before


def test_r72_what_cannot_be_answered_says_so(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    made_active(office, ann)
    ask(office)
    task = office.read(open_requests)[0].id
    with pytest.raises(FieldProblemsError, match="in a line"):
        perform_as(office, AGENT, answer_update_request, task_id=task, line="  ")
    with pytest.raises(WrongUseError, match="no status"):
        perform_as(office, AGENT, answer_update_request, task_id=task, line="Fine", status="happy")
    with pytest.raises(NotFoundError):
        perform_as(office, AGENT, answer_update_request, task_id=999, line="Fine")
    with pytest.raises(NotFoundError):  # out of sight (R19)
        perform_as(office, OTHER_AGENT, answer_update_request, task_id=task, line="Fine")
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, ask_for_updates)


def test_r72_requests_of_the_past_are_the_owner_s(office: Office, clock: FakeClock) -> None:
    ann, bo, cy = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chen", owner=AGENT), add(office, "Cy Orr")
    asked = member(office, CONCIERGE)
    items = [PastItem(n, clock.now - DAY, asked, "task", "update_request", "How is it?", due=clock.now) for n in
             (ann, bo, cy)]  # fmt: skip
    handed = PastItem(bo, clock.now - HOUR, asked, "owner", str(member(office, OTHER_AGENT)))
    office.perform(record_past, items=[*items, handed])
    found = {one.contact_id: one.member_id for one in office.read(open_requests)}
    assert found == {ann: member(office, AGENT), bo: member(office, OTHER_AGENT), cy: None}


def test_r72_a_date_that_has_passed_changes_nothing(office: Office, clock: FakeClock) -> None:
    made_active(office, add(office, "Ann Lee", owner=AGENT))
    ask(office)
    before = contents(office)
    task = office.read(open_requests)[0].id
    with pytest.raises(FieldProblemsError, match="has passed"):
        perform_as(office, AGENT, answer_update_request, task_id=task, line="Fine", next_at=clock.now)
    assert contents(office) == before


def _task(office: Office, task_id: int) -> Any:
    with office.engines.read.connect() as connection:
        return connection.execute(Task.__table__.select().where(Task.id == task_id)).one()


@action(Right.SETTINGS)
def put_tasks(uow: UnitOfWork, *, rows: list[dict[str, Any]]) -> None:
    """Requests of the past."""
    base = {"kind": "update_request", "title": "", "said": "", "due_at": 0}
    uow.insert(Task, [base | row for row in rows])


def _due(reader: Reader) -> set[int]:
    return {one.contact_id for one in updates_due(reader)}


def test_r72_the_rule_and_the_clause_agree(office: Office, clock: FakeClock) -> None:
    """Contacts of every shape, with requests of the past at the edges of the interval."""
    dice = Random(3)
    edge = clock.now - 14 * DAY
    moments = (edge - DAY, edge - 1, edge, edge + 1, clock.now)
    shapes: dict[int, dict[str, Any]] = {}
    tasks = []
    for n in range(40):
        owner, status = dice.choice((AGENT, AGENT, "")), dice.choice(("client", "client", "archive"))
        contact_id = add(office, f"Ann Lee{n}", owner=owner, status=status)
        made = lead(office, contact_id)
        active = dice.random() < 0.8
        if active:
            perform_as(office, BROKER, set_lead_status, selection=Selection(ids=(made,)), lead_status="active")
        earlier = []
        for _ in range(dice.choice((0, 1, 1, 2))):
            at = dice.choice(moments)
            earlier.append(Asked(at, dice.choice((None, at, *(m for m in moments if m >= at)))))
        tasks += [{"contact_id": contact_id, "created_at": a.at, "done_at": a.answered_at} for a in earlier]
        shapes[contact_id] = {
            "active": active, "owned": bool(owner), "archived": status == "archive", "earlier": tuple(earlier),
        }  # fmt: skip
    perform_as(office, BROKER, put_tasks, rows=tasks)
    wanted = {n for n, shape in shapes.items() if asks(**shape, now=clock.now, days=14)}
    assert office.read(_due) == wanted
    assert 0 < len(wanted) < len(shapes)
