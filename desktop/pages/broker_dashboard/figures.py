"""Key figures as a person reads them: durations, and the change to the period before or a year before."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.tiles import Tile
from desktop.pages.broker_dashboard.period import days_in_words

MINUTE = 60_000
NOTHING = "n/a"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a tile shows: figure, second line and its tone (as PlainLabel knows them)."""

    figure: str
    detail: str
    tone: str = "muted"


def duration(ms: int) -> str:
    """A length of time in one or two units: 40 s, 4 min, 2 h 5 min, 3 days."""
    if ms < MINUTE:
        return f"{ms // 1000} s"
    minutes = round(ms / MINUTE)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{round(hours / 24)} days"


def figure_of(tile: Tile) -> Figure:
    """The words of a tile."""
    if tile.is_time:
        return _time(tile)
    shown = NOTHING if tile.value is None else f"{tile.value:,}"
    if tile.days and tile.key != "waiting":
        return Figure(shown, *_of_period(tile))
    return Figure(shown, *_DETAILS[tile.key](tile))


def before_words(tile: Tile) -> str:
    """What a figure is compared with: "the period before", "a year before", "" for nothing; hover has the days."""
    if not tile.before_days or not tile.days:
        return ""
    last, day = tile.before_days[1], tile.days[1]
    a_year = (last.month, last.day, last.year + 1) == (day.month, day.day, day.year)
    return "a year before" if a_year else "the period before"


def hover_words(tile: Tile) -> str:
    """The period of a figure and the one that it is compared with, with their years; "" where it has none."""
    if not tile.days:
        return ""
    then = f", compared with {days_in_words(*tile.before_days)}" if tile.before_days else ""
    return f"{days_in_words(*tile.days)}{then}."


def _of_period(tile: Tile) -> tuple[str, str]:
    if tile.key == "in_contract":
        return (f"{tile.aside:,} came in the period" if tile.aside else "None came in the period"), "muted"
    if tile.before is None:
        return "In the period", "muted"
    before = before_words(tile)
    if not tile.before:
        return f"None {_then(before)}", "muted"
    change = round(((tile.value or 0) - tile.before) / tile.before * 100)
    if not change:
        return f"As {_then(before)}", "muted"
    return f"{'▲' if change > 0 else '▼'} {abs(change):,} % on {before}", "good" if change > 0 else "muted"


def _then(before: str) -> str:
    """In the period before; a year before."""
    return f"in {before}" if before == "the period before" else before


def _time(tile: Tile) -> Figure:
    waiting = f"{tile.aside:,} waiting" if tile.aside else ""
    if tile.value is None:
        return Figure(NOTHING, waiting or f"No form leads in {'the period' if tile.days else '7 days'}")
    change, tone = _faster(tile)
    return Figure(duration(tile.value), " · ".join(part for part in (change, waiting) if part), tone)


def _faster(tile: Tile) -> tuple[str, str]:
    """The change of a time, in few words where others follow."""
    before = before_words(tile)
    if tile.before is None or tile.value is None:
        return (f"None {_then(before)}" if before and not tile.aside else ""), "muted"
    less = tile.before - tile.value
    if abs(less) < MINUTE:
        return (f"As {_then(before)}" if before else "As last week"), "muted"
    on = f" on {before}" if before and not tile.aside else ""
    return f"{'▼' if less > 0 else '▲'} {duration(abs(less))}{on}", "good" if less > 0 else "muted"


def _in_percent(tile: Tile) -> tuple[str, str]:
    now, before = tile.value or 0, tile.before or 0
    if not before:
        return "None last week", "muted"
    change = round((now - before) / before * 100)
    if not change:
        return "As last week", "muted"
    return f"{'▲' if change > 0 else '▼'} {abs(change):,} % on last week", "good" if change > 0 else "muted"


def _in_numbers(tile: Tile) -> tuple[str, str]:
    change = (tile.value or 0) - (tile.before or 0)
    if not change:
        return ("As last quarter" if tile.value else "None last quarter"), "muted"
    return f"{'▲' if change > 0 else '▼'} {abs(change):,} on last quarter", "good" if change > 0 else "muted"


def _over_an_hour(tile: Tile) -> tuple[str, str]:
    if tile.aside:
        return f"{tile.aside:,} over one hour", "error"
    return ("None over one hour", "good") if tile.value else ("Nobody waits", "good")


def _since_monday(tile: Tile) -> tuple[str, str]:
    return f"{tile.aside:,} since Monday" if tile.aside else "None since Monday", "muted"


_DETAILS = {
    "new_contacts": _in_percent,
    "waiting": _over_an_hour,
    "in_contract": _since_monday,
    "closed": _in_numbers,
}
