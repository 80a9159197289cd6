"""What charts are made of: the question, the bars, and what every chart asks of the contacts (DOMAIN 9, R92)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, null, select

from db.models import Contact
from db.queries.filter_words import check_words
from db.queries.lists import list_clause
from db.queries.reader import Reader
from db.rules import values
from db.rules.charts import ChartDefinition, period
from db.rules.errors import NotFoundError
from db.rules.filters import FIELDS, Filter, ListSpec, Term, filter_text


@dataclass(frozen=True, slots=True)
class ChartAsk:
    """What narrows a chart: first and last day (`2026-11-22`, "" for ever), an agent's name, a source, a type of
    contact. Which moment the days are about, the chart's definition says.
    """

    first: str = ""
    last: str = ""
    agent: str = ""
    source: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class ChartItem:
    """A bar: its label, its value, and the list with the filter that holds exactly `value` rows. `of` is the whole that
    it is a part of, None where there is none; `series` names the figure where a chart has several for each label.
    """

    label: str
    value: int
    list_key: str
    filter: Filter
    of: int | None = None
    series: str = ""

    @property
    def filter_text(self) -> str:
        """The filter as the command line reads it."""
        return filter_text(self.filter)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its bars."""

    definition: ChartDefinition
    items: tuple[ChartItem, ...]

    @property
    def total(self) -> int:
        """All bars together: a number of people only where every bar holds others."""
        return sum(item.value for item in self.items)


def narrowed(reader: Reader, ask: ChartAsk) -> Filter:
    """A question's agent, source and type as terms. Errors: WrongUseError (a day; a source or type that the office has
    none of), NotFoundError (the agent).
    """
    period(ask.first, ask.last)
    terms = []
    if ask.agent:
        if ask.agent.casefold() not in reader.facts.member_ids:
            raise NotFoundError(f"There is no member “{ask.agent}”.")
        terms.append(Term("owner", "in", (ask.agent,)))
    if ask.source:
        terms.append(Term("source", "in", (ask.source,)))
    if ask.type:
        terms.append(Term("type", "in", (ask.type,)))
    return check_words(reader, Filter(tuple(terms)))


def days_term(field: str, ask: ChartAsk) -> Term | None:
    """The question's days as a term on `field`; None when it names none."""
    return Term(field, "on_days", (ask.first, ask.last)) if ask.first or ask.last else None


def with_days(spec: Filter, field: str, ask: ChartAsk) -> Filter:
    """`spec` narrowed to the question's days by `field`."""
    term = days_term(field, ask)
    return spec.with_term(term) if term else spec


def grouped(reader: Reader, column: Any, spec: Filter, *, list_key: str = "everyone") -> list[tuple[Any, int]]:
    """How many contacts of a list there are for each value of `column`."""
    clause = list_clause(reader, ListSpec(list_key, spec))
    # narrowed, an index by the column would find each contact's row for itself: one look through all of them is quicker
    shown = func.coalesce(column, null()) if spec.terms else column
    rows = reader.connection.execute(select(shown, func.count()).select_from(Contact).where(clause).group_by(shown))
    return [(value, int(count)) for value, count in rows]


def choices(reader: Reader, field: str, found: Counter[Any]) -> Iterable[tuple[Any, str, str]]:
    """Each bar's stored value, its word in a filter, and its label, in the order in which they are shown."""
    facts = reader.facts
    if field == "owner":
        owned = sorted((facts.members.get(key, str(key)), key) for key in found)
        return [(key, name, name) for name, key in owned]
    if field == "status":
        styles = [s for s in facts.scheme.statuses if s.in_use or found[s.key.value]]
        return [(s.key.value, s.key.value, s.label) for s in styles]
    known = facts.sources if field == "source" and facts.sources else FIELDS[field].choices
    own = [(key, key) for key in sorted(set(found) - set(dict(known)))]  # the office's own words
    return [(key, key, values.label_of(known, key)) for key, _ in (*known, *own) if found[key]]


def nothing_of(field: str) -> tuple[str, Term]:
    """The label and the term of those in whom nothing is filled in."""
    return ("Pool", Term("owner", "in", ("none",))) if field == "owner" else ("Not set", Term(field, "not_set"))
