"""Steps that every test of merging takes."""

from __future__ import annotations

from typing import Any

from db.actions import merging
from db.office import Office
from db.queries import documents
from db.queries.contacts import contact_card


def merge(office: Office, keep: int, gone: int, *take: str) -> int:
    """Merge, and give the step."""
    step = office.perform(merging.merge, keep=keep, gone=gone, take=frozenset(take)).step
    assert step is not None
    return step


def of(office: Office, contact_id: int) -> Any:
    """Everything of a contact."""
    return office.read(contact_card, contact_id)


def document(office: Office, contact_id: int) -> dict[str, Any]:
    """What `show --json` prints."""
    return office.read(documents.contact_document, contact_id)
