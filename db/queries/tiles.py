"""Key figures of the broker dashboard, each with its unit, its definition and the period before (DOMAIN 9, R92)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from db.filters import DAY_MS
from db.models import Contact, Lead
from db.queries import lists
from db.queries.chart_items import ChartAsk
from db.queries.reader import Reader
from db.rules.charts import first_of
from db.rules.errors import NotFoundError
from db.rules.filters import Filter, ListSpec, Term
from db.rules.moments import day_of, day_start, from_ms, to_ms
from db.rules.values import INQUIRY_TYPES

HOUR_MS: Final = 60 * 60 * 1000
ANSWER_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure. `unit` is what it counts or measures over: people or form leads.

    `value` is None where there is nothing to say ("n/a"); with `is_time` it is milliseconds, else a count. `before` is
    the same figure of the period before, None where there is none. `aside` is the second figure that the definition
    names. `list_key` with `filter` opens exactly `value` rows; "" where no list holds them.
    """

    key: str
    title: str
    unit: str
    definition: str
    value: int | None
    before: int | None = None
    aside: int = 0
    is_time: bool = False
    list_key: str = ""
    filter: Filter = field(default_factory=Filter)


def tiles(reader: Reader, ask: ChartAsk | None = None) -> tuple[Tile, ...]:
    """The key figures over the contacts the member may see, narrowed to an agent's and a source's (R19, R92).

    The days of `ask` are left alone: every figure says its own period. Errors: NotFoundError for an unknown agent.
    """
    narrowed = _narrowed(reader, ask or ChartAsk())
    made = (_new_contacts, _first_answer, _waiting, _in_contract, _closed)
    return tuple(make(reader, narrowed) for make in made)


def _narrowed(reader: Reader, ask: ChartAsk) -> Filter:
    if ask.agent and ask.agent.casefold() not in reader.facts.member_ids:
        raise NotFoundError(f"There is no member “{ask.agent}”.")
    pairs = (("owner", ask.agent), ("source", ask.source))
    return Filter(tuple(Term(key, "in", (value,)) for key, value in pairs if value))


# -- the figures --------------------------------------------------------------------------------------------------


def _new_contacts(reader: Reader, narrowed: Filter) -> Tile:
    today = _today(reader)
    monday = first_of("week", today)
    opens = Filter((*narrowed.terms, Term("created", "on_days", (str(monday), str(today)))))
    earlier = monday - timedelta(days=7)
    until = min(_by_the_clock(reader, today - timedelta(days=7)), day_start(monday, reader.facts.zone) - 1)
    return Tile(
        "new_contacts", "New contacts, this week", "people",
        "Contacts created since Monday on the office's clock, whatever their status; "
        "compared with the week before up to the same day and time.",
        lists.count(reader, ListSpec("everyone", opens)),
        _people(reader, narrowed, Contact.created_at.between(day_start(earlier, reader.facts.zone), until)),
        list_key="everyone", filter=opens,
    )  # fmt: skip


def _first_answer(reader: Reader, narrowed: Filter) -> Tile:
    value, still_open = _answers(reader, narrowed, reader.now)
    before, _ = _answers(reader, narrowed, reader.now - ANSWER_DAYS * DAY_MS)
    return Tile(
        "first_answer", "First answer, median", "form leads",
        f"Form leads of the last {ANSWER_DAYS} × 24 hours: from the inquiry to the first touch by a person, median of "
        "the answered ones; those still open are counted apart. "
        f"Compared with the same figure {ANSWER_DAYS} days earlier.",
        value, before, aside=still_open, is_time=True,
    )  # fmt: skip


