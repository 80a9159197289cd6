"""Pressing a disposition: one step with all that it sets in motion; the office's list of them (R9–R18, R23, R24)."""

from __future__ import annotations

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.notifying import Notice, notify
from db.actions.press_effects import apply_press, write_presses
from db.actions.press_parts import (
    NO_ANSWERS,
    Press,
    PressAnswers,
    PressResult,
    PressRow,
    log_touches,
    narrow,
    pressed_rows,
    these,
)
from db.actions.press_sorting import Sorted, sorted_rows
from db.actions.selecting import choose, reader_of, row_of_contact
from db.actions.settings import put_setting
from db.changes import MassResult, Selection
from db.models import Approval, ContactPhone, ContactProperty
from db.models import Press as PressTable
from db.queries.disposition_preview import pressed_ever
from db.queries.dispositions import office_dispositions
from db.queries.press_facts import WRONG_NUMBER, members_with
from db.rules.disposition_guards import amount_problem, tellings_words
from db.rules.disposition_words import names
from db.rules.dispositions import (
    RECORD,
    SETTING,
    OfficeDispositions,
    check_dispositions,
    write_dispositions,
)
from db.rules.errors import FieldProblemsError, RefusedError, StaleEditError
from db.rules.permissions import Right, Role, Scope
from db.rules.standing import OPEN
from db.unit_of_work import UnitOfWork

OUT_OF_USE = "wrong number"
CHANGED_MEANWHILE = "Somebody changed the dispositions meanwhile; nothing was saved. Look at both, then save again."
ONE_BY_ONE = "An appointment is made with one contact; press it one by one."


@action(Right.DISPOSE)
def press(
    uow: UnitOfWork, *, selection: Selection, key: str, answers: PressAnswers = NO_ANSWERS
) -> PressResult:  # fmt: skip
    """Press the disposition `key` on every contact of `selection`, as one step with all its effects.

    Errors: WrongUseError for an unknown key; FieldProblemsError for an appointment without a moment; RefusedError with
    the office's policy text where a guard's question has no answer (R97), or for an appointment with more than one
    contact. Nothing was changed then.
    """
    office = office_dispositions(reader_of(uow))
    made = Press(office, office.of(key), answers, uow.actor)
    _check(made)
    chosen = choose(uow, selection)
    rows = pressed_rows(uow)
    if made.one.books and len(rows) > 1:
        raise RefusedError(ONE_BY_ONE)
    sorted_out = sorted_rows(uow, made, rows)
    waiting = _ask(uow, made, sorted_out.waiting)
    effects, changed = carry_out(uow, made, sorted_out)
    if waiting:
        effects.append(f"{these(len(waiting))} waiting for a broker's approval. {office.policy(made.one.guard)}")
    return _result(uow, chosen, (changed, effects, waiting, sorted_out.refused))


def _check(made: Press) -> None:
    answers = made.answers
    problems = {}
    if made.one.books and answers.starts_at is None:
        problems["date"] = f"{made.one.label} needs the date and time of the appointment."
    if made.one.books and not 1 <= answers.minutes <= 24 * 60:
        problems["minutes"] = "An appointment lasts from a minute to a day."
    if answers.amount_cents is not None and (problem := amount_problem(answers.amount_cents)):
        problems["amount"] = problem
    if problems:
        raise FieldProblemsError(problems)


def carry_out(uow: UnitOfWork, made: Press, sorted_out: Sorted) -> tuple[list[str], int]:
    """Do what a press does to the contacts it changes; gives the effects, and how many they are."""
    effects = []
    if sorted_out.told:
        effects += _tell(uow, sorted_out)
    if sorted_out.spared:
        effects += _spare(uow, made, sorted_out.spared)
    effects += apply_press(uow, made, sorted_out.live)
    changed = {row.id: row.name for row in sorted_out.live}
    changed |= {row.id: row.name for row, _part in sorted_out.spared}
    changed |= {row.id: row.name for row, _phone in sorted_out.told}
    whom = next(iter(changed.values())) if len(changed) == 1 else f"{len(changed):,} contacts"
    uow.label = f"{made.one.label}: {whom}"
    uow.why = ""
    uow.counts = {"changed": len(changed)}
    return effects, len(changed)


def _tell(uow: UnitOfWork, sorted_out: Sorted) -> list[str]:
    """Each telling is a touch on that number, and counts (R17)."""
    said = {row.id: (row, phone) for row, phone in sorted_out.told}
    log_touches(
        uow,
        [{"contact_id": row.id, "channel": "call", "outcome": WRONG_NUMBER, "words": "", "phone_id": phone.id}
         for row, phone in sorted_out.told],
    )  # fmt: skip
    uow.update_rows(ContactPhone, [{"id": p.id, "told_wrong": p.told_wrong + 1} for _row, p in sorted_out.told])
    over = {row.id for row in sorted_out.live} | {row.id for row, _part in sorted_out.spared}
    lost = [{"id": said[n][1].id, "usable": False, "why_not": OUT_OF_USE} for n in sorted(over)]
    uow.update_rows(ContactPhone, lost)
    return [
        f"{row.name}: {tellings_words(phone.told_wrong + 1)}" for row, phone in sorted_out.told if row.id not in over
    ]


