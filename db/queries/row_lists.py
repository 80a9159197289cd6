"""Lists whose rows hang on a contact (leads, calls, touches, presses): count, first page, ids, rows (R91, R92)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.sql import visitors

from db import visibility
from db.filters import Moment
from db.models import Base, Contact
from db.queries.lead_terms import TermTable
from db.queries.reader import Reader
from db.queries.search import search_clause
from db.rules.filters import ListSpec, Sort, Term
from db.rules.lead_lists import LeadListDefinition, lead_list
from db.scratch import numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Row = TypeVar("Row")
# Among so many newest rows a first page is looked for before it is looked for everywhere.
NEWEST: Final = 20_000
# Where these hold less than this part of a page, all rows are looked through: in the order of an index it takes longer.
SPARSE: Final = 5


@dataclass(frozen=True)
class RowKind(Generic[Row]):
    """One kind of row: its table, what is read of it and its contact, and how that becomes a Row.

    `sorts` are the table's columns by key, `texts` what a search looks into besides the contact. `loose`: rows there
    may be without a contact, seen by whoever sees all, and by their member. `only`: which rows of the table these are.
    `doer`: whoever did it sees the row wherever the contact went, and of the contact then nothing (R12, R19).
    `moment` is the sort that an index of the table serves; `indexed` are the fields that have an index of their own,
    `by_type` those of them whose values are shared by very many rows.
    """

    model: type[Base]
    columns: tuple[Any, ...]
    make: Callable[[Reader, Any], Row]
    terms: TermTable
    sorts: dict[str, Any]
    texts: tuple[Any, ...]
    loose: bool = False
    only: Any = None
    moment: str = ""
    indexed: frozenset[str] = frozenset()
    by_type: frozenset[str] = frozenset()
    doer: Any = None

    @property
    def table(self) -> Any:
        """The table itself."""
        return self.model.__table__


# -- what a list holds --------------------------------------------------------------------------------------------


def parts(
    reader: Reader, kind: RowKind[Any], spec: ListSpec, at: Moment, *, shown: Any = None, by_index: bool = True
) -> list[ColumnElement[bool]]:  # fmt: skip
    """The where clause of a list, taken apart into clauses that exclude each other: each is read in an index's order.

    A clause joins the contact where it, or the column `shown`, needs it; where not (the broker's newest leads) the
    table stands alone. Where a member sees few of all contacts, or rows are picked already, an index of the rows' types
    would find too many: without `by_index` none is used.
    """
    one = lead_list(spec.list_key)
    terms = one.terms + spec.filter.terms
    by_index = by_index and reader.actor.sees_all
    clauses = [_compiled(kind, term, at, by_index=by_index) for term in terms]
    if kind.only is not None:
        clauses.append(kind.only)
    if spec.search.strip():
        clauses.append(_searched(reader, kind, spec.search))
    alone = all(term.field in kind.terms.alone for term in terms) and not spec.search.strip()
    joined = [] if alone and reader.actor.sees_all and _stands_alone(kind, shown) else [_beside(kind)]
    # what is asked of a contact says nothing of one that is out of sight
    seen = (*_seen(reader, kind, one), *(_done(reader, kind) if alone else ()))
    return [and_(true(), *joined, clause, *clauses) for clause in seen]


def _compiled(kind: RowKind[Any], term: Term, at: Moment, *, by_index: bool) -> ColumnElement[bool]:
    return kind.terms.compile(term, at, by_index=by_index or term.field not in kind.by_type)


def _stands_alone(kind: RowKind[Any], shown: Any) -> bool:
    columns = [] if shown is None else [c for c in visitors.iterate(shown) if isinstance(c, Column)]
    return all(column.table is kind.table for column in columns)


def _seen(reader: Reader, kind: RowKind[Any], one: LeadListDefinition) -> tuple[ColumnElement[bool], ...]:
    """What the member may see of a list: a row is seen by who sees its contact (R19)."""
    actor = reader.actor
    if not kind.loose or actor.sees_all:
        return visibility.parts(actor, pool=one.scope == "visible")
    contacts = select(Contact.id).where(visibility.mine(actor)).correlate(None)
    own = and_(kind.table.c.contact_id.is_(None), kind.table.c.member_id == actor.id)
    return (or_(kind.table.c.contact_id.in_(contacts), own),)


def _done(reader: Reader, kind: RowKind[Any]) -> tuple[ColumnElement[bool], ...]:
    """The member's own work on contacts that are out of their sight by now."""
    if kind.doer is None or reader.actor.sees_all:
        return ()
    return (and_(kind.doer == reader.actor.id, not_(func.coalesce(reader.visible, false()))),)


def _beside(kind: RowKind[Any]) -> ColumnElement[bool]:
    """The contact beside the row."""
    if not kind.loose:
        return Contact.id == kind.table.c.contact_id  # type: ignore[no-any-return]  # the table is any here
    return true()


def _searched(reader: Reader, kind: RowKind[Any], words: str) -> ColumnElement[bool]:
    texts = [func.lower(column).contains(words.strip().lower(), autoescape=True) for column in kind.texts]
    return or_(search_clause(reader.connection.dialect.name, words), *texts)


def _from(kind: RowKind[Any], query: Select[Any]) -> Select[Any]:
    """Where a query reads from: rows without a contact stay in sight of an outer join only."""
    if not kind.loose:
        return query
    return query.select_from(kind.table.outerjoin(Contact.__table__, Contact.id == kind.table.c.contact_id))


# -- reading ------------------------------------------------------------------------------------------------------


def first_page(reader: Reader, kind: RowKind[Row], spec: ListSpec, *, count: int = 200) -> tuple[Row, ...]:
    """The first `count` rows of a list, for showing at once.

    Most pages are found among the newest rows of the table, whoever looks and whatever the filter; only a page that is
    not is looked for everywhere.
    """
    if _newest_first(reader, kind, spec):
        query = _prepared(reader, spec, "rows newest", lambda at: _among_newest(reader, kind, at, count), count=count)
        found = reader.fetch(query, now=spec.now or reader.now)
        if len(found) == count:
            return _made(reader, kind, found)
        if kind.doer is not None and len(found) * SPARSE < count:
            query = _prepared(
                reader, spec, "rows sparse", lambda at: _sparse_rows(reader, kind, at, count), count=count
            )
            return _made(reader, kind, reader.fetch(query, now=spec.now or reader.now))
    query = _prepared(reader, spec, "rows first", lambda at: _first_rows(reader, kind, at, count), count=count)
    return _made(reader, kind, reader.fetch(query, now=spec.now or reader.now))


def _made(reader: Reader, kind: RowKind[Row], found: Sequence[Any]) -> tuple[Row, ...]:
    """The rows; of a contact that is out of sight nothing is said (R19)."""
    made = tuple(kind.make(reader, row) for row in found)
    if kind.doer is None or reader.actor.sees_all or not made:
        return made
    rows: Any = made
    these = numbers(reader.connection.dialect.name, {row.contact_id for row in rows})
    seen = set(reader.connection.scalars(select(Contact.id).where(Contact.id.in_(these), reader.visible)))
    return tuple(
        row if row.contact_id in seen else row._replace(contact_id=None, contact="", status="", owner="")
        for row in rows
    )


def _sparse_rows(reader: Reader, kind: RowKind[Any], spec: ListSpec, count: int) -> Any:
    return _first_rows(reader, kind, spec, count, by_index=False)


def _first_rows(reader: Reader, kind: RowKind[Any], spec: ListSpec, count: int, *, by_index: bool = True) -> Any:
    """First the ids, each part in an index's order, then the rows of these few: what a row shows costs look-ups."""
    wanted = _sort_column(reader, kind, spec)
    column = (wanted if by_index else wanted + 0).label("sort_key")  # no index is in the order of a sum
    key = kind.table.c.id
    sort = _sort(kind, spec)
    found = [
        _from(kind, select(key, column).where(part)).order_by(*_directed(sort, column, key)).limit(count)
        for part in parts(reader, kind, spec, reader.any_moment, shown=kind.sorts[sort.column])
    ]
    page = found[0].subquery("page")
    if len(found) > 1:
        union = union_all(*(select(*part.subquery().c) for part in found)).subquery()
        page = select(union).order_by(*_directed(sort, union.c.sort_key, union.c.id)).limit(count).subquery("page")
    query = select(*kind.columns).select_from(_joined(kind, page.join(kind.table, key == page.c.id)))
    return query.order_by(*_directed(sort, page.c.sort_key, page.c.id))


def _newest_first(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> bool:
    """Whether a list goes by the table's own moment, latest first, and no index of its terms alone answers; of days
    that are over, such as those of a chart's bar, the newest rows know nothing.
    """
    terms = lead_list(spec.list_key).terms + spec.filter.terms
    if any(t.field == kind.moment and t.op == "on_days" and t.values[-1] for t in terms):
        return False
    indexed = kind.indexed if reader.actor.sees_all else kind.indexed - kind.by_type
    found_by_index = any(t.field in indexed and t.op in ("in", "yes") and len(t.values) <= 1 for t in terms)
    return _sort(kind, spec) == Sort(kind.moment) and not found_by_index and not kind.loose


def _among_newest(reader: Reader, kind: RowKind[Any], spec: ListSpec, count: int) -> Any:
    """The first rows of the list among the NEWEST rows of the table: right whenever the page is full."""
    column, key = kind.sorts[kind.moment], kind.table.c.id
    order = (column.desc(), key.desc())
    newest = select(key, column.label("sort_key")).order_by(*order).limit(NEWEST).subquery("newest")
    where = or_(*parts(reader, kind, spec, reader.any_moment, shown=Contact.id, by_index=False))
    page = select(newest).select_from(newest.join(kind.table, key == newest.c.id)).where(where)
    found = page.order_by(newest.c.sort_key.desc(), newest.c.id.desc()).limit(count).subquery("page")
    query = select(*kind.columns).select_from(_joined(kind, found.join(kind.table, key == found.c.id)))
    return query.order_by(found.c.sort_key.desc(), found.c.id.desc())


def _joined(kind: RowKind[Any], left: Any) -> Any:
    return left.join(Contact.__table__, Contact.id == kind.table.c.contact_id, isouter=kind.loose)


def ids(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> NDArray[np.int64]:
    """Every id of a list in its order, as an array."""
    import numpy as np

    query = _prepared(reader, spec, "rows ids", lambda at: _all_ids(reader, kind, at))
    found = reader.fetch(query, now=spec.now or reader.now)
    if reader.connection.dialect.name == "postgresql":
        return np.fromiter((r[0] for r in found), dtype=np.int64, count=len(found))
    joined = found[0][0]
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, dtype=np.int64)


def _all_ids(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> Any:
    """The ids in order; on SQLite as one text, several times faster than a cursor (as db/queries/lists.py does)."""
    query = ordered(reader, kind, spec, at=reader.any_moment)
    if reader.connection.dialect.name == "postgresql":
        return query
    return select(func.group_concat(query.subquery("ids").c.id))


def ordered(reader: Reader, kind: RowKind[Any], spec: ListSpec, *, at: Moment | None = None) -> Select[Any]:
    """`select id` of a list in its order; ties by id."""
    column, key, sort = _sort_column(reader, kind, spec).label("sort_key"), kind.table.c.id, _sort(kind, spec)
    found = parts(reader, kind, spec, at or moment(reader, spec), shown=kind.sorts[sort.column])
    if len(found) == 1:
        return _from(kind, select(key).where(found[0])).order_by(*_directed(sort, column, key))
    union = union_all(*(_from(kind, select(key, column).where(part)) for part in found)).subquery()
    return select(union.c.id).order_by(*_directed(sort, union.c.sort_key, union.c.id))


def selected(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> Select[Any]:
    """`select id` of a list in no order: what a mass change takes."""
    found = [_from(kind, select(kind.table.c.id).where(p)) for p in _now_parts(reader, kind, spec)]
    if len(found) == 1:
        return found[0]
    union = union_all(*found).subquery()
    return select(union.c.id)


def rows(reader: Reader, kind: RowKind[Row], wanted: tuple[int, ...]) -> dict[int, Row]:
    """Rows by id, those the member may see. At most a page or two of ids."""
    dialect = reader.connection.dialect.name
    if dialect == "sqlite":
        # one text of all ids: a statement with a mark for each would be written anew every time
        each: Any = select(func.json_each(bindparam("wanted")).table_valued("value").c.value)
        name = ("rows by id", kind.table.name, reader.actor)
        query = reader.facts.prepared.get(name, lambda: _by_id(reader, kind, each))
        found = reader.fetch(query, wanted=f"[{','.join(map(str, wanted))}]")
    else:
        found = reader.fetch(_by_id(reader, kind, numbers(dialect, wanted)))
    return {row[0]: one for row, one in zip(found, _made(reader, kind, found), strict=True)}


def _by_id(reader: Reader, kind: RowKind[Any], wanted: Any) -> Any:
    query = select(*kind.columns).select_from(_joined(kind, kind.table))
    return query.where(kind.table.c.id.in_(wanted), visible(reader, kind))


def visible(reader: Reader, kind: RowKind[Any]) -> ColumnElement[bool]:
    """The rows the member may see at all, the contact beside them: every read of rows by id passes it (R19)."""
    actor = reader.actor
    if not kind.loose:
        return and_(or_(reader.visible, *_done(reader, kind)), true() if kind.only is None else kind.only)
    own = and_(kind.table.c.contact_id.is_(None), true() if actor.sees_all else kind.table.c.member_id == actor.id)
    # a contact that a past day leaves out stands beside the row as nothing, and nothing has no owner, as the pool
    return or_(and_(Contact.id.is_not(None), reader.visible), own)


def count(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> int:
    """How many rows a list has, counted by the clauses it is read with (R92)."""
    query = _prepared(reader, spec, "rows count", lambda at: _counted(reader, kind, at))
    return sum(int(value) for value in reader.fetch(query, now=spec.now or reader.now)[0])


def _counted(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> Any:
    counts = [
        _from(kind, select(func.count()).select_from(kind.table).where(part)).scalar_subquery()
        for part in parts(reader, kind, spec, reader.any_moment)
    ]
    return select(*(value.label(f"n{n}") for n, value in enumerate(counts)))


def grouped(reader: Reader, kind: RowKind[Any], spec: ListSpec, column: Any) -> dict[Any, int]:
    """How many rows of a list there are of each value of `column`: the bars of a chart (R92)."""
    total: dict[Any, int] = {}
    for part in parts(reader, kind, spec, moment(reader, spec), shown=column):
        query = select(column, func.count()).select_from(kind.table).where(part).group_by(column)
        for value, found in reader.connection.execute(query):
            total[value] = total.get(value, 0) + int(found)
    return total


def tallied(reader: Reader, kind: RowKind[Any], spec: ListSpec, *columns: Any) -> Counter[tuple[Any, ...]]:
    """How many rows of a list there are of each combination of values of `columns` (R92)."""
    total: Counter[tuple[Any, ...]] = Counter()
    for part in parts(reader, kind, spec, moment(reader, spec), shown=tuple_(*columns)):
        query = select(func.count(), *columns).select_from(kind.table).where(part).group_by(*columns)
        for found, *values in reader.connection.execute(query):
            total[tuple(values)] += int(found)
    return total


def met(reader: Reader, kind: RowKind[Any], key: str, row_id: int) -> tuple[list[tuple[Term, bool]], bool]:
    """For one row the member may see: each condition of the list `key` and whether it is met; and whether the list's
    scope (own and shared contacts) holds.
    """
    one = lead_list(key)
    scope = or_(*_seen(reader, kind, one), *_done(reader, kind))
    clauses = [scope, *(kind.terms.compile(term, reader.moment) for term in one.terms)]
    query = select(*(c.label(f"c{n}") for n, c in enumerate(clauses))).select_from(_joined(kind, kind.table))
    values = reader.connection.execute(query.where(kind.table.c.id == row_id)).one()
    return [(term, bool(v)) for term, v in zip(one.terms, values[1:], strict=True)], bool(values[0])


def moment(reader: Reader, spec: ListSpec) -> Moment:
    """The moment a list is looked at."""
    return replace(reader.moment, now=spec.now) if spec.now else reader.moment


def _now_parts(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> list[ColumnElement[bool]]:
    return parts(reader, kind, spec, moment(reader, spec))


# -- order --------------------------------------------------------------------------------------------------------

_BYTES: Final = ("contact", "listing")


def _sort(kind: RowKind[Any], spec: ListSpec) -> Sort:
    return spec.sort if spec.sort.column in kind.sorts else lead_list(spec.list_key).sort


def _sort_column(reader: Reader, kind: RowKind[Any], spec: ListSpec) -> Any:
    name = _sort(kind, spec).column
    column = kind.sorts[name]
    if reader.connection.dialect.name == "postgresql" and name in _BYTES:
        column = column.collate("C")  # the same order as SQLite's bytes
    return column


def _directed(sort: Sort, column: Any, key: Any) -> tuple[Any, ...]:
    return (column.desc(), key.desc()) if sort.descending else (column, key)


def _prepared(reader: Reader, spec: ListSpec, what: str, make: Callable[[ListSpec], Any], *, count: int = 0) -> Any:
    """The statement for a list and member, made once; its moment is a parameter (Reader.any_moment)."""
    timeless = replace(spec, now=0) if spec.now else spec
    return reader.facts.prepared.get((what, reader.actor, timeless, count), lambda: make(timeless))
