"""Who may what (DOMAIN 1a): role × action × scope, and field × role, as one table that the gate reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from db.rules.errors import RefusedError


class Role(StrEnum):
    """A member's role; a member with several has the sum."""

    BROKER = "broker"
    AGENT = "agent"
    CONCIERGE = "concierge"
    UNDERWRITER = "underwriter"
    TRANSACTIONS = "transactions"
    LENDER = "lender"


class Right(StrEnum):
    """What an action needs."""

    SEE = "see"
    EDIT = "edit"  # edits, status, hashtags, tasks
    NOTE = "note"
    DISPOSE = "dispose"
    LOG_CALL = "log_call"  # a call and what came of it
    DEAL = "deal"  # the deal form, its stage and its checklist (R14)
    DOCUMENTS = "documents"  # what is kept with a contact (R13)
    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    LEAD_STATUS = "lead_status"
    IMPORT = "import"
    EXPORT = "export"
    MERGE = "merge"
    UNDO_OWN = "undo_own"
    UNDO_ANY = "undo_any"
    BROKER_DASHBOARD = "broker_dashboard"
    SETTINGS = "settings"


class Scope(StrEnum):
    """On which contacts a right holds; the gate turns it into a where clause (db/visibility.py)."""

    ALL = "all"
    OWN = "own"
    SHARED = "shared"
    POOL = "pool"
    SENT = "sent"  # sent to the underwriter (R10)
    DEALS = "deals"
    LENDER_OF = "lender_of"


_OWN_SHARED: Final = (Scope.OWN, Scope.SHARED)
_ALL: Final = (Scope.ALL,)

RIGHTS: Final[dict[Role, dict[Right, tuple[Scope, ...]]]] = {
    Role.BROKER: dict.fromkeys(Right, _ALL),
    Role.AGENT: {
        Right.SEE: (Scope.OWN, Scope.SHARED, Scope.POOL),
        Right.EDIT: _OWN_SHARED,
        Right.NOTE: _OWN_SHARED,
        Right.DISPOSE: (Scope.OWN, Scope.SHARED, Scope.POOL),
        Right.LOG_CALL: (Scope.OWN, Scope.SHARED, Scope.POOL),
        Right.DEAL: _OWN_SHARED,
        Right.DOCUMENTS: _OWN_SHARED,
        Right.CLAIM: (Scope.POOL,),
        Right.RELEASE: (Scope.OWN,),
        Right.ASSIGN: (Scope.OWN, Scope.POOL),  # to themselves only; checked by the action (R20)
        Right.IMPORT: (Scope.OWN,),
        Right.EXPORT: (Scope.OWN,),
        Right.MERGE: (Scope.OWN,),
        Right.UNDO_OWN: (Scope.OWN, Scope.SHARED, Scope.POOL),
    },
    Role.CONCIERGE: {
        Right.SEE: _ALL,
        Right.EDIT: _ALL,
        Right.NOTE: _ALL,
        Right.LOG_CALL: _ALL,
        Right.DEAL: _ALL,
        Right.DOCUMENTS: _ALL,
        Right.RELEASE: _ALL,
        Right.ASSIGN: _ALL,
        Right.LEAD_STATUS: _ALL,
        Right.IMPORT: _ALL,
        Right.EXPORT: _ALL,
        Right.MERGE: _ALL,
        Right.UNDO_OWN: _ALL,
        Right.BROKER_DASHBOARD: _ALL,
    },
    Role.UNDERWRITER: {Right.SEE: (Scope.SENT,), Right.NOTE: (Scope.SENT,), Right.UNDO_OWN: (Scope.SENT,)},
    Role.TRANSACTIONS: {
        Right.SEE: (Scope.DEALS,),
        Right.NOTE: (Scope.DEALS,),
        Right.DEAL: (Scope.DEALS,),
        Right.DOCUMENTS: (Scope.DEALS,),
        Right.UNDO_OWN: (Scope.DEALS,),
    },
    Role.LENDER: {
        Right.SEE: (Scope.LENDER_OF,),
        Right.NOTE: (Scope.LENDER_OF,),
        Right.UNDO_OWN: (Scope.LENDER_OF,),
    },
}

