"""Transactions and deals on the command line, as the IT person and scripts use them (R7, R14)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from db.rules.deal_settings_file import read_settings_file
from db.rules.deals import DealSettings, StandardItem, write_deal_settings
from db.rules.errors import FieldProblemsError, WrongUseError
from desktop.cli import main
from tests.desktop.cli.conftest import Run

MARKET = Path(__file__).parents[2] / "inputs" / "market"


def test_r7_transactions_come_in_and_the_deals_are_worked(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,Email,Status\nAda Good,ada@example.com,Client\n", encoding="utf-8")
    run("import", str(people))
    table = str(MARKET / "transactions.csv")
    rehearsed = run("transactions", table, "--rehearse")
    assert (rehearsed["created"], rehearsed["step"]) == (1, None)
    assert rehearsed["rows"][0]["effect"] == "The status becomes Contract."
    assert run("deals") == []
    done = run("transactions", table)
    assert (done["created"], done["updated"], done["unchanged"]) == (1, 0, 0)
    assert [row["row"] for row in done["unmatched"]] == [3]
    assert done["unmatched"][0]["looked_for"] == ["nobody@example.com (buyer)", "9 Elm Street, Tampa, FL 33602"]
    assert [row["reasons"] for row in done["refused"]] == [["“Parked” is no status that Brokerdesk knows."]]
    assert run("transactions", table)["unchanged"] == 1
    card = run("deals", "--stage", "pending")[0]
    assert (card["price"], card["closing"], card["contact"]["name"]) == (412_000, "2036-07-01", "Ada Good")
    deal = str(card["deal"])
    sheet = run("deal", deal, "--set", "price=$420,000", "--set", "buyer=Ada Good", "--set", "closing=2036-08-01")
    assert (sheet["form"]["price_cents"], sheet["form"]["closing_on"]) == (42_000_000, "2036-08-01")
    assert (sheet["source"], sheet["transaction"], sheet["status_before"]) == ("export", "T-100", "client")
    run("deal", deal, "--set", "price=612000.50")
    assert main(["deal", deal]) == main(["deals", "--settings"]) == 0
    printed = capsys.readouterr().out
    assert all(words in printed for words in ("$612,000.50", "1 day after the opening", "on the closing day"))
    first = str(sheet["items"][0]["item"])
    run("deal-item", first, "--done")
    added = str(run("deal-item", deal, "--add", "Survey", "--due", "2036-07-15")["item"])
    run("deal-item", added, "--remove")
    run("deal-item", first, "--again")
    assert all(item["done_at"] is None for item in run("deal", deal)["items"])
    assert run("deal-stage", deal, "closed")["effect"] == "The status becomes Closed."
    assert run("show", str(card["contact"]["id"]))["status"] == "closed"
    fell = run("deal-stage", deal, "fell_through")
    assert fell["effect"] == "The status becomes Client."
    run("undo", str(fell["step"]))
    assert [one["stage"] for one in run("deals")] == ["closed"]


def test_r14_the_office_rewords_its_stages(run: Run, tmp_path: Path) -> None:
    found = run("deals", "--settings")
    assert found["labels"]["pending"] == "Pending"
    path = tmp_path / "mine.json"
    mine = {"labels": found["labels"] | {"pending": "In escrow"}, "checklist": [{"title": "Keys"}]}
    path.write_text(json.dumps(mine), encoding="utf-8")
    done = run("deals", "--set", str(path))
    assert (done["labels"]["pending"], [item["title"] for item in done["checklist"]]) == ("In escrow", ["Keys"])
    path.write_text("{}", encoding="utf-8")
    assert run("deals", "--set", str(path))["step"] is None
    path.write_text('{"labels": {"pending": 5}, "checklist": ["a"]}', encoding="utf-8")
    assert "list with an object" in run("deals", "--set", str(path), status=2)
    path.write_text('{"checklist": [{"title": "Keys", "days": -1}]}', encoding="utf-8")
    assert "whole number" in run("deals", "--set", str(path), status=1)
    assert run("deals", "--settings")["checklist"] == done["checklist"]
    run("undo", str(done["step"]))
    assert run("deals", "--settings")["labels"]["pending"] == "Pending"
    path.write_text("[", encoding="utf-8")
    assert "is no JSON" in run("deals", "--set", str(path), status=1)
    path.write_text("[]", encoding="utf-8")
    assert "takes what" in run("deals", "--set", str(path), status=2)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"labels": {"pending": 5}, "checklist": ["a"]}, "list with an object"),
        ({"labels": {"pending": 5}}, "a label is a text"),
        ({"labels": {"sold": "Sold"}}, "Labels are texts for"),
        ({"labels": None}, "Labels are texts for"),
        ({"checklist": None}, "list with an object"),
        ({"checklist": [{"title": "Keys", "counts": "after_opening", "days": -1}]}, "whole number from 0 to 730"),
        ({"checklist": [{"title": "Keys", "days": 10**30}]}, "whole number from 0 to 730"),
        ({"checklist": [{"title": "Keys", "days": 1.5}]}, "whole number from 0 to 730"),
        ({"checklist": [{"title": "Keys", "counts": "soon"}]}, "counts is after_opening"),
        ({"checklist": [{"title": 5}]}, "title is a text"),
        ({"checklist": [{"title": "Keys", "due": 1}]}, "an item has no due"),
        ({"checklist": [{"title": "Keys"}, {"title": " keys "}]}, "is on the checklist already"),
        ({"stages": {}}, "takes what"),
    ],
)
def test_r14_a_file_of_stages_that_is_wrong_changes_nothing(body: Any, sentence: str) -> None:
    mine = DealSettings(checklist=(StandardItem("Keys handed over"),))
    with pytest.raises((WrongUseError, FieldProblemsError)) as refused:
        read_settings_file(json.loads(json.dumps(body), parse_float=str), mine)
    assert sentence in refused.value.sentence
    unchanged: list[dict[str, Any]] = [{}, write_deal_settings(mine) | {"step": None}, {"labels": {}}]
    for same in unchanged:
        assert read_settings_file(same, mine) == mine


def test_what_is_no_transaction_or_deal_is_said(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert "holds no transactions" in run("transactions", str(MARKET / "callrail.csv"), status=1)
    assert "is not there any more" in run("transactions", "/nowhere/x.json", status=1)
    assert "There is no deal 7" in run("deal", "7", status=1)
    assert "is no stage" in run("deals", "--stage", "sold", status=2)
    assert "is no stage" in run("deal-stage", "7", "sold", status=2)
    assert "sets nothing" in run("deal", "7", "--set", "colour=red", status=2)
    assert "is no price" in run("deal", "7", "--set", "price=lots", status=2)
    assert main(["deals"]) == 0
    assert capsys.readouterr().out == "No deals.\n"
