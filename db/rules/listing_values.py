"""The fixed lists of listings: statuses by RESO's lookups, kinds of activity, and what a lead counts as (R61, R85)."""

from __future__ import annotations

import re
from typing import Final

from db.rules.values import Pairs

LISTING_STATUSES: Final[Pairs] = (
    ("active", "Active"),
    ("active_under_contract", "Active Under Contract"),
    ("coming_soon", "Coming Soon"),
    ("pending", "Pending"),
    ("hold", "Hold"),
    ("closed", "Closed"),
    ("withdrawn", "Withdrawn"),
    ("canceled", "Canceled"),
    ("expired", "Expired"),
    ("incomplete", "Incomplete"),
    ("delete", "Delete"),
)
# On the market: a traffic report goes out (R85), and one may still ask for a showing.
CURRENT_STATUSES: Final = ("active", "active_under_contract", "coming_soon", "pending", "hold")
# What MLS systems and offices say for them, in letters only.
_STATUS_WORDS: Final = {
    "sold": "closed", "leased": "closed", "rented": "closed",
    "undercontract": "active_under_contract", "contingent": "active_under_contract", "backup": "active_under_contract",
    "cancelled": "canceled", "terminated": "canceled", "deleted": "delete", "draft": "incomplete",
    "temporarilyoffmarket": "hold", "tempoffmarket": "hold",
    "forsale": "active", "new": "active", "backonmarket": "active", "pricechange": "active",
}  # fmt: skip
ACTIVITY_KINDS: Final[Pairs] = (("view", "View"), ("favorite", "Favorite"), ("inquiry", "Inquiry"))
# What a lead that names a listing counts as. Not here: a valuation request (it names the asker's own home), a referral.
ACTIVITY_OF_LEAD: Final = {
    "viewed_listing": "view",
    "visit": "view",
    "registration": "view",
    "favorite": "favorite",
    "contact_form": "inquiry",
    "showing_request": "inquiry",
    "question": "inquiry",
    "information_request": "inquiry",
    "text_code": "inquiry",
    "call": "inquiry",
    "open_house": "inquiry",
}
_TYPES: Final = (
    ("townhouse", "townhouse"), ("townhome", "townhouse"), ("villa", "townhouse"), ("condo", "condo"),
    ("cooperative", "condo"), ("stockcooperative", "condo"), ("manufactured", "manufactured"),
    ("mobilehome", "manufactured"), ("duplex", "multi_family"), ("triplex", "multi_family"),
    ("quadruplex", "multi_family"), ("multifamily", "multi_family"), ("apartment", "multi_family"),
    ("residentialincome", "multi_family"), ("singlefamily", "house"), ("cabin", "house"), ("detached", "house"),
    ("house", "house"), ("land", "land"), ("farm", "land"), ("ranch", "land"), ("acreage", "land"),
    ("commercial", "commercial"), ("business", "commercial"), ("office", "commercial"), ("retail", "commercial"),
    ("industrial", "commercial"), ("warehouse", "commercial"), ("timeshare", "other"), ("boatslip", "other"),
)  # fmt: skip


def letters_of(text: str) -> str:
    """Letters and digits only, folded: "Active Under Contract" and "ActiveUnderContract" are the same word."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())


_BY_LETTERS: Final = {letters_of(label): key for key, label in LISTING_STATUSES} | _STATUS_WORDS


def listing_status(word: str) -> str:
    """The key of a StandardStatus (with or without blanks) or of an MLS's own word for it; "" for an unknown one."""
    return _BY_LETTERS.get(letters_of(word), "")


def property_type(kind: str, subtype: str) -> str:
    """The office's own property type of RESO's PropertyType and PropertySubType.

    "" where they do not say: "Residential" alone may be a house, a condo or a townhouse.
    """
    for word in (letters_of(subtype), letters_of(kind)):
        for part, key in _TYPES:
            if part in word:
                return key
    return ""


_TEXT: Final = re.compile(r"\s*·\s*")


def listing_words(text: str) -> tuple[str, str]:
    """What a lead's listing text names: an MLS number and an address in letters and digits, "" for what is not there.

    "U8736934 · 1106 Quail Hollow Blvd, Wesley Chapel · $364,900", a number alone, an address alone.
    """
    number, address = "", ""
    for part in _TEXT.split(text.strip()):
        compact = part.lstrip("#").strip()
        if part.startswith("$"):
            continue
        if not number and " " not in compact and any(ch.isdigit() for ch in compact):
            number = compact.casefold()
        elif not address and " " in part and part[:1].isdigit():
            address = address_key(part)
    return number, address


def address_key(text: str) -> str:
    """The street and city of an address as one comparable word: state and postal code after them do not count."""
    parts = [p.strip() for p in text.split(",")]
    return letters_of("".join(parts[:2]))
