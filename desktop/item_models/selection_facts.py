"""What a mass change would meet: how many contacts exactly, and how many the change says something to (R3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.changes import Selection
from db.queries import lists
from db.queries.lists import ContactRow
from db.queries.reader import Reader
from db.rules.filters import Filter, ListSpec, Term

CHUNK = 500


@dataclass(frozen=True, slots=True)
class SelectionFacts:
    """`count` contacts; of them `already` have the status, and `subscribed` get automated messages."""

    selection: Selection
    count: int
    already: int
    subscribed: int


def selection_facts(reader: Reader, selection: Selection, *, status: str = "") -> SelectionFacts:
    """Count a selection as the change will find it."""
    if selection.spec is None:
        rows = _rows(reader, selection.ids)
        return SelectionFacts(selection, len(selection.ids), *_told(rows, status))
    left_out = _rows(reader, selection.excluded)
    already, subscribed = _told(left_out, status)
    spec = selection.spec
    return SelectionFacts(
        selection,
        lists.recount(reader, spec) - len(left_out),
        _counted(reader, spec, Term("status", "in", (status,))) - already if status else 0,
        _counted(reader, spec, Term("subscribed", "yes")) - subscribed,
    )


def _told(rows: list[ContactRow], status: str) -> tuple[int, int]:
    return sum(r.status == status for r in rows), sum(r.email_subscribed for r in rows)


def _counted(reader: Reader, spec: ListSpec, term: Term) -> int:
    return lists.recount(reader, replace(spec, filter=Filter((*spec.filter.terms, term))))


def _rows(reader: Reader, ids: tuple[int, ...]) -> list[ContactRow]:
    found: list[ContactRow] = []
    for start in range(0, len(ids), CHUNK):
        found += lists.rows(reader, ids[start : start + CHUNK]).values()
    return found
