"""Which lists the reader may ask for (DOMAIN 1a): the broker's are for who may see the broker dashboard."""

from __future__ import annotations

from db.queries.reader import Reader
from db.rules.lead_types import ListDefinition, asked_for, offered


def lists_offered(reader: Reader) -> tuple[ListDefinition, ...]:
    """The office's lists that this member may ask for, in their order."""
    return offered(reader.facts.lists, reader.actor)


def list_named(reader: Reader, key: str) -> ListDefinition:
    """The list `key`. Errors: WrongUseError for an unknown one, RefusedError when it is not this member's to see."""
    return asked_for(key, reader.facts.lists, reader.actor)
