"""Presses of dispositions as rows: as they were called then, what was said, and whether they count (R12, R16, R23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import case, func, select

from db.models import Approval, Contact, Press
from db.queries import row_lists
from db.queries.dispositions import office_dispositions
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.queries.work_terms import PRESS_TERMS, approval_of, counts_as_credit, record_column
from db.rules.filters import ListSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class PressRow(NamedTuple):
    """A press. `at` in milliseconds UTC, the amount in cents; `label` and `colour` are those of that day; `record` is
    what the office calls the record that confirmed it, `approved_by` the broker who approved it, "" for none; `credit`
    whether it counts as one. Out of the member's sight `contact_id` is None, as of a touch (R19).
    """

    id: int
    contact_id: int | None
    contact: str
    disposition: str
    label: str
    colour: str
    at: int
    amount_cents: int | None
    status: str
    credit: bool
    record: str
    owner: str
    member: str
    approved_by: str


def _make(reader: Reader, r: Any) -> PressRow:
    name, records = reader.facts.members.get, dict(office_dispositions(reader).records)
    names = (name(key, "") for key in r[11:14])
    return PressRow._make((*r[:9], bool(r[9]), records.get(r[10], r[10]), *names))


_APPROVED_BY: Final = select(func.min(Approval.decided_by)).where(approval_of()).correlate(Press).scalar_subquery()
KIND: Final = RowKind(
    Press,
    (Press.id, Press.contact_id, Contact.display_name, Press.disposition, Press.label, Press.colour, Press.at,
     Press.amount_cents, Contact.status, case((counts_as_credit(), 1), else_=0), record_column(), Contact.owner_id,
     Press.member_id, _APPROVED_BY),
    _make,
    PRESS_TERMS,
    {
        "pressed": Press.at,
        "contact": Contact.name_key,
        "disposition": Press.label,
        "amount": func.coalesce(Press.amount_cents, -1),
        "member": func.coalesce(Press.member_id, 0),
        "owner": func.coalesce(Contact.owner_id, 0),
        "status": Contact.status,
        "id": Press.id,
    },
    (Press.label,),
    moment="pressed",
    indexed=frozenset({"member"}),
    doer=Press.member_id,
)  # fmt: skip


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[PressRow, ...]:
    """The first `count` presses of a list, for showing at once."""
    return row_lists.first_page(reader, KIND, spec, count=count)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every press of a list in its order, as an array of ids."""
    return row_lists.ids(reader, KIND, spec)


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, PressRow]:
    """Presses by id, those the member may see."""
    return row_lists.rows(reader, KIND, wanted)


def count(reader: Reader, spec: ListSpec) -> int:
    """How many presses a list has (R92)."""
    return row_lists.count(reader, KIND, spec)
