"""What runs by itself: found due, done once, told to the screens, and never by two at once."""

from __future__ import annotations

import threading

from db.actions.activity import add_lead
from db.actions.leads import set_lead_status
from db.changes import Selection
from db.office import Office
from db.queries.update_requests import open_requests
from desktop.worker import run_due
from tests.builders import add
from tests.office_fixtures import Offices

DAY = 24 * 60 * 60 * 1000


def with_an_active_lead(offices: Offices) -> Office:
    office = offices.with_members()
    ann = add(office, "Ann Lee", owner="Wes Park", email="ann@example.com")
    lead = office.perform(add_lead, contact_id=ann, lead_type="question").value
    office.perform(set_lead_status, selection=Selection(ids=(lead,)), lead_status="active")
    return office


def test_what_is_due_is_done_once(offices: Offices) -> None:
    office = with_an_active_lead(offices)
    before = office.read(open_requests)
    done = run_due(office)
    assert [(one.key, one.count) for one in done] == [("update_requests", 1)]
    assert len(office.read(open_requests)) == len(before) + 1
    assert run_due(office) == ()


def test_r72_two_workers_at_once_ask_once(file_offices: Offices) -> None:
    office = with_an_active_lead(file_offices)
    other = file_offices.at(str(office.engines.path))
    other.sign_in()
    gate = threading.Barrier(2)
    counts: list[int] = []

    def work(one: Office) -> None:
        gate.wait()
        counts.append(sum(done.count for done in run_due(one)))

    threads = [threading.Thread(target=work, args=(one,)) for one in (office, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1]
    assert len(office.read(open_requests)) == 1


def test_it_works_whoever_is_signed_in(offices: Offices) -> None:
    office = with_an_active_lead(offices)
    agent = next(m for m in office.members() if m.roles == ("agent",))
    office.sign_in(agent.name)
    done = run_due(office)
    assert [one.count for one in done] == [1]
    assert office.actor.name == agent.name
