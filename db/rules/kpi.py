"""The figures of an agent's work: what each counts, its rates, and the goals it is held against (R12, DOMAIN 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

# Each figure and what it counts, in the order of the board.
FIGURES: Final = (
    ("dials", "Dials", "calls to contacts, answered or not"),
    ("conversations", "Conversations", "calls in which somebody talked, a wrong number not among them"),
    ("appointments", "Appointments", "presses of what books an appointment"),
    ("offers", "Offers", "credits for an offer made"),
    ("contracts", "Contracts", "presses of what drafts a contract"),
    ("under_contract", "Under contract", "presses of what opens a deal"),
)
# A rate is the first over the second; nothing over nothing is "n/a" (DOMAIN 9).
RATES: Final = (
    ("conversations", "dials"),
    ("appointments", "conversations"),
    ("offers", "appointments"),
    ("contracts", "offers"),
    ("under_contract", "contracts"),
)
TALKED: Final = "talked"
MOST_GOAL: Final = 99_999


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One member's figures of a period; `goals` by the figure's key, those the member has."""

    member_id: int
    member: str
    dials: int = 0
    conversations: int = 0
    appointments: int = 0
    offers: int = 0
    contracts: int = 0
    under_contract: int = 0
    goals: tuple[tuple[str, int], ...] = ()

    def figure(self, key: str) -> int:
        """The figure `key` of FIGURES."""
        return int(getattr(self, key))

    @property
    def rates(self) -> dict[str, float | None]:
        """Each figure over the one before it, from 0 up; None where that one is nothing."""
        return {
            f"{part}_per_{whole}": self.figure(part) / self.figure(whole) if self.figure(whole) else None
            for part, whole in RATES
        }


def goals_problem(goals: object) -> str:
    """What is wrong with a member's goals, in a sentence; "" when nothing is."""
    names = {key for key, _label, _counts in FIGURES}
    if not isinstance(goals, Mapping) or not set(goals) <= names:
        return f"Goals are for {', '.join(sorted(names))}."
    if not all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= MOST_GOAL for n in goals.values()):
        return f"A goal is a whole number up to {MOST_GOAL:,}."
    return ""


def read_goals(goals: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The goals of a member that belong to a figure and are whole numbers above nothing."""
    found = ((key, goals.get(key)) for key, _label, _counts in FIGURES)
    return tuple((key, goal) for key, goal in found if isinstance(goal, int) and goal > 0)
