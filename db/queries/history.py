"""The journal read back: the office's steps, and a contact's history from their images (R8)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, column, exists, func, not_, select, table

from db.journal import BROUGHT_IN
from db.models import Contact, PastEvent, Step, StepImage, StepWrite
from db.queries.contacts import ContactCard, TimelineEntry
from db.queries.messages import messages_to_members
from db.queries.part_history import PARTS, part_lines
from db.queries.presses import changed_words, press_events, without_presses
from db.queries.reader import Reader
from db.queries.underwriting import offer_events
from db.rules.permissions import Right
from db.rules.steps import NOT_WORK
from db.rules.values import LEAD_TYPES, touch_words

# Columns that follow from others; the history names the cause, not its echo.
QUIET: Final = frozenset(
    {"status_since", "status_why", "owner_since", "owner_how", "unsubscribed_at", "text_subscribed", "name_key",
     "unsubscribe_cause", "version", "updated_at", "last_visit_at", "last_viewed_at", "first_reply_at"}
)  # fmt: skip

_LEADS: Final = dict(LEAD_TYPES)
# A label that counts its contacts, and names none.
_COUNTED: Final = re.compile(r"^((Undo|Redo): )?(\d[\d,]* contacts?\b|#\S+ (on|off) \d|Share of \d)")
# The label of a step that changed one row of one contact: "Ann Lee: phone added".
_ECHO: Final = re.compile(
    r"^(?!Undo|Redo).*: (e-mail|phone|address|property|hashtags) (added|changed|removed)$"
    r"|^#\S+ (on|off) 1 contact$|^1 contact shared$|^Share of 1 contact ended$"
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as the history lists it; `undone` and `is_undo` say where it stands."""

    id: int
    member: str
    action: str
    label: str
    why: str
    at: int
    undone: bool
    is_undo: bool


def steps(reader: Reader, *, limit: int = 100, mine: bool = False) -> tuple[StepRow, ...]:
    """The newest steps first: everyone's for the broker, else one's own; not what is no work (db/rules/steps.py).

    One's own work on a contact that is another's now is told of without its words: they name it (R19).
    """
    s = Step
    query = select(s.id, s.member_id, s.action, s.label, s.why, s.at, s.undone_by, s.undoes_id)
    query = query.where(s.action.not_in(NOT_WORK))
    if mine or not reader.actor.may(Right.UNDO_ANY):
        query = query.where(s.member_id == reader.actor.id)
    names = reader.facts.members
    found = reader.connection.execute(query.order_by(s.id.desc()).limit(limit)).all()
    unseen = _out_of_sight(reader, [r.id for r in found])
    return tuple(
        StepRow(r.id, names.get(r.member_id, "Brokerdesk"), r.action, _nameless(r.label) if r.id in unseen else r.label,
                "" if r.id in unseen else r.why, r.at, r.undone_by is not None, r.undoes_id is not None)
        for r in found
    )  # fmt: skip


def _out_of_sight(reader: Reader, step_ids: list[int]) -> frozenset[int]:
    """Those of the steps that wrote to contacts none of which the member sees any more. That they are there is asked of
    today's table: a past day's leaves out what is out of sight.
    """
    if reader.actor.sees_all:
        return frozenset()
    i, w, dialect = StepImage, StepWrite, reader.connection.dialect
    today = table("contact", column("id"), schema="main" if dialect.name == "sqlite" else dialect.default_schema_name)
    still = select(today.c.id).where(today.c.id == i.contact_id).correlate(i.__table__)
    c = select(Contact.id).where(Contact.id == i.contact_id, reader.visible).correlate(i.__table__)
    of_step = select(1).select_from(w.__table__.join(i.__table__, i.write_id == w.id)).where(w.step_id == Step.id)
    of_step = of_step.correlate(Step.__table__)
    there, seen = exists(of_step.where(exists(still))), exists(of_step.where(exists(c)))
    return frozenset(reader.connection.scalars(select(Step.id).where(Step.id.in_(step_ids), there, not_(seen))))


def _nameless(label: str) -> str:
    """The label of a step with how many contacts it was about, but without the one that it names."""
    if _COUNTED.match(label):
        return label
    before = "".join(word for word in ("Undo: ", "Redo: ") if label.startswith(word))
    return f"{before}Work on a contact that you no longer see"


def timeline(reader: Reader, card: ContactCard, *, limit: int = 500) -> tuple[TimelineEntry, ...]:
    """All that happened with a contact, newest first: leads, touches, notes, tasks, and every change (R8).

    `card` is the contact as the caller has read it, and so may see it.
    """
    names = reader.facts.members
    entries: list[TimelineEntry] = []
    for lead in card.leads:
        detail = " · ".join(t for t in (lead.listing_text, lead.message) if t)
        entries.append(TimelineEntry("lead", _LEADS.get(lead.lead_type, lead.lead_type), detail, "", lead.occurred_at))
    entries += [TimelineEntry("note", "Note", n.body, n.member, n.at) for n in card.notes]
    for touch in card.touches:
        title = touch_words(touch.channel, touch.outcome)
        entries.append(TimelineEntry("touch", title, touch.words, touch.member, touch.at))
    for task in card.tasks:
        if task.done_at:
            entries.append(
                TimelineEntry("task", task.title or task.kind, "done", names.get(task.member_id or 0, ""), task.done_at)
            )
    entries += messages_to_members(reader, card.id)
    entries += offer_events(reader, card.id)
    pressed = press_events(reader, card.id)
    entries += [*pressed, *without_presses(changes_of(reader, card.id), pressed)]
    entries.append(
        TimelineEntry("created", "Added to the office", str(card.fields["source"]), "", card.fields["created_at"])
    )
    entries.sort(key=lambda e: e.at, reverse=True)
    return tuple(entries[:limit])


