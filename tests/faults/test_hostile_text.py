"""Texts made to hurt, in every field: kept as they are, found, exported and read back equal; never more than text."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, Final

import pytest

from db.files.own_format import OWN_MARKER
from tests.faults.program import Desk

# Each has a word of its own to be found by.
HOSTILE: Final = {
    "formula": "=1+1 formula",
    "command": "@SUM(A1) =cmd|' /C calc'!A0 command",
    "html": "<b>html</b> <img src=x onerror=alert(1)>",
    "path": "../../etc/path",
    "override": "\u202egnp.override\u202c",
    "emoji": "👩‍👩‍👧‍👦 emoji 🏡",
    "quotes": "quotes ' \" ''; DROP TABLE contact; --",
    "percent": "percent 100%_off\\ %s {0} ${x}",
    "long": "long " + "ä" * 10_000,
    "combined": "combined Z\u0361a\u0308l\u0336go",
    "arabic": "arabic شركة",
}
COLUMNS: Final = ("First Name", "Company", "Job Title", "Notes", "City", "Email", "Phone", "Tags", "Lender",
                  "Shoe Size", "=HYPERLINK(1)")  # fmt: skip
ENDINGS: Final = ("csv", "xlsx", "vcf")


def table(path: Path) -> Path:
    """A file with each hostile text in each column, a row each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for text in HOSTILE.values():
        writer.writerow([text] * len(COLUMNS))
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def texts_of(document: Any) -> list[str]:
    """Every text in a document, however deep."""
    if isinstance(document, dict):
        return [t for key, value in document.items() for t in (key, *texts_of(value))]
    if isinstance(document, list):
        return [t for value in document for t in texts_of(value)]
    return [document] if isinstance(document, str) else []


def documents(desk: Desk) -> list[Any]:
    found = [desk.document("show", str(row["id"])) for row in desk.everyone()]
    for one in found:
        one.pop("id")
    return sorted(found, key=lambda d: str(d["extra"]))


def test_hostile_texts_stay_texts_from_import_to_export_and_back(desk: Desk, tmp_path: Path) -> None:
    done = desk.document("import", str(table(tmp_path / "hostile.csv")))
    assert done["files"][0]["counts"]["new"] == len(HOSTILE), done["files"][0]["counts"]
    wanted = documents(desk)
    for text in HOSTILE.values():
        kept = next(d for d in wanted if d["extra"].get("Shoe Size") == text)
        assert kept["job_title"] == text
        assert kept["extra"]["=HYPERLINK(1)"] == text
        assert kept["notes"][0]["body"] == text
        assert not any(e["usable"] for e in kept["emails"])  # kept, never mailed
    for ending in ENDINGS:
        file, other = tmp_path / f"all.{ending}", Desk(tmp_path / f"{ending}.db", desk.capture)
        desk.document("export", str(file))
        assert other.say("new", str(other.place)).status == 0
        assert other.document("import", str(file))["files"][0]["counts"]["new"] == len(HOSTILE)
        assert documents(other) == wanted, ending
        assert other.is_right()


def test_no_cell_of_an_export_is_a_formula(desk: Desk, tmp_path: Path) -> None:
    desk.document("import", str(table(tmp_path / "hostile.csv")))
    desk.document("export", str(tmp_path / "all.csv"))
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells)
    for cell in cells:
        assert not cell.lstrip().startswith(("=", "@", "-")), cell
        assert not cell.startswith("+") or cell[1:].isdigit(), cell


def test_hostile_texts_are_found_by_themselves_and_only_they(desk: Desk, tmp_path: Path) -> None:
    desk.document("import", str(table(tmp_path / "hostile.csv")))
    everyone = len(desk.everyone())
    for word, text in HOSTILE.items():
        names = [row["name"] for row in desk.document("find", word)]
        assert len(names) == 1, (word, names)
        assert len(desk.document("find", text[:200])) in (0, 1), word  # a search of many words is a search all the same
    for nothing in (
        "%",
        "_",
        "%%%",
        "___",
        "%' OR '1'='1",
        '" OR 1=1 --',
        "a* NOT b",
        "NEAR(a b)",
        "*",
        "\\",
        "x" * 5_000,
    ):
        found = desk.document("find", nothing)
        assert len(found) < everyone, nothing
    assert desk.is_right()


INJECTIONS: Final = (
    "city~' OR '1'='1",
    "city~%",
    "city~_",
    "text~'; DROP TABLE contact; --",
    "text~%",
    "hashtag=x' OR 'a'='a",
    "owner=x') OR 1=1 --",
    "postal_code=' UNION SELECT password_hash FROM member --",
    "disposition~%25",
    "source=zillow' OR 1=1",
    "lead_type=' OR ''='",
    "unsubscribe_cause='||(SELECT name FROM member)||'",
)


