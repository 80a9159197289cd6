"""Every list: counts, first page, all ids, rows by id; one definition feeds them all (R29–R62, R91, R92)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from operator import add, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, select, union_all

from db import visibility
from db.filters import answers_from_tally, compile_filter, compile_for_tally
from db.models import Contact, ContactShare, ContactTally, Lead
from db.queries.list_counts import counted_at_once, counts_at_once
from db.queries.offered import list_named, lists_offered
from db.queries.reader import Reader
from db.queries.search import FEW, candidates, in_text, narrowed, narrows, search_clause
from db.rules.filters import Filter, ListSpec, Sort, Term
from db.rules.lead_types import ListDefinition, terms_of
from db.rules.permissions import Right, Scope
from db.rules.values import INQUIRY_TYPES
from db.scratch import numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ContactRow(NamedTuple):
    """A contact as a table shows it. Moments are milliseconds UTC; `owner` is the owner's name, "" in the pool.

    A named tuple: a page of frozen dataclasses takes longer to build than to read (docs/measures.md).
    """

    id: int
    name: str
    status: str
    disposition: str
    priority: str
    interest: int | None
    source: str
    phone: str
    email: str
    hashtags: str
    owner_id: int | None
    kind: str
    contact_type: str
    time_frame: str
    created_at: int
    last_visit_at: int | None
    last_activity_at: int
    unsubscribe_cause: str
    version: int
    captured_by_text: str
    last_viewed_at: int | None
    email_subscribed: int  # 1 or 0, as the driver gives it
    owner: str


_ROW: Final = (
    Contact.id, Contact.display_name, Contact.status, Contact.disposition, Contact.priority, Contact.interest,
    Contact.source, Contact.primary_phone, Contact.primary_email, Contact.hashtag_text, Contact.owner_id, Contact.kind,
    Contact.contact_type, Contact.time_frame, Contact.created_at, Contact.last_visit_at, Contact.last_activity_at,
    Contact.unsubscribe_cause, Contact.version, Contact.captured_by_text, Contact.last_viewed_at,
    Contact.email_subscribed,
)  # fmt: skip
_AGENT_SEES: Final = frozenset({Scope.OWN, Scope.SHARED, Scope.POOL})

# Column keys of the table and what they sort by.
SORTS: Final[dict[str, Any]] = {
    "last_activity": Contact.last_activity_at,
    "name": Contact.name_key,
    "status": Contact.status,
    "disposition": Contact.disposition,
    "priority": Contact.priority,
    "interest": func.coalesce(Contact.interest, -1),
    "source": Contact.source,
    "phone": Contact.primary_phone,
    "email": Contact.primary_email,
    "owner": func.coalesce(Contact.owner_id, 0),
    "kind": Contact.kind,
    "type": Contact.contact_type,
    "time_frame": Contact.time_frame,
    "hashtags": Contact.hashtag_text,
    "created": Contact.created_at,
    "last_visit": func.coalesce(Contact.last_visit_at, 0),
    "last_viewed": func.coalesce(Contact.last_viewed_at, 0),
    "captured_by_text": Contact.captured_by_text,
    "id": Contact.id,
}


def scope_clause(reader: Reader, one: ListDefinition) -> ColumnElement[bool]:
    """Which contacts a list draws from: own and shared, the pool, or all the member may see."""
    if one.scope == "mine":
        return visibility.mine(reader.actor)
    return reader.visible


def list_clause(reader: Reader, spec: ListSpec) -> ColumnElement[bool]:
    """The where clause of a list narrowed by filter and search: what table, count, export and mass change read."""
    one = list_named(reader, spec.list_key)
    at = replace(reader.moment, now=spec.now) if spec.now else reader.moment
    clauses = [scope_clause(reader, one), compile_filter(Filter(terms_of(one, spec.filter)), at)]
    if spec.search.strip():
        clauses.append(search_clause(reader.connection.dialect.name, spec.search))
    return and_(*clauses)


def ordered(reader: Reader, spec: ListSpec) -> Select[Any]:
    """`select id` of the list in its order; ties by id."""
    query = select(Contact.id).where(list_clause(reader, spec))
    return query.order_by(*_order(reader, spec.sort))


def list_parts(reader: Reader, spec: ListSpec) -> list[ColumnElement[bool]]:
    """`list_clause` for a prepared statement, taken apart into clauses that exclude each other (visibility.parts)."""
    one = list_named(reader, spec.list_key)
    at = reader.any_moment
    narrowed = [compile_filter(Filter(terms_of(one, spec.filter)), at)]
    if spec.search.strip():
        narrowed.append(search_clause(reader.connection.dialect.name, spec.search))
    return [and_(part, *narrowed) for part in visibility.parts(reader.actor, pool=one.scope != "mine")]


def _order(reader: Reader, sort: Sort) -> tuple[Any, ...]:
    return _directed(sort, _column(reader, sort), Contact.id)


def _directed(sort: Sort, column: Any, key: Any) -> tuple[Any, ...]:
    return (column.desc(), key.desc()) if sort.descending else (column, key)


def _column(reader: Reader, sort: Sort) -> Any:
    if sort.column == "waiting":
        first = select(func.min(Lead.occurred_at)).where(
            Lead.contact_id == Contact.id, Lead.first_touch_at.is_(None), Lead.lead_type.in_(INQUIRY_TYPES)
        )
        column: Any = first.correlate(Contact).scalar_subquery()
    else:
        column = SORTS.get(sort.column, Contact.last_activity_at)
    if reader.connection.dialect.name == "sqlite" and sort.column == "last_viewed":
        # SQLite puts the empty ones where a 0 would stand, and has an index of the others
        column = Contact.last_viewed_at
    if reader.connection.dialect.name == "postgresql" and sort.column in ("name", "email", "phone", "hashtags"):
        column = column.collate("C")  # the same order as SQLite's bytes
    return column


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[ContactRow, ...]:
    """The first `count` rows of a list, for showing at once (P1)."""
    if narrows(reader, spec.search):
        found = ids(reader, spec)[:count].tolist()
        known = rows(reader, tuple(found))
        return tuple(known[n] for n in found)
    query = _prepared(reader, spec, "first", lambda at: _first_rows(reader, at, count), count=count)
    return _as_rows(reader, reader.fetch(query, now=spec.now or reader.now))


def _first_rows(reader: Reader, spec: ListSpec, count: int) -> Any:
    """The first rows: each part of the list is read in an index's order, and the database merges the parts."""
    column = _column(reader, spec.sort)
    most: Any = literal_column(str(count))  # SQLite reads on faster under a limit that stands in the text
    parts = list_parts(reader, spec)
    if len(parts) == 1:
        return select(*_ROW).where(parts[0]).order_by(*_order(reader, spec.sort)).limit(most)
    shown = any(c is column for c in _ROW)
    columns = _ROW if shown else (*_ROW, column.label("sort_key"))
    key: Any = literal_column(column.key if shown else "sort_key")
    merged = union_all(*(select(*columns).where(part) for part in parts))
    return merged.order_by(*_directed(spec.sort, key, literal_column("id"))).limit(most)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every id of a list in its order, as an array (P2, P3)."""
    import numpy as np

    if narrows(reader, spec.search):
        return _found_ids(reader, spec)
    query = _prepared(reader, spec, "ids", lambda at: _all_ids(reader, at))
    found = reader.fetch(query, now=spec.now or reader.now)
    if reader.connection.dialect.name == "postgresql":
        return np.fromiter((r[0] for r in found), dtype=np.int64, count=len(found))
    joined = found[0][0]
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, dtype=np.int64)


def _all_ids(reader: Reader, spec: ListSpec) -> Any:
    """The ids in order; on SQLite as one text, which is several times faster than a cursor, and runs without Python's
    lock; SQLite keeps the order of the ordered sub-select (tests compare it with a cursor).
    """
    parts = list_parts(reader, spec)
    if len(parts) == 1:
        query = select(Contact.id).where(parts[0]).order_by(*_order(reader, spec.sort))
    else:
        column = _column(reader, spec.sort).label("sort_key")
        union = union_all(*(select(Contact.id, column).where(part) for part in parts)).subquery()
        query = select(union.c.id).order_by(*_directed(spec.sort, union.c.sort_key, union.c.id))
    if reader.connection.dialect.name == "postgresql":
        return query
    return select(func.group_concat(query.subquery("ids").c.id))


def _found_ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """The ids of a list that a search finds: few of them are looked up, of many the list's own ids are kept (P11)."""
    import numpy as np

    listed = replace(spec, search="")
    found = candidates(reader, spec.search)
    if len(found) > FEW:
        return narrowed(reader, ids(reader, listed), found, spec.search)
    each = func.json_each(bindparam("wanted")).table_valued("value")
    these = select(Contact.id).join_from(each, Contact.__table__, Contact.id == each.c.value)
    these = these.where(list_clause(reader, listed), in_text(spec.search)).order_by(*_order(reader, spec.sort))
    wanted = f"[{','.join(map(str, found.tolist()))}]"
    joined = reader.fetch(select(func.group_concat(these.subquery("ids").c.id)), wanted=wanted)[0][0]
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, dtype=np.int64)


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, ContactRow]:
    """Rows by id, those the member may see (P4)."""
    if reader.connection.dialect.name == "sqlite":
        # one text of all ids: a statement with a mark for each would be written anew every time
        query = reader.facts.prepared.get(("rows", reader.actor), lambda: _rows_of_text(reader))
        found = reader.fetch(query, wanted=f"[{','.join(map(str, wanted))}]")
    else:
        among_these = Contact.id.in_(numbers(reader.connection.dialect.name, wanted))
        found = reader.fetch(select(*_ROW).where(among_these, visibility.visible_each(reader.actor)))
    return {row.id: row for row in _as_rows(reader, found)}


