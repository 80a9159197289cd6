"""What a member does with follow-ups, calls and appointments, from the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from db.actions import activity, appointments, follow_ups, made_calls
from db.actions.appointments import AppointmentSet, NewAppointment
from db.actions.follow_ups import NextStep
from db.actions.made_calls import HandCall
from db.changes import Outcome
from db.files.calendar_files import CalendarEvent, calendar_bytes
from db.queries.agenda import calendar_event
from db.queries.reader import Reader
from db.rules.moments import day_of, day_words, from_ms
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import run
from desktop.services import Services

__all__ = ["HandCall", "NewAppointment", "NextStep"]


@dataclass(frozen=True, slots=True)
class CallResult:
    """What came of a call: a key of CALL_RESULTS, a line, and what is next."""

    outcome: str
    words: str = ""
    then: NextStep | None = None


@dataclass(frozen=True, slots=True)
class AppointmentForm:
    """What the form of an appointment begins with and gives back: `key` of one that is changed, `with_file` to save an
    .ics too.
    """

    made: NewAppointment
    contact_id: int | None = None
    contact: str = ""
    key: int | None = None
    with_file: bool = False


def follow_up(services: Services, contact_id: int, said: str, due_at: int | None) -> None:
    """Set a General Follow-Up (R22)."""
    _do(services, follow_ups.follow_up, contact_id=contact_id, said=said, due_at=due_at)


def finish_task(services: Services, task_id: int) -> None:
    """Mark a task done."""
    _do(services, activity.finish_task, "Done already", task_id=task_id)


def reopen_task(services: Services, task_id: int) -> None:
    """Have a task to do again."""
    _do(services, follow_ups.reopen_task, task_id=task_id)


def move_task(services: Services, task_id: int, due_at: int) -> None:
    """Have a task due later."""
    _do(services, follow_ups.move_task, "It is due then already", task_id=task_id, due_at=due_at)


def finish_call(services: Services, task_id: int, result: CallResult) -> None:
    """Finish a scheduled call with what came of it."""
    _do(
        services, follow_ups.finish_call, task_id=task_id, outcome=result.outcome, words=result.words, then=result.then
    )  # fmt: skip


def log_call(services: Services, call: HandCall, contact_id: int | None) -> None:
    """Log a call by hand; a number that nobody has is said to be so."""

    def done(outcome: Outcome[made_calls.CallLogged]) -> None:
        nobody = "" if outcome.value.contact_id else " · nobody in the office has this number"
        toast_with_undo(services, outcome.changes.label + nobody, outcome.step)

    _do(services, made_calls.log_call, on_done=done, call=call, contact_id=contact_id)


def add_appointment(
    services: Services, contact_id: int, made: NewAppointment, *, on_done: Callable[[int], object] | None = None
) -> None:
    """Make an appointment; what it overlaps is said with it. `on_done` gets its id."""

    def done(outcome: Outcome[AppointmentSet]) -> None:
        _say_overlaps(services, outcome)
        if on_done is not None:
            on_done(outcome.value.appointment_id)

    _do(services, appointments.add_appointment, on_done=done, contact_id=contact_id, appointment=made)


def change_appointment(
    services: Services, appointment_id: int, changes: dict[str, Any], *, on_done: Callable[[int], object] | None = None
) -> None:
    """Move or change an appointment."""

    def done(outcome: Outcome[AppointmentSet]) -> None:
        _say_overlaps(services, outcome)
        if on_done is not None:
            on_done(appointment_id)

    _do(
        services, appointments.change_appointment, on_done=done, appointment_id=appointment_id, changes=changes
    )  # fmt: skip


def end_appointment(services: Services, appointment_id: int, ended_as: str) -> None:
    """Say what became of an appointment."""
    _do(services, appointments.end_appointment, "That was said already", appointment_id=appointment_id,
        ended_as=ended_as)  # fmt: skip


def keep_appointment(services: Services, form: AppointmentForm) -> None:
    """Make or change an appointment as its form says, and save the file that was asked for."""

    def save(key: int) -> None:
        if form.with_file:
            save_calendar_file(services, key)

    if form.key is not None:
        made = form.made
        changes = {"starts_at": made.starts_at, "minutes": made.minutes, "title": made.title, "place": made.place,
                   "people": made.people}  # fmt: skip
        change_appointment(services, form.key, changes, on_done=save)
    elif form.contact_id is not None:
        add_appointment(services, form.contact_id, form.made, on_done=save)


def save_calendar_file(services: Services, appointment_id: int) -> None:
    """Ask for a place and write the appointment there as .ics."""
    save_calendar_files(services, [appointment_id], "appointment.ics")


def save_calendar_files(services: Services, appointment_ids: Sequence[int], name: str) -> None:
    """Ask for a place and write the appointments there as one .ics file, called `name` unless told otherwise."""
    office, keys = services.office, tuple(appointment_ids)
    if not keys:
        services.prompts.toast("There is no appointment here to save.")
        return

    def events(reader: Reader) -> list[CalendarEvent]:
        return [calendar_event(reader, key) for key in keys]

    def write(path: Path) -> Path:
        path.write_bytes(calendar_bytes(office.read(events), stamp=office.clock()))
        return path

    def failed(path: Path, error: BaseException) -> None:
        why = error.strerror if isinstance(error, OSError) else str(error)
        services.prompts.toast(f"{path.name} could not be written: {why}.", tone="error")

    def chosen(path: Path) -> None:
        services.tasks.read(
            ("ics", keys), lambda: write(path), lambda _p: services.prompts.toast(f"Saved as {path.name}"),
            partial(failed, path),
        )  # fmt: skip

    services.prompts.save_file(
        "Save the appointment" if len(keys) == 1 else f"Save {len(keys):,} appointments", then=chosen, name=name,
        patterns="Calendar (*.ics)",
    )  # fmt: skip


def _say_overlaps(services: Services, outcome: Outcome[AppointmentSet]) -> None:
    text, found = outcome.changes.label or "Nothing was changed", outcome.value.overlaps
    if found:
        zone = services.office.facts.zone
        first, more = found[0], len(found) - 1
        who = first.contact or "another contact"
        moment = from_ms(first.starts_at, zone)
        day = day_words(day_of(first.starts_at, zone))
        text += f" · overlaps {who}, {day} {moment:%H:%M}" + (f" and {more:,} more" if more else "")
    toast_with_undo(services, text, outcome.step)


def _do(
    services: Services, action: Any, nothing: str = "Nothing was changed", *,
    on_done: Callable[[Outcome[Any]], object] | None = None, **values: Any,
) -> None:  # fmt: skip
    """Run an action, and say in its own words what it did, with Undo."""
    office = services.office
    say = on_done or (lambda outcome: toast_with_undo(services, outcome.changes.label or nothing, outcome.step))
    run(services, lambda: office.perform(action, **values), on_done=say)
