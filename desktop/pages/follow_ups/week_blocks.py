"""A week of an agenda as blocks: what reaches over midnight stands on both days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from db.rules.moments import WEEKDAYS, day_words, month_words
from desktop.item_models.agenda_model import row_of
from desktop.pages.follow_ups.reading import AgendaView
from desktop.widgets.week_view import DAY_MINUTES, Block

SHORT: Final = 3


def day_names(monday: date) -> list[str]:
    """The days of a week as its columns are headed: "Mon 23 Nov"."""
    days = [monday + timedelta(days=n) for n in range(7)]
    return [f"{WEEKDAYS[d.weekday()][:SHORT]} {d.day} {month_words(d)}" for d in days]


def week_words(monday: date) -> str:
    """A week by its days: "16 – 22 Nov 2026", "30 Nov – 6 Dec 2026"."""
    last = monday + timedelta(days=6)
    if monday.year != last.year:
        return f"{day_words(monday)} – {day_words(last)}"
    month = "" if monday.month == last.month else f" {month_words(monday)}"
    return f"{monday.day}{month} – {day_words(last)}"


def blocks_of(view: AgendaView, monday: date) -> list[Block]:
    """The blocks of a week, less the tasks that are done; a key is "task 12", "appointment 3 0" for its first day."""
    zone, found = view.facts.zone_info, []
    for item in view.items:
        if item.done_at is not None:
            continue
        row = row_of(item, now=view.now, zone=zone, names=view.whose.everyone)
        starts = datetime.fromtimestamp(item.at / 1000, zone)
        first, minute = (starts.date() - monday).days, starts.hour * 60 + starts.minute
        rest, day = item.minutes, first
        while True:
            piece = min(rest, DAY_MINUTES - minute)
            if 0 <= day < 7:
                detail = " · ".join(part for part in (row.time, row.detail) if part)
                found.append(
                    Block(f"{item.what} {item.id} {day}", day, minute, piece, row.title, detail, row.spoken,
                          solid=bool(item.minutes), late=row.late, done=item.is_done)
                )  # fmt: skip
            rest -= piece
            if rest <= 0:
                break
            day, minute = day + 1, 0
    return found


def now_in(view: AgendaView, monday: date) -> tuple[int, int]:
    """The day of the week that is today, and its minute; -1 and -1 in another week."""
    now = datetime.fromtimestamp(view.now / 1000, view.facts.zone_info)
    day = (now.date() - monday).days
    return (day, now.hour * 60 + now.minute) if 0 <= day < 7 else (-1, -1)
