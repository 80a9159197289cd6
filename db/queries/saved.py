"""What a member keeps for themselves: saved filters, columns and panels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.models import SavedFilter, Setting
from db.queries.reader import Reader


@dataclass(frozen=True, slots=True)
class SavedFilterRow:
    """A filter kept under a name: the list it narrows, its text, and what is searched for in it."""

    id: int
    title: str
    list_key: str
    filter_text: str
    search: str = ""


def saved_filters(reader: Reader) -> tuple[SavedFilterRow, ...]:
    """The member's own saved filters, in the order they were saved."""
    s = SavedFilter
    query = select(s.id, s.title, s.list_key, s.filter_text).where(s.member_id == reader.actor.id).order_by(s.id)
    rows = reader.connection.execute(query)
    return tuple(SavedFilterRow(r.id, r.title, r.list_key, *parted(r.filter_text)) for r in rows)


def with_search(filter_text: str, search: str) -> str:
    """A filter and a search as one text: the search stands on a line of its own."""
    clean = " ".join(search.split())
    return f"{filter_text}\n{clean}" if clean else filter_text


def parted(text: str) -> tuple[str, str]:
    """The filter and the search that `with_search` put together."""
    filter_text, _line, search = text.partition("\n")
    return filter_text, search


def own_setting(reader: Reader, key: str) -> Any:
    """What `set_own` remembered for this member under `key`; None when nothing."""
    query = select(Setting.value).where(Setting.key == key, Setting.member_id == reader.actor.id)
    found = reader.connection.scalar(query)
    return found.get("value") if found else None
