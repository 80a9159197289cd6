"""Appointments as .ics files that any calendar takes (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

_FOLD: Final = 75  # octets a line, the end of line aside
_PRODUCT: Final = "-//Brokerdesk//Brokerdesk//EN"
# What RFC 5545 allows in no text: controls but the tab; line ends are written as \n.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An appointment for other calendars. Moments in ms UTC; `uid` stays the same through every change.

    `sequence` counts the changes; `people` is a text of names, for nobody's address is handed on unasked.
    """

    uid: str
    starts_at: int
    minutes: int
    title: str
    place: str = ""
    people: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_text(events: Iterable[CalendarEvent], *, stamp: int) -> str:
    """The events as one calendar: lines of at most 75 octets that end in CRLF. `stamp` is now, in ms UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def calendar_bytes(events: Iterable[CalendarEvent], *, stamp: int) -> bytes:
    """The same as a file holds it: UTF-8 without a mark at its beginning."""
    return calendar_text(events, stamp=stamp).encode()


def _event(event: CalendarEvent, stamp: int) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.starts_at, event.minutes)}"
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.place:
        yield f"LOCATION:{_escaped(event.place)}"
    if event.people:
        yield f"DESCRIPTION:{_escaped('With ' + event.people)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if event.cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _moment(ms: int, minutes: int = 0) -> str:
    moment = datetime.fromtimestamp(ms // 1000, UTC) + timedelta(minutes=minutes)
    return f"{moment.year:04}{moment:%m%dT%H%M%S}Z"


def _escaped(text: str) -> str:
    """A value of type TEXT: nothing in it can end the line or begin a property of its own."""
    one_line = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\\\\n", one_line))


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each after the first begun by a blank; no character is cut."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
