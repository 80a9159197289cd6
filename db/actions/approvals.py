"""The broker decides what waits for approval: done as the presser asked, or nothing changes (R18)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db.actions.base import action
from db.actions.dispositions import PressResult, carry_out
from db.actions.notifying import Notice, notify
from db.actions.press_parts import Press, PressAnswers, narrow, pressed_rows
from db.actions.press_sorting import sorted_rows
from db.actions.selecting import reader_of
from db.models import Approval, Contact, Member
from db.queries.dispositions import office_dispositions
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import Actor, Right, Role
from db.rules.standing import APPROVED, OPEN, REFUSED
from db.unit_of_work import UnitOfWork
from db.visibility import scope_clause


@action(Right.SETTINGS)
def approve(uow: UnitOfWork, *, approval_id: int) -> PressResult:
    """Let a request take effect now, as a press of who asked; approver and moment are kept. Gives what it did.

    Errors: NotFoundError; RefusedError when it is decided, when the contact was archived, or when who asked no longer
    works with the contact. Nothing was changed then.
    """
    found = _open(uow, approval_id)
    name, key = str(found.display_name), str(found.request.get("disposition", ""))
    by = _presser(uow, found)
    office = office_dispositions(reader_of(uow))
    made = Press(office, office.of(key), PressAnswers(**found.request.get("answers", {})), by)
    narrow(uow, [found.contact_id])
    sorted_out = sorted_rows(uow, made, pressed_rows(uow), approved=True)
    if sorted_out.refused:
        raise RefusedError(f"{sorted_out.refused[0][1]} Refuse the request instead.")
    # Decided first: archiving the contact withdraws what still waits.
    _decide(uow, found, APPROVED, f"{uow.actor.name} approved {made.one.label}: {name}")
    effects, changed = carry_out(uow, made, sorted_out)
    uow.label = f"{made.one.label} of {by.name} approved: {name}"
    return PressResult(changed, effects=tuple(effects))


@action(Right.SETTINGS)
def refuse(uow: UnitOfWork, *, approval_id: int, because: str = "") -> int:
    """Say no to a request, with a line why; nothing changes but that. Errors: NotFoundError; RefusedError (decided)."""
    found = _open(uow, approval_id)
    label = str(found.request.get("label", ""))
    line = f"{uow.actor.name} refused {label}: {found.display_name}"
    uow.label = f"{label} of {uow.facts.members.get(found.member_id or 0, 'somebody')} refused: {found.display_name}"
    uow.why = because.strip()
    return _decide(uow, found, REFUSED, line, because.strip())


def _open(uow: UnitOfWork, approval_id: int) -> Any:
    a = Approval
    found = uow.connection.execute(
        select(a.id, a.contact_id, a.member_id, a.request, a.state, Contact.display_name)
        .join_from(a, Contact, Contact.id == a.contact_id)
        .where(a.id == approval_id)
    ).first()
    if found is None:
        raise NotFoundError(f"There is no request {approval_id}.")
    if found.state != OPEN:
        raise RefusedError(f"Request {approval_id} is decided already: it was {found.state}.")
    return found


def _presser(uow: UnitOfWork, found: Any) -> Actor:
    """Who asked, if they may still press it on this contact."""
    m = Member
    row = uow.connection.execute(
        select(m.id, m.name, m.roles, m.joined_on, m.active).where(m.id == found.member_id)
    ).first()  # fmt: skip
    if row is not None and row.active:
        by = Actor(row.id, row.name, tuple(Role(r) for r in row.roles.split(",")), row.joined_on)
        within = select(Contact.id).where(Contact.id == found.contact_id, scope_clause(by, Right.DISPOSE))
        if uow.connection.scalar(within) is not None:
            return by
    name = row.name if row is not None else "Who asked"
    raise RefusedError(f"{name} no longer works with {found.display_name}. Refuse the request instead.")


def _decide(uow: UnitOfWork, found: Any, state: str, line: str, because: str = "") -> int:
    request = found.request | ({"because": because} if because else {})
    decided = {"state": state, "decided_by": uow.actor.id or None, "decided_at": uow.now, "request": request}
    done = uow.update_rows(Approval, [{"id": found.id} | decided])
    if found.member_id is not None:
        body = f"{line}. {because}" if because else line
        notify(uow, [Notice(found.member_id, found.contact_id, "approval", line, body=body)])
    return done
