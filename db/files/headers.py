"""The header of a table: where it is, and names that are all different."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from db.files.own_format import OWN_MARKER
from db.rules.errors import FileProblemError

MAX_COLUMNS: Final = 1_000
SEARCHED_ROWS: Final = 10
# Parts of words that stand in the headers of contact files, in letters and digits only.
KNOWN_WORDS: Final = (
    "name", "email", "mail", "phone", "mobile", "cell", "address", "street", "city", "state", "zip",
    "postal", "country", "company", "organization", "notes", "tags", "label", "source", "status", "stage",
    "birthday", "anniversary", "hashtag", "title", "suffix", "prefix", "website", "spouse", "created",
    "leadtype", "assigned", "categories", "fax", "telefon", "agent", "lender", "relationships", "background",
    "timeframe", "owner",
)  # fmt: skip
_ADDRESS_OR_NUMBER: Final = re.compile(r"\S+@\S+\.\S+|\+?[\d\s().-]{7,}")


def plain_word(text: str) -> str:
    """Letters and digits only, folded: "E-mail 1 - Value" is "email1value"."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def looks_like_value(cell: str) -> bool:
    """An e-mail address or a telephone number: never a column's name."""
    return bool(_ADDRESS_OR_NUMBER.fullmatch(cell.strip()))


def known_words(row: Sequence[str]) -> int:
    """How many cells of the row read like the names of columns."""
    return sum(1 for cell in row if _is_known(cell))


def _is_known(cell: str) -> bool:
    if len(cell) > 60 or "@" in cell:
        return False
    word = plain_word(cell)
    return any(known in word for known in KNOWN_WORDS)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the header among the first rows (blank ones left out), None when there is only data.

    The row with most known words wins; without any, the first row as wide as the table that holds no
    address or number.
    """
    rows = rows[:SEARCHED_ROWS]
    if not rows:
        return None
    if rows[0] and rows[0][0].strip() == OWN_MARKER:
        return 0
    if not any(_could_be_header(row) for row in rows):
        return None
    scores = [known_words(row) if _could_be_header(row) else 0 for row in rows]
    best = max(scores)
    if best >= 2 or (best == 1 and _filled(rows[scores.index(1)]) == 1 and _widest(rows) == 1):
        return scores.index(best)
    wide = _widest(rows) * 0.6
    first = next((i for i, row in enumerate(rows) if _filled(row) >= wide), 0)
    return first if _could_be_header(rows[first]) else None


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _widest(rows: Iterable[Sequence[str]]) -> int:
    return max(map(_filled, rows), default=0)


def _could_be_header(row: Sequence[str]) -> bool:
    return _filled(row) > 0 and not any(looks_like_value(cell) for cell in row)


def named_columns(file_name: str, cells: Sequence[str]) -> tuple[str, ...]:
    """Column names, all different: "Email", "Email (2)"; an unnamed one is "Column 3".

    Raises FileProblemError for more than 1,000 columns, and for a header that swallowed rows (an unclosed
    quote).
    """
    if len(cells) > MAX_COLUMNS:
        raise FileProblemError(f"{file_name}, row 1: {len(cells):,} columns; Brokerdesk reads up to {MAX_COLUMNS:,}.")
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, 1):
        if cell.count("\n") > 5 or len(cell) > 1_000:
            raise FileProblemError(
                f"{file_name}, row 1, column {number}: a quote opened in the header is never closed, "
                "or this is no table of contacts."
            )
        name = " ".join(cell.split()) or f"Column {number}"
        unique, copies = name, 1
        while unique in taken:
            copies += 1
            unique = f"{name} ({copies})"
        taken.add(unique)
        names.append(unique)
    return tuple(names)


def made_up_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names for a file without a header: "Column 1", "Column 2" …"""
    return tuple(f"Column {number}" for number in range(1, max((len(row) for row in rows), default=0) + 1))


def fit(cells: Sequence[str], width: int, joint: str = " ") -> tuple[str, ...]:
    """Exactly `width` cells: padded with "", the surplus joined into the last, so that nothing is lost."""
    if len(cells) > width:
        return (*cells[: width - 1], joint.join(cells[width - 1 :]))
    return (*cells, *[""] * (width - len(cells)))
