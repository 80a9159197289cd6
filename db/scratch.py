"""The temporary tables through which sets of ids travel inside one transaction, and JSON on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
)

from db.engine import SCRATCH_TABLES

# Per-use sets of ids: PICKED are the rows of the write at hand, CHOSEN the contacts an action works on.
PICKED = table("picked", column("id", BigInteger))
CHOSEN = table("chosen", column("id", BigInteger))
SEEN_BY_TALLY = table("seen_by_tally", column("id", BigInteger))
SEEN_BY_SUMMARY = table("seen_by_summary", column("id", BigInteger))
# The contacts that the rows of the write at hand belong to, and the rows an undo still has to look at.
OF_CONTACTS = table("of_contacts", column("id", BigInteger))
REMAINING = table("remaining", column("id", BigInteger))
_CHUNK: Final = 10_000


def clear_all(connection: Connection) -> None:
    """Empty every scratch table: SQLite keeps what an earlier transaction left."""
    raw = connection.connection.cursor()  # the driver's own: six executions are as dear as the press they precede
    for name in SCRATCH_TABLES:
        raw.execute(f"DELETE FROM {name}")
    raw.close()


def fill(connection: Connection, target: Any, ids: Select[Any] | Iterable[int]) -> int:
    """Replace the content of `target` by `ids`, a select or numbers; returns how many."""
    connection.execute(_emptying(target))
    return add(connection, target, ids)


def add(connection: Connection, target: Any, ids: Select[Any] | Iterable[int]) -> int:
    """Add `ids` to `target`; the ids must not be in it yet. Returns how many."""
    if isinstance(ids, Select):
        # without the option PostgreSQL's driver answers -1 for an INSERT
        options = {"preserve_rowcount": True}
        return int(connection.execute(insert(target).from_select(["id"], ids), execution_options=options).rowcount)
    rows = [{"id": n} for n in dict.fromkeys(ids)]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(_adding(target), rows[start : start + _CHUNK])
    return len(rows)


@cache
def _emptying(target: Any) -> Any:
    return delete(target)


@cache
def _adding(target: Any) -> Any:
    return insert(target)


@cache
def among(target: Any) -> Select[Any]:
    """`select id from target`, for use with IN."""
    return select(target.c.id)


def as_document(connection: Connection, pairs: Sequence[tuple[str, Any]]) -> ColumnElement[Any]:
    """A JSON object of columns or values, built by the database."""
    if connection.dialect.name == "sqlite":
        return func.json_object(*_flat(pairs))
    # PostgreSQL takes at most 100 arguments: an object for each 50 pairs, put together
    parts = [func.jsonb_build_object(*_flat(pairs[n : n + 50])) for n in range(0, len(pairs), 50)]
    return reduce(lambda one, other: one.op("||")(other), parts)


def _flat(pairs: Sequence[tuple[str, Any]]) -> list[Any]:
    return [part for key, value in pairs for part in (literal(key), value)]


def numbers(dialect: str, ids: Iterable[int]) -> Select[Any]:
    """`select` of the numbers themselves, for use with IN where nothing may be written: they travel as one value."""
    if dialect == "sqlite":
        return select(func.json_each(json.dumps([int(n) for n in ids])).table_valued("value").c.value)
    return select(func.unnest(cast([int(n) for n in ids], ARRAY(BigInteger))))


def from_document(connection: Connection, document: Any, key: str, target: Any) -> ColumnElement[Any]:
    """The entry `key` of a stored JSON document, typed as the column `target`."""
    if connection.dialect.name == "sqlite":
        return func.json_extract(document, f"$.{key}", type_=target.type)
    text_value = document.op("->>")(key)
    if isinstance(target.type, (BigInteger, Integer)):
        return cast(text_value, BigInteger)
    if isinstance(target.type, Boolean):
        return cast(text_value, Boolean)
    if isinstance(target.type, JSON):
        return cast(text_value, target.type)
    return text_value  # type: ignore[no-any-return]  # op() is untyped


def stored(connection: Connection, target: Table, values: dict[str, Any]) -> dict[str, Any]:
    """Values as they must stand in an image so that they compare equal with the columns later."""
    if connection.dialect.name != "sqlite":
        return values
    return {
        key: json.dumps(value) if isinstance(target.c[key].type, JSON) and value is not None
        else int(value) if isinstance(value, bool) else value
        for key, value in values.items()
    }  # fmt: skip


__all__ = [
    "CHOSEN", "OF_CONTACTS", "PICKED", "REMAINING", "SEEN_BY_SUMMARY", "SEEN_BY_TALLY", "add", "among", "as_document",
    "clear_all", "fill", "from_document", "numbers", "stored",
]  # fmt: skip
