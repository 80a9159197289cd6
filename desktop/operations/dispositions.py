"""Pressing a disposition, saying an amount afterwards, and deciding what waits for a broker (R9–R18)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from db.actions import approvals, dispositions
from db.actions.press_parts import PressAnswers, PressResult
from db.changes import Outcome, Selection
from db.queries.contracts import ready_template
from db.rules.dispositions import CONTRACT, SHIPPED
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, of_contacts, run
from desktop.services import Services

GONE: Final = "You do not see this contact any more; nothing was changed."
NO_ANSWERS: Final = PressAnswers()
_DRAFTING: Final = frozenset(d.key for d in SHIPPED if d.opens == CONTRACT)
__all__ = [
    "Answer", "PressAnswers", "PressResult", "approve", "did_something", "press", "refusal_of", "refuse", "set_amount",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to tell what came of it: `on_done` gets the action's value."""

    on_done: Callable[[Any], object]
    on_error: OnError | None = None


def press(
    services: Services,
    selection: Selection,
    *,
    key: str,
    answers: PressAnswers = NO_ANSWERS,
    answer: Answer | None = None,
) -> None:
    """Press a disposition on every contact of `selection`, as one step.

    What it did is said with Undo. What was refused is said too, unless whoever asked gets the answer and nothing
    was done: then it is theirs to say.
    """
    office = services.office

    def done(outcome: Outcome[PressResult]) -> None:
        if did_something(outcome.value):  # first: it stands over the window, not over what the answer opens
            toast_with_undo(services, done_words(outcome), outcome.step)
        elif answer is None:
            services.prompts.toast(refusal_of(outcome.value), tone="error")
        if answer is not None:
            answer.on_done(outcome.value)

    def work() -> Outcome[PressResult]:
        if key in _DRAFTING:
            office.read(ready_template)  # nobody else's write waits for that
        return office.perform(dispositions.press, selection=selection, key=key, answers=answers)

    run(
        services,
        work,
        on_done=done,
        on_error=answer.on_error if answer is not None else None,
    )


def set_amount(services: Services, press_id: int, *, amount_cents: int, answer: Answer) -> None:
    """Say the amount of an offer that was made (R12)."""
    office = services.office

    def done(outcome: Outcome[int]) -> None:
        answer.on_done(outcome.value)
        toast_with_undo(services, outcome.changes.label, outcome.step)

    run(
        services,
        lambda: office.perform(dispositions.set_amount, press_id=press_id, amount_cents=amount_cents),
        on_done=done,
        on_error=answer.on_error,
    )


def approve(services: Services, approval_id: int, answer: Answer) -> None:
    """Let a request take effect (R18)."""
    office = services.office

    def done(outcome: Outcome[PressResult]) -> None:
        answer.on_done(outcome.value)
        toast_with_undo(services, done_words(outcome), outcome.step)

    run(
        services,
        lambda: office.perform(approvals.approve, approval_id=approval_id),
        on_done=done,
        on_error=answer.on_error,
    )


def refuse(services: Services, approval_id: int, because: str, answer: Answer) -> None:
    """Say no to a request, with a line why (R18)."""
    office = services.office

    def done(outcome: Outcome[int]) -> None:
        answer.on_done(outcome.value)
        toast_with_undo(services, outcome.changes.label, outcome.step)

    run(
        services,
        lambda: office.perform(approvals.refuse, approval_id=approval_id, because=because),
        on_done=done,
        on_error=answer.on_error,
    )


def did_something(result: PressResult) -> bool:
    """Whether anything was changed, or waits for a broker now."""
    return bool(result.changed or result.waiting)


def refusal_of(result: PressResult) -> str:
    """Why a press did nothing, in a sentence."""
    return result.refused[0][1] if result.refused else GONE


def done_words(outcome: Outcome[PressResult]) -> str:
    """What a press did: "Offer Made: Ann Lee · 1 credit for Wes Park · The contact is now Client"."""
    result, label = outcome.value, outcome.changes.label
    name = label.partition(": ")[2]
    said = [effect.removeprefix(f"{name}: ").rstrip(".") for effect in result.effects]
    refused = len(result.refused) + result.refused_unseen
    if refused:
        reason = f": {result.refused[0][1]}" if result.refused else ""
        said.append(f"{of_contacts(refused)} refused{reason}")
    return " · ".join([label, *said])
