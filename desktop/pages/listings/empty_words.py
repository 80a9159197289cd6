"""What stands in place of listings: why there are none, and what can be done."""

from __future__ import annotations

from typing import Final

from db.rules.listing_lists import PAST_SALES, ListingList

CLEAR: Final = ("clear", "Clear All")
IMPORT: Final = ("import", "Import listings…")
EVERY: Final = ("all", "All listings")
Words = tuple[str, str, tuple[tuple[str, str], ...]]
_SHAPES: Final = "A CSV, XLSX or JSON file by RESO's names, such as the MLS exports it, brings them in."
_ASK: Final = "The broker or the concierge imports them from a file of the MLS."


def empty_words(one: ListingList, *, narrowed: bool, none_at_all: bool, may_import: bool) -> Words:
    """Sentence, second line, and buttons as (key, label), for a list without rows."""
    if narrowed:
        return f"Nothing in {one.title} fits the search", "Take a condition away, or clear them all.", (CLEAR,)
    if none_at_all:
        detail = f"{_SHAPES} A file may be dropped here." if may_import else _ASK
        return "The office has no listings yet", detail, (IMPORT,) if may_import else ()
    if one.key == PAST_SALES:
        return "There are no past sales", "Sales without an MLS number, out of public records, stand here.", ()
    return f"There are no listings in {one.title}", one.definition, (EVERY,)
