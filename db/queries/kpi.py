"""The KPI board: what each agent did in a period; credit stays with who pressed (R12, DOMAIN 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, select

from db.models import Member, Press, Touch
from db.queries.dispositions import office_dispositions
from db.queries.press_facts import credits_of
from db.queries.reader import Reader
from db.rules.disposition_guards import DAY_MS
from db.rules.dispositions import CONTRACT, DEAL, Disposition
from db.rules.kpi import FIGURES, TALKED, KpiRow, read_goals
from db.rules.permissions import Right, can_own

# The dispositions whose presses each figure counts.
PRESSED: Final[dict[str, Callable[[Disposition], bool]]] = {
    "appointments": lambda one: one.books,
    "contracts": lambda one: one.opens == CONTRACT,
    "under_contract": lambda one: one.opens == DEAL,
}


def kpi(reader: Reader, *, since: int | None = None, until: int | None = None) -> tuple[KpiRow, ...]:
    """A row for each member who can own contacts, or did something, by name; moments are milliseconds UTC, from `since`
    on and before `until` (None: ever).

    Who may see the broker dashboard gets everyone's rows, other members their own. Contacts that changed hands since
    count for who pressed (R12); what was undone counts for nobody.
    """
    m = Member
    query = select(m.id, m.name, m.roles, m.active, m.goals)
    if not reader.actor.may(Right.BROKER_DASHBOARD):
        query = query.where(m.id == reader.actor.id)
    people = reader.connection.execute(query).all()
    whose = [p.id for p in people]
    counted = _calls(reader, whose, since, until)
    for member_id, figures in _presses(reader, whose, since, until).items():
        counted.setdefault(member_id, {}).update(figures)
    rows = [
        KpiRow(p.id, p.name, goals=read_goals(p.goals), **counted.get(p.id, {}))
        for p in people
        if p.id in counted or (p.active and can_own(p.roles.split(",")))
    ]
    return tuple(sorted(rows, key=lambda row: row.member.casefold()))


def _within(column: Any, since: int | None, until: int | None) -> list[ColumnElement[bool]]:
    bounds = [] if since is None else [column >= since]
    return bounds if until is None else [*bounds, column < until]


def _calls(reader: Reader, whose: Sequence[int], since: int | None, until: int | None) -> dict[int, dict[str, int]]:
    """Dials and conversations by member; named one by one, each is found by an index of member and moment."""
    t = Touch
    query = select(t.member_id, func.count(), func.count(case((t.outcome == TALKED, 1))))
    query = query.where(t.channel == "call", t.member_id.in_(whose), *_within(t.at, since, until))
    found = reader.connection.execute(query.group_by(t.member_id))
    return {int(member or 0): {"dials": dials, "conversations": talked} for member, dials, talked in found}


def _presses(reader: Reader, whose: Sequence[int], since: int | None, until: int | None) -> dict[int, dict[str, int]]:
    """The other figures by member: the dispositions that book, draft and open say so themselves (R23)."""
    p, office = Press, office_dispositions(reader)
    by_key = {name: [d.key for d in office.all if counts(d)] for name, counts in PRESSED.items()}
    counts = {name: func.count(case((_one_of(keys), 1))) for name, keys in by_key.items()}
    query = select(p.member_id, *(counts[name].label(name) for name in counts))
    query = query.where(and_(p.member_id.in_(whose), *_within(p.at, since, until))).group_by(p.member_id)
    found = {
        row.member_id: {name: row._mapping[name] for name, _label, _counts in FIGURES if name in counts}
        for row in reader.connection.execute(query)
    }
    for member_id, offers in _credits(reader, whose, since, until).items():
        found[member_id]["offers"] = offers
    return found


def _credits(reader: Reader, whose: Sequence[int], since: int | None, until: int | None) -> Counter[int]:
    """Credits by member, from the presses that stand: those within a minute of one another are one (R12)."""
    p = Press
    # What was pressed before the period began may be what the first press in it belongs to.
    from_then = None if since is None else since - DAY_MS
    query = select(p.id, p.contact_id, p.member_id, p.disposition, p.at, p.credit)
    query = query.where(p.credit.is_(True), p.member_id.in_(whose), *_within(p.at, from_then, until))
    rows = reader.connection.execute(query).all()
    counted = credits_of(rows)
    return Counter(r.member_id for r in rows if r.id in counted and (since is None or r.at >= since))


def _one_of(keys: Sequence[str]) -> ColumnElement[bool]:
    return Press.disposition.in_(keys)
