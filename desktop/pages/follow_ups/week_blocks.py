"""A day or a week of an agenda as blocks, by the office's clock: what reaches over midnight stands on both days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from db.queries.agenda import TASK, AgendaItem
from db.rules.follow_up import at_hour
from db.rules.moments import WEEKDAYS, day_words, from_ms, month_words
from desktop.item_models.agenda_model import row_of
from desktop.pages.follow_ups.reading import WEEK, AgendaView
from desktop.widgets.calendar_layout import DAY_MINUTES, Block

SHORT: Final = 3


def day_names(first: date, days: int = WEEK) -> list[str]:
    """The days as their columns are headed: "Mon 23 Nov"; one alone by its full name."""
    found = [first + timedelta(days=n) for n in range(days)]
    if days == 1:
        return [f"{WEEKDAYS[first.weekday()]} {first.day} {month_words(first)}"]
    return [f"{WEEKDAYS[d.weekday()][:SHORT]} {d.day} {month_words(d)}" for d in found]


def span_words(first: date, days: int = WEEK) -> str:
    """A week by its days: "16 – 22 Nov 2026", "30 Nov – 6 Dec 2026"; a day with its weekday."""
    if days == 1:
        return f"{WEEKDAYS[first.weekday()]} {day_words(first)}"
    last = first + timedelta(days=days - 1)
    if first.year != last.year:
        return f"{day_words(first)} – {day_words(last)}"
    month = "" if first.month == last.month else f" {month_words(first)}"
    return f"{first.day}{month} – {day_words(last)}"


def blocks_of(view: AgendaView, first: date) -> list[Block]:
    """The blocks of what was read from its `first` day on, less the tasks that are done; a key is "task 12 0",
    "appointment 3 1" for the second day.
    """
    zone, found = view.facts.zone_info, []
    for item in view.items:
        if item.done_at is not None:
            continue
        row = row_of(item, now=view.now, zone=zone, names=view.whose.everyone)
        detail = " · ".join(part for part in (row.time, row.detail) if part)
        for on, start, minutes, whole in _pieces(item, zone):
            day = (on - first).days
            if 0 <= day < view.days:
                found.append(
                    Block(f"{item.what} {item.id} {day}", day, start, minutes, row.title, detail, row.spoken,
                          solid=bool(item.minutes), late=row.late, done=item.is_done, all_day=whole,
                          movable=item.may_change and not item.is_done)
                )  # fmt: skip
    return found


def _pieces(item: AgendaItem, zone: ZoneInfo) -> Iterator[tuple[date, int, int, bool]]:
    """The days it stands on: each with the minutes by that day's clock at which it begins and that it takes, and
    whether it has no hour there: a task due at midnight, an appointment of the whole day.

    The clock's own minutes: where clocks change, a day has 23 or 25 hours, and two hours may end three hours later.
    """
    begins = datetime.fromtimestamp(item.at / 1000, zone)
    ends = datetime.fromtimestamp(item.ends_at / 1000, zone)
    if item.what == TASK:
        yield begins.date(), _minute(begins), 0, begins.time() == time()
        return
    on = begins.date()
    while on <= ends.date():
        start = _minute(begins) if on == begins.date() else 0
        end = _minute(ends) if on == ends.date() else DAY_MINUTES
        if end <= start and on == begins.date() == ends.date():  # the hour that comes twice
            end = min(DAY_MINUTES, start + item.minutes)
        if end > start:
            yield on, start, end - start, (start, end) == (0, DAY_MINUTES)
        on += timedelta(days=1)


def moved_to(item: AgendaItem, zone: str, *, days: int, minutes: int) -> int:
    """When something begins that is moved by so many days and minutes of the clock on the wall (ms UTC)."""
    wall = from_ms(item.at, zone).replace(tzinfo=None) + timedelta(days=days, minutes=minutes)
    return at_hour(wall.date(), zone, wall.time())


def now_in(view: AgendaView, first: date) -> tuple[int, int]:
    """Which of the days is today, and its minute; -1 and -1 where none of them is."""
    now = datetime.fromtimestamp(view.now / 1000, view.facts.zone_info)
    day = (now.date() - first).days
    return (day, _minute(now)) if 0 <= day < view.days else (-1, -1)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
