"""Answering requests for an offer's numbers, from the screen (R10)."""

from __future__ import annotations

from db.actions import underwriting as actions
from db.changes import Outcome
from desktop.operations.dispositions import Answer
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import run
from desktop.services import Services


def answer_offer(services: Services, underwriting_id: int, *, amount_cents: int, words: str, answer: Answer) -> None:
    """Answer a request; the agent who asked is told."""
    office = services.office

    def done(outcome: Outcome[int]) -> None:
        answer.on_done(outcome.value)
        toast_with_undo(services, outcome.changes.label, outcome.step)

    run(
        services,
        lambda: office.perform(
            actions.answer_underwriting, underwriting_id=underwriting_id, amount_cents=amount_cents, words=words
        ),
        on_done=done,
        on_error=answer.on_error,
    )
