"""Statements that are kept and run again go to SQLite's driver as text, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement

NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Text:
    """What the driver runs: `given` are the names of the values it is run with, `fixed` the values that stand in the
    statement itself, `shaped` what is stored otherwise than given (a document as text).
    """

    sql: str
    names: tuple[str, ...]
    given: frozenset[str]
    fixed: dict[str, Any]
    shaped: tuple[tuple[str, Callable[[Any], Any]], ...]

    def values(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values in the order of the marks. Errors: KeyError for one that is missing."""
        every = {**self.fixed, **given}
        for name, shape in self.shaped:
            every[name] = shape(every[name])
        return tuple(map(every.__getitem__, self.names))


# By the statement itself, for as long as somebody keeps it; None for one that was seen once.
_TEXTS: Final[WeakKeyDictionary[Executable, Text | None]] = WeakKeyDictionary()


def rows(connection: Connection, statement: Executable, values: Mapping[str, Any] = NOTHING) -> list[Any]:
    """All rows of a statement that gives rows, as the driver gives them: truths are 1 and 0 on SQLite, documents text.

    Errors: DBAPIError, as SQLAlchemy raises it.
    """
    text = _text_of(connection, statement, values)
    if text is None:
        found = connection.execute(statement, dict(values))
        return [tuple(row) for row in found] if isinstance(statement, UpdateBase) else list(found.cursor.fetchall())
    return list(_run(connection, text, values, fetching=True))


def write(connection: Connection, statement: Executable, values: Mapping[str, Any] = NOTHING) -> int:
    """Run a statement that writes; gives how many rows it wrote. An INSERT needs all its columns in `values`.

    Errors: DBAPIError, as SQLAlchemy raises it.
    """
    text = _text_of(connection, statement, values)
    if text is None:
        # without the option PostgreSQL's driver answers -1 for an INSERT from a select
        found = connection.execute(statement, dict(values), execution_options={"preserve_rowcount": True})
        return int(found.rowcount)
    return int(_run(connection, text, values, fetching=False))


def _text_of(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Text | None:
    """The text of a statement that was seen before: what is built anew for each run goes SQLAlchemy's way, which
    knows it again by its shape.
    """
    if connection.dialect.name != "sqlite":
        return None
    try:
        known = _TEXTS[statement]
    except KeyError:
        _TEXTS[statement] = None
        return None
    if known is None:
        known = _TEXTS[statement] = _compiled(connection, statement, values)
    return known if known.given == values.keys() else None


def _compiled(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Text:
    assert isinstance(statement, ClauseElement)
    made: Any = statement.compile(dialect=connection.dialect, column_keys=list(values))
    shown = made.construct_expanded_state(dict(values), escape_names=False)
    shapes: dict[str, Callable[[Any], Any]] = dict(shown.processors)
    for name in set(shown.positiontup) & set(made.binds):
        shape = made.binds[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        shapes |= {name: shape} if shape else {}
    fixed = {name: shown.parameters[name] for name in shown.positiontup if name not in values}
    fixed = {name: shapes[name](value) if name in shapes else value for name, value in fixed.items()}
    shaped = tuple((name, shape) for name, shape in shapes.items() if name in values)
    return Text(shown.statement, tuple(shown.positiontup), frozenset(values), fixed, shaped)


def _run(connection: Connection, text: Text, values: Mapping[str, Any], *, fetching: bool) -> Any:
    given = text.values(values)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text.sql, given)
        return cursor.fetchall() if fetching else cursor.rowcount
    except Exception as error:
        kind = connection.dialect.loaded_dbapi.Error
        if isinstance(error, kind):
            raise DBAPIError.instance(text.sql, given, error, kind, dialect=connection.dialect) from error
        raise
