"""Columns, keys and references as the revisions of the schema write them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


def big_id() -> Any:
    """Return 64 bits on PostgreSQL, SQLite's own row number there."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key() -> sa.Column[Any]:
    """Return the column `id`."""
    return sa.Column("id", big_id(), autoincrement=True, nullable=False)


def document() -> Any:
    """Return JSON, as jsonb on PostgreSQL."""
    return sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def words(*names: str) -> list[sa.Column[Any]]:
    """Return short texts, empty by default."""
    return [sa.Column(name, sa.String(200), server_default="", nullable=False) for name in names]


def texts(*names: str) -> list[sa.Column[Any]]:
    """Return long texts, empty by default."""
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def moments(*names: str) -> list[sa.Column[Any]]:
    """Return moments in milliseconds UTC."""
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def maybe_moments(*names: str) -> list[sa.Column[Any]]:
    """Return moments that may be empty."""
    return [sa.Column(name, sa.BigInteger(), nullable=True) for name in names]


def ids(*names: str) -> list[sa.Column[Any]]:
    """Return numbers of other rows."""
    return [sa.Column(name, big_id(), nullable=False) for name in names]


def maybe_ids(*names: str) -> list[sa.Column[Any]]:
    """Return numbers of other rows that may be empty."""
    return [sa.Column(name, big_id(), nullable=True) for name in names]


def own_key(table: str) -> sa.PrimaryKeyConstraint:
    """Return the key over `id`."""
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def rarely_set(table: str, column: str) -> None:
    """Index a reference that few rows have, as db/models/base.rarely_set declares it."""
    there = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=there, postgresql_where=there)


def link(table: str, column: str, target: str, *, goes_with_it: bool = False) -> sa.ForeignKeyConstraint:
    """Return the reference of a column to `target`; `goes_with_it`: deleted when that is."""
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE" if goes_with_it else None)
