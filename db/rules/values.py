"""The office's fixed lists of values (DOMAIN 1c): key and label, in the order they are shown."""

from __future__ import annotations

from typing import Final

Pairs = tuple[tuple[str, str], ...]

FORM_LEAD_TYPES: Final[Pairs] = (
    ("contact_form", "Contact form"),
    ("showing_request", "Showing request"),
    ("question", "Question"),
    ("information_request", "Information request"),
    ("valuation_request", "Valuation request"),
    ("registration", "Registration"),
    ("text_code", "Text code"),
    ("call", "Call"),
    ("referral", "Referral"),
    ("open_house", "Open house"),
)
PASSIVE_LEAD_TYPES: Final[Pairs] = (
    ("visit", "Visit"),
    ("viewed_listing", "Viewed listing"),
    ("favorite", "Favorite"),
    ("saved_search", "Saved search"),
)
PASSIVE_TYPES: Final = tuple(key for key, _label in PASSIVE_LEAD_TYPES)
# Of these, what looks at homes: R31 and R50 go by them, a mere visit does not.
VIEWING_TYPES: Final = tuple(key for key in PASSIVE_TYPES if key != "visit")
LEAD_TYPES: Final = FORM_LEAD_TYPES + PASSIVE_LEAD_TYPES
# Answered at once: a waiting clock runs (DOMAIN 1, "form inquiry"); the rest of the forms are contact data.
INQUIRY_TYPES: Final = (
    "contact_form", "showing_request", "question", "information_request", "valuation_request",
)  # fmt: skip

CONTACT_SOURCES: Final[Pairs] = (
    ("broker", "Broker"),
    ("agent", "Agent"),
    ("realtor_com", "Realtor.com"),
    ("zillow", "Zillow"),
    ("website", "Website"),
    ("facebook", "Facebook"),
    ("text", "Text"),
    ("phone", "Phone"),
    ("import", "Import"),
    ("referral", "Referral"),
    ("open_house", "Open house"),
    ("other", "Other"),
)
CONTACT_TYPES: Final[Pairs] = (
    ("agent", "Agent"),
    ("buyer", "Buyer"),
    ("seller", "Seller"),
    ("buyer_seller", "Buyer-Seller"),
    ("friend", "Friend"),
    ("rental", "Rental"),
    ("landlord", "Landlord"),
    ("sphere", "Sphere"),
    ("vendor", "Vendor"),
    ("competitor", "Competitor"),
    ("recruit", "Recruit"),
    ("other", "Other"),
)
BUSINESS_SOURCES: Final[Pairs] = (
    ("advertisement", "Advertisement"),
    ("direct_mail", "Direct Mail"),
    ("open_house", "Open House"),
    ("referral", "Referral"),
    ("sign_call", "Sign Call"),
    ("past_client", "Past Client"),
    ("social_media", "Social Media"),
    ("portal", "Portal"),
)
PRIORITIES: Final[Pairs] = (("hot", "Hot"), ("warm", "Warm"), ("cold", "Cold"), ("dead", "Dead"))
TIME_FRAMES: Final[Pairs] = (
    ("now", "Now"),
    ("1_3_months", "1–3 months"),
    ("3_6_months", "3–6 months"),
    ("6_12_months", "6–12 months"),
    ("over_a_year", "Over a year"),
    ("unknown", "Unknown"),
)
PROPERTY_TYPES: Final[Pairs] = (
    ("house", "House"),
    ("condo", "Condo"),
    ("townhouse", "Townhouse"),
    ("multi_family", "Multi-family"),
    ("land", "Land"),
    ("manufactured", "Manufactured"),
    ("commercial", "Commercial"),
    ("other", "Other"),
)
KINDS: Final[Pairs] = (
    ("ordinary", "Ordinary"),
    ("text", "Text"),
    ("phone", "Phone"),
    ("valuation", "Valuation Attempt"),
    ("invalid", "Invalid"),
)
ROLES: Final[Pairs] = (
    ("broker", "Broker"),
    ("agent", "Agent"),
    ("concierge", "Concierge"),
    ("underwriter", "Underwriter"),
    ("transactions", "Transactions"),
    ("lender", "Lender"),
)
# How a text to the smart number captured the contact (R36): a listing's number, or anything else.
TEXT_TYPES: Final[Pairs] = (("mls", "MLS"), ("app", "App"))
# Who ended the subscription (R38), as it reads after "unsubscribed".
UNSUBSCRIBE_CAUSES: Final[Pairs] = (
    ("themselves", "by themselves"),
    ("self", "by themselves"),
    ("bounce", "by their mail service: the mail came back"),
    ("complaint", "by their mail service: they complained"),
    ("archive", "by Archive"),
    ("import", "in the imported file"),
)
# What the office wants to know before a contact counts as a seller by its data alone (R33).
SELLER_FIELDS: Final = (
    "street", "city", "postal_code", "property_type", "bedrooms", "bathrooms", "floor_area", "sell_when",
)  # fmt: skip


CHANNELS: Final[Pairs] = (("call", "Call"), ("text", "Text"), ("email", "E-mail"))


def touch_words(channel: str, outcome: str) -> str:
    """A touch as people read it: "E-mail: left message"."""
    return f"{label_of(CHANNELS, channel)}: {outcome.replace('_', ' ')}"


def share_words(part: int, whole: int) -> str:
    """A part of a whole as people read it: "56 %"; nothing divided by nothing is no number (DOMAIN 9). The charts of
    the screen say it alike (desktop/charts/bars.share).
    """
    if not whole:
        return "n/a"
    return "< 1 %" if 0 < part * 100 < whole else f"{100 * part / whole:.0f} %"


def label_of(pairs: Pairs, key: str) -> str:
    """The label shown for `key`; the key itself where the office added its own word."""
    return dict(pairs).get(key, key)
