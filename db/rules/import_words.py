"""What the words in a file's cells mean: sources, types, priorities, time frames, switches, hashtags, labels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from db.rules import values

# Cells that say "nothing here" in an e-mail, phone or date column.
NOTHING: Final = frozenset(
    {"n/a", "na", "none", "null", "-", "--", "nil", "no email", "no phone", "unknown", "[]", "{}"}
)
NO_DATE: Final = frozenset({"0/0/00", "0/0/0000", "00/00/0000", "0000-00-00", "0000-00-00 00:00:00", "00/00/00"})

_SOURCES: Final = {
    "realtor": "realtor_com", "realtor.com": "realtor_com", "move.com": "realtor_com", "zillow.com": "zillow",
    "zillow premier agent": "zillow", "premier agent": "zillow", "fb": "facebook", "facebook ads": "facebook",
    "facebook lead ads": "facebook", "facebook leads": "facebook", "idx": "website", "web site": "website",
    "office site": "website", "agent site": "website", "my website": "website", "squeeze page": "website",
    "text code": "text", "sms": "text", "text message": "text", "smart number": "text",
    "tracked call": "phone",
    "call": "phone", "phone call": "phone", "inbound call": "phone", "call-in": "phone",
    "csv import": "import",
    "imported": "import", "file import": "import", "contact import": "import", "referred": "referral",
    "agent referral": "referral", "client referral": "referral", "openhouse": "open_house",
    "open houses": "open_house", "manual": "other",
}  # fmt: skip
# A portal's name as one whole word of the source: "FSBO Zillow" is Zillow, "Homespotter" holds no portal.
_SOURCE_WORDS: Final = {
    "zillow": "zillow", "zillow.com": "zillow", "realtor.com": "realtor_com", "facebook": "facebook",
}  # fmt: skip
_TYPES: Final = {
    "buyers": "buyer", "buying": "buyer", "purchaser": "buyer", "sellers": "seller", "selling": "seller",
    "both": "buyer_seller", "buyer/seller": "buyer_seller", "buyer & seller": "buyer_seller",
    "buyer and seller": "buyer_seller", "buyer,seller": "buyer_seller", "seller,buyer": "buyer_seller",
    "buyer, seller": "buyer_seller", "seller, buyer": "buyer_seller", "buyer|seller": "buyer_seller",
    "buyer;seller": "buyer_seller", "seller/buyer": "buyer_seller", "renter": "rental", "tenant": "rental",
    "rent": "rental", "rentals": "rental", "realtor": "agent", "soi": "sphere",
    "sphere of influence": "sphere",
    "friends": "friend", "family": "friend", "vendors": "vendor", "recruits": "recruit",
}  # fmt: skip
# Lofty writes types as numbers; Investor (6), Homeowner (8) and Other (-1) have no type of ours of their own.
_LOFTY_TYPES: Final = {
    "1": "seller", "2": "buyer", "5": "rental", "6": "other", "7": "agent", "8": "other", "9": "landlord",
    "-1": "other", "1,2": "buyer_seller", "2,1": "buyer_seller",
}  # fmt: skip
_TIME_FRAMES: Final = {
    "immediately": "now", "asap": "now", "immediate": "now", "right now": "now", "0-1 months": "now",
    "0-3 months": "1_3_months", "1-3": "1_3_months", "within 3 months": "1_3_months", "3-6": "3_6_months",
    "4-6 months": "3_6_months", "6-12": "6_12_months", "7-12 months": "6_12_months",
    "6+ months": "6_12_months",
    "12+ months": "over_a_year", "12+": "over_a_year", "1+ year": "over_a_year", "1 year+": "over_a_year",
    "more than a year": "over_a_year", "over 12 months": "over_a_year", "no plans": "unknown",
    "not sure": "unknown", "undecided": "unknown",
}  # fmt: skip
_PROPERTY_TYPES: Final = {
    "single family": "house", "single family home": "house", "single family residence": "house",
    "sfr": "house",
    "sfh": "house", "residential": "house", "condominium": "condo", "apartment": "condo",
    "town house": "townhouse",
    "townhome": "townhouse", "multifamily": "multi_family", "multi family": "multi_family",
    "duplex": "multi_family", "triplex": "multi_family", "lot": "land", "vacant land": "land", "farm": "land",
    "mobile home": "manufactured", "mobile": "manufactured",
}  # fmt: skip
_YES: Final = frozenset({
    "yes", "y", "true", "t", "1", "1.0", "on", "x", "subscribed", "opted in", "opt in", "opt-in",
    "opted-in", "active",
    "optin", "enabled",
})  # fmt: skip
_NO: Final = frozenset({
    "no", "n", "false", "f", "0", "0.0", "off", "unsubscribed", "opted out", "opt out", "opt-out",
    "opted-out",
    "optout", "disabled", "inactive", "do not email", "do not text", "bounced",
})  # fmt: skip
_CAPTURED: Final = {
    "mls": "mls", "mls text": "mls", "text mls": "mls", "listing": "mls", "app": "app", "text": "app",
    "sms": "app",
    "text code": "app", "custom code": "app", "yes": "app", "true": "app", "1": "app",
}  # fmt: skip
# Words for a valuation request where a file says by what action someone came (R34).
_VALUATION: Final = frozenset({
    "valuation", "valuation request", "valuation attempt", "home valuation", "home value", "home evaluation",
    "property valuation", "valuation lead",
})  # fmt: skip
_LABELS: Final = {
    "cell": "mobile", "cellphone": "mobile", "cell phone": "mobile", "mobile phone": "mobile",
    "mobile": "mobile",
    "home": "home", "home phone": "home", "work": "work", "business": "work", "office": "work",
    "work phone": "work",
    "other": "other", "main": "main", "personal": "personal", "fax": "fax", "home fax": "home fax",
    "work fax": "work fax", "internet": "", "voice": "", "pref": "",
}  # fmt: skip
_TAG_SEPARATOR: Final = re.compile(r"\s*:::\s*|[|;\r\n]+|,(?!\d{3}(?!\d))|\s+(?=#\S)")
_STARS: Final = re.compile(r"([0-5])(?:\.0)?(?:\s*(?:/|of|out of)\s*5)?(?:\s*stars?)?", re.IGNORECASE)
SYSTEM_GROUPS: Final = frozenset({"mycontacts", "my contacts"})


def _folded(text: str) -> str:
    text = " ".join(text.casefold().replace("–", "-").replace("—", "-").replace("_", " ").split())
    return re.sub(r"\s+to\s+|\s*-\s*", "-", text) if "month" in text else text


def _of_pairs(pairs: values.Pairs, words: dict[str, str]) -> dict[str, str]:
    """Folded key, label and other words → key."""
    found = {_folded(name): key for key, label in pairs for name in (key, label)}
    return {**{_folded(word): key for word, key in words.items()}, **found}


_SOURCE_TABLE: Final = _of_pairs(values.CONTACT_SOURCES, _SOURCES)
_TABLES: Final = {
    "business_source": _of_pairs(values.BUSINESS_SOURCES, {}),
    "contact_type": _of_pairs(values.CONTACT_TYPES, _TYPES),
    "priority": _of_pairs(values.PRIORITIES, {}),
    "time_frame": _of_pairs(values.TIME_FRAMES, _TIME_FRAMES),
    "property_type": _of_pairs(values.PROPERTY_TYPES, _PROPERTY_TYPES),
    "captured_by_text": _CAPTURED,
    "lofty_type": _LOFTY_TYPES,
}
_PAIRS: Final = {
    "source": dict(values.CONTACT_SOURCES),
    "business_source": dict(values.BUSINESS_SOURCES),
    "contact_type": dict(values.CONTACT_TYPES),
    "priority": dict(values.PRIORITIES),
    "time_frame": dict(values.TIME_FRAMES),
    "property_type": dict(values.PROPERTY_TYPES),
}


def key_of_word(table: str, word: str) -> str:
    """The key that a file's word means in one of the office's lists (`values`), or "" when it means none.

    `table`: "source", "business_source", "contact_type", "priority", "time_frame", "property_type",
    "captured_by_text", "lofty_type". A source that the office does not know keeps its own word (the list is open).
    """
    if table != "source":
        return _TABLES[table].get(_folded(word), "")
    folded = _folded(word)
    known = _SOURCE_TABLE.get(folded)
    if known is not None:
        return known
    return next((_SOURCE_WORDS[part] for part in folded.split() if part in _SOURCE_WORDS), word)


@lru_cache(maxsize=4096)
def choice_of_word(table: str, word: str) -> tuple[str, bool]:
    """The key of a word (see `key_of_word`), and whether the word says more than the key and has to be kept too."""
    key = key_of_word(table, word)
    ours = {_folded(key), _folded(_PAIRS.get(table, {}).get(key, key))}
    return key, _folded(word) not in ours


@lru_cache(maxsize=4096)
def means_valuation(word: str) -> bool:
    """Whether a file's lead type or source says that someone asked for a valuation."""
    return _folded(word) in _VALUATION


