"""Calling through a list: begun, gone on with, its place kept, ended; what came of a call (R9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from db.actions import calling as actions
from db.actions.calling import CallingBegun, NewCalling
from db.actions.settings import set_own
from db.changes import Outcome, Selection
from desktop.operations.dispositions import Answer, PressResult, did_something, press, refusal_of
from desktop.operations.finishing import toast_with_undo
from desktop.operations.follow_ups import CallResult
from desktop.operations.running import OnError, of_contacts, report, run
from desktop.services import Services

PURPLE_KEY: Final = "not_contacted"
__all__ = ["CallingBegun", "NewCalling", "begin", "dial", "end", "keep_course", "keep_preferences", "keep_result"]


def begin(
    services: Services, new: NewCalling, *, ending: int | None = None, on_done: Callable[[int], object]
) -> None:  # fmt: skip
    """Make a queue; `ending` is another session of the member's that ends with it, unless this is refused.

    Who is left out is said. `on_done` gets the new session's id.
    """
    office = services.office

    def work() -> Outcome[CallingBegun]:
        return office.perform(actions.start_calling, new=new, ending=ending)

    def done(outcome: Outcome[CallingBegun]) -> None:
        on_done(outcome.value.session_id)
        said = left_out(outcome.value)
        if said:
            services.prompts.toast(said)

    run(services, work, on_done=done)


def left_out(begun: CallingBegun) -> str:
    """Who is not in the queue, in a sentence; "" for nobody."""
    counted = (
        (begun.numberless, "without a number that can be dialled"),
        (begun.archived, "in Archive"),
        (begun.refused, "not yours to call"),
    )
    parts = [f"{of_contacts(count)} {words}" for count, words in counted if count]
    return f"Left out: {', '.join(parts)}." if parts else ""


def keep_course(services: Services, session_id: int, *, on_done: Callable[[], object], **values: Any) -> None:
    """Keep whose turn it is, who is put off, how many dials each gets. No work, and no other screen shows it: nothing
    is said, and nobody is told.
    """
    office = services.office
    services.tasks.perform(
        lambda: office.perform(actions.keep_course, session_id=session_id, **values),
        lambda _outcome: on_done(),
        lambda error: report(services, error),
    )


def end(services: Services, session_id: int, *, on_done: Callable[[], object]) -> None:
    """End the session."""
    office = services.office
    run(
        services,
        lambda: office.perform(actions.end_calling, session_id=session_id),
        on_done=lambda _outcome: on_done(),
    )


def dial(services: Services, contact_id: int, *, on_settled: Callable[[], object]) -> None:
    """Log a dial nobody answered (R9); `on_settled` is told when it is written, or was refused."""

    def done(result: PressResult) -> None:
        on_settled()
        if not did_something(result):
            services.prompts.toast(refusal_of(result), tone="error")

    def failed(error: BaseException) -> None:
        on_settled()
        report(services, error)

    press(services, Selection(ids=(contact_id,)), key=PURPLE_KEY, answer=Answer(done, failed))


def keep_result(services: Services, contact_id: int, result: CallResult, *, on_error: OnError | None = None) -> None:
    """Keep what came of a call, with what is next."""
    office = services.office
    run(
        services,
        lambda: office.perform(
            actions.keep_call_result, contact_id=contact_id, outcome=result.outcome, words=result.words,
            then=result.then,
        ),
        on_done=lambda outcome: toast_with_undo(services, outcome.changes.label, outcome.step),
        on_error=on_error,
    )  # fmt: skip


def keep_preferences(services: Services, key: str, value: dict[str, Any]) -> None:
    """Remember how the member calls; as quietly."""
    office = services.office
    services.tasks.perform(
        lambda: office.perform(set_own, key=key, value=value),
        lambda _outcome: None,
        lambda error: report(services, error),
    )
