"""Two programs on one office: they wait, win or lose in turn, and the office stays right."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.program import Desk
from tests.faults.running import begin
from tests.holding import held

CONTACTS = 200


def some_contacts(desk: Desk, tmp_path: Path, count: int) -> None:
    path = tmp_path / "some.csv"
    path.write_text(
        "Name\n" + "".join(f"Ann Number{chr(65 + n // 26)}{chr(97 + n % 26)}\n" for n in range(count)), "utf-8"
    )
    assert desk.document("import", str(path))["files"][0]["counts"]["new"] == count


def test_a_write_held_for_long_is_told_and_a_short_one_is_waited_for(desk: Desk, good: Path) -> None:
    desk.document("import", str(good))
    lists, office = desk.lists(), ("--office", str(desk.place))
    commands = (("status", "client", "--list", "everyone"), ("undo",), ("import", str(good)))
    with held(desk.place):
        started = time.monotonic()
        running = [begin(*words, *office) for words in commands]
        assert desk.lists() == lists  # reading goes on
        for process in running:
            process.end().refused("is being written by another program. Nothing was changed")
        assert time.monotonic() - started > 4.5
    assert desk.lists() == lists
    with held(desk.place):
        process = begin("status", "client", "--list", "everyone", *office)
        time.sleep(1.5)
        assert not process.is_over()  # it waits
    assert process.end().status == 0
    assert {row["status"] for row in desk.everyone()} == {"client"}


def test_two_programs_changing_and_undoing_at_once_are_one_after_another(desk: Desk, tmp_path: Path) -> None:
    some_contacts(desk, tmp_path, CONTACTS)
    first = desk.document("history")[0]["step"]
    running = [begin(str(desk.place), "change", word, program="claimer") for word in ("client", "sphere")]
    told = [line.split() for process in running for line in process.end().out.splitlines()]
    told.sort(key=lambda words: int(words[0]))
    assert [int(words[0]) for words in told] == list(range(first + 1, first + 1 + len(told)))
    assert len(told) > 4
    assert {row["status"] for row in desk.everyone()} == {outcome(told)}
    assert desk.is_right()


def outcome(told: list[list[str]]) -> str:
    """The status after the steps in their order: an undo gives back the status before, unless it was changed since."""
    status, was = "new_lead", dict[str, tuple[str, str]]()
    for step, word, *undone in told:
        if word != "undo":
            was[step] = (status, word)
            status = word
        elif status == was[undone[0]][1]:
            status = was[undone[0]][0]
    return status


@pytest.mark.parametrize("way", ["claim", "press"])
def test_r19_two_programs_claim_the_same_contacts_and_each_has_one_winner(
    desk: Desk, tmp_path: Path, way: str
) -> None:  # fmt: skip
    some_contacts(desk, tmp_path, CONTACTS)
    people = ("Wes Park", "Ivy Sandoval")
    running = [begin(str(desk.place), way, name, program="claimer") for name in people]
    won = {name: sum(map(int, process.end().out.split())) for name, process in zip(people, running, strict=True)}
    owners = Counter(row["owner"] for row in desk.everyone())
    assert won == {name: owners[name] for name in people}  # who was told they won is who has it
    assert sum(won.values()) == CONTACTS  # none twice, none lost
    assert desk.is_right()


def test_two_programs_make_the_same_office_and_one_of_them_does(desk: Desk, tmp_path: Path) -> None:
    desk.place = tmp_path / "made.db"
    said = [p.end() for p in [begin("new", str(desk.place)) for _ in range(2)]]
    assert sorted(s.status for s in said) == [0, 1]
    assert desk.is_right()
    assert len(desk.document("history")) == 1
