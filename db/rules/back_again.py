"""What Back Again suggests: a call on the next working day, and a line that does not mention the activity (R42)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

# Fixed lines; the name is their only placeholder, and none of them says what the person did on the site.
LINES: Final = (
    "Hello {name}, it has been a while. I wanted to ask how you are doing.",
    "Hello {name}, I was going through my notes and thought of you. How have you been?",
    "Hello {name}, I wanted to say hello and ask whether there is anything I can help you with.",
)
_SATURDAY: Final = 5


def line_for(contact_id: int, name: str) -> str:
    """The line suggested for a contact, always the same one; without a name it is a plain greeting."""
    line = LINES[contact_id % len(LINES)]
    # not str.format: a name may hold anything, braces too
    return line.replace("{name}", name.strip()) if name.strip() else line.replace(" {name}", "")


def next_working_day(today: date) -> date:
    """The day after `today`, or Monday when that falls on a weekend."""
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def suggestion(contact_id: int, name: str, today: date) -> str:
    """The suggestion as the row and "why" show it."""
    day = next_working_day(today)
    return f"Call on {day:%Y-%m-%d}, the next working day, and say: {line_for(contact_id, name)}"
