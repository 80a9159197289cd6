"""Search as you type: any part of name, e-mail, phone, hashtag, address from three letters on; else word starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, or_, select, text, true

from db.models import Contact
from db.queries.reader import Reader
from db.scratch import numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PHONE = re.compile(r"[\d\s().+\-/]{4,}$")
GRAM: Final = 3  # letters of a piece that the index knows
# Measured at 1,000,000 contacts (docs/measures.md, P11): beyond so many candidates, or contacts whose texts would have
# to be looked up one by one, reading all texts from end to end is faster.
MOST_CANDIDATES: Final = 200_000
# Up to so many candidates are looked up and sorted sooner than a list is read whole.
FEW: Final = 10_000
MOST_LOOKED_UP: Final = 40_000
_CANDIDATES: Final = text(
    "SELECT group_concat(id) FROM "
    "(SELECT rowid AS id FROM contact_search WHERE contact_search MATCH :match LIMIT :most)"
)


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
    if len(word) < GRAM or dialect != "sqlite":
        return _in_text(word)
    match = text("contact_search MATCH :match").bindparams(bindparam("match", _match((word,)), unique=True))
    found: Any = select(literal_column("rowid")).select_from(text("contact_search")).where(match)
    return Contact.id.in_(found) if len(word) == GRAM else and_(Contact.id.in_(found), _in_text(word))


def in_text(query: str) -> ColumnElement[bool]:
    """The same by the contact's own text, word for word: the definition, which the index only hastens."""
    return and_(true(), *(_in_text(word) for word in words_of(query)))


def _in_text(word: str) -> ColumnElement[bool]:
    if len(word) < GRAM:
        return or_(
            Contact.name_key.startswith(word, autoescape=True),
            Contact.search_text.startswith(word, autoescape=True),
            Contact.search_text.contains(" " + word, autoescape=True),
        )
    return Contact.search_text.contains(word, autoescape=True)


def _match(words: tuple[str, ...]) -> str:
    """What the index is asked: pieces of three letters that cover the words. The index knows which pieces a text has
    (detail=none keeps it small), not where: who has them all is a candidate, and the text has the last word.
    """
    pieces = dict.fromkeys(
        word[n : n + GRAM] for word in words for n in (*range(0, len(word) - GRAM, GRAM), len(word) - GRAM)
    )
    return " AND ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def narrows(reader: Reader, query: str) -> bool:
    """Whether there is a word in a search that the index of SQLite knows; then `candidates` can be asked (P11)."""
    return reader.connection.dialect.name == "sqlite" and any(len(word) >= GRAM for word in words_of(query))


def candidates(reader: Reader, query: str) -> NDArray[np.int64]:
    """Contacts of the whole office among which are all that a search finds, whoever may see them; only some of them
    when there are more than MOST_CANDIDATES. Up to FEW a caller looks up in its own list, by `in_text`.
    """
    long = _long(query)
    most = -1 if _exact(long) else MOST_CANDIDATES + 1
    return _ids_of(reader.fetch(_CANDIDATES, match=_match(long), most=most))


def narrowed(reader: Reader, ids: NDArray[np.int64], found: NDArray[np.int64], query: str) -> NDArray[np.int64]:
    """Of `ids`, in their order, those of the contacts that a search finds; `found` are its `candidates`.

    The index is asked once, for all contacts, and what it finds is intersected with the ids here: within the statement
    of a list it would be asked for each of the list's parts, and the text of each candidate be read.
    """
    long = _long(query)
    certain = _exact(long)
    whole = certain or len(found) <= MOST_CANDIDATES
    kept = _among(ids, found) if whole else ids
    if not certain:
        few = whole and len(kept) <= MOST_LOOKED_UP
        kept = _among(kept, _with_texts(reader, long, kept if few else None))
    if len(long) == len(words_of(query)):
        return kept
    return _among(kept, _looked_up(reader, kept, query))


def _long(query: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(query) if len(word) >= GRAM)


def _exact(words: tuple[str, ...]) -> bool:
    """Whether whom the index finds has the words: those that are one piece."""
    return all(len(word) == GRAM for word in words)


def _with_texts(reader: Reader, words: tuple[str, ...], among: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """The contacts whose texts hold every word of three letters and more: `among` these, or by reading all texts."""
    import numpy as np

    marks = " AND ".join(f"instr(c0, :word{n})" for n in range(len(words)))
    values: dict[str, Any] = {f"word{n}": word for n, word in enumerate(words)}
    if among is not None:
        marks += " AND id IN (SELECT value FROM json_each(:wanted))"
        values["wanted"] = f"[{','.join(map(str, np.sort(among).tolist()))}]"
    return _ids_of(reader.fetch(text(f"SELECT group_concat(id) FROM contact_search_content WHERE {marks}"), **values))


def _looked_up(reader: Reader, ids: NDArray[np.int64], query: str) -> NDArray[np.int64]:
    """Those of `ids` whose texts hold every word, by looking each of them up."""
    import numpy as np

    among = Contact.id.in_(numbers("sqlite", np.sort(ids).tolist()))
    return _ids_of(reader.fetch(select(func.group_concat(Contact.id)).where(among, in_text(query))))


def _ids_of(rows: list[Any]) -> NDArray[np.int64]:
    import numpy as np

    joined = rows[0][0]
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, dtype=np.int64)


def _among(ids: NDArray[np.int64], found: NDArray[np.int64]) -> NDArray[np.int64]:
    """`ids` in their order, those only that are in `found`."""
    import numpy as np

    if not len(ids) or not len(found):
        return ids[:0]
    marked = np.zeros(int(max(ids.max(), found.max())) + 1, dtype=np.bool_)
    marked[found] = True
    return ids[marked[ids]]


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
