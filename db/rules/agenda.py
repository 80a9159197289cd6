"""A member's agenda: which part of it a moment belongs to, and what may come of a call or an appointment (R41)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.rules.moments import day_of, day_start
from db.rules.values import Pairs

OVERDUE, TODAY, WEEK, LATER, DONE = "overdue", "today", "week", "later", "done"
PARTS: Final[Pairs] = (
    (OVERDUE, "Overdue"),
    (TODAY, "Today"),
    (WEEK, "This week"),
    (LATER, "Later"),
    (DONE, "Done today"),
)
# What came of a call, as a touch keeps it.
CALL_RESULTS: Final[Pairs] = (
    ("talked", "Reached: we talked"),
    ("left_message", "Left a message"),
    ("no_answer", "No answer"),
    ("wrong_number", "Wrong number"),
)
APPOINTMENT_ENDS: Final[Pairs] = (("held", "Held"), ("no_show", "Nobody came"), ("cancelled", "Cancelled"))
TASK_KINDS: Final[Pairs] = (
    ("call", "Call"),
    ("follow_up", "Follow-up"),
    ("update_request", "Update request"),
    ("other", "Task"),
)
MOST_MINUTES: Final = 7 * 24 * 60  # an appointment that takes longer is a slip
MINUTE_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Moments in ms UTC that part an agenda: the beginning of today, now, tomorrow, and next Monday, by office days."""

    today: int
    now: int
    tomorrow: int
    next_week: int

    def part_of(self, due_at: int, minutes: int = 0) -> str:
        """Where something that is still to be done then belongs: what has passed is overdue for good, what is under way
        (it takes `minutes`) is today's.
        """
        if due_at < self.now and due_at + minutes * MINUTE_MS <= self.now:
            return OVERDUE
        if due_at < self.tomorrow:
            return TODAY
        return WEEK if due_at < self.next_week else LATER


def bounds(now: int, zone: str) -> Bounds:
    """The bounds of an agenda at `now` (ms UTC) in the office's zone. The week begins on Monday: on a Sunday nothing of
    it is left after today.
    """
    today = day_of(now, zone)
    tomorrow, monday = today + timedelta(days=1), monday_of(today) + timedelta(days=7)
    return Bounds(day_start(today, zone), now, day_start(tomorrow, zone), day_start(monday, zone))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
