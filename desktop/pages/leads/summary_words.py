"""What the summary says of a lead or a call: read on a worker, handed to the widgets as plain words (R71)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.queries import call_log, scheduled_calls
from db.queries.contacts import ContactCard, TaskRow, TouchRow, contact_card
from db.queries.contacts import TimelineEntry as Event
from db.queries.leads import LeadRow, lead_summary
from db.queries.reader import Reader
from db.rules.contact_status import CONTACT_STATUSES
from db.rules.errors import NotFoundError
from db.rules.lead_fields import DIRECTIONS, LEAD_STATUSES
from db.rules.values import CONTACT_TYPES, LEAD_TYPES, PASSIVE_TYPES, PRIORITIES, label_of, touch_words
from desktop import times
from desktop.item_models.event_words import NOT_TO_MENTION, timeline_entries, wait
from desktop.item_models.lead_source import call_state, caller, length_words, outcome_words, shown_number
from desktop.widgets.timeline_delegate import TimelineEntry

LAST_TOUCHES: Final = 3
NOT_SET: Final = "Not set"


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """Everything the summary shows of one row. `contact_id` is None for a caller nobody knows; `clock` says how
    long someone waits or has waited (or that this is never to be quoted to them), `waits` that they still do.
    `fields` are labels and values, the empty ones left out.
    """

    unit: str
    row_id: int
    contact_id: int | None
    name: str
    line: str
    status: str
    heading: str
    when: str
    full_time: str
    about: str
    message: str
    clock: str
    waits: bool
    fields: tuple[tuple[str, str], ...]
    touches: tuple[TimelineEntry, ...]
    phone: str
    email: str
    listing_id: int | None = None


def summary_facts(reader: Reader, unit: str, row_id: int) -> SummaryFacts:
    """Read it all on one connection. Errors: NotFoundError when the member does not see the row (any more)."""
    if unit == "lead":
        return _of_lead(reader, row_id)
    return _of_task(reader, row_id) if unit == "task" else _of_call(reader, row_id)


def _of_lead(reader: Reader, row_id: int) -> SummaryFacts:
    found = lead_summary(reader, row_id)
    lead, zone = found.lead, reader.facts.zone_info
    clock, waits = _clock(lead, reader.now)
    stars = "" if found.interest is None else f"{found.interest} of 5"
    first = "" if lead.first_touch_at is None else f"{_ago(reader, lead.first_touch_at)}, {lead.first_touch_by}"
    return SummaryFacts(
        "lead", row_id, lead.contact_id, lead.contact,
        _line(label_of(reader.facts.sources, lead.source), lead.origin.capitalize()),
        lead.status, label_of(LEAD_TYPES, lead.lead_type),
        _ago(reader, lead.occurred_at), times.full(lead.occurred_at, zone), lead.listing,
        lead.message, NOT_TO_MENTION if lead.lead_type in PASSIVE_TYPES else clock, waits,
        _filled(
            ("Owner", lead.owner or "Pool"),
            ("Lead Status", label_of(LEAD_STATUSES, lead.lead_status) or NOT_SET),
            ("Contact Status", label_of(CONTACT_STATUSES, lead.contact_status)),
            ("Priority", label_of(PRIORITIES, found.priority)), ("Interest", stars),
            ("First touch", first.rstrip(", ")), ("Next", _next(reader, found.tasks)),
            ("Routed because", lead.routed_why),
        ),
        _touches(reader, found.touches), found.phone, found.email, lead.listing_id,
    )  # fmt: skip


def _of_task(reader: Reader, row_id: int) -> SummaryFacts:
    row = scheduled_calls.rows(reader, (row_id,)).get(row_id)
    if row is None:
        raise NotFoundError(f"There is no call {row_id}.")
    card, state = contact_card(reader, row.contact_id), call_state(row, reader.now)
    missed = state == "Missed"
    return SummaryFacts(
        "task", row_id, row.contact_id, row.contact, _card_line(reader, card), row.status, "Scheduled call",
        f"due {_ago(reader, row.due_at)}", times.full(row.due_at, reader.facts.zone_info), "", row.title,
        f"Missed {wait(row.due_at, reader.now)} ago" if missed else state, missed,
        _filled(
            ("Who calls", row.member), ("Owner", row.owner or "Pool"),
            ("Scheduled by", "Reminder" if row.lead_id is None else "Lead action"),
            ("Next", _next(reader, [t for t in card.tasks if t.done_at is None and t.id != row_id])),
        ),
        _touches(reader, card.touches), row.phone, _email(card),
    )  # fmt: skip


def _of_call(reader: Reader, row_id: int) -> SummaryFacts:
    row = call_log.rows(reader, (row_id,)).get(row_id)
    if row is None:
        raise NotFoundError(f"There is no call {row_id}.")
    card = None if row.contact_id is None else contact_card(reader, row.contact_id)
    return SummaryFacts(
        "call", row_id, row.contact_id, caller(row),
        "Nobody in the office has this number" if card is None else _card_line(reader, card), row.status,
        "Outbound call" if row.outbound else "Call to the smart number",
        _ago(reader, row.at), times.full(row.at, reader.facts.zone_info), "", "", "", False,
        _filled(
            ("Direction", label_of(DIRECTIONS, row.direction)), ("Outcome", outcome_words(row.outcome)),
            ("Length", length_words(row.seconds)), ("Member", row.member), ("Line", shown_number(row.line)),
            ("Caller's name", row.caller_name),
            ("Owner", "" if card is None else row.owner or "Pool"),
            ("Next", "" if card is None else _next(reader, [t for t in card.tasks if t.done_at is None])),
        ),
        () if card is None else _touches(reader, card.touches), row.number, "" if card is None else _email(card),
    )  # fmt: skip


def _clock(lead: LeadRow, now: int) -> tuple[str, bool]:
    if lead.waiting is not None:
        return f"Waiting {wait(lead.occurred_at, now)}", True
    return ("", False) if lead.waited is None else (f"Answered after {wait(0, lead.waited)}", False)


def _ago(reader: Reader, at: int) -> str:
    return times.ago(at, reader.now, reader.facts.zone_info)


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _card_line(reader: Reader, card: ContactCard) -> str:
    kind, source = str(card.fields["contact_type"]), str(card.fields["source"])
    return _line(label_of(CONTACT_TYPES, kind), label_of(reader.facts.sources, source))


def _email(card: ContactCard) -> str:
    return next((e.value for e in card.emails if e.usable), "")


def _filled(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in pairs if value)


def _next(reader: Reader, tasks: Sequence[TaskRow]) -> str:
    """What is to be done first, and how many things more."""
    if not tasks:
        return ""
    first = min(tasks, key=lambda task: (task.due_at, task.id))
    words = first.title or first.kind.replace("_", " ").capitalize()
    more = f" · and {len(tasks) - 1:,} more" if len(tasks) > 1 else ""
    return f"{words}, {_ago(reader, first.due_at)}{more}"


def _touches(reader: Reader, touches: Sequence[TouchRow]) -> tuple[TimelineEntry, ...]:
    newest = sorted(touches, key=lambda touch: (touch.at, touch.id), reverse=True)[:LAST_TOUCHES]
    events = [Event("touch", touch_words(t.channel, t.outcome), t.words, t.member, t.at) for t in newest]
    return tuple(timeline_entries(events, reader.facts, reader.now))
