"""Members of the office: adding and changing them, passwords."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from db.actions.base import action
from db.models import Member
from db.rules.errors import FieldProblemsError
from db.rules.permissions import Right, Role
from db.unit_of_work import UnitOfWork


@action(Right.SETTINGS)
def add_member(
    uow: UnitOfWork, *, name: str, roles: tuple[str, ...], email: str = "", phone: str = "", joined_on: str = ""
) -> int:
    """Add a member; gives their id. `joined_on` is an ISO date, today when empty.

    Errors: FieldProblemsError for an empty or taken name, or an unknown role.
    """
    problems = _problems(uow, name, roles)
    if problems:
        raise FieldProblemsError(problems)
    uow.label = f"Member {name} added"
    today = datetime.fromtimestamp(uow.now / 1000, tz=UTC).date().isoformat()
    order = [r.value for r in Role if r.value in roles]
    row = {"name": name, "roles": ",".join(order), "email": email, "phone": phone, "joined_on": joined_on or today,
           "active": True, "goals": {}, "office_hours": {}}  # fmt: skip
    return uow.insert(Member, [row])[0]


def _problems(uow: UnitOfWork, name: str, roles: tuple[str, ...]) -> dict[str, str]:
    problems = {}
    if not name.strip():
        problems["name"] = "A member needs a name."
    taken = uow.connection.scalars(select(Member.name)).all()
    if name.casefold() in {n.casefold() for n in taken}:
        problems["name"] = f"There is a member {name} already."
    unknown = [r for r in roles if r not in set(Role)]
    if unknown or not roles:
        problems["roles"] = f"A member needs one or more of these roles: {', '.join(Role)}."
    return problems


@action(Right.SETTINGS)
def change_member(uow: UnitOfWork, *, member_id: int, values: dict[str, object]) -> int:
    """Set fields of a member (name, email, phone, roles, joined_on, active, underwriter_id, signature, goals)."""
    allowed = {"name", "email", "phone", "roles", "joined_on", "active", "underwriter_id", "signature", "goals"}
    changed = uow.update(Member, Member.id == member_id, {k: v for k, v in values.items() if k in allowed})
    uow.label = "Member changed"
    return changed


@action(Right.SEE)
def set_password(uow: UnitOfWork, *, member_id: int, password: str) -> None:
    """Set or clear (empty) a member's password; members their own, brokers anyone's. Stored as argon2."""
    from argon2 import PasswordHasher

    from db.rules.errors import RefusedError

    if member_id != uow.actor.id and not uow.actor.may(Right.SETTINGS):
        raise RefusedError("You can set your own password; the broker can set anyone's.")
    stored = PasswordHasher().hash(password) if password else ""
    uow.update(Member, Member.id == member_id, {"password_hash": stored})
    uow.label = "Password set" if password else "Password removed"
