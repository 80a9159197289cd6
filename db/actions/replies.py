"""A reply of a contact: recorded as a touch; the first one may make an Active Lead (R5)."""

from __future__ import annotations

from sqlalchemy import select

from db.actions.alerting import alert_of_reply
from db.actions.base import action
from db.models import Contact, Task, Touch
from db.rules.permissions import Right
from db.rules.replies import counts_as_first, status_after_first_reply
from db.rules.statuses import Status
from db.unit_of_work import UnitOfWork


@action(Right.EDIT)
def add_reply(uow: UnitOfWork, *, contact_id: int, channel: str, words: str = "", at: int | None = None) -> str:
    """Record a real reply (text, email, call); gives the contact's status afterwards.

    From Archive it moves nothing but sets a task for the owner and alerts them, so that a person looks (R5).
    """
    uow.require(contact_id)
    moment = at or uow.now
    c = Contact
    row = uow.connection.execute(
        select(c.status, c.added_at, c.first_reply_at, c.owner_id, c.display_name).where(c.id == contact_id)
    ).one()
    touch = {"contact_id": contact_id, "member_id": None, "channel": channel, "outcome": "replied", "words": words}
    uow.insert(Touch, [touch | {"at": moment}])
    uow.label = f"Reply of {row.display_name}"
    if row.status == Status.ARCHIVE.value:
        task = {"contact_id": contact_id, "member_id": row.owner_id, "kind": "other",
                "title": "Archived contact replied", "said": words[:200], "due_at": moment,
                "created_at": uow.now}  # fmt: skip
        uow.insert(Task, [task])
        alert_of_reply(uow, contact_id=contact_id, owner_id=row.owner_id, name=row.display_name)
    if not counts_as_first(added_at=row.added_at, now=moment, replied_before=row.first_reply_at is not None):
        return str(row.status)
    status = status_after_first_reply(row.status)
    values = {"first_reply_at": moment}
    if status == row.status:
        uow.update(Contact, c.id == contact_id, values)
    else:
        uow.why = "first reply, rule R5"
        uow.update(
            Contact, c.id == contact_id, values | {"status": status, "status_since": moment, "status_why": uow.why}
        )
    return status
