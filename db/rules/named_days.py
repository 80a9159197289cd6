"""Days as people name them: "next Tuesday", "after Easter", "end of March", "12/25", "5 March 2027"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Container
from datetime import date, timedelta
from typing import Final

from db.rules.dates import read_moment
from db.rules.moments import MONTHS, WEEKDAYS, read_day

_DAY: Final = timedelta(days=1)
_MONTH_OF: Final = {name.casefold()[:size]: n for n, name in enumerate(MONTHS, 1) for size in (3, 4, 5, 6, 7, 8, 9)}
_WEEKDAY_OF: Final = {name.casefold()[:size]: n for n, name in enumerate(WEEKDAYS) for size in (3, 4, 5, 6, 7, 8, 9)}
_PART: Final = re.compile(r"(?:the )?(end|beginning|start|early|middle|mid|late)[ -](?:of |in )?(.+)")
_SIDE: Final = re.compile(r"(after|before|past|until|till|by|on|in|over|around|sometime in|at) (.+)")
_DAY_FIRST: Final = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)")
_DAY_LAST: Final = re.compile(r"([a-z]+) (?:the )?([0-9]{1,2})(?:st|nd|rd|th)?")
_DAY_ALONE: Final = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)")
_SLASHED: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_ORDINAL: Final = re.compile(r"(?:^the )?\b([0-9]{1,2})(?:st|nd|rd|th)? of ")
# A bare number is no day; left to the reader of files, ten figures would be seconds since 1970.
_NUMBER: Final = re.compile(r"[0-9]+")


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (Butcher's computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    """The n-th such weekday of a month, the last one for -1."""

    def of(year: int) -> date:
        if n < 0:
            last = date(year, month, monthrange(year, month)[1])
            return last - _DAY * ((last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (n - 1))

    return of


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


_FEASTS: Final[dict[str, Callable[[int], date]]] = {
    "new year": _fixed(1, 1), "new years": _fixed(1, 1), "new years day": _fixed(1, 1), "holidays": _fixed(1, 1),
    "new years eve": _fixed(12, 31), "valentines day": _fixed(2, 14), "presidents day": _nth(2, 0, 3),
    "easter": easter, "mothers day": _nth(5, 6, 2), "memorial day": _nth(5, 0, -1), "fathers day": _nth(6, 6, 3),
    "july 4": _fixed(7, 4), "fourth of july": _fixed(7, 4), "independence day": _fixed(7, 4),
    "labor day": _nth(9, 0, 1), "halloween": _fixed(10, 31), "thanksgiving": _nth(11, 3, 4),
    "christmas": _fixed(12, 25), "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25),
    "spring": _fixed(3, 1), "summer": _fixed(6, 1), "fall": _fixed(9, 1), "autumn": _fixed(9, 1),
    "winter": _fixed(12, 1),
}  # fmt: skip
# After these comes the next of them, not the day that follows their first.
_NEXT_AFTER: Final = {
    "spring": "summer", "summer": "fall", "fall": "winter", "autumn": "winter", "winter": "spring", "weekend": "monday",
}  # fmt: skip


def named_day(text: str, *, today: date) -> date | None:
    """The day that `text` names, the first such day after `today`; None when it names none.

    "next Tuesday" is the first Tuesday after today. "After" a feast is the day after it, "before" the day before.
    `text` is folded to lower case, parted by single blanks. A day written with its year may lie in the past.
    """
    side = _SIDE.fullmatch(text)
    if side is None:
        return _day(text, today)
    word, rest = side[1], side[2].removeprefix("the ")
    if word not in ("after", "past", "before"):
        return _day(rest, today)
    if word == "before":
        found = _day(rest, today + _DAY)  # the day before is ahead too
        return found - _DAY if found else None
    if rest in _NEXT_AFTER:
        return _day(_NEXT_AFTER[rest], today)
    found = _day(rest, today - _DAY)  # said on the feast itself, "after" is tomorrow
    return found + _DAY if found else None


def _day(text: str, today: date) -> date | None:
    text = text.removeprefix("the ") if text.startswith("the ") and not text[4:5].isdigit() else text
    whole = _written(text, today)
    if whole is not None:
        return whole
    plain = text.removeprefix("next ").removeprefix("this ").removeprefix("coming ").removeprefix("following ")
    if plain in _WEEKDAY_OF:
        return _weekday(_WEEKDAY_OF[plain], today)
    if plain == "weekend":
        return _weekday(5, today)
    if plain in _FEASTS:
        return _first(_FEASTS[plain], today)
    if plain in _MONTH_OF:
        return _first(_fixed(_MONTH_OF[plain], 1), today)
    return _part_of(text, today)


def _weekday(wanted: int, today: date) -> date:
    return today + _DAY * ((wanted - today.weekday() - 1) % 7 + 1)


def _first(of: Callable[[int], date], today: date) -> date:
    """The first of a yearly day that lies after today."""
    this = of(today.year)
    return this if this > today else of(today.year + 1)


def _part_of(text: str, today: date) -> date | None:
    """Such as "end of March", "mid June", "beginning of next month", "end of the year"."""
    found = _PART.fullmatch(text)
    if found is None:
        return None
    place, what = found[1], found[2].removeprefix("the ")
    if what in ("year", "this year"):
        return _first(_fixed(12, 31), today) if place in ("end", "late") else None
    if what in ("month", "this month", "next month"):
        later = what == "next month" or _in_month(today.year, today.month, place) <= today
        year, month = divmod(today.year * 12 + today.month - 1 + later, 12)
        return _in_month(year, month + 1, place)
    month = _MONTH_OF.get(what.removeprefix("next ").removeprefix("this "), 0)
    return _first(lambda year: _in_month(year, month, place), today) if month else None


def _in_month(year: int, month: int, place: str) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, {"end": last, "late": 25, "middle": 15, "mid": 15}.get(place, 1))


def _written(text: str, today: date) -> date | None:
    """A date: with its year, or of the year in which it comes next."""
    whole = read_day(text)
    if whole is not None:
        return whole
    for pattern, month_at, day_at in ((_DAY_FIRST, 2, 1), (_DAY_LAST, 1, 2), (_SLASHED, 1, 2)):
        found = pattern.fullmatch(text)
        if found is not None and (found[month_at].isdigit() or found[month_at] in _MONTH_OF):
            word = found[month_at]
            month = int(word) if word.isdigit() else _MONTH_OF[word]
            return _next_such((month,), int(found[day_at]), today)
    alone = _DAY_ALONE.fullmatch(text)
    if alone is not None:
        return _next_such(range(1, 13), int(alone[1]), today)
    moment = "" if _NUMBER.fullmatch(text) else read_moment(_ORDINAL.sub(r"\1 ", text), zone="UTC")
    return read_day(moment[:10])


def _next_such(months: Container[int], day: int, today: date) -> date | None:
    """The first day after today with this number in one of these months; None when no calendar has it."""
    for ahead in range(9 * 12):  # 29 February may be eight years away
        year, place = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if place + 1 in months and 1 <= day <= monthrange(year, place + 1)[1]:
            found = date(year, place + 1, day)
            if found > today:
                return found
    return None
