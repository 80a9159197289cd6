"""What the preview says of a contact: read on a worker, handed to the widgets as plain words."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.contacts import ContactCard, contact_card
from db.queries.history import timeline
from db.queries.reader import Reader
from db.queries.why import Why, why
from db.rules.details import shown_phone
from db.rules.filters import ListSpec
from db.rules.values import CONTACT_TYPES, PRIORITIES, label_of
from desktop.item_models.event_words import timeline_entries
from desktop.item_models.press_ahead import PressAhead, read_ahead
from desktop.pages.agent_dashboard.back_again import LIST, CallIdea, call_idea
from desktop.times import full, short_date
from desktop.widgets import timeline_delegate

EVENTS = 40


@dataclass(frozen=True, slots=True)
class PreviewFacts:
    """Everything the preview shows of one contact."""

    id: int
    name: str
    line: str
    status: str
    disposition: str
    hashtags: tuple[str, ...]
    reasons: str
    member: bool
    email: str
    phone: str
    phone_shown: str
    events: tuple[timeline_delegate.TimelineEntry, ...]
    ahead: PressAhead
    hold_until: str
    idea: CallIdea | None = None


def preview_facts(reader: Reader, contact_id: int, spec: ListSpec) -> PreviewFacts:
    """Read it all on one connection. Errors: NotFoundError when the member does not see the contact (any more)."""
    card = contact_card(reader, contact_id)
    because = why(reader, contact_id, spec.list_key, extra=spec.filter)
    events = timeline(reader, card, limit=EVENTS)
    email = next((e.value for e in card.emails if e.usable), "")
    ahead = read_ahead(reader, contact_id, card.name)
    phone = next((p for p in card.phones if p.usable), None)
    idea = _idea(reader, card, because, spec)
    return PreviewFacts(
        contact_id,
        card.name,
        _line(reader, card),
        str(card.fields["status"]),
        str(card.fields["disposition"]),
        card.hashtags,
        " ".join(filter(None, (reasons(because, reader), idea.words if idea else ""))),
        because.member,
        email,
        phone.e164 if phone else "",
        shown_phone(phone.e164, phone.extension, phone.raw) if phone else "",
        tuple(timeline_entries(events, reader.facts, reader.now)),
        ahead,
        full(ahead.hold.until_at, reader.facts.zone_info) if ahead.hold is not None else "",
        idea,
    )


def _idea(reader: Reader, card: ContactCard, because: Why, spec: ListSpec) -> CallIdea | None:
    return call_idea(reader, card) if because.member and spec.list_key == LIST else None


def reasons(because: Why, reader: Reader) -> str:
    """Why the contact is in the list, or which conditions it does not meet, and until when (R91)."""
    if because.member:
        text = " ".join(c.sentence for c in because.conditions) or "Every contact is in this list."
        if because.until is not None:
            zone = reader.facts.zone_info
            text += f" Until {short_date(because.until, reader.now, zone)}, if nothing happens."
        return text
    failed = [f"{c.sentence.rstrip('.')}: {c.value}." for c in because.conditions if not c.met]
    return "Not in this list any more. " + " ".join(failed)


def _line(reader: Reader, card: ContactCard) -> str:
    f = card.fields
    parts = [
        label_of(CONTACT_TYPES, f["contact_type"]),
        label_of(reader.facts.sources, f["source"]),
        label_of(PRIORITIES, f["priority"]),
        _owner(reader, card),
    ]
    return " · ".join(part for part in parts if part)


def _owner(reader: Reader, card: ContactCard) -> str:
    owner, since = card.fields["owner_id"], card.fields["owner_since"]
    if owner is None:
        return "in the pool"
    whose = "yours" if owner == reader.actor.id else card.owner
    return f"{whose} since {short_date(since, reader.now, reader.facts.zone_info)}" if since else whose
