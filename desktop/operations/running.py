"""What every operation does alike: off the UI thread, an error as a sentence, news to the screens."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TypeVar

from db.changes import Outcome
from db.rules.errors import BrokerdeskError
from desktop.services import Services
from desktop.tasks import Token

Value = TypeVar("Value")
OnError = Callable[[BaseException], object]
log = logging.getLogger(__name__)


def run(
    services: Services,
    work: Callable[..., Outcome[Value]],
    *,
    on_done: Callable[[Outcome[Value]], object],
    on_error: OnError | None = None,
    on_progress: Callable[[tuple[int, int]], object] | None = None,
) -> Token:
    """Run a write after the writes before it; the screens hear of it before `on_done` does.

    `work` may take `token` and `progress`, as Tasks.perform hands them out.
    """

    def arrived(outcome: Outcome[Value]) -> None:
        if outcome.step is not None:
            services.announcer.announce(outcome.changes)
        on_done(outcome)

    def failed(error: BaseException) -> None:
        (on_error or (lambda e: report(services, e)))(error)

    return services.tasks.perform(work, arrived, failed, on_progress)


def report(services: Services, error: BaseException) -> None:
    """Say what went wrong: a refusal in passing, what nobody expected so that it can be passed on."""
    if isinstance(error, BrokerdeskError):
        services.prompts.toast(error.sentence, tone="error")
        return
    log.error("an operation failed", exc_info=error)
    detail = "".join(traceback.format_exception(error))
    services.prompts.tell(
        "That did not work, and nothing was changed. Try again; if it fails again, pass on the details.",
        detail=detail,
    )


def of_contacts(count: int) -> str:
    """Say how many: 1 contact, 39,950 contacts."""
    return f"{count:,} contact{'' if count == 1 else 's'}"