def _rows_of_text(reader: Reader) -> Any:
    each = func.json_each(bindparam("wanted")).table_valued("value")
    joined = select(*_ROW).join_from(each, Contact.__table__, Contact.id == each.c.value)
    return joined.where(visibility.visible_each(reader.actor))


def _as_rows(reader: Reader, found: list[Any]) -> tuple[ContactRow, ...]:
    """The driver's rows with the owner's name behind them, made by C alone: a page is 200 of them."""
    if found and len(found[0]) > len(_ROW):
        found = [row[: len(_ROW)] for row in found]  # the sort key of a merged list
    names = _Names(reader.facts.members)
    make: Callable[[Iterable[Any]], ContactRow] = partial(tuple.__new__, ContactRow)
    return tuple(map(make, map(add, found, map(names.__getitem__, map(_OWNER, found)))))


_OWNER: Final = itemgetter(ContactRow._fields.index("owner_id"))


class _Names(dict[int | None, tuple[str]]):
    """Owners' names, each as the end of a row, asked for as they come."""

    def __init__(self, members: dict[int, str]) -> None:
        self._members = members

    def __missing__(self, owner: int | None) -> tuple[str]:
        self[owner] = end = (self._members.get(owner, "") if owner is not None else "",)
        return end


def _prepared(reader: Reader, spec: ListSpec, what: str, make: Callable[[ListSpec], Any], *, count: int = 0) -> Any:
    """The statement for a list and member, made once; its moment is a parameter (Reader.any_moment)."""
    timeless = replace(spec, now=0) if spec.now else spec
    return reader.facts.prepared.get((what, reader.actor, timeless, count), lambda: make(timeless))


