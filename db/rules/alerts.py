"""What a member is told, and when: the kinds of alerts, their sentences, the daily digest of passive activity (R76)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from db.rules.moments import from_ms, to_ms
from db.rules.values import LEAD_TYPES, PASSIVE_TYPES, label_of

DAY_MS: Final = 24 * 60 * 60 * 1000
# Of a program that was closed for long, a digest holds no more than the last week.
LONGEST_DIGEST_MS: Final = 7 * DAY_MS
DIGEST_HOUR: Final = 8
HOUR_SETTING: Final = "digest_hour"
# Kept by the worker, not offered in the settings: until when activity has been told, in milliseconds UTC.
UNTIL_SETTING: Final = "digest_until"


@dataclass(frozen=True, slots=True)
class AlertKind:
    """A kind of alert: `at_once` says whether it is told the moment it happens; `of_owner`, that it is the owner's
    business only: when the contact goes to somebody else, it is theirs no more (R19).
    """

    key: str
    label: str
    icon: str
    at_once: bool = True
    of_owner: bool = False


KINDS: Final = (
    AlertKind("new_lead", "New lead", "inbox", of_owner=True),
    AlertKind("offer", "Offered to you", "hourglass"),
    AlertKind("update_request", "Update asked for", "circle-help", of_owner=True),
    AlertKind("digest", "Activity digest", "eye", at_once=False),
    AlertKind("back_again", "Back again", "repeat", of_owner=True),
    AlertKind("reply", "Reply", "reply", of_owner=True),
    AlertKind("task", "Task", "list-checks"),
    AlertKind("approval", "Approval", "badge-check"),
    AlertKind("untouched", "Goes to the pool", "clock", of_owner=True),
)
_BY_KEY: Final = {kind.key: kind for kind in KINDS}
OF_OWNER: Final = tuple(kind.key for kind in KINDS if kind.of_owner)
DIGEST: Final = "digest"
NEW_LEAD: Final = "new_lead"
UPDATE: Final = "update_request"
REPLY: Final = "reply"
UNTOUCHED: Final = "untouched"
# "1 visit", "3 saved searches"; the labels are title words, these stand in a sentence.
_ONE_AND_MANY: Final = {
    "visit": ("visit", "visits"),
    "viewed_listing": ("listing viewed", "listings viewed"),
    "favorite": ("favorite", "favorites"),
    "saved_search": ("saved search", "saved searches"),
}


def alert_kind(key: str) -> AlertKind:
    """The kind called `key`; a plain one for a key of a newer program."""
    return _BY_KEY.get(key, AlertKind(key, key.replace("_", " ").capitalize() or "News", "bell"))


def alerts_at_once(lead_type: str) -> bool:
    """Whether a lead of this type is told its owner the moment it comes; passive activity waits for the digest."""
    return lead_type not in PASSIVE_TYPES


def lead_line(lead_type: str, name: str, about: str = "") -> str:
    """The sentence of a new lead: "Showing request of Ann Lee: 14 Alder Court"."""
    line = f"{label_of(LEAD_TYPES, lead_type)} of {name.strip() or 'somebody without a name'}"
    return f"{line}: {' '.join(about.split())}" if about.strip() else line


def update_line(name: str) -> str:
    """The sentence of a request for an update (R72)."""
    return f"How does it stand with {name.strip() or 'a contact without a name'}?"


def reply_line(name: str) -> str:
    """The sentence of a reply from Archive, which moves nothing but a person (R5)."""
    return f"{name.strip() or 'A contact without a name'} replied from Archive"


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """What one contact did on the site since the last digest: how often, by type of lead."""

    contact_id: int
    name: str
    counts: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """How often what was done, as in “2 favorites, 1 saved search”."""
        return ", ".join(_times(key, count) for key, count in self.counts)


def group(rows: Iterable[tuple[int, str, str]]) -> tuple[DigestEntry, ...]:
    """Passive leads as (contact, name, type), gathered by contact: who did most comes first, then by name."""
    names: dict[int, str] = {}
    counts: dict[int, dict[str, int]] = {}
    for contact_id, name, lead_type in rows:
        names[contact_id] = name
        of_contact = counts.setdefault(contact_id, {})
        of_contact[lead_type] = of_contact.get(lead_type, 0) + 1
    entries = [
        DigestEntry(key, names[key], tuple((t, found[t]) for t in PASSIVE_TYPES if t in found))
        for key, found in counts.items()
    ]
    return tuple(sorted(entries, key=lambda e: (-sum(n for _, n in e.counts), e.name.casefold(), e.contact_id)))


def digest_line(entries: Iterable[DigestEntry]) -> str:
    """The sentence of a digest. It names nobody: whom it is about is read when it is shown, and only who is in sight
    then (R19).
    """
    found = tuple(entries)
    totals: dict[str, int] = {}
    for key, count in (pair for entry in found for pair in entry.counts):
        totals[key] = totals.get(key, 0) + count
    what = ", ".join(_times(key, totals[key]) for key in PASSIVE_TYPES if key in totals)
    return f"{len(found):,} of your contacts {'was' if len(found) == 1 else 'were'} active: {what}"


def digest_hour(settings: Mapping[str, Any]) -> int:
    """The hour of the office's day at which activity is told; 8 where it has said nothing, or nothing sensible."""
    said = settings.get(HOUR_SETTING)
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= 23 else DIGEST_HOUR


def digest_moment(now: int, zone: str, hour: int) -> int:
    """When the last digest fell due: `hour` o'clock of today in `zone`, or of yesterday before that; ms UTC."""
    today = from_ms(now, zone).date()
    due = to_ms(datetime.combine(today, time(hour), ZoneInfo(zone)))
    if due <= now:
        return due
    return to_ms(datetime.combine(today - timedelta(days=1), time(hour), ZoneInfo(zone)))


def digest_since(until: int, told_until: int | None) -> int:
    """From when on a digest gathers: where the last one ended, at most a week back; ms UTC."""
    return max(told_until or 0, until - LONGEST_DIGEST_MS)


def digest_is_due(until: int, told_until: int | None, zone: str) -> bool:
    """Whether the digest of `until` has not been told yet; one a day, also when the office moves its hour."""
    return told_until is None or from_ms(told_until, zone).date() < from_ms(until, zone).date()


def _times(lead_type: str, count: int) -> str:
    one, many = _ONE_AND_MANY.get(lead_type, (lead_type, lead_type))
    return f"{count:,} {one if count == 1 else many}"
