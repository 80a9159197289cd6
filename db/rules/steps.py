"""Which actions are no work of the member's: they are kept as steps, but neither listed nor taken back by the key."""

from __future__ import annotations

from typing import Final

# What the program remembers for a member (columns, that an alert was seen, how far calls through a list have come):
# Ctrl+Z passes it over, the history of steps does not list it, and it is no reason to leave anything alone that an undo
# takes back.
NOT_WORK: Final = ("set_own", "see_alerts", "start_calling", "keep_course", "end_calling")
