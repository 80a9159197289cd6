"""Recording deals from before the office used Brokerdesk, each with its checklist as far as it had come (R14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from db.actions.base import action
from db.actions.selecting import reader_of
from db.models import Contact, Deal, DealItem
from db.queries.deals import deal_settings
from db.rules.deals import OPEN_STAGES, check_form, check_stage, closing_day
from db.rules.moments import day_of
from db.rules.permissions import Right
from db.scratch import numbers
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PastDeal:
    """A deal of a contact: when it was opened and came to its stage (ms UTC), how many items of the standard checklist
    are done, what its contact was before, and the system that knows it by `outside_key`.
    """

    contact_id: int
    stage: str
    opened_at: int
    stage_since: int
    done: int = 0
    status_before: str = ""
    source: str = ""
    outside_key: str = ""
    form: dict[str, Any] = field(default_factory=dict)


@action(Right.IMPORT)
def record_deals(uow: UnitOfWork, *, deals: Sequence[PastDeal]) -> int:
    """Write them as one step; the contacts' statuses are as they are. Gives how many.

    Errors: WrongUseError for an unknown stage or field; FieldProblemsError.
    """
    reader = reader_of(uow)
    standard = deal_settings(reader).checklist
    owners = _owners(uow, [one.contact_id for one in deals])
    keys = uow.insert(
        Deal,
        [
            {"contact_id": one.contact_id, "stage": check_stage(one.stage), "outside_key": one.outside_key,
             "details": check_form(one.form), "at": one.opened_at, "source": one.source, "stage_since": one.stage_since,
             "outside_at": one.stage_since if one.outside_key else None, "status_before": one.status_before}
            for one in deals
        ],
    )  # fmt: skip
    items = []
    for key, one in zip(keys, deals, strict=True):
        opened = day_of(one.opened_at, reader.facts.zone)
        done = one.done if one.stage in OPEN_STAGES else len(standard)
        items += [
            {"contact_id": one.contact_id, "deal_id": key, "title": item.title, "place": place,
             "due_on": item.due_on(opened, closing_day(one.form)),
             "done_at": one.stage_since if place < done else None,
             "done_by": owners.get(one.contact_id) if place < done else None}
            for place, item in enumerate(standard)
        ]  # fmt: skip
    uow.insert(DealItem, items)
    uow.label = f"{len(deals):,} deals recorded"
    return len(deals)


def _owners(uow: UnitOfWork, contacts: Sequence[int]) -> dict[int, int]:
    of = Contact.id.in_(numbers(uow.connection.dialect.name, contacts))
    rows = uow.connection.execute(select(Contact.id, Contact.owner_id).where(of, Contact.owner_id.is_not(None)))
    return {key: owner for key, owner in rows if owner is not None}
