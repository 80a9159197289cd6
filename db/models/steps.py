"""Steps and their images: what every write changed, for history, undo and redo. Never trimmed."""

from __future__ import annotations

from sqlalchemy import Index, Integer, String

from db.models.base import Base, BigId, Document, JsonText, Key, LongText, Moment, Word, refers
from db.models.declaring import Mapped, mapped_column


class Step(Base):
    """One undoable write. `root_id` is the step that an undo or redo belongs to (itself for a first doing)."""

    __tablename__ = "step"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member")
    action: Mapped[Word]
    label: Mapped[LongText]
    why: Mapped[LongText]
    at: Mapped[Moment] = mapped_column(index=True)
    counts: Mapped[Document]
    root_id: Mapped[int] = mapped_column(BigId, index=True)
    undoes_id: Mapped[int | None] = mapped_column(BigId, nullable=True)
    undone_by: Mapped[int | None] = mapped_column(BigId, nullable=True)


class StepWrite(Base):
    """One write call within a step: the table, the kind (insert, update, delete), and what all rows became."""

    __tablename__ = "step_write"
    id: Mapped[Key]
    step_id: Mapped[int] = refers("step", cascade=True)
    model: Mapped[str] = mapped_column(String(40))
    op: Mapped[str] = mapped_column(String(8))
    columns: Mapped[list[str]] = mapped_column(JsonText)
    after: Mapped[dict[str, object] | None] = mapped_column(JsonText, nullable=True)


class StepImage(Base):
    """One row that a write changed: before and after, changed columns only. `after` is empty where the write
    set all its rows to the same values; those stand in `StepWrite.after`.
    """

    __tablename__ = "step_image"
    write_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    row_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    contact_id: Mapped[int | None] = mapped_column(BigId, nullable=True)
    before: Mapped[dict[str, object] | None] = mapped_column(JsonText, nullable=True)
    after: Mapped[dict[str, object] | None] = mapped_column(JsonText, nullable=True)
    __table_args__ = (Index("ix_step_image_contact", "contact_id", "write_id"), {"sqlite_with_rowid": False})


class KeyCounter(Base):
    """The next id of each table. Ids are never used again, so that an old step can always name its rows."""

    __tablename__ = "key_counter"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    next_id: Mapped[int] = mapped_column(BigId)


class ContactTally(Base):
    """How many contacts share these values: answers for sidebar counts, kept in every write's transaction.

    `owner_id` is 0 for the pool. `check` proves it equal to a recount (R92).
    """

    __tablename__ = "contact_tally"
    owner_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    is_seller: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    email_subscribed: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    in_campaign: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    has_alert: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)
