"""An hour of calls: queue, triple dial, interruption, contacts that vanish, undo; nobody sees another's (R9)."""

from __future__ import annotations

from typing import Any

import pytest

from db.actions import contacts
from db.actions.activity import log_unanswered
from db.actions.calling import NewCalling, end_calling, keep_call_result, keep_course, start_calling
from db.actions.follow_ups import NextStep
from db.actions.merging import merge
from db.actions.ownership import assign
from db.changes import Selection
from db.models import Step, Task
from db.office import Office
from db.queries.calling import Calling, calling, open_calling, passed_words
from db.queries.history import steps
from db.queries.lists import ids
from db.rules.calling import ARCHIVED, GONE, LEFT, NUMBERLESS
from db.rules.errors import NotFoundError, RefusedError, WrongUseError
from db.rules.filters import ListSpec, Sort, parse_filter
from tests.actions.pressing import pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    DAY,
    HOUR,
    LENDER,
    OTHER_AGENT,
    acting,
    add,
    call_due,
    contents,
    member,
    perform_as,
    set_status,
    these,
)
from tests.office_fixtures import FakeClock, Offices

LIST = ListSpec("new_lead", sort=Sort("name", descending=False))


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    """Wes's contacts, of whom Cy has no number and Di is archived; Ed is Ivy's."""
    names = ("Bo", "Ann", "Fay", "Cy", "Di", "Ed")
    made = {
        name: add(office, f"{name} Lee", owner=OTHER_AGENT if name == "Ed" else AGENT,
                  phone="" if name == "Cy" else f"(813) 555-01{n}0", email=f"{name}@example.com")
        for n, name in enumerate(names)
    }  # fmt: skip
    set_status(office, made["Di"], "archive")
    office.sign_in(AGENT)
    return made


def begin(office: Office, **values: Any) -> int:
    new = NewCalling(Selection(spec=LIST), **({"title": "New Lead"} | values))
    return office.perform(start_calling, new=new).value.session_id


def at_hand(office: Office) -> Calling:
    found = office.read(open_calling)
    assert found is not None
    return found


def dial(office: Office, contact_id: int, clock: FakeClock) -> None:
    clock.tick()
    pressed(office, "not_contacted", contact_id)


def test_a_list_becomes_a_queue_in_its_order_and_stays_it(
    office: Office, people: dict[str, int], clock: FakeClock
) -> None:
    done = office.perform(start_calling, new=NewCalling(Selection(spec=LIST), title="New Lead")).value
    assert (done.total, done.numberless, done.archived, done.refused) == (3, 1, 0, 0)
    found = at_hand(office)
    assert found.queue.ids == (people["Ann"], people["Bo"], people["Fay"])
    assert (found.words, found.left, found.queue.turn()) == ("New Lead · 0 of 3", 3, people["Ann"])
    clock.tick()
    add(office, "Abe Lee", owner=AGENT, phone="(813) 555-0190")
    assert at_hand(office).total == 3
    with pytest.raises(RefusedError, match="under way already"):
        begin(office)
    office.perform(end_calling, session_id=done.session_id)
    assert office.read(open_calling) is None
    assert office.read(calling, done.session_id).ended_at == clock.now
    chosen = Selection(ids=(people["Fay"], people["Ann"], people["Di"], people["Ed"]))
    again = office.perform(start_calling, new=NewCalling(chosen)).value
    assert (again.total, again.archived, again.refused) == (2, 1, 1)
    assert at_hand(office).queue.ids == (people["Fay"], people["Ann"])
    office.perform(end_calling, session_id=again.session_id)
    office.perform(start_calling, new=NewCalling(chosen, LIST))
    assert at_hand(office).queue.ids == (people["Ann"], people["Fay"])


def test_r09_a_triple_dial_is_three_attempts_and_undo_brings_the_contact_back(
    office: Office, people: dict[str, int], clock: FakeClock
) -> None:
    begin(office)
    ann, bo = people["Ann"], people["Bo"]
    for n in (1, 2, 3):
        dial(office, ann, clock)
        found = at_hand(office)
        assert found.queue.worked[ann].unanswered == n
        assert (found.tally.dials, found.queue.turn()) == (n, bo if n == 3 else ann)
    assert found.queue.done == {ann}
    office.undo()
    assert at_hand(office).queue.turn() == ann
    office.redo()
    clock.tick()
    office.perform(keep_call_result, contact_id=bo, outcome="talked", words="wants a tour")
    clock.tick()
    pressed(office, "appointment_booked", people["Fay"], starts_at=clock.now + DAY)
    found = at_hand(office)
    assert (found.tally.dials, found.tally.conversations, found.tally.appointments) == (4, 1, 1)
    assert (found.left, found.queue.turn()) == (0, None)
    office.undo()
    assert at_hand(office).queue.open == (people["Fay"],)
    with acting(office, OTHER_AGENT):  # whatever others do with them is not this session's
        assert office.read(open_calling) is None


