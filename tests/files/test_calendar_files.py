"""Appointments as .ics: line ends, folding, escaping, moments, and texts that mean harm (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.files.calendar_files import CalendarEvent, calendar_bytes, calendar_text

START = round(datetime(2026, 12, 1, 19, tzinfo=UTC).timestamp() * 1000)
STAMP = round(datetime(2026, 11, 22, 14, 5, 30, tzinfo=UTC).timestamp() * 1000)
PLAIN = CalendarEvent("a1@brokerdesk", START, 60, "Showing", "14 Alder Court", "Ann Lee, Bo Chen")


def properties(data: bytes) -> list[tuple[str, str]]:
    """The lines as a calendar reads them: unfolded, name and value apart."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    assert not any(b"\r" in line or b"\n" in line for line in raw)
    whole = data.replace(b"\r\n ", b"").decode()
    found = [line.partition(":") for line in whole.rstrip("\r\n").split("\r\n")]
    return [(name, value) for name, _colon, value in found]


def text_of(value: str) -> str:
    """A TEXT value as it was meant."""
    out, rest = "", iter(value)
    for one in rest:
        if one == "\\":
            two = next(rest)
            out += "\n" if two in "nN" else two
        else:
            assert one not in ",;", "these are to be escaped"
            out += one
    return out


def test_r11_an_appointment_as_a_calendar_takes_it() -> None:
    assert calendar_text([PLAIN], stamp=STAMP).split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Brokerdesk//Brokerdesk//EN", "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT", "UID:a1@brokerdesk", "DTSTAMP:20261122T140530Z", "SEQUENCE:0",
        "DTSTART:20261201T190000Z", "DTEND:20261201T200000Z", "SUMMARY:Showing", "LOCATION:14 Alder Court",
        "DESCRIPTION:With Ann Lee\\, Bo Chen", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_r11_a_cancelled_one_says_so_under_the_same_name() -> None:
    gone = CalendarEvent("a1@brokerdesk", START, 60, "Showing", sequence=3, cancelled=True)
    found = dict(properties(calendar_bytes([gone], stamp=STAMP)))
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == ("a1@brokerdesk", "3", "CANCELLED")
    assert "LOCATION" not in found
    assert "DESCRIPTION" not in found


def test_several_stand_in_one_calendar() -> None:
    names = [name for name, _value in properties(calendar_bytes([PLAIN, PLAIN], stamp=STAMP))]
    assert names.count("BEGIN") == names.count("END") == 3
    assert properties(calendar_bytes([], stamp=STAMP))[-1] == ("END", "VCALENDAR")


@pytest.mark.parametrize(
    "hostile",
    [
        "x\r\nATTACH:http://example.com/evil\r\nBEGIN:VALARM", "a\nb", "a\rb", "a\u2028b", "\x00\x07bell", '\\n;,:"',
        "BEGIN:VEVENT", "é" * 200, "👩‍👩‍👧" * 40, "\ud800 half", "a" * 75 + "ü" * 75, " leading", "",
    ],
)  # fmt: skip
def test_hostile_texts_add_no_line_and_lose_nothing(hostile: str) -> None:
    event = CalendarEvent("a1@brokerdesk", START, 30, hostile, hostile, hostile)
    found = properties(calendar_bytes([event], stamp=STAMP))
    usual = ["UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"]
    assert [name for name, _value in found][5:11] == usual
    assert {name for name, _value in found} <= {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", *usual, "LOCATION", "DESCRIPTION", "STATUS", "TRANSP", "END"
    }  # fmt: skip
    plain = hostile.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    kept = "".join(c for c in plain if c == "\n" or (c >= " " and not "\ud800" <= c <= "\udfff"))
    assert text_of(dict(found)["SUMMARY"]) == kept


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=300))
def test_any_text_comes_back(title: str) -> None:
    found = dict(properties(calendar_bytes([CalendarEvent("u", START, 5, title)], stamp=STAMP)))
    assert text_of(found["SUMMARY"]) == title
