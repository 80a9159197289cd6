"""The claim ledger: who held which contact for how long, how it was got and lost, from the journal (R19, R20)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, and_, cast, exists, func, or_, select

from db.journal import stands
from db.models import Alert, Contact, Note, Press, Step, StepImage, StepWrite, Touch
from db.queries.reader import Reader
from db.rules.alerts import UNTOUCHED
from db.rules.claims import DAY_MS, MOST_DAYS, untouched_rule
from db.rules.errors import RefusedError
from db.rules.statuses import Status

MOST: Final = 2_000
# The actions that end a holding in a way of their own (db/actions).
RELEASE_UNTOUCHED: Final = "release_untouched"
_ENDED_BY: Final = {"end_holds": "hold over", RELEASE_UNTOUCHED: "untouched: automatic", "merge": "merged"}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One holding: `since` and `until` in ms UTC, `until` None while it lasts; days are whole ones.

    `days_untouched`: since the owner's last touch, note or press, or since they own it; None of what has ended.
    """

    contact_id: int
    contact: str
    owner_id: int
    owner: str
    since: int
    how: str
    until: int | None
    ended: str
    days_held: int
    days_untouched: int | None
    status: str


def claims(
    reader: Reader, *, member_id: int | None = None, untouched: int = 0, ended: bool = False, most: int = MOST
) -> tuple[ClaimRow, ...]:
    """What members hold now, the longest untouched first: everyone's for who sees all, else one's own (R19).

    `untouched`: only those that the owner has not touched for so many days. With `ended` also what they held before, of
    contacts that are in sight. Without the archived. Errors: RefusedError for another's.
    """
    mine = reader.actor.id
    if not reader.actor.sees_all:
        if member_id not in (None, mine):
            raise RefusedError("You may look at your own claims; the broker and the concierge at everyone's.")
        member_id = mine
    held = Contact.owner_id.is_not(None) if member_id is None else Contact.owner_id == member_id
    where = and_(
        held, Contact.status != Status.ARCHIVE.value, untouched_since(reader.now - min(untouched, MOST_DAYS) * DAY_MS)
    )
    now = sorted(_held(reader, where, most), key=lambda row: (-(row.days_untouched or 0), row.since, row.contact_id))
    if not ended or untouched:
        return tuple(now)
    return (*now, *_ended(reader, None, most, member_id))


def claims_of(reader: Reader, contact_id: int) -> tuple[ClaimRow, ...]:
    """The holdings of one contact, the newest first; none where it is out of sight."""
    return (*_held(reader, Contact.id == contact_id, 1), *_ended(reader, contact_id, None))


def untouched_since(moment: int) -> ColumnElement[bool]:
    """Contacts that their owner neither got nor touched, wrote a note on, or pressed for, after `moment` (ms UTC)."""
    rows: tuple[Any, ...] = (Touch, Note, Press)
    later = (
        exists(select(1).where(m.contact_id == Contact.id, m.member_id == Contact.owner_id, m.at > moment))
        for m in rows
    )
    return and_(or_(Contact.owner_since.is_(None), Contact.owner_since <= moment), *(~one for one in later))


def _last_touches() -> list[Any]:
    """The owner's last touch, note and press of each contact, as columns."""
    rows: tuple[Any, ...] = (Touch, Note, Press)
    return [
        select(func.max(m.at)).where(m.contact_id == Contact.id, m.member_id == Contact.owner_id).scalar_subquery()
        for m in rows
    ]


def _held(reader: Reader, where: ColumnElement[bool], most: int) -> Iterator[ClaimRow]:
    c, names = Contact, reader.facts.members
    query = select(
        c.id, c.display_name, c.owner_id, c.owner_since, c.added_at, c.owner_how, c.status, *_last_touches()
    ).where(reader.visible, c.owner_id.is_not(None), where)
    for r in reader.connection.execute(query.order_by(c.owner_since, c.id).limit(most)):
        since = r.owner_since if r.owner_since is not None else r.added_at
        last = max(since, *(at for at in r[7:] if at is not None), since)
        yield ClaimRow(
            r.id, r.display_name, r.owner_id, names.get(r.owner_id, ""), since, r.owner_how, None, "",
            _days(since, reader.now), _days(last, reader.now), r.status,
        )  # fmt: skip