@cache
def _past_statement() -> Select[Any]:
    p = PastEvent.__table__.c
    found = select(p.kind, p.title, p.detail, p.member, p.at, p.status, p.status_from)
    found = found.where(p.contact_id == bindparam("contact"))
    return found.order_by(p.id)


@cache
def _change_statement() -> Select[Any]:
    i, w, s = StepImage.__table__, StepWrite.__table__, Step.__table__
    after = func.coalesce(i.c.after, w.c.after).label("after")
    return (
        select(s.c.id, s.c.member_id, s.c.label, s.c.why, s.c.at, w.c.model, w.c.op, i.c.row_id, i.c.before, after)
        .select_from(i.join(w, w.c.id == i.c.write_id).join(s, s.c.id == w.c.step_id))
        .where(i.c.contact_id == bindparam("contact"), w.c.model.in_((Contact.__tablename__, *PARTS)))
        # what was brought in is told by its own dated lines
        .where(s.c.action.not_in(BROUGHT_IN))
        .order_by(i.c.write_id.desc(), i.c.row_id)
        .limit(bindparam("most"))
    )


def changes_of(reader: Reader, contact_id: int, *, most: int = 500) -> tuple[TimelineEntry, ...]:
    """The changes of a contact (statuses, fields, and what hangs on it), newest first: what `show` and an export call
    history. What it came with is none of them, nor what a merge took and its undo gave back whole.

    For a contact that the caller has read, and so may see, already. `most` images are read.
    """
    connection = reader.connection
    images = connection.execute(_change_statement(), {"contact": contact_id, "most": most}).all()
    own = str(Contact.__tablename__)
    born = {r.id for r in images if r.model == own and r.op != "update"}
    found = [line for r in images if r.model == own and r.op == "update" for line in _lines(reader, r)]
    parts = [r for r in images if r.model != own and r.id not in born]
    for r, titles in part_lines(reader, contact_id, parts):
        by = reader.facts.members.get(r.member_id, "Brokerdesk")
        found += [TimelineEntry("change", title, _cause(r), by, r.at, r.id) for title in titles]
    past = connection.execute(_past_statement(), {"contact": contact_id})
    found += [TimelineEntry(r.kind, r.title, r.detail, r.member, r.at, None, r.status, r.status_from) for r in past]
    return tuple(sorted(found, key=lambda e: (e.at, e.step or 0), reverse=True))


def _cause(r: Any) -> str:
    """Why, else the step; not a step that says of this one contact just what the line says."""
    return "" if not r.why and _ECHO.search(r.label) else r.why or r.label


def _lines(reader: Reader, r: Any) -> list[TimelineEntry]:
    names = reader.facts.members
    by = names.get(r.member_id, "Brokerdesk")
    lines = []
    for key, new in (r.after or {}).items():
        old = (r.before or {}).get(key)
        if key in QUIET or old == new:
            continue
        if key == "extra":
            lines += [TimelineEntry("change", title, r.label, by, r.at, r.id) for title in _extra(old, new)]
            continue
        if key == "disposition":
            title = changed_words(reader, str(old or ""), str(new or ""))
            lines.append(TimelineEntry("change", title, r.label, by, r.at, r.id))
        elif key == "status":
            scheme = reader.facts.scheme
            title = f"{scheme.style(str(old)).label} → {scheme.style(str(new)).label}"
            lines.append(TimelineEntry("status", title, r.why or r.label, by, r.at, r.id, str(new), str(old)))
        else:
            lines.append(TimelineEntry("change", f"{_word(key)}: {_shown(key, old, names)} → {_shown(key, new, names)}",
                                       r.label, by, r.at, r.id))  # fmt: skip
    return lines


def _extra(old_image: Any, new_image: Any) -> list[str]:
    """Of the fields of the office's own, those that changed; SQLite keeps them as text."""
    old, new = (json.loads(image) if isinstance(image, str) else image or {} for image in (old_image, new_image))
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [f"{name}: {_shown(name, old.get(name), {})} → {_shown(name, new.get(name), {})}" for name in names]


def _word(key: str) -> str:
    return {"owner_id": "Owner", "lender_id": "Lender", "email_subscribed": "Subscribed to e-mail"}.get(
        key, key.replace("_", " ").capitalize()
    )


def _shown(key: str, value: Any, names: dict[int, str]) -> str:
    if key in ("owner_id", "lender_id"):
        nobody = "the pool" if key == "owner_id" else "nobody"
        return names.get(value, nobody) if value else nobody
    if key == "email_subscribed":
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "nothing"
