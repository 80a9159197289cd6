"""Contacts under contract: deals, their checklist, and documents with what is in them (R7, R13, R14)."""

from __future__ import annotations

from sqlalchemy import BigInteger

from db.models.base import Base, BigId, Document, Key, LongText, MaybeMoment, Moment, OfContact, Word, refers
from db.models.declaring import Mapped, mapped_column


class Deal(Base):
    """The deal form of a contact under contract, and the transaction it is tied to (R7, R14).

    `source` is "form" or the system that told of it, which knows it by `outside_key` and said so at `outside_at`: an
    older word never undoes a newer one. `status_before` is what the contact goes back to when the deal falls through.
    """

    __tablename__ = "deal"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    contact_id: Mapped[int] = refers("contact", cascade=True)
    stage: Mapped[Word]
    outside_key: Mapped[Word] = mapped_column(index=True)
    details: Mapped[Document]
    at: Mapped[Moment]
    source: Mapped[Word]
    status_before: Mapped[Word]
    outside_at: Mapped[MaybeMoment]
    stage_since: Mapped[MaybeMoment]


class DealItem(OfContact, Base):
    """Something to be done or had before a deal closes; `due_on` is an ISO date or ""."""

    __tablename__ = "deal_item"
    id: Mapped[Key]
    deal_id: Mapped[int | None] = refers("deal", cascade=True)
    title: Mapped[LongText]
    place: Mapped[int]
    due_on: Mapped[Word]
    done_at: Mapped[MaybeMoment]
    done_by: Mapped[int | None] = refers("member", index=False)


class StoredFile(Base):
    """A document kept with a contact, under its content's hash. `kind` is contract or other; `state` is "draft" until
    somebody has checked it, then "checked"; `missing` names the fields that could not be filled in (R13).
    """

    __tablename__ = "document"
    id: Mapped[Key]
    contact_id: Mapped[int] = refers("contact", cascade=True)
    title: Mapped[LongText]
    file_name: Mapped[LongText]
    sha256: Mapped[Word] = mapped_column(index=True)
    at: Mapped[Moment]
    kind: Mapped[Word]
    state: Mapped[Word]
    missing: Mapped[LongText]
    member_id: Mapped[int | None] = mapped_column(BigId, nullable=True)


class FileContent(Base):
    """What is in a document, once however many documents hold it: base64, so that undo keeps it as any text."""

    __tablename__ = "file_content"
    id: Mapped[Key]
    sha256: Mapped[Word] = mapped_column(unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[LongText]