def _ended(
    reader: Reader, contact_id: int | None, most: int | None, member_id: int | None = None
) -> Iterator[ClaimRow]:
    """Each image of a change of the owner holds, before it, a whole holding: whose, since when, and how it was got."""
    i, w, s, c = StepImage, StepWrite, Step, Contact
    holder = i.before["owner_id"].as_integer()
    after = func.coalesce(i.after, w.after).label("after")
    query = (
        select(c.id, c.display_name, c.status, c.added_at, i.before, after, s.at, s.action)
        .select_from(s.__table__.join(w.__table__, w.step_id == s.id).join(i.__table__, i.write_id == w.id))
        .join(c, c.id == i.row_id)
        .where(w.model == "contact", w.op == "update", cast(w.columns, Text).contains('"owner_id"'))
        .where(stands(), reader.visible, holder.is_not(None) if member_id is None else holder == member_id)
        .order_by(i.write_id.desc(), c.id)
    )
    if contact_id is not None:
        query = query.where(i.contact_id == contact_id)
    names = reader.facts.members
    for r in reader.connection.execute(query.limit(most)):
        before, new = _document(r.before), _document(r.after)
        owner = before["owner_id"]
        # Without a day of its own it is counted from the contact's, as while it lasted; never from the next holder's.
        since = before.get("owner_since") or r.added_at
        how = before.get("owner_how") or new.get("owner_how") or ""
        yield ClaimRow(
            r.id, r.display_name, owner, names.get(owner, ""), since, how, r.at,
            _ENDED_BY.get(r.action) or _lost(new, names), _days(since, r.at), None, r.status,
        )  # fmt: skip


def _lost(new: dict[str, Any], names: dict[int, str]) -> str:
    """How a holding ended: "released", or "assigned to Ivy Sandoval"."""
    owner = new.get("owner_id")
    return "released" if owner is None else f"{new.get('owner_how') or 'went'} to {names.get(owner, 'somebody')}"


def _document(value: Any) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else value or {}


def _days(since: int, until: int) -> int:
    return max(until - since, 0) // DAY_MS


# -- what goes back to the pool by itself ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UntouchedDue:
    """A contact nobody touched: to be warned of (`due_at` None), or gone at `due_at` (ms UTC)."""

    contact_id: int
    name: str
    owner_id: int
    due_at: int | None


def claims_due(reader: Reader) -> tuple[UntouchedDue, ...]:
    """The contacts whose owner is to be warned now, or whose time is over, by id; nothing while the rule is off.

    A warning counts from when it was given, never earlier: what was untouched already when the rule was set, or fell
    due while the program was closed, is warned of first. Whatever the owner does, and an undo of the release, begins
    the days anew.
    """
    rule = untouched_rule(reader.facts.settings)
    if rule.days is None:
        return ()
    found = []
    for r in reader.connection.execute(_candidates(reader.now - (rule.warn_from(0)), rule.spared)):
        last = max(0, *(at for at in (r.owner_since, r.added_at if r.owner_since is None else None, *r[5:9]) if at))
        warned = r.warned
        if rule.warn_from(last) > reader.now:
            continue
        if warned is None or warned < last:
            found.append(UntouchedDue(r.id, r.display_name, r.owner_id, None))
        elif rule.due(last, warned) <= reader.now:
            found.append(UntouchedDue(r.id, r.display_name, r.owner_id, rule.due(last, warned)))
    return tuple(found)


def any_claim_due(reader: Reader) -> bool:
    """Whether somebody is to be warned, or a contact goes; at once False while the rule is off."""
    return bool(claims_due(reader))


def _candidates(before: int, spared: Iterable[str]) -> Any:
    """Contacts that nobody touched after `before`, with the owner's last touches, last undo and last warning."""
    c, a = Contact, Alert
    warned = select(func.max(a.at)).where(a.contact_id == c.id, a.member_id == c.owner_id, a.kind == UNTOUCHED)
    return (
        select(
            c.id, c.display_name, c.owner_id, c.owner_since, c.added_at, *_last_touches(), _given_back(),
            warned.scalar_subquery().label("warned"),
        )
        .where(c.owner_id.is_not(None), c.status.not_in(tuple(spared)), untouched_since(before))
        .order_by(c.id)
    )  # fmt: skip


def _given_back() -> Any:
    """When a release of this kind was last taken back."""
    i, w, s = StepImage, StepWrite, Step
    root = Step.__table__.alias("root")
    joined = i.__table__.join(w.__table__, w.id == i.write_id).join(s.__table__, s.id == w.step_id)
    query = select(func.max(s.at)).select_from(joined.join(root, root.c.id == s.root_id))
    query = query.where(i.contact_id == Contact.id, s.undoes_id.is_not(None), root.c.action == RELEASE_UNTOUCHED)
    return query.correlate(Contact.__table__).scalar_subquery()
