"""What every write of a deal needs: opening one with its checklist, moving it with the contact's status (R7, R14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, select

from db.actions.selecting import reader_of
from db.actions.statuses import change_status
from db.changes import Selection
from db.models import Deal, DealItem
from db.queries.deals import deal_settings, deals_of_contacts, standing_of
from db.rules.deals import FORM, PENDING, Standing, closing_day, move, move_words, moved_dues, with_form
from db.rules.moments import day_of
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewDeal:
    """A deal to be opened: the contact with its status as it stood before the step, and what is known of it."""

    contact_id: int
    status: str
    details: Mapping[str, Any] = field(default_factory=dict)
    stage: str = PENDING
    source: str = FORM
    outside_key: str = ""
    outside_at: int | None = None
    stage_since: int | None = None


def open_deals(uow: UnitOfWork, deals: Sequence[NewDeal]) -> list[int]:
    """Write deals, each with the office's standard checklist; the statuses are the caller's. Gives their ids."""
    if not deals:
        return []
    others = deals_of_contacts(uow.connection, [one.contact_id for one in deals])
    rows = [
        {"contact_id": one.contact_id, "stage": one.stage, "outside_key": one.outside_key, "at": uow.now,
         "details": dict(one.details), "source": one.source, "outside_at": one.outside_at,
         "status_before": move(_opening(one, others), one.stage).before, "stage_since": one.stage_since or uow.now}
        for one in deals
    ]  # fmt: skip
    ids = list(uow.insert(Deal, rows))
    _lay_in(uow, list(zip(ids, deals, strict=True)))
    return ids


def open_and_follow(uow: UnitOfWork, one: NewDeal, why: str) -> tuple[int, str]:
    """Write one deal and bring its contact to the status that follows (R7); the caller has asked for the contact.
    Gives the deal's id, and what became of the status, "" for nothing.
    """
    standing = _opening(one, deals_of_contacts(uow.connection, [one.contact_id]))
    key = open_deals(uow, [one])[0]
    set_status(uow, one.contact_id, move(standing, one.stage).status, why)
    return key, move_words(standing, one.stage, reader_of(uow).facts.scheme)


def _opening(one: NewDeal, others: Mapping[int, Sequence[tuple[int, str, str]]]) -> Standing:
    """What the opening of a deal depends on: the contact, and the deals that it has."""
    found = others.get(one.contact_id, ())
    befores = [before for _key, _stage, before in found if before]
    return Standing(one.status, "", befores[-1] if befores else "", tuple(stage for _key, stage, _before in found))


def _lay_in(uow: UnitOfWork, made: Iterable[tuple[int, NewDeal]]) -> None:
    """The standard checklist, into each deal that is under way."""
    reader = reader_of(uow)
    opened = day_of(uow.now, reader.facts.zone)
    items = [
        {"contact_id": one.contact_id, "deal_id": key, "title": item.title, "place": place,
         "due_on": item.due_on(opened, closing_day(one.details))}
        for key, one in made if one.stage == PENDING
        for place, item in enumerate(deal_settings(reader).checklist)
    ]  # fmt: skip
    if items:
        uow.insert(DealItem, items)


@dataclass(frozen=True, slots=True)
class Moving:
    """A deal of a contact that is to come to a stage: since when (ms UTC, now where None), and why in a few words."""

    deal_id: int
    contact_id: int
    to: str
    since: int | None = None
    why: str = ""


def move_deal(uow: UnitOfWork, moving: Moving) -> str:
    """Bring a deal to a stage, and its contact to the status that follows (R7); the caller has asked for the contact.
    Gives what became of the status, "" for nothing.
    """
    standing = standing_of(uow.connection, moving.deal_id, moving.contact_id)
    if standing.stage == moving.to:
        return ""
    found = move(standing, moving.to)
    reader = reader_of(uow)
    words = move_words(standing, moving.to, reader.facts.scheme)
    values = {"stage": moving.to, "stage_since": moving.since or uow.now, "status_before": found.before}
    uow.update(Deal, and_(Deal.id == moving.deal_id), values)
    why = moving.why or f"Deal: {deal_settings(reader).label(moving.to)}"
    set_status(uow, moving.contact_id, found.status, why)
    return words


def set_status(uow: UnitOfWork, contact_id: int, status: str, why: str) -> None:
    """Give a contact a status with all its effects (R2), keeping the words of the step."""
    label, counts = uow.label, uow.counts
    change_status.run(uow, selection=Selection(ids=(contact_id,)), status=status, why=why)
    uow.label, uow.counts, uow.why = label, counts, ""
    uow.require(contact_id)


def write_form(uow: UnitOfWork, row: Any, changes: Mapping[str, Any], *, told: bool = True) -> int:
    """Change the deal form of `row` (id, at, details); due days that follow the closing day move with it. `told` keeps
    that it was said now; else it counts as said when the deal was opened. Gives 1, or 0 when nothing differs.
    """
    details = dict(row.details or {})
    changed = {key: value for key, value in changes.items() if details.get(key) != value}
    if not changed:
        return 0
    after = with_form(details, changed, at=uow.now) if told else details | changed
    uow.update_rows(Deal, [{"id": row.id, "details": after}])
    move_dues(uow, row, after)
    return 1


def move_dues(uow: UnitOfWork, row: Any, after: Mapping[str, Any]) -> None:
    """Bring the due days of open items along when the closing day of `row` is another in `after`."""
    closings = closing_day(row.details or {}), closing_day(after)
    if closings[0] == closings[1]:
        return
    reader, i = reader_of(uow), DealItem
    query = select(i.id, i.title, i.due_on).where(i.deal_id == row.id, i.done_at.is_(None))
    items = [(n, title, due) for n, title, due in uow.connection.execute(query)]
    opened = day_of(row.at, reader.facts.zone)
    moved = moved_dues(items, deal_settings(reader).checklist, opened, closings)
    uow.update_rows(DealItem, [{"id": key, "due_on": due} for key, due in moved])
