"""Dates and moments as files write them, into ISO 8601: moments in UTC, birthdays as days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_TIME: Final = (
    r"(?:(?:T|,?\s+(?:at\s+)?)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_NAMED: Final = r"(?P<name>[A-Za-z]{3})[a-z]*\.?"
_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME, re.ASCII)
_YEAR_LAST: Final = re.compile(r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d\d)" + _TIME, re.ASCII)
_MONTH_NAME: Final = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)??{_NAMED}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})" + _TIME,
    re.ASCII,
)
_DAY_NAME: Final = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})[\s-]{_NAMED}[\s-](?P<year>\d{{4}})" + _TIME, re.ASCII
)
_COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)" + _TIME, re.ASCII)
_PATTERNS: Final = (_YEAR_FIRST, _YEAR_LAST, _COMPACT, _MONTH_NAME, _DAY_NAME)
_EPOCH: Final = re.compile(r"(\d{9,10}|\d{12,13})(?:\.0+)?", re.ASCII)
_NO_YEAR: Final = re.compile(r"--(\d\d)-?(\d\d)|(\d{1,2})[/.](\d{1,2})\.?", re.ASCII)
_APPLE_NO_YEAR: Final = 1604  # what Apple's address book writes when the year is unknown
_LONGEST: Final = 60


def read_moment(text: str, *, zone: str) -> str:
    """A moment as ISO 8601 UTC ("2026-11-22T14:05:00Z"), or "" when the text is none ("0/0/00", "soon").

    `zone` is the office's IANA time zone, for moments written without one; a day without a time is its midnight
    there. Month comes before day unless that cannot be; seconds and milliseconds since 1970 are understood.
    """
    return _read_moment(text.strip(), zone)


def read_day(text: str) -> str:
    """A birthday or anniversary as "1985-03-07", or "--03-07" when the year is unknown; "" when it is no date.

    A two-digit year up to 30 is of this century, the others of the last.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    without_year = _NO_YEAR.fullmatch(text)
    if without_year is not None:
        month, day = (int(part) for part in without_year.groups() if part is not None)
        return _no_year(month, day) or _no_year(day, month)
    found = _parse(text)
    if found is None:
        return ""
    day_of = found[0].date()
    if day_of.year == _APPLE_NO_YEAR:
        return _no_year(day_of.month, day_of.day)
    return day_of.isoformat() if 1800 <= day_of.year <= 2200 else ""


@lru_cache(maxsize=8192)
def _read_moment(text: str, zone: str) -> str:
    if not text or len(text) > _LONGEST:
        return ""
    epoch = _EPOCH.fullmatch(text)
    if epoch is not None:
        milliseconds = int(epoch[1]) * (1 if len(epoch[1]) > 10 else 1000)
        return _iso(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds))
    found = _parse(text)
    if found is None:
        return ""
    moment, offset = found
    if not 1900 <= moment.year <= 2200:
        return ""  # what a program writes for "never": 0001-01-01, 9999-12-31
    if offset is not None:
        return _iso(moment.replace(tzinfo=UTC) - offset)
    return _iso(moment.replace(tzinfo=_zone(zone)).astimezone(UTC))


def _parse(text: str) -> tuple[datetime, timedelta | None] | None:
    """The wall-clock moment and its offset from UTC (None: not written)."""
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                return _moment_of(match), _offset(match["zone"])
            except (ValueError, KeyError):
                return None
    return None


def _moment_of(match: re.Match[str]) -> datetime:
    """The moment a match means; ValueError or KeyError when there is no such day, month or hour."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "one" in parts:
        month, day = int(match["one"]), int(match["two"])
        if month > 12:
            month, day = day, month
        year = _century(year) if len(parts["year"]) == 2 else year
    else:
        month = _MONTHS[match["name"].lower()] if "name" in parts else int(match["month"])
        day = int(match["day"])
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if parts["half"][0] in "Pp" else 0)
    micros = int(f"{parts['fraction'] or 0:0<6}"[:6])
    return datetime(year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), micros)


def _century(two_digits: int) -> int:
    """The full year of two digits: 30 is 2030, 31 is 1931 (Excel's rule is 2029; birthdays go further back)."""
    return two_digits + (2000 if two_digits <= 30 else 1900)


def _offset(written: str | None) -> timedelta | None:
    if written is None:
        return None
    if written[0] not in "+-":
        return timedelta(0)
    hours, minutes = int(written[1:3]), int(written[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if written[0] == "-" else offset


def _no_year(month: int, day: int) -> str:
    try:
        date(2000, month, day)  # a leap year: 29 February is a birthday
    except ValueError:
        return ""
    return f"--{month:02d}-{day:02d}"


def _iso(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds").removesuffix(".000") + "Z"


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
