"""Every list: counts, first page, all ids, rows by id; one definition feeds them all (R29–R43, R91, R92)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, union_all

from db import visibility
from db.filters import answers_from_tally, compile_filter, compile_for_tally
from db.models import Contact, ContactShare, ContactTally, Lead
from db.queries.list_counts import counted_at_once, counts_at_once
from db.queries.reader import Reader
from db.queries.search import search_clause
from db.rules.filters import Filter, ListSpec, Sort, Term
from db.rules.lead_types import ListDefinition, definition
from db.rules.permissions import Right, Scope
from db.rules.values import INQUIRY_TYPES

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
    email_subscribed: bool
    owner: str


_ROW: Final = (
    Contact.id, Contact.display_name, Contact.status, Contact.disposition, Contact.priority, Contact.interest,
    Contact.source, Contact.primary_phone, Contact.primary_email, Contact.hashtag_text, Contact.owner_id, Contact.kind,
    Contact.contact_type, Contact.time_frame, Contact.created_at, Contact.last_visit_at, Contact.last_activity_at,
    Contact.unsubscribe_cause, Contact.version, Contact.email_subscribed,
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
    "id": Contact.id,
}


def scope_clause(reader: Reader, one: ListDefinition) -> ColumnElement[bool]:
    """Which contacts a list draws from: own and shared, the pool, or all the member may see."""
    if one.scope == "mine":
        return visibility.mine(reader.actor)
    return reader.visible


def list_clause(reader: Reader, spec: ListSpec) -> ColumnElement[bool]:
    """The where clause of a list narrowed by filter and search: what table, count, export and mass change read."""
    one = definition(spec.list_key, reader.facts.lists)
    at = replace(reader.moment, now=spec.now) if spec.now else reader.moment
    clauses = [scope_clause(reader, one), compile_filter(Filter(one.terms), at), compile_filter(spec.filter, at)]
    if spec.search.strip():
        clauses.append(search_clause(reader.connection.dialect.name, spec.search))
    return and_(*clauses)


def ordered(reader: Reader, spec: ListSpec) -> Select[Any]:
    """`select id` of the list in its order; ties by id."""
    query = select(Contact.id).where(list_clause(reader, spec))
    return query.order_by(*_order(reader, spec.sort))


def list_parts(reader: Reader, spec: ListSpec) -> list[ColumnElement[bool]]:
    """`list_clause` for a prepared statement, taken apart into clauses that exclude each other (visibility.parts)."""
    one = definition(spec.list_key, reader.facts.lists)
    at = reader.any_moment
    narrowed = [compile_filter(Filter(one.terms), at), compile_filter(spec.filter, at)]
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
    if reader.connection.dialect.name == "postgresql" and sort.column in ("name", "email", "phone", "hashtags"):
        column = column.collate("C")  # the same order as SQLite's bytes
    return column


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[ContactRow, ...]:
    """The first `count` rows of a list, for showing at once (P1)."""
    query = _prepared(reader, spec, "first", lambda at: _first_rows(reader, at, count), count=count)
    return _as_rows(reader, reader.fetch(query, now=spec.now or reader.now))


def _first_rows(reader: Reader, spec: ListSpec, count: int) -> Any:
    """The first rows of each part of the list, and the first of these: every part is read in an index's order."""
    column = _column(reader, spec.sort).label("sort_key")
    order = _order(reader, spec.sort)
    parts = [select(*_ROW, column).where(p).order_by(*order).limit(count) for p in list_parts(reader, spec)]
    if len(parts) == 1:
        return parts[0]
    union = union_all(*(select(*part.subquery().c) for part in parts)).subquery()
    return select(union).order_by(*_directed(spec.sort, union.c.sort_key, union.c.id)).limit(count)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every id of a list in its order, as an array (P2, P3)."""
    import numpy as np

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


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, ContactRow]:
    """Rows by id, those the member may see (P4). At most a page or two of ids."""
    if reader.connection.dialect.name == "sqlite":
        # one text of all ids: a statement with a mark for each would be written anew every time
        query = reader.facts.prepared.get(("rows", reader.actor), lambda: _rows_of_text(reader))
        found = reader.fetch(query, wanted=f"[{','.join(map(str, wanted))}]")
    else:
        found = reader.fetch(select(*_ROW).where(Contact.id.in_(wanted), reader.visible))
    return {row.id: row for row in _as_rows(reader, found)}


def _rows_of_text(reader: Reader) -> Any:
    each = func.json_each(bindparam("wanted")).table_valued("value")
    return select(*_ROW).where(Contact.id.in_(select(each.c.value)), reader.visible)


def _as_rows(reader: Reader, found: list[Any]) -> tuple[ContactRow, ...]:
    make: Callable[[Iterable[Any]], ContactRow] = partial(tuple.__new__, ContactRow)
    name = reader.facts.members.get
    return tuple([make((*r[:19], r[19] == 1, name(r[10], ""))) for r in found])


def _prepared(reader: Reader, spec: ListSpec, what: str, make: Callable[[ListSpec], Any], *, count: int = 0) -> Any:
    """The statement for a list and member, made once; its moment is a parameter (Reader.any_moment)."""
    timeless = replace(spec, now=0) if spec.now else spec
    return reader.facts.prepared.get((what, reader.actor, timeless, count), lambda: make(timeless))


def count(reader: Reader, spec: ListSpec) -> int:
    """How many rows a list has: by the tally where its terms allow, else by counting (R92: always the same)."""
    if spec == ListSpec(spec.list_key, sort=spec.sort) and counted_at_once(reader):
        return counts_at_once(reader, (spec.list_key,))[spec.list_key]
    one = definition(spec.list_key, reader.facts.lists)
    terms = one.terms + spec.filter.terms
    if not spec.search.strip() and answers_from_tally(terms):
        return _count_by_tally(reader, one, terms)
    return recount(reader, spec)


def recount(reader: Reader, spec: ListSpec) -> int:
    """How many rows a list has, counted one by one: what `check` and the tests hold the tally against."""
    query = select(func.count()).select_from(Contact).where(list_clause(reader, spec))
    return int(reader.connection.scalar(query) or 0)


def counts(reader: Reader, keys: tuple[str, ...] = ()) -> dict[str, int]:
    """The counts of all lists (or of `keys`), for the sidebar."""
    wanted = keys or tuple(d.key for d in reader.facts.lists)
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
    if actor.scopes(Right.SEE) != _AGENT_SEES:  # what other roles see stands in no tally
        return recount(reader, ListSpec(one.key, Filter(terms[len(one.terms) :])))
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
