"""How many contacts each list holds, all lists in one statement: by the tally, or through indexes (R92)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select, true

from db.filters import DAY_MS, answers_from_tally, compile_filter, compile_for_tally
from db.models import Contact, ContactShare, ContactTally, Member
from db.queries.reader import Reader
from db.rules.filters import Filter, Term
from db.rules.lead_types import ListDefinition, definition
from db.rules.permissions import Right, Scope

# Lists narrowed by one of these moments alone: an index answers, and the archived among them are few.
_MOMENTS: Final = frozenset({"searching", "last_viewed"})


@dataclass(slots=True)
class _Plan:
    """Columns to select, and for each list which of them are added and which are taken away."""

    columns: list[Any] = field(default_factory=list)
    sums: list[tuple[list[int], list[int]]] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)
    statement: Any = None

    def add(self, key: Any, column: Any) -> int:
        """The place of a column; the same key is selected once."""
        if key not in self.known:
            self.known[key] = len(self.columns)
            self.columns.append(column.label(f"n{len(self.columns)}"))
        return self.known[key]


def counted_at_once(reader: Reader) -> bool:
    """Whether the member's lists are made of owners, pool and shares, as all but a few roles' are."""
    scopes = reader.actor.scopes(Right.SEE)
    return reader.actor.sees_all or (Scope.OWN in scopes and scopes <= {Scope.OWN, Scope.SHARED, Scope.POOL})


def counts_at_once(reader: Reader, keys: tuple[str, ...]) -> dict[str, int]:
    """The counts of the lists `keys`; ask `counted_at_once` first. One statement, prepared once per member."""
    plan = reader.facts.prepared.get(("counts", reader.actor, keys), lambda: _plan(reader, keys))
    row = reader.fetch(plan.statement)[0]
    return {
        key: sum(int(row[n] or 0) for n in plus) - sum(int(row[n] or 0) for n in minus)
        for key, (plus, minus) in zip(keys, plan.sums, strict=True)
    }


class _Counter:
    """Builds the plan: sums over the tally, over the contacts shared with the member, and counts through indexes."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._at = reader.any_moment
        self._plan = _Plan()
        self._tally: list[Any] = []
        self._shared: list[Any] = []

    def plan(self, keys: tuple[str, ...]) -> _Plan:
        """The plan for these lists."""
        lists = [definition(key, self._reader.facts.lists) for key in keys]
        tally = [self._by_tally(one) for one in lists]
        shared = [self._of_shares(one) for one in lists]
        found = [self._through_indexes(one) for one in lists]
        sources = []
        if self._tally:
            sources.append(self._sums(self._tally))
        if self._shared:
            sources.append(self._shares())
        plan = self._plan
        at_tally, at_shared = 0, len(self._tally)
        width = len(self._tally) + len(self._shared)
        for by_tally, by_share, (plus, minus) in zip(tally, shared, found, strict=True):
            added = [n + width for n in plus]
            added += [at_tally + by_tally] if by_tally is not None else []
            added += [at_shared + by_share] if by_share is not None else []
            plan.sums.append((added, [n + width for n in minus]))
        first = [column for source in sources for column in source.c]
        plan.statement = select(*first, *plan.columns)
        if len(sources) == 2:
            plan.statement = plan.statement.select_from(sources[0].join(sources[1], true()))
        return plan

    # -- the tally ----------------------------------------------------------------------------------------------

    def _by_tally(self, one: ListDefinition) -> int | None:
        """The place of the sum of a list's terms, or of those that a tally knows of a list narrowed by a moment."""
        terms = one.terms
        if not answers_from_tally(terms):
            by_moment = _by_moment(terms)
            if by_moment is None or by_moment[1].op != "older_than_days":
                return None
            terms = (by_moment[0],)
        of = ContactTally.owner_id == self._reader.actor.id
        mine = of if one.scope == "mine" and not self._reader.actor.sees_all else true()
        total = func.sum(ContactTally.count).filter(and_(mine, compile_for_tally(terms, self._at)))
        self._tally.append(func.coalesce(total, 0).label(f"t{len(self._tally)}"))
        return len(self._tally) - 1

    def _sums(self, columns: list[Any]) -> Any:
        actor = self._reader.actor
        rows = select(*columns)
        return (rows if actor.sees_all else rows.where(ContactTally.owner_id.in_([actor.id, 0]))).subquery("tally")

    # -- what is shared with the member -------------------------------------------------------------------------

    def _of_shares(self, one: ListDefinition) -> int | None:
        if self._reader.actor.sees_all:
            return None
        outside = true() if one.scope == "mine" else Contact.owner_id.is_not(None)
        within = and_(outside, compile_filter(Filter(one.terms), self._at))
        self._shared.append(func.count().filter(within).label(f"s{len(self._shared)}"))
        return len(self._shared) - 1

    def _shares(self) -> Any:
        me = self._reader.actor.id
        these = select(ContactShare.contact_id).where(ContactShare.member_id == me)
        where = and_(Contact.id.in_(these), Contact.owner_id.is_distinct_from(me))
        return select(*self._shared).select_from(Contact).where(where).subquery("shares")

    # -- by the clock -------------------------------------------------------------------------------------------

    def _through_indexes(self, one: ListDefinition) -> tuple[list[int], list[int]]:
        if answers_from_tally(one.terms):
            return [], []
        by_moment = _by_moment(one.terms)
        if by_moment is None:
            where = compile_filter(Filter(one.terms), self._at)
            return [self._count((one.key, n), and_(part, where)) for n, part in enumerate(self._parts(one))], []
        living, moment = by_moment
        within = Term(moment.field, "within_days", moment.values)
        recent = compile_filter(Filter((within,)), self._at)
        # whoever was active on the site lately was active lately: the archived ones are a short stretch of the list
        since = self._at.now - int(moment.values[0]) * DAY_MS
        archived = compile_filter(Filter((Term(living.field, "in", living.values), within)), self._at)
        plus, minus = [], []
        for n, part in enumerate(self._parts(one, by_owner=True)):
            plus.append(self._count((within, n), and_(part, recent)))
            minus.append(self._count((within, living, n), and_(part, archived, Contact.last_activity_at >= since)))
        return (minus, plus) if moment.op == "older_than_days" else (plus, minus)

    def _parts(self, one: ListDefinition, *, by_owner: bool = False) -> tuple[ColumnElement[bool], ...]:
        actor = self._reader.actor
        if actor.sees_all:
            owned = Contact.owner_id.in_(select(Member.id))
            return (owned, Contact.owner_id.is_(None)) if by_owner else (true(),)
        own = Contact.owner_id == actor.id
        return (own,) if one.scope == "mine" else (own, Contact.owner_id.is_(None))

    def _count(self, key: Any, where: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(Contact).where(where).correlate(None)
        return self._plan.add(key, counted.scalar_subquery())


def _by_moment(terms: tuple[Term, ...]) -> tuple[Term, Term] | None:
    """The two terms of a list of the living within or beyond some days, else None."""
    if len(terms) != 2:
        return None
    living, moment = terms
    plain = living.field == "status" and living.op == "not_in" and moment.field in _MOMENTS
    return (living, moment) if plain and moment.op in ("within_days", "older_than_days") else None


def _plan(reader: Reader, keys: tuple[str, ...]) -> _Plan:
    return _Counter(reader).plan(keys)
