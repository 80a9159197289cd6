"""Moments relative to the day the office is made: whole minutes, their tokens, and hours as people keep them.

A moment counts minutes from the midnight that begins the making day: yesterday 14:32 is -568, tomorrow 09:00 is
1980. Within the making day itself only "k minutes before the moment of making" exists, kept as 1440 - k.
Days are laid out as if the office were made on a Wednesday; `instant` puts weekdays right on any other day.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from random import Random
from typing import Final

DAY: Final = 1440
ASSUMED_WEEKDAY: Final = 2
# Older than this, a moment may be moved by up to three days so that its weekday is the one it was written for.
ALIGNED_FROM: Final = 14
TOKEN: Final = re.compile(r"@(?:-(\d+)m|([+-])(\d+)d(\d\d):(\d\d))")

# How busy each hour is: consumers on workdays, consumers on weekends, members at work.
_WORKDAY_CLICKS: Final = (0, 0, 0, 0, 0, 1, 3, 5, 5, 4, 4, 5, 8, 6, 5, 5, 6, 9, 12, 16, 19, 19, 12, 5)
_WEEKEND_CLICKS: Final = (0, 0, 0, 0, 0, 0, 2, 4, 8, 12, 14, 13, 11, 11, 11, 11, 11, 11, 11, 13, 15, 15, 10, 6)
_WORK_HOURS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 2, 10, 13, 12, 6, 8, 10, 11, 12, 10, 4, 0, 0, 0, 0, 0)


def day_of(moment: int) -> int:
    """The day a moment falls on: -1 is yesterday."""
    return moment // DAY


def days_ago(moment: int) -> int:
    """How many days before the making day a moment lies."""
    return -day_of(moment)


def weekday(moment: int) -> int:
    """0 is Monday, as the office was laid out."""
    return (ASSUMED_WEEKDAY + day_of(moment)) % 7


def minutes_ago(minutes: int) -> int:
    """The moment so many minutes before the office is made."""
    return DAY - minutes


def token(moment: int) -> str:
    """What stands in the files: `@-412d14:32`, `@+3d09:00`, or `@-27m` for minutes before the making."""
    day, minute = divmod(moment, DAY)
    if day == 0:
        return f"@-{DAY - minute}m"
    return f"@{day:+d}d{minute // 60:02d}:{minute % 60:02d}"


def parse(text: str) -> int:
    """The moment of a token; ValueError when it is none."""
    found = TOKEN.fullmatch(text)
    if not found:
        raise ValueError(text)
    minutes, sign, day, hour, minute = found.groups()
    if minutes:
        return minutes_ago(int(minutes))
    signed = int(day) if sign == "+" else -int(day)
    return signed * DAY + int(hour) * 60 + int(minute)


def instant(text: str, made_at: datetime) -> datetime:
    """The local wall time a token stands for in an office made at `made_at` (local, naive).

    This is what the program's loader does as well. Days older than ALIGNED_FROM move by -3 to +3 days to the
    weekday they were written for; no contact has tokens on both sides of the seam, so order is kept.
    """
    found = TOKEN.fullmatch(text)
    if not found:
        raise ValueError(text)
    if found[1]:
        return made_at - timedelta(minutes=int(found[1]))
    moment = parse(text)
    shift = (made_at.weekday() - ASSUMED_WEEKDAY + 3) % 7 - 3 if days_ago(moment) >= ALIGNED_FROM else 0
    midnight = made_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(minutes=moment) - timedelta(days=shift)


def click_on(rng: Random, day: int) -> int:
    """A moment of `day` at which a consumer is on the site: evenings, and weekends all day."""
    weights = _WEEKEND_CLICKS if weekday(day * DAY) >= 5 else _WORKDAY_CLICKS
    return day * DAY + rng.choices(range(24), weights)[0] * 60 + rng.randrange(60)


def click_day(rng: Random, day: int) -> int:
    """`day`, or now and then a day of the weekend before, as consumers have time on weekends."""
    if weekday(day * DAY) < 5 and rng.random() < 0.2:
        return day - weekday(day * DAY) - 1 - rng.randrange(2)
    return day


def work_on(rng: Random, day: int) -> int:
    """A moment of `day` within office hours."""
    return day * DAY + rng.choices(range(24), _WORK_HOURS)[0] * 60 + rng.randrange(60)


def is_work_time(moment: int) -> bool:
    """True when somebody sits at the desk."""
    minute = moment % DAY
    return weekday(moment) < 5 and 9 * 60 <= minute < 18 * 60


def _is_free(rng: Random, day: int) -> bool:
    """Whether a member takes the day off: most Saturdays, nearly every Sunday."""
    return rng.random() < (0, 0, 0, 0, 0, 0.65, 0.93)[weekday(day * DAY)]


def work_day(rng: Random, day: int) -> int:
    """`day`, or some working day soon after it."""
    return day + 7 - weekday(day * DAY) + rng.randrange(4) if _is_free(rng, day) else day


def next_work_day(rng: Random, day: int) -> int:
    """`day`, or the very next one on which members work."""
    while _is_free(rng, day):
        day += 1
    return day


def work_after(rng: Random, earliest: int) -> int:
    """The first sensible working moment at or after `earliest`."""
    day = next_work_day(rng, day_of(earliest))
    if day == day_of(earliest):
        closing = day * DAY + 18 * 60
        opening = max(earliest, day * DAY + 9 * 60)
        if opening < closing:
            return opening + rng.randrange(min(90, closing - opening))
        day = next_work_day(rng, day + 1)
    return day * DAY + 8 * 60 + 35 + rng.randrange(150)
