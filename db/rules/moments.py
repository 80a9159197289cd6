"""Moments: milliseconds since 1970 in UTC, and back to ISO texts and datetimes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

# Years 1 to 9999 of UTC: what lies outside cannot be shown, and "9999-12-31 23:59" west of Greenwich does.
_FIRST: Final = -62_135_596_800_000
_LAST: Final = 253_402_300_799_999
# Days one may name; a zone never carries their beginnings out of what can be shown.
FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 9998
# strftime's names go by the computer's language, the program's words do not.
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def to_ms(moment: datetime) -> int:
    """A datetime with a zone, as milliseconds UTC."""
    return round(moment.timestamp() * 1000)


def from_ms(ms: int, zone: str = "UTC") -> datetime:
    """Milliseconds UTC as a datetime in `zone`."""
    return datetime.fromtimestamp(ms / 1000, tz=ZoneInfo(zone) if zone != "UTC" else UTC)


def month_words(day: date) -> str:
    """The month of a day, short: "Nov"."""
    return MONTHS[day.month - 1][:3]


def day_words(day: date) -> str:
    """A day as people read it: "14 Nov 2026"."""
    return f"{day.day} {month_words(day)} {day.year}"


def day_start(day: date, zone: str) -> int:
    """The moment a calendar day begins in `zone`, in milliseconds UTC."""
    return to_ms(datetime.combine(day, time(), ZoneInfo(zone)))


def day_of(ms: int, zone: str) -> date:
    """The calendar day of a moment in `zone`."""
    return from_ms(ms, zone).date()


def next_day(day: date) -> date:
    """The day after; the last one there is has none after it and stays."""
    return day if day == date.max else day + timedelta(days=1)


def read_day(text: str) -> date | None:
    """`2026-11-22` as a day; None for what is none, or lies outside the years that a moment can hold."""
    try:
        found = date.fromisoformat(text) if len(text) == len("2026-11-22") else None
    except ValueError:
        return None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def iso(ms: int | None) -> str:
    """Milliseconds UTC as ISO 8601 ("2026-11-22T14:05:00.250Z", fractions only where there are some); "" for None."""
    if ms is None:
        return ""
    text = datetime.fromtimestamp(ms / 1000, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return text.replace(".000Z", "Z")


def from_iso(text: str) -> int | None:
    """ISO 8601 text as milliseconds UTC; None for "" and for what is no moment. Without a zone it is UTC."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = to_ms(found if found.tzinfo else found.replace(tzinfo=UTC))
    return moment if _FIRST <= moment <= _LAST else None
