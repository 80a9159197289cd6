"""What runs by itself: found due, done once, told to the screens, and never by two at once."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from db.actions.activity import add_lead
from db.actions.leads import set_lead_status
from db.changes import Outcome, Selection
from db.office import Office
from db.queries.reader import Reader
from db.queries.update_requests import open_requests
from desktop import worker
from desktop.worker import JOBS, Done, Job, run_due
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


def test_who_goes_on_asking_asks_what_is_not_cheap_now_and_then(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices.with_members()
    asked: dict[str, int] = {}
    counts = dict.fromkeys((job.key for job in JOBS), 0)

    def counting(job: Job) -> Job:
        def due(reader: Reader) -> bool:
            counts[job.key] += 1
            return job.due(reader)

        return replace(job, due=due)

    monkeypatch.setattr(worker, "JOBS", tuple(counting(job) for job in JOBS))
    for _minute in range(30):
        assert run_due(office, asked) == ()
        offices.clock.tick(60_000)
    assert counts == dict.fromkeys(counts, 30) | {"update_requests": 2, "untouched": 2}
    run_due(office)
    assert counts["update_requests"] == 3, "once asks everything"
    offices.clock.tick(-DAY)
    run_due(office, asked)
    assert counts["update_requests"] == 4, "a clock that was set back holds nothing up"


def test_r72_what_waited_a_quarter_of_an_hour_is_asked(offices: Offices) -> None:
    office = with_an_active_lead(offices)
    asked = {"update_requests": offices.clock.now}
    offices.clock.tick(15 * 60_000 - 1)
    assert run_due(office, asked) == ()
    offices.clock.tick(1)
    assert [one.key for one in run_due(office, asked)] == ["update_requests"]


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


def test_a_job_that_fails_keeps_no_other_from_its_turn(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    office = with_an_active_lead(offices)

    def breaks(_office: Office) -> tuple[Outcome[int], ...]:
        raise OSError("The disk is full.")

    broken = replace(worker.JOBS[0], due=lambda _reader: True, run=breaks)
    monkeypatch.setattr(worker, "JOBS", (broken, *worker.JOBS[1:]))
    told: list[Done] = []
    with pytest.raises(OSError, match="The disk is full"):
        run_due(office, told=told.append)
    assert [one.key for one in told] == ["update_requests"]
    assert len(office.read(open_requests)) == 1
