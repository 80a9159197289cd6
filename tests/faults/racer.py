"""One of two members who claim the same contact at the same time, again and again: `racer PLACE NAME CONTACT ROUNDS`.

Each round begins when standard input says so, and ends with a line: won, or told and what the member was told. PLACE is
an office's file or its database's address.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from db.actions.ownership import claim
from db.changes import MassResult, Selection
from db.office import Office


def told(result: MassResult) -> str:
    """What came of a claim, in a line."""
    if result.changed:
        return "won"
    if result.refused:
        return f"told {result.refused[0][1]}"
    return "told nothing to see" if result.refused_unseen else "lost without a word"


def main(words: Sequence[str]) -> None:
    """Claim once for each line."""
    place, name, contact, rounds = words
    office = Office.open(place)
    office.sign_in(name)
    print("ready", flush=True)
    chosen = Selection(ids=(int(contact),))
    for _ in range(int(rounds)):
        if not sys.stdin.readline():
            break
        print(told(office.perform(claim, selection=chosen).value), flush=True)
    office.close()


if __name__ == "__main__":
    main(sys.argv[1:])
