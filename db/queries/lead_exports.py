"""Which rows of the Leads tab a member may take out of the office, in the order of their list (DOMAIN 1a, R61)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from db.models import Contact
from db.queries import row_lists
from db.queries.lead_lists import kind_of
from db.queries.reader import Reader
from db.rules.errors import RefusedError
from db.rules.filters import ListSpec
from db.rules.permissions import REFUSALS, Right, Scope
from db.scratch import numbers
from db.visibility import scope_clause


@dataclass(frozen=True, slots=True)
class ExportedRows:
    """The ids of the rows in their order, and how many of the list stay: their contacts are not the member's own."""

    ids: tuple[int, ...]
    left_out: int


def export_row_ids(reader: Reader, spec: ListSpec, only: frozenset[int] | None = None) -> ExportedRows:
    """The rows of a list of leads or calls, or those of `only` among them, that the member may export.

    Errors: RefusedError for who may export nothing; WrongUseError for an unknown list.
    """
    actor, kind = reader.actor, kind_of(spec.list_key)
    if not actor.may(Right.EXPORT):
        raise RefusedError(REFUSALS[Right.EXPORT])
    found = [int(n) for n in row_lists.ids(reader, kind, spec)]
    wanted = found if only is None else [n for n in found if n in only]
    if Scope.ALL in actor.scopes(Right.EXPORT) or not wanted:
        return ExportedRows(tuple(wanted), 0)
    key, contact = kind.table.c.id, kind.table.c.contact_id
    own = and_(contact.is_not(None), scope_clause(actor, Right.EXPORT))
    if kind.loose:  # a call of their own with nobody the office knows
        own = or_(own, and_(contact.is_(None), kind.table.c.member_id == actor.id))
    joined = kind.table.join(Contact.__table__, Contact.id == contact, isouter=kind.loose)
    these = key.in_(numbers(reader.connection.dialect.name, wanted))
    allowed = set(reader.connection.scalars(select(key).select_from(joined).where(these, own)))
    kept = tuple(n for n in wanted if n in allowed)
    return ExportedRows(kept, len(wanted) - len(kept))
