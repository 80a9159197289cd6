"""Every list of both dashboards as data: title, definition, conditions, rule (R29–R43, R50–R54, R59, R62)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from db.rules.errors import RefusedError, WrongUseError
from db.rules.filters import ARCHIVED, Filter, Sort, Term
from db.rules.permissions import REFUSALS, Actor, Right
from db.rules.statuses import LABELS, MEANINGS, Scheme, Status

NEWEST_FIRST: Final = Sort()
# The section of the lists that stand on the broker dashboard only.
BROKER: Final = "Broker"


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list: all `terms` hold. `scope` "mine" is own and shared contacts (brokers: the office), "pool" the pool,
    "visible" all the member may see. `care`: a count above zero is shown as a warning. `right`: who may ask for it,
    None for everyone. `widens`: the archived are left out, unless the member ticks them (the field "archived", R38).
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
    right: Right | None = None
    widens: bool = False


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
        (_LIVE, Term("subscribed", "no")), widens=True,
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
    ListDefinition(
        "no_drips", "No Drips", "R39", "Needs care",
        "In no running campaign; mild where alerts, the market report or the newsletter reach them.",
        (_LIVE, Term("drips", "no")),
    ),
    ListDefinition(
        "no_alerts", "No Alerts", "R40", "Needs care",
        "No listing alert is searching for them.",
        (_LIVE, Term("alerts", "no")), care=True,
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


def _of_broker(key: str, title: str, rule: str, definition: str, terms: tuple[Term, ...]) -> ListDefinition:
    """A list over the whole office, for who may see the broker dashboard."""
    return ListDefinition(key, title, rule, BROKER, definition, terms, scope="visible", right=Right.BROKER_DASHBOARD)


_BROKER: Final = (
    replace(
        _of_broker(
            "recent_leads", "Recent Leads", "R50",
            "They have viewed properties on the site, whoever viewed last comes first.",
            (_LIVE, Term("last_viewed", "is_set")),
        ),
        sort=Sort("last_viewed"),
    ),
    _of_broker(
        "buyer_leads", "Buyer Leads", "R51",
        "The primary list: everyone of the office who is not archived, sellers too.",
        (_LIVE,),
    ),
    _of_broker(
        "seller_leads_any", "Seller Leads (any information)", "R52",
        "Anything is known of a home they own: the sell form, a field of seller information, a valuation request.",
        (_LIVE, Term("seller_any", "yes")),
    ),
    _of_broker(
        "mortgage_leads", "Mortgage Leads", "R53",
        "A lender is assigned to them.",
        (_LIVE, Term("lender", "is_set")),
    ),
    _of_broker(
        "text_leads_any", "Text Leads (any kind)", "R54",
        "Everyone ever captured by a text to the smart number, whatever else is known of them now.",
        (_LIVE, Term("captured_by_text", "is_set")),
    ),
    _of_broker(
        "approvals", "Approvals", "R62",
        "A request about them waits for the broker's decision.",
        (Term("approval", "yes"),),
    ),
)  # fmt: skip


def _definitions(days: int, field: str) -> tuple[ListDefinition, ...]:
    return (*(_by_status(s) for s in Status), *_searching(days, field), *_TYPES, *_CARE, *_OFFICE, *_BROKER)


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
    named = tuple(replace(d, title=scheme.style(d.key).label, icon=scheme.style(d.key).icon) for d in statuses)
    return named + tuple(d for d in lists if d.key not in order)


def definition(key: str, lists: tuple[ListDefinition, ...]) -> ListDefinition:
    """The list `key`; WrongUseError names the keys there are."""
    for one in lists:
        if one.key == key:
            return one
    raise WrongUseError(f"There is no list “{key}”; the lists are {', '.join(d.key for d in lists)}.")


def offered(lists: Iterable[ListDefinition], actor: Actor) -> tuple[ListDefinition, ...]:
    """The lists a member may ask for: the broker's are for who may see the broker dashboard."""
    return tuple(d for d in lists if d.right is None or actor.may(d.right))


def asked_for(key: str, lists: tuple[ListDefinition, ...], actor: Actor) -> ListDefinition:
    """The list `key` for a member. Errors: WrongUseError for an unknown one, RefusedError for a broker's list."""
    for one in lists:
        if one.key == key and offered((one,), actor):
            return one
        if one.key == key:
            raise RefusedError(f"{one.title} is one of the broker's lists. {REFUSALS[Right.BROKER_DASHBOARD]}")
    return definition(key, offered(lists, actor))  # an error that names the keys there are


def terms_of(one: ListDefinition, spec: Filter) -> tuple[Term, ...]:
    """What must hold for a list and a filter on top; `archived=yes` takes the archived into a list that has room for
    them (R38). Errors: WrongUseError where the list never shows them.
    """
    narrowing = tuple(t for t in spec.terms if t.field != ARCHIVED)
    ticked = any(t.op == "yes" or "yes" in t.values for t in spec.terms if t.field == ARCHIVED and t.op != "not_in")
    if not ticked or _LIVE not in one.terms:
        return one.terms + narrowing
    if not one.widens:
        raise WrongUseError(f"{one.title} never shows the archived; look in Archive or among Everyone.")
    return tuple(t for t in one.terms if t != _LIVE) + narrowing
