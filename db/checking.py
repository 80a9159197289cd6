"""Check an office: pages, references, tallies against a recount, the search index against the texts (R92)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text

from db import tallies
from db.models import Contact
from db.queries.reader import Reader


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: its name, whether it is right, and a sentence."""

    name: str
    right: bool
    sentence: str


def check(reader: Reader) -> tuple[Finding, ...]:
    """Every check, in order; reads only."""
    found = [_tally(reader)]
    if reader.connection.dialect.name == "sqlite":
        found = [_pages(reader), _references(reader), *found, _search_index(reader)]
    return tuple(found)


def _pages(reader: Reader) -> Finding:
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


def _search_index(reader: Reader) -> Finding:
    filled = reader.connection.scalar(select(func.count()).select_from(Contact).where(Contact.search_text != "")) or 0
    indexed = reader.connection.scalar(text("SELECT count(*) FROM contact_search_docsize")) or 0
    right = filled == indexed
    sentence = (
        "Every contact can be found."
        if right
        else f"{filled:,} contacts have a text, {indexed:,} are in the search index."
    )
    return Finding("search", right, sentence)
