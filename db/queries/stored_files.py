"""The documents kept with a contact, and what is in them; of what is out of sight nobody learns whether it is there."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from db.models import Contact, FileContent, StoredFile
from db.queries.reader import Reader
from db.rules.errors import NotFoundError
from db.rules.stored_files import CONTRACT, DRAFT


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document: `size` in bytes, `at` in ms UTC, `missing` what a draft could not be filled with, `by` a name."""

    id: int
    contact_id: int
    title: str
    file_name: str
    kind: str
    state: str
    missing: tuple[str, ...]
    size: int
    at: int
    by: str

    @property
    def waits(self) -> bool:
        """Whether a person has to check it: a draft of a contract (R13)."""
        return self.kind == CONTRACT and self.state == DRAFT


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What is in a document, with what it is called."""

    row: DocumentRow
    data: bytes


def documents_of(reader: Reader, contact_id: int) -> tuple[DocumentRow, ...]:
    """The documents of a contact, the newest first; none where the member may not see the contact (R19)."""
    return _rows(reader, StoredFile.contact_id == contact_id)


def document_content(reader: Reader, document_id: int) -> DocumentContent:
    """A document with what is in it. Errors: NotFoundError, also when its contact is out of sight (R19)."""
    found = _rows(reader, StoredFile.id == document_id)
    if not found:
        raise NotFoundError(f"There is no document {document_id}.")
    key = select(StoredFile.sha256).where(StoredFile.id == document_id).scalar_subquery()
    data = content_of(reader, key)
    if data is None:
        raise NotFoundError(f"What was in “{found[0].title}” is not in this office any more.")
    return DocumentContent(found[0], data)


def content_of(reader: Reader, sha256: Any) -> bytes | None:
    """The bytes kept under a hash, for who has found the hash in something they may see; None when there are none."""
    text = reader.connection.scalar(select(FileContent.content).where(FileContent.sha256 == sha256))
    return None if text is None else base64.b64decode(text)


def _rows(reader: Reader, where: ColumnElement[bool]) -> tuple[DocumentRow, ...]:
    d, f = StoredFile, FileContent
    query = (
        select(d.id, d.contact_id, d.title, d.file_name, d.kind, d.state, d.missing, f.size, d.at, d.member_id)
        .join(Contact, Contact.id == d.contact_id)
        .outerjoin(f, f.sha256 == d.sha256)
        .where(where, reader.visible)
        .order_by(d.at.desc(), d.id.desc())
    )
    names = reader.facts.members
    return tuple(
        DocumentRow(
            r.id, r.contact_id, r.title, r.file_name, r.kind, r.state, tuple(filter(None, r.missing.split("\n"))),
            r.size or 0, r.at, names.get(r.member_id or 0, ""),
        )
        for r in reader.connection.execute(query)
    )  # fmt: skip
