"""Countdowns: which contacts stay with their owner until when, and what ends that before (R15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Text, and_, cast, exists, not_, or_, select

from db.models import Contact, Hold, Press, Step, StepImage, StepWrite
from db.queries.reader import Reader

# The action that releases what was held (db/actions/holds.py).
END_HOLDS: Final = "end_holds"


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A contact that goes to the pool at `until_at` unless something happens; moments in milliseconds UTC."""

    id: int
    contact_id: int
    contact: str
    owner: str
    label: str
    since: int
    until_at: int


def overtaken() -> ColumnElement[bool]:
    """Whether something happened to the contact of a Hold after it began: a touch by a person, note, disposition, lead,
    status or owner change, by a step after its own, whatever the clock said. What was taken back did not happen.
    """
    i, w, s = StepImage, StepWrite, Step
    root = Step.__table__.alias("root")
    columns = cast(w.columns, Text)
    happened = or_(
        and_(w.op == "insert", w.model.in_(("note", "press", "lead"))),
        and_(w.op == "insert", w.model == "touch", s.member_id.is_not(None)),
        and_(w.op == "update", w.model == "contact", or_(columns.contains('"status"'), columns.contains('"owner_id"'))),
    )
    stands = or_(
        and_(s.undoes_id.is_(None), s.undone_by.is_(None)),
        # who takes back what was older than the hold changes something; so does who takes back its release
        and_(s.undoes_id.is_not(None), or_(s.root_id < Hold.step_id, root.c.action == END_HOLDS)),
    )
    joined = i.__table__.join(w.__table__, w.id == i.write_id).join(s.__table__, s.id == w.step_id)
    found = select(1).select_from(joined.outerjoin(root, root.c.id == s.root_id))
    return exists(
        found.where(i.contact_id == Hold.contact_id, s.id > Hold.step_id, happened, stands).correlate(Hold.__table__)
    )


def standing() -> ColumnElement[bool]:
    """Whether a Hold still counts down: it was not ended, and nothing happened since."""
    return and_(Hold.ended_at.is_(None), not_(overtaken()))


def holds(reader: Reader, *, contact_ids: tuple[int, ...] = ()) -> tuple[HoldRow, ...]:
    """The countdowns of the contacts a member sees, or of these only, the next to end first."""
    h, p, c = Hold, Press, Contact
    query = (
        select(h.id, h.contact_id, c.display_name, c.owner_id, p.label, h.since, h.until_at)
        .select_from(h.__table__.join(c.__table__, c.id == h.contact_id).outerjoin(p.__table__, p.id == h.press_id))
        .where(reader.visible, standing())
        .order_by(h.until_at, h.id)
    )
    if contact_ids:
        query = query.where(h.contact_id.in_(contact_ids))
    names = reader.facts.members
    return tuple(
        HoldRow(r.id, r.contact_id, r.display_name, names.get(r.owner_id or 0, ""), r.label or "", r.since, r.until_at)
        for r in reader.connection.execute(query)
    )


def due_moments(reader: Reader) -> tuple[int, ...]:
    """The moments, until now, at which a hold was over that nobody has ended yet, the earliest first (ms UTC)."""
    due = select(Hold.until_at).where(Hold.ended_at.is_(None), Hold.until_at <= reader.now)
    return tuple(reader.connection.scalars(due.distinct().order_by(Hold.until_at)))


def any_hold_due(reader: Reader) -> bool:
    """Whether a hold is over that nobody has ended yet."""
    due = select(Hold.id).where(Hold.ended_at.is_(None), Hold.until_at <= reader.now)
    return reader.connection.scalar(due.limit(1)) is not None
