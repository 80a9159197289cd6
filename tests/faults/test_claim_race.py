"""Two programs claim the same contact at the same time: one wins each round, the other is told (R19).

`BROKERDESK_RACE=1000 pytest -s tests/faults/test_claim_race.py` is the long run, on every database there is; without
the variable a brief one is part of the suite. It prints its tally.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.actions import members, ownership
from db.office import Office
from tests import builders
from tests.builders import AGENT, BROKER, add, columns, perform_as, these
from tests.office_fixtures import Offices

ROUNDS: Final = int(os.environ.get("BROKERDESK_RACE", "20"))
# Another broker sees who has it; another agent sees nothing of it any more.
SECOND: Final = "Bo Second"
ROOT: Final = Path(__file__).parent.parent.parent


@contextmanager
def racers(place: str, contact_id: int, names: tuple[str, ...]) -> Iterator[list[subprocess.Popen[str]]]:
    """A process for each member, all of them ready."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.racer", place, name, str(contact_id), str(ROUNDS)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in names
    ]  # fmt: skip
    try:
        for one in running:
            assert said(one) == "ready"
        yield running
    finally:
        for one in running:
            one.communicate(timeout=20)


def said(process: subprocess.Popen[str]) -> str:
    """Its next line."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    """Let it claim."""
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def race(office: Office, contact_id: int, names: tuple[str, str]) -> Counter[str]:
    """Every round; gives how often each won, and what the other was told."""
    place = str(office.engines.path or office.engines.write.url.render_as_string(hide_password=False))
    tally: Counter[str] = Counter()
    with racers(place, contact_id, names) as running:
        for turn in range(ROUNDS):
            order = running if turn % 2 else running[::-1]
            for one in order:
                go(one)
            answers = [said(one) for one in running]
            assert sorted(answer == "won" for answer in answers) == [False, True], answers
            winner = names[answers.index("won")]
            assert columns(office, contact_id, "owner_id") == builders.member(office, winner)
            tally[f"{winner} won"] += 1
            tally[f"the other {next(a for a in answers if a != 'won')}"] += 1
            office.perform(ownership.release, selection=these(contact_id))
    return tally


def test_r19_two_processes_claim_one_contact_and_one_wins_each_round(offices: Offices) -> None:
    office = offices.with_members()
    contact_id = add(office, "Ann Lee")
    office.perform(members.add_member, name=SECOND, roles=("broker",))
    rivals = (AGENT, SECOND)
    tally = race(office, contact_id, rivals)
    assert sum(tally[f"{name} won"] for name in rivals) == ROUNDS
    # who sees everything is told who has it; who may not see it any more learns nothing of it, and is told that too
    assert set(tally) <= {f"{AGENT} won", f"{SECOND} won", "the other told nothing to see",
                          f"the other told {AGENT} has it. Only contacts in the pool can be claimed."}  # fmt: skip
    assert perform_as(office, BROKER, ownership.claim, selection=these(contact_id)).value.changed == 1
    print(f"\n{offices.backend}: {ROUNDS} rounds: {dict(tally)}")
