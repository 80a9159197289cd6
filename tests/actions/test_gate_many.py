"""The gate with more rows than a database takes parameters, and the scratch tables they travel through."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.actions import action, statuses
from db.changes import Selection
from db.models import Contact, Note, Step, StepWrite
from db.office import Office
from db.queries.lists import rows
from db.queries.selections import selection_facts
from db.rules.errors import RefusedError
from db.rules.filters import ListSpec
from db.rules.permissions import REFUSALS, Right
from db.scratch import CHOSEN, PICKED, add, among, fill
from db.unit_of_work import UnitOfWork
from tests.builders import AGENT, OTHER_AGENT, acting, columns, perform_as, these
from tests.builders import add as add_contact

# PostgreSQL takes 65,535 parameters a statement, SQLite an expression 1,000 deep.
MANY = 70_000


def test_a_step_that_made_very_many_contacts_may_go_on_with_them_and_no_others(office: Office) -> None:
    own = add_contact(office, "Ann Lee", owner=AGENT)
    others = add_contact(office, "Bea Orr", owner=OTHER_AGENT)

    @action(Right.EDIT)
    def go_on(uow: UnitOfWork, *, contact_id: int, made: range) -> int:
        uow._born.add(set(made))  # every second number: as many runs as numbers
        return uow.update(Contact, Contact.id == contact_id, {"job_title": "Pilot"})

    without, with_it = range(others + 1, others + 1 + 2 * MANY, 2), range(others, others + 2 * MANY, 2)
    assert perform_as(office, AGENT, go_on, contact_id=own, made=without).value == 1
    with pytest.raises(RefusedError, match=REFUSALS[Right.EDIT]):
        perform_as(office, AGENT, go_on, contact_id=others, made=without)
    assert perform_as(office, AGENT, go_on, contact_id=others, made=with_it).value == 1


def test_very_many_parts_at_once_are_refused_where_one_contact_is_not_there(office: Office) -> None:
    contact_id = add_contact(office, "Ann Lee", owner=AGENT)

    @action(Right.NOTE)
    def notes(uow: UnitOfWork) -> range:
        return uow.insert(Note, [{"contact_id": contact_id + n, "body": "", "at": uow.now} for n in range(MANY)])

    with pytest.raises(RefusedError):
        perform_as(office, AGENT, notes)


def test_very_many_are_read_counted_and_changed_by_number(office: Office) -> None:
    own, others = add_contact(office, "Ann Lee", owner=AGENT), add_contact(office, "Bea Orr", owner=OTHER_AGENT)
    many = tuple(range(own, own + MANY))
    with acting(office, AGENT):
        assert set(office.read(rows, many)) == {own}
        assert office.read(selection_facts, Selection(many)).total == 1
        done = office.perform(statuses.change_status, selection=Selection(many), status="client").value
        whole = Selection(spec=ListSpec("client"))
        assert office.perform(statuses.change_status, selection=whole, status="closed").value.changed == 1
    assert (done.changed, done.refused_unseen) == (1, MANY - 1)
    assert columns(office, others, "status") == "new_lead"


def test_scratch_tables_begin_empty_and_hold_what_they_are_given(office: Office) -> None:
    class GivenUpError(Exception):
        pass

    @action(Right.EDIT)
    def give_up(uow: UnitOfWork) -> None:
        assert fill(uow.connection, PICKED, range(MANY)) == MANY
        assert add(uow.connection, PICKED, range(MANY, MANY + 2)) == 2
        raise GivenUpError

    @action(Right.EDIT)
    def look(uow: UnitOfWork, *, leaving: int) -> list[int]:
        found = list(uow.connection.scalars(among(PICKED))) + list(uow.connection.scalars(among(CHOSEN)))
        assert fill(uow.connection, CHOSEN, (leaving, leaving)) == 1
        assert fill(uow.connection, PICKED, among(CHOSEN)) == 1
        return found

    for leaving in range(3):
        assert office.perform(look, leaving=leaving).value == []
        with pytest.raises(GivenUpError):
            office.perform(give_up)


def test_a_step_is_written_whole_whether_or_not_somebody_asked_for_it_meanwhile(office: Office) -> None:
    contact_id = add_contact(office, "Ann Lee")

    @action(Right.EDIT)
    def change(uow: UnitOfWork, *, asking: bool) -> int | None:
        uow.label = "first words"
        if asking:
            assert uow.step_id == uow.step_id
        uow.update(Contact, Contact.id == contact_id, {"job_title": f"Pilot {asking}"})
        told = uow.connection.scalar(select(Step.id).where(Step.action == "change", Step.at == uow.now))
        uow.label, uow.why, uow.counts = "last words", "because", {"changed": 1}
        return told

    for asking in (False, True):
        outcome = office.perform(change, asking=asking)
        with office.engines.read.connect() as connection:
            step = connection.execute(
                select(Step.label, Step.why, Step.counts, Step.root_id).where(Step.id == outcome.step)
            ).one()
            written = connection.execute(
                select(StepWrite.model, StepWrite.op, StepWrite.columns, StepWrite.after).where(
                    StepWrite.step_id == outcome.step
                )
            ).all()
        assert tuple(step) == ("last words", "because", {"changed": 1}, outcome.step)
        assert [tuple(w) for w in written] == [
            ("contact", "update", ["job_title"], {"job_title": f"Pilot {asking}"}),
        ]
    for _back in range(2):
        office.undo()
    assert columns(office, contact_id, "job_title") == ""


def test_two_presses_are_two_steps_with_their_own_words(office: Office) -> None:
    pair = [add_contact(office, f"Ann Lee{letter}") for letter in "ab"]
    for status in ("client", "closed", "client"):
        for contact_id in pair:
            office.perform(statuses.change_status, selection=these(contact_id), status=status, why=f"{status} now")
    shown = [columns(office, n, "status", "status_why") for n in pair]
    assert shown == [("client", "client now")] * 2
    office.undo()
    assert [columns(office, n, "status", "status_why") for n in pair] == [
        ("client", "client now"),
        ("closed", "closed now"),
    ]
