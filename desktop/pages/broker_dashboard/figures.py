"""Key figures as a person reads them: durations, and the change to the period before."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.tiles import Tile

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
    return Figure(shown, *_DETAILS[tile.key](tile))


def _time(tile: Tile) -> Figure:
    still_open = f"{tile.aside:,} open" if tile.aside else ""
    if tile.value is None:
        return Figure(NOTHING, still_open or "No form leads in 7 days")
    change, tone = "", "muted"
    if tile.before is not None:
        less = tile.before - tile.value
        far = abs(less) >= MINUTE
        change = f"{'▼' if less > 0 else '▲'} {duration(abs(less))}" if far else "As last week"
        tone = "good" if far and less > 0 else "muted"
    return Figure(duration(tile.value), " · ".join(part for part in (change, still_open) if part), tone)


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
        return "As last quarter", "muted"
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
