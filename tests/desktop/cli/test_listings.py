"""Listings, reverse-market and the call log on the command line, as the IT person and scripts use them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from tests.desktop.cli.conftest import Run

INPUTS = Path(__file__).parents[2] / "inputs"
MARKET = INPUTS / "market"


def test_listings_come_in_and_are_listed(run: Run) -> None:
    rehearsed = run("listings", str(MARKET / "reso_listings.csv"), "--rehearse")
    assert rehearsed["step"] is None
    assert run("listings") == []
    done = run("listings", str(MARKET / "reso_listings.csv"), str(MARKET / "reso_web_api.json"))
    assert [f["counts"]["new"] for f in done["files"]] == [5, 1]
    assert [f["format"] for f in done["files"]] == ["csv", "json"]
    assert done["files"][0]["counts"] == rehearsed["files"][0]["counts"]
    refused = [(r["row"], r["reasons"]) for r in done["files"][0]["rows"] if r["outcome"] == "refused"]
    assert [row for row, _reasons in refused] == [6, 7]
    first = next(r for r in run("listings") if r["mls_number"] == "TB8205001")
    assert (first["status"], first["list_price"], first["bathrooms"]) == ("pending", 439_000, 2.5)
    assert [r["mls_number"] for r in run("listings", "--status", "Coming Soon")] == ["TB8205002"]
    assert len(run("listings", "--price-from", "300000", "--price-to", "500000", "--limit", "2")) == 2
    assert run("listing", "tb8205001")["details"]["PublicRemarks"] == "Two rooms, one view"
    run("undo", str(done["step"]))
    assert run("listings") == []


def test_what_is_no_listing_or_status_is_said(run: Run) -> None:
    assert "is no file of listings" in run("listings", str(INPUTS / "kvcore.csv"), status=1)
    assert "is no status of a listing" in run("listings", "--status", "sleeping", status=2)
    assert "There is no listing" in run("listing", "NOPE", status=1)


def test_a_call_log_and_the_ranking_for_a_listing(run: Run, tmp_path: Path) -> None:
    run("listings", str(MARKET / "reso_listings.csv"))
    done = run("call-log", str(MARKET / "callrail.csv"), "--new-leads")
    assert done["files"][0]["counts"] == {"new": 4, "duplicate": 1, "ignored": 0, "refused": 1}
    assert len({r["contact"] for r in done["files"][0]["rows"] if r["contact"]}) == 2
    assert run("call-log", str(MARKET / "callrail.csv"), "--rehearse")["files"][0]["counts"]["duplicate"] == 5
    assert run("reverse-market", "TB8205001") == []
    target = tmp_path / "ranking.csv"
    run("reverse-market", "TB8205001", "--to", str(target))
    assert target.read_text(encoding="utf-8-sig").startswith('"Rank","Contact"')
    assert "does not end in .csv" in run("reverse-market", "TB8205001", "--to", str(tmp_path / "a.txt"), status=2)
    assert "is no call log" in run("call-log", str(MARKET / "reso_listings.csv"), status=1)


def test_what_a_person_reads(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listings", str(MARKET / "reso_listings.csv")]) == 0
    printed = capsys.readouterr().out
    assert "reso_listings.csv (csv): 5 new, 0 updated, 0 unchanged, 2 refused" in printed
    assert "row 7: StandardStatus: “In Escrow” is no status of a listing; the statuses are Active, " in printed
    for words in (["listings"], ["listing", "TB8205003"], ["reverse-market", "TB8205003"]):
        assert main(words) == 0
    printed = capsys.readouterr().out
    assert "5 of 5 listings" in printed
    assert "TB8205003: 77 Bay St Unit 2, St. Petersburg, FL 33701" in printed
    assert "0 of 0 contacts" in printed
    assert main(["call-log", str(MARKET / "twilio_calls.json")]) == 0
    assert "4 new, 0 duplicate, 2 ignored, 0 refused" in capsys.readouterr().out
