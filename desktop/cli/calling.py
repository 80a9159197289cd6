"""The command for an hour of calls: begin with a list, say how far it is and who is next, end it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from db.actions.calling import NewCalling, end_calling, keep_course, start_calling
from db.office import Office
from db.queries.calling import Calling, calling, open_calling
from db.queries.contacts import contact_card
from db.queries.reader import Reader
from db.rules.calling import TRIPLE
from db.rules.errors import NotFoundError, WrongUseError
from db.rules.lead_types import definition
from db.rules.local_time import call_hours, contact_zones, time_there
from desktop.cli.answers import Answer, number
from desktop.cli.numbers import whole
from desktop.cli.opening import opened
from desktop.cli.working import selection

NONE_OPEN = "No calls are under way. Begin with --list KEY or --ids 1,2."
Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words this command understands."""
    one = subs["call-session"]
    one.add_argument("--ids", default="", metavar="1,2")
    one.add_argument("--list", default="", metavar="KEY")
    one.add_argument("--filter", default="", metavar="TERMS")
    one.add_argument("--dials", type=whole, metavar="N", help="dials for each contact, 3 unless said")
    one.add_argument("--end", action="store_true", help="end the calls under way")


def call_session(given: argparse.Namespace) -> Answer:
    """Begin calls through a list, or tell of those under way: how far, who is next, their number and local time."""
    begins = bool(given.list or given.ids or given.filter)
    if given.end and (begins or given.dials is not None):
        raise WrongUseError("--end ends the calls under way; it goes with no other word.")
    with opened(given) as office:
        if given.end:
            found = _under_way(office)
            office.perform(end_calling, session_id=found.id)
            session = office.read(calling, found.id)
        elif begins:
            session = _begun(office, given)
        else:
            session = _under_way(office)
            if given.dials is not None:
                office.perform(keep_course, session_id=session.id, dials=given.dials)
                session = office.read(calling, session.id)
        whose_turn = None if session.ended_at is not None else office.read(_next, session)
    return Answer(_document(session, whose_turn), _lines(session, whose_turn))


def _under_way(office: Office) -> Calling:
    found = office.read(open_calling)
    if found is None:
        raise NotFoundError(NONE_OPEN)
    return found


def _begun(office: Office, given: argparse.Namespace) -> Calling:
    chosen = selection(office, given)
    title = definition(given.list, office.facts.lists).title if given.list else NewCalling(chosen).title
    named = f"{title}, filtered" if given.filter else title
    done = office.perform(
        start_calling, new=NewCalling(chosen, title=named, dials=TRIPLE if given.dials is None else given.dials)
    )
    return office.read(calling, done.value.session_id)


def _next(reader: Reader, session: Calling) -> dict[str, Any] | None:
    """Whose turn it is: number, local time, and why it is no time to call."""
    turn = session.queue.turn()
    if turn is None:
        return None
    card = contact_card(reader, turn)
    usable = sorted((p for p in card.phones if p.usable and p.e164), key=lambda p: not p.is_primary)
    zones = contact_zones([p.e164 for p in usable], [(a.region, a.country) for a in card.addresses])
    facts = reader.facts
    there = time_there(zones, reader.now, hours=call_hours(facts.settings), office_zone=facts.zone)
    return {"id": turn, "name": card.name, "phone": usable[0].e164 if usable else "", "local_time": there.clock or None,
            "quiet": there.quiet or None}  # fmt: skip


def _document(session: Calling, whose_turn: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": session.id, "title": session.title, "total": session.total, "done": session.done,
            "left": session.left, "next": whose_turn, "tally": asdict(session.tally)}  # fmt: skip


def _lines(session: Calling, whose_turn: dict[str, Any] | None) -> tuple[str, ...]:
    tally = session.tally
    said = [f"{session.words}, {session.left:,} left."]
    said.append(
        f"{number(tally.dials, 'dial')}, {number(tally.conversations, 'conversation')}, "
        f"{number(tally.appointments, 'appointment')}."
    )
    if whose_turn is not None:
        when = whose_turn["quiet"] or (f"{whose_turn['local_time']} there" if whose_turn["local_time"] else "")
        said.append(f"Next: {', '.join(filter(None, (whose_turn['name'], whose_turn['phone'], when)))}.")
    elif session.ended_at is not None:
        said.append("Ended.")
    return tuple(said)
