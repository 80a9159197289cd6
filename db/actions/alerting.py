"""Whom news concern, and the daily digest: a new lead, an update asked for, activity gathered; what was seen (R76)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.notifying import Notice, notify
from db.actions.selecting import reader_of
from db.models import Alert, Contact, ContactShare, Lead, Setting
from db.queries.alerts import in_sight, told_until
from db.queries.digests import Digest, digests_due
from db.queries.update_requests import UpdateDue
from db.rules import alerts
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork

EMAIL: Final = ("email",)
ON_SCREEN: Final[tuple[str, ...]] = ()


def alert_of_lead(uow: UnitOfWork, *, contact_id: int, lead_id: int, lead_type: str) -> None:
    """Tell the owner of a new form lead at once: on screen and by e-mail (R75, R76). Part of the step that adds it.

    Those the contact is shared with work it too, and see it on their screens. Passive activity waits for the digest;
    what nobody owns alerts nobody, the pool shows it. Who records a lead of their own contact knows of it.
    """
    if uow.trusted or not alerts.alerts_at_once(lead_type):
        return
    row = uow.connection.execute(
        select(Contact.owner_id, Contact.display_name, Lead.listing_text, Lead.message)
        .join_from(Contact, Lead, Lead.contact_id == Contact.id)
        .where(Contact.id == contact_id, Lead.id == lead_id)
    ).one()
    line = alerts.lead_line(lead_type, row.display_name, row.listing_text)
    body = f"{line}\n\n{row.message}" if row.message else line
    shares = select(ContactShare.member_id).where(ContactShare.contact_id == contact_id)
    told: list[tuple[int, tuple[str, ...]]] = [(row.owner_id, EMAIL)] if row.owner_id is not None else []
    told += [(one, ON_SCREEN) for one in uow.connection.scalars(shares.order_by(ContactShare.member_id))
             if one != row.owner_id]  # fmt: skip
    notify(
        uow,
        [
            Notice(member, contact_id, alerts.NEW_LEAD, line, lead_id=lead_id, channels=channels, body=body)
            for member, channels in told
            if _is_here(uow, member)
        ],
    )


def alert_of_reply(uow: UnitOfWork, *, contact_id: int, owner_id: int | None, name: str) -> None:
    """Tell the owner that an archived contact replied, which moves nothing but a person (R5)."""
    if owner_id is not None and _is_here(uow, owner_id):
        notify(uow, [Notice(owner_id, contact_id, alerts.REPLY, alerts.reply_line(name))])


def alert_of_updates(uow: UnitOfWork, due: Iterable[UpdateDue]) -> None:
    """Tell every owner who is asked for an update (R72). Part of the step that asks."""
    notices = [
        Notice(d.owner_id, d.contact_id, alerts.UPDATE, alerts.update_line(d.name), lead_id=d.lead_id)
        for d in due
        if _is_here(uow, d.owner_id)
    ]
    notify(uow, notices)


def alerts_answered(uow: UnitOfWork, *, contact_id: int, kind: str) -> None:
    """What a contact's alerts of `kind` asked for is done: nobody needs to look at them any more."""
    answered = and_(Alert.contact_id == contact_id, Alert.kind == kind, Alert.seen_at.is_(None))
    uow.update(Alert, answered, {"seen_at": uow.now})


@action(Right.SEE)
def see_alerts(uow: UnitOfWork, *, ids: Sequence[int] | None = None) -> int:
    """Mark the member's own alerts as seen now, all of them when `ids` is None; gives how many were not before.

    A step, since every write is one, but no work: the history does not list it, and Ctrl+Z passes it over
    (db/rules/steps.py).
    """
    uow.label = "Alerts seen"
    mine = and_(Alert.member_id == uow.actor.id, Alert.seen_at.is_(None), in_sight(uow.actor))
    return uow.update(Alert, mine if ids is None else and_(mine, Alert.id.in_(list(ids))), {"seen_at": uow.now})


@action(Right.SETTINGS)
def send_digests(uow: UnitOfWork) -> int:
    """Tell every owner what their contacts did since the last digest: one alert and one e-mail each (R76).

    For the worker, at the moment the digest fell due. Until when has been told is kept in the same step, and looked at
    again within it: whatever crashes and however many programs run, no period is told twice (R88). Gives how many.
    """
    reader = reader_of(uow)
    digests = digests_due(reader)
    if digests is None:
        return 0
    notify(uow, [_notice(one) for one in digests.of_owners])
    _tell_until(uow, digests.until)
    count = len(digests.of_owners)
    uow.label = (
        f"Activity digest for {count:,} member{'' if count == 1 else 's'}" if count else "Activity: nobody to tell"
    )
    uow.why = "What contacts did on the site is gathered and told once a day (R76)."
    uow.counts = {"changed": count}
    return count


def _notice(one: Digest) -> Notice:
    # the text names nobody: it hangs on one contact and is about many, who may have other owners when it is read (R19)
    line = alerts.digest_line(one.entries)
    return Notice(one.member_id, one.newest_contact, alerts.DIGEST, line, of_many=True, message_key=one.message_key)


def _tell_until(uow: UnitOfWork, until: int) -> None:
    value = {"value": until}
    ours = and_(Setting.key == alerts.UNTIL_SETTING, Setting.member_id.is_(None))
    if told_until(uow.connection) is None:
        uow.insert(Setting, [{"key": alerts.UNTIL_SETTING, "member_id": None, "value": value}])
    else:
        uow.update(Setting, ours, {"value": value})


def _is_here(uow: UnitOfWork, member_id: int) -> bool:
    """Who has left is told nothing."""
    return bool(reader_of(uow).facts.roles.get(member_id))
