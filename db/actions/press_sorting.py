"""Which contacts a red press kills, spares, only counts or sends to the broker, and which it leaves (R16, R17, R18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from db.actions.press_parts import Press, PressRow
from db.models import Approval, ContactProperty
from db.queries.press_facts import good_numbers
from db.rules.disposition_guards import (
    archive_problem,
    asks_broker,
    evidence_problem,
    same_telling,
    same_telling_words,
    tellings_left,
)
from db.rules.dispositions import EVIDENCE, NEWCOMER, RECORD, TELLING, TELLINGS
from db.rules.errors import RefusedError, WrongUseError
from db.rules.standing import OPEN
from db.scratch import numbers
from db.unit_of_work import UnitOfWork


@dataclass
class Sorted:
    """The contacts of a press by what becomes of them. `spared` live on without a property or a number (its row);
    `told` were told of one more wrong number.
    """

    live: list[PressRow] = field(default_factory=list)
    spared: list[tuple[PressRow, int | None]] = field(default_factory=list)
    told: list[tuple[PressRow, Any]] = field(default_factory=list)
    waiting: list[PressRow] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def sorted_rows(uow: UnitOfWork, press: Press, rows: Sequence[PressRow], *, approved: bool = False) -> Sorted:
    """Sort the contacts of a press. `approved`: a broker has decided. Errors: RefusedError, with the office's policy
    text (R97), where the presser has not answered what a guard asks.
    """
    found = Sorted()
    standing = []
    for row in rows:
        problem = archive_problem(row.name, row.status)
        if problem:
            found.refused.append((row.id, problem))
        else:
            standing.append(row)
    one = press.one
    if not one.kills:
        found.live = standing
    elif one.guard == NEWCOMER and not approved and asks_broker(press.by, uow.now, uow.facts.zone):
        _ask_the_broker(uow, standing, found)
    elif RECORD in one.asks:
        _sort_by_property(uow, press, standing, found)
    elif TELLING in one.asks:
        _sort_by_number(uow, press, standing, found)
    else:
        found.live = standing
    return found


def _ask_the_broker(uow: UnitOfWork, rows: Sequence[PressRow], found: Sorted) -> None:
    a = Approval
    these = numbers(uow.connection.dialect.name, [row.id for row in rows])
    asked = set(uow.connection.scalars(select(a.contact_id).where(a.state == OPEN, a.contact_id.in_(these))))
    for row in rows:
        if row.id in asked:
            found.refused.append((row.id, f"A request about {row.name} waits for the broker already."))
        else:
            found.waiting.append(row)


def _sort_by_property(uow: UnitOfWork, press: Press, rows: Sequence[PressRow], found: Sorted) -> None:
    """R16: without a confirmation nothing; with another property the sold one is struck."""
    answers, office = press.answers, press.office
    problem = evidence_problem(answers.confirmed_by, office.records, other_property=answers.other_property)
    if problem and (press.one.guard == EVIDENCE or answers.confirmed_by):
        raise RefusedError(f"{problem} {office.policy(EVIDENCE)}")
    if not answers.other_property:
        found.live = list(rows)
        return
    known = _properties(uow, rows)
    if answers.property_id is not None and not any(answers.property_id in ids for ids in known.values()):
        raise WrongUseError(f"Property {answers.property_id} is none of theirs, or struck already.")
    for row in rows:
        ids = known[row.id]
        only = next(iter(ids)) if len(ids) == 1 else None
        sold = answers.property_id if answers.property_id in ids else only
        if sold is None and ids:
            listed = ", ".join(f"{key} ({name})" for key, name in ids.items())
            found.refused.append((row.id, f"Say which property was sold: {listed}."))
        else:
            found.spared.append((row, sold))


def _properties(uow: UnitOfWork, rows: Sequence[PressRow]) -> dict[int, dict[int, str]]:
    p = ContactProperty
    these = numbers(uow.connection.dialect.name, [row.id for row in rows])
    query = select(p.contact_id, p.id, p.street).where(p.contact_id.in_(these), p.struck_at.is_(None))
    known: dict[int, dict[int, str]] = defaultdict(dict)
    for contact_id, key, street in uow.connection.execute(query.order_by(p.id)):
        known[contact_id][key] = street or "no street"
    return known


def _sort_by_number(uow: UnitOfWork, press: Press, rows: Sequence[PressRow], found: Sorted) -> None:
    """R17: three tellings on a number, a minute apart; another good number keeps the contact alive."""
    if not press.answers.told and press.one.guard == TELLINGS:
        raise RefusedError(f"Confirm that they told you it is the wrong number. {press.office.policy(TELLINGS)}")
    guarded, wanted = press.one.guard == TELLINGS, press.answers.phone_id
    phones = good_numbers(uow.connection, [row.id for row in rows])
    for row in rows:
        good = phones.get(row.id, [])
        wrong = next((p for p in good if p.id == wanted), None) if wanted else next(iter(good), None)
        if wrong is None:
            what = "That number is none of theirs, or is out of use already." if wanted else "They have no good number."
            found.refused.append((row.id, f"{row.name}: {what}"))
            continue
        if guarded and same_telling(uow.now, wrong.told_at):
            found.refused.append((row.id, f"{row.name}: {same_telling_words(wrong.told_wrong)}"))
            continue
        left = tellings_left(wrong.told_wrong + 1, guarded=guarded)
        found.told.append((row, wrong))
        if left:
            continue
        if len(good) > 1:
            found.spared.append((row, wrong.id))
        else:
            found.live.append(row)