def test_its_own_progress_is_no_work(office: Office, people: dict[str, int], clock: FakeClock) -> None:
    session, before = begin(office), contents(office)
    dial(office, people["Ann"], clock)
    worked = office.read(steps)[0].label
    clock.tick()
    office.perform(keep_course, session_id=session, put_off=people["Bo"], at=people["Fay"])
    office.perform(keep_course, session_id=session, dials=2)
    found = at_hand(office)
    assert (found.queue.order[-1], found.queue.turn(), found.queue.course.dials) == (people["Bo"], people["Fay"], 2)
    assert office.read(steps)[0].label == worked
    kept = {"call_session"}
    office.undo()
    assert {k: v for k, v in contents(office).items() if k not in kept} == {
        k: v for k, v in before.items() if k not in kept
    }
    assert office.perform(keep_course, session_id=session, at=people["Fay"]).step is None
    office.perform(end_calling, session_id=session)
    with pytest.raises(NotFoundError):
        office.perform(keep_course, session_id=session, at=people["Bo"])
    assert office.perform(end_calling, session_id=session).value == 0


def test_what_is_not_to_be_called_is_refused(office: Office, people: dict[str, int]) -> None:
    session = begin(office)
    for wrong in ({"at": people["Ed"]}, {"put_off": 99}):
        with pytest.raises(NotFoundError, match="not among those"):
            office.perform(keep_course, session_id=session, **wrong)
    for dials in (0, 10):
        with pytest.raises(WrongUseError):
            office.perform(keep_course, session_id=session, dials=dials)
        with pytest.raises(WrongUseError):
            begin(office, dials=dials)
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.perform(end_calling, session_id=session)
    with acting(office, OTHER_AGENT), pytest.raises(NotFoundError):
        office.read(calling, session)
    with acting(office, BROKER):
        assert office.read(open_calling) is None
    with acting(office, LENDER), pytest.raises(RefusedError):
        begin(office)
    with acting(office, OTHER_AGENT), pytest.raises(RefusedError, match="nobody to call"):
        office.perform(start_calling, new=NewCalling(Selection(ids=(people["Cy"],))))


def test_contacts_that_vanish_meanwhile_are_passed_over(
    office: Office, people: dict[str, int], clock: FakeClock
) -> None:
    office.sign_in(BROKER)
    more = {name: add(office, f"{name} Poe", owner=AGENT, phone=f"(813) 555-02{n}0")
            for n, name in enumerate(("Gus", "Hal", "Ida"))}  # fmt: skip
    office.sign_in(AGENT)
    begin(office)
    assert at_hand(office).total == 6
    dial(office, people["Fay"], clock)
    clock.tick()
    set_status(office, people["Ann"], "archive")
    set_status(office, people["Bo"], "client")
    set_status(office, people["Fay"], "client")  # begun with: gone on with
    perform_as(office, BROKER, assign, selection=these(more["Gus"]), member_id=member(office, OTHER_AGENT))
    perform_as(office, BROKER, merge, keep=people["Fay"], gone=more["Hal"])
    found = at_hand(office)
    assert found.queue.passed == {people["Ann"]: ARCHIVED, people["Bo"]: LEFT, more["Gus"]: GONE, more["Hal"]: GONE}
    assert found.queue.open == (people["Fay"], more["Ida"])
    said = {n: office.read(passed_words, found, n) for n in found.queue.passed}
    assert said[people["Ann"]] == "Ann Lee is in Archive now and was passed over."
    assert said[people["Bo"]] == "Bo Lee is no longer in New Lead and was passed over."
    assert said[more["Gus"]] == "A contact you do not see any more was passed over."
    assert said[more["Hal"]] == "Merged into Fay Lee meanwhile."
    assert office.read(passed_words, found, more["Ida"]) == ""
    set_status(office, people["Bo"], "new_lead")
    assert people["Bo"] in at_hand(office).queue.open