# Fields only some roles may write, by whatever way: form, mass change, import, script, undo (R72).
RESTRICTED_FIELDS: Final[dict[tuple[str, str], Right]] = {
    ("lead", "lead_status"): Right.LEAD_STATUS,
    ("member", "roles"): Right.SETTINGS,
    ("member", "active"): Right.SETTINGS,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The member who acts: id, name, roles, and the ISO date of joining (R18)."""

    id: int
    name: str
    roles: tuple[Role, ...]
    joined_on: str = ""

    def scopes(self, right: Right) -> frozenset[Scope]:
        """On which contacts the member holds `right`: the sum over the roles; empty means never."""
        return _scopes(self.roles, right)

    def may(self, right: Right) -> bool:
        """Whether the member holds `right` on any contact at all."""
        return bool(self.scopes(right))

    @property
    def sees_all(self) -> bool:
        """Whether every contact of the office is visible (broker, concierge)."""
        return Scope.ALL in self.scopes(Right.SEE)


@cache
def _scopes(roles: tuple[Role, ...], right: Right) -> frozenset[Scope]:
    """Asked for in every where clause, and for every row of an import."""
    return frozenset(s for role in roles for s in RIGHTS[role].get(right, ()))


def can_own(roles: Iterable[str]) -> bool:
    """Whether a member with these roles can be given contacts of their own: whoever may claim may own."""
    return any(Right.CLAIM in RIGHTS[Role(role)] for role in roles)


def check_whole_office(actor: Actor, what: str) -> None:
    """RefusedError unless the member imports for the whole office (DOMAIN 1a): agents import their own contacts."""
    if Scope.ALL not in actor.scopes(Right.IMPORT):
        raise RefusedError(f"{what} are the whole office's: the broker or the concierge imports them.")


REFUSALS: Final[dict[Right, str]] = {
    Right.SEE: "You may not see contacts.",
    Right.EDIT: "You may change your own contacts and those shared with you.",
    Right.NOTE: "You may write notes on contacts you work with.",
    Right.DISPOSE: "Dispositions are for agents and brokers.",
    Right.LOG_CALL: "Calls are logged by agents, brokers and the concierge.",
    Right.DEAL: "A deal is changed by who owns or shares the contact, the transactions team, broker and concierge.",
    Right.DOCUMENTS: "Documents are kept by who owns or shares the contact, the transactions team, brokers and the "
    "concierge.",
    Right.CLAIM: "Only contacts in the pool can be claimed.",
    Right.RELEASE: "Only the owner, the broker or the concierge can release a contact.",
    Right.ASSIGN: "Only the broker and the concierge hand contacts to other members.",
    Right.LEAD_STATUS: "Lead Status is the concierge's and the broker's to set.",
    Right.IMPORT: "Importing contacts is for agents, brokers and the concierge.",
    Right.EXPORT: "Exporting contacts is for agents, brokers and the concierge.",
    Right.MERGE: "Merging contacts is for agents, brokers and the concierge.",
    Right.UNDO_OWN: "There is nothing of yours to undo.",
    Right.UNDO_ANY: "Only a broker can undo what someone else did.",
    Right.BROKER_DASHBOARD: "The broker dashboard is for brokers and the concierge.",
    Right.SETTINGS: "The office's settings are the broker's to change.",
}
# Where the sentence above says on which contacts a right holds, this one says who has the right at all.
_NOT_THEIRS: Final[dict[Right, str]] = {Right.CLAIM: "Claiming is for agents and brokers."}


def lacking(right: Right) -> str:
    """Why a member who holds `right` on no contact at all is refused."""
    return _NOT_THEIRS.get(right, REFUSALS[right])
