"""Members: who there is, and signing in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.models import Member
from db.queries.reader import Reader
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import Actor, Role


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as lists show them. `roles` are keys; `joined_on` an ISO date."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    joined_on: str
    has_password: bool


def members(reader: Reader) -> tuple[MemberRow, ...]:
    """The active members, in the order they were added."""
    m = Member
    query = select(m.id, m.name, m.email, m.roles, m.joined_on, m.password_hash).where(m.active.is_(True))
    return tuple(
        MemberRow(r.id, r.name, r.email, tuple(r.roles.split(",")), r.joined_on, bool(r.password_hash))
        for r in reader.connection.execute(query.order_by(m.id))
    )


def member_for_sign_in(reader: Reader, *, name: str = "", password: str | None = None) -> Actor:
    """The member to work as; the first broker when `name` is empty. Errors: NotFoundError, RefusedError (password)."""
    m = Member
    rows = reader.connection.execute(
        select(m.id, m.name, m.roles, m.joined_on, m.password_hash).where(m.active.is_(True)).order_by(m.id)
    ).all()
    wanted = name.casefold()
    fitting = [r for r in rows if r.name.casefold() == wanted] if name else [r for r in rows if "broker" in r.roles]
    if not fitting:
        known = ", ".join(r.name for r in rows) or "nobody yet"
        raise NotFoundError(f"There is no member “{name}” in this office; there is {known}.")
    found = fitting[0]
    if found.password_hash and not _fits(found.password_hash, password):
        raise RefusedError(f"The password of {found.name} does not fit.")
    return Actor(found.id, found.name, tuple(Role(r) for r in found.roles.split(",")), found.joined_on)


def _fits(stored: str, password: str | None) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(stored, password or "")
    except VerificationError:
        return False
