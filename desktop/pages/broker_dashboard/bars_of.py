"""A chart of the office as bars to be drawn: colours of the scheme, days in words, the largest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.queries.chart_items import Chart, ChartItem
from db.queries.reader import OfficeFacts
from db.rules.charts import FUNNEL, NESTED
from db.rules.filters import Term
from db.rules.moments import month_words
from desktop.charts.bars import Bar
from desktop.pages.broker_dashboard.period import days_in_words
from desktop.theme.status_colours import STATUS_COLOURS
from desktop.theme.tokens import DARK, LIGHT


@dataclass(frozen=True, slots=True)
class Shown:
    """The bars of a card, what each of them opens, and what they count; `adds_up`: nobody stands in two of them."""

    bars: tuple[Bar, ...]
    items: tuple[ChartItem, ...]
    unit: str
    definition: str
    adds_up: bool = True

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(bar.value for bar in self.bars)


def shown_of(chart: Chart, facts: OfficeFacts) -> Shown:
    """The chart ready to be drawn."""
    one = chart.definition
    if one.step:
        items = chart.items
        bars = _over_time(items, one.step)
    elif one.shape in ("cohort", "entries"):
        items = chart.items
        bars = _by_stage(items, facts)
    elif one.shape == "pool_age":
        items = chart.items
        bars = tuple(_plain(item) for item in items)
    elif one.field == "status":
        items = chart.items
        bars = _by_status(items, facts)
    else:
        items = tuple(sorted(chart.items, key=lambda item: (_is_nobody(item), -item.value)))
        bars = tuple(_plain(item) for item in items)
    return Shown(bars, items, one.unit, one.definition, one.shape not in NESTED)


def _is_nobody(item: ChartItem) -> bool:
    """The pool, or what nobody filled in: the last row, in a quiet colour."""
    last = item.filter.terms[-1]
    return last.op == "not_set" or last == Term("owner", "in", ("none",))


def _plain(item: ChartItem) -> Bar:
    quiet = _is_nobody(item)
    return Bar(item.label, item.value, LIGHT.edge if quiet else "", DARK.edge if quiet else "", of=item.of)


def _by_stage(items: tuple[ChartItem, ...], facts: OfficeFacts) -> tuple[Bar, ...]:
    """The stages of a funnel in the colours of their statuses, each a part of the one before."""
    bars = []
    for item, key in zip(items, FUNNEL, strict=True):
        style, default = facts.scheme.style(key), STATUS_COLOURS[key]
        bars.append(Bar(item.label, item.value, style.light or default.light, style.dark or default.dark, of=item.of))
    return tuple(bars)


def _by_status(items: tuple[ChartItem, ...], facts: OfficeFacts) -> tuple[Bar, ...]:
    bars = []
    for item in items:
        key = item.filter.terms[-1].values[0]
        style, default = facts.scheme.style(key), STATUS_COLOURS[key]
        bars.append(Bar(item.label, item.value, style.light or default.light, style.dark or default.dark))
    return tuple(bars)


def _over_time(items: tuple[ChartItem, ...], step: str) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    before: date | None = None
    for item in items:
        first, last = (date.fromisoformat(text) for text in item.filter.terms[-1].values)
        name = f"{month_words(first)} {first.year}" if step == "month" else days_in_words(first, last)
        bars.append(Bar(item.label, item.value, name=name, mark=_mark(step, first, last, before)))
        before = last
    return tuple(bars)


def _mark(step: str, first: date, last: date, before: date | None) -> str:
    """What stands below: a month where it begins, a year where January does, a Monday among days."""
    if step == "day":
        return f"{first.day} {month_words(first)}" if first.weekday() == 0 else ""
    if before is not None and (last.year, last.month) == (before.year, before.month):
        return ""
    return str(last.year) if last.month == 1 else month_words(last)
