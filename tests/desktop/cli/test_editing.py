"""The office's dispositions from a file, and the underwriters' queue, on the command line (R10, R23)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.actions import contacts
from db.office import Office
from tests.builders import draft
from tests.desktop.cli.conftest import Run, runner
from tests.office_fixtures import add_members


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ann is Wes Park's."""
    place = str(tmp_path / "office.db")
    office = Office.create(place)
    add_members(office)
    office.sign_in("Dana Moreau")
    person = draft("Ann Lee", email="ann@example.com", phone="(813) 555-0111")
    wes = office.facts.member_ids["wes park"]
    office.perform(contacts.add_contact, draft=person, status="new_lead", owner_id=wes)
    office.close()
    return runner(place, capsys, monkeypatch)


def test_r23_a_file_is_rehearsed_then_used_and_undone(run: Run, tmp_path: Path) -> None:
    run("disposition", "needs_offer", "--ids", "1", "--as", "Wes Park")
    before = run("dispositions")
    file = tmp_path / "own.json"
    rows = [row | {"label": "Run Numbers"} if row["key"] == "needs_offer" else row for row in before]
    file.write_text(
        json.dumps([*rows, {"key": "moved_away", "label": "Moved Away", "colour": "yellow"}]), encoding="utf-8"
    )
    said = run("dispositions", "--set", str(file), "--rehearse")
    assert said["step"] is None
    assert [(e["key"], e["count"], e["of"]) for e in said["effects"]] == [
        ("needs_offer", 1, "presses"), ("moved_away", 0, "")
    ]  # fmt: skip
    assert run("dispositions") == before
    assert "The office's settings are the broker's" in run(
        "dispositions", "--set", str(file), "--as", "Wes Park", status=1
    )
    done = run("dispositions", "--set", str(file))
    assert done["effects"] == said["effects"]
    assert [row["label"] for row in run("dispositions")][-1] == "Moved Away"
    assert run("dispositions", "--set", str(file))["step"] is None, "it is so already"
    run("undo", str(done["step"]))
    assert run("dispositions") == before


def test_r23_a_bad_file_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    assert "no JSON in UTF-8" in _said(run, file, "[", 1)
    assert "an object with list, policies" in _said(run, file, '"x"', 2)
    assert "dead_deal: a disposition has no color" in _said(run, file, '[{"key": "dead_deal", "color": "red"}]', 2)
    assert "A colour is purple" in _said(run, file, '[{"key": "dead_deal", "colour": "blue"}]', 1)
    assert "name it with --set" in run("dispositions", "--rehearse", status=2)


def _said(run: Run, file: Path, text: str, status: int) -> str:
    file.write_text(text, encoding="utf-8")
    return str(run("dispositions", "--set", str(file), status=status))


def test_r10_the_queue_is_read_and_answered(run: Run) -> None:
    assert run("underwriting") == []
    run("disposition", "needs_offer", "--ids", "1", "--as", "Wes Park")
    (row,) = run("underwriting", "--as", "Uma Whitlock")
    assert (row["request"], row["contact"], row["asked_by"], row["for"]) == (
        1, {"id": 1, "name": "Ann Lee"}, "Wes Park", "Needs Offer"
    )  # fmt: skip
    assert {"name": "Owner", "text": "Wes Park"} in row["facts"]
    assert run("underwriting") == [row], "the broker sees the whole queue"
    assert run("underwriting", "--as", "Ivy Sandoval") == []
    assert "no amount" in run("answer-underwriting", "1", "--amount", "lots", status=2)
    assert "Another underwriter was asked" in run(
        "answer-underwriting", "1", "--amount", "1", "--as", "Wes Park", status=1
    )
    done = run("answer-underwriting", "1", "--amount", "$412,000", "--words", "New roof", "--as", "Uma Whitlock")
    assert done["label"] == "Offer for Ann Lee: $412,000.00"
    assert run("underwriting") == []
    (row,) = run("underwriting", "--all", "--as", "Wes Park")
    assert (row["amount_cents"], row["words"], row["answered_by"]) == (41_200_000, "New roof", "Uma Whitlock")
    assert "answered already" in run("answer-underwriting", "1", "--amount", "5", status=1)
    run("undo", str(done["step"]))
    assert len(run("underwriting")) == 1
