"""Ending holds: what nobody worked on goes to the pool when its time is over (R15); run by the worker."""

from __future__ import annotations

from sqlalchemy import and_, not_, select

from db.actions import ownership
from db.actions.base import action
from db.changes import Selection
from db.models import Contact, Hold
from db.queries.holds import overtaken
from db.rules.permissions import Right
from db.rules.statuses import Status
from db.unit_of_work import UnitOfWork


@action(Right.SETTINGS)
def end_holds(uow: UnitOfWork, *, until_at: int) -> int:
    """End every hold that is over by `until_at` (ms UTC): contacts to which nothing happened go to the pool, the others
    stay. Gives how many went. What another program ended meanwhile is not looked at again.
    """
    due = and_(Hold.ended_at.is_(None), Hold.until_at <= min(until_at, uow.now))
    moved_on = list(uow.connection.scalars(select(Hold.id).where(due, overtaken())))
    uow.update(Hold, Hold.id.in_(moved_on), {"ended_at": uow.now, "ended_why": "something happened before it was over"})
    still = and_(Contact.owner_id.is_not(None), Contact.status != Status.ARCHIVE.value)
    waiting = select(Hold.id, Hold.contact_id).join_from(Hold, Contact, Contact.id == Hold.contact_id)
    over = uow.connection.execute(waiting.where(due, not_(overtaken()), still).order_by(Hold.contact_id)).all()
    rest = list(uow.connection.scalars(select(Hold.id).where(due)))
    released = ownership.release.run(uow, selection=Selection(ids=tuple(row.contact_id for row in over))).changed
    uow.update(Hold, Hold.id.in_(rest), {"ended_at": uow.now, "ended_why": "it was over"})
    uow.label = f"{_contacts(released)} to the pool: the hold was over" if released else "Holds ended by what happened"
    uow.counts = {"changed": released}
    return released


def _contacts(count: int) -> str:
    return f"{count:,} contact{'' if count == 1 else 's'}"
