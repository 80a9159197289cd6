"""Key figures of the broker dashboard, each with its unit, its definition and the period before (DOMAIN 9, R92)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from db.filters import DAY_MS
from db.models import Contact, Lead
from db.queries import chart_items, lists
from db.queries.chart_items import ChartAsk
from db.queries.reader import Reader
from db.rules.charts import first_of, period
from db.rules.comparing import Span, earlier
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
    names. `list_key` with `filter` opens exactly `value` rows; "" where no list holds them. `days` is the period that
    the figure is of, where one was asked for, and `before_days` the one that `before` is of.
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
    days: Span | None = None
    before_days: Span | None = None


def tiles(reader: Reader, ask: ChartAsk | None = None, against: str = "") -> tuple[Tile, ...]:
    """The key figures over the contacts the member may see, narrowed to an agent, a source, a type (R19, R92).

    With a first and last day the figures of a stretch of time are of these, compared with the period `against` names
    (db/rules/comparing.py), "" for none; without, every figure says its own period. Errors: NotFoundError for an
    unknown agent, WrongUseError for what is no day.
    """
    ask = ask or ChartAsk()
    narrowed = chart_items.narrowed(reader, ask)
    first, last = period(ask.first, ask.last)
    if first and last:
        whole = (first, last)
        return _of_period(reader, narrowed, whole, earlier(whole, against) if against else None)
    made = (_new_contacts, _first_answer, _waiting, _in_contract, _closed)
    return tuple(make(reader, narrowed) for make in made)


# -- the figures of a period --------------------------------------------------------------------------------------


def _of_period(reader: Reader, narrowed: Filter, days: Span, before: Span | None) -> tuple[Tile, ...]:
    closed = reader.facts.scheme.style("closed").label
    contract = _in_contract(reader, narrowed)
    signed = _counted(reader, narrowed, "became_contract", days)
    return (
        _people_of(
            reader, (narrowed, "created"), days, before,
            ("new_contacts", "New contacts", "Contacts created in the period, whatever their status."),
        ),
        _answer_of(reader, narrowed, days, before),
        _waiting(reader, narrowed),
        replace(
            contract, aside=signed, days=days,
            definition=f"Contacts whose status is {reader.facts.scheme.style('contract').label} now; and how many came "
            "to it in the period from another status.",
        ),
        _people_of(
            reader, (narrowed, "became_closed"), days, before,
            ("closed", f"Became {closed}", f"Contacts that changed to {closed} in the period."),
        ),
    )  # fmt: skip


def _people_of(
    reader: Reader, by: tuple[Filter, str], days: Span, before: Span | None, words: tuple[str, str, str]
) -> Tile:
    """`by` are what narrows the page, and the field of the day on which it happened to them."""
    narrowed, field_ = by
    key, title, definition = words
    return Tile(
        key, title, "people", definition, _counted(reader, narrowed, field_, days),
        _counted(reader, narrowed, field_, before) if before else None, list_key="everyone",
        filter=narrowed.with_term(_on_days(field_, days)), days=days, before_days=before,
    )  # fmt: skip


def _on_days(field_: str, days: Span) -> Term:
    return Term(field_, "on_days", (str(days[0]), str(days[1])))


def _counted(reader: Reader, narrowed: Filter, field_: str, days: Span) -> int:
    return lists.count(reader, ListSpec("everyone", narrowed.with_term(_on_days(field_, days))))


def _answer_of(reader: Reader, narrowed: Filter, days: Span, before: Span | None) -> Tile:
    value, still_open = _answers(reader, narrowed, *_moments(reader, days))
    earlier_value = _answers(reader, narrowed, *_moments(reader, before))[0] if before else None
    return Tile(
        "first_answer", "First answer, median", "form leads",
        "Form leads of the period: from the inquiry to the first touch by a person, median of those answered until "
        "its end; those still open then are counted apart.",
        value, earlier_value, aside=still_open, is_time=True, days=days, before_days=before,
    )  # fmt: skip


def _moments(reader: Reader, days: Span) -> tuple[int, int]:
    """The last moment of the days, at most now, and their first."""
    zone = reader.facts.zone
    return min(day_start(days[1] + timedelta(days=1), zone) - 1, reader.now), day_start(days[0], zone)


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


def _answers(reader: Reader, narrowed: Filter, until: int, since: int | None = None) -> tuple[int | None, int]:
    """The median wait of the form leads from `since` (some days before) to `until`, as it stood then, and how many
    were open.
    """
    since = until - ANSWER_DAYS * DAY_MS if since is None else since
    clause = lists.list_clause(reader, ListSpec("everyone", narrowed))
    leads = (
        select(Lead.occurred_at, Lead.first_touch_at)
        .join(Contact, Contact.id == Lead.contact_id)
        .where(clause, Lead.lead_type.in_(INQUIRY_TYPES))
        .where(Lead.occurred_at.between(since, until))
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
