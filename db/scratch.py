"""The temporary tables through which sets of ids travel inside one transaction, and JSON on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, reduce
from typing import Any, Final
from weakref import WeakSet

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Insert,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
)

from db import direct

# Per-use sets of ids: PICKED are the rows of the write at hand, CHOSEN the contacts an action works on.
PICKED = table("picked", column("id", BigInteger))
CHOSEN = table("chosen", column("id", BigInteger))
SEEN_BY_TALLY = table("seen_by_tally", column("id", BigInteger))
SEEN_BY_SUMMARY = table("seen_by_summary", column("id", BigInteger))
# The contacts that the rows of the write at hand belong to, and the rows an undo still has to look at.
OF_CONTACTS = table("of_contacts", column("id", BigInteger))
REMAINING = table("remaining", column("id", BigInteger))
_FILLED: Final = "scratch tables: whether something was put in since the transaction began"


def clear_all(connection: Connection) -> None:
    """Begin with empty scratch tables: SQLite keeps what an earlier transaction left."""
    filled: dict[str, bool] = connection.info.setdefault(_FILLED, {})
    raw = connection.connection.cursor()
    for name in filled:
        raw.execute(f"DELETE FROM {name}")
        filled[name] = False
    raw.close()


def fill(connection: Connection, target: Any, ids: Select[Any] | Iterable[int]) -> int:
    """Replace the content of `target` by `ids`, a select or numbers; returns how many."""
    _empty(connection, target)
    return add(connection, target, ids)


def refill(connection: Connection, target: Any, filling: Insert, values: Mapping[str, Any]) -> int:
    """Replace the content of `target` by what `filling` puts in, an INSERT that is kept; returns how many."""
    _empty(connection, target)
    return _put(connection, target, filling, values)


def add(connection: Connection, target: Any, ids: Select[Any] | Iterable[int]) -> int:
    """Add `ids` to `target`; the ids must not be in it yet. Returns how many."""
    if isinstance(ids, Select):
        return _put(connection, target, _adding_selected(target, ids), {})
    numbers_given = list(dict.fromkeys(ids))
    if not numbers_given:
        return 0
    dialect = connection.dialect.name
    return _put(connection, target, _adding(target, dialect), {"ids": one_value(dialect, numbers_given)})


def _put(connection: Connection, target: Any, filling: Insert, values: Mapping[str, Any]) -> int:
    connection.info.setdefault(_FILLED, {})[target.name] = True
    return direct.write(connection, filling, values)


def _empty(connection: Connection, target: Any) -> None:
    if connection.info.get(_FILLED, {}).get(target.name):
        direct.write(connection, _emptying(target))


@cache
def _emptying(target: Any) -> Any:
    return delete(target)


@cache
def _adding(target: Any, dialect: str) -> Insert:
    return insert(target).from_select(["id"], numbers_of("ids", dialect))


_ASKED: Final[WeakSet[Select[Any]]] = WeakSet()


def _adding_selected(target: Any, ids: Select[Any]) -> Insert:
    """The INSERT of a select; it is kept for a select that comes again."""
    if ids in _ASKED:
        return _kept(target, ids)
    _ASKED.add(ids)
    return insert(target).from_select(["id"], ids)


@lru_cache(maxsize=64)
def _kept(target: Any, ids: Select[Any]) -> Insert:
    return insert(target).from_select(["id"], ids)


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
        return select(func.json_each(one_value(dialect, ids)).table_valued("value").c.value)
    return select(func.unnest(cast(one_value(dialect, ids), ARRAY(BigInteger))))


def numbers_of(name: str, dialect: str) -> Select[Any]:
    """`numbers` for a statement that is kept: its parameter `name` takes what `one_value` makes."""
    if dialect == "sqlite":
        return select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value)
    return select(func.unnest(cast(bindparam(name, type_=ARRAY(BigInteger)), ARRAY(BigInteger))))


def one_value(dialect: str, ids: Iterable[int]) -> Any:
    """Any number of numbers as the one value that `numbers_of` reads."""
    found = [int(n) for n in ids]
    return json.dumps(found) if dialect == "sqlite" else found


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
    "clear_all", "fill", "from_document", "numbers", "numbers_of", "one_value", "refill", "stored",
]  # fmt: skip
