"""What two contacts that become one both have, taken once: e-mails, numbers, addresses, hashtags, shares, campaigns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import and_, select

from db.models import (
    Base,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    ContactShare,
    Enrolment,
    Hold,
    Touch,
)
from db.rules.details import ADDRESS_FIELDS, PROPERTY_FIELDS
from db.rules.standing import ENDED, PAUSED, RUNNING
from db.rules.survivors import completed, same_email, same_phone, strictest
from db.unit_of_work import UnitOfWork

Row = dict[str, Any]
_WITH_PRIMARY: Final[tuple[type[Base], ...]] = (ContactEmail, ContactPhone, ContactAddress)


def join_parts(uow: UnitOfWork, keep: int, gone: int) -> None:
    """Take once what both contacts have, before the rest moves; one e-mail, number and address stays primary."""
    _once(uow, ContactEmail, keep, gone, _by_key(same_email))
    _once(uow, ContactPhone, keep, gone, _by_key(same_phone))
    _once(uow, ContactAddress, keep, gone, lambda k, g: completed(k, g, (*ADDRESS_FIELDS, "label")))
    _once(uow, ContactProperty, keep, gone, lambda k, g: completed(k, g, tuple(PROPERTY_FIELDS)))
    _once(uow, ContactHashtag, keep, gone, lambda k, g: {} if k["tag_key"] == g["tag_key"] else None)
    _once(uow, ContactShare, keep, gone, _same_share)
    for model in _WITH_PRIMARY:
        _one_primary(uow, model, keep, gone)
    counting = and_(Hold.contact_id.in_((keep, gone)), Hold.ended_at.is_(None))
    uow.update(Hold, counting, {"ended_at": uow.now, "ended_why": "two contacts became one"})
    running = (RUNNING, PAUSED)
    ours = select(Enrolment.campaign_id).where(Enrolment.contact_id == keep, Enrolment.state.in_(running))
    twice = and_(Enrolment.contact_id == gone, Enrolment.state.in_(running), Enrolment.campaign_id.in_(ours))
    uow.update(Enrolment, twice, {"state": ENDED, "state_why": "in it already, before two contacts became one"})


def _by_key(key: Callable[[Row], Any]) -> Callable[[Row, Row], Row | None]:
    def same(keep: Row, gone: Row) -> Row | None:
        return strictest(keep, gone) if key(keep) is not None and key(keep) == key(gone) else None

    return same


def _same_share(keep: Row, gone: Row) -> Row | None:
    if keep["member_id"] != gone["member_id"]:
        return None
    return {"since": gone["since"]} if gone["since"] < keep["since"] else {}


def _once(uow: UnitOfWork, model: type[Base], keep: int, gone: int, same: Callable[[Row, Row], Row | None]) -> None:
    """Take away the gone contact's rows that the survivor has; `same` says what its row gains, None: another row."""
    ours, theirs = _rows(uow, model, keep), _rows(uow, model, gone)
    for row in theirs:
        found = ((mine, gains) for mine in ours if (gains := same(mine, row)) is not None)
        mine, gains = next(found, (None, None))
        if mine is None:
            continue
        if gains:
            uow.update_rows(model, [{"id": mine["id"]} | gains])
            mine.update(gains)
        if model is ContactPhone:
            uow.update(Touch, Touch.phone_id == row["id"], {"phone_id": mine["id"]})
        uow.delete(model, model.__table__.c.id == row["id"])


def _rows(uow: UnitOfWork, model: type[Base], contact_id: int) -> list[Row]:
    table = model.__table__
    found = uow.connection.execute(select(table).where(table.c.contact_id == contact_id).order_by(table.c.id))
    return [dict(row._mapping) for row in found]


def _one_primary(uow: UnitOfWork, model: type[Base], keep: int, gone: int) -> None:
    """The survivor's primary one stays; where it has none, the gone contact's is."""
    c = model.__table__.c
    ours = uow.connection.scalar(select(c.id).where(c.contact_id == keep, c.is_primary.is_(True)).limit(1))
    if ours is not None:
        uow.update(model, and_(c.contact_id == gone, c.is_primary.is_(True)), {"is_primary": False})
