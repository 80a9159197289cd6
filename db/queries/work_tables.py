"""Tables of the office's work: KPI board, calls and touches, reds and their evidence, health of the pool (DOMAIN 9).

What they count are touches, presses and days: no list holds these rows, so that nothing opens from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from db.filters import DAY_MS
from db.models import Contact, Hold, Press, Step, StepImage, StepWrite, Touch
from db.queries import lists
from db.queries.chart_items import ChartAsk, narrowed
from db.queries.kpi import kpi
from db.queries.reader import Reader
from db.rules.charts import period
from db.rules.errors import WrongUseError
from db.rules.filters import Filter, ListSpec
from db.rules.kpi import FIGURES, RATES, KpiRow
from db.rules.moments import day_start

NOTHING: Final = "n/a"
USUAL_DAYS: Final = 30  # the claims and releases of these are counted where no period is asked for
HOLD_DAYS: Final = 7
NOBODY: Final = "Nobody"


@dataclass(frozen=True, slots=True)
class WorkTable:
    """Titles of the columns, rows of texts, and how many of its unit it counts in all."""

    key: str
    title: str
    unit: str
    definition: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def work_table(reader: Reader, key: str, ask: ChartAsk | None = None) -> WorkTable:
    """The table `key`: kpi_board, touches, red_audit or pool_health; an agent of the question is who did the work.

    Errors: WrongUseError for an unknown table or day, NotFoundError for an agent the office does not know.
    """
    if key not in _TABLES:
        raise WrongUseError(f"There is no table “{key}”; the tables are {', '.join(_TABLES)}.")
    ask = ask or ChartAsk()
    by = narrowed(reader, ask).without("owner")
    return _TABLES[key](reader, ask, by)


def _moments(reader: Reader, ask: ChartAsk) -> tuple[int | None, int | None]:
    """The first moment of the question's days, and the first after them."""
    first, last = period(ask.first, ask.last)
    zone = reader.facts.zone
    since = day_start(first, zone) if first else None
    return since, day_start(last + timedelta(days=1), zone) if last else None


def _within(column: Any, reader: Reader, ask: ChartAsk) -> list[ColumnElement[bool]]:
    since, until = _moments(reader, ask)
    return [*([column >= since] if since is not None else []), *([column < until] if until is not None else [])]


def _doer(column: Any, reader: Reader, ask: ChartAsk) -> list[ColumnElement[bool]]:
    return [column == reader.facts.member_ids[ask.agent.casefold()]] if ask.agent else []


def _of_contacts(reader: Reader, query: Any, model: Any, by: Filter) -> Any:
    """Only rows of contacts that the member may see and that fit (R19)."""
    clause = lists.list_clause(reader, ListSpec("everyone", by))
    return query.join(Contact, Contact.id == model.contact_id).where(clause)


# -- KPI board ----------------------------------------------------------------------------------------------------


def _kpi_board(reader: Reader, ask: ChartAsk, _by: Filter) -> WorkTable:
    since, until = _moments(reader, ask)
    wanted = ask.agent.casefold()
    found = [row for row in kpi(reader, since=since, until=until) if not wanted or row.member.casefold() == wanted]
    total = sum(row.figure(key) for row in found for key, *_ in FIGURES)
    titles = ("Agent", *(label for _key, label, _counts in FIGURES))
    counts = "; ".join(f"{label}: {words}" for _key, label, words in FIGURES)
    return WorkTable(
        "kpi_board", "KPI board", "calls and presses",
        f"What each agent did in the period. {counts}. In percent: of the figure before it. Credit stays with who "
        "pressed, whoever owns the contact now; source and type do not narrow it.",
        titles, tuple((row.member, *(_kpi_cell(row, key) for key, *_ in FIGURES)) for row in found), total,
    )  # fmt: skip


def _kpi_cell(row: KpiRow, key: str) -> str:
    goal = dict(row.goals).get(key)
    before = next((whole for part, whole in RATES if part == key), "")
    rate = f" · {row.figure(key) / row.figure(before):.0%}" if before and row.figure(before) else ""
    return f"{row.figure(key):,}{f' of {goal:,}' if goal else ''}{rate}"


# -- calls and touches --------------------------------------------------------------------------------------------


