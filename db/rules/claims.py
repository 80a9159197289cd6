"""How many contacts a member may claim, and when untouched ones go back to the pool (R19, R20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.rules.statuses import Status

DAY_MS: Final = 24 * 60 * 60 * 1000
LIMIT_SETTING: Final = "claim_limit"
DAYS_SETTING: Final = "untouched_days"
WARNING_SETTING: Final = "untouched_warning_days"
WARNING_DAYS: Final = 3
MOST: Final = 100_000
# Ten years: nobody asks for longer.
MOST_DAYS: Final = 3_650
# Contacts of these statuses stay with their owner, unless the setting of each says otherwise.
SPARED: Final = (Status.CLIENT, Status.CONTRACT, Status.CLOSED, Status.SPHERE)
# How an owner came to a contact, and how the holding ended, in words; the first are values of contact.owner_how.
GOT: Final = {
    "claimed": "claimed", "assigned": "assigned", "imported": "imported", "added by hand": "added by hand",
    "released": "released",
}  # fmt: skip


def setting_of(status: Status) -> str:
    """The key of the setting that releases untouched contacts of a spared status too."""
    return f"untouched_{status.value}"


@dataclass(frozen=True, slots=True)
class Untouched:
    """The office's rule for contacts nobody touches: days, None while it is off; days of warning; statuses spared."""

    days: int | None
    warning_days: int
    spared: tuple[str, ...]

    def warn_from(self, last: int) -> int:
        """The moment (ms UTC) from which the owner of a contact, touched last at `last`, is to be warned."""
        return last + max((self.days or 0) - self.warning_days, 0) * DAY_MS

    def due(self, last: int, warned: int) -> int:
        """The moment at which it goes: its days are over, and those of the warning too."""
        return max(last + (self.days or 0) * DAY_MS, warned + self.warning_days * DAY_MS)


def untouched_rule(settings: Mapping[str, Any]) -> Untouched:
    """The rule as the office has set it; off at first."""
    spared = (Status.ARCHIVE, *(one for one in SPARED if not settings.get(setting_of(one))))
    return Untouched(
        _number(settings.get(DAYS_SETTING)) or None,
        _number(settings.get(WARNING_SETTING)) or WARNING_DAYS,
        tuple(one.value for one in spared),
    )


def claim_limit(settings: Mapping[str, Any]) -> int | None:
    """How many contacts a member may hold by claiming, None without a limit."""
    return _number(settings.get(LIMIT_SETTING)) or None


def over_limit(limit: int, held: int) -> str:
    """Why a claim is refused."""
    many = f"{limit:,} claimed by each member, and you hold {held:,} by claiming"
    return f"The office's limit is {many}. Release one, or ask your broker."


def warning_line(name: str, day: str) -> str:
    """What an owner is told before a contact goes."""
    return f"{name.strip() or 'A contact without a name'} goes back to the pool on {day} unless you work on it"


def _number(value: Any) -> int:
    text = str(value if value is not None else "")
    return min(int(text), MOST) if text.isascii() and text.isdecimal() else 0
