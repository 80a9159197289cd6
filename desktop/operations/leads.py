"""Setting the Lead Status of one lead or of many (R72)."""

from __future__ import annotations

from db.actions.leads import set_lead_status as action
from db.changes import MassResult, Outcome, Selection
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import run
from desktop.services import Services


def of_leads(count: int) -> str:
    """Say how many: 1 lead, 39,950 leads."""
    return f"{count:,} lead{'' if count == 1 else 's'}"


def set_lead_status(services: Services, selection: Selection, *, lead_status: str, label: str) -> None:
    """Give every lead of `selection` the Lead Status; `label` is its word."""
    office = services.office

    def done(outcome: Outcome[MassResult]) -> None:
        result = outcome.value
        if result.changed:
            text = f"{of_leads(result.changed)} to {label}"
        elif result.unchanged:
            text = f"{of_leads(result.unchanged)} to {label} already"
        else:
            text = "Nothing was changed"
        toast_with_undo(services, text, outcome.step)

    run(services, lambda: office.perform(action, selection=selection, lead_status=lead_status), on_done=done)