def count(reader: Reader, spec: ListSpec) -> int:
    """How many rows a list has: by the tally where its terms allow, else by counting (R92: always the same)."""
    one = list_named(reader, spec.list_key)
    if spec == ListSpec(spec.list_key, sort=spec.sort) and counted_at_once(reader):
        return counts_at_once(reader, (spec.list_key,))[spec.list_key]
    if narrows(reader, spec.search):
        return len(ids(reader, spec))
    terms = terms_of(one, spec.filter)
    if not spec.search.strip() and answers_from_tally(terms) and _tally_knows(reader):
        return _count_by_tally(reader, one, terms)
    return recount(reader, spec)


def _tally_knows(reader: Reader) -> bool:
    """Whether the tally, by owner, can say what the member sees; what some roles see stands in no tally."""
    return reader.actor.sees_all or reader.actor.scopes(Right.SEE) == _AGENT_SEES


def recount(reader: Reader, spec: ListSpec) -> int:
    """How many rows a list has, counted one by one: what `check` and the tests hold the tally against."""
    query = select(func.count()).select_from(Contact).where(list_clause(reader, spec))
    return int(reader.connection.scalar(query) or 0)


def counts(reader: Reader, keys: tuple[str, ...] = ()) -> dict[str, int]:
    """The counts of all lists the member is offered, or of `keys`. Errors: as `list_named`."""
    wanted = tuple(list_named(reader, key).key for key in keys) or tuple(d.key for d in lists_offered(reader))
    if counted_at_once(reader):
        return counts_at_once(reader, wanted)
    return {key: count(reader, ListSpec(key)) for key in wanted}


def _count_by_tally(reader: Reader, one: ListDefinition, terms: tuple[Term, ...]) -> int:
    at = reader.moment
    total = func.coalesce(func.sum(ContactTally.count), 0)
    clause = compile_for_tally(terms, at)
    actor = reader.actor
    if actor.sees_all:
        return int(reader.connection.scalar(select(total).where(clause)) or 0)
    owners = [actor.id] if one.scope == "mine" else [actor.id, 0]
    mine = int(reader.connection.scalar(select(total).where(clause, ContactTally.owner_id.in_(owners))) or 0)
    return mine + _shared_count(reader, terms, owners)


def _shared_count(reader: Reader, terms: tuple[Term, ...], owners: list[int]) -> int:
    """Contacts shared with the member that the tally did not count among `owners`."""
    actor = reader.actor
    shared = select(ContactShare.contact_id).where(ContactShare.member_id == actor.id)
    outside = func.coalesce(Contact.owner_id, 0).not_in(owners)
    where = and_(Contact.id.in_(shared), outside, compile_filter(Filter(terms), reader.moment))
    return int(reader.connection.scalar(select(func.count()).select_from(Contact).where(where)) or 0)
