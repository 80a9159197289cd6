"""The lists of the Listings page: on the market, by standard status, and past sales taken in for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from db.rules.listing_values import CURRENT_STATUSES, LISTING_STATUSES

# "listed": an MLS listing; "recorded": a closed sale without an MLS number, as public records tell it.
Origin = Literal["", "listed", "recorded"]
ALL_LISTINGS: Final = "all_listings"
ON_THE_MARKET: Final = "on_the_market"
PAST_SALES: Final = "past_sales"
# These have their place in the sidebar also while there are none.
ALWAYS: Final = frozenset({ALL_LISTINGS, ON_THE_MARKET, PAST_SALES, "active", "pending", "closed"})


@dataclass(frozen=True, slots=True)
class ListingList:
    """One list: key, title, section, its definition in a sentence, and what it holds; no statuses: every one."""

    key: str
    title: str
    section: str
    definition: str
    origin: Origin
    statuses: tuple[str, ...] = ()


LISTING_LISTS: Final = (
    ListingList(ALL_LISTINGS, "All listings", "Listings", "Every listing but the recorded past sales.", "listed"),
    ListingList(
        ON_THE_MARKET, "On the market", "Listings", "Active, Active Under Contract, Coming Soon, Pending and Hold.",
        "listed", CURRENT_STATUSES,
    ),
    *(
        ListingList(key, label, "By status", f"Listings whose standard status is {label}.", "listed", (key,))
        for key, label in LISTING_STATUSES
    ),
    ListingList(
        PAST_SALES, "Past sales", "For comparison",
        "Closed sales without an MLS number, as public records tell them. Nothing here is for sale.", "recorded",
    ),
)  # fmt: skip
_BY_KEY: Final = {one.key: one for one in LISTING_LISTS}


def listing_list(key: str) -> ListingList:
    """The list of this key; KeyError for one there is not."""
    return _BY_KEY[key]


def is_recorded(status: str, mls_number: str) -> bool:
    """Whether a listing is a past sale known from records only."""
    return status == "closed" and not mls_number
