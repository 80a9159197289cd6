"""Whether the words of a filter mean anything in this office: its members, its sources, the keys of its choices."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from db.filters import COLUMNS
from db.models import Contact
from db.queries.reader import Reader
from db.rules.errors import WrongUseError
from db.rules.filters import FIELDS, Field, Filter, Term

_NOBODY = "none"


def check_words(reader: Reader, wanted: Filter, fields: Mapping[str, Field] = FIELDS) -> Filter:
    """`wanted` itself. Errors: WrongUseError naming the word no member, source or choice of the office has, and those
    there are. A hashtag or a text that nobody has is no mistake: it finds nobody.
    """
    for term in wanted.terms:
        known = fields[term.field]
        if term.op in ("in", "not_in") and known.type == "member":
            _check_members(reader, term, known)
        elif term.op in ("in", "not_in") and known.type == "choice":
            _check_choices(reader, term, known)
    return wanted


def _check_members(reader: Reader, term: Term, known: Field) -> None:
    facts = reader.facts
    ids = {str(key) for key in facts.members}
    for word in term.values:
        if word != _NOBODY and word not in ids and word.casefold() not in facts.member_ids:
            names = ", ".join(facts.members.values())
            raise WrongUseError(f"{known.label}: there is no member “{word}”; the members are {names}.")


def _check_choices(reader: Reader, term: Term, known: Field) -> None:
    keys = dict(reader.facts.sources if term.field == "source" else known.choices)
    for word in term.values:
        if word in keys or _is_used(reader, term.field, word):
            continue
        raise WrongUseError(f"{known.label}: there is no “{word}”; the keys are {', '.join(keys)}.")


def _is_used(reader: Reader, field: str, word: str) -> bool:
    """Whether a contact has it: an export of another office may have brought sources and types of its own."""
    column = COLUMNS.get(field)
    if column is None:
        return False
    return reader.connection.scalar(select(Contact.id).where(column == word).limit(1)) is not None
