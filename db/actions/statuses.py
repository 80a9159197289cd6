"""Changing statuses, one or many, with every effect a status has (R2, R3, R6, R8)."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, and_, select

from db.actions.base import action
from db.actions.requests import withdraw_requests
from db.actions.selecting import IN_CHOSEN, choose, of_contacts, reader_of, result
from db.changes import MassResult, Selection
from db.models import Contact, Enrolment, SubscriptionChange
from db.rules.errors import WrongUseError
from db.rules.permissions import Right
from db.rules.standing import ENDED, PAUSED, RUNNING
from db.rules.statuses import Status
from db.unit_of_work import UnitOfWork

ARCHIVE_CAUSE = "archive"
ARCHIVED = "The contact was archived"


@action(Right.EDIT)
def change_status(uow: UnitOfWork, *, selection: Selection, status: str, why: str = "") -> MassResult:
    """Set the status of every contact of `selection` (R2, R3).

    Archive withdraws what was asked of the broker (R18); where the scheme says so, it also unsubscribes and ends
    campaigns (R6). Gives how many changed, were so
    already, or were refused. Errors: WrongUseError for an unknown status.
    """
    wanted = check_status(status)
    chosen = choose(uow, selection)
    scheme = reader_of(uow).facts.scheme
    if wanted is Status.ARCHIVE:
        withdraw_requests(uow, _not_yet(wanted), ARCHIVED)
    if wanted is Status.ARCHIVE and scheme.archive_unsubscribes:
        _unsubscribe_for_archive(uow)
        end_campaigns(uow, _not_yet(wanted), ARCHIVED)
    changed = uow.update(
        Contact, _not_yet(wanted), {"status": wanted.value, "status_since": uow.now, "status_why": why}
    )
    uow.label = f"Status of {of_contacts(changed)} to {scheme.style(wanted).label}"
    uow.why = why
    uow.counts = {"changed": changed}
    return result(chosen, changed)


@cache
def _not_yet(status: Status) -> ColumnElement[bool]:
    """The CHOSEN contacts of another status; kept, so that a press builds no statement anew (P15)."""
    return and_(IN_CHOSEN, Contact.status != status.value)


def check_status(status: str) -> Status:
    """The status of a key. Errors: WrongUseError naming the keys there are."""
    try:
        return Status(status)
    except ValueError:
        raise WrongUseError(f"“{status}” is no status; the keys are {', '.join(Status)}.") from None


def end_campaigns(uow: UnitOfWork, contacts: ColumnElement[bool], why: str) -> int:
    """End the campaigns that these contacts (a clause) are in; gives how many. Undone, they go on (R6)."""
    e = Enrolment
    of_them = e.contact_id.in_(select(Contact.id).where(contacts))
    return uow.update(e, and_(e.state.in_((RUNNING, PAUSED)), of_them), {"state": ENDED, "state_why": why})


def _unsubscribe_for_archive(uow: UnitOfWork) -> None:
    """Take the subscription of the CHOSEN contacts that are about to be archived, only where there is one (R6).

    Those values stand in the step's images, so undoing the archiving gives back this subscription and only this one.
    """
    losing = and_(IN_CHOSEN, Contact.status != Status.ARCHIVE.value, Contact.email_subscribed.is_(True))
    ids = list(uow.connection.scalars(select(Contact.id).where(losing)))
    if not ids:
        return
    uow.insert(
        SubscriptionChange,
        [
            {"contact_id": n, "channel": "all", "subscribed": False, "cause": ARCHIVE_CAUSE, "words": "",
             "source": "status", "member_id": uow.actor.id or None, "at": uow.now}
            for n in ids
        ],
    )  # fmt: skip
    uow.update(
        Contact,
        losing,
        {
            "email_subscribed": False,
            "text_subscribed": False,
            "unsubscribe_cause": ARCHIVE_CAUSE,
            "unsubscribed_at": uow.now,
        },
    )
