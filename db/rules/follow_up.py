"""General Follow-Up: what they said, and half of it, which is set (R22)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from db.rules.errors import FieldProblemsError
from db.rules.moments import LAST_YEAR, day_of, day_words, to_ms
from db.rules.named_days import named_day

FIRST_HOUR: Final = time(9)
LAST_HOUR: Final = time(18)
IN_AN_HOUR: Final = timedelta(hours=1)
MOST_YEARS: Final = 30
_LONGEST: Final = 200  # what the office keeps of their words
_FIELD: Final = "said"
_HOW: Final = "Write it as 6 months, 2 weeks, after Easter, next Tuesday or 2026-12-01."
_NUMBERS: Final = {
    "a": 1.0, "an": 1.0, "one": 1.0, "a couple": 2.0, "a couple of": 2.0, "couple": 2.0, "couple of": 2.0, "two": 2.0,
    "a few": 3.0, "few": 3.0, "several": 3.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "half a": 0.5, "half an": 0.5,
    "a half": 0.5, "half": 0.5, "next": 1.0, "another": 1.0,
}  # fmt: skip
# Each in days or in months; the larger ones are so many of them.
_UNITS: Final = {
    "d": ("days", 1), "day": ("days", 1), "days": ("days", 1), "w": ("weeks", 1), "wk": ("weeks", 1),
    "wks": ("weeks", 1), "week": ("weeks", 1), "weeks": ("weeks", 1), "fortnight": ("weeks", 2),
    "fortnights": ("weeks", 2), "mo": ("months", 1), "mos": ("months", 1), "month": ("months", 1),
    "months": ("months", 1), "quarter": ("months", 3), "quarters": ("months", 3), "y": ("months", 12),
    "yr": ("months", 12), "yrs": ("months", 12), "year": ("months", 12), "years": ("months", 12),
}  # fmt: skip
_AMOUNT: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
# Of a range the nearer end counts: its farther one is passed over.
_FARTHER: Final = rf"(?: ?(?:-|–|to|or) ?(?:{_AMOUNT}|[0-9]+(?:\.[0-9]+)?))?"
_SPAN: Final = re.compile(
    rf"(?:({_AMOUNT}){_FARTHER}(?: |-)|([0-9]+(?:\.[0-9]+)?){_FARTHER} ?-?)({_UNIT})( and a half)?(?![a-z])"
)
_AND: Final = re.compile(r"(?: and |, | )(?=[0-9a-z])")
_LEAD_IN: Final = re.compile(
    r"(?:please|they said|said|call|ring|phone|text|try|ask|reach|get|check|touch|come|me|us|them|him|her|back|again|"
    r"in touch|in about|in around|in roughly|in like|in another|within|in|about|around|roughly|maybe|perhaps|like|not "
    r"before|not until|no earlier than|at the earliest) (?=.)"
)
_LEAD_OUT: Final = re.compile(r" (?:or so|from now|from today|or thereabouts|later|time|please|at the latest)$")
_ALSO: Final = {
    "tomorrow": "1 day", "day after tomorrow": "2 days", "the day after tomorrow": "2 days", "fortnight": "2 weeks",
    "week after next": "2 weeks", "the week after next": "2 weeks", "month after next": "2 months",
    "the month after next": "2 months",
}  # fmt: skip
_TODAY: Final = frozenset({"today", "tonight", "now", "this afternoon", "this evening", "later today", "later"})


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`said` as they said it; the day they named, the day that is set, its moment in ms UTC; how it was halved."""

    said: str
    said_day: date
    day: date
    due_at: int
    half: str

    @property
    def sentence(self) -> str:
        """Both, as the screen shows them: "They said 6 months · set for 22 Feb 2027 (halved)"."""
        return f"They said {self.said} · set for {day_words(self.day)} (halved)"


@dataclass(frozen=True, slots=True)
class _Span:
    """So many of each, whole ones or parts."""

    months: float = 0
    weeks: float = 0
    days: float = 0


