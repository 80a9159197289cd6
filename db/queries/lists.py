"""Every list: counts, first page, all ids, rows by id; one definition feeds them all (R29–R43, R91, R92)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, select

from db import visibility
from db.filters import answers_from_tally, compile_filter, compile_for_tally
from db.models import Contact, ContactShare, ContactTally, Lead
from db.queries.reader import Reader
from db.queries.search import search_clause
from db.rules.filters import Filter, ListSpec, Sort, Term
from db.rules.lead_types import ListDefinition, definition
from db.rules.permissions import Right, Scope
from db.rules.values import INQUIRY_TYPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a table shows it. Moments are milliseconds UTC; `owner` is the owner's name, "" in the pool."""

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
    owner: str
    kind: str
    contact_type: str
    time_frame: str
    created_at: int
    last_visit_at: int | None
    last_activity_at: int
    email_subscribed: bool
    unsubscribe_cause: str
    version: int


_ROW: Final = (
    Contact.id, Contact.display_name, Contact.status, Contact.disposition, Contact.priority, Contact.interest,
    Contact.source, Contact.primary_phone, Contact.primary_email, Contact.hashtag_text, Contact.owner_id, Contact.kind,
    Contact.contact_type, Contact.time_frame, Contact.created_at, Contact.last_visit_at, Contact.last_activity_at,
    Contact.email_subscribed, Contact.unsubscribe_cause, Contact.version,
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
    at = reader.moment if not spec.now else type(reader.moment)(spec.now, reader.moment.member_ids)
    clauses = [scope_clause(reader, one), compile_filter(Filter(one.terms), at), compile_filter(spec.filter, at)]
    if spec.search.strip():
        clauses.append(search_clause(reader.connection.dialect.name, spec.search))
    return and_(*clauses)


def ordered(reader: Reader, spec: ListSpec) -> Select[Any]:
    """`select id` of the list in its order; ties by id."""
    query = select(Contact.id).where(list_clause(reader, spec))
    return query.order_by(*_order(reader, spec.sort))


def _order(reader: Reader, sort: Sort) -> tuple[Any, ...]:
    if sort.column == "waiting":
        first = select(func.min(Lead.occurred_at)).where(
            Lead.contact_id == Contact.id, Lead.first_touch_at.is_(None), Lead.lead_type.in_(INQUIRY_TYPES)
        )
        column: Any = first.correlate(Contact).scalar_subquery()
    else:
        column = SORTS.get(sort.column, Contact.last_activity_at)
    if reader.connection.dialect.name == "postgresql" and sort.column in ("name", "email", "phone", "hashtags"):
        column = column.collate("C")  # the same order as SQLite's bytes
    return (column.desc(), Contact.id.desc()) if sort.descending else (column, Contact.id)


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[ContactRow, ...]:
    """The first `count` rows of a list, for showing at once (P1)."""
    query = select(*_ROW).where(list_clause(reader, spec)).order_by(*_order(reader, spec.sort)).limit(count)
    return tuple(_row(r, reader.facts.members) for r in reader.connection.execute(query))


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every id of a list in its order, as an array (P2, P3)."""
    import numpy as np

    query = ordered(reader, spec)
    if reader.connection.dialect.name == "postgresql":
        return np.fromiter(reader.connection.scalars(query), dtype=np.int64)
    # One text of all ids is several times faster than a cursor, and runs without Python's lock; SQLite keeps the
    # order of the ordered sub-select (tests compare it with a cursor).
    inner = query.subquery("ids")
    joined = reader.connection.scalar(select(func.group_concat(inner.c.id)))
    if not joined:
        return np.empty(0, dtype=np.int64)
    return np.fromstring(joined, dtype=np.int64, sep=",")


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, ContactRow]:
    """Rows by id, those the member may see (P4). At most a page or two of ids."""
    query = select(*_ROW).where(Contact.id.in_(wanted), reader.visible)
    return {r.id: _row(r, reader.facts.members) for r in reader.connection.execute(query)}


def _row(r: Any, names: dict[int, str]) -> ContactRow:
    return ContactRow(
        r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], names.get(r[10], "") if r[10] else "",
        *r[11:],
    )  # fmt: skip


def count(reader: Reader, spec: ListSpec) -> int:
    """How many rows a list has: by the tally where its terms allow, else by counting (R92: always the same)."""
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
