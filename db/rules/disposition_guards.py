"""When a press is refused, counted, held or sent to the broker: guards and limits of dispositions (R12, R15–R18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from db.rules.moments import day_of, read_day
from db.rules.permissions import Actor, Right
from db.rules.statuses import Status
from db.rules.values import Pairs

ONE_CREDIT_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * 60 * 1_000
TELLINGS_NEEDED: Final = 3
NEWCOMER_DAYS: Final = 30
ONE_TELLING_MS: Final = 60_000
MOST_CENTS: Final = 1_000_000_000_000  # ten billion dollars: more is a slip


def gives_credit(now: int, credited_at: int | None) -> bool:
    """Whether a press at `now` is a credit of its own: the last one of this member on this contact is more than a
    minute away; a minute exactly is within (R12). A clock that was set back counts by how far it is off.
    """
    return credited_at is None or abs(now - credited_at) > ONE_CREDIT_MS


def credited(moments: Iterable[int]) -> tuple[int, ...]:
    """Those of the moments of one member's presses on one contact that are a credit each: the first, and every later
    one that is more than a minute after the last credit (R12). Counted from the presses that stand, so that whichever
    of them is undone, the others are one credit a minute.
    """
    found: list[int] = []
    for at in sorted(moments):
        if gives_credit(at, found[-1] if found else None):
            found.append(at)
    return tuple(found)


def adds_credit(now: int, moments: Iterable[int]) -> bool:
    """Whether a press at `now` makes one more credit of the presses at `moments`."""
    before = tuple(moments)
    return len(credited((*before, now))) > len(credited(before))


def amount_problem(amount_cents: int) -> str:
    """What is wrong with an amount of money in cents, in a sentence; "" when nothing is."""
    if amount_cents <= 0:
        return "An amount is above nothing."
    return f"An amount is at most ${MOST_CENTS // 100:,}." if amount_cents > MOST_CENTS else ""


def archive_problem(name: str, status: str) -> str:
    """Why a contact of this status cannot be pressed, in a sentence; "" when it can."""
    return f"{name} is in Archive; give them another status first." if status == Status.ARCHIVE.value else ""


def same_telling(now: int, told_at: int | None) -> bool:
    """Whether a telling at `now` is that of `told_at` said twice: within a minute, on the same number (R17)."""
    return told_at is not None and abs(now - told_at) <= ONE_TELLING_MS


def same_telling_words(told: int) -> str:
    """Why a telling is not counted: the number's last one was less than a minute ago."""
    left = max(1, TELLINGS_NEEDED - told)
    again = "once more" if left == 1 else f"{left} more times"
    return f"You counted this telling less than a minute ago; it takes effect when they tell you {again}."


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


def asks_broker(actor: Actor, now: int, zone: str) -> bool:
    """Whether what only newcomers ask for is asked of a broker: in their first 30 days; a broker would ask
    themselves (R18).
    """
    return not actor.may(Right.SETTINGS) and is_newcomer(actor.joined_on, now, zone)