def _spare(uow: UnitOfWork, made: Press, spared: list[tuple[PressRow, int | None]]) -> list[str]:
    """Contacts that live on: with their other property (R16), or their other number (R17)."""
    rows = [row for row, _part in spared]
    of_property = RECORD in made.one.asks
    write_presses(uow, made, rows, made.answers.said() | {"lives_on": True})
    struck = [part for _row, part in spared if part is not None]
    if of_property and struck:
        uow.update(ContactProperty, ContactProperty.id.in_(struck), {"struck_at": uow.now})
    narrow(uow, (row.id for row in rows))
    other = "the other property" if of_property else "another number"
    return [f"{row.name} lives on with {other}." for row in rows]


def _ask(uow: UnitOfWork, made: Press, rows: list[PressRow]) -> tuple[int, ...]:
    """A request to the broker for each contact; nothing else happens until it is decided (R18)."""
    if not rows:
        return ()
    request = {"disposition": made.one.key, "label": made.one.label, "colour": made.one.colour,
               "answers": made.answers.said()}  # fmt: skip
    ids = uow.insert(
        Approval,
        [{"contact_id": row.id, "member_id": uow.actor.id or None, "request": request, "state": OPEN, "at": uow.now}
         for row in rows],
    )  # fmt: skip
    line = f"{uow.actor.name} asks for {made.one.label}"
    brokers = members_with(uow.facts, Role.BROKER)
    notify(uow, [Notice(n, row.id, "approval", f"{line}: {row.name}") for row in rows for n in brokers])
    return tuple(ids)


def _result(
    uow: UnitOfWork, chosen: MassResult, did: tuple[int, list[str], tuple[int, ...], list[tuple[int, str]]]
) -> PressResult:
    changed, effects, waiting, refused = did
    if waiting and not changed:
        uow.label = f"{uow.label.partition(':')[0]}: {len(waiting):,} waiting for a broker"
    uow.counts = {"changed": changed, "waiting": len(waiting)}
    return PressResult(changed, waiting, (*chosen.refused, *refused), chosen.refused_unseen, tuple(effects))


@action(Right.DISPOSE)
def set_amount(uow: UnitOfWork, *, press_id: int, amount_cents: int) -> int:
    """Say the amount of an offer afterwards (R12), by who pressed it or the broker; gives 1, or 0 when it was so.

    Errors: NotFoundError; RefusedError for another's press; FieldProblemsError for an amount of nothing or too large.
    """
    problem = amount_problem(amount_cents)
    if problem:
        raise FieldProblemsError({"amount": problem})
    p = PressTable
    query = select(p.contact_id, p.member_id, p.label).where(p.id == press_id)
    found = row_of_contact(uow, query, f"press {press_id}")
    if found.member_id != uow.actor.id and Scope.ALL not in uow.actor.scopes(Right.DISPOSE):
        raise RefusedError("The amount is said by whoever pressed it.")
    uow.label = f"{found.label}: amount ${amount_cents / 100:,.2f}"
    return uow.update(p, and_(p.id == press_id), {"amount_cents": amount_cents})


@action(Right.SETTINGS)
def set_dispositions(uow: UnitOfWork, *, office: OfficeDispositions, base: OfficeDispositions | None = None) -> int:
    """Keep the office's own list of dispositions, policy texts, records and form links (R23); presses made keep
    what they were called. `base` is the list that was looked at while this one was put together, where it was.

    Gives 1, or 0 when nothing differs. Errors: FieldProblemsError with all that is wrong; StaleEditError when the list
    is not `base` any more; RefusedError for one taken away that was pressed. Nothing was changed then.
    """
    clean = check_dispositions(office)
    reader = reader_of(uow)
    now = office_dispositions(reader)
    uow.label = "Dispositions changed"
    if clean == now:
        return 0
    if base is not None and base != now:
        raise StaleEditError(CHANGED_MEANWHILE)
    gone = [d for d in now.all if d.key not in {one.key for one in clean.all}]
    pressed = pressed_ever(reader, [d.key for d in gone])
    kept = [d.label for d in gone if d.key in pressed]
    if kept:
        raise RefusedError(f"{names(kept)}: pressed before, so it can be switched off, not deleted.")
    return put_setting(uow, SETTING, write_dispositions(clean))


__all__ = ["PressAnswers", "PressResult", "carry_out", "press", "set_amount", "set_dispositions"]
