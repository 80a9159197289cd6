"""Puts cast, lives and vendors' shapes together into the files of resources/sample_office, the same each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random
from typing import Final

from . import vendor_files
from .cast import make_cast
from .model import Contact
from .moments import token
from .notes import ALL_NOTES
from .people import People
from .plan import MEMBERS, OFFICE
from .standing import ALERTS, CAMPAIGNS, ENROLMENTS, make_standing
from .teller import Teller
from .today import tell_all

SEED: Final = 20260
HOMES_FOR_SALE: Final = 460
ACTIVITY: Final = ("contact", "at", "by", "what", "a", "b", "c", "due")
STANDING: Final = ("campaigns.csv", "enrolments.csv", "alerts.csv")
SHAPES: Final[dict[str, tuple[str, tuple[str, ...], Callable[[Random, Contact], dict[str, str]]]]] = {
    "website": ("contacts_website.csv", vendor_files.KVCORE, vendor_files.kvcore),
    "zillow": ("contacts_zillow.csv", vendor_files.FOLLOW_UP_BOSS, vendor_files.follow_up_boss),
    "sphere": ("contacts_sphere.csv", vendor_files.GOOGLE, vendor_files.google),
    "old_book": ("contacts_old_book.csv", vendor_files.OUTLOOK, vendor_files.outlook),
}


def _csv(header: tuple[str, ...], rows: list[list[str]], *, outlook: bool = False) -> bytes:
    """UTF-8 with plain line ends; classic Outlook writes cp1252, quotes every cell and ends lines as Windows does."""
    text = io.StringIO(newline="")
    if outlook:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    else:
        writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("cp1252" if outlook else "utf-8")


def _first_notes(rng: Random, contact: Contact, teller: Teller) -> None:
    """The note that was in the other system already."""
    groups = {
        "sphere": "sphere",
        "prospect": "prospect",
        "new_lead": "new_lead",
        "closed": "closed",
        "active_lead": "buyer",
    }
    chance = 0.5 if contact.file in {"sphere", "old_book"} else 0.16
    if rng.random() < chance and teller.reachable and not contact.waiting:
        contact.note = teller.say(ALL_NOTES[groups[contact.start]], contact.created)
        if contact.file == "sphere" and rng.random() < 0.2:
            contact.note += "\n" + teller.say(ALL_NOTES["sphere"], contact.created)
    if contact.file == "old_book" and contact.email and rng.random() < 0.05:
        contact.unsubscribed = rng.choice(("self", "self", "bounce"))


def _activity(cast: list[Contact]) -> list[list[str]]:
    told = [(row.at, contact.key, index, row) for contact in cast for index, row in enumerate(contact.rows)]
    told.sort(key=lambda item: item[:3])
    lines: list[list[str]] = []
    for at, key, _, row in told:
        due = "" if row.due is None else token(row.due)
        lines.append([key, token(at), row.by, row.what, row.a, row.b, row.c, due])
    return lines


def make_files() -> dict[str, bytes]:
    """File name → bytes, the same on every run and machine."""
    rng = Random(SEED)  # a fixed seed is the point
    people = People(rng)
    cast = make_cast(people)
    market = people.listings(HOMES_FOR_SALE)
    for contact in cast:
        _first_notes(rng, contact, Teller(rng, contact, market))
    tell_all(rng, cast, market)
    files = {
        "office.csv": _csv(("key", "value"), [list(pair) for pair in OFFICE]),
        "members.csv": _csv(
            ("key", "name", "email", "roles", "joined_days_ago", "underwriter_key", "phone"),
            [
                [
                    m.key, m.name, f"{m.name.lower().replace(' ', '.')}@harborandpine.example", m.roles,
                    str(m.joined_days_ago), m.underwriter_key, f"+1813555{101 + index:04d}",
                ]
                for index, m in enumerate(MEMBERS)
            ],
        ),
        "activity.csv": _csv(ACTIVITY, _activity(cast)),
    }  # fmt: skip
    standing = make_standing(Random(SEED + 1), cast)
    for filename, columns, lines in zip(STANDING, (CAMPAIGNS, ENROLMENTS, ALERTS), standing, strict=True):
        files[filename] = _csv(columns, lines)
    for file, (filename, header, shape) in SHAPES.items():
        own = sorted((c for c in cast if c.file == file), key=lambda c: (c.created, c.key))
        cells = [shape(rng, contact) for contact in own]
        rows = [[one.get(column, "") for column in header] for one in cells]
        files[filename] = _csv(header, rows, outlook=file == "old_book")
    return files
