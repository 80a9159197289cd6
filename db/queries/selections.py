"""A Selection as a select of contact ids, and what a change of it would meet: mass changes, exports, questions (R3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select, true

from db.changes import Selection
from db.models import Contact
from db.queries.lists import list_clause
from db.queries.reader import Reader
from db.rules.permissions import REFUSALS, Right, Scope
from db.scratch import numbers
from db.visibility import scope_clause


def selected(reader: Reader, selection: Selection) -> Select[Any]:
    """The ids of a selection, any number of them: its own numbers, or its list minus the excluded."""
    dialect = reader.connection.dialect.name
    if selection.spec is None:
        return numbers(dialect, dict.fromkeys(selection.ids))
    query = select(Contact.id).where(list_clause(reader, selection.spec))
    if selection.excluded:
        query = query.where(Contact.id.not_in(numbers(dialect, selection.excluded)))
    return query


@dataclass(frozen=True, slots=True)
class SelectionFacts:
    """What a change of `selection` would meet: `count` contacts the member holds `right` on, of them `already` with the
    status and `subscribed` to automated messages; and `refused` more that stay as they are.
    """

    selection: Selection
    count: int
    already: int = 0
    subscribed: int = 0
    refused: int = 0
    right: Right = Right.EDIT

    @property
    def total(self) -> int:
        """All contacts of the selection that the member sees."""
        return self.count + self.refused

    @property
    def refusal(self) -> str:
        """Why the refused stay as they are, in a sentence."""
        return REFUSALS[self.right]


def selection_facts(
    reader: Reader, selection: Selection, *, right: Right = Right.EDIT, status: str = ""
) -> SelectionFacts:
    """Count a selection as an action that needs `right` will find it (R3); `already` is 0 without a `status`.

    Contacts out of the member's sight are not counted: their number would betray them (R19).
    """
    allowed = func.coalesce(scope_clause(reader.actor, right), literal(value=False))
    everything = Scope.ALL in reader.actor.scopes(right)
    within = true() if everything else allowed
    query = select(
        func.count(),
        func.count(case((within, 1))),
        func.count(case((and_(within, Contact.status == status), 1))),
        func.count(case((and_(within, Contact.email_subscribed), 1))),
    ).select_from(Contact)
    total, count, already, subscribed = reader.connection.execute(query.where(_clause(reader, selection))).one()
    return SelectionFacts(selection, count, already if status else 0, subscribed, total - count, right)


def _clause(reader: Reader, selection: Selection) -> Any:
    if selection.spec is None:
        return and_(Contact.id.in_(selected(reader, selection)), reader.visible)
    clause = list_clause(reader, selection.spec)
    if not selection.excluded:
        return clause
    return and_(clause, Contact.id.not_in(numbers(reader.connection.dialect.name, selection.excluded)))
