"""Which statuses contacts came to, and when: read from the images of the steps and from the history that came along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, cast, exists, func, null, or_, select, union_all

from db.models import Contact, PastEvent, Step, StepImage, StepWrite

# These steps write what happened on days of its own; their images only say when it was brought in.
BROUGHT_IN: Final = ("record_past", "record_presses", "record_deals")


def status_changes() -> Any:
    """Every change of a status that stands, as a subquery of contact_id, at (ms UTC), old and new status: what undo
    took back does not count, what undo had to leave does (R8, R90).
    """
    stood = union_all(_of_steps(), _that_came_along())
    return stood.subquery("status_changes")


def reached(statuses: Sequence[str]) -> ColumnElement[bool]:
    """Contacts that have, or ever had, one of `statuses`."""
    found = status_changes()
    ever = select(found.c.contact_id).where(or_(found.c.new.in_(statuses), found.c.old.in_(statuses)))
    return or_(func.coalesce(Contact.status, null()).in_(statuses), Contact.id.in_(ever))


def began_as(statuses: Sequence[str]) -> ColumnElement[bool]:
    """Contacts whose first status in the office was one of `statuses`."""
    found = status_changes()
    turn = func.row_number().over(partition_by=found.c.contact_id, order_by=found.c.at).label("turn")
    firsts = select(found.c.contact_id, found.c.old, turn).subquery("firsts")
    changed = select(firsts.c.contact_id).where(firsts.c.turn == 1)
    # most contacts never changed: an index by status would find each of their rows for itself
    never = and_(func.coalesce(Contact.status, null()).in_(statuses), Contact.id.not_in(changed))
    return or_(Contact.id.in_(changed.where(firsts.c.old.in_(statuses))), never)


def entered(status: str, *, since: int | None, until: int | None) -> ColumnElement[bool]:
    """Contacts that changed to `status` from `since` on and before `until` (ms UTC, None: ever); those that were added
    with it did not change to it.
    """
    found = status_changes()
    bounds = [found.c.at >= since] if since is not None else []
    bounds += [found.c.at < until] if until is not None else []
    return Contact.id.in_(select(found.c.contact_id).where(found.c.new == status, *bounds))


def stands() -> ColumnElement[bool]:
    """Whether the change of a contact that a StepImage of a Step holds still stands: no undo took it back, nor is it
    one; what an undo had to leave as it was does stand (R90).
    """
    s, i = Step, StepImage
    reverse_write, reverse_image = (m.__table__.alias(f"reverse_{m.__tablename__}") for m in (StepWrite, StepImage))
    taken_back = exists(
        select(1)
        .select_from(reverse_write.join(reverse_image, reverse_image.c.write_id == reverse_write.c.id))
        .where(reverse_write.c.step_id == s.undone_by, reverse_write.c.model == Contact.__tablename__)
        .where(reverse_image.c.row_id == i.row_id)
    )
    return and_(s.undoes_id.is_(None), or_(s.undone_by.is_(None), ~taken_back))


def _of_steps() -> Any:
    s, w, i = Step, StepWrite, StepImage
    before = i.before["status"].as_string()
    after = func.coalesce(i.after, w.after)["status"].as_string()
    return (
        select(i.row_id.label("contact_id"), s.at.label("at"), before.label("old"), after.label("new"))
        .select_from(s.__table__.join(w.__table__, w.step_id == s.id).join(i.__table__, i.write_id == w.id))
        .where(w.model == Contact.__tablename__, w.op == "update", cast(w.columns, Text).contains('"status"'))
        .where(s.action.not_in(BROUGHT_IN), before != after, stands())
    )


def _that_came_along() -> Any:
    p = PastEvent
    return select(p.contact_id, p.at, p.status_from, p.status).where(and_(p.kind == "status", p.status != ""))
