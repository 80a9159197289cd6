"""What a member does with a contact: a note written, a dial logged, a task set and done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.actions import activity as actions
from db.changes import Selection
from desktop.operations.finishing import finish_mass, toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class NewTask:
    """What the form of a task gives: `due_at` in milliseconds UTC; `said` is what the contact asked for (R22)."""

    kind: str
    title: str
    due_at: int
    said: str = ""


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


def add_tasks(services: Services, selection: Selection, task: NewTask) -> None:
    """Set a task for the member on every contact of `selection`."""
    office = services.office
    run(
        services,
        lambda: office.perform(
            actions.add_tasks, selection=selection, kind=task.kind, title=task.title, due_at=task.due_at, said=task.said
        ),
        on_done=lambda outcome: finish_mass(services, outcome, "with a new task"),
    )


def finish_task(services: Services, task_id: int) -> None:
    """Mark a task done."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.finish_task, task_id=task_id),
        on_done=lambda outcome: toast_with_undo(services, outcome.changes.label or "Done already", outcome.step),
    )
