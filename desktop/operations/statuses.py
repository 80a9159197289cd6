"""Setting the status of one contact or of many (R2, R3)."""

from __future__ import annotations

from db.actions.statuses import change_status as action
from db.changes import Selection
from desktop.operations.finishing import finish_mass
from desktop.operations.running import run
from desktop.services import Services


def change_status(services: Services, selection: Selection, *, status: str, label: str) -> None:
    """Give every contact of `selection` the status; `label` is the office's word for it."""
    office = services.office
    run(
        services,
        lambda: office.perform(action, selection=selection, status=status),
        on_done=lambda outcome: finish_mass(services, outcome, f"to {label}"),
    )
