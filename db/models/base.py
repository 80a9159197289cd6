"""What all tables share: naming convention, key types, moments, version and timestamps."""

from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Integer, MetaData, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from db.models.declaring import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# SQLite gives rowid tables to INTEGER keys only; PostgreSQL gets 64 bits.
BigId = BigInteger().with_variant(Integer, "sqlite")

Key = Annotated[int, mapped_column(BigId, primary_key=True, autoincrement=True)]
# A moment is milliseconds since 1970 in UTC: sorts and compares the same on both databases, exact to R31's boundary.
Moment = Annotated[int, mapped_column(BigInteger)]
MaybeMoment = Annotated[int | None, mapped_column(BigInteger)]
Word = Annotated[str, mapped_column(String(200), default="", server_default="")]
LongText = Annotated[str, mapped_column(Text, default="", server_default="")]
Flag = Annotated[bool, mapped_column(Boolean)]
# jsonb, because plain json has no equality on PostgreSQL and undo compares values
JsonText = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Document = Annotated[dict[str, Any], mapped_column(JsonText)]
MaybeNumber = Annotated[int | None, mapped_column(Integer)]


class Base(DeclarativeBase):
    """Base of every table of the office."""

    metadata = MetaData(naming_convention=NAMING)


def refers(table: str, *, index: bool = True, cascade: bool = False) -> Any:
    """A column that refers to `table`.id, empty allowed; `cascade` deletes with it."""
    return mapped_column(
        BigId, ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else None), nullable=True, index=index
    )


def rarely_set(table: str, column: str) -> Index:
    """An index of a reference that few rows have: whoever deletes what it refers to asks for it row by row."""
    there = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, sqlite_where=there, postgresql_where=there)


class OfContact:
    """A row that belongs to one contact and goes with it."""

    contact_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True
    )
