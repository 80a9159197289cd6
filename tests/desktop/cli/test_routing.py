"""Who gets a new lead, on the command line: taken in, routed, offered, taken, passed, and taken back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from db.office import Office
from desktop.cli import main
from tests.desktop.cli.conftest import Run, runner
from tests.office_fixtures import add_members

AGENTS = ["Wes Park", {"name": "Ivy Sandoval", "share": 2}]


@pytest.fixture
def run(place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    office = Office.create(place)
    add_members(office)
    office.close()
    return runner(place, capsys, monkeypatch)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Zillow by turns, dear homes offered, the rest to the pool."""
    path = tmp_path / "rules.json"
    path.write_text(
        json.dumps([
            {"title": "Zillow", "when": {"sources": ["zillow"]}, "to": {"how": "turns", "members": AGENTS}},
            {"title": "Dear", "when": {"price_from": 50_000_000},
             "to": {"how": "offer", "members": AGENTS, "minutes": 30, "fallback": "Dana Moreau"}},
        ]),
        encoding="utf-8",
    )  # fmt: skip
    return path


def test_a_lead_is_taken_in_and_taken_back(run: Run) -> None:
    words = ("--email", "ann@example.org", "--source", "Zillow", "--type", "question", "--message", "Is it sold?")
    done = run("take-lead", "--name", "Ann Lee", *words, "--at", "2026-01-05T14:05:00Z")
    assert done == {
        "step": done["step"], "contact": 1, "lead": 1, "new": True, "routed_to": None,
        "why": "Rule “Everything else”: it goes to the pool.", "offered_to": [], "note": "",
    }  # fmt: skip
    row = run("leads")[0]
    assert (row["type"], row["source"], row["occurred_at"]) == ("question", "zillow", "2026-01-05T14:05:00Z")
    assert run("show", "1")["leads"][0]["routed_why"] == done["why"]
    assert run("undo", str(done["step"]))["left"] == []
    assert run("list", "everyone") == []


def test_a_source_nobody_knows_is_said_and_nothing_taken_in(run: Run) -> None:
    said = run("take-lead", "--name", "Ann Lee", "--source", "bogus", status=2)
    assert "there is no “bogus”; the keys are " in said
    assert "zillow" in said
    assert run("leads") == []


