"""Every list of the agent dashboard as data: title, definition, conditions, rule (R29–R38, R41–R43)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.rules.errors import WrongUseError
from db.rules.filters import Sort, Term
from db.rules.statuses import LABELS, MEANINGS, Scheme, Status

NEWEST_FIRST: Final = Sort()


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list: all `terms` hold. `scope` "mine" is own and shared contacts (brokers: the office), "pool" the pool,
    "visible" all the member may see. `care`: a count above zero is shown as a warning.
    """

    key: str
    title: str
    rule: str
    section: str
    definition: str
    terms: tuple[Term, ...]
    scope: str = "mine"
    sort: Sort = NEWEST_FIRST
    icon: str = ""
    care: bool = False


SEARCHING_DAYS: Final = 90
_LIVE: Final = Term("status", "not_in", ("archive",))


def _by_status(status: Status) -> ListDefinition:
    return ListDefinition(
        status.value,
        LABELS[status],
        "R30",
        "Status",
        MEANINGS[status],
        (Term("status", "in", (status.value,)),),
    )


_TYPES: Final = (
    ListDefinition(
        "seller_leads", "Seller Leads", "R33", "Lead types",
        "They once submitted the sell form, or their seller information is complete.",
        (_LIVE, Term("seller", "yes")),
    ),
    ListDefinition(
        "valuation_attempts", "Valuation Attempts", "R34", "Lead types",
        "They asked for a valuation of an address and never gave an e-mail or phone.",
        (_LIVE, Term("kind", "in", ("valuation",))),
    ),
    ListDefinition(
        "phone_leads", "Phone Leads", "R35", "Lead types",
        "They have a usable phone and no usable e-mail.",
        (_LIVE, Term("kind", "in", ("phone",))),
    ),
    ListDefinition(
        "text_leads", "Text Leads", "R36", "Lead types",
        "They were captured by a text to the smart number: MLS (a listing number) or App (anything else).",
        (_LIVE, Term("kind", "in", ("text",))),
    ),
    ListDefinition(
        "invalid_leads", "Invalid Leads", "R37", "Lead types",
        "Nothing usable to reach them by; they cannot sign in to the site.",
        (_LIVE, Term("kind", "in", ("invalid",))),
    ),
    ListDefinition(
        "unsubscribed", "Unsubscribed", "R38", "Lead types",
        "They get no automated e-mail: by themselves or by their mail service. Ask whether it was meant.",
        (_LIVE, Term("subscribed", "no")),
    ),
)  # fmt: skip
_CARE: Final = (
    ListDefinition(
        "missed_calls", "Missed Calls", "R41", "Needs care",
        "A scheduled call whose time has passed and that was neither made nor moved.",
        (_LIVE, Term("missed_call", "yes")), care=True,
    ),
    ListDefinition(
        "waiting_inquiries", "Waiting Inquiries", "R43", "Needs care",
        "A form lead without a first touch by a person, longest wait first.",
        (_LIVE, Term("waiting_inquiry", "yes")), care=True, sort=Sort("waiting", descending=False),
    ),
    ListDefinition(
        "back_again", "Back Again", "R42", "Needs care",
        "No visit for 365 days, then a new saved search or three favourites within 48 hours.",
        (_LIVE, Term("back_again", "yes")),
    ),
)  # fmt: skip
_OFFICE: Final = (
    ListDefinition(
        "pool", "Pool", "R29", "Office",
        "Contacts nobody owns, visible to every agent.",
        (_LIVE, Term("pool", "yes")), scope="pool",
    ),
    ListDefinition(
        "everyone", "Everyone", "", "Office",
        "Every contact the member may see, the archived too.",
        (), scope="visible",
    ),
)  # fmt: skip


def _definitions(days: int, field: str) -> tuple[ListDefinition, ...]:
    return (*(_by_status(s) for s in Status), *_searching(days, field), *_TYPES, *_CARE, *_OFFICE)


def _searching(days: int, field: str) -> tuple[ListDefinition, ...]:
    window = (str(days),)
    done = "viewed homes on the site" if field == "last_viewed" else "were created, or viewed homes on the site,"
    return (
        ListDefinition(
            "actively_searching", "Actively Searching", "R31", "Lead types",
            f"They {done} within the last {days} days.",
            (_LIVE, Term(field, "within_days", window)),
        ),
        ListDefinition(
            "not_searching", "Not Searching", "R32", "Lead types",
            f"Everyone else who is not archived: nothing within the last {days} days.",
            (_LIVE, Term(field, "older_than_days", window)),
        ),
    )  # fmt: skip


def definitions(*, days: int = SEARCHING_DAYS, viewed_only: bool = False) -> tuple[ListDefinition, ...]:
    """All lists in sidebar order. `days` and `viewed_only` are the office's settings for R31."""
    return _definitions(days, "last_viewed" if viewed_only else "searching")


def with_scheme(lists: tuple[ListDefinition, ...], scheme: Scheme) -> tuple[ListDefinition, ...]:
    """The lists as the office words and orders its statuses; hidden statuses stay last, for contacts that have them."""
    order = {s.key.value: n for n, s in enumerate((*scheme.in_use, *(s for s in scheme.statuses if not s.in_use)))}
    statuses = sorted((d for d in lists if d.key in order), key=lambda d: order[d.key])
    named = tuple(
        ListDefinition(d.key, scheme.style(d.key).label, d.rule, d.section, d.definition, d.terms, d.scope, d.sort,
                       scheme.style(d.key).icon)
        for d in statuses
    )  # fmt: skip
    return named + tuple(d for d in lists if d.key not in order)


def definition(key: str, lists: tuple[ListDefinition, ...]) -> ListDefinition:
    """The list `key`; WrongUseError names the keys there are."""
    for one in lists:
        if one.key == key:
            return one
    raise WrongUseError(f"There is no list “{key}”; the lists are {', '.join(d.key for d in lists)}.")
