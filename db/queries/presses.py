"""The presses of a contact as its timeline tells them: what they were called then, and what was said (R23)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select

from db.models import Press
from db.queries.contacts import TimelineEntry
from db.queries.dispositions import office_dispositions
from db.queries.press_facts import credits_of
from db.queries.reader import Reader

CHANGED: Final = "Disposition: "


def press_events(reader: Reader, contact_id: int) -> list[TimelineEntry]:
    """A line for each press, by the name it had when it was pressed; its `kind` is the colour of the button.

    For a contact that the caller has read, and so may see, already.
    """
    p, names = Press, reader.facts.members
    query = select(p.id, p.contact_id, p.disposition, p.label, p.colour, p.at, p.member_id, p.credit, p.amount_cents,
                   p.details)  # fmt: skip
    found = reader.connection.execute(query.where(p.contact_id == contact_id).order_by(p.id)).all()
    counted = credits_of(found)
    return [
        TimelineEntry(
            r.colour, r.label, _detail(reader, r, credit=r.id in counted), names.get(r.member_id or 0, ""), r.at
        )
        for r in found
    ]


def without_presses(changes: Sequence[TimelineEntry], pressed: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """The changes of a contact less those of its disposition that a press of the same moment tells already."""
    moments = {event.at for event in pressed}
    return [one for one in changes if not (one.title.startswith(CHANGED) and one.at in moments)]


def changed_words(reader: Reader, old: str, new: str) -> str:
    """A change of a contact's disposition in the office's words."""
    office = office_dispositions(reader)
    before, after = (office.label(key) if key else "nothing" for key in (old, new))
    return f"{CHANGED}{before} → {after}"


def _detail(reader: Reader, r: Any, *, credit: bool) -> str:
    records = dict(office_dispositions(reader).records)
    record, place = r.details.get("confirmed_by", ""), r.details.get("place", "")
    amount = "" if r.amount_cents is None else f"${r.amount_cents / 100:,.2f}".removesuffix(".00")
    parts = (
        amount,
        "1 credit" if credit else "",
        f"confirmed by {records.get(record, record)}" if record else "",
        place,
        "lives on" if r.details.get("lives_on") else "",
    )
    return " · ".join(filter(None, parts))
