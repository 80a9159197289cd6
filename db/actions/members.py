"""Members of the office: adding and changing them, leaving and coming back, passwords."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.selecting import of_contacts, reader_of
from db.models import Appointment, Contact, ContactShare, Member, Task
from db.queries.members import password_fits
from db.rules.emails import find_emails
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from db.rules.kpi import goals_problem
from db.rules.permissions import Right, Role, can_own
from db.rules.phones import find_phones
from db.rules.values import ROLES
from db.unit_of_work import UnitOfWork

SHORTEST_PASSWORD: Final = 8
LONGEST_NAME: Final = 80
ONLY_NAMED: Final = "{name} does not sign in, and can be nothing but a lender; let them sign in first (Mortgage)."
CHANGEABLE: Final = frozenset(
    {"name", "email", "phone", "roles", "joined_on", "underwriter_id", "signature", "goals"}
)  # fmt: skip


@action(Right.SETTINGS)
def add_member(
    uow: UnitOfWork, *, name: str, roles: tuple[str, ...], email: str = "", phone: str = "", joined_on: str = "",
    underwriter_id: int | None = None,
) -> int:  # fmt: skip
    """Add a member; gives their id. `joined_on` is an ISO date, today when empty; `underwriter_id` gets their Needs
    Offer (R10), None: every underwriter does.

    Errors: FieldProblemsError for an empty or taken name, an unknown role, no e-mail address, no date, no underwriter.
    """
    values = {"name": name, "roles": roles, "email": email, "phone": phone, "underwriter_id": underwriter_id}
    row = checked(uow, values | ({"joined_on": joined_on} if joined_on else {}))
    uow.label = f"Member {row['name']} added"
    return insert_member(uow, row)


@action(Right.SETTINGS)
def change_member(uow: UnitOfWork, *, member_id: int, values: dict[str, Any]) -> int:
    """Set fields of a member (name, email, phone, roles, joined_on, underwriter_id, signature, goals); gives 1 or 0.

    `roles` are keys, in a tuple or parted by ",". Errors: NotFoundError; WrongUseError for another field;
    FieldProblemsError as for a new member, and where the last broker would be one no longer.
    """
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise WrongUseError(f"A member has no field {min(unknown)}; they are {', '.join(sorted(CHANGEABLE))}.")
    before = find_member(uow, member_id)
    row = checked(uow, values, member_id)
    if "roles" in row and not before.signs_in and _roles(row["roles"]) != (Role.LENDER,):
        raise FieldProblemsError({"roles": ONLY_NAMED.format(name=before.name)})
    if "roles" in row and Role.BROKER in _roles(before.roles) and Role.BROKER not in _roles(row["roles"]):
        problem = _why_broker_stays(uow, member_id)
        if problem:
            raise FieldProblemsError({"roles": problem})
    uow.label = _change_label(before, row)
    return uow.update(Member, Member.id == member_id, row)


@action(Right.SETTINGS)
def deactivate_member(uow: UnitOfWork, *, member_id: int, hand_to: int | None, take_off: bool = False) -> int:
    """A member leaves: they can sign in no more, and all of theirs goes to `hand_to`, or to the pool (None).

    One step: their contacts, archived ones too; the open tasks and coming appointments on those, where someone takes
    them; and what was shared with them ends. With `take_off` they are no contact's lender and no member's underwriter
    any more. Gives how many contacts were handed over. Errors: NotFoundError; RefusedError for the last broker,
    oneself, who has left already, and a taker who cannot own contacts.
    """
    leaving = find_member(uow, member_id)
    if not leaving.active:
        raise RefusedError(f"{leaving.name} is deactivated already.")
    if member_id == uow.actor.id:
        raise RefusedError("You cannot deactivate yourself; another broker can.")
    if Role.BROKER in _roles(leaving.roles) and (problem := _why_broker_stays(uow, member_id)):
        raise RefusedError(problem)
    taker = _taker(uow, hand_to, leaving.name) if hand_to is not None else "the pool"
    contacts = _hand_over(uow, member_id, hand_to)
    uow.delete(ContactShare, ContactShare.member_id == member_id)
    if take_off:
        uow.update(Contact, Contact.lender_id == member_id, {"lender_id": None})
        uow.update(Member, Member.underwriter_id == member_id, {"underwriter_id": None})
    uow.update(Member, Member.id == member_id, {"active": False})
    uow.label = f"{leaving.name} deactivated" + (f", {of_contacts(contacts)} to {taker}" if contacts else "")
    uow.counts = {"changed": contacts}
    return contacts


@action(Right.SETTINGS)
def reactivate_member(uow: UnitOfWork, *, member_id: int) -> int:
    """A member is back and can sign in again; what was handed over stays where it is. Gives 1 or 0."""
    back = find_member(uow, member_id)
    uow.label = f"{back.name} reactivated"
    return uow.update(Member, Member.id == member_id, {"active": True})


@action(Right.SEE)
def set_password(uow: UnitOfWork, *, member_id: int, password: str, old: str = "") -> None:
    """Set or clear (empty) a member's password, stored as argon2: members their own by the `old` one, brokers anyone's.

    Errors: RefusedError, NotFoundError; FieldProblemsError for a short password, or an old one that does not fit.
    """
    from argon2 import PasswordHasher

    if member_id != uow.actor.id and not uow.actor.may(Right.SETTINGS):
        raise RefusedError("You can set your own password; the broker can set anyone's.")
    member = find_member(uow, member_id)
    if password and not member.signs_in:
        raise RefusedError(f"{member.name} does not sign in, and needs no password.")
    problems = {}
    if member_id == uow.actor.id and member.password_hash and not password_fits(member.password_hash, old):
        problems["old"] = "That is not your password."
    if password and len(password) < SHORTEST_PASSWORD:
        problems["password"] = f"A password has {SHORTEST_PASSWORD} characters or more."
    if problems:
        raise FieldProblemsError(problems)
    stored = PasswordHasher().hash(password) if password else ""
    uow.update(Member, Member.id == member_id, {"password_hash": stored})
    uow.label = f"Password of {member.name} {'set' if password else 'removed'}"


# -- checks -------------------------------------------------------------------------------------------------------


def insert_member(uow: UnitOfWork, row: dict[str, Any]) -> int:
    """Write down a member from checked values, who joined today unless `joined_on` says otherwise; gives their id."""
    today = datetime.fromtimestamp(uow.now / 1000, tz=UTC).date().isoformat()
    return uow.insert(Member, [{"joined_on": today, "active": True, "goals": {}, "office_hours": {}} | row])[0]


def find_member(uow: UnitOfWork, member_id: int) -> Any:
    """The row of a member. Errors: NotFoundError."""
    found = uow.connection.execute(select(Member.__table__).where(Member.id == member_id)).first()
    if found is None:
        raise NotFoundError("There is no such member.")
    return found


def _roles(roles: object) -> tuple[str, ...]:
    """Role keys of a stored text or of a sequence, each once and in the office's order; unknown ones last."""
    given: Iterable[str] = roles.split(",") if isinstance(roles, str) else roles if isinstance(roles, Iterable) else ()
    named = {one.strip() for one in given} - {""}
    order = [role.value for role in Role]
    return (*(r for r in order if r in named), *sorted(named.difference(order)))


