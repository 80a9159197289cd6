"""The command line from a file to a worked list and back, as the IT person and scripts use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cli.conftest import Run

INPUTS = Path(__file__).parents[2] / "inputs"


def test_a_file_becomes_a_worked_list_and_everything_comes_back(run: Run) -> None:
    empty = run("lists")
    done = run("import", str(INPUTS / "kvcore.csv"))
    counts = done["files"][0]["counts"]
    assert counts["new"] == len(run("list", "everyone"))
    before = run("lists")
    changed = run("status", "client", "--list", "new_lead")
    assert changed["changed"] == next(x["count"] for x in before if x["key"] == "new_lead") > 0
    assert run("undo")["restored"] == changed["changed"]
    assert run("lists") == before
    run("redo")
    assert next(x["count"] for x in run("lists") if x["key"] == "new_lead") == 0
    run("undo", str(changed["step"]))
    run("undo", str(done["step"]))
    assert run("lists") == empty


def test_list_count_and_why_agree_on_the_command_line(run: Run) -> None:
    run("import", str(INPUTS / "kvcore.csv"), str(INPUTS / "google_current.csv"))
    for one in run("lists"):
        rows = run("list", one["key"])
        assert len(rows) == one["count"], one["key"]
        for row in rows:
            assert run("why", str(row["id"]), one["key"])["member"] is True


def test_a_rehearsal_changes_nothing(run: Run) -> None:
    planned = run("import", str(INPUTS / "kvcore.csv"), "--rehearse")
    assert planned["step"] is None
    assert planned["files"][0]["counts"]["new"] > 0
    assert run("list", "everyone") == []
    assert [s["action"] for s in run("history")] == ["add_member"]


def test_r04_an_unknown_status_is_reported_with_its_row_and_mapped_on_request(run: Run) -> None:
    rows = run("import", str(INPUTS / "follow_up_boss.csv"), "--rehearse")["files"][0]["rows"]
    refused = [r for r in rows if r["outcome"] == "refused"]
    assert [r["row"] for r in refused] == [3, 8]
    assert "Nurture" in refused[0]["reasons"][0]
    mapped = run("import", str(INPUTS / "follow_up_boss.csv"), "--on-unknown-status", "prospect")
    assert mapped["files"][0]["counts"]["refused"] == 0
    assert len(run("list", "prospect")) >= 2


def test_the_same_file_twice_brings_nothing_new(run: Run) -> None:
    first = run("import", str(INPUTS / "google_old.csv"))["files"][0]["counts"]
    second = run("import", str(INPUTS / "google_old.csv"))["files"][0]["counts"]
    # a contact with neither address nor number cannot be known again; all others are
    assert second["duplicate"] >= first["new"] - 2
    assert second["updated"] == 0


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("status", "nope", "--ids", "1"), 2, "no status"),
        (("list", "nope"), 2, "no list"),
        (("list", "everyone", "--filter", "nope=1"), 2, "no field"),
        (("show", "99"), 1, "no contact 99"),
        (("undo", "77"), 1, "no step 77"),
        (("import", "not-there.csv"), 1, "not-there.csv"),
        (("--as", "Nobody", "lists"), 1, "Nobody"),
        (("frobnicate",), 2, "no command"),
        (("export", "file.docx"), 2, ".csv"),
    ],
)
def test_wrong_use_and_refusals_are_one_sentence(run: Run, words: tuple[str, ...], status: int, part: str) -> None:
    said = run(*words, status=status)
    assert part in said
    assert len(said.strip().splitlines()) == 1


def test_backup_and_check(run: Run, tmp_path: Path) -> None:
    run("import", str(INPUTS / "kvcore.csv"))
    assert run("backup", str(tmp_path / "copy.db"))["bytes"] > 10_000
    assert run("check")["right"] is True
    assert run("check", "--office", str(tmp_path / "copy.db"))["right"] is True


def test_export_of_everything_can_be_imported_again(run: Run, tmp_path: Path) -> None:
    run("import", str(INPUTS / "kvcore.csv"), str(INPUTS / "outlook_classic.csv"))
    for ending in ("csv", "xlsx", "vcf"):
        file, other = tmp_path / f"all.{ending}", tmp_path / f"{ending}.db"
        run("export", str(file))
        run("new", str(other))
        run("import", str(file), "--office", str(other))
        wanted, found = _documents(run, ""), _documents(run, str(other))
        assert found == wanted, ending


def _documents(run: Run, office: str) -> list[Any]:
    where = ["--office", office] if office else []
    rows = run("list", "everyone", *where)
    documents = [run("show", str(r["id"]), *where) for r in rows]
    for one in documents:
        one.pop("id")
    return sorted(documents, key=lambda d: json.dumps(d, sort_keys=True))


def test_what_would_be_passed_over_is_wrong_use(run: Run) -> None:
    run("import", str(INPUTS / "kvcore.csv"))
    assert "--filter narrows a list" in run("status", "client", "--ids", "1", "--filter", "priority=hot", status=2)
    missing = run("status", "client", "--ids", "999999")
    assert (missing["step"], missing["changed"], missing["out_of_sight"]) == (None, 0, 1)


def test_r74_a_field_written_twice_widens(run: Run) -> None:
    run("import", str(INPUTS / "kvcore.csv"))
    twice = run("list", "everyone", "--filter", "status=new_lead&status=client&status=new_lead")
    assert twice == run("list", "everyone", "--filter", "status=new_lead,client")


def test_r92_a_chart_s_bars_are_lists_on_the_command_line(run: Run) -> None:
    run("import", str(INPUTS / "kvcore.csv"), str(INPUTS / "google_current.csv"))
    everyone = len(run("list", "everyone"))
    for one in run("charts"):
        drawn = run("chart", one["key"])
        assert (drawn["key"], drawn["unit"]) == (one["key"], one["unit"])
        for item in drawn["items"]:
            assert len(run("list", item["list"], "--filter", item["filter"])) == item["value"]
        if one["key"] in ("status", "source", "kind", "type", "priority", "time_frame", "business_source", "agent"):
            assert sum(item["value"] for item in drawn["items"]) == everyone > 0
    assert "no chart" in run("chart", "pie", status=2)
    assert "is no day" in run("chart", "status", "--from", "soon", status=2)
    assert "Nobody" in run("chart", "status", "--agent", "Nobody", status=1)
