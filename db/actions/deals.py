"""Deals: opened, their form changed, moved from stage to stage, their checklist worked off (R7, R14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from db.actions.base import action
from db.actions.deal_parts import Moving, NewDeal, move_deal, open_and_follow, write_form
from db.actions.selecting import reader_of, row_of_contact
from db.actions.settings import put_setting
from db.models import Contact, Deal, DealItem
from db.queries.deals import deal_settings
from db.rules.deals import (
    LABELS,
    SETTING,
    DealSettings,
    check_deal_settings,
    check_due,
    check_form,
    check_stage,
    check_title,
    write_deal_settings,
)
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DealMoved:
    """What a move did: the sentence about the contact's status, "" where it does not follow."""

    effect: str


@action(Right.DEAL)
def open_deal(uow: UnitOfWork, *, contact_id: int, form: Mapping[str, Any] | None = None) -> int:
    """Open a deal for a contact, with the standard checklist; its status becomes Contract. Gives the deal's id.

    Errors: FieldProblemsError, WrongUseError for the form; NotFoundError and RefusedError as everywhere.
    """
    clean = check_form(form or {})
    uow.require(contact_id)
    name, status = uow.connection.execute(
        select(Contact.display_name, Contact.status).where(Contact.id == contact_id)
    ).one()  # fmt: skip
    details = {key: value for key, value in clean.items() if value is not None}
    key, _words = open_and_follow(uow, NewDeal(contact_id, status, details), "A deal was opened")
    uow.label = f"Deal of {name} opened"
    return key


@action(Right.DEAL)
def change_deal(uow: UnitOfWork, *, deal_id: int, changes: Mapping[str, Any]) -> int:
    """Change fields of the deal form (rules/deals.FIELDS), None or "" to empty one; gives 1, or 0 when it is so.

    Due days that were counted from the closing day move with it. Errors: FieldProblemsError, WrongUseError,
    NotFoundError, RefusedError.
    """
    clean = check_form(changes)
    row = _deal(uow, deal_id)
    what = ", ".join(LABELS[key].lower() for key, value in clean.items() if (row.details or {}).get(key) != value)
    uow.label = f"Deal of {row.name}: {what or 'form'}"
    return write_form(uow, row, clean)


@action(Right.DEAL)
def set_stage(uow: UnitOfWork, *, deal_id: int, stage: str) -> DealMoved:
    """Move a deal to a stage; Closed and Fell through bring the contact's status along, and so does the way back (R7).

    Errors: WrongUseError for an unknown stage; NotFoundError; RefusedError.
    """
    check_stage(stage)
    row = _deal(uow, deal_id)
    uow.label = f"Deal of {row.name} to {deal_settings(reader_of(uow)).label(stage)}"
    return DealMoved(move_deal(uow, Moving(deal_id, row.contact_id, stage)))


# -- the checklist ------------------------------------------------------------------------------------------------


@action(Right.DEAL)
def add_item(uow: UnitOfWork, *, deal_id: int, title: str, due_on: str = "") -> int:
    """Add an item to a deal's checklist, at its end; gives the item's id. Errors: FieldProblemsError, NotFoundError."""
    title, due_on = check_title(title), check_due(due_on)
    row = _deal(uow, deal_id)
    last = uow.connection.scalar(select(func.max(DealItem.place)).where(DealItem.deal_id == deal_id))
    uow.label = f"Deal of {row.name}: “{title}” to be done"
    item = {"contact_id": row.contact_id, "deal_id": deal_id, "title": title, "due_on": due_on}
    return uow.insert(DealItem, [item | {"place": 0 if last is None else last + 1}])[0]


@action(Right.DEAL)
def change_item(uow: UnitOfWork, *, item_id: int, title: str | None = None, due_on: str | None = None) -> int:
    """Reword an item, or have it due on another day ("" for none); gives 1, or 0 when it is so already."""
    values = {} if title is None else {"title": check_title(title)}
    values |= {} if due_on is None else {"due_on": check_due(due_on)}
    row = _item(uow, item_id)
    uow.label = f"Deal of {row.name}: “{values.get('title', row.title)}” changed"
    return uow.update(DealItem, DealItem.id == item_id, values) if values else 0


@action(Right.DEAL)
def tick_item(uow: UnitOfWork, *, item_id: int, done: bool = True) -> int:
    """Mark an item done by the actor now, or to be done again; gives 1, or 0 when it is so already."""
    row = _item(uow, item_id)
    if (row.done_at is not None) == done:
        return 0
    uow.label = f"Deal of {row.name}: “{row.title}” {'done' if done else 'to be done again'}"
    values = {"done_at": uow.now, "done_by": uow.actor.id or None} if done else {"done_at": None, "done_by": None}
    return uow.update(DealItem, DealItem.id == item_id, values)


@action(Right.DEAL)
def remove_item(uow: UnitOfWork, *, item_id: int) -> int:
    """Take an item off the checklist; undo gives it back."""
    row = _item(uow, item_id)
    uow.label = f"Deal of {row.name}: “{row.title}” removed"
    return uow.delete(DealItem, DealItem.id == item_id)


@action(Right.DEAL)
def move_item(uow: UnitOfWork, *, item_id: int, by: int) -> int:
    """Move an item up (-1) or down (1) by so many places; gives how many items have another place now."""
    row = _item(uow, item_id)
    i = DealItem
    query = select(i.id).where(i.deal_id == row.deal_id).order_by(i.place, i.id)
    order = list(uow.connection.scalars(query))
    at = order.index(item_id)
    order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
    uow.label = f"Deal of {row.name}: “{row.title}” moved"
    return uow.update_rows(DealItem, [{"id": key, "place": place} for place, key in enumerate(order)])


@action(Right.SETTINGS)
def set_deal_settings(uow: UnitOfWork, *, settings: DealSettings) -> int:
    """Keep the office's words for the stages and its standard checklist; deals under way keep their items.

    Gives 1, or 0 when nothing differs. Errors: FieldProblemsError.
    """
    clean = check_deal_settings(settings)
    uow.label = "Stages and checklist of deals changed"
    if clean == deal_settings(reader_of(uow)):
        return 0
    return put_setting(uow, SETTING, write_deal_settings(clean))


def _deal(uow: UnitOfWork, deal_id: int) -> Any:
    d, c = Deal, Contact
    query = select(d.id, d.contact_id, d.stage, d.details, d.at, c.display_name.label("name"))
    return row_of_contact(uow, query.join(c, c.id == d.contact_id).where(and_(d.id == deal_id)), f"deal {deal_id}")


def _item(uow: UnitOfWork, item_id: int) -> Any:
    i, c = DealItem, Contact
    query = select(i.id, i.contact_id, i.deal_id, i.title, i.done_at, c.display_name.label("name"))
    return row_of_contact(uow, query.join(c, c.id == i.contact_id).where(and_(i.id == item_id)), f"item {item_id}")
