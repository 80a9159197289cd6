"""Contract drafts and documents from a shell: fields, template, drafts, and what is in documents (R13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.actions import contacts
from db.office import Office
from desktop.cli import main
from tests.builders import draft
from tests.desktop.cli.conftest import Run, runner
from tests.files.word_files import texts, word_file
from tests.office_fixtures import add_members


@pytest.fixture
def run(place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Ann & Bo Lee are Wes Park's."""
    office = Office.create(place)
    add_members(office)
    office.sign_in("Dana Moreau")
    owner = office.facts.member_ids["wes park"]
    person = draft("Ann Lee", email="ann@example.com")
    office.perform(contacts.add_contact, draft=person, status="new_lead", owner_id=owner)
    office.close()
    return runner(place, capsys, monkeypatch)


def test_r13_the_template_is_set_tried_and_taken_back(run: Run, tmp_path: Path) -> None:
    fields = run("contract-fields")
    assert fields[0] == {"field": "contact_name", "what": "Name", "of": "The contact", "example": "Ann Lee"}
    known = {row["field"]: row["value"] for row in run("contract-fields", "1")}
    assert (known["email"], known["buyer"], known["agent_name"]) == ("ann@example.com", "", "Wes Park")
    assert run("contract-template")["sample"]
    wrong, ours, copy = (tmp_path / name for name in ("Wrong.docx", "Ours.docx", "Copy.docx"))
    wrong.write_bytes(word_file("{{ emial }}"))
    ours.write_bytes(word_file("Dear {{ contact_name }}, {{ buyer }}"))
    assert "did you mean {{ email }}?" in run("contract-template", str(wrong), status=1)
    assert "is not there any more" in run("contract-template", str(tmp_path / "no.docx"), status=1)
    assert "not both" in run("contract-template", str(ours), "--sample", status=2)
    assert run("contract-template", str(ours), "--as", "Wes Park", status=1).startswith("The office's settings")
    done = run("contract-template", str(ours), "--to", str(copy))
    assert (done["template"], done["sample"], copy.read_bytes()) == ("Ours.docx", False, ours.read_bytes())
    assert run("draft", "1", "--to", str(copy)) == {
        "document": None, "step": None, "missing": ["buyer"], "written": str(copy),
    }  # fmt: skip
    assert texts(copy.read_bytes()) == ["Dear Ann Lee, ________ (buyer)"]
    assert run("documents", "1") == []
    run("contract-template", "--sample")
    assert run("contract-template")["sample"]
    run("undo")
    assert run("contract-template")["template"] == "Ours.docx"


def test_r13_a_draft_is_kept_listed_and_written(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pressed = run("disposition", "send_contract", "--ids", "1", "--as", "Wes Park")
    assert pressed["effects"][0].startswith("A draft of the contract")
    made = run("draft", "1", "--as", "Wes Park")
    assert "closing date" in made["missing"]
    newest, oldest = run("documents", "1")
    assert (newest["id"], newest["kind"], newest["state"], newest["by"]) == (2, "contract", "draft", "Wes Park")
    assert oldest["missing"] == made["missing"]
    target = tmp_path / "out.docx"
    assert run("document", "1", "--to", str(target))["bytes"] == target.stat().st_size
    assert any("Ann Lee" in line for line in texts(target.read_bytes()))
    assert "was not written" in run("document", "1", "--to", str(tmp_path / "no" / "x.docx"), status=1)
    for words in (("documents", "1"), ("document", "1", "--to", str(target)), ("draft", "1")):
        assert "There is no" in run(*words, "--as", "Ivy Sandoval", status=1)
    assert main(["documents", "1"]) == 0
    assert "2 documents" in capsys.readouterr().out
