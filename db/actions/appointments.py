"""Appointments: made, changed, cancelled, ended; one that overlaps another is said, not refused (R11)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from db.actions.base import action
from db.actions.selecting import reader_of, row_of_contact
from db.models import Appointment, Contact
from db.queries.agenda import Overlap, overlapping
from db.rules.agenda import APPOINTMENT_ENDS, MOST_MINUTES
from db.rules.errors import FieldProblemsError, RefusedError, WrongUseError
from db.rules.moments import day_of, day_words
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """An appointment as a form gives it: `starts_at` in ms UTC, `minutes` its length, `people` besides the contact;
    `kind` what it is for, such as offer (R11).
    """

    starts_at: int
    minutes: int = 60
    title: str = ""
    place: str = ""
    people: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentSet:
    """What was written: the appointment's id, and those of the same member that overlap it."""

    appointment_id: int
    overlaps: tuple[Overlap, ...]


@action(Right.EDIT)
def add_appointment(
    uow: UnitOfWork, *, contact_id: int, appointment: NewAppointment, member_id: int | None = None
) -> AppointmentSet:  # fmt: skip
    """Put an appointment with a contact into the calendar of `member_id`, the actor where None (R11).

    It may lie in the past: what was not written down then is now. Errors: FieldProblemsError by field; NotFoundError
    and RefusedError as everywhere.
    """
    uow.require(contact_id)
    found = write_appointment(uow, contact_id, appointment, member_id=member_id)
    day = day_words(day_of(appointment.starts_at, reader_of(uow).facts.zone))
    uow.label = f"Appointment with {_name(uow, contact_id)} on {day}"
    return found


def write_appointment(
    uow: UnitOfWork, contact_id: int, appointment: NewAppointment, *, member_id: int | None = None
) -> AppointmentSet:  # fmt: skip
    """The same within another action's step, such as Appointment Booked; the caller has asked for the contact."""
    row = _checked(asdict(appointment))
    of = member_id or uow.actor.id or None
    overlaps = _overlaps(uow, of, row["starts_at"], row["minutes"])
    uid = f"{uuid4().hex}@brokerdesk"
    row |= {"contact_id": contact_id, "member_id": of, "ended_as": "", "uid": uid, "created_at": uow.now}
    return AppointmentSet(uow.insert(Appointment, [row])[0], overlaps)


@action(Right.EDIT)
def change_appointment(uow: UnitOfWork, *, appointment_id: int, changes: dict[str, Any]) -> AppointmentSet:
    """Move an appointment, or change its length, place, people, title or kind: fields of NewAppointment by name.

    Errors: NotFoundError; RefusedError when it has ended; FieldProblemsError; WrongUseError for another field.
    """
    unknown = set(changes) - set(NewAppointment.__slots__)
    if unknown:
        raise WrongUseError(f"An appointment has no {', '.join(sorted(unknown))}.")
    row = _open(uow, appointment_id)
    values = _checked(changes)
    overlaps: tuple[Overlap, ...] = ()
    if {"starts_at", "minutes"} & set(values):
        starts_at, minutes = values.get("starts_at", row.starts_at), values.get("minutes", row.minutes)
        overlaps = _overlaps(uow, row.member_id, starts_at, minutes, but=appointment_id)
    uow.update(Appointment, Appointment.id == appointment_id, values)
    what = "moved" if values.get("starts_at", row.starts_at) != row.starts_at else "changed"
    uow.label = f"Appointment with {_name(uow, row.contact_id)} {what}"
    return AppointmentSet(appointment_id, overlaps)


@action(Right.EDIT)
def end_appointment(uow: UnitOfWork, *, appointment_id: int, ended_as: str) -> int:
    """Say what became of an appointment: held, no_show or cancelled, "" to have it stand again. Gives 1, or 0 when that
    was said already. Errors: NotFoundError; WrongUseError; RefusedError for held or no_show before it has begun.
    """
    if ended_as not in {"", *dict(APPOINTMENT_ENDS)}:
        raise WrongUseError(f"“{ended_as}” is no end of an appointment: {', '.join(dict(APPOINTMENT_ENDS))}.")
    row = _row(uow, appointment_id)
    if ended_as in ("held", "no_show") and row.starts_at > uow.now:
        raise RefusedError("This appointment has not begun yet; it can be cancelled or moved.")
    said = dict(APPOINTMENT_ENDS).get(ended_as, "Stands again").lower()
    uow.label = f"Appointment with {_name(uow, row.contact_id)}: {said}"
    return uow.update(Appointment, Appointment.id == appointment_id, {"ended_as": ended_as})


def _row(uow: UnitOfWork, appointment_id: int) -> Any:
    a = Appointment
    query = select(a.contact_id, a.member_id, a.starts_at, a.minutes, a.ended_as).where(a.id == appointment_id)
    return row_of_contact(uow, query, f"appointment {appointment_id}")


def _open(uow: UnitOfWork, appointment_id: int) -> Any:
    found = _row(uow, appointment_id)
    if found.ended_as:
        said = dict(APPOINTMENT_ENDS).get(found.ended_as, found.ended_as).lower()
        raise RefusedError(f"This appointment has ended ({said}). Nothing was changed.")
    return found


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The fields, trimmed; every problem of the form at once."""
    row: dict[str, Any] = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
    problems = {
        key: "That is too long." for key in ("title", "place", "people", "kind") if len(row.get(key, "")) > LONGEST
    }
    if not 1 <= row.get("minutes", 1) <= MOST_MINUTES:
        problems["minutes"] = "An appointment takes from a minute to a week."
    if problems:
        raise FieldProblemsError(problems)
    return row


def _overlaps(
    uow: UnitOfWork, member_id: int | None, starts_at: int, minutes: int, *, but: int | None = None
) -> tuple[Overlap, ...]:
    return overlapping(reader_of(uow), starts_at=starts_at, minutes=minutes, member_id=member_id, but=but)


def _name(uow: UnitOfWork, contact_id: int) -> str:
    return uow.connection.scalar(select(Contact.display_name).where(Contact.id == contact_id)) or "this contact"
