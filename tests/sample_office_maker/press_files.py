"""Makes the sample office's dispositions and appointments, from what activity.csv says became of each contact.

`python -m tests.sample_office_maker.press_files` writes both; run it after the maker itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from tests.sample_office.reading import Entry, Person, people

from .moments import DAY, day_of, next_work_day, parse, token
from .places import AREAS
from .plan import MEMBERS

FOLDER: Final = Path(__file__).parents[2] / "resources" / "sample_office"
TARGET_PRESSES: Final = "presses.csv"
TARGET_APPOINTMENTS: Final = "appointments.csv"
PRESS_HEADER: Final = ("contact", "at", "by", "disposition", "amount", "record", "state", "answered")
APPOINTMENT_HEADER: Final = (
    "contact", "starts", "by", "minutes", "title", "place", "kind", "ended", "created",
)  # fmt: skip
_YELLOW: Final = ("not_interested", "not_ready", "listed_with_agent", "offer_rejected")
_AGENTS: Final = frozenset(m.key for m in MEMBERS if "agent" in m.roles)
_NEWCOMER: Final = next(m.key for m in MEMBERS if m.joined_days_ago < 30 and "agent" in m.roles)
_HOLDS, _REQUESTS, _NUMBERS, _MEETINGS = 6, 2, 4, 12
Row = tuple[str, ...]


def make_presses() -> bytes:
    """presses.csv: a press beside each event that one would have led to, and a few that still run; oldest first."""
    found = [(at, row) for person in people().values() for at, row in _told(person)]
    found += [*_holds(), *_requests(), *_numbers()]
    return _csv(PRESS_HEADER, [row for _at, row in sorted(found)])


def make_appointments() -> bytes:
    """appointments.csv: one for each appointment that was booked, and those of the next days."""
    found = [row for person in people().values() for row in _kept(person)]
    return _csv(APPOINTMENT_HEADER, sorted([*found, *_coming()], key=lambda row: (parse(row[1]), row)))


# -- what was pressed ----------------------------------------------------------------------------------------------


def _told(person: Person) -> Iterator[tuple[int, Row]]:
    for entry in person.entries:
        if day_of(entry.at) < 0 and entry.by in _AGENTS:
            yield from _beside(person, entry)


def _beside(person: Person, entry: Entry) -> Iterator[tuple[int, Row]]:
    """What a member pressed when this happened."""
    rng = Random(f"press {person.key} {entry.at} {entry.what}")
    if entry.what == "touch" and (entry.a, entry.b) == ("call", "no_answer"):
        yield _press(person, entry, "not_contacted")
    elif entry.what == "release":
        yield _press(person, entry, rng.choices(_YELLOW, (45, 30, 15, 10))[0])
    elif entry.what == "status":
        yield from _status(person, entry, rng)


def _status(person: Person, entry: Entry, rng: Random) -> Iterator[tuple[int, Row]]:
    amount = rng.randrange(160, 640) * 1_000
    if entry.a == "active_lead" and rng.random() < 0.3:
        yield _press(person, entry, "appointment_booked")
    elif entry.a == "active_lead" and rng.random() < 0.35:
        answered = token(entry.at + rng.randrange(40, 1_500)) if day_of(entry.at) < -3 else ""
        yield _press(person, entry, "needs_offer", amount=amount, answered=answered)
    elif entry.a == "client":
        before = entry.at - rng.randrange(1, 5) * DAY
        if rng.random() < 0.9 and before > max(person.created, -_joined(entry.by) * DAY):
            yield _press(person, replace(entry, at=before), "appointment_booked")
        yield _press(person, entry, "offer_made", amount=amount if rng.random() < 0.85 else 0)
    elif entry.a == "contract":
        yield _press(person, replace(entry, at=entry.at - rng.randrange(20, 200)), "send_contract")
        yield _press(person, entry, "under_contract")
    elif entry.a == "archive":
        kind = rng.choices(("already_sold", "dead_deal", ""), (34, 40, 26))[0]
        record = rng.choices(("propstream", "assessor", ""), (60, 34, 6))[0] if kind == "already_sold" else ""
        if kind:
            yield _press(person, entry, kind, record=record)


def _joined(key: str) -> int:
    """How many days ago a member joined."""
    return next(m.joined_days_ago for m in MEMBERS if m.key == key)


def _press(
    person: Person, entry: Entry, disposition: str, *, amount: int = 0, record: str = "", answered: str = ""
) -> tuple[int, Row]:  # fmt: skip
    row = (person.key, token(entry.at), entry.by, disposition, str(amount or ""), record, "", answered)
    return entry.at, row


# -- what still runs -----------------------------------------------------------------------------------------------


def _quiet(statuses: tuple[str, ...], days: int, *, owner: str = "") -> list[Person]:
    """Contacts of agents with these statuses, to whom nothing happened for so many days, in an order of chance."""
    found = [
        person
        for person in people().values()
        if person.status in statuses
        and person.owner in ({owner} if owner else _AGENTS - {_NEWCOMER})
        and person.email
        and all(day_of(entry.at) < -days for entry in person.entries)
    ]
    return sorted(found, key=lambda person: Random(f"quiet {person.key}").random())


def _holds() -> Iterator[tuple[int, Row]]:
    """Offers rejected in the last days: their countdown runs (R15)."""
    for n, person in enumerate(_quiet(("client",), 8)[:_HOLDS]):
        at = -(n % 6 + 1) * DAY + 10 * 60 + 17 * n
        yield at, (person.key, token(at), person.owner, "offer_rejected", "", "", "", "")


def _requests() -> Iterator[tuple[int, Row]]:
    """Dead Deals of the newcomer that wait for a broker (R18)."""
    for n, person in enumerate(_quiet(("new_lead", "prospect", "active_lead"), 1, owner=_NEWCOMER)[:_REQUESTS]):
        at = -DAY + 11 * 60 + 95 * n
        yield at, (person.key, token(at), person.owner, "dead_deal", "", "", "asked", "")


def _numbers() -> Iterator[tuple[int, Row]]:
    """Offers whose numbers an underwriter still owes (R10)."""
    for n, person in enumerate(_quiet(("active_lead",), 4)[:_NUMBERS]):
        at = -(n % 3 + 1) * DAY + 14 * 60 + 23 * n
        yield at, (person.key, token(at), person.owner, "needs_offer", "", "", "", "")


# -- appointments --------------------------------------------------------------------------------------------------


def _kept(person: Person) -> Iterator[Row]:
    for at, row in _told(person):
        if row[3] == "appointment_booked":
            rng = Random(f"appointment {person.key} {at}")
            day = next_work_day(rng, day_of(at) + rng.randrange(1, 4))
            if day < 0:
                ended = rng.choices(("held", "no_show", "cancelled"), (80, 12, 8))[0]
                yield _appointment(person, row[2], day, ended, token(at))


def _coming() -> list[Row]:
    found = []
    for n, person in enumerate(_quiet(("active_lead", "client"), 2)[40 : 40 + _MEETINGS]):
        day = next_work_day(Random(f"coming {n}"), 1 + n * 3 // 4)
        found.append(_appointment(person, person.owner, day, "", token(-DAY + 15 * 60)))
    return found


def _appointment(person: Person, by: str, day: int, ended: str, created: str) -> Row:
    rng = Random(f"place {person.key} {day}")
    starts = day * DAY + rng.choice((9, 10, 11, 13, 14, 15, 16)) * 60 + rng.choice((0, 0, 30))
    city, _code, roads = rng.choice(AREAS)
    place = f"{rng.randrange(100, 9_900)} {rng.choice(roads)}, {city}"
    title = f"Offer: {person.name}"
    return (person.key, token(starts), by, rng.choice(("30", "45", "60", "60")), title, place, "offer", ended, created)


def _csv(header: Row, rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    (FOLDER / TARGET_PRESSES).write_bytes(make_presses())
    (FOLDER / TARGET_APPOINTMENTS).write_bytes(make_appointments())
