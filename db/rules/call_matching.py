"""Whom a call is with, and what it means for them: a lead, a touch, or no more than a line in the log (R43, R55)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db.rules.call_rows import CallDraft
from db.rules.phones import format_phone

NEW, DUPLICATE, IGNORED, REFUSED = "new", "duplicate", "ignored", "refused"
CALL_OUTCOMES: Final = (NEW, DUPLICATE, IGNORED, REFUSED)
# A call logged by hand and the same one in the file: members press a little later than the line hangs up.
SAME_CALL_MS: Final = 5 * 60 * 1000
# What an outbound call is as a touch; one that failed never rang.
TOUCH_OUTCOMES: Final = {
    "answered": "talked", "voicemail": "left_message", "no_answer": "no_answer", "busy": "no_answer",
    "canceled": "no_answer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberOwner:
    """A contact with a number."""

    id: int
    name: str
    archived: bool
    usable: bool
    last_activity_at: int


@dataclass(frozen=True, slots=True)
class CallPlan:
    """What becomes of one row. `contact_id` None and `new_contact` not: it will be the new contact of that number.

    `lead`: an inbound call is recorded as a lead; `touch` is the touch's outcome, "" for none.
    """

    draft: CallDraft
    outcome: str
    contact_id: int | None = None
    new_contact: str = ""
    others: tuple[int, ...] = ()
    member_id: int | None = None
    lead: bool = False
    touch: str = ""
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class LoggedByHand:
    """Moments at which a contact's calls stand already; each answers for one call of the file."""

    def __init__(self, rows: Iterable[tuple[int, int]]) -> None:
        self._at: dict[int, list[int]] = {}
        for contact_id, at in rows:
            self._at.setdefault(contact_id, []).append(at)

    def take(self, contact_id: int | None, at: int) -> bool:
        """Whether one stands within SAME_CALL_MS of `at`; it is then used up."""
        near = [one for one in self._at.get(contact_id or 0, ()) if abs(one - at) <= SAME_CALL_MS]
        if near:
            self._at[contact_id or 0].remove(min(near, key=lambda one: abs(one - at)))
        return bool(near)


def owner_of(owners: Sequence[NumberOwner]) -> NumberOwner | None:
    """Of several contacts with one number the one who was active last, the archived and the wrong numbers after all."""
    return max(owners, key=lambda o: (o.usable, not o.archived, o.last_activity_at, o.id), default=None)


def shared_sentence(chosen: NumberOwner, owners: Sequence[NumberOwner], number: str) -> str:
    """What the row says when several contacts share a number."""
    return (
        f"{len(owners)} contacts have the number {format_phone(number)}; this call is {chosen.name}'s, "
        "who was active last."
    )
