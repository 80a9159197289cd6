"""brokerdesk lenders, lender: what they print, and what they refuse (R53)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.conftest import Run

NELL = ("--company", "Harbor Home Loans", "--license", "NMLS 40212", "--phone", "813 555 0144")


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    rows = "Name,Email,Status\nAda Good,ada@example.com,Client\nBea Lee,bea@example.com,Archive\n"
    file = tmp_path / "people.csv"
    file.write_text(rows, encoding="utf-8")
    run("import", str(file))
    return run


def test_r53_a_lender_is_added_assigned_and_listed(filled: Run) -> None:
    assert filled("lenders") == []
    nell = {"id": 2, "name": "Nell Fox", "company": "Harbor Home Loans", "license": "NMLS 40212",
            "phone": "+18135550144", "email": "", "signs_in": False, "contacts": 0}  # fmt: skip
    assert filled("lenders", "--add", "Nell Fox", *NELL) == [nell]
    done = filled("lender", "nell fox", "--list", "everyone")
    assert (done["changed"], done["unchanged"], done["refused"]) == (2, 0, [])
    assert filled("lenders") == [nell | {"contacts": 1}]
    listed = filled("list", "mortgage_leads", "--filter", "lender=Nell Fox")
    assert [row["name"] for row in listed] == ["Ada Good"]
    assert filled("show", str(listed[0]["id"]))["lender"] == "Nell Fox"
    assert "does not sign in" in filled("lists", "--as", "Nell Fox", status=1)
    filled("undo", str(done["step"]))
    assert filled("lenders") == [nell]


def test_r53_a_lender_who_signs_in_has_lists_that_count_true(filled: Run) -> None:
    filled("lenders", "--add", "Ann Roe", "--signs-in")
    filled("lender", "Ann Roe", "--ids", "1")
    for one in filled("lists", "--as", "Ann Roe"):
        assert len(filled("list", one["key"], "--as", "Ann Roe")) == one["count"] <= 1
    assert [row["name"] for row in filled("list", "everyone", "--as", "Ann Roe")] == ["Ada Good"]
    filled("lenders", "--add", "Nell Fox", *NELL)
    assert [one["name"] for one in filled("lenders", "--as", "Ann Roe")] == ["Ann Roe"]
    assert [one["contacts"] for one in filled("lenders", "--end", "Ann Roe", "--hand-to", "nell fox")] == [1]
    assert filled("lender", "none", "--ids", "1")["changed"] == 1
    assert filled("show", "1")["lender"] == ""


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("lender", "Nobody", "--ids", "1"), 1, "There is no lender “Nobody”; there is nobody yet."),
        (("lender", "Broker", "--ids", "1"), 1, "There is no lender “Broker”"),
        (("lender", "none"), 2, "--ids 1,2 or by --list"),
        (("lenders", "--company", "x"), 2, "--add NAME"),
        (("lenders", "--hand-to", "x"), 2, "--end"),
        (("lenders", "--add", "x", "--end", "y"), 2, "two changes"),
        (("lenders", "--end", "none"), 2, "no lender"),
        (("lenders", "--add", "Broker"), 1, "There is a member Broker already"),
    ],
)
def test_r53_wrong_use_is_one_sentence(filled: Run, words: tuple[str, ...], status: int, part: str) -> None:
    assert part in filled(*words, status=status)
