"""Taking steps back and doing them again (R90)."""

from __future__ import annotations

from db.changes import Outcome, UndoResult
from desktop.operations.running import of_contacts, run
from desktop.services import Services

NAMED = 50


def undo(services: Services, step: int | None = None) -> None:
    """Take back a step, the member's latest when None; what was left alone is named."""
    office = services.office
    run(services, lambda: office.undo(step), on_done=lambda outcome: _finish(services, outcome, again=True))


def redo(services: Services) -> None:
    """Do again what the member undid last."""
    office = services.office
    run(services, office.redo, on_done=lambda outcome: _finish(services, outcome, again=False))


def _finish(services: Services, outcome: Outcome[UndoResult], *, again: bool) -> None:
    result = outcome.value
    left = len(result.left) + result.left_unseen
    text = outcome.changes.label
    if left:
        text += f" · {left:,} left as they are"
    if again and outcome.step is not None:
        services.prompts.toast(text, action="Redo", on_action=lambda: redo(services))
    else:
        services.prompts.toast(text)
    if result.left:
        services.prompts.tell(_sentence(result), detail=_lines(result))


def _sentence(result: UndoResult) -> str:
    kept = f"{result.restored:,} rows are as they were before" if result.restored else "Nothing was taken back"
    named = len({one.id for one in result.left if one.who})
    what = of_contacts(named) if named else "what else it wrote"
    sentence = f"{kept}; {what} moved on since and {'was' if named <= 1 else 'were'} left alone."
    if result.left_unseen:
        sentence += f" So were {result.left_unseen:,} that you do not see."
    return sentence


def _lines(result: UndoResult) -> str:
    """Each once: the parts of an address are one address."""
    lines = list(dict.fromkeys(f"{one.who}: {one.reason}" if one.who else one.reason for one in result.left))
    rest = [f"… and {len(lines) - NAMED:,} more."] if len(lines) > NAMED else []
    return "\n".join(lines[:NAMED] + rest)
