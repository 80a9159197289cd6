"""Every list of leads, calls and work by its key: counts, documents, why a row is in one (R55–R58, R70, R91, R92)."""

from __future__ import annotations

from typing import Any, Final

from db.queries import call_log, leads, press_rows, row_lists, scheduled_calls, touch_rows
from db.queries.call_log import CallRow
from db.queries.leads import LeadRow
from db.queries.press_rows import PressRow
from db.queries.reader import Reader
from db.queries.row_lists import RowKind
from db.queries.scheduled_calls import ScheduledCallRow
from db.queries.touch_rows import TouchListRow
from db.queries.why import Condition, Why
from db.rules.errors import NotFoundError
from db.rules.filters import ListSpec, term_sentence
from db.rules.lead_lists import LEAD_LISTS, lead_list, lead_spec
from db.rules.moments import iso

KINDS: Final[dict[str, RowKind[Any]]] = {
    "lead": leads.KIND, "task": scheduled_calls.KIND, "call": call_log.KIND, "touch": touch_rows.KIND,
    "press": press_rows.KIND,
}  # fmt: skip
Row = LeadRow | ScheduledCallRow | CallRow | TouchListRow | PressRow
_PAGE: Final = 1_000


def kind_of(key: str) -> RowKind[Any]:
    """What the rows of the list `key` are. Errors: WrongUseError for an unknown list."""
    return KINDS[lead_list(key).unit]


def count(reader: Reader, spec: ListSpec) -> int:
    """How many rows a list of leads or calls has."""
    return row_lists.count(reader, kind_of(spec.list_key), spec)


def counts(reader: Reader) -> dict[str, int]:
    """The counts of all lists of leads and calls, for the sidebar."""
    return {one.key: count(reader, lead_spec(one.key)) for one in LEAD_LISTS}


def list_document(reader: Reader, spec: ListSpec, *, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows of a list in its order as JSON-able values: moments in ISO 8601, `waiting` in whole seconds or None."""
    kind = kind_of(spec.list_key)
    query = row_lists.ordered(reader, kind, spec)
    ids = list(reader.connection.scalars(query if limit is None else query.limit(limit)))
    found: dict[int, Any] = {}
    for start in range(0, len(ids), _PAGE):
        found |= row_lists.rows(reader, kind, tuple(ids[start : start + _PAGE]))
    return [row_document(found[n]) for n in ids]


def row_document(row: Row) -> dict[str, Any]:
    """One row as JSON-able values."""
    contact = {"id": row.contact_id, "name": row.contact} if row.contact_id is not None else None
    if isinstance(row, LeadRow):
        waiting = None if row.waiting is None else row.waiting // 1000
        return {
            "id": row.id, "contact": contact, "type": row.lead_type, "source": row.source,
            "occurred_at": iso(row.occurred_at), "waiting": waiting, "message": row.message, "listing": row.listing,
            "origin": row.origin, "lead_status": row.lead_status, "contact_status": row.contact_status,
            "owner": row.owner, "first_touch_at": iso(row.first_touch_at) or None,
            "first_touch_by": row.first_touch_by, "routed_why": row.routed_why,
        }  # fmt: skip
    if isinstance(row, ScheduledCallRow):
        return {
            "id": row.id, "contact": contact, "title": row.title, "due_at": iso(row.due_at),
            "done_at": iso(row.done_at) or None, "missed": row.missed, "member": row.member, "phone": row.phone,
            "scheduled_by": "reminder" if row.lead_id is None else "lead", "lead": row.lead_id,
        }  # fmt: skip
    if isinstance(row, TouchListRow | PressRow):
        return {"id": row.id, "contact": contact, "at": iso(row.at), "member": row.member} | _work_document(row)
    return {
        "id": row.id, "contact": contact, "direction": row.direction, "outbound": row.outbound, "number": row.number,
        "caller_name": row.caller_name, "line": row.line, "outcome": row.outcome, "seconds": row.seconds,
        "at": iso(row.at), "member": row.member,
    }  # fmt: skip


def _work_document(row: TouchListRow | PressRow) -> dict[str, Any]:
    if isinstance(row, TouchListRow):
        return {"channel": row.channel, "outcome": row.outcome, "words": row.words}
    return {
        "disposition": row.disposition, "label": row.label, "colour": row.colour, "amount_cents": row.amount_cents,
        "credit": row.credit, "record": row.record, "approved_by": row.approved_by or None,
    }  # fmt: skip


def why(reader: Reader, row_id: int, key: str) -> Why:
    """Why a row is in a list of leads or calls, or why not: each condition by the clauses the list is read with (R91).

    Errors: NotFoundError when there is no such row, or the member may not see its contact; WrongUseError for the list.
    """
    one, kind = lead_list(key), kind_of(key)
    row = row_lists.rows(reader, kind, (row_id,)).get(row_id)
    if row is None:
        raise NotFoundError(f"There is no {'call' if one.unit == 'task' else one.unit} {row_id}.")
    terms, in_scope = row_lists.met(reader, kind, key, row_id)
    conditions = [Condition(one.rule, f"{_WHAT[one.unit]}.", _what(row), met=True)]
    if not reader.actor.sees_all:
        owner = f"owner {row.owner or 'the pool'}"
        scope = "You see its contact." if one.scope == "visible" else "Its contact is yours or shared with you."
        scope = scope if kind.doer is None else "You see its contact, or did it yourself."
        conditions.append(Condition(one.rule, scope, owner, in_scope))
    labels = {s.key.value: s.label for s in reader.facts.scheme.statuses}
    for term, ok in terms:
        sentence = f"{term_sentence(term, names=labels, fields=one.fields)}."
        conditions.append(Condition(one.rule, sentence, _value(reader, row, term.field), ok))
    return Why(all(c.met for c in conditions), tuple(conditions), None)


_WHAT: Final = {
    "lead": "It is an action of a consumer", "task": "It is a scheduled call", "call": "It is in the log",
    "touch": "It is an attempt to reach somebody", "press": "It is a press of a disposition that stands",
}  # fmt: skip


def _what(row: Row) -> str:
    if isinstance(row, TouchListRow | PressRow):
        return f"{row.channel if isinstance(row, TouchListRow) else row.label} at {iso(row.at)}"
    if isinstance(row, LeadRow):
        return f"{row.lead_type.replace('_', ' ')} of {iso(row.occurred_at)}"
    return f"due {iso(row.due_at)}" if isinstance(row, ScheduledCallRow) else f"{row.direction} at {iso(row.at)}"


def _value(reader: Reader, row: Any, field: str) -> str:
    if field == "status":
        return reader.facts.scheme.style(row.status).label
    if field == "waiting":
        return _wait(row)
    return str(getattr(row, field))


def _wait(row: LeadRow) -> str:
    if row.first_touch_at is not None:
        return f"first touch {iso(row.first_touch_at)}"
    return "no answer is waited for" if row.waiting is None else f"waiting since {iso(row.occurred_at)}"
