"""Where clauses on what runs for a contact and waits for it: campaigns, alerts, approvals, seller information."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, literal_column, or_, select

from db.models import AlertSearch, Approval, Contact, Enrolment
from db.rules.standing import OPEN, RUNNING


def _of_contact(model: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(1).where(model.contact_id == Contact.id, condition).correlate(Contact))


def in_campaign() -> ColumnElement[bool]:
    """Some enrolment of the contact runs (R39)."""
    return _of_contact(Enrolment, Enrolment.state == RUNNING)


def has_alert() -> ColumnElement[bool]:
    """Some alert search of the contact is switched on (R40)."""
    return _of_contact(AlertSearch, AlertSearch.active.is_(True))


def approval_open() -> ColumnElement[bool]:
    """Some request about the contact has not been decided (R62); there are few, so they are looked up first."""
    return Contact.id.in_(select(Approval.contact_id).where(Approval.state == OPEN, Approval.contact_id.is_not(None)))


def any_seller_info() -> ColumnElement[bool]:
    """Anything that R33 asks for, and a valuation request (R52). The index ix_contact_seller_any says the same."""
    return or_(
        Contact.is_seller.is_(True),
        Contact.has_seller_info.is_(True),
        Contact.valuation_address != literal_column("''"),
    )


# By the field of the filter; each is a yes-or-no field.
FLAGS: Final[dict[str, Callable[[], ColumnElement[bool]]]] = {
    "drips": in_campaign,
    "alerts": has_alert,
    "approval": approval_open,
    "seller_any": any_seller_info,
}
