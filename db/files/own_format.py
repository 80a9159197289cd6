"""Brokerdesk's own export: the columns, and lists of things as text that loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

OWN_MARKER: Final = "Brokerdesk Contact"
OWN_VERSION: Final = "1"
# The refused rows of an import are written with this as the last column; the reader then knows them as ours
# too.
REASON_COLUMN: Final = "Refused Because"

# The first value of a list, for people and other programs; "E-mails" and its like hold all of it.
FIRST_OF: Final[dict[str, str]] = {"E-mail 1": "E-mails", "Phone 1": "Phones", "Address 1": "Addresses"}
LIST_COLUMNS: Final = (
    "E-mails", "Phones", "Addresses", "Properties", "Seller", "Subscription", "Extra", "Notes", "Leads",
    "Touches", "Tasks", "Appointments", "Listing Alerts", "Dispositions", "History",
)  # fmt: skip
OWN_COLUMNS: Final[tuple[str, ...]] = (
    OWN_MARKER, "Prefix", "First Name", "Middle Name", "Last Name", "Suffix", "Nickname", "Company",
    "Spouse", "Display Name", "Name Kind", "Job Title", "Birthday", "Anniversary", "Status", "Owner",
    "Shared With", "Source", "Business Source", "Contact Type", "Priority", "Interest", "Time Frame",
    "Lender", "MLS Number", "Captured By Text", "Hashtags", "Created At", "Last Visit At",
    "Last Viewed At", "Last Activity At", "E-mail 1", "Phone 1", "Address 1", "E-mails", "Phones",
    "Addresses", "Properties", "Seller", "Sell Form At", "Valuation Address", "Subscription", "Extra",
    "Notes", "Leads", "Touches", "Tasks", "Appointments", "Listing Alerts", "Dispositions", "History",
)  # fmt: skip


def is_own_header(header: Sequence[str]) -> bool:
    """The file was written by Brokerdesk: an export, or the refused rows of an import."""
    return bool(header) and (header[0] == OWN_MARKER or header[-1] == REASON_COLUMN)


def encode_list(items: Sequence[Mapping[str, object]]) -> str:
    """The items as compact JSON with sorted keys, "" for none. Times in them are ISO 8601 UTC texts."""
    if not items:
        return ""
    plain = [dict(item) for item in items]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def decode_list(text: str) -> list[dict[str, object]]:
    """What `encode_list` wrote. Raises ValueError with a sentence when it is no list of named values."""
    if not text.strip():
        return []
    try:
        items = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise ValueError(f"This cell should hold a list Brokerdesk wrote, but reads {_short(text)}.") from problem
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(f"This cell should hold a list of named values, but reads {_short(text)}.")
    return items


def _short(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