def test_a_number_that_is_lost_and_a_list_that_is_narrowed(
    office: Office, people: dict[str, int], clock: FakeClock
) -> None:
    spec = ListSpec("new_lead", filter=parse_filter("owner=Wes Park"), search="Lee")
    office.perform(start_calling, new=NewCalling(Selection(spec=spec), title="New Lead", dials=1))
    found = at_hand(office)
    assert set(found.queue.ids) == {people[name] for name in ("Ann", "Bo", "Fay")}
    assert not found.queue.passed
    clock.tick()
    for _ in range(3):
        clock.tick(HOUR)
        pressed(office, "wrong_number", people["Bo"], told=True)
    found = at_hand(office)
    assert found.queue.passed[people["Bo"]] == ARCHIVED  # the third telling ends the lead
    dial(office, people["Ann"], clock)
    assert people["Ann"] in at_hand(office).queue.done  # one dial each
    assert NUMBERLESS not in found.queue.passed.values()


def test_r41_what_came_of_a_call_settles_the_scheduled_one_and_sets_the_next(
    office: Office, people: dict[str, int], clock: FakeClock
) -> None:
    ann = people["Ann"]
    with acting(office, BROKER):
        pool = add(office, "Pat Pool", phone="(813) 555-0170")
    task = perform_as(office, BROKER, assign, selection=these(ann), member_id=member(office, AGENT)).value
    assert task is not None
    due = call_due(office, ann, clock.now + HOUR)
    before = contents(office)
    clock.tick()
    then = NextStep("follow_up", "Follow up", clock.now + DAY, "2 days")
    done = office.perform(keep_call_result, contact_id=ann, outcome="left_message", words=" call back ", then=then)
    assert done.changes.label == "Call with Ann Lee: left a message, next on 23 Nov 2026"
    kinds = dict(rows(office, Task.id, Task.kind))
    assert kinds == {due: "call", done.value.next_id: "follow_up"}
    office.undo()
    assert contents(office) == before
    with pytest.raises(WrongUseError):
        office.perform(keep_call_result, contact_id=ann, outcome="purple")
    with pytest.raises(RefusedError, match="your own contacts"):
        office.perform(keep_call_result, contact_id=pool, outcome="talked", then=then)
    assert office.perform(keep_call_result, contact_id=pool, outcome="talked").value.next_id is None
    with pytest.raises(NotFoundError):
        office.perform(keep_call_result, contact_id=people["Ed"], outcome="talked")


def test_two_programs_of_one_member_begin_one_session(offices: Offices, clock: FakeClock) -> None:
    first = offices.with_members()
    add(first, "Ann Lee", owner=AGENT, phone="(813) 555-0142")
    second = offices.at(str(first.engines.path or first.engines.write.url.render_as_string(hide_password=False)),
                        name=AGENT)  # fmt: skip
    first.sign_in(AGENT)
    begin(first)
    with pytest.raises(RefusedError):
        begin(second)
    clock.tick()
    second.perform(log_unanswered, contact_id=1)
    assert at_hand(first).tally.dials == at_hand(second).tally.dials == 1


def test_a_thousand_contacts_are_one_small_step_each(office: Office, clock: FakeClock) -> None:
    """The queue is written once; what changes of it is small."""
    for n in range(40):
        office.perform(contacts.add_contact, draft=_draft(n), status="new_lead")
    session = begin(office)
    clock.tick()
    office.perform(keep_course, session_id=session, put_off=int(office.read(ids, LIST)[3]))
    with office.engines.read.begin() as connection:
        images = connection.exec_driver_sql(
            "select length(cast(i.after as text)) from step_image i join step_write w on w.id = i.write_id"
            " join step s on s.id = w.step_id where s.action = 'keep_course'"
        ).scalars()
        assert max(images) < 120
    assert rows(office, Step.action)[-1] == "keep_course"


def _draft(n: int) -> Any:
    from tests.builders import draft

    return draft(f"Ann {n}", phone=f"(813) 555-{n:04d}")


def test_the_calls_under_way_go_on_when_the_new_ones_are_refused(office: Office, people: dict[str, int]) -> None:
    session = begin(office)
    with pytest.raises(RefusedError, match="nobody to call"):
        office.perform(start_calling, new=NewCalling(Selection(ids=(people["Cy"],))), ending=session)
    assert at_hand(office).id == session
    new = NewCalling(Selection(ids=(people["Bo"],)))
    assert office.perform(start_calling, new=new, ending=session).value.session_id == at_hand(office).id != session
