"""How the contact dialog puts moments, numbers and events into words."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from db.queries.contacts import AddressRow, PhoneRow
from db.queries.contacts import TimelineEntry as Event
from db.queries.reader import OfficeFacts
from db.rules.moments import from_ms
from db.rules.phones import format_phone
from db.rules.values import PASSIVE_LEAD_TYPES, label_of
from desktop import times
from desktop.dialogs.contact.view import ContactView
from desktop.theme.status_colours import DISPOSITION_COLOURS, STATUS_COLOURS, ColourPair
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.timeline_delegate import TimelineEntry

MINUTE: Final = times.MINUTE
HOUR: Final = times.HOUR
DAY: Final = 24 * HOUR
NOT_TO_MENTION: Final = "For your research: not to be mentioned"
_PASSIVE: Final = frozenset(label for _, label in PASSIVE_LEAD_TYPES)
_PLAIN: Final = ColourPair("#7D858F", "#7C8591")
_COLOURS: Final[dict[str, ColourPair]] = {
    "lead": STATUS_COLOURS["new_lead"],
    "passive": DISPOSITION_COLOURS["yellow"],
    "touch": DISPOSITION_COLOURS["purple"],
    "task": DISPOSITION_COLOURS["green"],
    "created": STATUS_COLOURS["sphere"],
}


def due_time(at: int, now: int, zone: ZoneInfo) -> str:
    """A coming moment: "today 14:00", "tomorrow 14:00", "Tue 24 Nov 14:00"; with the year when it is another one."""
    moment, today = _local(at, zone), _local(now, zone)
    days = (moment.date() - today.date()).days
    if days in (0, 1):
        return f"{'tomorrow' if days else 'today'} {moment:%H:%M}"
    year = "" if moment.year == today.year else f" {moment.year}"
    return f"{moment:%a} {moment.day} {moment:%b}{year} {moment:%H:%M}"


def wait(since: int, now: int) -> str:
    """How long: "27 min", "5 h", "3 days"."""
    passed = max(0, now - since)
    if passed < HOUR:
        return f"{passed // MINUTE} min"
    if passed < 2 * DAY:
        return f"{passed // HOUR} h"
    return f"{passed // DAY:,} days"


def day(at: int, zone: ZoneInfo) -> str:
    """A date alone: "14 Nov 2026"."""
    moment = _local(at, zone)
    return f"{moment.day} {moment:%b %Y}"


def phone(row: PhoneRow) -> str:
    """A number as people read it; one that could not be read as it was written."""
    return format_phone(row.e164, row.extension) or row.raw


def address(row: AddressRow) -> str:
    """An address in one line."""
    region = " ".join(filter(None, (row.region, row.postal_code)))
    street = " ".join(filter(None, (row.street, row.unit and f"Unit {row.unit}")))
    return ", ".join(filter(None, (street, row.city, region, row.country))) or row.raw


def label(word: str, otherwise: str) -> str:
    """The label of a number or an address: "mobile" becomes "Mobile"; without one, `otherwise`."""
    return word[:1].upper() + word[1:] if word.strip() else otherwise


def status_look(facts: OfficeFacts, status: str) -> ChipLook:
    """The office's own wording and colours of a status, the theme's where it set none (R1)."""
    style, pair = facts.scheme.style(status), STATUS_COLOURS[status]
    return ChipLook(style.label, style.icon, style.light or pair.light, style.dark or pair.dark)


def entries(view: ContactView, events: tuple[Event, ...]) -> list[TimelineEntry]:
    """Events as the timeline widget shows them; the key is "step:n" where a step can be taken back."""
    zone = view.facts.zone_info
    return [_entry(view, event, number, zone) for number, event in enumerate(events)]


def _entry(view: ContactView, event: Event, number: int, zone: ZoneInfo) -> TimelineEntry:
    passive = event.kind == "lead" and event.title in _PASSIVE
    detail = label_of(view.facts.sources, event.detail) if event.kind == "created" else event.detail
    parts = [" ".join(detail.split()), event.member]
    if passive:
        parts.insert(0, NOT_TO_MENTION)
    pair = _colour(view.facts, event, passive=passive)
    key = f"step:{event.step}:{number}" if event.step else f"event:{number}"
    return TimelineEntry(
        key,
        event.title,
        " · ".join(filter(None, parts)),
        times.ago(event.at, view.now, zone),
        times.full(event.at, zone),
        pair.light,
        pair.dark,
    )


def _colour(facts: OfficeFacts, event: Event, *, passive: bool) -> ColourPair:
    if event.kind == "status" and event.status:
        look = status_look(facts, event.status)
        return ColourPair(look.light, look.dark)
    return _COLOURS.get("passive" if passive else event.kind, _PLAIN)


def _local(ms: int, zone: ZoneInfo) -> datetime:
    return from_ms(ms).astimezone(zone)