def _touches(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    query = select(Touch.member_id, Touch.channel, Touch.outcome, func.count()).select_from(Touch)
    query = _of_contacts(reader, query, Touch, by).where(*_within(Touch.at, reader, ask))
    query = query.where(*_doer(Touch.member_id, reader, ask))
    found: dict[str, Counter[str]] = {}
    came: Counter[str] = Counter()
    for member, channel, outcome, number in reader.connection.execute(
        query.group_by(Touch.member_id, Touch.channel, Touch.outcome)
    ):
        row = found.setdefault(reader.facts.members.get(member, NOBODY), Counter())
        row[channel] += int(number)
        if channel == "call":
            row[f"call {outcome}"] += int(number)
            came[outcome] += int(number)
    outcomes = [outcome for outcome, _ in came.most_common()]
    titles = ("Agent", "Dials", *(_words(one) for one in outcomes), "Texts", "E-mails")
    keys = ("call", *(f"call {one}" for one in outcomes), "text", "email")
    rows = tuple((name, *(f"{found[name][key]:,}" for key in keys)) for name in sorted(found, key=str.casefold))
    total = sum(row[key] for row in found.values() for key in ("call", "text", "email"))
    return WorkTable(
        "touches", "Calls and touches", "touches",
        "Attempts to reach contacts in the period, by who made them: dials and what came of each, texts, e-mails.",
        titles, rows, total,
    )  # fmt: skip


def _words(outcome: str) -> str:
    return outcome.replace("_", " ").capitalize() or "Not said"


# -- reds ---------------------------------------------------------------------------------------------------------


def _red_audit(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    query = _of_contacts(reader, select(Press.label, Press.member_id, Press.details).select_from(Press), Press, by)
    query = query.where(Press.colour == "red", *_within(Press.at, reader, ask), *_doer(Press.member_id, reader, ask))
    found: dict[tuple[str, str], Counter[bool]] = {}
    for label, member, details in reader.connection.execute(query):
        key = label, reader.facts.members.get(member, NOBODY)
        found.setdefault(key, Counter())[bool((details or {}).get("confirmed_by"))] += 1
    rows = tuple(
        (name, label, f"{sum(n.values()):,}", f"{n[True]:,}", f"{n[False]:,}")
        for (label, name), n in sorted(found.items(), key=lambda item: (item[0][1].casefold(), item[0][0]))
    )
    return WorkTable(
        "red_audit", "Red audit", "presses",
        "Presses of red dispositions in the period, by kind and agent, and whether a record is named that confirmed "
        "it. What was undone does not count.",
        ("Agent", "Disposition", "Presses", "With a record", "Without"), rows,
        sum(sum(n.values()) for n in found.values()),
    )  # fmt: skip


# -- the pool -----------------------------------------------------------------------------------------------------


def _pool_health(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    clause = lists.list_clause(reader, ListSpec("pool", by))
    since = func.coalesce(Contact.owner_since, Contact.created_at)
    ages = [reader.now - int(at) for at in reader.connection.scalars(select(since).where(clause))]
    days = f"{median(ages) / DAY_MS:,.0f} days" if ages else NOTHING
    hold = _of_contacts(reader, select(func.count()).select_from(Hold), Hold, by)
    hold = hold.where(Hold.ended_at.is_(None), Hold.until_at <= reader.now + HOLD_DAYS * DAY_MS)
    hold = hold.where(*_doer(Hold.member_id, reader, ask))
    ending = int(reader.connection.scalar(hold) or 0)
    rows = (
        ("In the pool", f"{len(ages):,} people"), ("Median age", days),
        ("Claims a day", _a_day(reader, ask, "claim")), ("Releases a day", _a_day(reader, ask, "release")),
        (f"Holds ending within {HOLD_DAYS} days", f"{ending:,}"),
    )  # fmt: skip
    return WorkTable(
        "pool_health", "Pool health", "people",
        f"The pool now, without the archived: how many, and how long half of them have been in it at least; claims and "
        f"releases a day of the period, of the last {USUAL_DAYS} days where none is chosen, undone ones left out; and "
        "contacts that come to the pool soon unless something happens.",
        ("Figure", "Value"), rows, len(ages) + ending,
    )  # fmt: skip


def _a_day(reader: Reader, ask: ChartAsk, action: str) -> str:
    since, until = _moments(reader, ask)
    until = min(until or reader.now, reader.now)
    since = until - USUAL_DAYS * DAY_MS if since is None else since
    if until <= since:
        return NOTHING
    joined = StepImage.__table__.join(StepWrite.__table__, StepWrite.id == StepImage.write_id)
    query = select(func.count(StepImage.row_id.distinct())).select_from(
        joined.join(Step.__table__, Step.id == StepWrite.step_id)
    )
    query = query.where(
        StepWrite.model == "contact", Step.action == action, Step.undone_by.is_(None), Step.undoes_id.is_(None),
        Step.at >= since, Step.at < until, *_doer(Step.member_id, reader, ask),
    )  # fmt: skip
    number = int(reader.connection.scalar(query) or 0)
    return f"{number / ((until - since) / DAY_MS):,.1f} ({number:,} in all)"


Made = Callable[[Reader, ChartAsk, Filter], WorkTable]
_TABLES: Final[dict[str, Made]] = {
    "kpi_board": _kpi_board,
    "touches": _touches,
    "red_audit": _red_audit,
    "pool_health": _pool_health,
}
WORK_TABLES: Final[Iterable[str]] = frozenset(_TABLES)
