"""Contacts that their owner does not touch: the owner is warned, then they go to the pool; run by the worker (R20)."""

from __future__ import annotations

from db.actions import ownership
from db.actions.base import action
from db.actions.notifying import Notice, notify
from db.actions.selecting import of_contacts, reader_of
from db.changes import Selection
from db.queries.claims import claims_due
from db.rules.alerts import UNTOUCHED
from db.rules.claims import untouched_rule, warning_line
from db.rules.moments import day_of
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork


@action(Right.SETTINGS)
def warn_untouched(uow: UnitOfWork) -> int:
    """Tell the owners whose contacts go to the pool soon, each contact once; gives how many. Part of no other step.

    The days of the warning begin now, whenever it was due: nobody loses a contact without having been told.
    """
    reader = reader_of(uow)
    due = [one for one in claims_due(reader) if one.due_at is None]
    rule = untouched_rule(reader.facts.settings)
    day = f"{day_of(rule.due(0, uow.now), reader.facts.zone):%d %b %Y}".lstrip("0")
    notify(uow, [Notice(d.owner_id, d.contact_id, UNTOUCHED, warning_line(d.name, day), channels=()) for d in due])
    uow.label = f"Owners warned: {of_contacts(len(due))} untouched"
    uow.counts = {"changed": len(due)}
    return len(due)


@action(Right.SETTINGS)
def release_untouched(uow: UnitOfWork, *, until_at: int) -> int:
    """Send to the pool what is over by `until_at` (ms UTC) and was warned of; gives how many went.

    What another program released meanwhile, or somebody touched, is looked at again here and left.
    """
    over = [d.contact_id for d in claims_due(reader_of(uow)) if d.due_at is not None and d.due_at <= until_at]
    released = ownership.release.run(uow, selection=Selection(ids=tuple(over))).changed if over else 0
    uow.label = f"{of_contacts(released)} to the pool: untouched for long"
    uow.why = "The office releases what its owner does not touch, after a warning (office settings)."
    uow.counts = {"changed": released}
    return released
