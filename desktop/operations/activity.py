"""What a member does with one contact: a note written, a task done."""

from __future__ import annotations

from collections.abc import Callable

from db.actions import activity as actions
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


def add_note(
    services: Services, contact_id: int, body: str, *, on_done: Callable[[], object], on_error: OnError
) -> None:
    """Write a note on the contact; it shows in its timeline, so nothing more is said."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.add_note, contact_id=contact_id, body=body),
        on_done=lambda _outcome: on_done(),
        on_error=on_error,
    )


def finish_task(services: Services, task_id: int) -> None:
    """Mark a task done."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.finish_task, task_id=task_id),
        on_done=lambda outcome: toast_with_undo(services, outcome.changes.label or "Done already", outcome.step),
    )
