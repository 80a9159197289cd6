"""The temporary tables through which sets of ids travel inside one transaction, and JSON on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
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
_CHUNK: Final = 10_000


def clear_all(connection: Connection) -> None:
    """Empty every scratch table: SQLite keeps what an earlier transaction left."""
    for name in SCRATCH_TABLES:
        connection.exec_driver_sql(f"DELETE FROM {name}")


def fill(connection: Connection, target: Any, ids: Select[Any] | Iterable[int]) -> int:
    """Replace the content of `target` by `ids`, a select or numbers; returns how many."""
    connection.execute(delete(target))
    return add(connection, target, ids)


def add(connection: Connection, target: Any, ids: Select[Any] | Iterable[int]) -> int:
    """Add `ids` to `target`; the ids must not be in it yet. Returns how many."""
    if isinstance(ids, Select):
        return int(connection.execute(insert(target).from_select(["id"], ids)).rowcount)
    rows = [{"id": n} for n in dict.fromkeys(ids)]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(target), rows[start : start + _CHUNK])
    return len(rows)


def among(target: Any) -> Select[Any]:
    """`select id from target`, for use with IN."""
    return select(target.c.id)


def as_document(connection: Connection, pairs: Sequence[tuple[str, Any]]) -> ColumnElement[Any]:
    """A JSON object of columns or values, built by the database."""
    on_sqlite = connection.dialect.name == "sqlite"
    build = func.json_object if on_sqlite else func.jsonb_build_object
    parts: list[Any] = []
    for key, value in pairs:
        parts += [literal(key), value]
    return build(*parts)


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
    "CHOSEN", "PICKED", "SEEN_BY_SUMMARY", "SEEN_BY_TALLY", "add", "among", "as_document", "clear_all",
    "fill", "from_document", "stored",
]  # fmt: skip
