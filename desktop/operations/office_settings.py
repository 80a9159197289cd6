"""Changing the office itself: members, passwords, the scheme of statuses, settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.actions import dispositions as disposition_actions
from db.actions import members as member_actions
from db.actions import settings as setting_actions
from db.changes import Outcome
from db.rules.dispositions import OfficeDispositions
from db.rules.statuses import Scheme
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to tell what came of it: `on_done` gets the action's value."""

    on_done: Callable[[Any], object]
    on_error: OnError


def add_member(services: Services, values: dict[str, Any], answer: Answer) -> None:
    """Add a member with name, roles, email and phone; `on_done` gets their id."""
    _run(services, lambda: services.office.perform(member_actions.add_member, **values), answer)


def change_member(services: Services, member_id: int, values: dict[str, Any], answer: Answer) -> None:
    """Set fields of a member."""
    office = services.office
    _run(services, lambda: office.perform(member_actions.change_member, member_id=member_id, values=values), answer)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What becomes of a leaving member's work: who takes the contacts (None: the pool), and whether they are taken off
    where they are set as lender or underwriter.
    """

    hand_to: int | None
    take_off: bool = False


def deactivate_member(services: Services, member_id: int, leaving: Leaving, answer: Answer) -> None:
    """A member leaves, as one step."""
    office, to, off = services.office, leaving.hand_to, leaving.take_off
    _run(
        services,
        lambda: office.perform(member_actions.deactivate_member, member_id=member_id, hand_to=to, take_off=off),
        answer,
    )


def reactivate_member(services: Services, member_id: int, answer: Answer) -> None:
    """A member is back."""
    office = services.office
    _run(services, lambda: office.perform(member_actions.reactivate_member, member_id=member_id), answer)


def set_password(services: Services, member_id: int, *, password: str, old: str, answer: Answer) -> None:
    """Set a member's password, or take it away (empty)."""
    office = services.office
    _run(
        services,
        lambda: office.perform(member_actions.set_password, member_id=member_id, password=password, old=old),
        answer,
    )


def set_scheme(services: Services, scheme: Scheme, answer: Answer) -> None:
    """Use another scheme of statuses (R1)."""
    _run(services, lambda: services.office.perform(setting_actions.set_scheme, scheme=scheme), answer)


def set_dispositions(
    services: Services, wanted: OfficeDispositions, *, base: OfficeDispositions, answer: Answer
) -> None:
    """Use another list of dispositions, put together over `base` (R23)."""
    office, action = services.office, disposition_actions.set_dispositions
    _run(services, lambda: office.perform(action, office=wanted, base=base), answer)


def set_office(services: Services, values: dict[str, Any], answer: Answer) -> None:
    """Set settings of the office."""
    _run(services, lambda: services.office.perform(setting_actions.set_office, values=values), answer)


def _run(services: Services, work: Callable[[], Outcome[Any]], answer: Answer) -> None:
    def done(outcome: Outcome[Any]) -> None:
        if outcome.step is not None:
            toast_with_undo(services, outcome.changes.label, outcome.step)
        answer.on_done(outcome.value)

    run(services, work, on_done=done, on_error=answer.on_error)
