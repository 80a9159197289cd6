"""The call that Back Again suggests for a contact: the next working day, and what to say then (R42)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from db.queries.contacts import ContactCard
from db.queries.reader import Reader
from db.rules.back_again import line_for, next_working_day
from db.rules.moments import WEEKDAYS, day_of, day_words, to_ms
from desktop.operations.activity import NewTask

LIST: Final = "back_again"
HOUR: Final = time(9)


@dataclass(frozen=True, slots=True)
class CallIdea:
    """`words` say it; `task` is what the button sets, None where a call is set already."""

    words: str
    button: str
    task: NewTask | None


def call_idea(reader: Reader, card: ContactCard) -> CallIdea:
    """The suggestion for a contact of the list, as of now."""
    zone = reader.facts.zone_info
    day = next_working_day(day_of(reader.now, reader.facts.zone))
    shown = f"{WEEKDAYS[day.weekday()]}, {day_words(day)}"
    line = line_for(card.id, str(card.fields["first_name"] or card.name))
    ahead = [t for t in card.tasks if t.kind == "call" and t.done_at is None and t.due_at > reader.now]
    if ahead:
        due = day_of(min(t.due_at for t in ahead), reader.facts.zone)
        return CallIdea(f"A call is set for {WEEKDAYS[due.weekday()]}, {day_words(due)}. Say: {line}", "", None)
    task = NewTask("call", f"Back again: {line}", to_ms(datetime.combine(day, HOUR, zone)))
    return CallIdea(f"Call on {shown}, the next working day, and say: {line}", f"Set the call for {shown}", task)
