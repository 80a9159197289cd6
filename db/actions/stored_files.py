"""Documents kept with a contact: added, renamed, checked, replaced by a corrected one, deleted; all undoable (R13)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db.actions.base import action
from db.actions.contents import keep_contents
from db.actions.selecting import row_of_contact
from db.models import StoredFile
from db.rules.errors import FieldProblemsError, RefusedError
from db.rules.permissions import Right
from db.rules.stored_files import (
    CHECKED,
    CONTRACT,
    DRAFT,
    EARLIER,
    LARGEST,
    LONGEST_TITLE,
    OTHER,
    check_title,
    clean_name,
)
from db.unit_of_work import UnitOfWork

REPLACED = "This is an earlier version; the newer one took its place."


@action(Right.DOCUMENTS)
def add_document(uow: UnitOfWork, *, contact_id: int, file_name: str, data: bytes, title: str = "") -> int:
    """Keep a file with a contact; gives its id. Its title is the file's name unless one is given.

    Errors: NotFoundError, RefusedError (DOMAIN 1a); FieldProblemsError for an empty file, or one larger than 25 MB.
    """
    uow.require(contact_id)
    name = clean_name(file_name)
    called = check_title(title or _without_ending(name)[:LONGEST_TITLE])
    row = _row(uow, name, data) | {"contact_id": contact_id, "title": called, "kind": OTHER, "state": ""}
    uow.label = f"Document added: {called}"
    return uow.insert(StoredFile, [row])[0]


@action(Right.DOCUMENTS)
def rename_document(uow: UnitOfWork, *, document_id: int, title: str) -> int:
    """Call a document otherwise; gives 1, or 0 when it is called so. Errors: NotFoundError, FieldProblemsError."""
    found, clean = _document(uow, document_id), check_title(title)
    uow.label = f"Document renamed: {found.title} → {clean}"
    return uow.update(StoredFile, StoredFile.id == document_id, {"title": clean})


@action(Right.DOCUMENTS)
def mark_checked(uow: UnitOfWork, *, document_id: int, checked: bool = True) -> int:
    """Say that a person has checked a draft, or that it is one still; gives 1, or 0 when it is so already.

    Errors: NotFoundError; RefusedError for what is no contract, or an earlier version.
    """
    found = _document(uow, document_id)
    if found.kind != CONTRACT:
        raise RefusedError("Only drafts of a contract are checked.")
    if found.state == EARLIER:
        raise RefusedError(REPLACED)
    uow.label = f"{found.title}: {'checked' if checked else 'a draft again'}"
    return uow.update(StoredFile, StoredFile.id == document_id, {"state": CHECKED if checked else DRAFT})


@action(Right.DOCUMENTS)
def replace_document(uow: UnitOfWork, *, document_id: int, file_name: str, data: bytes) -> int:
    """Put the corrected file in a document's place; gives the new one's id. The old one is kept as an earlier version,
    and a contract waits to be checked again.

    Errors: NotFoundError; RefusedError for an earlier version; FieldProblemsError for an empty or too large file.
    """
    found = _document(uow, document_id)
    if found.state == EARLIER:
        raise RefusedError(REPLACED)
    state = DRAFT if found.kind == CONTRACT else ""
    row = _row(uow, clean_name(file_name), data) | {"contact_id": found.contact_id, "title": found.title}
    uow.update(StoredFile, StoredFile.id == document_id, {"state": EARLIER})
    uow.label = f"Document replaced: {found.title}"
    return uow.insert(StoredFile, [row | {"kind": found.kind, "state": state}])[0]


@action(Right.DOCUMENTS)
def delete_document(uow: UnitOfWork, *, document_id: int) -> int:
    """Take a document away; gives 1. Errors: NotFoundError, RefusedError."""
    found = _document(uow, document_id)
    uow.label = f"Document deleted: {found.title}"
    return uow.delete(StoredFile, StoredFile.id == document_id)


def _document(uow: UnitOfWork, document_id: int) -> Any:
    d = StoredFile
    query = select(d.contact_id, d.title, d.kind, d.state).where(d.id == document_id)
    return row_of_contact(uow, query, f"document {document_id}")


def _row(uow: UnitOfWork, name: str, data: bytes) -> dict[str, Any]:
    if not data:
        raise FieldProblemsError({"file": f"{name} is empty. Nothing was kept."})
    if len(data) > LARGEST:
        raise FieldProblemsError(
            {"file": f"{name} has {len(data) / 1e6:,.0f} MB; a document has {LARGEST // 10**6} at most."}
        )
    return {
        "file_name": name, "sha256": keep_contents(uow, [data])[0], "at": uow.now, "missing": "",
        "member_id": uow.actor.id or None,
    }  # fmt: skip


def _without_ending(name: str) -> str:
    return name.rpartition(".")[0] or name
