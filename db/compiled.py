"""Compiled statements are kept once for all engines of a kind: the reading, the writing, and the next office's."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.util import LRUCache

# As many as two engines keep by themselves.
MOST: Final = 1_000


class CompiledStatements(LRUCache[Any, Any]):
    """SQLAlchemy's cache of compiled statements, whose key begins with an engine's dialect: here with what two of the
    same kind have in common, so that an office opened after another does not compile everything anew.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        """What was compiled for `key` by any engine of the same kind."""
        return super().get(_shared(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_shared(key), value)


def _shared(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return dialect.name, dialect.driver, getattr(dialect, "server_version_info", None), *rest


STATEMENTS: Final = CompiledStatements(MOST)
# What an engine is made with to use it.
OPTIONS: Final = {"compiled_cache": STATEMENTS}
