"""How far people came: the funnel in both forms, conversion, quality of sources, and what lies untouched (DOMAIN 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import case, func, select

from db.models import Contact
from db.queries.chart_items import ChartAsk, ChartItem, choices, grouped, nothing_of, with_days
from db.queries.lists import list_clause
from db.queries.reader import Reader
from db.rules.charts import FUNNEL, POOL_AGES, ChartDefinition, beyond
from db.rules.filters import Filter, ListSpec, Term
from db.rules.moments import day_of

CAME_AS_LEADS: Final = Term("began_as", "in", FUNNEL[:2])
LIVING: Final = Term("status", "not_in", ("archive",))
Items = list[ChartItem]


def cohort(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """Leads created in the period, and how many of them have come to each stage or beyond since."""
    del one
    came = with_days(by.with_term(CAME_AS_LEADS), "created", ask)
    further = [Term("reached", "in", beyond(status)) for status in FUNNEL[1:]]
    stages = [came, *(came.with_term(term) for term in further)]
    return _steps(reader, stages, _counts_within(reader, came, further))


def entries(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """Who came as a lead in the period, and who changed to each stage in it, whenever they came."""
    del one
    came = with_days(by.with_term(CAME_AS_LEADS), "created", ask)
    stages = [came, *(_became(by, status, ask) for status in FUNNEL[1:])]
    return _steps(reader, stages, [_count(reader, stage) for stage in stages])


def _became(by: Filter, status: str, ask: ChartAsk) -> Filter:
    dated = with_days(by, f"became_{status}", ask)
    return dated if dated is not by else by.with_term(Term(f"became_{status}", "is_set"))


def _steps(reader: Reader, stages: list[Filter], counts: list[int]) -> Items:
    """A bar for each stage; `of` is the stage before it."""
    scheme, items, before = reader.facts.scheme, [], None
    for status, stage, count in zip(FUNNEL, stages, counts, strict=True):
        items.append(ChartItem(scheme.style(status).label, count, "everyone", stage, of=before))
        before = count
    return items


def conversion(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """By source: of the leads created in the period, those who became clients or came further."""
    del one
    came = with_days(by.with_term(CAME_AS_LEADS), "created", ask)
    won = came.with_term(Term("reached", "in", beyond("client")))
    all_, part = (Counter(dict(grouped(reader, Contact.source, spec))) for spec in (came, won))
    return [
        ChartItem(label, part[value], "everyone", won.with_term(term), of=all_[value])
        for value, label, term in _sources(reader, all_)
    ]


def conversion_period(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """By source: those who became clients in the period, held against the leads that came in it."""
    del one
    came = with_days(by.with_term(CAME_AS_LEADS), "created", ask)
    won = _became(by, "client", ask)
    all_, part = (Counter(dict(grouped(reader, Contact.source, spec))) for spec in (came, won))
    return [
        ChartItem(label, part[value], "everyone", won.with_term(term), of=all_[value])
        for value, label, term in _sources(reader, all_ + part)
    ]


_QUALITY: Final = (
    ("Created", None),
    ("Touched", Term("touched", "yes")),
    ("Reached Client", Term("reached", "in", beyond("client"))),
    ("Invalid", Term("kind", "in", ("invalid",))),
    ("Unsubscribed", Term("subscribed", "no")),
)


def quality(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """By source: created, touched by a member, became a client or more, invalid, unsubscribed."""
    del one
    made = with_days(by, "created", ask)
    specs = [(series, made.with_term(term) if term else made) for series, term in _QUALITY]
    counts = [(series, spec, Counter(dict(grouped(reader, Contact.source, spec)))) for series, spec in specs]
    whole = counts[0][2]
    return [
        ChartItem(label, found[value], "everyone", spec.with_term(term), of=whole[value], series=series)
        for value, label, term in _sources(reader, whole)
        for series, spec, found in counts
    ]


def _sources(reader: Reader, found: Counter[Any]) -> Iterable[tuple[str, str, Term]]:
    """Stored value, label and term of each source that anybody has; those without one last."""
    for value, word, label in choices(reader, "source", Counter({k: n for k, n in found.items() if k})):
        yield value, label, Term("source", "in", (word,))
    if found[""]:
        label, term = nothing_of("source")
        yield "", label, term


def unactioned(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """By agent: contacts they own and have not touched since."""
    del one
    still = with_days(by, "created", ask).with_term(Term("unactioned", "yes")).with_term(LIVING)
    found = Counter(dict(grouped(reader, Contact.owner_id, still)))
    return [
        ChartItem(label, found[value], "everyone", still.with_term(Term("owner", "in", (word,))))
        for value, word, label in choices(reader, "owner", found)
    ]


def pool_age(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Items:
    """How long contacts have been in the pool, by days on the office's clock."""
    del one, ask
    today = day_of(reader.now, reader.facts.zone)
    items = []
    for label, youngest, oldest in POOL_AGES:
        first = str(today - timedelta(days=oldest)) if oldest is not None else ""
        days = Term("pooled", "on_days", (first, str(today - timedelta(days=youngest)) if youngest else ""))
        spec = by.with_term(days)
        items.append(ChartItem(label, _count(reader, spec, list_key="pool"), "pool", spec))
    return items


def _counts_within(reader: Reader, spec: Filter, further: list[Term]) -> list[int]:
    """How many contacts `spec` has, and how many of them meet each term: in one look, as all ask for the same."""
    clauses = [list_clause(reader, ListSpec("everyone", Filter((term,)))) for term in further]
    counts = [func.count(), *(func.count(case((clause, 1))) for clause in clauses)]
    within = list_clause(reader, ListSpec("everyone", spec))
    return [int(n) for n in reader.connection.execute(select(*counts).select_from(Contact).where(within)).one()]


def _count(reader: Reader, spec: Filter, *, list_key: str = "everyone") -> int:
    clause = list_clause(reader, ListSpec(list_key, spec))
    return int(reader.connection.scalar(select(func.count()).select_from(Contact).where(clause)) or 0)
