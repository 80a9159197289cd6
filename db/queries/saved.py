"""What a member keeps for themselves: saved filters, columns and panels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.models import SavedFilter, Setting
from db.queries.reader import Reader


@dataclass(frozen=True, slots=True)
class SavedFilterRow:
    """A filter kept under a name: the list it narrows and its text."""

    id: int
    title: str
    list_key: str
    filter_text: str


def saved_filters(reader: Reader) -> tuple[SavedFilterRow, ...]:
    """The member's own saved filters, in the order they were saved."""
    s = SavedFilter
    query = select(s.id, s.title, s.list_key, s.filter_text).where(s.member_id == reader.actor.id).order_by(s.id)
    return tuple(SavedFilterRow(*r) for r in reader.connection.execute(query))


def own_setting(reader: Reader, key: str) -> Any:
    """What `set_own` remembered for this member under `key`; None when nothing."""
    query = select(Setting.value).where(Setting.key == key, Setting.member_id == reader.actor.id)
    found = reader.connection.scalar(query)
    return found.get("value") if found else None
