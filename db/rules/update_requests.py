"""When a contact asks its owner for an update: any Active lead, at most once an interval (R72)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

SETTING: Final = "update_request_days"
INTERVAL_DAYS: Final = 14
DAY_MS: Final = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier request for an update of a contact: when it was made, when answered (None: not yet); ms UTC."""

    at: int
    answered_at: int | None = None


def interval_days(settings: Mapping[str, Any]) -> int:
    """The office's interval in days; 14 where it has said nothing, or nothing sensible."""
    said = settings.get(SETTING)
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else INTERVAL_DAYS


def asks(
    *, active: bool, owned: bool, archived: bool, earlier: tuple[Asked, ...], now: int, days: int = INTERVAL_DAYS
) -> bool:
    """Whether a contact asks its owner for an update at `now`.

    `active`: it has an Active lead. Nobody is asked who does not own it, nor for what nobody intends to communicate
    with. While a request stands unanswered there is no second one; the interval runs from the asking or, where that
    came later, from the answer, and is over at exactly `days` × 24 hours. db/queries/update_requests.py says the same
    as a clause.
    """
    if not active or not owned or archived:
        return False
    since = now - days * DAY_MS
    return all(one.answered_at is not None and max(one.at, one.answered_at) <= since for one in earlier)
