"""kill -9 in the middle of a large write: all of it or nothing, and what was acknowledged stays."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from db.actions.imports import import_contacts
from db.checking import check
from db.office import Office
from db.queries import history, lists
from db.rules.filters import ListSpec
from tests.faults.running import begin
from tests.faults.victim import ROWS, rehearsal

STATUSES = ("new_lead", "client", "sphere", "contract", "closed")


@pytest.fixture(scope="module")
def full_office(tmp_path_factory: pytest.TempPathFactory, office_file: Path) -> Path:
    """An office of 20,000 contacts."""
    path = Path(shutil.copyfile(office_file, tmp_path_factory.mktemp("full") / "office.db"))
    office = Office.open(path)
    office.sign_in()
    office.perform(import_contacts, rehearsal=rehearsal(office))
    office.close()
    return path


def state(place: Path, *, checked: bool = True) -> tuple[Counter[str], int]:
    """Contacts by status and the newest step, after the office has passed its check where that is wanted."""
    office = Office.open(place)
    try:
        office.sign_in()
        if checked:
            found = office.read(check)
            assert all(one.right for one in found), found
        counts = office.read(lists.counts)
        assert counts["everyone"] == office.read(lists.count, ListSpec("everyone"))
        steps = office.read(history.steps, limit=1)
        return Counter({s: counts[s] for s in STATUSES if counts[s]}), steps[0].id
    finally:
        office.close()


@pytest.fixture
def moments() -> random.Random:
    """Chance that differs from run to run, and is told when a test fails."""
    seed = time.time_ns() % 1_000_000
    print(f"seed {seed}")
    return random.Random(seed)


# how many rows are written when the knife falls, and how long after that (seconds)
@pytest.mark.parametrize(("rows", "late"), [(2_000, 0.1), (10_000, 0.1), (ROWS, 0.4)])
def test_killed_in_an_import_it_is_whole_or_it_never_was(
    office_file: Path, tmp_path: Path, moments: random.Random, rows: int, late: float
) -> None:
    place = Path(shutil.copyfile(office_file, tmp_path / "office.db"))
    _before, step = state(place, checked=False)
    process = begin("import", str(place), program="victim")
    process.wait_for(f"at {rows}")
    time.sleep(moments.uniform(0, late))
    said = process.kill()
    counts, newest = state(place)
    assert counts in (Counter(), Counter(new_lead=ROWS))
    assert newest == (step + 1 if counts else step)  # the step is in the history if and only if its rows are there
    if "done" in said:
        assert counts


def test_killed_in_mass_changes_each_is_whole_and_acknowledged_ones_stay(
    full_office: Path, tmp_path: Path, moments: random.Random
) -> None:
    place = Path(shutil.copyfile(full_office, tmp_path / "office.db"))
    _counts, step = state(place, checked=False)
    for number in range(9):
        process = begin("status", str(place), program="victim")
        process.wait_for("ready")
        time.sleep(moments.uniform(0.05, 0.6))
        said = [line.split() for line in process.kill() if line.startswith("done ")]
        counts, newest = state(place, checked=number % 3 == 2)
        assert list(counts.values()) == [ROWS]  # every contact in one status: none half changed
        acknowledged = [int(words[1]) for words in said]
        assert acknowledged == list(range(step + 1, step + 1 + len(said)))
        assert newest in (step + len(said), step + len(said) + 1)  # one more: done, and killed before it was told
        if said and newest == acknowledged[-1]:
            assert list(counts) == [said[-1][2]]
        step = newest
