"""brokerdesk call-session: begun, told of, ended; what it prints and refuses (R9, R87)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.conftest import Run


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    file = tmp_path / "people.csv"
    file.write_text(
        "Name,Email,Phone,State\nAda Good,ada@example.com,813 555 0142,FL\nBob Poe,bob@example.com,206 555 0142,WA\n"
        "Cy Orr,cy@example.com,,\n",
        encoding="utf-8",
    )
    run("import", str(file))
    return run


def test_r09_calls_are_begun_told_of_and_ended(filled: Run) -> None:
    assert "No calls are under way" in filled("call-session", status=1)
    begun = filled("call-session", "--ids", "2,1,3", "--dials", "2")
    assert begun.keys() == {"id", "title", "total", "done", "left", "next", "tally"}
    assert (begun["title"], begun["total"], begun["done"], begun["left"]) == ("Chosen contacts", 2, 0, 2)
    assert begun["next"].keys() == {"id", "name", "phone", "local_time", "quiet"}
    assert (begun["next"]["name"], begun["next"]["phone"]) == ("Bob Poe", "+12065550142")
    assert ":" in begun["next"]["local_time"]
    assert begun["tally"] == {"dials": 0, "conversations": 0, "appointments": 0}
    assert "under way already" in filled("call-session", "--list", "new_lead", status=1)
    assert "no other word" in filled("call-session", "--list", "pool", "--end", status=2)
    assert filled("call-session", "--dials", "1")["left"] == 2
    filled("disposition", "not_contacted", "--ids", "2")
    assert filled("call-session")["left"] == 1  # one dial each now
    filled("undo")
    filled("call-session", "--dials", "2")
    for _ in range(2):
        filled("disposition", "not_contacted", "--ids", "2")
    told = filled("call-session")
    assert (told["done"], told["left"], told["tally"]["dials"], told["next"]["name"]) == (1, 1, 2, "Ada Good")
    filled("undo")
    assert filled("call-session")["next"]["name"] == "Bob Poe"
    ended = filled("call-session", "--end")
    assert (ended["id"], ended["next"], ended["tally"]["dials"]) == (begun["id"], None, 1)
    assert "No calls are under way" in filled("call-session", "--end", status=1)
    listed = filled("call-session", "--list", "everyone", "--filter", "has_phone=yes")
    assert (listed["title"], listed["total"]) == ("Everyone, filtered", 2)


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("--ids", "3"), 1, "nobody to call"),
        (("--ids", "1", "--list", "everyone"), 2, "by --ids 1,2 or by --list"),
        (("--filter", "has_phone=yes"), 2, "by --ids 1,2 or by --list"),
        (("--list", "nowhere"), 2, "nowhere"),
        (("--ids", "1", "--dials", "0"), 2, "1 to 9 dials"),
    ],
)
def test_what_it_refuses_is_one_sentence(filled: Run, words: tuple[str, ...], status: int, part: str) -> None:
    assert part in filled("call-session", *words, status=status)
