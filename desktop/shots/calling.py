"""The pictures of calling through a list: in the middle of it, outside the hours for calls, and its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from db.queries.calling import Calling, CallTally
from db.queries.lists import ids, rows
from db.queries.reader import Reader
from db.rules.calling import LEFT, Course, Queue, Worked
from db.rules.filters import ListSpec
from db.rules.moments import from_ms, to_ms
from desktop.dialogs.calling.reading import CallView, Preferences, read_call_view
from desktop.session import Session

LIST, TITLE = "active_lead", "Active Lead"
REACHED: Final = 11  # contacts that are through
MINUTE: Final = 60_000


def _read(reader: Reader, place: int) -> tuple[Calling, CallView] | None:
    """A session as it stands in its middle, and the contact at hand; nothing is written for it."""
    order = tuple(int(n) for n in ids(reader, ListSpec(LIST)))
    order = tuple(n for n, row in rows(reader, order).items() if row.phone)
    if len(order) <= place:
        return None
    worked = {n: Worked(2, settled=True, last_at=reader.now) for n in order[:REACHED]}
    worked[order[place]] = Worked(2, last_at=reader.now)
    course = Course(off=order[REACHED + 3 : REACHED + 5], at=order[place])
    queue = Queue(order, course, worked, {order[REACHED + 6]: LEFT})
    session = Calling(0, TITLE, LIST, "", queue, CallTally(31, 7, 2), reader.now - 52 * MINUTE, None)
    return session, read_call_view(reader, order[place], LIST, "")


def _calls(session: Session, *, night: bool = False, end: bool = False) -> QWidget:
    from desktop.dialogs.calling.body import CallingBody
    from desktop.dialogs.calling.dialog import HIGH, WIDE

    office = session.services.office
    found = office.read(_read, REACHED)
    if found is None:  # an office without such a list
        return session.window
    calling, view = found
    window = QDialog(session.window)
    window.resize(WIDE, HIGH)
    body = CallingBody((lambda: _at_night(office.clock(), office.facts.zone)) if night else office.clock, window)
    body.start()
    body.show_session(calling, Preferences(), view.id)
    body.show_view(view, calling, view.id)
    if night:
        body.say_passed("Rita Munoz is no longer in Active Lead and was passed over.")
    if end:
        done = {n: Worked(2, settled=True, last_at=office.clock()) for n in calling.queue.ids}
        body.show_end(replace(calling, queue=replace(calling.queue, worked=done, passed={})))
    window.show()
    return window


def _at_night(now: int, zone: str) -> int:
    """The same day, seven in the morning by the office's clock."""
    local: datetime = from_ms(now, zone)
    return to_ms(local.replace(hour=7, minute=12))


CALL_SHOTS: Final[tuple[tuple[str, Callable[[Session], QWidget]], ...]] = (
    ("calls", _calls),
    ("calls-out-of-hours", partial(_calls, night=True)),
    ("calls-end", partial(_calls, end=True)),
)
