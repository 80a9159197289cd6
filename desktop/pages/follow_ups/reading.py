"""What the page of follow-ups reads, in one go on a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from db.queries.agenda import AgendaCounts, AgendaItem, agenda, agenda_counts, between
from db.queries.reader import OfficeFacts, Reader
from db.rules.agenda import monday_of
from db.rules.moments import day_of, day_start


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose follow-ups: a member's, the signed-in one's when None, or everyone's."""

    member_id: int | None = None
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The rows of a part with the counts of all; `week` is the Monday of the week that was read instead, or None."""

    part: str
    items: tuple[AgendaItem, ...]
    counts: AgendaCounts
    facts: OfficeFacts
    now: int
    whose: Whose
    sees_all: bool
    me: int
    week: date | None = None


def read_agenda(reader: Reader, part: str, whose: Whose, *, week: int | None = None) -> AgendaView:
    """A part of an agenda; with `week` (0 this one, 1 the next) all of that week's days."""
    who, everyone = whose.member_id, whose.everyone
    counts = agenda_counts(reader, member_id=who, everyone=everyone)
    monday, zone = None, reader.facts.zone
    if week is None:
        items = agenda(reader, part, member_id=who, everyone=everyone)
    else:
        monday = monday_of(day_of(reader.now, zone)) + timedelta(weeks=week)
        span = day_start(monday, zone), day_start(monday + timedelta(days=7), zone)
        items = between(reader, *span, member_id=who, everyone=everyone)
    actor = reader.actor
    return AgendaView(part, items, counts, reader.facts, reader.now, whose, actor.sees_all, actor.id, monday)
