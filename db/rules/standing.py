"""What stands around a contact: states of enrolments and requests, and the special e-mails that reach it (R39, R84)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# States of an enrolment (R80, R81) and of a request to the broker (R18).
RUNNING: Final = "running"
PAUSED: Final = "paused"
FINISHED: Final = "finished"
ENDED: Final = "ended"
STATES: Final = (RUNNING, PAUSED, FINISHED, ENDED)
OPEN: Final = "open"
APPROVED, REFUSED = "approved", "refused"  # what a decided request is
WITHDRAWN: Final = "withdrawn"  # the contact was archived otherwise

# Which special e-mail goes to which status (R84, R86).
SPECIAL_MAIL: Final = (
    ("the market report", frozenset({"sphere", "new_lead", "active_lead", "closed"})),
    ("the newsletter", frozenset({"sphere"})),
)


def reaching(status: str, *, mailable: bool, alerts: int) -> tuple[str, ...]:
    """What reaches a contact without any campaign, in words: listing alerts, market report, newsletter (R39).

    `mailable`: there is a usable e-mail, and it is subscribed; without that nothing is sent (R81).
    """
    if not mailable:
        return ()
    found = [f"{alerts:,} listing alert{'' if alerts == 1 else 's'}"] if alerts else []
    return (*found, *(name for name, statuses in SPECIAL_MAIL if status in statuses))


def no_drips_words(reached_by: Sequence[str]) -> str:
    """The remark of a row of No Drips: mild where something else reaches them."""
    if not reached_by:
        return "Nothing automatic reaches them"
    listed = reached_by[0] if len(reached_by) == 1 else f"{', '.join(reached_by[:-1])} and {reached_by[-1]}"
    return f"Mild: they get {listed}"