def _waiting(reader: Reader, narrowed: Filter) -> Tile:
    late = select(Lead.contact_id).where(
        Lead.first_touch_at.is_(None), Lead.lead_type.in_(INQUIRY_TYPES), Lead.occurred_at < reader.now - HOUR_MS
    )
    clause = lists.list_clause(reader, ListSpec("waiting_inquiries", narrowed))
    over = select(func.count()).select_from(Contact).where(clause, Contact.id.in_(late))
    return Tile(
        "waiting", "Waiting inquiries", "people",
        "Contacts with a form lead without a first touch by a person, without the archived; "
        "and how many of them have waited longer than one hour.",
        lists.count(reader, ListSpec("waiting_inquiries", narrowed)),
        aside=int(reader.connection.scalar(over) or 0), list_key="waiting_inquiries", filter=narrowed,
    )  # fmt: skip


def _in_contract(reader: Reader, narrowed: Filter) -> Tile:
    label = reader.facts.scheme.style("contract").label
    monday = day_start(first_of("week", _today(reader)), reader.facts.zone)
    return Tile(
        "in_contract", f"In status {label}", "people",
        f"Contacts whose status is {label} now; and how many of them came to it since Monday from another status.",
        lists.count(reader, ListSpec("contract", narrowed)),
        aside=_people(reader, narrowed, *_moved("contract"), Contact.status_since >= monday),
        list_key="contract", filter=narrowed,
    )  # fmt: skip


def _closed(reader: Reader, narrowed: Filter) -> Tile:
    label, zone, today = reader.facts.scheme.style("closed").label, reader.facts.zone, _today(reader)
    first = _quarter(today)
    earlier = _quarter(first - timedelta(days=1))
    start = day_start(first, zone)
    until = min(_by_the_clock(reader, earlier + (today - first)), start - 1)
    since = Contact.status_since
    return Tile(
        "closed", f"{label}, this quarter", "people",
        f"Contacts whose status is {label} now and became so in this quarter from another status; those added as "
        f"{label} do not count. Compared with the quarter before up to the same day of it.",
        _people(reader, narrowed, *_moved("closed"), since.between(start, reader.now)),
        _people(reader, narrowed, *_moved("closed"), since.between(day_start(earlier, zone), until)),
    )  # fmt: skip


# -- helpers ------------------------------------------------------------------------------------------------------


def _moved(status: str) -> tuple[ColumnElement[bool], ...]:
    """In a status to which they came from another one: undoing brings the old moment back with the old status."""
    return Contact.status == status, Contact.status_since > Contact.created_at


def _people(reader: Reader, narrowed: Filter, *conditions: ColumnElement[bool]) -> int:
    clause = lists.list_clause(reader, ListSpec("everyone", narrowed))
    return int(reader.connection.scalar(select(func.count()).select_from(Contact).where(clause, *conditions)) or 0)


def _answers(reader: Reader, narrowed: Filter, until: int) -> tuple[int | None, int]:
    """The median wait of the form leads of the days before `until`, as it stood then, and how many were open."""
    clause = lists.list_clause(reader, ListSpec("everyone", narrowed))
    leads = (
        select(Lead.occurred_at, Lead.first_touch_at)
        .join(Contact, Contact.id == Lead.contact_id)
        .where(clause, Lead.lead_type.in_(INQUIRY_TYPES))
        .where(Lead.occurred_at.between(until - ANSWER_DAYS * DAY_MS, until))
    )
    found = reader.fetch(leads)
    # two clocks: an answer dated before its question took no time
    waits = [max(0, touched - asked) for asked, touched in found if touched is not None and touched <= until]
    return (round(median(waits)) if waits else None), len(found) - len(waits)


def _today(reader: Reader) -> date:
    return day_of(reader.now, reader.facts.zone)


def _by_the_clock(reader: Reader, day: date) -> int:
    """The moment of `day` at which the office's clock shows what it shows now."""
    shown = from_ms(reader.now, reader.facts.zone)
    at = time(shown.hour, shown.minute, shown.second, shown.microsecond)
    return to_ms(datetime.combine(day, at, ZoneInfo(reader.facts.zone)))


def _quarter(day: date) -> date:
    """The first day of the quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
