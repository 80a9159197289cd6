"""A Selection as a select of contact ids: what mass changes, exports and counts of a selection read (R3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from db.changes import Selection
from db.models import Contact
from db.queries.lists import list_clause
from db.queries.reader import Reader


def selected(reader: Reader, selection: Selection) -> Select[Any] | tuple[int, ...]:
    """The ids of a selection: the numbers themselves, or a select over its list minus the excluded."""
    if selection.spec is None:
        return selection.ids
    query = select(Contact.id).where(list_clause(reader, selection.spec))
    if selection.excluded:
        query = query.where(Contact.id.not_in(selection.excluded))
    return query
