"""How the contact dialog puts moments, numbers and events into words."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from db.queries.claims import ClaimRow
from db.queries.contacts import AddressRow, EmailRow, PhoneRow
from db.queries.contacts import TimelineEntry as Event
from db.rules.details import shown_address, shown_email, shown_phone
from db.rules.moments import WEEKDAYS, day_words, from_ms, month_words
from desktop.dialogs.contact.view import ContactView
from desktop.item_models.event_words import timeline_entries
from desktop.widgets.timeline_delegate import TimelineEntry

CAUSES: Final = (
    ("themselves", "by themselves"),
    ("bounce", "their mail came back"),
    ("complaint", "they complained to their mail service"),
    ("archive", "by Archive"),
    ("import", "so in the imported file"),
)


def due_time(at: int, now: int, zone: ZoneInfo) -> str:
    """A coming moment: "today 14:00", "tomorrow 14:00", "Tue 24 Nov 14:00"; with the year when it is another one."""
    moment, today = _local(at, zone), _local(now, zone)
    days = (moment.date() - today.date()).days
    if days in (0, 1):
        return f"{'tomorrow' if days else 'today'} {moment:%H:%M}"
    year = "" if moment.year == today.year else f" {moment.year}"
    return f"{WEEKDAYS[moment.weekday()][:3]} {moment.day} {month_words(moment)}{year} {moment:%H:%M}"


def day(at: int, zone: ZoneInfo) -> str:
    """A date alone: "14 Nov 2026"."""
    return day_words(_local(at, zone))


def email(row: EmailRow) -> str:
    """An e-mail address as people read it; what is none as it was written."""
    return shown_email(row.value, row.raw)


def phone(row: PhoneRow) -> str:
    """A number as people read it; one that could not be read as it was written."""
    return shown_phone(row.e164, row.extension, row.raw)


def address(row: AddressRow) -> str:
    """An address in one line."""
    return shown_address(row)


def cause(key: str) -> str:
    """Why a contact is unsubscribed (R38)."""
    return dict(CAUSES).get(key, key) or "unknown"


def label(word: str, otherwise: str) -> str:
    """The label of a number or an address: "mobile" becomes "Mobile"; without one, `otherwise`."""
    return word[:1].upper() + word[1:] if word.strip() else otherwise


def holding(row: ClaimRow, zone: ZoneInfo) -> str:
    """Who has a contact, or had it, for how long: Wes Park has it since 3 Nov 2026 (claimed), for 12 days."""
    since, days = day(row.since, zone), f"{row.days_held:,} day{'' if row.days_held == 1 else 's'}"
    how = f" ({row.how})" if row.how else ""
    who = row.owner or "Somebody"
    if row.until is not None:
        return f"{who} had it for {days} from {since}{how}; {row.ended}."
    return f"{who} has it since {since}{how}, for {days}; untouched for {row.days_untouched or 0:,}."


def entries(view: ContactView, events: tuple[Event, ...]) -> list[TimelineEntry]:
    """Events of the contact as the timeline widget shows them."""
    return timeline_entries(events, view.facts, view.now)


def _local(ms: int, zone: ZoneInfo) -> datetime:
    return from_ms(ms).astimezone(zone)
