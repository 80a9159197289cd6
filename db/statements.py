"""The gate's own statements, built once: building one anew costs more than running it (MEASURES P15)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final
from weakref import WeakValueDictionary

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    Insert,
    Integer,
    Table,
    bindparam,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)

from db.models import Contact, KeyCounter, Member, Step, StepImage, StepWrite
from db.rules.permissions import Actor, Right
from db.scratch import CHOSEN, PICKED, among, as_document, numbers_of
from db.visibility import scope_clause

# From so many rows on an insert goes to the driver as it is.
MANY: Final = 20


@cache
def draw_ids() -> Any:
    """The counter `of` goes up by `by`; gives what it is then."""
    table = KeyCounter.__table__
    drawn = update(KeyCounter).where(table.c.name == bindparam("of"))
    return drawn.values(next_id=table.c.next_id + bindparam("by")).returning(table.c.next_id)


@cache
def draw_step() -> Any:
    """The counters of step and step_write go up by one; gives each name and what it is then."""
    table = KeyCounter.__table__
    drawn = update(KeyCounter).where(table.c.name.in_(("step", "step_write")))
    return drawn.values(next_id=table.c.next_id + 1).returning(table.c.name, table.c.next_id)


@cache
def new_step() -> Any:
    """A row of Step."""
    return insert(Step.__table__)  # type: ignore[arg-type]  # mapped tables are FromClause to the checker


@cache
def close_step() -> Any:
    """Label, why and counts of the step `of`."""
    named = {name: bindparam(f"new_{name}", type_=Step.__table__.c[name].type) for name in ("label", "why", "counts")}
    return update(Step).where(Step.id == bindparam("of")).values(**named)


@cache
def new_write() -> Any:
    """A row of StepWrite."""
    return insert(StepWrite.__table__)  # type: ignore[arg-type]  # mapped tables are FromClause to the checker


@cache
def broker_ids() -> Any:
    """The active members who are brokers; the scalar is one of them, None when there is none."""
    roles = literal(",").concat(Member.roles).concat(",")
    return select(Member.id).where(Member.active.is_(True), roles.contains(",broker,")).limit(1)


@cache
def touched() -> Any:
    """The contacts that the step `of` wrote to, `most` at most."""
    written = select(StepImage.contact_id).join_from(StepWrite, StepImage, StepImage.write_id == StepWrite.id)
    mine = written.where(StepWrite.step_id == bindparam("of"), StepImage.contact_id.is_not(None))
    return mine.distinct().limit(bindparam("most"))


@lru_cache(maxsize=64)
def choosing(dialect: str, actor: Actor, right: Right) -> Insert:
    """Into CHOSEN go those of the contacts `ids` on which `actor` holds `right`."""
    wanted = Contact.id.in_(numbers_of("ids", dialect))
    return insert(CHOSEN).from_select(["id"], select(Contact.id).where(wanted, scope_clause(actor, right)))


# By id: a set would compare clauses, and comparing clauses makes a clause.
_ASKED: Final[WeakValueDictionary[int, Any]] = WeakValueDictionary()


def picking(target: Table, where: Any, columns: tuple[str, ...]) -> Insert:
    """Into PICKED go the rows that `where` selects and that differ from the values `new_…` in one of `columns`. It is
    kept for a `where` that comes again.
    """
    if _ASKED.get(id(where)) is where:
        return _picking_kept(target, where, columns)
    _ASKED[id(where)] = where
    return _picking(target, where, columns)


def _picking(target: Table, where: Any, columns: tuple[str, ...]) -> Insert:
    differs = [target.c[k].is_distinct_from(bindparam(f"new_{k}", type_=target.c[k].type)) for k in columns]
    return insert(PICKED).from_select(["id"], select(target.c.id).where(where, or_(*differs)))


_picking_kept = lru_cache(maxsize=64)(_picking)


@lru_cache(maxsize=256)
def outside(target: Table, actor: Actor, right: Right) -> Any:
    """The contacts of the rows of `target` in PICKED on which `actor` does not hold `right`, `most` at most."""
    of = contact_column(target)
    rows = target.join(Contact.__table__, Contact.id == of) if target is not Contact.__table__ else target
    allowed = func.coalesce(scope_clause(actor, right), literal(value=False))
    found = select(of).select_from(rows).where(target.c.id.in_(among(PICKED)), not_(allowed))
    return found.distinct().limit(bindparam("most", type_=Integer))


def contact_column(target: Table) -> Any:
    """The column of `target` that names its contact, NULL where it has none."""
    if target is Contact.__table__:
        return target.c.id
    return target.c.contact_id if "contact_id" in target.c else literal(None).label("contact_id")


def bumped(target: Table) -> dict[str, Any]:
    """What every update writes besides: the next version, and the moment "now"."""
    bump: dict[str, Any] = {}
    if "version" in target.c:
        bump["version"] = target.c.version + 1
    if "updated_at" in target.c:
        bump["updated_at"] = bindparam("now")
    return bump


def image_picked(connection: Connection, target: Table, columns: tuple[str, ...]) -> Any:
    """Images of the rows of `target` in PICKED for the write `write`: `columns` as they are before it."""
    key = (connection.dialect.name, target, columns)
    if key not in _IMAGES:
        parts: list[Any] = [bindparam("write", type_=BigInteger), target.c.id, contact_column(target)]
        if columns:
            parts.append(as_document(connection, [(k, target.c[k]) for k in columns]))
        names = ["write_id", "row_id", "contact_id", "before"][: len(parts)]
        _IMAGES[key] = insert(StepImage).from_select(names, select(*parts).where(target.c.id.in_(among(PICKED))))
    return _IMAGES[key]


_IMAGES: Final[dict[tuple[str, Table, tuple[str, ...]], Any]] = {}


@cache
def image_new(target: Table) -> Any:
    """Images of the rows of `target` from id `first` to `last`, which the write `write` made."""
    made = select(bindparam("write", type_=BigInteger), target.c.id, contact_column(target))
    rows = made.where(target.c.id.between(bindparam("first"), bindparam("last")))
    return insert(StepImage).from_select(["write_id", "row_id", "contact_id"], rows)


def insert_rows(connection: Connection, target: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same keys. On SQLite the driver is handed them as they are: preparing 50 values a
    contact one by one takes SQLAlchemy longer than writing them takes the database.
    """
    keys = tuple(rows[0])
    if len(rows) < MANY or connection.dialect.name != "sqlite" or not _needs_no_default(target, keys):
        connection.execute(insert(target), list(rows))
        return
    documents = [n for n, key in enumerate(keys) if isinstance(target.c[key].type, JSON)]
    values = [tuple([row[key] for key in keys]) for row in rows]
    for place in documents:
        values = [(*v[:place], None if v[place] is None else json.dumps(v[place]), *v[place + 1 :]) for v in values]
    columns = ", ".join(f'"{key}"' for key in keys)
    marks = ", ".join("?" * len(keys))
    connection.exec_driver_sql(f'INSERT INTO "{target.name}" ({columns}) VALUES ({marks})', values)


@cache
def _needs_no_default(target: Table, keys: tuple[str, ...]) -> bool:
    """Whether the database itself fills every column that is not given."""
    return all(c.name in keys or c.default is None or c.server_default is not None for c in target.c)


@cache
def set_picked(target: Table, columns: tuple[str, ...]) -> Any:
    """The rows of `target` in PICKED get the values `new_…`."""
    named: dict[str, Any] = {k: bindparam(f"new_{k}", type_=target.c[k].type) for k in columns}
    return update(target).where(target.c.id.in_(among(PICKED))).values(**named, **bumped(target))


@cache
def set_by_id(target: Table, columns: tuple[str, ...]) -> Any:
    """The row `row` of `target` gets the values `new_…`."""
    named: dict[str, Any] = {k: bindparam(f"new_{k}", type_=target.c[k].type) for k in columns}
    return update(target).where(target.c.id == bindparam("row")).values(**named, **bumped(target))
