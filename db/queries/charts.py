"""Charts: how many contacts stand behind each bar, and the filter that opens exactly these (DOMAIN 9, R92)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from db.filters import COLUMNS
from db.models import Contact
from db.queries.lists import list_clause
from db.queries.reader import Reader
from db.rules import values
from db.rules.charts import ChartDefinition, buckets, chart_definition, period
from db.rules.errors import NotFoundError
from db.rules.filters import FIELDS, Filter, ListSpec, Term, filter_text
from db.rules.moments import day_of, day_start

# A quarter of an hour: every day of every time zone begins on one. They are counted from long before 1970, because
# the databases cut a negative quotient towards zero.
_QUARTER: Final = 15 * 60 * 1000
_BEFORE: Final = 10**8 * _QUARTER
# strftime's names go by the computer's language, the program's words do not
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class ChartAsk:
    """What narrows a chart: first and last day of creation (`2026-11-22`, "" for ever), an agent's name, a source."""

    first: str = ""
    last: str = ""
    agent: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChartItem:
    """A bar: its label, its value, and the list with the filter that holds exactly `value` rows."""

    label: str
    value: int
    list_key: str
    filter: Filter

    @property
    def filter_text(self) -> str:
        """The filter as the command line reads it."""
        return filter_text(self.filter)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its bars."""

    definition: ChartDefinition
    items: tuple[ChartItem, ...]


def chart(reader: Reader, key: str, ask: ChartAsk | None = None) -> Chart:
    """The chart `key` over the contacts the member may see.

    Errors: WrongUseError for an unknown chart, day or period; NotFoundError for an agent the office does not know.
    """
    one, ask = chart_definition(key), ask or ChartAsk()
    narrowed = _narrowed(reader, ask)
    items = _over_time(reader, one, ask, narrowed) if one.step else _by_value(reader, one, narrowed)
    return Chart(one, tuple(items))


def _narrowed(reader: Reader, ask: ChartAsk) -> Filter:
    period(ask.first, ask.last)
    terms = []
    if ask.agent:
        if ask.agent.casefold() not in reader.facts.member_ids:
            raise NotFoundError(f"There is no member “{ask.agent}”.")
        terms.append(Term("owner", "in", (ask.agent,)))
    if ask.source:
        terms.append(Term("source", "in", (ask.source,)))
    if ask.first or ask.last:
        terms.append(Term("created", "on_days", (ask.first, ask.last)))
    return Filter(tuple(terms))


# -- by value -----------------------------------------------------------------------------------------------------


def _by_value(reader: Reader, one: ChartDefinition, narrowed: Filter) -> list[ChartItem]:
    # where owner or source is narrowed already, its one bar has the same term again
    column = Contact.owner_id if one.field == "owner" else COLUMNS[one.field]
    found = Counter(dict(_grouped(reader, column, narrowed)))
    empty = found.pop(None, 0) + found.pop("", 0)
    items = [
        ChartItem(label, found[value], "everyone", narrowed.with_term(Term(one.field, "in", (word,))))
        for value, word, label in _choices(reader, one, found)
    ]
    if empty:
        none = Term("owner", "in", ("none",)) if one.field == "owner" else Term(one.field, "not_set")
        label = "Pool" if one.field == "owner" else "Not set"
        items.append(ChartItem(label, empty, "everyone", narrowed.with_term(none)))
    return items


def _choices(reader: Reader, one: ChartDefinition, found: Counter[Any]) -> Iterable[tuple[Any, str, str]]:
    """Each bar's stored value, its word in a filter, and its label, in the order in which they are shown."""
    facts = reader.facts
    if one.field == "owner":
        owned = sorted((facts.members.get(key, str(key)), key) for key in found)
        return [(key, name, name) for name, key in owned]
    if one.field == "status":
        styles = [s for s in facts.scheme.statuses if s.in_use or found[s.key.value]]
        return [(s.key.value, s.key.value, s.label) for s in styles]
    known = facts.sources if one.field == "source" and facts.sources else FIELDS[one.field].choices
    own = [(key, key) for key in sorted(set(found) - set(dict(known)))]  # the office's own words
    return [(key, key, values.label_of(known, key)) for key, _ in (*known, *own) if found[key]]


def _grouped(reader: Reader, column: Any, narrowed: Filter) -> list[tuple[Any, int]]:
    clause = list_clause(reader, ListSpec("everyone", narrowed))
    rows = reader.connection.execute(select(column, func.count()).where(clause).group_by(column))
    return [(value, int(count)) for value, count in rows]


# -- over time ----------------------------------------------------------------------------------------------------


def _over_time(reader: Reader, one: ChartDefinition, ask: ChartAsk, narrowed: Filter) -> list[ChartItem]:
    zone = reader.facts.zone
    start, end = period(ask.first, ask.last)
    bars = buckets(one.step, start, end or day_of(reader.now, zone))
    spans = [Term(one.field, "on_days", (str(a), str(b))) for a, b in bars]
    # the bars' own days stand for the period
    kept = narrowed.without(one.field)
    whole = Term(one.field, "on_days", (str(bars[0][0]), str(bars[-1][1])))
    found = _grouped(reader, (Contact.created_at + _BEFORE) // _QUARTER, kept.with_term(whole)) if bars else []
    bounds = [day_start(a, zone) for a, _b in bars]
    counts = [0] * len(bars)
    for quarter, count in found:
        counts[bisect_right(bounds, int(quarter) * _QUARTER - _BEFORE) - 1] += count
    labels = [_label(one.step, a, b) for a, b in bars]
    return [
        ChartItem(label, count, "everyone", kept.with_term(span))
        for label, count, span in zip(labels, counts, spans, strict=True)
    ]


def _label(step: str, first: Any, last: Any) -> str:
    if step == "month":
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return str(first) if first == last else f"{first} – {last}"
