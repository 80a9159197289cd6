"""What green presses hand on: underwriters, the calendar, the contract, the deal form (R10, R11, R13, R14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from db.actions.appointments import NewAppointment, write_appointment
from db.actions.deal_parts import NewDeal, open_deals, write_form
from db.actions.drafts import draft_contracts
from db.actions.notifying import NO_CHANNEL, WAITS, Notice, notify
from db.actions.press_parts import Press, PressRow
from db.actions.selecting import reader_of
from db.models import Deal, Message, Underwriting
from db.queries.press_facts import told_by_press
from db.rules.deals import PENDING
from db.rules.disposition_words import names
from db.rules.dispositions import CONTRACT, DEAL, UNDERWRITERS
from db.scratch import numbers
from db.unit_of_work import UnitOfWork


def follow_up(uow: UnitOfWork, press: Press, rows: Sequence[PressRow], pressed: Mapping[int, int]) -> list[str]:
    """What a press hands on; `pressed` are the rows of the presses by contact. Gives a sentence for each effect."""
    effects = _tell(uow, press, rows, pressed)
    if press.one.books:
        effects += _book(uow, press, rows)
    if press.one.opens == CONTRACT:
        effects += draft_contracts(uow, [row.id for row in rows])
    if press.one.opens == DEAL:
        effects += _open_deals(uow, press, rows)
    if press.one.opens:
        effects += _text_form(uow, press, rows)
    return effects


def _tell(uow: UnitOfWork, press: Press, rows: Sequence[PressRow], pressed: Mapping[int, int]) -> list[str]:
    effects = []
    for whom in press.one.notifies:
        people = told_by_press(reader_of(uow), whom, press.by.id, (row.owner_id for row in rows))
        notify(uow, [_notice(press, row, member) for row in rows for member in people[row.owner_id]])
        if whom == UNDERWRITERS:
            _queue(uow, press, {row.id: people[row.owner_id] for row in rows}, pressed)
        told = {member for row in rows for member in people[row.owner_id]}
        who = names(sorted(uow.facts.members[member] for member in told))
        effects.append(f"Text to {who} in the outbox." if told else f"Nobody was told: the office has no {whom}.")
    return effects


def _notice(press: Press, row: PressRow, member: int) -> Notice:
    line = f"{press.one.label}: {row.name} (contact {row.id}), from {press.by.name}"
    link = press.office.link(press.one.opens, row.id)
    return Notice(member, row.id, press.one.key, line, channels=("text",), body=f"{line}. {link}" if link else line)


def _queue(uow: UnitOfWork, press: Press, people: Mapping[int, Sequence[int]], pressed: Mapping[int, int]) -> None:
    """Put contacts into the queues of `people`, those underwriters who do not have them open already."""
    u = Underwriting
    of_them = u.contact_id.in_(numbers(uow.connection.dialect.name, people))
    found = uow.connection.execute(select(u.contact_id, u.member_id).where(of_them, u.answered_at.is_(None)))
    have = {(contact_id, member) for contact_id, member in found}
    asked: dict[str, Any] = {"asked_by": press.by.id or None, "asked_at": uow.now, "answer": {}}
    uow.insert(
        u,
        [{"contact_id": n, "member_id": member, "press_id": pressed[n]} | asked
         for n, members in people.items() for member in members if (n, member) not in have],
    )  # fmt: skip


def _book(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """Put the appointment into the presser's calendar (R11); one that overlaps another is said."""
    answers = press.answers
    assert answers.starts_at is not None  # asked for before anything was written
    overlaps = 0
    for row in rows:
        title = f"{press.one.label}: {row.name}"
        made = NewAppointment(answers.starts_at, answers.minutes, title, answers.place, kind="offer")
        overlaps += len(write_appointment(uow, row.id, made, member_id=press.by.id or None).overlaps)
    where = f", {answers.place.strip()}." if answers.place.strip() else "."
    said = [f"In {press.by.name}'s calendar{where}"]
    return [*said, "It overlaps another appointment there."] if overlaps else said


def _open_deals(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """Open the deal form; who has one that waits to be filled in keeps it, completed by what was said now (R14)."""
    d = Deal
    of = d.contact_id.in_(numbers(uow.connection.dialect.name, [row.id for row in rows]))
    found = uow.connection.execute(
        select(d.id, d.contact_id, d.details, d.at).where(of, d.stage == PENDING).order_by(d.id)
    )
    waiting = {row.contact_id: row for row in found}
    form = _form(press)
    for row in waiting.values():
        write_form(uow, row, form, told=False)
    open_deals(uow, [NewDeal(row.id, row.status, form) for row in rows if row.id not in waiting])
    return ["The deal form is open for the transactions team."]


def _form(press: Press) -> dict[str, Any]:
    amount = press.answers.amount_cents
    return press.answers.deal | ({} if amount is None else {"price_cents": amount})


def _text_form(uow: UnitOfWork, press: Press, rows: Sequence[PressRow]) -> list[str]:
    """The form's link, by text to who pressed; where the office has set none, nothing is sent (R13, R14)."""
    links = [(row, press.office.link(press.one.opens, row.id)) for row in rows]
    texts = [
        {"contact_id": row.id, "member_id": press.by.id or None, "channel": "text", "direction": "to_member",
         "subject": f"{press.one.label}: {row.name}", "body": f"{press.one.label}: {row.name}. {link}", "state": WAITS,
         "state_why": NO_CHANNEL, "at": uow.now, "message_key": "", "kind": press.one.key}
        for row, link in links if link
    ]  # fmt: skip
    if not texts:
        return []
    uow.insert(Message, texts)
    return ["Text with the form's link in the outbox."]
