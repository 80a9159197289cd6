"""Automated messages: unsubscribing, and subscribing again by a person with a reason (R6, R38, R87)."""

from __future__ import annotations

from sqlalchemy import and_, or_

from db.actions.base import action
from db.actions.statuses import ARCHIVE_CAUSE
from db.models import Contact, SubscriptionChange
from db.rules.errors import FieldProblemsError
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork


@action(Right.EDIT)
def unsubscribe(uow: UnitOfWork, *, contact_id: int, cause: str = "themselves", words: str = "") -> int:
    """End automated e-mail and text for a contact; gives 1, or 0 when they were unsubscribed already.

    Archiving is no decision of theirs: their own replaces it, so that undoing the archiving cannot take it back (R6).
    """
    uow.require(contact_id)
    uow.label = "Unsubscribed"
    values = {
        "email_subscribed": False,
        "text_subscribed": False,
        "unsubscribe_cause": cause,
        "unsubscribed_at": uow.now,
    }
    stands = or_(Contact.email_subscribed.is_(True), Contact.unsubscribe_cause == ARCHIVE_CAUSE)
    changed = uow.update(Contact, and_(Contact.id == contact_id, stands), values)
    if changed:
        _keep(uow, contact_id, subscribed=False, cause=cause, words=words)
    return changed


@action(Right.EDIT)
def resubscribe(uow: UnitOfWork, *, contact_id: int, reason: str) -> int:
    """Subscribe a contact again; only a person does this, and says why (R6, R38). Gives 1, or 0 when nothing changed.

    Errors: FieldProblemsError without a reason.
    """
    if not reason.strip():
        raise FieldProblemsError({"reason": "Say why they want our messages again; the reason is kept with the date."})
    uow.require(contact_id)
    uow.label = "Subscribed again"
    uow.why = reason.strip()
    values = {"email_subscribed": True, "text_subscribed": True, "unsubscribe_cause": "", "unsubscribed_at": None}
    changed = uow.update(Contact, and_(Contact.id == contact_id, Contact.email_subscribed.is_(False)), values)
    if changed:
        _keep(uow, contact_id, subscribed=True, cause="a person's decision", words=reason.strip())
    return changed


def _keep(uow: UnitOfWork, contact_id: int, *, subscribed: bool, cause: str, words: str) -> None:
    row = {"contact_id": contact_id, "channel": "all", "subscribed": subscribed, "cause": cause, "words": words,
           "source": "by hand", "member_id": uow.actor.id or None, "at": uow.now}  # fmt: skip
    uow.insert(SubscriptionChange, [row])
