"""The press a member made last on a contact: what an amount said afterwards belongs to (R12)."""

from __future__ import annotations

from sqlalchemy import select

from db.models import Contact, Press
from db.queries.reader import Reader


def latest_press(reader: Reader, contact_id: int, key: str) -> int | None:
    """The id of the reader's own last press of the disposition `key` on a contact in sight; None where there is none.

    Moments of one millisecond are told apart by the order they were written in.
    """
    p = Press
    query = (
        select(p.id)
        .join_from(p, Contact, Contact.id == p.contact_id)
        .where(p.contact_id == contact_id, p.disposition == key, reader.visible)
        .where(p.member_id == (reader.actor.id or None))
        .order_by(p.id.desc())
        .limit(1)
    )
    return reader.connection.scalar(query)
