"""How many contacts each list holds, all lists in two statements: by the tally, or through indexes (R92)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, literal_column, select, true

from db.filters import DAY_MS, answers_from_tally, compile_filter, compile_for_tally
from db.models import Contact, ContactShare, ContactTally, Member
from db.queries.reader import Reader
from db.rules.filters import Filter, Term
from db.rules.lead_types import ListDefinition, definition
from db.rules.permissions import Actor, Right, Scope
from db.rules.statuses import Status

# Lists narrowed by one of these moments alone: an index answers, and the archived among them are few.
_MOMENTS: Final = frozenset({"searching", "last_viewed"})
_ARCHIVED: Final[Any] = literal_column("'archive'")
_BACK_AGAIN: Final = Term("back_again", "yes")
# in words, not as parameters: PostgreSQL must see that it groups by what it selects
_POOL: Final[Any] = literal_column("0")
_OWNED: Final[Any] = literal_column("1")


class _Cells:
    """Sums over the tally: its cells are read as they are, and added to the lists they belong to here.

    Which lists those are the database says once for each kind of cell: what stands in a cell never changes its lists.
    """

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._clauses: list[ColumnElement[bool]] = []
        self._lists: dict[tuple[Any, ...], tuple[int, ...]] = {}
        self._statement: Any = None

    def add(self, clause: ColumnElement[bool]) -> int:
        """The place of the sum of the cells that meet `clause`."""
        self._clauses.append(clause)
        return len(self._clauses) - 1

    def sums(self, reader: Reader) -> list[int]:
        """The sum of each clause, as the tally is now."""
        found = [0] * len(self._clauses)
        if not self._clauses:
            return found
        if self._statement is None:
            self._statement = self._reading(func.sum(ContactTally.count)).group_by(*self._cell())
            if not self._actor.sees_all:  # a member's cells are as good as grouped, and grouping takes longer
                self._statement = self._reading(ContactTally.count)
        rows = reader.fetch(self._statement)
        if any(row[1:] not in self._lists for row in rows):
            self._learn(reader)
        for row in rows:
            for place in self._lists[row[1:]]:
                found[place] += row[0]
        return found

    def _learn(self, reader: Reader) -> None:
        width = len(self._cell())
        kinds = reader.fetch(self._reading(*(cast(clause, Integer) for clause in self._clauses)).distinct())
        for row in kinds:
            cell, within = row[-width:], row[:-width]
            self._lists[cell] = tuple(place for place, met in enumerate(within) if met)

    def _reading(self, *columns: Any) -> Any:
        rows = select(*columns, *self._cell())
        return rows if self._actor.sees_all else rows.where(ContactTally.owner_id.in_([self._actor.id, 0]))

    def _cell(self) -> tuple[Any, ...]:
        t = ContactTally
        owner: Any = case((t.owner_id == _POOL, _POOL), else_=_OWNED) if self._actor.sees_all else t.owner_id
        return owner, t.status, t.kind, t.is_seller, t.email_subscribed, t.in_campaign, t.has_alert


@dataclass(slots=True)
class _Plan:
    """Columns to select, and for each list which of them are added, which are taken away, and its sum of cells."""

    cells: _Cells
    columns: list[Any] = field(default_factory=list)
    sums: list[tuple[list[int], list[int], int | None]] = field(default_factory=list)
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
    """The counts of the lists `keys`; ask `counted_at_once` first. Statements are prepared once per member."""
    plan = reader.facts.prepared.get(("counts", reader.actor, keys), lambda: _plan(reader, keys))
    row = reader.fetch(plan.statement)[0] if plan.columns else ()
    by_cell = plan.cells.sums(reader)
    return {
        key: sum([row[n] for n in plus]) - sum([row[n] for n in minus]) + (by_cell[cell] if cell is not None else 0)
        for key, (plus, minus, cell) in zip(keys, plan.sums, strict=True)
    }


class _Counter:
    """Builds the plan: sums over the tally, over the contacts shared with the member, and counts through indexes."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._at = reader.any_moment
        self._plan = _Plan(_Cells(reader.actor))
        self._shared: list[Any] = []

    def plan(self, keys: tuple[str, ...]) -> _Plan:
        """The plan for these lists."""
        plan = self._plan
        lists = [definition(key, self._reader.facts.lists) for key in keys]
        shared = [self._of_shares(one) for one in lists]
        plan.columns = [literal_column(f"shares.s{n}") for n in range(len(self._shared))]
        for one, by_share in zip(lists, shared, strict=True):
            cell = self._by_tally(one)
            plus, minus = self._through_indexes(one)
            plan.sums.append((plus if by_share is None else [*plus, by_share], minus, cell))
        plan.statement = select(*plan.columns)
        if self._shared:
            plan.statement = plan.statement.select_from(self._shares())
        return plan

    def _by_tally(self, one: ListDefinition) -> int | None:
        """The place of the sum of a list's terms, or of those that a tally knows of a list narrowed by a moment."""
        terms = one.terms
        if not _from_cells(terms):
            by_moment = _by_moment(terms)
            if by_moment is None or by_moment[1].op != "older_than_days":
                return None
            terms = (by_moment[0],)
        of = ContactTally.owner_id == self._reader.actor.id
        mine = of if one.scope == "mine" and not self._reader.actor.sees_all else true()
        return self._plan.cells.add(and_(mine, compile_for_tally(terms, self._at)))

    # -- what is shared with the member -------------------------------------------------------------------------

    def _of_shares(self, one: ListDefinition) -> int | None:
        if self._reader.actor.sees_all:
            return None
        outside = true() if one.scope == "mine" else Contact.owner_id.is_not(None)
        within = and_(outside, self._clause(one.terms))
        self._shared.append(func.count().filter(within).label(f"s{len(self._shared)}"))
        return len(self._shared) - 1

    def _shares(self) -> Any:
        me = self._reader.actor.id
        these = select(ContactShare.contact_id).where(ContactShare.member_id == me)
        where = and_(Contact.id.in_(these), Contact.owner_id.is_distinct_from(me))
        return select(*self._shared).select_from(Contact).where(where).subquery("shares")

    # -- by the clock -------------------------------------------------------------------------------------------

    def _through_indexes(self, one: ListDefinition) -> tuple[list[int], list[int]]:
        if _from_cells(one.terms):
            return [], []
        by_moment = _by_moment(one.terms)
        if by_moment is None:
            where = self._clause(one.terms)
            return [self._count((one.key, n), and_(part, where)) for n, part in enumerate(self._parts(one))], []
        living, moment = by_moment
        within = Term(moment.field, "within_days", moment.values)
        recent = compile_filter(Filter((within,)), self._at)
        plus, minus = [], []
        for n, part in enumerate(self._parts(one, by_owner=True)):
            plus.append(self._count((within, n), and_(part, recent)))
            minus.append(self._count((within, living, n), and_(part, recent, *self._not_living(living, moment))))
        return (minus, plus) if moment.op == "older_than_days" else (plus, minus)

    def _not_living(self, living: Term, moment: Term) -> tuple[ColumnElement[bool], ...]:
        if moment.field == "searching" and living.values == (Status.ARCHIVE.value,):
            return (Contact.status == _ARCHIVED,)  # in words, for the index of the archived
        # whoever was active on the site lately was active lately: the archived ones are a short stretch of the list
        since = self._at.now - int(moment.values[0]) * DAY_MS
        archived = compile_filter(Filter((Term(living.field, "in", living.values),)), self._at)
        return archived, Contact.last_activity_at >= since

    def _clause(self, terms: tuple[Term, ...]) -> ColumnElement[bool]:
        """The terms, those by the clock by the summaries that answer for them (R92: `check` recounts these)."""
        return and_(*(self._hastened(term, terms) for term in terms)) if terms else true()

    def _hastened(self, term: Term, terms: tuple[Term, ...]) -> ColumnElement[bool]:
        if term == Term("missed_call", "yes"):
            return Contact.call_due_at < self._at.now
        if term == Term("waiting_inquiry", "yes"):
            return Contact.waiting_since <= self._at.now
        if _BACK_AGAIN in terms and term.field == "status" and term.op == "not_in":
            # the statuses by name, for the index by owner, status and activity
            return Contact.status.in_([s.value for s in Status if s.value not in term.values])
        return compile_filter(Filter((term,)), self._at)

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


def _from_cells(terms: tuple[Term, ...]) -> bool:
    """Whether the cells answer: they know the member and the pool, no other owner."""
    return answers_from_tally(terms) and all(term.field != "owner" for term in terms)


def _by_moment(terms: tuple[Term, ...]) -> tuple[Term, Term] | None:
    """The two terms of a list of the living within or beyond some days, else None."""
    if len(terms) != 2:
        return None
    living, moment = terms
    plain = living.field == "status" and living.op == "not_in" and moment.field in _MOMENTS
    return (living, moment) if plain and moment.op in ("within_days", "older_than_days") else None


def _plan(reader: Reader, keys: tuple[str, ...]) -> _Plan:
    return _Counter(reader).plan(keys)
