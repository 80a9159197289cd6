"""Claiming, releasing and assigning contacts (R19, R20)."""

from __future__ import annotations

from db.actions import ownership as actions
from db.changes import Selection
from desktop.operations.finishing import finish_mass
from desktop.operations.running import run
from desktop.services import Services


def claim(services: Services, selection: Selection) -> None:
    """Make the member the owner of contacts in the pool."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.claim, selection=selection),
        on_done=lambda outcome: finish_mass(services, outcome, "claimed"),
    )


def release(services: Services, selection: Selection) -> None:
    """Send contacts back to the pool."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.release, selection=selection),
        on_done=lambda outcome: finish_mass(services, outcome, "released to the pool"),
    )


def assign(services: Services, selection: Selection, *, member_id: int, name: str) -> None:
    """Hand contacts to a member."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.assign, selection=selection, member_id=member_id),
        on_done=lambda outcome: finish_mass(services, outcome, f"assigned to {name}"),
    )
