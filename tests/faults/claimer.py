"""One of two programs at work at once: `claimer OFFICE claim|press NAME` or `claimer OFFICE change STATUS`."""

from __future__ import annotations

from collections.abc import Sequence

from db.actions.dispositions import PressAnswers, press
from db.actions.ownership import claim
from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries.documents import list_document
from db.rules.filters import ListSpec

EVERYONE = Selection(spec=ListSpec("everyone"))
TIMES = 4
FEW = 4


def claim_each(office: Office, name: str) -> None:
    """Claim a few contacts after a few; prints how many were won each time."""
    office.sign_in(name)
    ids = [row["id"] for row in office.read(list_document, ListSpec("everyone"))]
    for at in range(0, len(ids), FEW):
        print(office.perform(claim, selection=Selection(ids=tuple(ids[at : at + FEW]))).value.changed, flush=True)


def press_each(office: Office, name: str) -> None:
    """The same by a green press that claims."""
    office.sign_in(name)
    ids = [row["id"] for row in office.read(list_document, ListSpec("everyone"))]
    claiming = PressAnswers(claim=True)
    for at in range(0, len(ids), FEW):
        chosen = Selection(ids=tuple(ids[at : at + FEW]))
        print(office.perform(press, selection=chosen, key="needs_offer", answers=claiming).value.changed, flush=True)


def change_and_undo(office: Office, status: str) -> None:
    """Set everyone's status and take it back; prints each step that wrote something, and what an undo undid."""
    office.sign_in()
    for _ in range(TIMES):
        step = office.perform(change_status, selection=EVERYONE, status=status).step
        if step is None:
            continue  # the other program had set it already
        print(step, status, flush=True)
        undone = office.undo(step).step
        if undone is not None:
            print(undone, "undo", step, flush=True)


def main(words: Sequence[str]) -> None:
    """Do what `words` say."""
    place, what, name = words
    office = Office.open(place)
    {"claim": claim_each, "press": press_each, "change": change_and_undo}[what](office, name)
    office.close()