def switch_of_word(word: str) -> bool | None:
    """Yes, no, or None when the word is neither."""
    folded = _folded(word)
    return True if folded in _YES else False if folded in _NO else None


def stars_of_word(word: str) -> int | None:
    """Interest, 0 to 5 stars: "4", "4.0", "4/5", "★★★★"; None for anything else."""
    word = word.strip()
    if word and not word.strip("★☆⭐* "):
        return min(sum(word.count(star) for star in "★⭐*"), 5)
    match = _STARS.fullmatch(word)
    return int(match[1]) if match else None


@lru_cache(maxsize=8192)
def hashtags_of(cell: str) -> tuple[str, ...]:
    """The hashtags of a cell, in order, without "#", each once whatever its case; Google's system group is left out.

    Divided by |, ;, a comma, a line end, " ::: ", or a blank before the next "#".
    """
    tags: dict[str, str] = {}
    for piece in _TAG_SEPARATOR.split(cell):
        tag = " ".join(piece.strip().removeprefix("* ").strip("#\"'[] ").split())
        if tag and tag.casefold() not in SYSTEM_GROUPS:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


@lru_cache(maxsize=1024)
def label_of_word(text: str) -> tuple[str, bool]:
    """A label in the office's words and whether it marks the primary value: "* Cell" → ("mobile", True)."""
    starred = text.strip()
    plain = starred.removeprefix("*").strip()
    return _LABELS.get(plain.casefold(), plain), starred.startswith("*")
