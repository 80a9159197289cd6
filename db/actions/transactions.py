"""Taking in transactions of another system: deals and the statuses that follow, as one undoable step (R7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from db.actions.base import action
from db.actions.deal_parts import Moving, NewDeal, move_deal, move_dues, open_and_follow
from db.actions.selecting import reader_of
from db.changes import Progress
from db.models import Contact, Deal
from db.queries.deals import deal_settings
from db.queries.record_files import TURN, go_on
from db.queries.transaction_imports import TransactionFile, TransactionPlan, plan_transactions
from db.rules.permissions import Right, check_whole_office
from db.rules.transaction_matching import CREATED, UPDATED
from db.rules.transaction_words import SYSTEMS
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TransactionsDone:
    """What was written: the plan of every row, the deal that each came to (None for none), and what became of the
    contact's status, "" for nothing; the `words` of a plan are these too.
    """

    plans: tuple[TransactionPlan, ...]
    deal_ids: tuple[int | None, ...]
    effects: tuple[str, ...]


@action(Right.IMPORT)
def import_transactions(
    uow: UnitOfWork, *, file: TransactionFile, progress: Progress | None = None
) -> TransactionsDone:  # fmt: skip
    """Tie transactions to contacts, and set Contract, Closed, or what was before one that fell through (R7).

    A row that is known already, or older than what is known, changes nothing. Errors: RefusedError for a member who may
    not import for the whole office; CancelledError when `progress` answers False: nothing is kept then.
    """
    check_whole_office(uow.actor, "Transactions")
    plans = plan_transactions(reader_of(uow), file)
    deals: list[int | None] = []
    effects: list[str] = []
    for done, plan in enumerate(plans):
        if done % TURN == 0:
            go_on(progress, done, len(plans))
        key, words = _write(uow, plan) if plan.effect is not None else (None, "")
        deals.append(key)
        effects.append(words)
    created, updated = (sum(p.outcome == outcome for p in plans) for outcome in (CREATED, UPDATED))
    uow.label = f"Transactions {file.name}: {created:,} new, {updated:,} changed"
    uow.counts = {"created": created, "updated": updated}
    done_so = tuple(replace(plan, words=words) for plan, words in zip(plans, effects, strict=True))
    return TransactionsDone(done_so, tuple(deals), tuple(effects))


def _write(uow: UnitOfWork, plan: TransactionPlan) -> tuple[int, str]:
    """Make or change the deal of a plan; gives its id, and what became of the contact's status."""
    told, effect = plan.told, plan.effect
    assert told is not None  # a plan with an effect has both, and a contact
    assert effect is not None
    assert plan.contact_id is not None
    uow.require(plan.contact_id)
    label = deal_settings(reader_of(uow)).label(effect.stage)
    why = f"{SYSTEMS[told.system]} {told.key}: {label}"[:200]
    if plan.deal is None:
        status = uow.connection.execute(select(Contact.status).where(Contact.id == plan.contact_id)).scalar_one()
        new = NewDeal(
            plan.contact_id, status, effect.details, effect.stage, told.system, told.key, effect.outside_at, told.at
        )
        return open_and_follow(uow, new, why)
    before = _row(uow, plan.deal.id)
    tied = {"source": told.system, "outside_key": told.key, "outside_at": effect.outside_at}
    uow.update_rows(Deal, [{"id": plan.deal.id, "details": effect.details} | tied])
    move_dues(uow, before, effect.details)
    return plan.deal.id, move_deal(uow, Moving(plan.deal.id, plan.contact_id, effect.stage, told.at, why))


def _row(uow: UnitOfWork, deal_id: int) -> Any:
    d = Deal
    return uow.connection.execute(select(d.id, d.at, d.details).where(d.id == deal_id)).one()
