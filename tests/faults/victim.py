"""A process that writes to an office until it is killed: `victim import|status OFFICE`, one line for each answer.

It says "ready" and from then on what was acknowledged: only after the write returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from db.actions.imports import import_contacts
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries.imports import FileRehearsal, Planned, Rehearsal
from db.rules.drafts import ContactDraft, EmailDraft, NameDraft
from db.rules.filters import ListSpec
from db.rules.import_mapping import recognise

ROWS = 20_000
EVERYONE = Selection(spec=ListSpec("everyone"))


def rehearsal(count: int = ROWS) -> Rehearsal:
    """What an import of `count` rows would write."""

    def planned(number: int) -> Planned:
        address = f"ann{number}@example.com"
        name = NameDraft(display=f"Ann {number}", first="Ann", last=str(number), kind="person")
        emails = () if number % 10 else (EmailDraft(address, address),)
        return Planned(ContactDraft(name=name, emails=emails), "new_lead", None)

    header = ("Name", "Email")
    new = tuple(planned(n) for n in range(count))
    file = FileRehearsal("all.csv", "csv", "utf-8", ",", header, recognise(header, ()), {"new": count}, (), (), new, ())
    return Rehearsal((file,))


def say(word: object) -> None:
    """One line to whoever holds the knife."""
    print(word, flush=True)


def bring_in(office: Office) -> None:
    """Import once, saying how far it is."""
    plan = rehearsal()
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
