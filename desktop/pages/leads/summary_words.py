"""What the summary says of a lead, a call, a touch or a press: read on a worker, handed on as plain words (R71)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.queries import call_log, press_rows, scheduled_calls, touch_rows
from db.queries.contacts import ContactCard, TaskRow, TouchRow, contact_card
from db.queries.contacts import TimelineEntry as Event
from db.queries.leads import LeadRow, lead_summary
from db.queries.press_rows import PressRow
from db.queries.reader import Reader
from db.queries.touch_rows import TouchListRow
from db.rules.contact_status import CONTACT_STATUSES
from db.rules.errors import NotFoundError
from db.rules.lead_fields import DIRECTIONS, LEAD_STATUSES
from db.rules.values import CONTACT_TYPES, LEAD_TYPES, PASSIVE_TYPES, PRIORITIES, label_of, touch_words
from desktop import times
from desktop.item_models.event_words import NOT_TO_MENTION, timeline_entries, wait
from desktop.item_models.lead_source import (
    call_state,
    caller,
    length_words,
    money_words,
    outcome_words,
    record_words,
    shown_number,
    whose,
)
from desktop.widgets.timeline_delegate import TimelineEntry

LAST_TOUCHES: Final = 3
NOT_SET: Final = "Not set"
Fields = tuple[tuple[str, str], ...]


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
    return _OF[unit](reader, row_id)


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


def _of_touch(reader: Reader, row_id: int) -> SummaryFacts:
    row = touch_rows.rows(reader, (row_id,)).get(row_id)
    if row is None:
        raise NotFoundError(f"There is no touch {row_id}.")
    heading = touch_words(row.channel, row.outcome or "not said")
    return _of_work(reader, row, heading, (("Agent", row.member),), words=row.words)


def _of_press(reader: Reader, row_id: int) -> SummaryFacts:
    row = press_rows.rows(reader, (row_id,)).get(row_id)
    if row is None:
        raise NotFoundError(f"There is no press {row_id}.")
    fields = (
        ("Agent", row.member), ("Amount", money_words(row.amount_cents)), ("Credit", "1 credit" if row.credit else ""),
        ("Record", record_words(row)), ("Approved by", row.approved_by),
    )  # fmt: skip
    return _of_work(reader, row, row.label, fields)


def _of_work(
    reader: Reader, row: TouchListRow | PressRow, heading: str, fields: Fields, *, words: str = ""
) -> SummaryFacts:  # fmt: skip
    """What a member did, and the contact as it is today; of one out of sight nothing (R19)."""
    card = None if row.contact_id is None else contact_card(reader, row.contact_id)
    return SummaryFacts(
        "touch" if isinstance(row, TouchListRow) else "press", row.id, row.contact_id, whose(row),
        "This contact is not yours to see any more" if card is None else _card_line(reader, card), row.status, heading,
        _ago(reader, row.at), times.full(row.at, reader.facts.zone_info), "", words, "", False,
        _filled(
            *fields, ("Owner", "" if card is None else row.owner or "Pool"),
            ("Next", "" if card is None else _next(reader, [t for t in card.tasks if t.done_at is None])),
        ),
        () if card is None else _touches(reader, card.touches),
        "" if card is None else _phone(card), "" if card is None else _email(card),
    )  # fmt: skip


_OF: Final = {"lead": _of_lead, "task": _of_task, "call": _of_call, "touch": _of_touch, "press": _of_press}


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


def _phone(card: ContactCard) -> str:
    return next((p.e164 or p.raw for p in card.phones if p.usable), "")


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
