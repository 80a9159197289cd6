"""A desk with nothing but the command line, and a clock that is shifted from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from db.actions import contacts, members
from db.office import Office
from desktop.cli import main
from tests.builders import draft
from tests.office_fixtures import add_members

# Monday, 2 March 2026, 10:00 in New York
BEGIN = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
AGENT, OTHER, BROKER, UNDERWRITER = "Wes Park", "Ivy Sandoval", "Dana Moreau", "Uma Whitlock"


@dataclass
class Desk:
    """Every command is a start of the program anew: between two of them it is closed, however long that is."""

    capsys: pytest.CaptureFixture[str]
    clock: time_machine.Traveller
    place: str = ""
    people: list[str] = field(default_factory=list)

    def run(self, *words: str, by: str = BROKER, status: int = 0) -> Any:
        """The document that a command prints; its sentence where `status` is not 0."""
        found = main([*words, "--office", self.place, "--as", by, "--json"])
        printed = self.capsys.readouterr()
        assert found == status, printed.err or printed.out
        return json.loads(printed.out) if status == 0 else printed.err

    def press(self, key: str, *words: str, contact: int = 1, by: str = AGENT, status: int = 0) -> Any:
        """A disposition on one contact."""
        return self.run("disposition", key, "--ids", str(contact), *words, by=by, status=status)

    def closed_for(self, **length: float) -> None:
        """Time in which the program is not running."""
        self.clock.shift(timedelta(**length))

    def work(self) -> dict[str, int]:
        """What fell due meanwhile: how many, by job."""
        return {one["job"]: one["count"] for one in self.run("work", "--once")}

    def show(self, contact: int = 1, *, by: str = BROKER) -> dict[str, Any]:
        """All of a contact."""
        found: dict[str, Any] = self.run("show", str(contact), by=by)
        return found

    def sees(self, by: str, contact: int = 1) -> bool:
        """Whether a member finds the contact in everything they see."""
        return contact in {row["id"] for key in ("everyone", "pool") for row in self.run("list", key, by=by)}

    def figures(self, name: str = AGENT) -> dict[str, Any]:
        """A member's row of the KPI board."""
        found: dict[str, Any] = next(row for row in self.run("kpi") if row["member"] == name)
        return found


@contextmanager
def opened(
    place: str, people: Sequence[tuple[str, str]], capsys: pytest.CaptureFixture[str], clock: time_machine.Traveller
) -> Iterator[Desk]:
    """An office with a member of each role, a newcomer, and `people`: names with their owners, "" for the pool."""
    office = Office.create(place)
    add_members(office)
    office.sign_in(BROKER)
    office.perform(members.add_member, name="Nia New", roles=("agent",), joined_on="2026-03-02")
    for number, (name, owner) in enumerate(people):
        person = draft(name, email=f"{name.split()[0].lower()}@example.com", phone=f"(813) 555-01{number + 11}")
        owner_id = office.facts.member_ids.get(owner.casefold())
        office.perform(contacts.add_contact, draft=person, status="new_lead", owner_id=owner_id)
    office.close()
    yield Desk(capsys, clock, place, [name for name, _owner in people])
