"""Leads as rows: lists, rows by id, one lead in a summary, counts for charts (R57, R58, R70–R74)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Select, func, select

from db.changes import Selection
from db.models import Contact, Lead, Task, Touch
from db.queries import row_lists
from db.queries.contacts import TaskRow, TouchRow
from db.queries.lead_terms import LEAD_TERMS, contact_status_column, shared_with_another, source_column
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.rules.charts import buckets, period
from db.rules.contact_status import contact_status
from db.rules.errors import NotFoundError
from db.rules.filters import Filter, ListSpec, Term
from db.rules.moments import day_of, day_start
from db.rules.values import INQUIRY_TYPES
from db.scratch import numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class LeadRow(NamedTuple):
    """A lead as a table shows it. Moments are milliseconds UTC, `waiting` milliseconds, None where nobody waits.

    `source` is the lead's own, else its contact's; `owner` and `first_touch_by` are names, "" for nobody.
    """

    id: int
    contact_id: int
    contact: str
    lead_type: str
    source: str
    origin: str
    occurred_at: int
    message: str
    listing: str
    listing_id: int | None
    lead_status: str
    status: str
    contact_status: str
    owner_id: int | None
    owner: str
    first_touch_at: int | None
    first_touch_by: str
    routed_why: str
    waiting: int | None

    @property
    def waited(self) -> int | None:
        """Milliseconds from the lead to its first touch; None before there is one."""
        return None if self.first_touch_at is None else max(0, self.first_touch_at - self.occurred_at)


_COLUMNS: Final = (
    Lead.id, Lead.contact_id, Contact.display_name, Lead.lead_type, source_column().label("from_source"), Lead.origin,
    Lead.occurred_at, Lead.message, Lead.listing_text, Lead.listing_id, Lead.lead_status, Contact.status,
    Contact.owner_id, Contact.owner_how, shared_with_another().label("is_shared"), Lead.first_touch_at,
    Lead.first_touch_by, Lead.routed_why,
)  # fmt: skip


def _make(reader: Reader, r: Any) -> LeadRow:
    name = reader.facts.members.get
    status, owner_id, how, shared, touched, by, why = r[11:]
    open_inquiry = touched is None and r[3] in INQUIRY_TYPES and r[6] <= reader.now
    standing = contact_status(status, owned=owner_id is not None, owner_how=how, shared=bool(shared))
    waiting = reader.now - r[6] if open_inquiry else None
    told = (status, standing, owner_id, name(owner_id, ""), touched, name(by, ""), why, waiting)
    return LeadRow._make((*r[:11], *told))


KIND: Final = RowKind(
    Lead,
    _COLUMNS,
    _make,
    LEAD_TERMS,
    {
        "occurred": Lead.occurred_at,
        "contact": Contact.name_key,
        "type": Lead.lead_type,
        "source": source_column(),
        "listing": Lead.listing_text,
        "owner": func.coalesce(Contact.owner_id, 0),
        "status": Contact.status,
        "contact_status": contact_status_column(),
        "lead_status": Lead.lead_status,
        "id": Lead.id,
    },
    (Lead.message, Lead.listing_text),
    moment="occurred",
    indexed=frozenset({"lead_type", "waiting", "lead_status"}),
    by_type=frozenset({"lead_type"}),
)


def first_page(reader: Reader, spec: ListSpec, *, count: int = 200) -> tuple[LeadRow, ...]:
    """The first `count` leads of a list, for showing at once."""
    return row_lists.first_page(reader, KIND, spec, count=count)


def ids(reader: Reader, spec: ListSpec) -> NDArray[np.int64]:
    """Every lead of a list in its order, as an array of ids."""
    return row_lists.ids(reader, KIND, spec)


def rows(reader: Reader, wanted: tuple[int, ...]) -> dict[int, LeadRow]:
    """Leads by id, those the member may see."""
    return row_lists.rows(reader, KIND, wanted)


def count(reader: Reader, spec: ListSpec) -> int:
    """How many leads a list has (R92)."""
    return row_lists.count(reader, KIND, spec)


def selected(reader: Reader, selection: Selection) -> Select[Any]:
    """The ids of a selection of leads the member may see: its own numbers, or its list minus the excluded (R3)."""
    dialect = reader.connection.dialect.name
    if selection.spec is None:
        wanted = Lead.id.in_(numbers(dialect, dict.fromkeys(selection.ids)))
        # never correlated: whoever writes leads asks with these ids among leads
        return select(Lead.id).where(wanted, Contact.id == Lead.contact_id, reader.visible).correlate(None)
    query = row_lists.selected(reader, KIND, selection.spec).correlate(None)
    if not selection.excluded:
        return query
    kept = Lead.id.not_in(numbers(dialect, selection.excluded))
    return select(Lead.id).where(Lead.id.in_(query), kept).correlate(None)


# -- one lead -----------------------------------------------------------------------------------------------------

LAST_TOUCHES: Final = 3


@dataclass(frozen=True, slots=True)
class LeadSummary:
    """What stands beside a lead's row (R71): who, what, which listing, message, wait, owner, and what came after it.

    `touches`: the contact's last ones, newest first; `tasks`: what is still to be done for the contact.
    """

    lead: LeadRow
    phone: str
    email: str
    priority: str
    interest: int | None
    touches: tuple[TouchRow, ...]
    tasks: tuple[TaskRow, ...]


def lead_summary(reader: Reader, lead_id: int) -> LeadSummary:
    """One lead, whole. Errors: NotFoundError, also when the member may not see its contact (R19)."""
    lead = rows(reader, (lead_id,)).get(lead_id)
    if lead is None:
        raise NotFoundError(f"There is no lead {lead_id}.")
    c, t, k = Contact, Touch, Task
    contact = select(c.primary_phone, c.primary_email, c.priority, c.interest).where(c.id == lead.contact_id)
    touches = (
        select(t.id, t.member_id, t.channel, t.outcome, t.words, t.at)
        .where(t.contact_id == lead.contact_id)
        .order_by(t.at.desc(), t.id.desc())
        .limit(LAST_TOUCHES)
    )
    tasks = (
        select(k.id, k.kind, k.title, k.said, k.due_at, k.done_at, k.member_id)
        .where(k.contact_id == lead.contact_id, k.done_at.is_(None))
        .order_by(k.due_at, k.id)
    )
    run, names = reader.connection.execute, reader.facts.members
    return LeadSummary(
        lead,
        *run(contact).one(),
        tuple(TouchRow(r[0], names.get(r[1] or 0, ""), *r[2:]) for r in run(touches)),
        tuple(TaskRow(*r) for r in run(tasks)),
    )


# -- counts for charts --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LeadGroup:
    """A bar: its stored value, how many leads, and the term that narrows the list to exactly these."""

    value: str
    count: int
    term: Term


GROUP_COLUMNS: Final[dict[str, Any]] = {
    "lead_type": Lead.lead_type,
    "source": source_column(),
    "contact_source": Contact.source,
    "origin": Lead.origin,
    "owner": Contact.owner_id,
    "status": Contact.status,
    "contact_status": contact_status_column(),
    "lead_status": Lead.lead_status,
    "type": Contact.contact_type,
    "priority": Contact.priority,
    "listing": Lead.listing_text,
}
GROUPED_BY: Final = frozenset(GROUP_COLUMNS)
STEPS: Final = ("day", "week", "month")
# A quarter of an hour: every day of every time zone begins on one; counted from long before 1970, because the databases
# cut a negative quotient towards zero.
_QUARTER: Final = 15 * 60 * 1000
_BEFORE: Final = 10**8 * _QUARTER


def grouped(reader: Reader, spec: ListSpec, field: str) -> tuple[LeadGroup, ...]:
    """The leads of a list counted by `field` (one of GROUPED_BY), most first; unit: leads.

    `value` is a member's name for the owner, "" for the pool and for what is not set. The list narrowed by a group's
    term has exactly `count` rows (R92).
    """
    found = row_lists.grouped(reader, KIND, spec, GROUP_COLUMNS[field])
    empty = found.pop(None, 0) + found.pop("", 0)
    names = reader.facts.members
    made = []
    for value, number in found.items():
        word = names.get(value, str(value)) if field == "owner" else str(value)
        made.append(LeadGroup(word, number, Term(field, "in", (word,))))
    if empty:
        made.append(LeadGroup("", empty, Term(field, "in", ("none",)) if field == "owner" else Term(field, "not_set")))
    return tuple(sorted(made, key=lambda group: (-group.count, group.value)))


@dataclass(frozen=True, slots=True)
class LeadSpan:
    """A bar over time: its first and last day on the office's clock, how many leads, and the term that opens them."""

    first: date
    last: date
    count: int
    term: Term


