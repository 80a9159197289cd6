"""What a press does to the contacts it changes: dials, claims, credits, holds, releases, an end (R9–R18, R24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import and_, or_, select

from db.actions import ownership
from db.actions.offers import withdraw_offers
from db.actions.press_forms import follow_up
from db.actions.press_parts import IN_CHOSEN, Press, PressRow, log_touches, narrow, these
from db.actions.requests import withdraw_requests
from db.actions.selecting import reader_of
from db.actions.statuses import ARCHIVE_CAUSE, change_status, end_campaigns
from db.changes import Selection
from db.models import AlertSearch, Contact, Hold, SubscriptionChange
from db.models import Press as PressTable
from db.queries.press_facts import moments_of_credit
from db.rules.disposition_guards import adds_credit, hold_until
from db.rules.disposition_words import days, names, status_words
from db.rules.dispositions import GREEN, PURPLE, YELLOW
from db.rules.errors import RefusedError
from db.rules.permissions import Right, Scope
from db.scratch import CHOSEN, among
from db.unit_of_work import UnitOfWork

_OF_CHOSEN: Final = among(CHOSEN)
_OPEN_HOLDS: Final = and_(Hold.contact_id.in_(_OF_CHOSEN), Hold.ended_at.is_(None))
_ALERTS: Final = and_(AlertSearch.contact_id.in_(_OF_CHOSEN), AlertSearch.active.is_(True))
_MAILED: Final = and_(IN_CHOSEN, Contact.email_subscribed.is_(True))
_TEXTED: Final = and_(IN_CHOSEN, Contact.text_subscribed.is_(True))


def apply_press(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """Everything that `press` sets in motion for `rows`; gives a sentence for each effect."""
    if not rows:
        return []
    one, effects = press.one, []
    if one.colour == PURPLE:
        log_touches(uow, [{"contact_id": r.id, "channel": "call", "outcome": "no_answer", "words": ""} for r in rows])
        effects.append(f"{_count(len(rows), 'attempt')} logged that nobody answered.")
    if one.colour == GREEN and press.answers.claim:
        effects += _claim(uow, press, rows)
    pressed, given = write_presses(uow, press, rows, press.answers.said())
    if one.credit:
        again = "No second credit: you had one less than a minute ago."
        effects.append(f"{_count(given, 'credit')} for {press.by.name}." if given else again)
    narrow(uow, pressed)
    uow.update(Contact, and_(IN_CHOSEN, Contact.disposition != one.key), {"disposition": one.key})
    effects += follow_up(uow, press, rows, pressed)
    if one.colour == YELLOW:
        effects += _release(uow, press, rows, pressed)
    if one.kills:
        effects += _kill(uow, press, rows)
    return effects + _statuses(uow, press, rows)


def write_presses(
    uow: UnitOfWork, press: Press, rows: Sequence[PressRow], details: dict[str, Any]
) -> tuple[dict[int, int], int]:
    """A row of `press` for each contact, with label and colour as they are now (R23); ends a countdown that ran.

    Gives the new rows' ids by contact, and how many credits they add. Each press of what gives a credit says so; those
    within a minute of one another are counted as one where they are counted, so that undo of any leaves the rest (R12).
    """
    one = press.one
    narrow(uow, (row.id for row in rows))
    uow.update(Hold, _OPEN_HOLDS, {"ended_at": uow.now, "ended_why": f"{one.label} was pressed"})
    in_chosen = PressTable.contact_id.in_(_OF_CHOSEN)
    had = moments_of_credit(uow.connection, in_chosen, by=press.by.id, key=one.key, now=uow.now) if one.credit else {}
    values = [
        {"contact_id": row.id, "member_id": press.by.id or None, "disposition": one.key, "label": one.label,
         "colour": one.colour, "at": uow.now, "amount_cents": press.answers.amount_cents, "details": details,
         "credit": one.credit}
        for row in rows
    ]  # fmt: skip
    made = uow.insert(PressTable, values)
    given = sum(one.credit and adds_credit(uow.now, had.get(row.id, ())) for row in rows)
    return {row.id: n for row, n in zip(rows, made, strict=True)}, given


def _claim(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """Green claims what nobody owns with the same press, for who may own contacts. Errors: RefusedError beyond the
    office's limit, and nothing of the press is done.
    """
    pool = tuple(row.id for row in rows if row.owner_id is None)
    if not pool or not uow.actor.may(Right.CLAIM) or not uow.actor.id:
        return []
    refused = ownership.claim.run(uow, selection=Selection(ids=pool)).refused
    if refused:
        raise RefusedError(refused[0][1])
    return [f"{these(len(pool))} {press.by.name}'s now."]


def _release(uow: UnitOfWork, press: Press, rows: Sequence[PressRow], pressed: dict[int, int]) -> list[str]:
    """Yellow: to the pool at once, or after a hold (R15); whoever it is only shared with leaves it to its owner."""
    everyone = Scope.ALL in uow.actor.scopes(Right.RELEASE)
    owned = [row for row in rows if row.owner_id is not None]
    mine = [row for row in owned if everyone or row.owner_id == press.by.id]
    effects = []
    if len(mine) < len(owned):
        effects.append(f"{these(len(owned) - len(mine))} left with the owner, who shares with you.")
    if not mine:
        return effects
    if press.one.hold_days:
        until = hold_until(uow.now, press.one.hold_days)
        step = uow.step_id
        uow.insert(
            Hold,
            [{"contact_id": row.id, "member_id": row.owner_id, "press_id": pressed[row.id], "step_id": step,
              "since": uow.now, "until_at": until, "ended_why": ""} for row in mine],
        )  # fmt: skip
        of = names(sorted({uow.facts.members.get(row.owner_id or 0, "the owner") for row in mine}))
        length = days(press.one.hold_days)
        return [*effects, f"{these(len(mine))} {of}'s for {length} more, then in the pool if nothing happens."]
    ownership.release.run(uow, selection=Selection(ids=tuple(row.id for row in mine)))
    return [*effects, f"{these(len(mine))} in the pool, visible to everyone again."]


def _kill(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """Red: out of every automation, and unsubscribed, in every scheme (DOMAIN 3); the status follows."""
    narrow(uow, (row.id for row in rows))
    ended = end_campaigns(uow, IN_CHOSEN, f"{press.one.label} was pressed")
    alerts = uow.update(AlertSearch, _ALERTS, {"active": False})
    withdraw_offers(uow, IN_CHOSEN)
    withdraw_requests(uow, IN_CHOSEN, f"{press.one.label} was pressed")
    losing = list(uow.connection.scalars(select(Contact.id).where(IN_CHOSEN, or_(_MAILED, _TEXTED))))
    if losing:
        change = {"channel": "all", "subscribed": False, "cause": ARCHIVE_CAUSE, "words": press.one.label,
                  "source": "disposition", "member_id": uow.actor.id or None, "at": uow.now}  # fmt: skip
        uow.insert(SubscriptionChange, [{"contact_id": n} | change for n in losing])
        lost = {"email_subscribed": False, "text_subscribed": False, "unsubscribe_cause": ARCHIVE_CAUSE}
        uow.update(Contact, _MAILED, lost | {"unsubscribed_at": uow.now})
        uow.update(Contact, _TEXTED, {"text_subscribed": False})
    out = [f"{these(len(rows))} out of every working list."]
    out += [f"{these(len(losing))} unsubscribed."] if losing else []
    out += [f"{_count(ended, 'campaign')} ended."] if ended else []
    return out + ([f"{_count(alerts, 'listing alert')} switched off."] if alerts else [])


def _statuses(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """Where the disposition leads (R24)."""
    moved = [row for row in rows if press.one.leads_to(row.status) != row.status]
    if not moved:
        return []
    to = press.one.leads_to(moved[0].status)
    chosen = Selection(ids=tuple(row.id for row in moved))
    done = change_status.run(uow, selection=chosen, status=to, why=f"{press.one.label} by {press.by.name}")
    return [status_words(done.changed, to, reader_of(uow).facts.scheme)]


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
