"""Commands for the broker: approvals, approve, refuse; and the KPI board (R12, R18)."""

from __future__ import annotations

import argparse
from datetime import date

from db.actions import approvals as deciding
from db.queries import dispositions as query
from db.queries.kpi import kpi as read_kpi
from db.rules.errors import WrongUseError
from db.rules.kpi import FIGURES
from db.rules.moments import day_start, iso, next_day, read_day
from desktop.cli.answers import Answer, table
from desktop.cli.dispositions import pressed
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["approvals"].add_argument("--all", action="store_true", help="the decided ones too")
    subs["approve"].add_argument("number", type=whole, metavar="N")
    subs["refuse"].add_argument("number", type=whole, metavar="N")
    subs["refuse"].add_argument("--because", default="", metavar="TEXT")
    subs["kpi"].add_argument("--from", dest="first", default="", metavar="D", help="2026-11-01")
    subs["kpi"].add_argument("--to", dest="last", default="", metavar="D", help="the last day, included")


def approvals(given: argparse.Namespace) -> Answer:
    """The requests that wait for a broker."""
    with opened(given) as office:
        found = office.read(query.approvals, all_states=given.all)
    document = [
        {"approval": a.id, "contact": {"id": a.contact_id, "name": a.contact}, "member": a.member,
         "disposition": a.disposition, "state": a.state, "at": iso(a.at), "decided_by": a.decided_by,
         "decided_at": iso(a.decided_at), "because": a.because}
        for a in found
    ]  # fmt: skip
    rows = ((a.id, iso(a.at), a.member, a.label, a.contact_id, a.contact, a.state) for a in found)
    return Answer(document, table(rows) or ("Nothing waits for a decision.",))


def approve(given: argparse.Namespace) -> Answer:
    """Let a request take effect."""
    with opened(given) as office:
        return pressed(office.perform(deciding.approve, approval_id=given.number))


def refuse(given: argparse.Namespace) -> Answer:
    """Say no to a request; nothing changes."""
    with opened(given) as office:
        done = office.perform(deciding.refuse, approval_id=given.number, because=given.because)
    document = {"step": done.step, "refused": given.number}
    undo = f"Step {done.step}; take it back with “brokerdesk undo {done.step}”."
    return Answer(document, (f"{done.changes.label}. {undo}",))


def kpi(given: argparse.Namespace) -> Answer:
    """A row for each agent, over whole days by the office's clock."""
    with opened(given) as office:
        zone = office.facts.zone
        first, last = (_day(text) for text in (given.first, given.last))
        if first and last and last < first:
            raise WrongUseError(f"{last} lies before {first}.")
        since = day_start(first, zone) if first else None
        until = day_start(next_day(last), zone) if last else None
        found = office.read(read_kpi, since=since, until=until)
    keys = [key for key, _label, _counts in FIGURES]
    document = [
        {"member": row.member, **{key: row.figure(key) for key in keys}, "rates": row.rates, "goals": dict(row.goals)}
        for row in found
    ]
    heads = ("", *(label for _key, label, _counts in FIGURES))
    rows = [(row.member, *(_with_goal(row.figure(key), dict(row.goals).get(key)) for key in keys)) for row in found]
    return Answer(document, table([heads, *rows]))


def _with_goal(figure: int, goal: int | None) -> str:
    return f"{figure:,}" if goal is None else f"{figure:,} of {goal:,}"


def _day(text: str) -> date | None:
    day = read_day(text) if text else None
    if text and day is None:
        raise WrongUseError(f"“{text}” is no day; write it as 2026-11-22.")
    return day
