"""Amounts as people type them: "$612,000", "612k", "1.2m", "612,000.50"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NOT_READ: Final = "Write an amount such as 612,000 or 612k."
MOST: Final = 10**12  # cents
_AMOUNT: Final = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,3})?\s*([kKmM]?)", re.ASCII)
_TIMES: Final = {"": 1, "k": 1_000, "m": 1_000_000}


def read_dollars(text: str) -> int | None:
    """An amount in cents; None for what is none, is nothing, or is beyond any price."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    whole, fraction, unit = found.groups()
    dollars = Decimal(whole.replace(",", "") + (fraction or "")) * _TIMES[unit.lower()]
    cents = int((dollars * 100).to_integral_value(ROUND_HALF_UP))
    return cents if 0 < cents <= MOST else None
