"""Keeping a filter as a list of one's own, and taking it away again."""

from __future__ import annotations

from collections.abc import Callable

from db.actions import settings as actions
from db.changes import Outcome
from db.rules.filters import Filter, filter_text
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import run
from desktop.services import Services


def save_filter(
    services: Services, title: str, *, list_key: str, filter_: Filter, on_done: Callable[[int], object]
) -> None:
    """Keep the filter of a list under a title; `on_done` gets its id."""
    office = services.office
    text = filter_text(filter_)

    def done(outcome: Outcome[int]) -> None:
        toast_with_undo(services, outcome.changes.label, outcome.step)
        on_done(outcome.value)

    run(
        services,
        lambda: office.perform(actions.save_filter, title=title, list_key=list_key, text=text),
        on_done=done,
    )


def remove_filter(services: Services, filter_id: int) -> None:
    """Take a saved filter away."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.remove_filter, filter_id=filter_id),
        on_done=lambda outcome: toast_with_undo(services, outcome.changes.label, outcome.step),
    )
