"""What the page of follow-ups reads, in one go on a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.queries.agenda import AgendaCounts, AgendaItem, agenda, agenda_counts, between
from db.queries.reader import OfficeFacts, Reader
from db.rules.agenda import monday_of
from db.rules.moments import day_of, day_start

WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose follow-ups: a member's, the signed-in one's when None, or everyone's."""

    member_id: int | None = None
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The rows of a part with the counts of all; `first` is the first of the `days` that were read instead, or None."""

    part: str
    items: tuple[AgendaItem, ...]
    counts: AgendaCounts
    facts: OfficeFacts
    now: int
    whose: Whose
    sees_all: bool
    me: int
    first: date | None = None
    days: int = 7


@dataclass(frozen=True, slots=True)
class Span:
    """What the calendar shows: a week (`days` 7) or a day, 0 for this one, 1 for the next."""

    number: int = 0
    days: int = WEEK

    def first(self, today: date) -> date:
        """Its first day."""
        return monday_of(today) + timedelta(weeks=self.number) if self.days == WEEK else today + timedelta(self.number)

    def holding(self, day: date, today: date) -> Span:
        """The week or day of the same length that holds `day`."""
        if self.days == WEEK:
            return Span((monday_of(day) - monday_of(today)).days // WEEK, WEEK)
        return Span((day - today).days, self.days)


def read_agenda(reader: Reader, part: str, whose: Whose, *, span: Span | None = None) -> AgendaView:
    """A part of an agenda; with `span` all of its days."""
    who, everyone = whose.member_id, whose.everyone
    counts = agenda_counts(reader, member_id=who, everyone=everyone)
    first, zone = None, reader.facts.zone
    if span is None:
        items = agenda(reader, part, member_id=who, everyone=everyone)
    else:
        first = span.first(day_of(reader.now, zone))
        ends = day_start(first, zone), day_start(first + timedelta(days=span.days), zone)
        items = between(reader, *ends, member_id=who, everyone=everyone)
    actor, days = reader.actor, span.days if span is not None else WEEK
    return AgendaView(part, items, counts, reader.facts, reader.now, whose, actor.sees_all, actor.id, first, days)
