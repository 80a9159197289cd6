"""Keeping a filter as a list of one's own, and taking it away again."""

from __future__ import annotations

from collections.abc import Callable

from db.actions import settings as actions
from db.changes import Outcome
from db.rules.filters import ListSpec, filter_text
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import run
from desktop.services import Services


def save_filter(services: Services, title: str, spec: ListSpec, *, on_done: Callable[[int], object]) -> None:
    """Keep the filter of a list, and the search in it, under a title; `on_done` gets its id."""
    office, key, search = services.office, spec.list_key, spec.search
    text = filter_text(spec.filter)

    def done(outcome: Outcome[int]) -> None:
        toast_with_undo(services, outcome.changes.label, outcome.step)
        on_done(outcome.value)

    run(
        services,
        lambda: office.perform(actions.save_filter, title=title, list_key=key, text=text, search=search),
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


def rename_filter(services: Services, filter_id: int, title: str) -> None:
    """Call a saved filter otherwise."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.rename_filter, filter_id=filter_id, title=title),
        on_done=lambda outcome: toast_with_undo(services, outcome.changes.label, outcome.step),
    )


def ask_new_name(services: Services, filter_id: int, title: str) -> None:
    """Ask what a saved filter is to be called, and call it so."""
    services.prompts.ask_text(
        "Rename this list", then=lambda name: rename_filter(services, filter_id, name), value=title,
        label="Name of the list",
    )  # fmt: skip
