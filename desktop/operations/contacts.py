"""Adding a contact, and setting fields and hashtags on many (R3, R4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.actions import contacts as actions
from db.changes import Outcome, Selection
from db.rules.contact_fields import CONTACT_FIELDS
from db.rules.drafts import ContactDraft
from desktop.operations.finishing import finish_mass, toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class NewContact:
    """What the form of a new contact gives: the draft, its status, its owner (None: the pool)."""

    draft: ContactDraft
    status: str
    owner_id: int | None


def add_contact(
    services: Services, new: NewContact, *, on_done: Callable[[int], object], on_error: OnError | None = None
) -> None:
    """Add it; `on_done` gets its id."""
    office = services.office

    def done(outcome: Outcome[int]) -> None:
        toast_with_undo(services, outcome.changes.label, outcome.step)
        on_done(outcome.value)

    run(
        services,
        lambda: office.perform(actions.add_contact, draft=new.draft, status=new.status, owner_id=new.owner_id),
        on_done=done,
        on_error=on_error,
    )


def set_field(services: Services, selection: Selection, *, field: str, value: object) -> None:
    """Set one field on every contact of `selection`."""
    known = CONTACT_FIELDS[field]
    shown = dict(known.choices).get(str(value), str(value)) or "nothing"
    office = services.office
    run(
        services,
        lambda: office.perform(actions.set_field, selection=selection, field=field, value=value),
        on_done=lambda outcome: finish_mass(services, outcome, f"to {known.label.lower()} {shown}"),
    )


def add_hashtag(services: Services, selection: Selection, tag: str) -> None:
    """Put a hashtag on every contact of `selection`."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.add_hashtag, selection=selection, tag=tag),
        on_done=lambda outcome: finish_mass(services, outcome, f"carry #{tag.lstrip('#')}"),
    )


def remove_hashtag(services: Services, selection: Selection, tag: str) -> None:
    """Take a hashtag off every contact of `selection`."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.remove_hashtag, selection=selection, tag=tag),
        on_done=lambda outcome: finish_mass(services, outcome, f"without #{tag.lstrip('#')}"),
    )
