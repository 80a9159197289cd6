"""Recording dispositions and appointments from before the office used Brokerdesk, with what of them still runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from db.actions.base import action
from db.actions.selecting import reader_of
from db.models import Appointment, Approval, Contact, Hold, Member, Press, Underwriting
from db.queries.dispositions import office_dispositions
from db.rules.disposition_guards import hold_until
from db.rules.dispositions import AMOUNT, UNDERWRITERS, Disposition
from db.rules.permissions import Right
from db.rules.standing import OPEN
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PastPress:
    """A disposition that was pressed: on which contact, when (ms UTC), by which member, with which amount (cents; of an
    offer, or the underwriter's), and the record that confirmed it.

    `asked` is a request that waits for a broker (R18): nothing has come of it yet. `answered_at` says when an
    underwriter gave the numbers of an offer, None that they are waited for (R10).
    """

    contact_id: int
    at: int
    member_id: int
    disposition: str
    amount_cents: int | None = None
    confirmed_by: str = ""
    asked: bool = False
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class PastAppointment:
    """An appointment of a member: `starts_at` and `created_at` in ms UTC, `ended_as` as rules/agenda has it."""

    contact_id: int
    member_id: int
    starts_at: int
    minutes: int
    title: str
    place: str
    kind: str
    ended_as: str
    created_at: int


@action(Right.IMPORT)
def record_presses(
    uow: UnitOfWork, *, presses: Sequence[PastPress], appointments: Sequence[PastAppointment]
) -> int:  # fmt: skip
    """Write them as one step, oldest press first; gives how many rows. A countdown runs only under a press whose days
    are not over (R15); statuses, owners and touches are told apart, as what happened then.

    Errors: WrongUseError for a disposition that the office does not have.
    """
    office = office_dispositions(reader_of(uow))
    stand = [(office.of(p.disposition), p) for p in presses if not p.asked]
    ids = uow.insert(Press, [_press(one, p) for one, p in stand])
    _holds(uow, stand, ids)
    _underwriting(uow, stand, ids)
    uow.insert(Approval, [_request(office.of(p.disposition), p) for p in presses if p.asked])
    last = {p.contact_id: p.disposition for _one, p in stand}
    uow.update_rows(Contact, [{"id": key, "disposition": word} for key, word in last.items()])
    uow.insert(Appointment, [_appointment(uow, one) for one in appointments])
    uow.label = f"{len(presses):,} dispositions and {len(appointments):,} appointments recorded"
    return len(presses) + len(appointments)


def _press(one: Disposition, p: PastPress) -> dict[str, Any]:
    details = {"confirmed_by": p.confirmed_by, "other_property": False} if p.confirmed_by else {}
    return {"contact_id": p.contact_id, "member_id": p.member_id, "disposition": one.key, "label": one.label,
            "colour": one.colour, "at": p.at, "credit": one.credit,
            "amount_cents": p.amount_cents if AMOUNT in one.asks else None, "details": details}  # fmt: skip


def _holds(uow: UnitOfWork, stand: Sequence[tuple[Disposition, PastPress]], ids: Sequence[int]) -> None:
    rows = [
        {"contact_id": p.contact_id, "member_id": p.member_id, "press_id": press, "step_id": uow.step_id,
         "since": p.at, "until_at": hold_until(p.at, one.hold_days), "ended_why": ""}
        for (one, p), press in zip(stand, ids, strict=True)
        if one.hold_days and hold_until(p.at, one.hold_days) > uow.now
    ]  # fmt: skip
    uow.insert(Hold, rows)


def _underwriting(uow: UnitOfWork, stand: Sequence[tuple[Disposition, PastPress]], ids: Sequence[int]) -> None:
    """To the underwriter of who pressed; who has none had nobody to ask."""
    found = uow.connection.execute(select(Member.id, Member.underwriter_id))
    whose: dict[int, int | None] = {row.id: row.underwriter_id for row in found}
    rows = []
    for (one, p), press in zip(stand, ids, strict=True):
        underwriter = whose.get(p.member_id)
        if UNDERWRITERS in one.notifies and underwriter is not None:
            answer = {"amount_cents": p.amount_cents, "words": ""} if p.answered_at else {}
            rows.append(
                {"contact_id": p.contact_id, "member_id": underwriter, "asked_by": p.member_id, "press_id": press,
                 "asked_at": p.at, "answered_at": p.answered_at, "answer": answer}
            )  # fmt: skip
    uow.insert(Underwriting, rows)


def _request(one: Disposition, p: PastPress) -> dict[str, Any]:
    request = {"disposition": one.key, "label": one.label, "colour": one.colour, "answers": {}}
    return {"contact_id": p.contact_id, "member_id": p.member_id, "request": request, "state": OPEN, "at": p.at}


_SAME_NAME: Final = ("contact_id", "member_id", "starts_at", "minutes", "title", "place", "kind", "ended_as")


def _appointment(uow: UnitOfWork, one: PastAppointment) -> dict[str, Any]:
    uid = f"{one.contact_id}-{one.starts_at}-{uow.step_id}@brokerdesk"
    row = {name: getattr(one, name) for name in _SAME_NAME}
    return row | {"people": "", "created_at": one.created_at, "uid": uid}
