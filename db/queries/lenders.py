"""The lenders contacts are assigned to, of the office or of another house, and how many each has (R53)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from db.models import Contact, Member
from db.queries.reader import Reader
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import Right, Role

_NOBODY = "none"


@dataclass(frozen=True, slots=True)
class LenderRow:
    """A lender. `contacts` are those the reader may see that are not archived: what the list behind it holds (R92);
    `archived` the others. `only_lender`: they have no other role, and leave the office when they end.
    """

    id: int
    name: str
    company: str
    license: str
    phone: str
    email: str
    signs_in: bool
    active: bool
    contacts: int
    archived: int
    only_lender: bool


def lenders(reader: Reader, *, ended: bool = False) -> tuple[LenderRow, ...]:
    """The lenders by name; with `ended` those who lend no more come last. A lender sees themself alone.

    Errors: RefusedError for who neither assigns lenders nor is one.
    """
    actor, m = reader.actor, Member
    if not actor.may(Right.EDIT) and Role.LENDER not in actor.roles:
        raise RefusedError("Lenders are assigned by agents, the broker and the concierge.")
    query = select(m.id, m.name, m.company, m.license_number, m.phone, m.email, m.signs_in, m.active, m.roles)
    if not actor.may(Right.EDIT):
        query = query.where(m.id == actor.id)
    counts = _counts(reader)
    found = []
    for r in reader.connection.execute(query):
        roles = r.roles.split(",")
        if Role.LENDER in roles and (r.active or ended):
            live, archived = counts.get(r.id, (0, 0))
            found.append(LenderRow(*r[:8], live, archived, only_lender=len(roles) == 1))
    return tuple(sorted(found, key=lambda one: (not one.active, one.name.casefold(), one.id)))


def lender_named(reader: Reader, name: str) -> int | None:
    """The id of the lender `name`, in any case; None for "none". Errors: NotFoundError naming those there are."""
    if name.strip().casefold() == _NOBODY:
        return None
    known = lenders(reader)
    found = next((one.id for one in known if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        names = ", ".join(one.name for one in known) or "nobody yet"
        raise NotFoundError(f"There is no lender “{name}”; there is {names}.")
    return found


def _counts(reader: Reader) -> dict[int, tuple[int, int]]:
    """By lender: contacts that are not archived, and those that are."""
    archived = (Contact.status == "archive").label("archived")
    query = select(Contact.lender_id, archived, func.count()).where(Contact.lender_id.is_not(None), reader.visible)
    found: dict[int, tuple[int, int]] = {}
    rows = reader.connection.execute(query.group_by(Contact.lender_id, archived)).all()
    for lender, is_archived, count in ((int(r[0] or 0), bool(r[1]), int(r[2])) for r in rows):
        live, gone = found.get(lender, (0, 0))
        found[lender] = (live, gone + count) if is_archived else (live + count, gone)
    return found
