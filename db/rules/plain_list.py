"""Who gets one plain list as their start page, and what it holds: underwriters, transactions people, lenders (1a)."""

from __future__ import annotations

from typing import Final

from db.rules.permissions import Actor, Right, Role

PLAIN_KEY: Final = "everyone"
PLAIN_TITLE: Final = "My contacts"
_HOLDS: Final = {
    Role.UNDERWRITER: "sent to you for an offer",
    Role.TRANSACTIONS: "with a deal",
    Role.LENDER: "that you are the lender of",
}
NOTHING: Final = "Contacts come by themselves: a broker or an agent sends or assigns them."


def plain_meaning(actor: Actor) -> str:
    """What a member's one list holds, in a sentence; "" for who has the lists of an agent: they edit contacts."""
    if actor.may(Right.EDIT) or not actor.roles:
        return ""
    return f"The contacts {' or '.join(_HOLDS[role] for role in Role if role in actor.roles)}."
