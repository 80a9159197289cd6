"""What one press is made of: who pressed what with which answers, on which contacts, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy import and_, select

from db.models import Contact, Lead, Touch
from db.rules.disposition_words import of_contacts
from db.rules.dispositions import Disposition, OfficeDispositions
from db.rules.permissions import Actor
from db.scratch import CHOSEN, among, fill
from db.unit_of_work import UnitOfWork

IN_CHOSEN: Final = Contact.id.in_(among(CHOSEN))
_WAITING: Final = and_(Lead.contact_id.in_(among(CHOSEN)), Lead.first_touch_at.is_(None))


@dataclass(frozen=True, slots=True)
class PressAnswers:
    """What the presser answered. `starts_at` in milliseconds UTC, `amount_cents` in cents; `property_id` is the one
    that was sold, `phone_id` the number that is wrong; `deal` the deal form as far as it is known.
    """

    claim: bool = False
    confirmed_by: str = ""
    other_property: bool | None = None
    property_id: int | None = None
    told: bool = False
    phone_id: int | None = None
    amount_cents: int | None = None
    starts_at: int | None = None
    minutes: int = 60
    place: str = ""
    deal: dict[str, Any] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        """What differs from saying nothing, to be kept with the press."""
        nothing = asdict(NO_ANSWERS)
        return {key: value for key, value in asdict(self).items() if value != nothing[key]}


NO_ANSWERS: Final = PressAnswers()


@dataclass(frozen=True, slots=True)
class PressResult:
    """What a press did: how many contacts it changed, the requests that wait for a broker (their ids), the contacts
    refused with a reason (those out of sight only counted), and a sentence for each effect.
    """

    changed: int = 0
    waiting: tuple[int, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()
    refused_unseen: int = 0
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PressRow:
    """A contact that is pressed, as it stood before."""

    id: int
    name: str
    owner_id: int | None
    status: str


@dataclass(frozen=True, slots=True)
class Press:
    """A press: the office's list, the disposition, the answers, and the member it counts for (R12)."""

    office: OfficeDispositions
    one: Disposition
    answers: PressAnswers
    by: Actor


def pressed_rows(uow: UnitOfWork) -> tuple[PressRow, ...]:
    """The contacts in CHOSEN, by id."""
    c = Contact
    found = uow.connection.execute(
        select(c.id, c.display_name, c.owner_id, c.status).where(IN_CHOSEN).order_by(c.id)
    )  # fmt: skip
    return tuple(PressRow(*row) for row in found)


def narrow(uow: UnitOfWork, ids: Iterable[int]) -> int:
    """Leave only `ids` in CHOSEN; they come from contacts that were chosen. Gives how many."""
    return fill(uow.connection, CHOSEN, ids)


def log_touches(uow: UnitOfWork, rows: Sequence[dict[str, Any]]) -> None:
    """Write touches of now, one for each row (contact_id, channel, outcome, and the same other keys), by the actor;
    they answer what waits (R43).
    """
    narrow(uow, (row["contact_id"] for row in rows))
    by = {"member_id": uow.actor.id or None, "at": uow.now}
    uow.insert(Touch, [row | by for row in rows])
    answered = and_(_WAITING, Lead.occurred_at <= uow.now)
    uow.update(Lead, answered, {"first_touch_at": uow.now, "first_touch_by": uow.actor.id or None})


def these(count: int) -> str:
    """A count as a sentence begins: "The contact is", "3 contacts are"."""
    return of_contacts(count)
