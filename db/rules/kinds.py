"""The kind of a contact: what the office has to reach it by (DOMAIN section 4, first match wins)."""

from __future__ import annotations


def kind_of(*, has_usable_email: bool, captured_by_text: bool, has_usable_phone: bool, valuation_address: bool) -> str:
    """The key of `values.KINDS` for a contact; kinds exclude each other, the first match wins.

    usable e-mail → "ordinary" · captured by a text → "text" (R36) · usable phone → "phone" (R35) · address from a
    valuation request → "valuation" (R34) · else "invalid" (R37). A bounced, malformed or placeholder address or
    number is not usable; a name with nothing but an ordinary address is invalid.
    """
    if has_usable_email:
        return "ordinary"
    if captured_by_text:
        return "text"
    if has_usable_phone:
        return "phone"
    if valuation_address:
        return "valuation"
    return "invalid"
