"""What an operation says when it is done: a toast with Undo, and for mass changes the figures."""

from __future__ import annotations

from db.changes import MassResult, Outcome
from desktop.operations.running import of_contacts
from desktop.operations.undo import undo
from desktop.services import Services


def toast_with_undo(services: Services, text: str, step: int | None) -> None:
    """Say what was done, with the button that takes it back."""
    if step is None:
        services.prompts.toast(text)
    else:
        services.prompts.toast(text, action="Undo", on_action=lambda: undo(services, step))


def finish_mass(services: Services, outcome: Outcome[MassResult], words: str) -> None:
    """Say what a mass change did: "39,950 contacts to Client · 12 refused"."""
    result = outcome.value
    refused = len(result.refused) + result.refused_unseen
    if result.changed:
        text = f"{of_contacts(result.changed)} {words}"
    elif result.unchanged:
        text = f"{of_contacts(result.unchanged)} {words} already"
    else:
        text = "Nothing was changed"
    if refused:
        reason = f": {result.refused[0][1]}" if result.refused else ""
        text += f" · {refused:,} refused{reason}"
    toast_with_undo(services, text, outcome.step)
