"""When a contact leaves a list by the clock alone, with no write to anything (R91)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import and_, select, true

from db.filters import COLUMNS, DAY_MS, compile_term
from db.models import Contact
from db.queries.contacts import ContactCard
from db.queries.reader import Reader
from db.rules.filters import Term
from db.rules.values import INQUIRY_TYPES, PASSIVE_LEAD_TYPES

# Nobody plans for what the clock will do in a hundred years.
_FAR: Final = 36_525 * DAY_MS
_PASSIVE: Final = frozenset(key for key, _ in PASSIVE_LEAD_TYPES)
# R42: fresh for 48 hours, after a year without a visit; one millisecond later a moment is outside.
_FRESH: Final = 2 * DAY_MS + 1
_YEAR: Final = 367 * DAY_MS + 1


def ends_at(reader: Reader, card: ContactCard, terms: tuple[Term, ...]) -> int | None:
    """The first moment (ms UTC) at which one of `terms`, which all hold now, no longer does; None when never.

    Between the moments at which anything of the contact comes due, grows old or becomes fresh no condition changes, so
    each of these moments is tried, earliest first, by the very clauses the list is read with.
    """
    moving = tuple(t for t in terms if t.op == "within_days" or _moments(t, card) is not None)
    holds = _holding(reader, card, moving)
    found = {at for term in moving for at in _moments(term, card) or ()}
    found |= {_window_ends(reader, card, t) for t in moving if _moments(t, card) is None}
    for at in sorted(at for at in found if reader.now < at <= reader.now + _FAR):
        if not holds(at):
            return at
    return None


def _holding(reader: Reader, card: ContactCard, terms: tuple[Term, ...]) -> Callable[[int], bool]:
    clause = and_(true(), *(compile_term(t, reader.any_moment) for t in terms))
    query = select(clause).where(Contact.id == card.id)
    return lambda at: bool(reader.connection.execute(query, {"now": at}).scalar())


def _window_ends(reader: Reader, card: ContactCard, term: Term) -> int:
    """When a window of days that holds now is over, where the moment it counts from is no column of the contact."""
    holds = _holding(reader, card, (term,))
    inside, outside = reader.now, reader.now + int(term.values[0]) * DAY_MS + 1
    while outside - inside > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return outside


def _moments(term: Term, card: ContactCard) -> list[int] | None:
    """The moments at which the clock may change a condition; None for a condition it cannot change."""
    if term.op in ("within_days", "older_than_days") and term.field in COLUMNS:
        since = card.fields[COLUMNS[term.field].key]
        # at exactly N×24 h it still holds, one millisecond later no more
        return [] if since is None else [since + int(term.values[0]) * DAY_MS + 1]
    made = _BY_FIELD.get(term.field)
    return made(card) if made else None


def _waiting(card: ContactCard) -> list[int]:
    return [x.occurred_at for x in card.leads if x.lead_type in INQUIRY_TYPES and x.first_touch_at is None]


def _missed(card: ContactCard) -> list[int]:
    return [t.due_at + 1 for t in card.tasks if t.kind == "call" and t.done_at is None]


def _back_again(card: ContactCard) -> list[int]:
    seen = [x.occurred_at for x in card.leads if x.lead_type in _PASSIVE]
    return [at + age for at in seen for age in (0, _FRESH, _YEAR)] + [card.fields["created_at"] + _YEAR]


_BY_FIELD: Final[dict[str, Any]] = {"waiting_inquiry": _waiting, "missed_call": _missed, "back_again": _back_again}
