"""Commands for what is next: follow-up, agenda, appointment, finish-task, log-call."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from db.actions.activity import finish_task as finish
from db.actions.appointments import NewAppointment, add_appointment
from db.actions.follow_ups import finish_call, follow_up
from db.actions.made_calls import HandCall, log_call
from db.files.calendar_files import calendar_bytes
from db.office import Office
from db.queries.agenda import AgendaItem, agenda, between, calendar_event
from db.rules.agenda import CALL_RESULTS, LATER, OVERDUE, TODAY, WEEK, bounds
from db.rules.call_rows import OUTCOMES
from db.rules.dates import read_moment
from db.rules.errors import FileProblemError, NotFoundError, WrongUseError
from db.rules.follow_up import at_hour
from db.rules.moments import day_start, from_iso, from_ms, iso, next_day, read_day
from db.rules.values import label_of
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]
_PARTS: Final = (OVERDUE, TODAY, WEEK, LATER)
_MOST: Final = 100_000


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    one = subs["follow-up"]
    one.add_argument("contact", type=whole, metavar="ID")
    one.add_argument("--said", required=True, metavar="WORDS", help="6 months, 2 weeks, after Easter, 2026-12-01")
    one.add_argument("--date", default="", metavar="D", help="set it for this day instead of half: 2026-12-01")
    one = subs["agenda"]
    one.add_argument("--member", dest="whose", default="", metavar="NAME", help="another member's, or “all”")
    one.add_argument("--from", dest="first", default="", metavar="D", help="only from this day on: 2026-11-22")
    one.add_argument("--to", dest="last", default="", metavar="D", help="only until the end of this day")
    one = subs["appointment"]
    one.add_argument("contact", type=whole, metavar="ID")
    one.add_argument("--at", required=True, metavar="MOMENT", help="by the office's clock: 2026-12-01 14:00")
    one.add_argument("--minutes", type=whole, default=60, metavar="N")
    for word in ("title", "place", "people"):
        one.add_argument(f"--{word}", default="", metavar="TEXT")
    one.add_argument("--ics", default="", metavar="FILE", help="write it for other calendars")
    one = subs["finish-task"]
    one.add_argument("task", type=whole, metavar="N")
    one.add_argument("--outcome", default="", metavar="KEY", help=", ".join(dict(CALL_RESULTS)))
    one.add_argument("--words", default="", metavar="TEXT", help="a line for the history")
    one = subs["log-call"]
    one.add_argument("direction", choices=("in", "out"))
    one.add_argument("outcome", metavar="OUTCOME", help=", ".join(dict(OUTCOMES)))
    one.add_argument("--number", default="", metavar="PHONE")
    one.add_argument("--contact", type=whole, default=None, metavar="ID")
    one.add_argument("--seconds", type=whole, default=None, metavar="N")
    one.add_argument("--words", default="", metavar="TEXT")
    one.add_argument("--at", default="", metavar="MOMENT", help="by the office's clock, now when left out")


def set_follow_up(given: argparse.Namespace) -> Answer:
    """Set a General Follow-Up: half of what they said, or the day named (R22)."""
    with opened(given) as office:
        zone = office.facts.zone
        due = at_hour(_day(given.date), zone) if given.date else None
        done = office.perform(follow_up, contact_id=given.contact, said=given.said, due_at=due)
    value = done.value
    document = {"step": done.step, "task": value.task_id, "said": value.said, "due": iso(value.due_at)}
    how = "as you chose" if given.date else "halved"
    return Answer(document, (f"They said {value.said} · set for {_shown(value.due_at, zone)} ({how}).",))


def show_agenda(given: argparse.Namespace) -> Answer:
    """Tasks and appointments: overdue, today, this week (from Monday), later."""
    with opened(given) as office:
        whose = _whose(office, given.whose)
        zone = office.facts.zone
        if given.first or given.last:
            found = _span(office, given, whose)
        else:
            found = {part: office.read(agenda, part, most=_MOST, **whose) for part in _PARTS}
    lines: list[str] = []
    for part, items in found.items():
        lines += [f"{part.capitalize()}: {number(len(items), 'entry').replace('entrys', 'entries')}"]
        lines += [f"  {line}" for line in table(_cells(one, zone) for one in items)]
    return Answer({part: [_document(one) for one in items] for part, items in found.items()}, tuple(lines))


def make_appointment(given: argparse.Namespace) -> Answer:
    """Put an appointment into the calendar; what overlaps is said (R11)."""
    with opened(given) as office:
        zone = office.facts.zone
        made = NewAppointment(_moment(given.at, zone), given.minutes, given.title, given.place, given.people)
        done = office.perform(add_appointment, contact_id=given.contact, appointment=made)
        key = done.value.appointment_id
        if given.ics:
            _write(Path(given.ics), calendar_bytes([office.read(calendar_event, key)], stamp=office.clock()))
    overlaps = [
        {"id": one.id, "starts_at": iso(one.starts_at), "minutes": one.minutes, "contact": one.contact}
        for one in done.value.overlaps
    ]
    document = {"step": done.step, "appointment": key, "starts_at": iso(made.starts_at), "minutes": made.minutes,
                "overlaps": overlaps, "file": given.ics or None}  # fmt: skip
    lines = [f"Appointment {key}: {_shown(made.starts_at, zone)}, {made.minutes:,} min."]
    lines += [f"Overlaps {_shown(one.starts_at, zone)} {one.contact}".rstrip() for one in done.value.overlaps]
    return Answer(document, tuple(lines))


def finish_task(given: argparse.Namespace) -> Answer:
    """Mark a task done; with an outcome, a call was made and is kept."""
    if given.words and not given.outcome:
        raise WrongUseError(f"--words go with --outcome: {', '.join(dict(CALL_RESULTS))}.")
    with opened(given) as office:
        if given.outcome:
            call = office.perform(finish_call, task_id=given.task, outcome=given.outcome, words=given.words)
            step, label, touch = call.step, call.changes.label, call.value.touch_id
        else:
            done = office.perform(finish, task_id=given.task)
            step, label, touch = done.step, done.changes.label or "Done already", None
    return Answer({"step": step, "task": given.task, "touch": touch}, (f"{label}.",))


def write_call(given: argparse.Namespace) -> Answer:
    """Log a call by hand (R55)."""
    with opened(given) as office:
        at = _moment(given.at, office.facts.zone) if given.at else None
        call = HandCall(given.direction, given.outcome, given.number, given.seconds, given.words, at)
        done = office.perform(log_call, call=call, contact_id=given.contact)
    value = done.value
    document = {"step": done.step, "call": value.call_id, "contact": value.contact_id, "settled": value.settled}
    whose = f"contact {value.contact_id}" if value.contact_id else "nobody in the office has this number"
    return Answer(document, (f"{done.changes.label}: {whose}.",))


def _span(office: Office, given: argparse.Namespace, whose: dict[str, Any]) -> dict[str, tuple[AgendaItem, ...]]:
    """What is open and falls into the days named, parted as ever."""
    zone = office.facts.zone
    start = day_start(_day(given.first), zone) if given.first else 0
    end = day_start(next_day(_day(given.last)), zone) if given.last else day_start(_day("9998-12-31"), zone)
    if start >= end:
        raise WrongUseError("--from lies after --to.")
    b = bounds(office.clock(), zone)
    items = [one for one in office.read(between, start, end, most=_MOST, **whose) if not one.is_done]
    parts: dict[str, list[AgendaItem]] = {part: [] for part in _PARTS}
    for one in items:
        parts[b.part_of(one.at, one.minutes)].append(one)
    return {part: tuple(found) for part, found in parts.items()}


def _whose(office: Office, name: str) -> dict[str, Any]:
    if not name:
        return {}
    if name.casefold() == "all":
        return {"everyone": True}
    found = office.facts.member_ids.get(name.casefold())
    if found is None:
        raise NotFoundError(f"There is no member “{name}”.")
    return {"member_id": found}


def _document(one: AgendaItem) -> dict[str, Any]:
    task = one.what == "task"
    due = {"due": iso(one.at), "said": one.said} if task else {"starts_at": iso(one.at), "minutes": one.minutes}
    more = {} if task else {"place": one.place, "people": one.people}
    contact = {"id": one.contact_id, "name": one.contact}
    return {one.what: one.id, "kind": one.kind, **due, **more, "title": one.title, "contact": contact,
            "member": one.member}  # fmt: skip


def _cells(one: AgendaItem, zone: str) -> tuple[object, ...]:
    said = f"they said {one.said}" if one.said else one.place
    return (
        one.id,
        _shown(one.at, zone),
        label_of((("appointment", "Appointment"),), one.kind),
        one.contact,
        one.title,
        said,
    )


def _day(text: str) -> Any:
    found = read_day(text)
    if found is None:
        raise WrongUseError(f"“{text}” is no day; write it as 2026-11-22.")
    return found


def _moment(text: str, zone: str) -> int:
    found = from_iso(read_moment(text, zone=zone))
    if found is None:
        raise WrongUseError(f"“{text}” is no moment; write it as 2026-12-01 14:00.")
    return found


def _shown(at: int, zone: str) -> str:
    moment: datetime = from_ms(at, zone)
    return f"{moment:%Y-%m-%d %H:%M}"


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileProblemError(
            f"{path.name} could not be written: {error.strerror}. The appointment stands."
        ) from error
