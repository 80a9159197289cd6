"""Alerts, the outbox and requests for updates on the command line (R19, R72, R76, R88)."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.actions import activity, contacts
from db.actions.leads import set_lead_status
from db.changes import Selection
from db.office import Office
from desktop.cli import main
from tests.builders import draft
from tests.desktop.cli.conftest import Run, runner
from tests.office_fixtures import add_members


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """An office in which Ann, of Wes, has asked something that the concierge calls active."""
    place = str(tmp_path / "office.db")
    office = Office.create(place)
    add_members(office)
    office.sign_in("Dana Moreau")
    wes = office.facts.member_ids["wes park"]
    ann = office.perform(contacts.add_contact, draft=draft("Ann Lee"), owner_id=wes).value
    lead = office.perform(activity.add_lead, contact_id=ann, lead_type="question", listing="A17").value
    office.perform(set_lead_status, selection=Selection(ids=(lead,)), lead_status="active")
    office.close()
    return runner(place, capsys, monkeypatch)


def test_r76_alerts_and_the_outbox_say_what_waits_for_whom(run: Run) -> None:
    [one] = run("alerts", "--as", "Wes Park")
    assert {key: one[key] for key in ("kind", "line", "seen", "contact")} == {
        "kind": "new_lead", "line": "Question of Ann Lee: A17", "seen": None, "contact": {"id": 1, "name": "Ann Lee"},
    }  # fmt: skip
    [message] = run("outbox")
    assert {key: message[key] for key in ("to", "channel", "kind", "state", "why")} == {
        "to": "Wes Park", "channel": "email", "kind": "new_lead", "state": "waits", "why": "no channel set up",
    }  # fmt: skip
    for words in (("alerts",), ("alerts", "--as", "Ivy Sandoval"), ("outbox", "--as", "Ivy Sandoval")):
        assert run(*words) == []


def test_r72_an_update_is_asked_for_and_answered(run: Run) -> None:
    assert run("updates") == []
    assert [job["job"] for job in run("work", "--once")] == ["update_requests"]
    [request] = run("updates", "--as", "Wes Park")
    assert (request["contact"]["name"], request["of"]) == ("Ann Lee", "Wes Park")
    number = str(request["id"])
    assert len(run("alerts", "--as", "Wes Park")) == 2
    said = ("--as", "Wes Park", "answer-update", number, "--line", "Showing on Saturday", "--status", "client")
    assert "no day" in run(*said, "--date", "soon", status=2)
    assert "has passed" in run(*said, "--date", "2020-01-01", status=2)
    done = run(*said, "--date", "2096-01-01")
    assert done["label"] == "Update on Ann Lee: Showing on Saturday"
    assert run("updates") == []
    assert "answered already" in run(*said, status=1)
    assert len(run("alerts", "--as", "Wes Park")) == 1
    assert [bool(one["seen"]) for one in run("alerts", "--all", "--as", "Wes Park")] == [True, False]
    shown = run("show", "1")
    assert (shown["status"], shown["tasks"][0]["due_at"]) == ("client", "2096-01-01T14:00:00Z")
    run("undo", str(done["step"]))
    assert [one["id"] for one in run("updates")] == [request["id"]]


def test_an_answer_needs_its_line(run: Run) -> None:
    run("work", "--once")
    assert "--line" in run("answer-update", "1", status=2)
    assert "Say in a line" in run("answer-update", "1", "--line", " ", status=1)
    assert "no request" in run("answer-update", "99", "--line", "x", status=1)


def test_what_is_left_out_of_the_end_is_counted(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("work", "--once")
    for words, thing in ((("alerts", "--as", "Wes Park"), "alerts"), (("outbox",), "messages")):
        every = len(run(*words, "--limit", "0"))
        assert every > 1
        assert len(run(*words, "--limit", "1")) == 1
        for limit, end in (("1", f"1 of {every} {thing}"), ("0", f"{every} {thing}"), ("999", f"{every} {thing}")):
            assert main([*words, "--limit", limit]) == 0
            assert capsys.readouterr().out.splitlines()[-1] == end