def follow_up(said: str, *, now: int, zone: str, at: time = FIRST_HOUR) -> FollowUp:
    """What to set when a contact said "6 months": half of it, at 9:00 office time unless `at` says otherwise (R22).

    `now` in ms UTC, `zone` the office's. An even number of months or weeks is halved in that unit, month ends clamped
    (31 August and 6 months: 28 February); a year is twelve months. Everything else is halved in days, rounded down, at
    least one: 3 weeks → 10 days, 1 month → half the days from today to the same day of the next month. Of a range,
    "3 to 6 months", the nearer end counts.
    Our reading of R22 for a day or feast that is named: "call me back in X" means the span from today to that day,
    which is halved in days; "after Easter" means the day after it. The hour is the office's clock on that day, so
    that a change of the clocks in between does not move it.
    Errors: FieldProblemsError for `said` with a sentence, when it names no time, one that is past, today, or one more
    than thirty years away.
    """
    words = " ".join(said.split())
    today = day_of(now, zone)
    if not words or len(words) > _LONGEST:
        raise _problem(f"What did they say? {_HOW}" if not words else f"That is too long to be a time. {_HOW}")
    plain = _plain(words)
    if plain in _TODAY:
        raise _problem("Half of today is nothing: set a task with its hour instead.")
    span = _span(plain)
    said_day = _after(today, span) if span else _named(plain, today)
    if said_day is None or said_day.year > min(today.year + MOST_YEARS, LAST_YEAR):
        raise _problem(f"“{words[:60]}” is more than {MOST_YEARS} years away. {_HOW}")
    if said_day <= today:
        raise _problem(f"{day_words(said_day)} is not ahead. {_HOW}")
    day, half = _halved(today, said_day, span)
    return FollowUp(words, said_day, day, at_hour(day, zone, at), half)


def at_hour(day: date, zone: str, at: time = FIRST_HOUR) -> int:
    """A moment of an office day in ms UTC; an hour the clocks leave out is the one an hour on."""
    return to_ms(datetime.combine(day, at, ZoneInfo(zone)))


def hour_ahead(day: date, *, now: int, zone: str) -> int:
    """When a follow-up of a day is due, in ms UTC: at 9:00 office time; today, where that has passed, in an hour, or at
    9:00 of the next day once the working day is over. A day that has passed stays so: whoever writes refuses it.
    """
    morning = at_hour(day, zone)
    if morning > now or day < day_of(now, zone):
        return morning
    soon = now + IN_AN_HOUR // timedelta(milliseconds=1)
    return soon if soon <= at_hour(day, zone, LAST_HOUR) else at_hour(day + timedelta(days=1), zone)


def later_by(day: date, *, months: int = 0, days: int = 0) -> date:
    """So many calendar months later, the day clamped to the month's last, then so many days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=days)


def _problem(sentence: str) -> FieldProblemsError:
    return FieldProblemsError({_FIELD: sentence})


def _plain(words: str) -> str:
    """Folded, without what is said around a time."""
    text = words.casefold().replace("’", "").replace("'", "").strip(' .!?"“”')
    while True:
        shorter = _LEAD_OUT.sub("", text)
        found = _LEAD_IN.match(shorter)
        shorter = shorter[found.end() :] if found else shorter
        if shorter == text:
            return text
        text = shorter


def _span(text: str) -> _Span | None:
    """Such as "1 year and 6 months"; None when the words are no span."""
    text = _ALSO.get(text, text).removeprefix("after ")
    found: dict[str, float] = {}
    while text:
        part = _SPAN.match(text)
        if part is None:
            return None
        amount = _NUMBERS[part[1]] if part[1] else float(part[2])
        unit, times = _UNITS[part[3]]
        found[unit] = found.get(unit, 0) + (amount + (0.5 if part[4] else 0)) * times
        text = text[part.end() :]
        joint = _AND.match(text)
        if text and joint is None:
            return None
        text = text[joint.end() :] if joint else ""
    return _Span(**found)


def _after(today: date, span: _Span) -> date | None:
    """The day a span leads to; None when that is out of reach."""
    if span.months > MOST_YEARS * 12 or span.weeks > MOST_YEARS * 53 or span.days > MOST_YEARS * 366:
        return None
    months, rest = divmod(span.months, 1)
    return later_by(today, months=int(months), days=int(rest * 30 + span.weeks * 7 + span.days))


def _named(text: str, today: date) -> date:
    found = named_day(text, today=today)
    if found is None:
        raise _problem(f"“{text[:60]}” is no time we understand. {_HOW}")
    return found


def _halved(today: date, said_day: date, span: _Span | None) -> tuple[date, str]:
    """The day that is set, and how it was come by."""
    if span and span.months and span.months % 2 == 0 and not span.weeks and not span.days:
        months = int(span.months / 2)
        return later_by(today, months=months), _of(months, "month")
    if span and span.weeks and span.weeks % 2 == 0 and not span.months and not span.days:
        weeks = int(span.weeks / 2)
        return today + timedelta(days=7 * weeks), _of(weeks, "week")
    days = max(1, (said_day - today).days // 2)
    return today + timedelta(days=days), _of(days, "day")


def _of(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
