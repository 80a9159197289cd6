"""Tables of the office's work: KPI board, calls and touches, reds and their evidence, health of the pool (DOMAIN 9).

A figure opens exactly its rows: touches, presses, or people. What is a share, an average or taken from the history of
changes opens nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import median
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from db.filters import DAY_MS, HOLD_DAYS
from db.models import Contact, Press, Step, StepImage, StepWrite, Touch
from db.queries import lists, row_lists
from db.queries.answer_tables import answer_times
from db.queries.chart_items import ChartAsk, ChartItem, narrowed, with_days
from db.queries.dispositions import office_dispositions
from db.queries.kpi import PRESSED, kpi
from db.queries.lead_lists import kind_of
from db.queries.reader import Reader
from db.queries.table_cells import Cell, Figure, WorkTable, figure, table_of
from db.rules.charts import WORK_CHARTS, ChartDefinition, period
from db.rules.errors import WrongUseError
from db.rules.filters import Filter, ListSpec, Term
from db.rules.kpi import FIGURES, RATES, TALKED, KpiRow
from db.rules.lead_lists import PRESSES, TOUCHES, spec_of
from db.rules.moments import day_start
from db.rules.values import share_words

NOTHING: Final = "n/a"
USUAL_DAYS: Final = 30  # the claims and releases of these are counted where no period is asked for
NOBODY: Final = "Nobody"
CONVERSATIONS: Final = next(label for key, label, _words in FIGURES if key == "conversations")
NONE: Final = "none"  # the word of a filter for nobody


def work_table(reader: Reader, key: str, ask: ChartAsk | None = None) -> WorkTable:
    """The table `key`: kpi_board, touches, red_audit or pool_health; an agent of the question is who did the work.

    Errors: WrongUseError for an unknown table or day, NotFoundError for an agent the office does not know.
    """
    if key not in _TABLES:
        raise WrongUseError(f"There is no table “{key}”; the tables are {', '.join(_TABLES)}.")
    ask = ask or ChartAsk()
    return _TABLES[key](reader, ask, narrowed(reader, ask))


def figures(reader: Reader, one: ChartDefinition, ask: ChartAsk, by: Filter) -> Sequence[ChartItem]:
    """The figures of a table as the items of a chart."""
    return _TABLES[one.key](reader, ask, by).items


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


def _done_by(by: Filter, ask: ChartAsk, field: str) -> Filter:
    """The question as a filter of touches or presses: its agent is who did it, its days are those of `field`."""
    narrow = with_days(by.without("owner"), field, ask)
    return narrow.with_term(Term("member", "in", (ask.agent,))) if ask.agent else narrow


def _of(narrow: Filter, reader: Reader, member: int | None) -> Filter:
    """Narrowed to the work of one member, named as a filter names them."""
    name = reader.facts.members.get(member or 0, "")
    plain = reader.facts.member_ids.get(name.casefold()) == member and not name.isdecimal() and name != NONE
    word = NONE if member is None else name if plain else str(member)
    return narrow.with_term(Term("member", "in", (word,)))


def _name(reader: Reader, member: int | None) -> str:
    return reader.facts.members.get(member or 0, NOBODY)


def _tallied(reader: Reader, key: str, narrow: Filter, *columns: Any) -> Counter[tuple[Any, ...]]:
    return row_lists.tallied(reader, kind_of(key), spec_of(key, narrow), *columns)


# -- KPI board ----------------------------------------------------------------------------------------------------


def _kpi_board(reader: Reader, ask: ChartAsk, _by: Filter) -> WorkTable:
    since, until = _moments(reader, ask)
    wanted = ask.agent.casefold()
    found = [row for row in kpi(reader, since=since, until=until) if not wanted or row.member.casefold() == wanted]
    total = sum(row.figure(key) for row in found for key, *_ in FIGURES)
    titles = ("Agent", *(label for _key, label, _counts in FIGURES))
    opened = _kpi_lists(reader, ask)
    cells: list[tuple[Cell, ...]] = [
        (row.member, *(_kpi_cell(reader, row, key, *opened[key]) for key, *_ in FIGURES)) for row in found
    ]  # fmt: skip
    return table_of("kpi_board", titles, cells, total)


def _kpi_lists(reader: Reader, ask: ChartAsk) -> dict[str, tuple[str, Filter]]:
    """The list and the filter that hold each figure of everybody."""
    dials = with_days(Filter((Term("channel", "in", ("call",)),)), "made", ask)
    presses, office = with_days(Filter(), "pressed", ask), office_dispositions(reader)
    opened = {
        "dials": (TOUCHES, dials),
        "conversations": (TOUCHES, dials.with_term(Term("outcome", "in", (TALKED,)))),
        "offers": (PRESSES, presses.with_term(Term("credit", "yes"))),
    }
    for key, counts in PRESSED.items():
        these = tuple(one.key for one in office.all if counts(one)) or (
            NONE,
        )  # where nothing does, nothing was pressed
        opened[key] = PRESSES, presses.with_term(Term("disposition", "in", these))
    return opened


def _kpi_cell(reader: Reader, row: KpiRow, key: str, list_key: str, narrow: Filter) -> Figure:
    goal = dict(row.goals).get(key)
    before = next((whole for part, whole in RATES if part == key), "")
    rate = f" · {share_words(row.figure(key), row.figure(before))}" if before and row.figure(before) else ""
    words = f"{row.figure(key):,}{f' of {goal:,}' if goal else ''}{rate}"
    return figure(row.figure(key), list_key, _of(narrow, reader, row.member_id), words)


# -- calls and touches --------------------------------------------------------------------------------------------


def _touches(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    narrow = _done_by(by, ask, "made")
    found = _tallied(reader, TOUCHES, narrow, Touch.member_id, Touch.channel, Touch.outcome)
    of: dict[int | None, Counter[tuple[str, str | None]]] = {}
    came: Counter[str] = Counter()
    for (member, channel, outcome), number in found.items():
        row = of.setdefault(member, Counter())
        row[channel, None] += number
        if channel == "call":
            row[channel, outcome] += number
            came[outcome] += number
    outcomes = [outcome for outcome, _ in sorted(came.items(), key=lambda one: (-one[1], one[0]))]
    titles = ("Agent", "Dials", *(_words(one) for one in outcomes), "Texts", "E-mails")
    keys = (("call", None), *(("call", one) for one in outcomes), ("text", None), ("email", None))
    cells: list[tuple[Cell, ...]] = [
        (_name(reader, member),
         *(figure(of[member][key], TOUCHES, _made(_of(narrow, reader, member), *key)) for key in keys))
        for member in sorted(of, key=lambda member: (_name(reader, member).casefold(), member or 0))
    ]  # fmt: skip
    total = sum(row[key, None] for row in of.values() for key in ("call", "text", "email"))
    return table_of("touches", titles, cells, total)


def _made(narrow: Filter, channel: str, outcome: str | None) -> Filter:
    narrow = narrow.with_term(Term("channel", "in", (channel,)))
    if outcome is None:
        return narrow
    return narrow.with_term(Term("outcome", "in", (outcome,)) if outcome else Term("outcome", "not_set"))


def _words(outcome: str) -> str:
    """What came of a call; who was talked to is a conversation, as on the KPI board."""
    return CONVERSATIONS if outcome == TALKED else outcome.replace("_", " ").capitalize() or "Not said"


# -- reds ---------------------------------------------------------------------------------------------------------

_RED: Final = Term("colour", "in", ("red",))


def _red_audit(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    narrow = _done_by(by, ask, "pressed").with_term(_RED)
    parts = [(), (Term("evidence", "yes"),), (Term("evidence", "no"),), (Term("approved", "yes"),)]
    found = [
        _tallied(reader, PRESSES, Filter((*narrow.terms, *part)), Press.label, Press.member_id) for part in parts
    ]  # fmt: skip
    undone = _undone_reds(reader, ask, by)
    kinds = sorted({*found[0], *undone}, key=lambda one: (_name(reader, one[1]).casefold(), one[0], one[1] or 0))
    cells = []
    for label, member in kinds:
        called = _of(narrow, reader, member).with_term(
            Term("label", "in", (label,)) if label else Term("label", "not_set")
        )  # fmt: skip
        figures_ = (
            figure(tally[label, member], PRESSES, Filter((*called.terms, *part)))
            for tally, part in zip(found, parts, strict=True)
        )
        cells.append((_name(reader, member), label, *figures_, f"{undone[label, member]:,}"))
    titles = ("Agent", "Disposition", "Total", "Record", "Without", "Approved", "Undone")
    return table_of("red_audit", titles, cells, sum(found[0].values()) + sum(undone.values()))


def _undone_reds(reader: Reader, ask: ChartAsk, by: Filter) -> Counter[tuple[Any, ...]]:
    """Presses of reds that were taken back, by label and member: their rows are gone, the images of the undos tell
    them. One that was done again stands among the others.
    """
    gone = StepImage.before
    label, member = gone["label"].as_string().label("label"), gone["member_id"].as_integer().label("member")
    at = cast(gone["at"].as_string(), BigInteger)
    joined = StepImage.__table__.join(StepWrite.__table__, StepWrite.id == StepImage.write_id)
    joined = joined.join(Step.__table__, Step.id == StepWrite.step_id)
    joined = joined.join(Contact.__table__, Contact.id == StepImage.contact_id)
    seen = lists.list_clause(reader, ListSpec("everyone", by.without("owner")))
    taken_back = select(StepImage.row_id, label, member).select_from(joined).where(
        StepWrite.model == Press.__tablename__, StepWrite.op == "delete", Step.undoes_id.is_not(None),
        gone["colour"].as_string() == "red", StepImage.row_id.not_in(select(Press.id)), seen,
        *_within(at, reader, ask), *_doer(member, reader, ask),
    )  # fmt: skip
    found = taken_back.distinct().subquery()
    query = select(found.c.label, found.c.member, func.count()).group_by(found.c.label, found.c.member)
    return Counter({(row[0] or "", row[1]): int(row[2]) for row in reader.connection.execute(query)})


# -- the pool -----------------------------------------------------------------------------------------------------


def _pool_health(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    in_pool = by.without("owner")
    clause = lists.list_clause(reader, ListSpec("pool", in_pool))
    since = func.coalesce(Contact.owner_since, Contact.created_at)
    ages = [reader.now - int(at) for at in reader.connection.scalars(select(since).where(clause))]
    days = _many(round(median(ages) / DAY_MS), "day") if ages else NOTHING
    held = by.with_term(Term("hold_ending", "yes"))
    ending = lists.count(reader, ListSpec("everyone", held))
    cells: list[tuple[Cell, ...]] = [
        ("In the pool", figure(len(ages), "pool", in_pool, _many(len(ages), "contact"))), ("Median age", days),
        ("Claims a day", _a_day(reader, ask, "claim")), ("Releases a day", _a_day(reader, ask, "release")),
        (f"Holds ending within {HOLD_DAYS} days", figure(ending, "everyone", held, _many(ending, "contact"))),
    ]  # fmt: skip
    return table_of("pool_health", ("Figure", "Value"), cells, len(ages) + ending)


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
    return f"{number / ((until - since) / DAY_MS):,.1f} {action}s ({number:,} in all)"


def _many(number: int, one: str) -> str:
    """A number with its unit: 1 day, 166 days."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


Made = Callable[[Reader, ChartAsk, Filter], WorkTable]
_TABLES: Final[dict[str, Made]] = {
    "answer_times": answer_times,
    "kpi_board": _kpi_board,
    "touches": _touches,
    "red_audit": _red_audit,
    "pool_health": _pool_health,
}
WORK_TABLES: Final = frozenset(one.key for one in WORK_CHARTS)
