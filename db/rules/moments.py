"""Moments: milliseconds since 1970 in UTC, and back to ISO texts and datetimes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

# Years 1 to 9999 of UTC: what lies outside cannot be shown, and "9999-12-31 23:59" west of Greenwich does.
_FIRST: Final = -62_135_596_800_000
_LAST: Final = 253_402_300_799_999


def to_ms(moment: datetime) -> int:
    """A datetime with a zone, as milliseconds UTC."""
    return round(moment.timestamp() * 1000)


def from_ms(ms: int, zone: str = "UTC") -> datetime:
    """Milliseconds UTC as a datetime in `zone`."""
    return datetime.fromtimestamp(ms / 1000, tz=ZoneInfo(zone) if zone != "UTC" else UTC)


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