def test_a_lead_as_a_document(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = {"name": "Ann Lee", "emails": ["ann@example.org"], "lead_type": "question", "price": 450000.5}
    path = tmp_path / "lead.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert run("take-lead", str(path))["new"] is True

    class Input:
        buffer = io.BytesIO(b'\xef\xbb\xbf{"name": "Bea", "email": "ann@example.org"}')

    monkeypatch.setattr("sys.stdin", Input())
    assert run("take-lead", "-", "--type", "visit")["contact"] == 1
    assert main(["take-lead", "--name", "Cy Fox"]) == 0
    assert "New lead from Cy Fox: to the pool" in capsys.readouterr().out


def test_rules_are_set_listed_and_rehearsed(run: Run, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("routing")[0]["title"] == "Everything else"
    assert run("routing", "--set", str(rules))["changed"] == 1
    listed = run("routing")
    assert [(row["place"], row["title"], row["conditions"]) for row in listed] == [
        (1, "Zillow", "From Zillow"), (2, "Dear", "From $500,000"), (3, "Everything else", "Every lead"),
    ]  # fmt: skip
    assert listed[0]["destination"] == "Wes Park and Ivy Sandoval in turn, 1 : 2"
    rules.write_text(json.dumps(listed), encoding="utf-8")
    assert run("routing", "--set", str(rules)) == {"step": None, "changed": 0}
    tried = run("routing", "--try", "source=zillow")
    assert (tried["rule"], tried["routed_to"], tried["offered_to"]) == ("Zillow", "Wes Park", [])
    offered = run("routing", "--try", "contact_source=Referral&price=500000")
    assert (offered["rule"], offered["routed_to"], len(offered["offered_to"])) == ("Dear", None, 2)
    assert run("leads") == []
    assert main(["routing"]) == 0
    assert "Wes Park and Ivy Sandoval in turn" in capsys.readouterr().out


def test_offers_are_taken_and_passed(run: Run, rules: Path) -> None:
    run("routing", "--set", str(rules))
    for name in ("Ann Lee", "Bea Orr"):
        done = run("take-lead", "--name", name, "--price", "700000")
        assert done["offered_to"] == ["Wes Park", "Ivy Sandoval"]
    mine, hers = run("offers", "--as", "Wes Park"), run("offers", "--as", "Ivy Sandoval")
    assert [one["contact"]["name"] for one in mine] == ["Ann Lee", "Bea Orr"]
    assert 1_790 <= mine[0]["left"] <= 1_800
    assert run("offers") == []
    assert run("take-offer", str(mine[0]["id"]), "--as", "Wes Park")["contact"] == 1
    assert "has been taken" in run("take-offer", str(hers[0]["id"]), "--as", "Ivy Sandoval", status=1)
    assert "Nothing is offered to you" in run("pass-offer", str(hers[1]["id"]), "--as", "Wes Park", status=1)
    for member, one in (("Wes Park", mine[1]), ("Ivy Sandoval", hers[1])):
        run("pass-offer", str(one["id"]), "--as", member)
    assert run("show", "2")["owner"] == "Dana Moreau"
    assert run("show", "1", "--as", "Wes Park")["owner"] == "Wes Park"


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("take-lead",), 1, "needs a name"),
        (("take-lead", "--name", "Ann", "--price", "x", "--type", "y"), 1, "no price"),
        (("take-lead", "--name", "Ann", "--as", "Wes Park"), 1, "hand contacts to other members"),
        (("take-lead", "nowhere.json"), 1, "cannot be read"),
        (("routing", "--try", "shoe=9"), 2, "says nothing of a lead"),
        (("routing", "--try", "a", "--set", "b"), 2, "one of the two"),
        (("routing", "--set", "nowhere.json"), 1, "cannot be read"),
        (("take-offer", "1"), 1, "Nothing is offered"),
        (("take-offer", "x"), 2, "no whole number"),
    ],
)
def test_what_cannot_be_is_said(run: Run, words: tuple[str, ...], status: int, part: str) -> None:
    assert part in run(*words, status=status)


@pytest.mark.parametrize(
    ("content", "status", "part"),
    [
        ("[", 1, "no JSON"), ("[1]", 2, "a JSON list of rules"), ("{}", 2, "a JSON list of rules"),
        ('[{"title": "A", "to": {"how": "member", "members": ["Nobody"]}}]', 1, "no member “Nobody”"),
        ('[{"title": "A", "to": {"how": "member", "members": [6]}}]', 1, "cannot be given contacts"),
        ('[{"title": "A", "to": {"members": 7, "fallback": 99, "how": "offer"}}]', 1, "Choose who gets"),
        ('[{"to": null}]', 1, "needs a name"),
        ("[" * 100_000, 1, "no JSON"),
    ],
)  # fmt: skip
def test_rules_that_are_none(run: Run, tmp_path: Path, content: str, status: int, part: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(content, encoding="utf-8")
    assert part in run("routing", "--set", str(path), status=status)


@pytest.mark.parametrize(
    ("content", "status", "part"),
    [
        ("[1]", 1, "holds no lead"),
        ("{", 1, "no JSON"),
        ('{"shoe": 9}', 2, "no field of a lead"),
        ('{"name": ["Ann"]}', 1, "needs a name"),
        ('{"name": "Ann", "price": 1e999}', 1, "no price"),
        (" " * 1_000_001, 1, "larger"),
    ],
)
def test_leads_that_are_none(run: Run, tmp_path: Path, content: str, status: int, part: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(content, encoding="utf-8")
    assert part in run("take-lead", str(path), status=status)
    assert run("leads") == []
