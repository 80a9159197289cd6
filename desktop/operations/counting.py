"""How many contacts a change will touch, in the words of its question: "12 of 15 contacts"; and who stays, and why."""

from __future__ import annotations

from db.queries.selections import SelectionFacts
from db.rules.permissions import Right
from desktop.operations.running import of_contacts


def how_many(counted: SelectionFacts) -> str:
    """The contacts that will change, of how many chosen: "12 of 15 contacts", or "15 contacts" when it is all."""
    if not counted.refused:
        return of_contacts(counted.count)
    return f"{counted.count:,} of {of_contacts(counted.total)}"


def who_stays(counted: SelectionFacts) -> str:
    """Who is left as they are and why, before anything is pressed; "" when nobody is."""
    if not counted.refused:
        return ""
    one = counted.refused == 1
    lacking = "in the pool" if counted.right is Right.CLAIM else "yours"
    verbs = ("is", "stays as it is") if one else ("are", "stay as they are")
    return f"{counted.refused:,} {verbs[0]} not {lacking} and {verbs[1]}. {counted.refusal}"
