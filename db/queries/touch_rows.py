"""Touches as rows: who tried to reach whom, how, and what came of it (DOMAIN 9, R92)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func

from db.models import Contact, Touch
from db.queries import row_lists
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.queries.work_terms import TOUCH_TERMS
from db.rules.filters import ListSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TouchListRow(NamedTuple):
    """A touch. `at` in milliseconds UTC; `member` is who made it, a name. Of a contact that is out of the member's
    sight by now `contact_id` is None, and what is said of it empty: they see that they did it, and no more (R19).
    """

    id: int
    contact_id: int | None
    contact: str
    channel: str
    outcome: str
    words: str
    at: int
    status: str
    owner: str
    member: str


def _make(reader: Reader, r: Any) -> TouchListRow:
    name = reader.facts.members.get
    return TouchListRow._make((*r[:8], name(r[8], ""), name(r[9], "")))


KIND: Final = RowKind(
    Touch,
    (Touch.id, Touch.contact_id, Contact.display_name, Touch.channel, Touch.outcome, Touch.words, Touch.at,
     Contact.status, Contact.owner_id, Touch.member_id),
    _make,
    TOUCH_TERMS,
    {
        "made": Touch.at,
        "contact": Contact.name_key,
        "channel": Touch.channel,
        "outcome": Touch.outcome,
        "member": func.coalesce(Touch.member_id, 0),
        "owner": func.coalesce(Contact.owner_id, 0),
        "status": Contact.status,
        "id": Touch.id,
    },
    (Touch.words,),
    moment="made",
    indexed=frozenset({"member"}),
    doer=Touch.member_id,
)  # fmt: skip


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[TouchListRow, ...]:
    """The first `count` touches of a list, for showing at once."""
    return row_lists.first_page(reader, KIND, spec, count=count)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every touch of a list in its order, as an array of ids."""
    return row_lists.ids(reader, KIND, spec)


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, TouchListRow]:
    """Touches by id, those the member may see."""
    return row_lists.rows(reader, KIND, wanted)


def count(reader: Reader, spec: ListSpec) -> int:
    """How many touches a list has (R92)."""
    return row_lists.count(reader, KIND, spec)
