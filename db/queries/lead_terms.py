"""Filter terms on leads, scheduled calls and calls as where clauses; each row stands beside its contact (R74)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, literal_column, not_, or_, select

from db.filters import Moment, column_term, compile_term, flag_field, member_field
from db.models import Call, Contact, ContactShare, Lead, Listing, Task
from db.rules import values
from db.rules.contact_status import FROM_THE_OFFICE
from db.rules.filters import Term
from db.rules.lead_fields import ANSWER_TIMES
from db.rules.statuses import Status

Build = Callable[[Term, Moment], ColumnElement[bool]]
_NEGATIVE: Final = ("not_in", "no", "not_set")
_PASSIVE: Final = tuple(key for key, _ in values.PASSIVE_LEAD_TYPES)
_FORM: Final = tuple(key for key, _ in values.FORM_LEAD_TYPES)


@dataclass(frozen=True, slots=True)
class TermTable:
    """How one kind of row is filtered: `columns` compare plainly, `special` builds a clause; any other field is the
    contact's own. `alone` are the fields that need no contact beside the row.
    """

    columns: Mapping[str, Any]
    special: Mapping[str, Build] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    def compile(self, term: Term, at: Moment, *, by_index: bool = True) -> ColumnElement[bool]:
        """The where clause for one term; without `by_index` no index of the table's types of rows is used for it."""
        build = self.special.get(term.field)
        if build is not None:
            clause = build(term, at)
            return not_(clause) if term.op in _NEGATIVE else clause
        column = self.columns.get(term.field)
        if column is None:
            return compile_term(term, at)
        return column_term(term, column if by_index else func.coalesce(column, ""), at)


# -- leads --------------------------------------------------------------------------------------------------------


def shared_with_another() -> ColumnElement[bool]:
    """Whether the contact beside the row is shared with another member than its owner (R73)."""
    another = ContactShare.member_id.is_distinct_from(Contact.owner_id)
    return exists(select(1).where(ContactShare.contact_id == Contact.id, another).correlate(Contact))


def contact_status_column() -> ColumnElement[str]:
    """The key of the Contact Status; db/rules/contact_status.py says the same (R73)."""
    from_office = and_(Contact.owner_id.is_not(None), Contact.owner_how.in_(FROM_THE_OFFICE))
    return case(
        (Contact.status == Status.CLOSED.value, "closed"),
        (Contact.status == Status.CONTRACT.value, "pending"),
        (shared_with_another(), "shared"),
        (from_office, "assigned"),
        else_="agent_database",
    )


def source_column() -> ColumnElement[str]:
    """Where a lead came from: its own source, else the contact's."""
    return case((Lead.source != "", Lead.source), else_=Contact.source)


def waiting_clause(at: Moment) -> ColumnElement[bool]:
    """A form lead that has occurred and that no person has touched (R43)."""
    return and_(Lead.first_touch_at.is_(None), Lead.lead_type.in_(values.INQUIRY_TYPES), Lead.occurred_at <= at.now)


def _waiting(term: Term, at: Moment) -> ColumnElement[bool]:
    return flag_field(lambda: waiting_clause(at))(term, at)


def _action(term: Term, _at: Moment) -> ColumnElement[bool]:
    wanted = {"form": _FORM, "passive": _PASSIVE}
    if term.op in ("is_set", "not_set"):
        return Lead.lead_type != ""
    # half of all leads are of either kind: an index of types would only be in the way of the one by time
    return func.coalesce(Lead.lead_type, "").in_([key for word in term.values for key in wanted[word]])


def active_clause() -> ColumnElement[bool]:
    """The leads the concierge calls active; written out, because only so it fits the condition of ix_lead_active."""
    return Lead.lead_status == literal_column("'active'")


def _lead_status(term: Term, at: Moment) -> ColumnElement[bool]:
    if term.op in ("in", "not_in") and term.values == ("active",):
        return active_clause()
    plain = {"not_in": "in", "not_set": "is_set"}.get(term.op, term.op)
    return column_term(Term(term.field, plain, term.values), Lead.lead_status, at)


def _listing(term: Term, at: Moment) -> ColumnElement[bool]:
    """By any part of what the lead says of it; `=` takes the whole text or the MLS number it begins with."""
    if term.op not in ("in", "not_in"):
        plain = Term(term.field, "is_set") if term.op == "not_set" else term
        return column_term(plain, Lead.listing_text, at)
    begins = (Lead.listing_text.startswith(f"{v} ", autoescape=True) for v in term.values)
    linked = Lead.listing_id.in_(select(Listing.id).where(Listing.mls_number.in_(term.values)))
    return or_(Lead.listing_text.in_(term.values), *begins, func.coalesce(linked, False))


def answer_column(now: Any) -> ColumnElement[str]:
    """How soon a person answered a form inquiry, by the first time it kept; "" for what is no form inquiry, or lies
    ahead. An answer that is dated after this moment has not been given (DOMAIN 9).
    """
    answered = and_(Lead.first_touch_at.is_not(None), Lead.first_touch_at <= now)
    waited = Lead.first_touch_at - Lead.occurred_at
    within = [(and_(answered, waited <= most), key) for key, (_, most) in ANSWER_TIMES.items() if most is not None]
    asked = and_(Lead.lead_type.in_(values.INQUIRY_TYPES), Lead.occurred_at <= now)
    return case((not_(asked), ""), *within, (answered, "later"), else_="open")


def _first_answer(term: Term, at: Moment) -> ColumnElement[bool]:
    column = answer_column(at.now)
    return column != "" if term.op in ("is_set", "not_set") else column.in_(term.values)


_LEAD_COLUMNS: Final[dict[str, Any]] = {
    "lead_type": Lead.lead_type,
    "origin": Lead.origin,
    "source": source_column(),
    "contact_source": Contact.source,
    "contact_status": contact_status_column(),
    "occurred": Lead.occurred_at,
    "message": Lead.message,
}
LEAD_TERMS: Final = TermTable(
    _LEAD_COLUMNS,
    {
        "waiting": _waiting,
        "action": _action,
        "listing": _listing,
        "lead_status": _lead_status,
        "first_answer": _first_answer,
    },
    frozenset(
        {"lead_type", "origin", "lead_status", "occurred", "message", "waiting", "action", "listing", "first_answer"}
    ),
)


# -- scheduled calls ----------------------------------------------------------------------------------------------


def _missed(term: Term, at: Moment) -> ColumnElement[bool]:
    return flag_field(lambda: and_(Task.done_at.is_(None), Task.due_at < at.now))(term, at)


def _scheduled_by(term: Term, _at: Moment) -> ColumnElement[bool]:
    if term.op in ("is_set", "not_set"):
        return Task.id.is_not(None)
    words = {"lead": Task.lead_id.is_not(None), "reminder": Task.lead_id.is_(None)}
    return or_(*(words[word] for word in term.values))


TASK_TERMS: Final = TermTable(
    {"due": Task.due_at, "title": Task.title},
    {
        "done": flag_field(lambda: Task.done_at.is_not(None)),
        "missed": _missed,
        "scheduled_by": _scheduled_by,
        "member": member_field(Task.member_id),
    },
    frozenset({"due", "done", "missed", "scheduled_by", "member", "title"}),
)


# -- calls --------------------------------------------------------------------------------------------------------

CALL_TERMS: Final = TermTable(
    {"direction": Call.direction, "called": Call.at, "number": Call.number, "outcome": Call.outcome},
    {"known": flag_field(lambda: Call.contact_id.is_not(None)), "member": member_field(Call.member_id)},
    frozenset({"direction", "called", "number", "outcome", "known", "member"}),
)
