"""What runs by itself: each job says when something is due and does it; in the program and as `brokerdesk work`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from db.actions.leads import ask_for_updates
from db.changes import Outcome
from db.office import Office
from db.queries.reader import Reader
from db.queries.update_requests import any_update_due


@dataclass(frozen=True, slots=True)
class Job:
    """Something that falls due by the clock. `due` is asked often and must be cheap; `run` does all that is due.

    Two programs may run one job at once: `run` looks again inside its transaction, and the second finds nothing.
    """

    key: str
    title: str
    due: Callable[[Reader], bool]
    run: Callable[[Office], tuple[Outcome[int], ...]]


@dataclass(frozen=True, slots=True)
class Done:
    """What a job did: how many, in its steps' own words."""

    key: str
    title: str
    count: int
    outcomes: tuple[Outcome[int], ...]


def _updates(office: Office) -> tuple[Outcome[int], ...]:
    return (office.perform_by_itself(None, ask_for_updates),)


JOBS: Final = (Job("update_requests", "Updates asked for", any_update_due, _updates),)


def run_due(office: Office) -> tuple[Done, ...]:
    """Do everything that is due now; gives the jobs that did something. Writes nothing where nothing is due."""
    done = []
    for job in JOBS:
        if not office.read_by_itself(job.due):
            continue
        outcomes = tuple(one for one in job.run(office) if one.step is not None)
        if outcomes:
            done.append(Done(job.key, job.title, sum(one.value for one in outcomes), outcomes))
    return tuple(done)
