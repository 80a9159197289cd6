"""What narrows a list of listings, in words over the table; each can be taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from db.queries.listings import ListingSpec
from db.rules.values import PROPERTY_TYPES, label_of
from desktop.item_models.listing_words import dollars

_NOTHING: Final[dict[str, Any]] = {
    "text": "",
    "city": "",
    "postal_code": "",
    "property_types": (),
    "price_from": None,
    "price_to": None,
    "bedrooms": None,
}


def search_chips(spec: ListingSpec) -> list[tuple[str, str]]:
    """The conditions as (field, words); none for a list that is not narrowed."""
    types = ", ".join(label_of(PROPERTY_TYPES, one) for one in spec.property_types)
    words = {
        "text": f"“{spec.text}”",
        "city": f"City is {spec.city}",
        "postal_code": f"Postal code begins with {spec.postal_code}",
        "property_types": f"Type is {types}",
        "price_from": f"From {dollars(spec.price_from)}",
        "price_to": f"Up to {dollars(spec.price_to)}",
        "bedrooms": f"{spec.bedrooms} bedrooms or more",
    }
    return [(key, words[key]) for key, nothing in _NOTHING.items() if getattr(spec, key) != nothing]


def without(spec: ListingSpec, key: str) -> ListingSpec:
    """The same without one condition."""
    return replace(spec, **{key: _NOTHING[key]})
