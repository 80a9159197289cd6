"""Lenders: added, changed, ended with their contacts handed on; of the office, or of another house (R53)."""

from __future__ import annotations

from typing import Any, Final

from db.actions.base import action
from db.actions.members import checked, find_member, insert_member
from db.actions.selecting import of_contacts, reader_of
from db.models import Contact, Member
from db.rules.errors import FieldProblemsError, RefusedError, WrongUseError
from db.rules.permissions import Right, Role
from db.unit_of_work import UnitOfWork

LENDER_FIELDS: Final = ("name", "company", "license_number", "phone", "email", "signs_in")
_LONGEST: Final = {"company": 120, "license_number": 40}
_LABELS: Final = {"company": "The company", "license_number": "The licence"}


@action(Right.SETTINGS)
def add_lender(uow: UnitOfWork, *, values: dict[str, Any]) -> int:
    """Add a lender (R53); gives their id. `values`: name, company, license_number, phone, email as texts, and signs_in:
    who does not (a lender of another house, so unless it is said) is only named, and contacts are assigned to them.

    Errors: FieldProblemsError, a sentence for every field that is wrong; WrongUseError for a field there is not.
    """
    row = _checked(uow, {"name": "", "signs_in": False} | values | {"roles": (Role.LENDER.value,)})
    uow.label = f"Lender {row['name']} added"
    return insert_member(uow, row)


@action(Right.SETTINGS)
def change_lender(uow: UnitOfWork, *, member_id: int, values: dict[str, Any]) -> int:
    """Set fields of a lender, as `add_lender` takes them; gives 1, or 0 when nothing differs.

    Errors: as for a new one; FieldProblemsError, too, where somebody with another role is to sign in no more.
    """
    before = _lender(uow, member_id)
    row = _checked(uow, values, member_id)
    if row.get("signs_in") is False and before.roles != Role.LENDER:
        raise FieldProblemsError({"signs_in": f"{before.name} has other roles in the office, and signs in for them."})
    changed = {key for key, value in row.items() if getattr(before, key) != value}
    if not changed:
        return 0
    name = row.get("name", before.name)
    uow.label = f"Lender {before.name} renamed {name}" if changed == {"name"} else f"Lender {name} changed"
    return uow.update(Member, Member.id == member_id, row)


@action(Right.SETTINGS)
def end_lender(uow: UnitOfWork, *, member_id: int, hand_to: int | None = None) -> int:
    """A lender lends no more: their contacts, archived ones too, go to the lender `hand_to`, or have none (None).

    One step. Who is nothing else leaves the office; who has other roles keeps those. Gives how many contacts it were.
    Errors: NotFoundError; RefusedError for who has ended already, and a taker who is no lender.
    """
    ending = _lender(uow, member_id)
    if not ending.active:
        raise RefusedError(f"{ending.name} has ended already.")
    taker = _taker(uow, hand_to, ending.id) if hand_to is not None else ""
    contacts = uow.update(Contact, Contact.lender_id == member_id, {"lender_id": hand_to})
    rest = ",".join(role for role in ending.roles.split(",") if role != Role.LENDER)
    uow.update(Member, Member.id == member_id, {"roles": rest} if rest else {"active": False})
    went = f", {of_contacts(contacts)} {f'to {taker}' if taker else 'without a lender'}" if contacts else ""
    uow.label = f"Lender {ending.name} ended{went}"
    uow.counts = {"changed": contacts}
    return contacts


def _lender(uow: UnitOfWork, member_id: int) -> Any:
    found = find_member(uow, member_id)
    if Role.LENDER not in found.roles.split(","):
        raise RefusedError(f"{found.name} is no lender.")
    return found


def _taker(uow: UnitOfWork, member_id: int, ending: int) -> str:
    if member_id == ending or Role.LENDER not in reader_of(uow).facts.roles.get(member_id, ()):
        raise RefusedError("Contacts are handed on to another lender who still lends.")
    return str(find_member(uow, member_id).name)


def _checked(uow: UnitOfWork, values: dict[str, Any], member_id: int | None = None) -> dict[str, Any]:
    unknown = values.keys() - {*LENDER_FIELDS, "roles"}
    if unknown:
        raise WrongUseError(f"A lender has no field {min(unknown)}; they are {', '.join(LENDER_FIELDS)}.")
    texts = {key: " ".join(str(values[key]).split()) for key in _LONGEST if key in values}
    problems = {
        key: f"{_LABELS[key]} has room for {_LONGEST[key]} characters."
        for key, text in texts.items()
        if len(text) > _LONGEST[key]
    }
    try:
        row = checked(uow, values | texts, member_id)
    except FieldProblemsError as error:
        if not str(values.get("name", "-")).strip():
            problems["name"] = "A lender needs a name."
        raise FieldProblemsError(error.problems | problems) from error
    if problems:
        raise FieldProblemsError(problems)
    return row
