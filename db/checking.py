"""Check an office: pages, references, tallies against a recount, the search index against the texts (R92)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, or_, select, text

from db import tallies
from db.models import Contact, FileContent, StoredFile
from db.queries.reader import Reader

_WRONGLY_INDEXED: Final = (
    "SELECT count(*) FROM contact_search_content AS kept JOIN contact ON contact.id = kept.id "
    "WHERE kept.c0 IS NOT contact.search_text"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: its name, whether it is right, and a sentence."""

    name: str
    right: bool
    sentence: str


def check(reader: Reader) -> tuple[Finding, ...]:
    """Every check, in order; reads only."""
    found = [_tally(reader), _standing(reader), _documents(reader)]
    if reader.connection.dialect.name == "sqlite":
        found = [_pages(reader), _references(reader), *found, _search_index(reader)]
    return tuple(found)


def _pages(reader: Reader) -> Finding:
    # a search first: the index's check goes by what this connection last read of it, perhaps before the latest write
    reader.connection.execute(text("SELECT rowid FROM contact_search WHERE contact_search MATCH 'abc' LIMIT 1")).all()
    answer = str(reader.connection.scalar(text("PRAGMA integrity_check")))
    return Finding("pages", answer == "ok", "Every page of the file is sound." if answer == "ok" else answer)


def _references(reader: Reader) -> Finding:
    broken = reader.connection.execute(text("PRAGMA foreign_key_check")).all()
    sentence = (
        f"{len(broken):,} rows refer to something that does not exist."
        if broken
        else "Every reference leads somewhere."
    )
    return Finding("references", not broken, sentence)


def _tally(reader: Reader) -> Finding:
    kept, counted = tallies.kept(reader.connection), tallies.recount(reader.connection)
    wrong = {cell for cell in kept.keys() | counted.keys() if kept.get(cell, 0) != counted.get(cell, 0)}
    sentence = f"{len(wrong):,} counts differ from a recount." if wrong else "Every count equals a recount."
    return Finding("counts", not wrong, sentence)


def _standing(reader: Reader) -> Finding:
    """What counts of calls due, waiting forms, campaigns and alerts read, against the calls and forms themselves."""
    differs = or_(*(getattr(Contact, key).is_distinct_from(value) for key, value in tallies.standing().items()))
    wrong = reader.connection.scalar(select(func.count()).select_from(Contact).where(differs)) or 0
    sentence = (
        f"{wrong:,} contacts say something else than their calls, inquiries, campaigns and alerts."
        if wrong
        else "Every contact says what waits for it."
    )
    return Finding("standing", not wrong, sentence)


def _documents(reader: Reader) -> Finding:
    """Every document has what is in it; the content is kept apart, once however many documents hold it."""
    lost = select(func.count()).select_from(StoredFile).where(StoredFile.sha256.not_in(select(FileContent.sha256)))
    number = reader.connection.scalar(lost) or 0
    lost_words = f"What was in {number:,} document{'' if number == 1 else 's'} is lost."
    sentence = lost_words if number else "Every document can be opened."
    return Finding("documents", not number, sentence)


def _search_index(reader: Reader) -> Finding:
    wrong = reader.connection.scalar(text(_WRONGLY_INDEXED)) or 0
    filled = reader.connection.scalar(select(func.count()).select_from(Contact).where(Contact.search_text != "")) or 0
    indexed = reader.connection.scalar(text("SELECT count(*) FROM contact_search_docsize")) or 0
    if wrong:
        return Finding("search", False, f"{wrong:,} contacts are in the search index by another text than theirs.")
    right = filled == indexed
    sentence = (
        "Every contact can be found."
        if right
        else f"{filled:,} contacts have a text, {indexed:,} are in the search index."
    )
    return Finding("search", right, sentence)
