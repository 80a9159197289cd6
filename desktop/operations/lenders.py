"""Lenders: adding, changing and ending them, and assigning contacts to one (R53)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.actions import contacts, lenders, members
from db.changes import Outcome, Selection
from desktop.operations.finishing import finish_mass, toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to tell what came of it: `on_done` gets the action's value."""

    on_done: Callable[[Any], object]
    on_error: OnError


def add_lender(services: Services, values: dict[str, Any], answer: Answer) -> None:
    """Add a lender; `on_done` gets their id."""
    _run(services, lambda: services.office.perform(lenders.add_lender, values=values), answer)


def change_lender(services: Services, member_id: int, values: dict[str, Any], answer: Answer) -> None:
    """Set fields of a lender."""
    office = services.office
    _run(services, lambda: office.perform(lenders.change_lender, member_id=member_id, values=values), answer)


def end_lender(services: Services, member_id: int, hand_to: int | None, answer: Answer) -> None:
    """A lender lends no more; their contacts go to another one, or have none."""
    office = services.office
    _run(services, lambda: office.perform(lenders.end_lender, member_id=member_id, hand_to=hand_to), answer)


def bring_back(services: Services, member_id: int, answer: Answer) -> None:
    """A lender who had ended lends again; what was handed on stays where it is."""
    office = services.office
    _run(services, lambda: office.perform(members.reactivate_member, member_id=member_id), answer)


def assign_lender(services: Services, selection: Selection, *, lender_id: int | None, name: str) -> None:
    """Make a lender that of every contact of `selection`; None takes theirs off."""
    office = services.office
    run(
        services,
        lambda: office.perform(contacts.set_field, selection=selection, field="lender_id", value=lender_id),
        on_done=lambda outcome: finish_mass(
            services, outcome, f"with {name} as lender" if lender_id is not None else "without a lender"
        ),
    )


def _run(services: Services, work: Callable[[], Outcome[Any]], answer: Answer) -> None:
    def done(outcome: Outcome[Any]) -> None:
        if outcome.step is not None:
            toast_with_undo(services, outcome.changes.label, outcome.step)
        answer.on_done(outcome.value)

    run(services, work, on_done=done, on_error=answer.on_error)
