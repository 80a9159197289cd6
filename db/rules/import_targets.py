"""What a column of a file can become: the table behind the wizard's choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Target:
    """`key` is stored in mappings; `label` is shown; `many`: several columns may go there; `offered`: in the choice
    (the others are only set by the program itself).
    """

    key: str
    label: str
    many: bool = False
    offered: bool = True


TARGETS: Final[tuple[Target, ...]] = (
    Target("full_name", "Name"),
    Target("first_name", "First name"),
    Target("middle_name", "Middle name"),
    Target("last_name", "Last name"),
    Target("prefix", "Title before the name"),
    Target("suffix", "Suffix of the name"),
    Target("nickname", "Nickname"),
    Target("company", "Company"),
    Target("spouse", "Spouse"),
    Target("job_title", "Job title"),
    Target("email", "E-mail", many=True),
    Target("email_label", "Label of an e-mail", many=True),
    Target("phone", "Phone", many=True),
    Target("phone_label", "Label of a phone", many=True),
    Target("address", "Address in one cell", many=True),
    Target("street", "Street", many=True),
    Target("street_2", "Street, next line", many=True),
    Target("unit", "Unit", many=True),
    Target("po_box", "PO box", many=True),
    Target("city", "City", many=True),
    Target("state", "State", many=True),
    Target("postal_code", "Postal code", many=True),
    Target("country", "Country", many=True),
    Target("address_label", "Label of an address", many=True),
    Target("status", "Status"),
    Target("hashtags", "Hashtags", many=True),
    Target("notes", "Notes", many=True),
    Target("source", "Source"),
    Target("business_source", "Business source"),
    Target("contact_type", "Contact type"),
    Target("priority", "Priority"),
    Target("interest", "Interest (stars)"),
    Target("time_frame", "Time frame"),
    Target("lender", "Lender"),
    Target("mls_number", "MLS number"),
    Target("birthday", "Birthday"),
    Target("anniversary", "Anniversary"),
    Target("owner", "Owner (member's name)"),
    Target("created_at", "Created at"),
    Target("last_visit_at", "Last visit at"),
    Target("last_viewed_at", "Last viewed a home at"),
    Target("subscribed_email", "Subscribed to e-mail (yes or no)"),
    Target("subscribed_text", "Subscribed to texts (yes or no)"),
    Target("unsubscribed_email", "Unsubscribed from e-mail (yes or no)"),
    Target("unsubscribed_text", "Unsubscribed from texts (yes or no)"),
    Target("unsubscribed", "Unsubscribed from everything (yes or no)"),
    Target("unsubscribe_cause", "Why unsubscribed"),
    Target("captured_by_text", "Captured by text (MLS or App)"),
    Target("valuation_address", "Address of a valuation request"),
    Target("sell_form_at", "Sell form submitted at"),
    Target("seller_street", "Seller: street"),
    Target("seller_city", "Seller: city"),
    Target("seller_state", "Seller: state"),
    Target("seller_postal_code", "Seller: postal code"),
    Target("seller_property_type", "Seller: property type"),
    Target("seller_bedrooms", "Seller: bedrooms"),
    Target("seller_bathrooms", "Seller: bathrooms"),
    Target("seller_floor_area", "Seller: floor area"),
    Target("seller_sell_when", "Seller: when to sell"),
    Target("extra", "Extra field", many=True),
    Target("ignore", "Leave out", many=True),
    # Brokerdesk's own export, read back exactly:
    Target("own", "Read by Brokerdesk itself", many=True, offered=False),
    Target("display_name", "Name as shown", offered=False),
    Target("name_kind", "Kind of name", offered=False),
    # Pairs of label and value such as Google's custom fields, and the KIND of a vCard:
    Target("pair_label", "Name of an extra field", many=True, offered=False),
    Target("pair_value", "Value of an extra field", many=True, offered=False),
    Target("record_kind", "Kind of card", offered=False),
)
TARGET: Final[dict[str, Target]] = {target.key: target for target in TARGETS}

# Headings over the offered targets: each holds until the next one begins.
HEADINGS: Final[tuple[tuple[str, str], ...]] = (
    ("Name", "full_name"), ("E-mail and phone", "email"), ("Address", "address"), ("Work", "status"),
    ("Dates and owner", "birthday"), ("Subscription", "subscribed_email"), ("How they came", "captured_by_text"),
    ("Home to sell", "sell_form_at"), ("Anything else", "extra"),
)  # fmt: skip


def offered() -> tuple[tuple[str, tuple[Target, ...]], ...]:
    """What a person may choose for a column, under its headings."""
    titles = {first: title for title, first in HEADINGS}
    groups: list[tuple[str, list[Target]]] = []
    for target in TARGETS:
        if target.key in titles:
            groups.append((titles[target.key], []))
        if target.offered:
            groups[-1][1].append(target)
    return tuple((title, tuple(these)) for title, these in groups)
