"""A process that writes to an office until it is killed: `victim import|status OFFICE`, one line for each answer.

It says "ready" and from then on what was acknowledged: only after the write returned.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from tempfile import NamedTemporaryFile

from db.actions.imports import import_contacts
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries.imports import ImportRequest, Rehearsal, open_source, rehearse
from db.rules.filters import ListSpec

ROWS = 20_000
EVERYONE = Selection(spec=ListSpec("everyone"))


def rehearsal(office: Office, count: int = ROWS) -> Rehearsal:
    """What an import of `count` rows would write."""
    with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="", delete=False) as file:
        lines = csv.writer(file)
        lines.writerow(("First Name", "Last Name", "Email"))
        lines.writerows(("Ann", f"Lee {n}", "" if n % 10 else f"ann{n}@example.com") for n in range(count))
    path = Path(file.name)
    try:
        source = office.read(open_source, path)
        return office.read(rehearse, (ImportRequest(source, source.mapping),))
    finally:
        path.unlink()


def say(word: object) -> None:
    """One line to whoever holds the knife."""
    print(word, flush=True)


def bring_in(office: Office) -> None:
    """Import once, saying how far it is."""
    plan = rehearsal(office)
    say("ready")

    def progress(done: int, _total: int) -> bool:
        say(f"at {done}")
        return True

    office.perform(import_contacts, rehearsal=plan, progress=progress)
    say("done")


def change_for_ever(office: Office) -> None:
    """Change everyone's status, again and again."""
    say("ready")
    for status in cycle(("client", "sphere", "contract", "closed")):
        step = office.perform(change_status, selection=EVERYONE, status=status).step
        if step is not None:  # None: the victim before this one had set it, and was killed before it said so
            say(f"done {step} {status}")


def main(words: Sequence[str]) -> None:
    """Do what `words` say."""
    what, place = words
    office = Office.open(place)
    office.sign_in()
    {"import": bring_in, "status": change_for_ever}[what](office)
