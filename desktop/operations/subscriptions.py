"""Ending automated messages for a contact, and starting them again with a reason (R6, R38)."""

from __future__ import annotations

from db.actions import subscriptions as actions
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import run
from desktop.services import Services


def unsubscribe(services: Services, contact_id: int, *, cause: str, words: str) -> None:
    """End automated e-mail and text; `words` are the contact's own, or where it was heard."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.unsubscribe, contact_id=contact_id, cause=cause, words=words),
        on_done=lambda done: toast_with_undo(services, done.changes.label or "Unsubscribed already", done.step),
    )


def resubscribe(services: Services, contact_id: int, *, reason: str) -> None:
    """Subscribe again; the reason is kept with the date."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.resubscribe, contact_id=contact_id, reason=reason),
        on_done=lambda done: toast_with_undo(services, done.changes.label or "Subscribed already", done.step),
    )
