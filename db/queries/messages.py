"""What the office wrote to its members about a contact, as the contact's history shows it: to whom, and whether it has
left (R76, R88).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, select

from db.models import Message
from db.queries.contacts import TimelineEntry
from db.queries.reader import Reader
from db.rules.alerts import DIGEST
from db.rules.values import CHANNELS, label_of

MOST: Final = 200


def messages_to_members(reader: Reader, contact_id: int) -> list[TimelineEntry]:
    """The newest messages about a contact, for who has read the contact and so may see it.

    A digest is about many and belongs to no contact's history.
    """
    names = reader.facts.members
    found = reader.connection.execute(_statement(), {"contact": contact_id, "most": MOST})
    return [
        TimelineEntry(
            "message",
            f"{label_of(CHANNELS, row.channel)} to {names.get(row.member_id, 'a member')}",
            f"{state_words(row.state, row.state_why)} · {row.subject}",
            "",
            row.at,
        )
        for row in found
    ]


def state_words(state: str, why: str) -> str:
    """Where a message stands: "waits: no channel set up"."""
    return f"{state}: {why}" if why else state


@cache
def _statement() -> Select[Any]:
    m = Message.__table__.c
    return (
        select(m.member_id, m.channel, m.subject, m.state, m.state_why, m.at)
        .where(m.contact_id == bindparam("contact"), m.direction == "to_member", m.kind != DIGEST)
        .order_by(m.at.desc(), m.id.desc())
        .limit(bindparam("most"))
    )
