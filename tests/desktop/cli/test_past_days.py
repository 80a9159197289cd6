"""`--at` shows lists, rows, leads and charts as they stood at the end of a past day (R94)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.conftest import Run

INPUTS = Path(__file__).parents[2] / "inputs"


@pytest.mark.parametrize("words", [("lists",), ("list", "new_lead"), ("leads",), ("chart", "status")])
def test_r94_today_at_its_end_is_now(run: Run, words: tuple[str, ...]) -> None:
    run("import", str(INPUTS / "google_current.csv"))
    today = run("history")[0]["at"][:10]
    assert run(*words, "--at", today) == run(*words)


def test_r94_before_the_import_there_was_what_its_rows_say(run: Run) -> None:
    run("import", str(INPUTS / "google_current.csv"))
    assert {row["count"] for row in run("lists", "--at", "2001-01-01")} == {0}
    assert run("list", "everyone", "--at", "2001-01-01") == []
    assert {item["value"] for item in run("chart", "status", "--at", "2001-01-01")["items"]} == {0}


def test_a_day_to_come_and_what_is_no_day_are_sentences(run: Run) -> None:
    assert "still to come" in run("lists", "--at", "2999-01-01", status=2)
    assert "is no day" in run("lists", "--at", "yesterday", status=2)
