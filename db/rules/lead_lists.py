"""Every list whose rows are not people but what was done: leads, calls, touches, presses (R23, R43, R55–R58, R70)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.rules.errors import WrongUseError
from db.rules.filters import Field, Filter, ListSpec, Sort, Term, parse_filter
from db.rules.lead_fields import CALL_FIELDS, LEAD_FIELDS, PRESS_FIELDS, TASK_FIELDS, TOUCH_FIELDS
from db.rules.lead_types import ListDefinition

FIELDS_OF: Final[dict[str, dict[str, Field]]] = {
    "lead": LEAD_FIELDS, "task": TASK_FIELDS, "call": CALL_FIELDS, "touch": TOUCH_FIELDS, "press": PRESS_FIELDS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeadListDefinition(ListDefinition):
    """A list whose rows are of `unit`: "lead", "task" (a scheduled call), "call", "touch", "press". `scope` is
    that of their contacts: "mine" own and shared ones (brokers: the office), "visible" the pool's too.
    """

    unit: str = "lead"

    @property
    def fields(self) -> dict[str, Field]:
        """What the list can be filtered by."""
        return FIELDS_OF[self.unit]


_NEWEST: Final = Sort("occurred")
_LEADS: Final = "Leads"
_CALLS: Final = "Calls"
_WORK: Final = "Work"
ALL_LEADS: Final = "all_leads"
TOUCHES: Final = "touches"
PRESSES: Final = "presses"


def _of_type(lead_type: str) -> tuple[Term, ...]:
    return (Term("lead_type", "in", (lead_type,)),)


LEAD_LISTS: Final = (
    LeadListDefinition(
        ALL_LEADS, "All Leads", "R70", _LEADS,
        "Every action of a consumer, one row each, newest first; the pool's too.",
        (), scope="visible", sort=_NEWEST,
    ),
    LeadListDefinition(
        "waiting", "Waiting", "R43", _LEADS,
        "Form leads without a first touch by a person, longest wait first.",
        (Term("status", "not_in", ("archive",)), Term("waiting", "yes")),
        sort=Sort("occurred", descending=False), care=True,
    ),
    LeadListDefinition(
        "information_requests", "Information Requests", "R57", _LEADS,
        "Someone asked about a listing; newest first, with the time they have waited.",
        _of_type("information_request"), sort=_NEWEST,
    ),
    LeadListDefinition(
        "showing_requests", "Showing Requests", "R58", _LEADS,
        "Someone wants to see a home; newest first, with the time they have waited.",
        _of_type("showing_request"), sort=_NEWEST,
    ),
    LeadListDefinition(
        "outbound_calls", "Outbound Calls", "R56", _CALLS,
        "Every scheduled call, by an action of a lead or by a member's reminder; the latest date first.",
        (), sort=Sort("due"), unit="task",
    ),
    LeadListDefinition(
        "call_log", "Call Log", "R55", _CALLS,
        "The log of calls to the smart number; Outbound marks calls an agent made. Newest first.",
        (), sort=Sort("called"), unit="call",
    ),
    LeadListDefinition(
        TOUCHES, "Touches", "R92", _WORK,
        "Every attempt to reach somebody, by call, text or e-mail, and what came of it; newest first.",
        (), scope="visible", sort=Sort("made"), unit="touch",
    ),
    LeadListDefinition(
        PRESSES, "Pressed Dispositions", "R23", _WORK,
        "Every press of a disposition that stands, as it was called then; newest first. What was undone is not here.",
        (), scope="visible", sort=Sort("pressed"), unit="press",
    ),
)  # fmt: skip
LEAD_LIST_KEYS: Final = frozenset(one.key for one in LEAD_LISTS)


def lead_list(key: str) -> LeadListDefinition:
    """The list `key` of leads or calls; WrongUseError names the keys there are."""
    for one in LEAD_LISTS:
        if one.key == key:
            return one
    raise WrongUseError(f"There is no list “{key}” of leads; the lists are {', '.join(d.key for d in LEAD_LISTS)}.")


def lead_spec(key: str = ALL_LEADS, filter_words: str = "", *, search: str = "", now: int = 0) -> ListSpec:
    """The list `key` in its own order, narrowed by a filter as the command line writes it.

    Errors: WrongUseError for an unknown list, field or value.
    """
    one = lead_list(key)
    narrowed = parse_filter(filter_words, one.fields) if filter_words.strip() else Filter()
    return ListSpec(key, narrowed, search, one.sort, now)


def spec_of(key: str, narrowed: Filter) -> ListSpec:
    """The rows behind a figure or a bar: a list of contacts, or of leads or calls in its own order, narrowed."""
    return ListSpec(key, narrowed, sort=lead_list(key).sort) if key in LEAD_LIST_KEYS else ListSpec(key, narrowed)
