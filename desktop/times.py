"""Moments as a person reads them: "27 min ago" on the screen, the full date on hover."""

from __future__ import annotations

from datetime import datetime, tzinfo

from db.rules.moments import MONTHS, WEEKDAYS, day_words, month_words

MINUTE = 60_000
HOUR = 60 * MINUTE


def ago(at: int, now: int, zone: tzinfo) -> str:
    """A moment in milliseconds UTC, seen from `now`: minutes, hours, then the day."""
    passed = now - at
    if passed < 0:
        return short_date(at, now, zone)
    if passed < MINUTE:
        return "just now"
    if passed < HOUR:
        return f"{passed // MINUTE} min ago"
    moment, today = datetime.fromtimestamp(at / 1000, zone), datetime.fromtimestamp(now / 1000, zone)
    days = (today.date() - moment.date()).days
    if days == 0:
        return f"today {clock_time(moment)}"
    if days == 1:
        return f"yesterday {clock_time(moment)}"
    return short_date(at, now, zone)


def short_date(at: int, now: int, zone: tzinfo) -> str:
    """The day, as 14 Nov, with the year when it is another one."""
    moment, today = datetime.fromtimestamp(at / 1000, zone), datetime.fromtimestamp(now / 1000, zone)
    return f"{moment.day} {month_words(moment)}" if moment.year == today.year else day_words(moment)


def full(at: int, zone: tzinfo) -> str:
    """All of it: Tuesday, 14 November 2026, 09:12."""
    moment = datetime.fromtimestamp(at / 1000, zone)
    month = MONTHS[moment.month - 1]
    return f"{WEEKDAYS[moment.weekday()]}, {moment.day} {month} {moment.year}, {clock_time(moment)}"


def clock_time(moment: datetime) -> str:
    """09:12; a format of strftime's takes ten times as long."""
    return f"{moment.hour:02}:{moment.minute:02}"
