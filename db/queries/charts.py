"""Charts: how many stand behind each bar, and the filter that opens exactly these (DOMAIN 9, R92)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from db.filters import COLUMNS
from db.models import Contact
from db.queries import funnels, lead_charts, work_tables
from db.queries.chart_items import Chart, ChartAsk, ChartItem, choices, grouped, narrowed, nothing_of, with_days
from db.queries.reader import Reader
from db.queries.spans import Spans, quarter_of
from db.rules.charts import ChartDefinition, buckets, chart_definition, period, span_label
from db.rules.comparing import Span, earlier_spans
from db.rules.filters import Filter, Term
from db.rules.moments import day_of

# The days of a bar, and how many there were.
SpanCount = tuple[date, date, int]
Made = Callable[[Reader, ChartDefinition, ChartAsk, Filter], Sequence[ChartItem]]


def chart(reader: Reader, key: str, ask: ChartAsk | None = None) -> Chart:
    """The chart `key` over the contacts the member may see.

    Errors: WrongUseError for an unknown chart, day or period; NotFoundError for an agent the office does not know.
    """
    one, ask = chart_definition(key), ask or ChartAsk()
    return Chart(one, tuple(_MADE[one.shape](reader, one, ask, narrowed(reader, ask))))


def _by_value(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> list[ChartItem]:
    # where owner or source is narrowed already, its one bar has the same term again
    by = with_days(by, "created", ask)
    column = Contact.owner_id if one.field == "owner" else COLUMNS[one.field]
    found = Counter(dict(grouped(reader, column, by)))
    empty = found.pop(None, 0) + found.pop("", 0)
    items = [
        ChartItem(label, found[value], "everyone", by.with_term(Term(one.field, "in", (word,))))
        for value, word, label in choices(reader, one.field, found)
    ]
    if empty:
        label, none = nothing_of(one.field)
        items.append(ChartItem(label, empty, "everyone", by.with_term(none)))
    return items


def _over_time(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> list[ChartItem]:
    start, end = period(ask.first, ask.last)
    bars = buckets(one.step, start, end or day_of(reader.now, reader.facts.zone))
    spans = [Term(one.field, "on_days", (str(a), str(b))) for a, b in bars]
    labels = [span_label(one.step, a, b) for a, b in bars]
    return [
        ChartItem(label, count, "everyone", by.with_term(span))
        for label, count, span in zip(labels, _created(reader, bars, by), spans, strict=True)
    ]


def _created(reader: Reader, bars: Sequence[Span], by: Filter) -> list[int]:
    if not bars:
        return []
    # the bars' own days stand for the period
    whole = Term("created", "on_days", (str(bars[0][0]), str(bars[-1][1])))
    found = grouped(reader, quarter_of(Contact.created_at), by.with_term(whole))
    return Spans(bars, reader.facts.zone).counted(found)


def compared(reader: Reader, key: str, ask: ChartAsk, against: str) -> tuple[SpanCount, ...]:
    """What a chart over time is compared with: for each of its bars the same stretch of the earlier period.

    Empty where the chart is not over time, or the question has no first and last day. Errors: as `chart`.
    """
    one = chart_definition(key)
    start, end = period(ask.first, ask.last)
    if not one.step or start is None or end is None:
        return ()
    bars = earlier_spans(buckets(one.step, start, end), (start, end), against)
    by = narrowed(reader, ask)
    count = _created if one.shape == "time" else lead_charts.occurred
    return tuple((a, b, n) for (a, b), n in zip(bars, count(reader, bars, by), strict=True))


_MADE: Final[dict[str, Made]] = {
    "value": _by_value,
    "time": _over_time,
    "cohort": funnels.cohort,
    "entries": funnels.entries,
    "conversion": funnels.conversion,
    "conversion_period": funnels.conversion_period,
    "quality": funnels.quality,
    "unactioned": funnels.unactioned,
    "pool_age": funnels.pool_age,
    "work": work_tables.figures,
    "lead_value": lead_charts.by_value,
    "lead_time": lead_charts.over_time,
    "lead_layers": lead_charts.layers,
    "first_answer": lead_charts.first_answer,
}