def over_time(reader: Reader, spec: ListSpec, step: str, *, first: str = "", last: str = "") -> tuple[LeadSpan, ...]:
    """The leads of a list by `step` (day, week, month) in which they occurred, oldest first; unit: leads.

    `first` and `last` are days such as 2026-11-22; as many bars as a chart shows when `first` is empty. A bar's term
    stands beside the list's own filter. Errors: WrongUseError for what is no day, or too many bars.
    """
    zone = reader.facts.zone
    start, end = period(first, last)
    bars = buckets(step, start, end or day_of(spec.now or reader.now, zone))
    if not bars:
        return ()
    whole = Term("occurred", "on_days", (str(bars[0][0]), str(bars[-1][1])))
    within = replace(spec, filter=Filter((*spec.filter.terms, whole)))
    found = row_lists.grouped(reader, KIND, within, (Lead.occurred_at + _BEFORE) // _QUARTER)
    bounds = [day_start(a, zone) for a, _ in bars]
    counts = [0] * len(bars)
    for quarter, number in found.items():
        counts[bisect_right(bounds, int(quarter) * _QUARTER - _BEFORE) - 1] += number
    return tuple(
        LeadSpan(a, b, number, Term("occurred", "on_days", (str(a), str(b))))
        for (a, b), number in zip(bars, counts, strict=True)
    )