def test_an_injection_in_a_filter_is_plain_text(desk: Desk, good: Path) -> None:
    desk.document("import", str(good))
    before = desk.lists()
    for terms in INJECTIONS:
        said = desk.say("list", "everyone", "--filter", terms)
        if said.status:
            said.refused("", status=2)
        else:
            assert said.document == [], terms
        changed = desk.say("status", "client", "--list", "everyone", "--filter", terms)
        assert changed.status == 2 or changed.document["changed"] == 0
    assert desk.lists() == before
    assert desk.is_right()


Header = list[str]


def own_export(desk: Desk, good: Path, path: Path) -> tuple[Header, list[str]]:
    """The header and the one row of an export, whose contact is gone from the office again."""
    desk.document("import", str(good))
    desk.document("export", str(path))
    desk.document("undo")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, row = csv.reader(stream)
    assert header[0] == OWN_MARKER
    return header, row


def changed(header: Header, row: list[str], **cells: str) -> list[str]:
    """The row with other cells; columns are named with _ for what no name may hold."""
    given = {name.replace("_", "-"): cell for name, cell in cells.items()}
    return [given.get(name, cell) for name, cell in zip(header, row, strict=True)]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


EMAIL = '{"label":"","primary":true,"raw":"","usable":true,"value":"a@example.com","why_not":""'
TAMPERED: Final = (
    ("E-mails", "nope", "E-mails: This cell should hold a list"),
    ("E-mails", '[{"a":1}]', "E-mails: “a” is nothing Brokerdesk writes here"),
    ("E-mails", '[{"value":"a@example.com"}]', "E-mails: “label” is missing"),
    ("E-mails", f'[{EMAIL},"contact_id":1}}]', "“contact_id” is nothing Brokerdesk writes"),
    ("E-mails", f"[{EMAIL.replace('a@example.com', chr(92) + 'ud800')}}}]", "half of a character"),
    ("E-mails", f"[{EMAIL.replace('true', '7')}}}]", "is not as Brokerdesk writes it"),
    ("Notes", '[{"by":"","body":"x","at":"yesterday"}]', "Notes: “at” is not as"),
    ("Notes", '[{"by":"","body":"x","at":"9999-12-31T23:59:59-12:00"}]', "Notes: “at” is not as"),
    ("Subscription", '[{"changes":3,"cause":"","owner_how":"","email":true,"text":true}]', "“changes” is not as"),
    ("Subscription", '[{"changes":[{}],"cause":"","owner_how":"","email":true,"text":true}]', "“changes” is not"),
    ("Interest", "9" * 30, "is no number of stars"),
    ("Interest", "²", "is no number of stars"),
    ("Extra", "[" * 100_000, "Extra: This cell should hold a list"),
    ("History", '[{"kind":1}]', "History: "),
)


def test_an_export_that_someone_wrote_into_is_refused_row_by_row(desk: Desk, good: Path, tmp_path: Path) -> None:
    before, path = desk.lists(), tmp_path / "own.csv"
    header, row = own_export(desk, good, path)
    write(path, [header, *(changed(header, row, **{column: cell}) for column, cell, _part in TAMPERED)])
    for words in (("--rehearse",), ()):
        rows = desk.document("import", str(path), *words)["files"][0]["rows"]
        assert [(r["row"], r["outcome"]) for r in rows] == [(n, "refused") for n in range(2, len(TAMPERED) + 2)]
        for one, (_column, _cell, part) in zip(rows, TAMPERED, strict=True):
            assert part in one["reasons"][0], one["reasons"]
    assert desk.lists() == before


def test_r19_an_agent_imports_into_their_own_whatever_an_export_says(desk: Desk, good: Path, tmp_path: Path) -> None:
    header, row = own_export(desk, good, tmp_path / "own.csv")
    path = write(tmp_path / "own.csv", [header, changed(header, row, Owner="Ivy Sandoval")])
    desk.document("--as", "Wes Park", "import", str(path))
    assert [row["owner"] for row in desk.everyone()] == ["Wes Park"]
    desk.document("undo", str(desk.document("history")[0]["step"]))
    desk.document("import", str(path))
    assert [row["owner"] for row in desk.everyone()] == ["Ivy Sandoval"]


@pytest.mark.parametrize("when", ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "99999-01-01", "-1", "9" * 40])
def test_a_moment_no_calendar_holds_stops_nobody(desk: Desk, tmp_path: Path, when: str) -> None:
    path = tmp_path / "when.csv"
    path.write_text(f"Name,Email,Created,Last Visit\nAnn Late,ann@example.com,{when},{when}\n", encoding="utf-8")
    assert desk.document("import", str(path))["files"][0]["counts"]["new"] == 1
    shown = desk.document("show", str(desk.everyone()[0]["id"]))
    assert shown["name"] == "Ann Late"
    desk.document("export", str(tmp_path / "all.csv"))
    assert desk.document("why", "1", "actively_searching")["conditions"]
    assert desk.is_right()
