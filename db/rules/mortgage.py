"""Lenders: which list holds the contacts of one (R53)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from db.rules.filters import Filter, ListSpec, Term
from db.rules.permissions import Actor, Right, Role

MORTGAGE_LIST: Final = "mortgage_leads"
OWNS_NOTHING: Final = "{name} is a lender, and owns no contacts: make them the contact's lender."
_LIVE: Final = Term("status", "not_in", ("archive",))


def only_lends(roles: Iterable[str]) -> bool:
    """Whether a member with these roles is a lender and nothing else: never an owner."""
    return tuple(roles) == (Role.LENDER.value,)


def lender_list(actor: Actor, lender_id: int) -> ListSpec:
    """The contacts of a lender as this member may list them, the archived left out: the broker's Mortgage Leads,
    narrowed; for who has not that list, everyone they see, narrowed to the same.
    """
    theirs = Term("lender", "in", (str(lender_id),))
    if actor.may(Right.BROKER_DASHBOARD):
        return ListSpec(MORTGAGE_LIST, Filter((theirs,)))
    return ListSpec("everyone", Filter((_LIVE, theirs)))
