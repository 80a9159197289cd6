"""Marking alerts as seen, and answering a request for an update on the spot (R72, R76)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.actions.alerting import see_alerts as action
from db.actions.leads import answer_update_request
from db.changes import Outcome
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class UpdateAnswer:
    """What the form of an answer gives: a line, and where wanted a new status and a date in milliseconds UTC."""

    task_id: int
    line: str
    status: str = ""
    next_at: int | None = None


def see_alerts(services: Services, ids: Sequence[int] | None = None) -> None:
    """Mark alerts as seen, all of the member's when `ids` is None. No work, so nothing is said and nothing offered."""
    office, chosen = services.office, None if ids is None else tuple(ids)
    run(services, lambda: office.perform(action, ids=chosen), on_done=lambda _outcome: None)


def answer_update(
    services: Services, answer: UpdateAnswer, *, on_done: Callable[[], object], on_error: OnError
) -> None:
    """Answer a request for an update; what was wrong with it goes to `on_error`, so that the form can say it."""
    office = services.office

    def done(outcome: Outcome[int]) -> None:
        on_done()
        toast_with_undo(services, outcome.changes.label, outcome.step)

    run(
        services,
        lambda: office.perform(
            answer_update_request, task_id=answer.task_id, line=answer.line, status=answer.status,
            next_at=answer.next_at,
        ),
        on_done=done,
        on_error=on_error,
    )  # fmt: skip
