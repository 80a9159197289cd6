"""Editing one contact in place: its fields, numbers, addresses, hashtags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.actions import contacts as actions
from db.changes import Outcome, Selection
from db.rules.drafts import AddressDraft
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to tell what came of an edit."""

    on_done: Callable[[], object]
    on_error: OnError


def edit_field(
    services: Services, contact_id: int, *, changes: dict[str, Any], seen: dict[str, Any], answer: Answer
) -> None:
    """Set fields of the contact; StaleEditError when a newer edit stands that was not `seen`."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.edit_contact, contact_id=contact_id, changes=changes, seen=seen),
        on_done=lambda outcome: _done(services, outcome, answer),
        on_error=answer.on_error,
    )


def replace_details(
    services: Services, contact_id: int, *, kind: str, texts: tuple[tuple[str, str], ...], answer: Answer
) -> None:
    """Replace the contact's `emails` or `phones` by (label, text) pairs."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.replace_details, contact_id=contact_id, kind=kind, texts=texts),
        on_done=lambda outcome: _done(services, outcome, answer),
        on_error=answer.on_error,
    )


def replace_address(services: Services, contact_id: int, *, address: AddressDraft, answer: Answer) -> None:
    """Replace the contact's address; an empty one takes it away."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.replace_address, contact_id=contact_id, address=address),
        on_done=lambda outcome: _done(services, outcome, answer),
        on_error=answer.on_error,
    )


def change_hashtags(
    services: Services, contact_id: int, *, add: tuple[str, ...], remove: tuple[str, ...], answer: Answer
) -> None:
    """Put hashtags on the contact and take others off, each a step of its own."""
    office, selection = services.office, Selection(ids=(contact_id,))
    pairs = [(actions.remove_hashtag, tag) for tag in remove] + [(actions.add_hashtag, tag) for tag in add]
    if not pairs:
        answer.on_done()
    for number, (action, tag) in enumerate(pairs, start=1):
        last = number == len(pairs)
        run(
            services,
            lambda action=action, tag=tag: office.perform(action, selection=selection, tag=tag),
            on_done=(lambda outcome: _done(services, outcome, answer)) if last else _heard,
            on_error=answer.on_error,
        )


def _done(services: Services, outcome: Outcome[Any], answer: Answer) -> None:
    answer.on_done()
    if outcome.step is not None:
        toast_with_undo(services, outcome.changes.label, outcome.step)


def _heard(_outcome: Outcome[Any]) -> None:
    """The screens have heard of it already; only the last hashtag answers."""
