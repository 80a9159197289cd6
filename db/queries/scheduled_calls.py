"""Scheduled calls as rows: every task to call someone, set by a lead or by a reminder (R56)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import func

from db.models import Contact, Task
from db.queries import row_lists
from db.queries.lead_terms import TASK_TERMS
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.rules.filters import ListSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ScheduledCallRow(NamedTuple):
    """A scheduled call. Moments are milliseconds UTC; `member` is who has to call, a name; `lead_id` the lead that set
    it, None for a reminder. `missed`: its time has passed and it is not done (R41).
    """

    id: int
    contact_id: int
    contact: str
    phone: str
    title: str
    due_at: int
    done_at: int | None
    created_at: int
    lead_id: int | None
    status: str
    owner: str
    member: str
    missed: bool


def _make(reader: Reader, r: Any) -> ScheduledCallRow:
    name = reader.facts.members.get
    missed = r[6] is None and r[5] < reader.now
    return ScheduledCallRow._make((*r[:10], name(r[10], ""), name(r[11], ""), missed))


KIND: Final = RowKind(
    Task,
    (Task.id, Task.contact_id, Contact.display_name, Contact.primary_phone, Task.title, Task.due_at, Task.done_at,
     Task.created_at, Task.lead_id, Contact.status, Contact.owner_id, Task.member_id),
    _make,
    TASK_TERMS,
    {
        "due": Task.due_at,
        "contact": Contact.name_key,
        "title": Task.title,
        "member": func.coalesce(Task.member_id, 0),
        "owner": func.coalesce(Contact.owner_id, 0),
        "done": func.coalesce(Task.done_at, 0),
        "id": Task.id,
    },
    (Task.title,),
    only=Task.kind == "call",
    moment="due",
)  # fmt: skip


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[ScheduledCallRow, ...]:
    """The first `count` calls of a list, for showing at once."""
    return row_lists.first_page(reader, KIND, spec, count=count)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every call of a list in its order, as an array of the tasks' ids."""
    return row_lists.ids(reader, KIND, spec)


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, ScheduledCallRow]:
    """Calls by the task's id, those the member may see."""
    return row_lists.rows(reader, KIND, wanted)


def count(reader: Reader, spec: ListSpec) -> int:
    """How many calls a list has (R92)."""
    return row_lists.count(reader, KIND, spec)
