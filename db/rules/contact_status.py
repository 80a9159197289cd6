"""Contact Status, derived: Closed, Pending, Shared, Assigned, Agent Database (R73)."""

from __future__ import annotations

from typing import Final

from db.rules.statuses import Status
from db.rules.values import Pairs

CONTACT_STATUSES: Final[Pairs] = (
    ("closed", "Closed"),
    ("pending", "Pending"),
    ("shared", "Shared"),
    ("assigned", "Assigned"),
    ("agent_database", "Agent Database"),
)
# How an owner got a contact from the office (contact.owner_how); otherwise it is the agent's own.
FROM_THE_OFFICE: Final = ("assigned", "claimed")


def contact_status(status: str, *, owned: bool, owner_how: str, shared: bool) -> str:
    """The key of the Contact Status (R73), first match wins. `shared`: with another member than the owner.

    db/queries/lead_terms.py says the same as a clause; a test holds the two together.
    """
    if status == Status.CLOSED.value:
        return "closed"
    if status == Status.CONTRACT.value:
        return "pending"
    if shared:
        return "shared"
    return "assigned" if owned and owner_how in FROM_THE_OFFICE else "agent_database"
