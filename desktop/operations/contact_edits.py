"""Editing one contact in place: its fields, and its numbers, addresses and properties row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.actions import contacts, details
from db.changes import Outcome
from db.rules.details import Detail
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
    given = {"contact_id": contact_id, "changes": changes, "seen": seen}
    _perform(services, contacts.edit_contact, given, answer)


def add_detail(services: Services, contact_id: int, *, kind: str, values: dict[str, str], answer: Answer) -> None:
    """Add an e-mail, a phone, an address or a property."""
    _perform(services, details.add_detail, {"contact_id": contact_id, "kind": kind, "values": values}, answer)


@dataclass(frozen=True, slots=True)
class DetailEdit:
    """What is to change in one row, and what the person had been looking at."""

    detail: Detail
    changes: dict[str, str]
    seen: dict[str, str]


def change_detail(services: Services, contact_id: int, *, edit: DetailEdit, answer: Answer) -> None:
    """Change one row; emptied, it goes. StaleEditError when a newer edit stands that was not seen."""
    given = {"contact_id": contact_id, "detail": edit.detail, "changes": edit.changes, "seen": edit.seen}
    _perform(services, details.change_detail, given, answer)


def remove_detail(services: Services, contact_id: int, *, detail: Detail, answer: Answer) -> None:
    """Take one row away."""
    _perform(services, details.remove_detail, {"contact_id": contact_id, "detail": detail}, answer)


def make_primary(services: Services, contact_id: int, *, detail: Detail, answer: Answer) -> None:
    """Make one e-mail, phone or address the primary one."""
    _perform(services, details.make_primary, {"contact_id": contact_id, "detail": detail}, answer)


def change_extra(services: Services, contact_id: int, *, name: str, values: tuple[str, str], answer: Answer) -> None:
    """Set a field of the office's own, or take it away; `values`: the text it had, and the new one."""
    given = {"contact_id": contact_id, "name": name, "value": values[1], "seen": values[0]}
    _perform(services, details.change_extra, given, answer)


def change_hashtags(
    services: Services, contact_id: int, *, add: tuple[str, ...], remove: tuple[str, ...], answer: Answer
) -> None:
    """Put hashtags on the contact and take others off, in one step."""
    _perform(services, details.change_hashtags, {"contact_id": contact_id, "add": add, "remove": remove}, answer)


def _perform(services: Services, action: Any, given: dict[str, Any], answer: Answer) -> None:
    office = services.office
    run(
        services,
        lambda: office.perform(action, **given),
        on_done=lambda outcome: _done(services, outcome, answer),
        on_error=answer.on_error,
    )


def _done(services: Services, outcome: Outcome[Any], answer: Answer) -> None:
    answer.on_done()
    if outcome.step is not None:
        toast_with_undo(services, outcome.changes.label, outcome.step)
