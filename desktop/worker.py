"""What runs by itself: each job says when something is due and does it; in the program and as `brokerdesk work`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from db.actions.alerting import send_digests
from db.actions.holds import end_holds
from db.actions.leads import ask_for_updates
from db.actions.offers import lapse_offers
from db.actions.untouched import release_untouched, warn_untouched
from db.changes import Outcome
from db.office import Office
from db.queries.claims import any_claim_due, claims_due
from db.queries.digests import any_digest_due, digest_due_at
from db.queries.holds import any_hold_due, due_moments
from db.queries.reader import Reader
from db.queries.routing import any_offer_due, offers_due
from db.queries.update_requests import any_update_due

QUARTER_HOUR_MS: Final = 15 * 60_000


@dataclass(frozen=True, slots=True)
class Job:
    """Something that falls due by the clock. `due` is asked often and must be cheap; `run` does all that is due.

    Two programs may run one job at once: `run` looks again inside its transaction, and the second finds nothing.
    Where `due` is not cheap, because it reads every lead that may ask, a program that goes on asking asks it no more
    often than `every_ms`: what falls due by days may wait for minutes.
    """

    key: str
    title: str
    due: Callable[[Reader], bool]
    run: Callable[[Office], tuple[Outcome[int], ...]]
    every_ms: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What a job did: how many, in its steps' own words."""

    key: str
    title: str
    count: int
    outcomes: tuple[Outcome[int], ...]


def _updates(office: Office) -> tuple[Outcome[int], ...]:
    return (office.perform_by_itself(None, ask_for_updates),)


def _digests(office: Office) -> tuple[Outcome[int], ...]:
    return (office.perform_by_itself(office.read_by_itself(digest_due_at), send_digests),)


def _offers(office: Office) -> tuple[Outcome[int], ...]:
    due = office.read_by_itself(offers_due)
    return tuple(office.perform_by_itself(one.at, lapse_offers, lead_id=one.lead_id) for one in due)


def _holds(office: Office) -> tuple[Outcome[int], ...]:
    """Each moment on its own and dated truly, also when the program was closed then (R15)."""
    due = office.read_by_itself(due_moments)
    return tuple(office.perform_by_itself(at, end_holds, until_at=at) for at in due)


def _untouched(office: Office) -> tuple[Outcome[int], ...]:
    """Who is to be warned is; then each moment on its own and dated truly, as holds are (R15)."""
    due = office.read_by_itself(claims_due)
    over = sorted({one.due_at for one in due if one.due_at is not None})
    done = [office.perform_by_itself(None, warn_untouched)] if len(over) < len(due) else []
    return (*done, *(office.perform_by_itself(at, release_untouched, until_at=at) for at in over))


JOBS: Final = (
    Job("holds", "Holds that are over", any_hold_due, _holds),
    Job("update_requests", "Updates asked for", any_update_due, _updates, every_ms=QUARTER_HOUR_MS),
    Job("digests", "Activity digests", any_digest_due, _digests),
    Job("offers", "Offers of new leads ended", any_offer_due, _offers),
    Job("untouched", "Contacts nobody touched", any_claim_due, _untouched, every_ms=QUARTER_HOUR_MS),
)


def run_due(
    office: Office, asked: dict[str, int] | None = None, *, told: Callable[[Done], None] | None = None
) -> tuple[Done, ...]:  # fmt: skip
    """Do everything that is due now; gives the jobs that did something. Writes nothing where nothing is due.

    A job that fails keeps no other from its turn: the first error is raised when all have had theirs. `told` hears of
    each job as it is done, also of those that are done in a round that ends with an error.

    `asked` holds when each job was asked last (ms UTC), and is kept by who calls again and again: a job with an
    `every_ms` is not asked sooner. Without it every job is asked.
    """
    done: list[Done] = []
    failed: list[Exception] = []
    asked = {} if asked is None else asked
    for job in JOBS:
        now = office.clock()
        if job.key in asked and 0 <= now - asked[job.key] < job.every_ms:
            continue
        asked[job.key] = now
        try:
            one = _do(office, job)
        except Exception as error:  # whatever it is, it is raised below
            failed.append(error)
            continue
        if one is not None:
            done.append(one)
            if told is not None:
                told(one)
    if failed:
        raise failed[0]
    return tuple(done)


def _do(office: Office, job: Job) -> Done | None:
    """Do a job if it is due; None when it did nothing."""
    if not office.read_by_itself(job.due):
        return None
    outcomes = tuple(one for one in job.run(office) if one.step is not None)
    return Done(job.key, job.title, sum(one.value for one in outcomes), outcomes) if outcomes else None
