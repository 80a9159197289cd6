"""When a press is refused, counted, held or sent to the broker: guards and limits of dispositions (R12, R15–R18)."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.rules.moments import day_of, read_day
from db.rules.values import Pairs

ONE_CREDIT_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * 60 * 1_000
TELLINGS_NEEDED: Final = 3
NEWCOMER_DAYS: Final = 30


def gives_credit(now: int, credited_at: int | None) -> bool:
    """Whether a press at `now` is a credit of its own: the last one of this member on this contact is more than a
    minute away; a minute exactly is within (R12). A clock that was set back counts by how far it is off.
    """
    return credited_at is None or abs(now - credited_at) > ONE_CREDIT_MS


def hold_until(since: int, days: int) -> int:
    """The moment a hold of `days` times 24 hours is over (R15)."""
    return since + days * DAY_MS


def evidence_problem(confirmed_by: str, records: Pairs, *, other_property: bool | None) -> str:
    """What R16 still asks, in a sentence; "" when a record that the office knows confirmed it and both are answered."""
    if confirmed_by not in dict(records):
        names = " or ".join(f"{label} ({key})" for key, label in records)
        return f"Say which record confirmed it: {names}."
    if other_property is None:
        return "Say whether the owner has another property."
    return ""


def tellings_left(told: int, *, guarded: bool = True) -> int:
    """How many more times they have to tell that a number is wrong, after the telling that makes it `told` (R17)."""
    return max(0, TELLINGS_NEEDED - told) if guarded else 0


def tellings_words(told: int) -> str:
    """What a telling that was only counted says."""
    left = tellings_left(told)
    again = "once more" if left == 1 else f"{left} more times"
    return f"They have told you {'once' if told == 1 else 'twice'}; it takes effect when they tell you {again}."


def day_in_office(joined_on: str, now: int, zone: str) -> int | None:
    """Which of their days in the office it is for a member, by the office's calendar; the day of joining is day 1.

    None where it is not known when they joined.
    """
    joined = read_day(joined_on)
    return None if joined is None else days_between(joined, day_of(now, zone))


def days_between(joined: date, today: date) -> int:
    """Days from `joined` to `today`, both counted."""
    return (today - joined).days + 1


def is_newcomer(joined_on: str, now: int, zone: str) -> bool:
    """Whether a member is in their first 30 days, the thirtieth included (R18)."""
    day = day_in_office(joined_on, now, zone)
    return day is not None and day <= NEWCOMER_DAYS
