"""What a reply does to a status (R5)."""

from __future__ import annotations

from typing import Final

from db.rules.statuses import Status

# A reply within this time of the contact's creation here is the form's echo, not an answer.
TOO_SOON_MS: Final = 120_000
MOVED_BY_A_REPLY: Final = frozenset({Status.NEW_LEAD.value, Status.PROSPECT.value})


def counts_as_first(*, added_at: int, now: int, replied_before: bool) -> bool:
    """Whether a real reply at `now` (ms UTC) is the contact's first (R5); 120 s after the creation exactly is too soon.

    Auto-replies, bounces, out-of-office notes and unsubscribe clicks are no replies and never reach this question.
    """
    return not replied_before and now - added_at > TOO_SOON_MS


def status_after_first_reply(status: str) -> str:
    """The status a first reply leads to: Active Lead from New Lead and Prospect, else the one it has (R5)."""
    return Status.ACTIVE_LEAD.value if status in MOVED_BY_A_REPLY else status
