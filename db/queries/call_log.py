"""The log of calls as rows: in and out, whose number it is, and the contact it belongs to (R55)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func

from db.models import Call, Contact
from db.queries import row_lists
from db.queries.lead_terms import CALL_TERMS
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.rules.filters import ListSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CallRow(NamedTuple):
    """A call of the log. `at` in milliseconds UTC; `contact_id` None and `contact` "" where nobody is known by the
    number; `caller_name` is what the log calls the other side, `line` the office's number; `member` and `owner` are
    names.
    """

    id: int
    contact_id: int | None
    contact: str
    direction: str
    number: str
    outcome: str
    seconds: int | None
    at: int
    caller_name: str
    line: str
    status: str
    owner: str
    member: str

    @property
    def outbound(self) -> bool:
        """Whether an agent made the call."""
        return self.direction == "out"


def _make(reader: Reader, r: Any) -> CallRow:
    name = reader.facts.members.get
    return CallRow._make((r[0], r[1], r[2] or "", *r[3:10], r[10] or "", name(r[11], ""), name(r[12], "")))


KIND: Final = RowKind(
    Call,
    (Call.id, Call.contact_id, Contact.display_name, Call.direction, Call.number, Call.outcome, Call.seconds, Call.at,
     Call.caller_name, Call.line, Contact.status, Contact.owner_id, Call.member_id),
    _make,
    CALL_TERMS,
    {
        "called": Call.at,
        "contact": func.coalesce(Contact.name_key, ""),
        "direction": Call.direction,
        "number": Call.number,
        "outcome": Call.outcome,
        "seconds": func.coalesce(Call.seconds, -1),
        "member": func.coalesce(Call.member_id, 0),
        "id": Call.id,
    },
    (Call.number, Call.outcome, Call.caller_name),
    loose=True,
    moment="called",
)  # fmt: skip


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[CallRow, ...]:
    """The first `count` calls of a list, for showing at once."""
    return row_lists.first_page(reader, KIND, spec, count=count)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every call of a list in its order, as an array of ids."""
    return row_lists.ids(reader, KIND, spec)


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, CallRow]:
    """Calls by id, those the member may see."""
    return row_lists.rows(reader, KIND, wanted)


def count(reader: Reader, spec: ListSpec) -> int:
    """How many calls a list has (R92)."""
    return row_lists.count(reader, KIND, spec)
