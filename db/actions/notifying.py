"""Telling a member about a contact: an alert on their screen, and a message in the outbox in the same step (R76)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.models import Alert, Message
from db.unit_of_work import UnitOfWork

WAITS: Final = "waits"
NO_CHANNEL: Final = "no channel set up"


@dataclass(frozen=True, slots=True)
class Notice:
    """News for a member: `kind` is the alert's, `line` one sentence; `channels` are email, text or none at all.

    `of_many`: the alert is about many contacts and hangs on none; its message still goes with the contact named.
    `message_key` is what the message is known by, where the same must never be sent twice (R88).
    """

    member_id: int
    contact_id: int
    kind: str
    line: str
    lead_id: int | None = None
    channels: tuple[str, ...] = ("email",)
    body: str = ""
    of_many: bool = False
    message_key: str = ""


def notify(uow: UnitOfWork, notices: Sequence[Notice]) -> None:
    """Write an alert for each notice and its messages into the outbox, where they wait for a channel.

    Part of another action: it sets no label and checks no right of its own. Who did it themselves needs no alert.
    """
    told = [notice for notice in notices if notice.member_id != uow.actor.id]
    if told:
        uow.insert(
            Alert,
            [
                {"contact_id": None if n.of_many else n.contact_id, "member_id": n.member_id, "kind": n.kind,
                 "lead_id": n.lead_id, "line": n.line, "at": uow.now}
                for n in told
            ],
        )  # fmt: skip
    messages = [
        {"contact_id": n.contact_id, "member_id": n.member_id, "channel": channel, "direction": "to_member",
         "subject": n.line, "body": n.body or n.line, "state": WAITS, "state_why": NO_CHANNEL, "at": uow.now,
         "message_key": n.message_key, "kind": n.kind}
        for n in told
        for channel in n.channels
    ]  # fmt: skip
    if messages:
        uow.insert(Message, messages)
