"""Charts: how many stand behind each bar, and the filter that opens exactly these (DOMAIN 9, R92)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from db.filters import COLUMNS
from db.models import Contact
from db.queries import funnels, lead_charts
from db.queries.chart_items import Chart, ChartAsk, ChartItem, choices, grouped, narrowed, nothing_of, with_days
from db.queries.reader import Reader
from db.rules.charts import ChartDefinition, buckets, chart_definition, period, span_label
from db.rules.filters import Filter, Term
from db.rules.moments import day_of, day_start

# A quarter of an hour: every day of every time zone begins on one. They are counted from long before 1970, because
# the databases cut a negative quotient towards zero.
_QUARTER: Final = 15 * 60 * 1000
_BEFORE: Final = 10**8 * _QUARTER
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
    zone = reader.facts.zone
    start, end = period(ask.first, ask.last)
    bars = buckets(one.step, start, end or day_of(reader.now, zone))
    spans = [Term(one.field, "on_days", (str(a), str(b))) for a, b in bars]
    # the bars' own days stand for the period
    whole = Term(one.field, "on_days", (str(bars[0][0]), str(bars[-1][1])))
    found = grouped(reader, (Contact.created_at + _BEFORE) // _QUARTER, by.with_term(whole)) if bars else []
    bounds = [day_start(a, zone) for a, _b in bars]
    counts = [0] * len(bars)
    for quarter, count in found:
        counts[bisect_right(bounds, int(quarter) * _QUARTER - _BEFORE) - 1] += count
    labels = [span_label(one.step, a, b) for a, b in bars]
    return [
        ChartItem(label, count, "everyone", by.with_term(span))
        for label, count, span in zip(labels, counts, spans, strict=True)
    ]


_MADE: Final[dict[str, Made]] = {
    "value": _by_value,
    "time": _over_time,
    "cohort": funnels.cohort,
    "entries": funnels.entries,
    "conversion": funnels.conversion,
    "quality": funnels.quality,
    "unactioned": funnels.unactioned,
    "pool_age": funnels.pool_age,
    "lead_value": lead_charts.by_value,
    "lead_time": lead_charts.over_time,
    "first_answer": lead_charts.first_answer,
}
