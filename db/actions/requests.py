"""Requests to the broker that have nothing to ask any more: their contact was archived otherwise (R18)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from db.models import Approval, Contact
from db.rules.standing import OPEN, WITHDRAWN
from db.unit_of_work import UnitOfWork


def withdraw_requests(uow: UnitOfWork, contacts: ColumnElement[bool], why: str) -> int:
    """Close the open requests about these contacts (a clause) as withdrawn, with a line why; gives how many. Part of
    another action: undone with it, they wait again.
    """
    a = Approval
    of_them = a.contact_id.in_(select(Contact.id).where(contacts))
    waiting = uow.connection.execute(select(a.id, a.request).where(a.state == OPEN, of_them)).all()
    decided = {"state": WITHDRAWN, "decided_by": uow.actor.id or None, "decided_at": uow.now}
    return uow.update_rows(
        a, [{"id": row.id} | decided | {"request": row.request | {"because": why}} for row in waiting]
    )  # fmt: skip
