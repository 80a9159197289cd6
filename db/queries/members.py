"""Members: who there is, and signing in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from db.models import Contact, ContactShare, Member, Task
from db.queries.reader import Reader
from db.rules.errors import NotFoundError, RefusedError
from db.rules.kpi import read_goals
from db.rules.permissions import REFUSALS, Actor, Right, Role


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as lists show them. `roles` are keys; `joined_on` an ISO date."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    joined_on: str
    has_password: bool


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """A member as the office's settings show them, also one who has left. `joined_on` is an ISO date."""

    id: int
    name: str
    email: str
    phone: str
    roles: tuple[str, ...]
    joined_on: str
    active: bool
    has_password: bool
    underwriter_id: int | None = None
    signs_in: bool = True
    goals: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MemberHoldings:
    """What would be left behind: contacts they own, others shared with them, open tasks on the ones they own; contacts
    they are the lender of, and working members whose underwriter they are.
    """

    contacts: int
    shared: int
    tasks: int
    lent: int = 0
    underwrites: int = 0


def members(reader: Reader) -> tuple[MemberRow, ...]:
    """The active members who sign in, in the order they were added; who is only named is none to choose (R53)."""
    m = Member
    query = select(m.id, m.name, m.email, m.roles, m.joined_on, m.password_hash)
    query = query.where(m.active.is_(True), m.signs_in.is_(True))
    return tuple(
        MemberRow(r.id, r.name, r.email, tuple(r.roles.split(",")), r.joined_on, bool(r.password_hash))
        for r in reader.connection.execute(query.order_by(m.id))
    )


def office_members(reader: Reader) -> tuple[MemberDetails, ...]:
    """Everyone of the office, who has left last; else in the order they were added."""
    m = Member
    query = select(m.id, m.name, m.email, m.phone, m.roles, m.joined_on, m.active, m.password_hash, m.underwriter_id,
                   m.signs_in, m.goals)  # fmt: skip
    return tuple(
        MemberDetails(r.id, r.name, r.email, r.phone, tuple(r.roles.split(",")), r.joined_on, r.active,
                      bool(r.password_hash), r.underwriter_id, r.signs_in, read_goals(r.goals))
        for r in reader.connection.execute(query.order_by(m.active.desc(), m.id))
    )  # fmt: skip


def member_holdings(reader: Reader, member_id: int) -> MemberHoldings:
    """What the member has in hand, archived contacts too. Errors: RefusedError for who may not change members."""
    if not reader.actor.may(Right.SETTINGS):
        raise RefusedError(REFUSALS[Right.SETTINGS])
    own = select(Contact.id).where(Contact.owner_id == member_id)
    open_tasks = (Task.member_id == member_id, Task.done_at.is_(None), Task.contact_id.in_(own))
    counts = (
        select(func.count()).select_from(Contact).where(Contact.owner_id == member_id),
        select(func.count()).select_from(ContactShare).where(ContactShare.member_id == member_id),
        select(func.count()).select_from(Task).where(*open_tasks),
        select(func.count()).select_from(Contact).where(Contact.lender_id == member_id),
        select(func.count()).select_from(Member).where(Member.underwriter_id == member_id, Member.active.is_(True)),
    )
    return MemberHoldings(*(int(reader.connection.scalar(count) or 0) for count in counts))


def member_for_sign_in(reader: Reader, *, name: str = "", password: str | None = None) -> Actor:
    """The member to work as; the first broker when `name` is empty.

    Errors: NotFoundError; RefusedError for a password that does not fit, and who is only named as a lender (R53).
    """
    m = Member
    rows = reader.connection.execute(
        select(m.id, m.name, m.roles, m.joined_on, m.password_hash, m.signs_in).where(m.active.is_(True)).order_by(m.id)
    ).all()
    wanted = name.casefold()
    fitting = [r for r in rows if r.name.casefold() == wanted] if name else [r for r in rows if "broker" in r.roles]
    if not fitting:
        known = ", ".join(r.name for r in rows if r.signs_in) or "nobody yet"
        raise NotFoundError(f"There is no member “{name}” in this office; there is {known}.")
    found = fitting[0]
    if not found.signs_in:
        raise RefusedError(f"{found.name} is named as a lender of another house and does not sign in.")
    if found.password_hash and not password_fits(found.password_hash, password):
        raise RefusedError(f"The password of {found.name} does not fit.")
    return Actor(found.id, found.name, tuple(Role(r) for r in found.roles.split(",")), found.joined_on)


def password_fits(stored: str, password: str | None) -> bool:
    """Whether `password` is the one that is kept as `stored` (argon2)."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(stored, password or "")
    except VerificationError:
        return False


def own_actor(reader: Reader) -> Actor:
    """Who reads, as the office knows them now: their name and roles may have changed since they signed in."""
    m = Member
    found = reader.connection.execute(
        select(m.name, m.roles, m.joined_on).where(m.id == reader.actor.id, m.active.is_(True))
    ).first()
    if found is None:
        return reader.actor
    return Actor(reader.actor.id, found.name, tuple(Role(r) for r in found.roles.split(",")), found.joined_on)
