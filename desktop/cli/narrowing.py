"""What `--filter` says, read with the office's own names and words."""

from __future__ import annotations

from db.office import EarlierOffice, Office
from db.queries.filter_words import check_words
from db.rules.filters import Filter, parse_filter


def narrowed(office: Office | EarlierOffice, text: str) -> Filter:
    """The filter that `text` names. Errors: WrongUseError for a part that is none, and for a name the office lacks."""
    return office.read(check_words, parse_filter(text))
