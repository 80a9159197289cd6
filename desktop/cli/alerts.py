"""Commands for what a member is told: alerts, outbox, updates, answer-update."""

from __future__ import annotations

import argparse
from typing import Final

from db.actions.leads import answer_update_request
from db.queries.alerts import alert_count, newest_alerts, outbox_count
from db.queries.alerts import outbox as outbox_query
from db.queries.update_requests import open_requests
from db.rules.alerts import alert_kind
from db.rules.errors import WrongUseError
from db.rules.follow_up import hour_ahead
from db.rules.moments import day_of, iso, read_day
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]
MOST_SHOWN: Final = 1_000


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["alerts"].add_argument("--all", action="store_true", help="those that were seen too")
    for name in ("alerts", "outbox"):
        which = f"at most so many, the newest; {MOST_SHOWN:,} when not said, 0 for all"
        subs[name].add_argument("--limit", type=whole, default=MOST_SHOWN, metavar="N", help=which)
    subs["answer-update"].add_argument("request", type=whole, metavar="N", help="the request's number, as in updates")
    subs["answer-update"].add_argument("--line", required=True, metavar="TEXT", help="how it stands")
    subs["answer-update"].add_argument("--status", default="", metavar="KEY", help="the contact's new status")
    subs["answer-update"].add_argument("--date", default="", metavar="D", help="follow up on this day: 2026-11-30")


def alerts(given: argparse.Namespace) -> Answer:
    """The member's own alerts, the newest first; reading them here does not mark them as seen."""
    with opened(given) as office:
        rows = office.read(newest_alerts, limit=given.limit, unseen_only=not given.all)
        count = office.read(alert_count, unseen_only=not given.all)
    document = [
        {
            "id": row.id, "kind": row.kind, "line": row.line, "at": iso(row.at), "seen": iso(row.seen_at) or None,
            "contact": None if row.contact_id is None else {"id": row.contact_id, "name": row.name},
        }
        for row in rows
    ]  # fmt: skip
    lines = table(
        (row.id, iso(row.at), alert_kind(row.kind).label, "" if row.seen_at else "new", row.line) for row in rows
    )
    return Answer(document, (*lines, _shown(len(rows), count, "alert")))


def outbox(given: argparse.Namespace) -> Answer:
    """What waits to be sent: to the member, or all of it for who sees all."""
    with opened(given) as office:
        rows = office.read(outbox_query, limit=given.limit)
        count = office.read(outbox_count)
    document = [
        {
            "id": row.id, "to": row.to, "channel": row.channel, "kind": row.kind, "subject": row.subject,
            "state": row.state, "why": row.why, "at": iso(row.at),
        }
        for row in rows
    ]  # fmt: skip
    lines = table(
        (row.id, iso(row.at), row.to, row.channel, f"{row.state}: {row.why}" if row.why else row.state, row.subject)
        for row in rows
    )
    return Answer(document, (*lines, _shown(len(rows), count, "message")))


def updates(given: argparse.Namespace) -> Answer:
    """The requests for an update that nobody has answered, of the contacts in sight, the oldest first."""
    with opened(given) as office:
        rows = office.read(open_requests)
        names = office.facts.members
    document = [
        {
            "id": row.id, "contact": {"id": row.contact_id, "name": row.name}, "of": names.get(row.member_id or 0, ""),
            "at": iso(row.at),
        }
        for row in rows
    ]  # fmt: skip
    lines = table((row.id, iso(row.at), row.name, names.get(row.member_id or 0, "")) for row in rows)
    return Answer(document, (*lines, number(len(rows), "request")))


def answer_update(given: argparse.Namespace) -> Answer:
    """Answer a request for an update: a line, and where wanted a status and a date."""
    with opened(given) as office:
        next_at = _hour_of(given.date, office.facts.zone, office.clock()) if given.date else None
        done = office.perform(
            answer_update_request, task_id=given.request, line=given.line, status=given.status, next_at=next_at
        )
    document = {"step": done.step, "note": done.value, "label": done.changes.label}
    return Answer(document, (done.changes.label, f"Step {done.step}; take it back with “brokerdesk undo {done.step}”."))


def _hour_of(text: str, zone: str, now: int) -> int:
    day = read_day(text)
    if day is None:
        raise WrongUseError(f"“{text}” is no day; write it as 2026-11-22.")
    if day < day_of(now, zone):
        raise WrongUseError(f"{day} has passed; a follow-up is for a day to come.")
    return hour_ahead(day, now=now, zone=zone)


def _shown(shown: int, count: int, word: str) -> str:
    """How many rows stand above, and of how many: “1,000 of 2,511 messages”."""
    return f"{shown:,} of {number(count, word)}" if shown < count else number(shown, word)
