"""A chart of the office as bars to be drawn: colours of the scheme, days in words, the largest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db.queries.chart_items import Chart, ChartItem
from db.queries.charts import SpanCount
from db.queries.reader import OfficeFacts
from db.queries.table_cells import WorkTable
from db.rules.charts import FUNNEL, NESTED
from db.rules.filters import Filter, Term
from db.rules.moments import month_words
from desktop.charts.bars import Bar
from desktop.charts.grid_table import NOTHING, Grid
from desktop.pages.broker_dashboard.period import days_in_words
from desktop.theme.status_colours import STATUS_COLOURS, ColourPair
from desktop.theme.tokens import DARK, LIGHT

# The colours of layers, from the bottom up: told apart in normal sight and in three kinds of colour blindness, as the
# statuses are; a pattern lies over each, so that colour is never alone.
LAYERS: Final = tuple(
    STATUS_COLOURS[key]
    for key in ("new_lead", "active_lead", "client", "contract", "sphere", "prospect", "closed", "archive")
)
OTHERS: Final = STATUS_COLOURS["archive"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows: bars, or a grid of figures, what each of them opens, and what they count, as it is called on
    the screen.

    `adds_up`: nobody stands in two of them. `counted`: how many a table counts. `layers` are the names of a chart in
    layers, whose bars are the figures of the first step of time from the bottom up, then those of the next;
    `layer_filters` open a layer as a whole.
    """

    bars: tuple[Bar, ...]
    items: tuple[ChartItem, ...]
    unit: str
    definition: str
    adds_up: bool = True
    layers: tuple[str, ...] = ()
    layer_filters: tuple[Filter, ...] = ()
    grid: Grid = NOTHING
    counted: int | None = None

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(item.value for item in self.items) if self.counted is None else self.counted


def said(unit: str) -> str:
    """A unit as the screens call it: the people of a definition are the contacts of every list."""
    return "contacts" if unit == "people" else unit


def shown_table(table: WorkTable) -> Shown:
    """A table of the office's work ready to be shown."""
    grid = Grid(table.titles, table.rows, table.opens)
    return Shown((), table.items, said(table.unit), table.definition, adds_up=False, grid=grid, counted=table.total)


def shown_of(chart: Chart, facts: OfficeFacts, *, heading: str = "", then: Sequence[SpanCount] = ()) -> Shown:
    """The chart ready to be drawn; `then` are the figures of the period that it is compared with."""
    one = chart.definition
    items = chart.items
    if one.shape == "lead_layers":
        return _in_layers(chart, facts, heading, then)
    if any(item.series for item in items):
        return Shown((), items, said(one.unit), one.definition, adds_up=False, grid=_grid(items, heading))
    if one.step:
        bars = _compared(_over_time(items, one.step), then)
    elif one.shape in ("cohort", "entries"):
        bars = _by_stage(items, facts)
    elif one.shape in ("pool_age", "first_answer", "ending"):
        bars = tuple(_plain(item) for item in items)
    elif one.field == "status":
        bars = _by_status(items, facts)
    else:
        items = tuple(sorted(chart.items, key=lambda item: (_is_nobody(item), -item.value)))
        bars = tuple(_plain(item) for item in items)
    return Shown(bars, items, said(one.unit), one.definition, one.shape not in NESTED)


def _compared(bars: tuple[Bar, ...], then: Sequence[SpanCount], *, each: int = 1) -> tuple[Bar, ...]:
    """The bars with what each is compared with; of a chart in layers the bottom ones."""
    if len(then) * each != len(bars):
        return bars
    whole = "all together, " if each > 1 else ""
    return tuple(
        replace(bar, then=then[n // each][2], then_name=f"{whole}{days_in_words(*then[n // each][:2])}")
        if n % each == 0
        else bar
        for n, bar in enumerate(bars)
    )


def _in_layers(chart: Chart, facts: OfficeFacts, heading: str, then: Sequence[SpanCount]) -> Shown:
    one, items = chart.definition, chart.items
    names = tuple(dict.fromkeys(item.series for item in items))
    many = max(1, len(names))
    pairs = _layer_colours(one.field, items[:many], facts)
    steps = _over_time(items[::many], one.step, field="occurred")
    bars = tuple(
        replace(steps[n // many], label=f"{item.label} {item.series}", value=item.value,
                name=f"{steps[n // many].full_name}, {item.series}", light=pairs[n % many].light,
                dark=pairs[n % many].dark)
        for n, item in enumerate(items)
    )  # fmt: skip
    rows = tuple(
        (steps[n].full_name, *(f"{item.value:,}" for item in items[n * many : (n + 1) * many]))
        for n in range(len(steps))
    )
    opens = tuple((-1, *range(n * many, (n + 1) * many)) for n in range(len(steps)))
    return Shown(
        _compared(bars, then, each=many), items, said(one.unit), one.definition, layers=names,
        layer_filters=_whole_layers(items, many), grid=Grid((heading, *names), rows, opens),
    )  # fmt: skip


def _whole_layers(items: Sequence[ChartItem], many: int) -> tuple[Filter, ...]:
    """Each layer over all steps together."""
    if not items:
        return ()
    first = next(t for t in items[0].filter.terms if t.field == "occurred").values[0]
    last = next(t for t in items[-1].filter.terms if t.field == "occurred").values[1]
    return tuple(item.filter.with_term(Term("occurred", "on_days", (first, last))) for item in items[:many])


def _layer_colours(field: str, bottom: Sequence[ChartItem], facts: OfficeFacts) -> list[ColourPair]:
    found, free = [], iter(LAYERS)
    for item in bottom:
        term = item.filter.terms[-1]
        if field == "status" and len(term.values) == 1:
            style, default = facts.scheme.style(term.values[0]), STATUS_COLOURS[term.values[0]]
            found.append(ColourPair(style.light or default.light, style.dark or default.dark))
        elif _is_nobody(item):
            found.append(ColourPair(LIGHT.edge, DARK.edge))
        else:
            found.append(OTHERS if item.series == "Others" else next(free, OTHERS))
    return found


def _grid(items: Sequence[ChartItem], heading: str) -> Grid:
    """A row for each label, a column for each series; what is a part says which."""
    names = tuple(dict.fromkeys(item.series for item in items))
    labels = tuple(dict.fromkeys(item.label for item in items))
    at = {(item.label, item.series): n for n, item in enumerate(items)}
    rows, opens = [], []
    for label in labels:
        numbers = [at.get((label, name), -1) for name in names]
        rows.append((label, *(_cell(items[n]) if n >= 0 else "" for n in numbers)))
        opens.append((-1, *(n if n >= 0 and items[n].list_key else -1 for n in numbers)))
    return Grid((heading, *names), tuple(rows), tuple(opens))


def _cell(item: ChartItem) -> str:
    return f"{item.value:,}"


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


def _over_time(items: Sequence[ChartItem], step: str, field: str = "") -> tuple[Bar, ...]:
    bars: list[Bar] = []
    before: date | None = None
    for item in items:
        days = next((t for t in item.filter.terms if t.field == field), item.filter.terms[-1])
        first, last = (date.fromisoformat(text) for text in days.values)
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
