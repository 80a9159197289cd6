"""Search as you type: any part of name, e-mail, phone, hashtag, address from three letters on; else word starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, or_, select, text, true

from db.models import Contact
from db.queries.reader import Reader

_PHONE = re.compile(r"[\d\s().+\-/]{4,}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A contact found by a search, as the palette shows it."""

    id: int
    name: str
    status: str
    email: str
    phone: str


def words_of(query: str) -> tuple[str, ...]:
    """The words a search looks for, lower-cased; what reads like a number becomes its digits."""
    plain = query.strip().lower()
    if _PHONE.match(plain) and sum(ch.isdigit() for ch in plain) >= 3:
        digits = "".join(ch for ch in plain if ch.isdigit())
        # a leading 1 is the country code, which is stored with the number anyway
        return (digits,)
    return tuple(w for w in plain.split() if w)


def search_clause(dialect: str, query: str) -> ColumnElement[bool]:
    """The where clause on Contact: every word must be found."""
    words = words_of(query)
    if not words:
        return true()
    return and_(*(_word_clause(dialect, w) for w in words))


def _word_clause(dialect: str, word: str) -> ColumnElement[bool]:
    if len(word) < 3:
        return or_(
            Contact.name_key.startswith(word, autoescape=True),
            Contact.search_text.startswith(word, autoescape=True),
            Contact.search_text.contains(" " + word, autoescape=True),
        )
    if dialect != "sqlite":
        return Contact.search_text.contains(word, autoescape=True)
    # detail=none keeps the index small but knows no phrases: each trigram must be there; the text has the last word
    parts = [word[n : n + 3].replace('"', '""') for n in range(len(word) - 2)]
    match = text("contact_search MATCH :match").bindparams(
        bindparam("match", " AND ".join(f'"{part}"' for part in parts), unique=True)
    )
    found: Any = select(literal_column("rowid")).select_from(text("contact_search")).where(match)
    return and_(Contact.id.in_(found), Contact.search_text.contains(word, autoescape=True))


def find(reader: Reader, query: str, *, limit: int = 50) -> tuple[Found, ...]:
    """Contacts the member may see that match, those whose name begins so first."""
    if not words_of(query):
        return ()
    first = words_of(query)[0]
    c = Contact
    rank = func.coalesce(c.name_key.startswith(first, autoescape=True), False).desc()
    rows = reader.connection.execute(
        select(c.id, c.display_name, c.status, c.primary_email, c.primary_phone)
        .where(search_clause(reader.connection.dialect.name, query), reader.visible)
        .order_by(rank, c.last_activity_at.desc(), c.id.desc())
        .limit(limit)
    )
    return tuple(Found(*r) for r in rows)
