"""brokerdesk duplicates, merge, not-same: what they print, and what they refuse (R25)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.actions import contacts
from db.office import Office
from desktop.cli import main
from tests.builders import draft
from tests.office_fixtures import FakeClock, add_members

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    office = Office.create(tmp_path / "office.db", clock=FakeClock(now=1_700_000_000_000))
    add_members(office)
    office.sign_in("Dana Moreau")
    for name in ("Bob Lee", "Robert Lee"):
        office.perform(contacts.add_contact, draft=draft(name, phone="(813) 555-0134", tags=name.split()[0]))
    office.close()
    monkeypatch.setenv("BROKERDESK_OFFICE", str(tmp_path / "office.db"))

    def call(*words: str, status: int = 0, plain: bool = False) -> Any:
        assert main([*words] if plain else [*words, "--json"]) == status
        printed = capsys.readouterr()
        if plain:
            return printed.out
        return json.loads(printed.out) if status == 0 else printed.err

    return call


def test_r25_pairs_are_printed_with_score_and_reasons(run: Run) -> None:
    assert run("duplicates") == [
        {"score": 75, "reasons": ["same number (813) 555-0134", "names alike: Bob Lee / Robert Lee"], "against": [],
         "one": {"id": 1, "name": "Bob Lee"}, "other": {"id": 2, "name": "Robert Lee"}}
    ]  # fmt: skip
    assert run("duplicates", "--limit", "0") == []
    assert "1 of 1 pair." in run("duplicates", plain=True)
    assert run("duplicates", "--as", "Lena Ortiz") == []


def test_r25_a_merge_is_one_step_and_its_undo_gives_both_back(run: Run) -> None:
    before = run("show", "1"), run("show", "2")
    done = run("merge", "1", "2", "--take", "name,priority")
    assert (done["kept"], done["gone"]) == (1, 2)
    assert (run("show", "1")["name"], sorted(run("show", "1")["hashtags"])) == ("Robert Lee", ["Bob", "Robert"])
    assert "There is no contact 2" in run("show", "2", status=1)
    assert "merged into Robert Lee (1)" in run("merge", "1", "2", status=1)
    assert run("undo", str(done["step"]))["left"] == []
    after = run("show", "1"), run("show", "2")
    assert after[1] == before[1]
    told = ("history",)
    assert {k: v for k, v in after[0].items() if k not in told} == {k: v for k, v in before[0].items() if k not in told}


def test_r25_two_that_are_not_the_same_are_not_proposed_again(run: Run) -> None:
    assert run("not-same", "2", "1")["step"] is not None
    assert run("not-same", "1", "2")["step"] is None
    assert run("duplicates") == []


def test_r25_what_cannot_be_merged_is_a_sentence(run: Run) -> None:
    assert "with itself" in run("merge", "1", "1", status=2)
    assert "There is no field “shoe”" in run("merge", "1", "2", "--take", "shoe", status=2)
    assert "There is no contact 9" in run("merge", "1", "9", status=1)
    assert "for agents, brokers" in run("merge", "1", "2", "--as", "Lena Ortiz", status=1)
    assert "Ask your broker" in run("merge", "1", "2", "--as", "Wes Park", status=1)
    assert "no whole number" in run("merge", "1", "two", status=2)
