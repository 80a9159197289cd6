"""Leads as rows on the command line: the same lists, counts and rows as everywhere else (R70, R72, R92)."""

from __future__ import annotations

from typing import Any

import pytest

from db.actions import activity, contacts
from db.office import Office
from db.rules.lead_lists import LEAD_LISTS
from desktop.cli import main
from tests.builders import draft
from tests.desktop.cli.conftest import Run, runner
from tests.office_fixtures import FakeClock, add_members


@pytest.fixture(scope="module")
def office_place(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("leads") / "office.db")
    clock = FakeClock(now=1_700_000_000_000)
    office = Office.create(place, clock=clock)
    add_members(office)
    office.sign_in("Dana Moreau")
    agent = office.facts.member_ids["wes park"]
    for name, owner in (("Ann Lee", agent), ("Bea Orr", None)):
        made = office.perform(
            contacts.add_contact, draft=draft(name, source="zillow"), status="new_lead", owner_id=owner
        ).value
        for lead_type in ("showing_request", "information_request", "visit"):
            clock.tick(60_000)
            office.perform(activity.add_lead, contact_id=made, lead_type=lead_type, message="Hi", listing="A17")
        office.perform(activity.add_task, contact_id=made, kind="call", title="Call", due_at=clock.now)
    office.close()
    return place


@pytest.fixture
def run(office_place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(office_place, capsys, monkeypatch)


def test_r70_leads_are_rows_with_their_contact(run: Run) -> None:
    rows = run("leads")
    assert [r["type"] for r in rows] == ["visit", "information_request", "showing_request"] * 2
    row = rows[1]
    assert row["contact"] == {"id": 2, "name": "Bea Orr"}
    assert (row["source"], row["message"], row["listing"]) == ("zillow", "Hi", "A17")
    assert row["occurred_at"] == "2023-11-14T22:18:20Z"
    assert isinstance(row["waiting"], int)
    assert rows[0]["waiting"] is None
    assert run("leads", "--limit", "1") == rows[:1]
    assert run("leads", "--filter", "lead_type=visit&owner=Wes Park") == [rows[3]]


def _timeless(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows less the wait, which goes on between two commands."""
    return [{key: value for key, value in row.items() if key != "waiting"} for row in rows]


def test_r92_every_list_has_as_many_rows_as_lists_says(run: Run) -> None:
    for name in ("Dana Moreau", "Wes Park", "Lena Ortiz"):
        counts = {one["key"]: one["count"] for one in run("lists", "--as", name)}
        for one in LEAD_LISTS:
            rows = run("list", one.key, "--as", name)
            assert _timeless(rows) == _timeless(run("leads", "--list", one.key, "--as", name))
            assert len(rows) == counts[one.key], (name, one.key)
            for row in rows[:1]:
                assert run("why", str(row["id"]), one.key, "--as", name)["member"] is True
    assert [len(run("list", one.key, "--as", "Wes Park")) for one in LEAD_LISTS] == [6, 2, 1, 1, 1, 0, 0, 0]


def test_r72_lead_status_by_ids_and_by_list(run: Run) -> None:
    first = run("leads")[0]["id"]
    done = run("lead-status", "active", "--ids", f"{first},999")
    assert (done["changed"], done["out_of_sight"]) == (1, 1)
    assert [r["id"] for r in run("leads", "--filter", "lead_status=active")] == [first]
    assert run("lead-status", "inactive", "--list", "showing_requests", "--as", "Corinne Hale")["changed"] == 2
    assert "concierge" in run("lead-status", "active", "--ids", str(first), "--as", "Wes Park", status=1)
    assert run("undo", str(done["step"]))["restored"] == 1
    assert run("leads", "--filter", "lead_status=active") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("leads", "--list", "new_lead"), "the lists are all_leads"),
        (("leads", "--filter", "shoe=9"), "no field"),
        (("list", "waiting", "--filter", "waiting_inquiry=yes"), "no field"),
        (("lead-status", "on", "--ids", "1"), "active or inactive"),
        (("lead-status", "active"), "--ids 1,2 or by --list"),
        (("lead-status", "active", "--list", "call_log"), "holds no leads"),
        (("lead-status", "active", "--ids", "1", "--filter", "waiting=yes"), "narrows a list"),
        (("lead-status", "active", "--ids", "one"), "takes numbers"),
    ],
)
def test_wrong_use_is_named(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in run(*words, status=2)


def test_a_person_reads_lines(office_place: str, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["leads"], ["list", "outbound_calls"], ["list", "call_log"], ["lead-status", "active", "--ids", "1"]):
        assert main([*words, "--office", office_place]) == 0
    printed = capsys.readouterr().out
    assert "6 of 6 leads" in printed
    assert "waits" in printed
    assert "2 of 2 scheduled calls" in printed
    assert "0 of 0 calls" in printed
    assert "take it back with" in printed
