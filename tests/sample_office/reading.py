"""Reads the committed files of the sample office the way a person would check them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from db.rules.statuses import status_of_word
from tests.sample_office_maker.moments import parse
from tests.sample_office_maker.plan import MEMBERS

FOLDER: Final = Path(__file__).parents[2] / "resources" / "sample_office"
CONTACT_FILES: Final = {
    "contacts_website.csv": "utf-8",
    "contacts_zillow.csv": "utf-8",
    "contacts_sphere.csv": "utf-8",
    "contacts_old_book.csv": "cp1252",
}
MEMBER_KEYS: Final = {m.name: m.key for m in MEMBERS} | {"": ""}
PASSIVE: Final = {"visit", "viewed_listing", "favorite", "saved_search"}


@dataclass(frozen=True)
class Entry:
    """A line of activity.csv with its times as minutes."""

    contact: str
    at: int
    by: str
    what: str
    a: str
    b: str
    c: str
    due: int | None
    done: bool


@dataclass
class Person:
    """A contact of one of the files with what happened to it."""

    file: str
    cells: dict[str, str]
    key: str
    name: str
    created: int
    entries: list[Entry] = field(default_factory=list)

    def cell(self, *columns: str) -> str:
        """The first of the columns this file has."""
        return next((self.cells[column] for column in columns if column in self.cells), "")

    @property
    def email(self) -> str:
        """The e-mail column as it stands."""
        return self.cell("Email", "E-mail 1 - Value", "E-mail Address")

    @property
    def phone(self) -> str:
        """The first telephone column that says something."""
        columns = ("Cell Phone 1", "Phone", "Phone 1 - Value", "Mobile Phone", "Home Phone", "Business Phone")
        return next((self.cells[c] for c in columns if self.cells.get(c)), "")

    @property
    def start(self) -> str:
        """The status at the import."""
        found = status_of_word(self.cell("Status", "Stage"))
        assert found is not None, self.cells
        return found.value

    @property
    def status(self) -> str:
        """The status of today."""
        return next((e.a for e in reversed(self.entries) if e.what == "status"), self.start)

    @property
    def owner(self) -> str:
        """The owner of today, "" for the pool."""
        for entry in reversed(self.entries):
            if entry.what in {"owner", "release"}:
                return entry.a if entry.what == "owner" else ""
        return MEMBER_KEYS[self.cells["Assigned To"]]

    @property
    def kind(self) -> str:
        """By what the office can reach the contact (DOMAIN 4)."""
        if "@" in self.key:
            return "ordinary"
        if self.cells.get("Captured By Text"):
            return "text"
        if self.key.startswith("+"):
            return "phone"
        return "valuation" if self.cells.get("Valuation Address") else "invalid"

    def leads(self, *types: str) -> list[Entry]:
        """Its leads of these types."""
        return [e for e in self.entries if e.what == "lead" and e.a in types]


def e164(written: str) -> str:
    """+1 and ten digits of a number as written."""
    digits = "".join(ch for ch in written.partition(" x")[0] if ch.isdigit())
    return f"+1{digits[-10:]}" if digits else ""


def usable(email: str) -> bool:
    """Whether an e-mail cell holds an address of the contact's own."""
    local, _, domain = email.partition("@")
    return bool(local) and "." in domain and domain not in {"convo.zillow.com", "kvleads.com"}


def _person(file: str, cells: dict[str, str]) -> Person:
    first, last = cells["First Name"], cells["Last Name"]
    name = f"{first} {last}".strip() or cells.get("Company", "") or cells.get("Organization Name", "")
    person = Person(file, cells, "", name, parse(cells["Created Date"]))
    if usable(person.email):
        person.key = person.email
    elif person.phone:
        person.key = e164(person.phone)
    else:
        person.key = f"name:{cells.get('Valuation Address') or name}"
    return person


def rows_of(file: str) -> list[dict[str, str]]:
    """The records of one file by column name."""
    with (FOLDER / file).open(encoding=CONTACT_FILES.get(file, "utf-8"), newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def entries() -> tuple[Entry, ...]:
    """All of activity.csv in its order."""
    found: list[Entry] = []
    for row in rows_of("activity.csv"):
        is_task = row["what"] == "task"
        due = parse(row["due"]) if row["due"] else None
        found.append(
            Entry(
                row["contact"],
                parse(row["at"]),
                row["by"],
                row["what"],
                row["a"],
                row["b"],
                row["c"],
                due,
                is_task and row["c"] == "done",
            )
        )
    return tuple(found)


@cache
def people() -> dict[str, Person]:
    """Every contact by its key, with its entries."""
    everybody = [_person(file, cells) for file in CONTACT_FILES for cells in rows_of(file)]
    found = {person.key: person for person in everybody}
    assert len(found) == len(everybody), "two contacts with one key"
    for entry in entries():
        found[entry.contact].entries.append(entry)
    return found