def checked(uow: UnitOfWork, values: dict[str, Any], member_id: int | None = None) -> dict[str, Any]:
    """The values as they are stored. Errors: FieldProblemsError, a sentence for every field that is wrong."""
    row = dict(values)
    problems = {}
    if "name" in row:
        row["name"] = " ".join(str(row["name"]).split())
        problems["name"] = _name_problem(uow, row["name"], member_id)
    if "roles" in row:
        roles = _roles(row["roles"])
        row["roles"] = ",".join(roles)
        if not roles or not set(roles) <= set(Role):
            problems["roles"] = f"A member needs one or more of these roles: {', '.join(label for _, label in ROLES)}."
    if row.get("phone"):
        numbers = find_phones(str(row["phone"]), reader_of(uow).facts.region)
        row["phone"] = numbers[0].e164 if len(numbers) == 1 and numbers[0].usable else str(row["phone"]).strip()
    if row.get("email"):
        row["email"] = str(row["email"]).strip()
        found = find_emails(row["email"])
        if len(found) != 1 or not found[0].usable:
            problems["email"] = f"“{row['email']}” is no e-mail address."
    if "joined_on" in row and not _is_date(row["joined_on"]):
        problems["joined_on"] = f"“{row['joined_on']}” is no date, such as 2026-03-31."
    if "goals" in row:
        problems["goals"] = goals_problem(row["goals"])
    if row.get("underwriter_id") is not None:
        problems["underwriter_id"] = _underwriter_problem(uow, row["underwriter_id"], member_id)
    problems = {key: sentence for key, sentence in problems.items() if sentence}
    if problems:
        raise FieldProblemsError(problems)
    return row


