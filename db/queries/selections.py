"""A Selection as a select of contact ids: what mass changes, exports and counts of a selection read (R3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from db.changes import Selection
from db.models import Contact
from db.queries.lists import list_clause
from db.queries.reader import Reader
from db.scratch import numbers


def selected(reader: Reader, selection: Selection) -> Select[Any]:
    """The ids of a selection, any number of them: its own numbers, or its list minus the excluded."""
    dialect = reader.connection.dialect.name
    if selection.spec is None:
        return numbers(dialect, dict.fromkeys(selection.ids))
    query = select(Contact.id).where(list_clause(reader, selection.spec))
    if selection.excluded:
        query = query.where(Contact.id.not_in(numbers(dialect, selection.excluded)))
    return query
