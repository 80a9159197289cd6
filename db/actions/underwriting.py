"""The underwriters' answer: the numbers of an offer, told to the agent who asked (R10)."""

from __future__ import annotations

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.notifying import Notice, notify
from db.actions.selecting import row_of_contact
from db.models import Contact, Underwriting
from db.rules.disposition_guards import amount_problem
from db.rules.errors import FieldProblemsError, RefusedError
from db.rules.permissions import Right, Scope
from db.unit_of_work import UnitOfWork


@action(Right.NOTE)
def answer_underwriting(uow: UnitOfWork, *, underwriting_id: int, amount_cents: int, words: str = "") -> int:
    """Answer a request for an offer's numbers, `amount_cents` in cents; the agent who asked is told, and it leaves the
    queues of all who were asked with it. Gives how many queues.

    Errors: FieldProblemsError for an amount of nothing or too large; NotFoundError; RefusedError when it is another's,
    or answered.
    """
    problem = amount_problem(amount_cents)
    if problem:
        raise FieldProblemsError({"amount": problem})
    u = Underwriting
    query = select(u.contact_id, u.member_id, u.asked_by, u.press_id, u.answered_at, Contact.display_name)
    query = query.join_from(u, Contact, Contact.id == u.contact_id).where(u.id == underwriting_id)
    row = row_of_contact(uow, query, f"request {underwriting_id} for an offer")
    if row.member_id != uow.actor.id and Scope.ALL not in uow.actor.scopes(Right.NOTE):
        raise RefusedError("Another underwriter was asked for these numbers.")
    if row.answered_at is not None:
        raise RefusedError("It is answered already.")
    answer = {"amount_cents": amount_cents, "words": words.strip(), "by": uow.actor.name}
    same = u.id == underwriting_id if row.press_id is None else u.press_id == row.press_id
    done = uow.update(u, and_(same, u.answered_at.is_(None)), {"answered_at": uow.now, "answer": answer})
    uow.label = f"Offer for {row.display_name}: ${amount_cents / 100:,.2f}"
    if row.asked_by is not None:
        line = f"The numbers for {row.display_name} are in: ${amount_cents / 100:,.2f}, from {uow.actor.name}"
        body = f"{line}. {words.strip()}" if words.strip() else line
        notify(uow, [Notice(row.asked_by, row.contact_id, "offer_numbers", line, channels=("text",), body=body)])
    return done