def _name_problem(uow: UnitOfWork, name: str, member_id: int | None) -> str:
    if not name:
        return "A member needs a name."
    if len(name) > LONGEST_NAME:
        return f"A name has room for {LONGEST_NAME} characters."
    others = uow.connection.execute(select(Member.name, Member.active).where(Member.id.is_distinct_from(member_id)))
    for other, active in others:
        if other.casefold() == name.casefold():
            return f"There is a member {other} already{'' if active else ', deactivated'}."
    return ""


def _underwriter_problem(uow: UnitOfWork, underwriter: int, member_id: int | None) -> str:
    """Why this member cannot be set as the underwriter, or ""; one who has left may stay where they are set."""
    query = select(Member.roles, Member.active).where(Member.id == underwriter)
    found = uow.connection.execute(query).first()
    kept = uow.connection.scalar(select(Member.underwriter_id).where(Member.id == member_id)) == underwriter
    if kept or (found is not None and found.active and Role.UNDERWRITER in _roles(found.roles)):
        return ""
    return "The underwriter is a member who works here and has the role Underwriter."


def _is_date(text: object) -> bool:
    try:
        return bool(date.fromisoformat(str(text)))
    except ValueError:
        return False


def _why_broker_stays(uow: UnitOfWork, member_id: int) -> str:
    """Why this broker has to stay one, or ""."""
    others = uow.connection.scalars(select(Member.roles).where(Member.id != member_id, Member.active.is_(True)))
    if not any(Role.BROKER in _roles(roles) for roles in others):
        return "The office needs a broker, and this is the only one. Make someone else a broker first."
    return "You cannot take the broker's role from yourself; another broker can." if member_id == uow.actor.id else ""


def _taker(uow: UnitOfWork, member_id: int, leaving: str) -> str:
    taker = find_member(uow, member_id)
    if not taker.active or taker.name == leaving or not can_own(_roles(taker.roles)):
        raise RefusedError(f"{taker.name} cannot take contacts: that is for an agent or a broker who stays.")
    return str(taker.name)


# -- writing ------------------------------------------------------------------------------------------------------


def _hand_over(uow: UnitOfWork, member_id: int, hand_to: int | None) -> int:
    """Give all contacts of a member to another, or to the pool; gives how many."""
    theirs = select(Contact.id).where(Contact.owner_id == member_id)
    if hand_to is None:
        uow.delete(ContactShare, ContactShare.contact_id.in_(theirs))
    else:
        # whoever owns a contact needs no share in it
        uow.delete(ContactShare, and_(ContactShare.contact_id.in_(theirs), ContactShare.member_id == hand_to))
        still_open = and_(Task.member_id == member_id, Task.done_at.is_(None), Task.contact_id.in_(theirs))
        uow.update(Task, still_open, {"member_id": hand_to})
        of_theirs = and_(Appointment.member_id == member_id, Appointment.contact_id.in_(theirs))
        uow.update(Appointment, and_(of_theirs, Appointment.starts_at > uow.now), {"member_id": hand_to})
    how = "released" if hand_to is None else "assigned"
    return uow.update(
        Contact, Contact.owner_id == member_id, {"owner_id": hand_to, "owner_how": how, "owner_since": uow.now}
    )


def _change_label(before: Any, row: dict[str, Any]) -> str:
    changed = {key for key, value in row.items() if getattr(before, key) != value}
    if changed == {"name"}:
        return f"Member {before.name} renamed {row['name']}"
    name = row.get("name", before.name)
    if changed == {"roles"}:
        labels = dict(ROLES)
        return f"Roles of {name}: {', '.join(labels[key] for key in row['roles'].split(','))}"
    return f"Member {name} changed"
