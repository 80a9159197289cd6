"""Charts whose unit is leads: how many actions, by what they are, whose, when, and how soon they were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import func, select

from db.models import Lead
from db.queries import leads, row_lists
from db.queries.chart_items import ChartAsk, ChartItem
from db.queries.lead_terms import answer_column
from db.queries.reader import Reader
from db.queries.spans import Spans, quarter_of
from db.rules import values
from db.rules.charts import MOST_LAYERS, ChartDefinition, buckets, period, span_label
from db.rules.comparing import Span
from db.rules.filters import Filter, ListSpec, Term
from db.rules.lead_fields import ANSWERS, LEAD_FIELDS
from db.rules.lead_lists import ALL_LEADS
from db.rules.moments import day_of

INQUIRIES: Final = Term("lead_type", "in", values.INQUIRY_TYPES)


def by_value(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> list[ChartItem]:
    """A bar for each value of a lead's or its contact's field, in the field's own order."""
    spec = ListSpec(ALL_LEADS, _dated(by, ask))
    groups = {group.value: group for group in leads.grouped(reader, spec, one.field)}
    none = groups.pop("", None)
    ordered = [groups[word] for word in _order(reader, one.field, groups)]
    items = [
        ChartItem(_label(reader, one.field, g.value), g.count, ALL_LEADS, _narrowed(spec, g.term)) for g in ordered
    ]
    if none is not None:
        label = "Pool" if one.field == "owner" else "Not set"
        items.append(ChartItem(label, none.count, ALL_LEADS, _narrowed(spec, none.term)))
    return items


def over_time(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> list[ChartItem]:
    """A bar for each day, week or month in which leads occurred."""
    spec = ListSpec(ALL_LEADS, by)
    spans = leads.over_time(reader, spec, one.step, first=ask.first, last=ask.last)
    return [
        ChartItem(span_label(one.step, s.first, s.last), s.count, ALL_LEADS, _narrowed(spec, s.term)) for s in spans
    ]


def occurred(reader: Reader, bars: Sequence[Span], by: Filter) -> list[int]:
    """How many leads occurred on the days of each bar."""
    if not bars:
        return []
    spec = ListSpec(ALL_LEADS, by.with_term(_whole(bars)))
    found = row_lists.grouped(reader, leads.KIND, spec, quarter_of(Lead.occurred_at))
    return Spans(bars, reader.facts.zone).counted(found.items())


def layers(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> list[ChartItem]:
    """For each day, week or month a figure for each value of a field; of many values the largest, then the others."""
    start, end = period(ask.first, ask.last)
    bars = buckets(one.step, start, end or day_of(reader.now, reader.facts.zone))
    if not bars:
        return []
    found = _by_quarter(reader, one.field, by.with_term(_whole(bars)))
    totals: Counter[Any] = Counter()
    for (_quarter, value), count in found.items():
        totals[value] += count
    layer_of, series = _layers(reader, one.field, totals)
    spans, counts = Spans(bars, reader.facts.zone), Counter[tuple[int, int]]()
    for (quarter, value), count in found.items():
        counts[spans.place(quarter), layer_of.get(value, len(series) - 1)] += count
    return [
        ChartItem(span_label(one.step, a, b), counts[place, layer], ALL_LEADS,
                  by.with_term(Term("occurred", "on_days", (str(a), str(b)))).with_term(term), series=label)
        for place, (a, b) in enumerate(bars) for layer, (label, term) in enumerate(series)
    ]  # fmt: skip


def _by_quarter(reader: Reader, field: str, by: Filter) -> dict[tuple[Any, Any], int]:
    """How many leads of each value in each quarter of an hour; None and "" are both nothing."""
    spec, quarter, column = ListSpec(ALL_LEADS, by), quarter_of(Lead.occurred_at), leads.GROUP_COLUMNS[field]
    total: Counter[tuple[Any, Any]] = Counter()
    for part in row_lists.parts(reader, leads.KIND, spec, row_lists.moment(reader, spec), shown=column):
        query = select(quarter.label("q"), column.label("v"), func.count()).select_from(Lead.__table__).where(part)
        for at, value, count in reader.connection.execute(query.group_by("q", "v")):
            total[at, value or None] += int(count)
    return total


def _layers(reader: Reader, field: str, totals: Counter[Any]) -> tuple[dict[Any, int], list[tuple[str, Term]]]:
    """Which layer each value is in, and of each layer its name and the term that opens it; the last is all others."""
    named = [(value, n) for value, n in totals.items() if value is not None]
    named.sort(key=lambda pair: (-pair[1], str(pair[0])))
    words = {value: _word(reader, field, value) for value, _ in named}
    largest = [value for value, _ in named[: MOST_LAYERS - (len(named) > MOST_LAYERS)]]
    series = [(_label(reader, field, words[value]), Term(field, "in", (words[value],))) for value in largest]
    place = {value: n for n, value in enumerate(largest)}
    rest = [words[value] for value, _ in named[len(largest) :]]
    if None in totals:
        place[None] = len(series)
        label = "Pool" if field == "owner" else "Not set"
        series.append((label, Term(field, "in", ("none",)) if field == "owner" else Term(field, "not_set")))
    if rest:
        series.append(("Others", Term(field, "in", tuple(sorted(rest)))))
    return place, series


def _word(reader: Reader, field: str, value: Any) -> str:
    return reader.facts.members.get(value, str(value)) if field == "owner" else str(value)


def _whole(bars: Sequence[Span]) -> Term:
    return Term("occurred", "on_days", (str(bars[0][0]), str(bars[-1][1])))


def first_answer(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> list[ChartItem]:
    """Form inquiries by how soon a person answered; those still open are shown as open."""
    del one
    spec = ListSpec(ALL_LEADS, _dated(by, ask).with_term(INQUIRIES))
    found = row_lists.grouped(reader, leads.KIND, spec, answer_column(reader.now))
    return [
        ChartItem(label, found.get(key, 0), ALL_LEADS, _narrowed(spec, Term("first_answer", "in", (key,))))
        for key, label in ANSWERS
    ]


def _dated(by: Filter, ask: ChartAsk) -> Filter:
    if not (ask.first or ask.last):
        return by
    return by.with_term(Term("occurred", "on_days", (ask.first, ask.last)))


def _narrowed(spec: ListSpec, term: Term) -> Filter:
    return spec.filter.with_term(term)


def _order(reader: Reader, field: str, found: Iterable[str]) -> list[str]:
    if field == "owner":
        return sorted(found)
    known = [key for key, _ in _choices(reader, field)]
    return [*(key for key in known if key in found), *sorted(set(found) - set(known))]


def _choices(reader: Reader, field: str) -> values.Pairs:
    if field == "status":
        return tuple((style.key.value, style.label) for style in reader.facts.scheme.statuses)
    if field in ("source", "contact_source") and reader.facts.sources:
        return reader.facts.sources
    return LEAD_FIELDS[field].choices


def _label(reader: Reader, field: str, word: str) -> str:
    return values.label_of(_choices(reader, field), word)
