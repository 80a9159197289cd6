"""Charts whose unit is leads: how many actions, by what they are, whose, when, and how soon they were answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from db.queries import leads, row_lists
from db.queries.chart_items import ChartAsk, ChartItem
from db.queries.lead_terms import answer_column
from db.queries.reader import Reader
from db.rules import values
from db.rules.charts import ChartDefinition, span_label
from db.rules.filters import Filter, ListSpec, Term
from db.rules.lead_fields import ANSWERS, LEAD_FIELDS
from db.rules.lead_lists import ALL_LEADS

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
