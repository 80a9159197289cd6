"""Files that cannot be imported, or only in part: a sentence or a row with its reason, and an office as it was."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from db.actions.imports import import_contacts
from db.office import Office
from db.queries import imports
from db.rules.errors import FileProblemError
from tests.faults.bad_files import HEADER, REFUSED, huge_cell
from tests.faults.program import Desk
from tests.faults.running import apart

INPUTS = Path(__file__).parents[1] / "inputs"


def refused_rows(desk: Desk, path: Path) -> dict[int, str]:
    """Row numbers and reasons of an import."""
    rows = desk.document("import", str(path))["files"][0]["rows"]
    return {r["row"]: " ".join(r["reasons"]) for r in rows if r["outcome"] == "refused"}


def names(desk: Desk) -> set[str]:
    return {row["name"] for row in desk.everyone()}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_a_sentence_and_the_office_as_it_was(desk: Desk, good: Path, tmp_path: Path, name: str) -> None:
    content, part = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content())
    before, history = desk.lists(), desk.document("history")
    desk.say("import", str(path)).refused(part)
    desk.say("import", str(good), str(path)).refused(part)  # one bad file beside a good one: neither
    assert (desk.lists(), desk.document("history")) == (before, history)
    assert desk.document("import", str(good))["files"][0]["counts"]["new"] == 1


@pytest.mark.parametrize(("where", "part"), [("", "is a folder"), ("gone.csv", "gone.csv is not there")])
def test_a_folder_or_a_file_that_is_gone(desk: Desk, good: Path, tmp_path: Path, where: str, part: str) -> None:
    before = desk.lists()
    desk.say("import", str(tmp_path / where)).refused(part)
    assert desk.lists() == before
    assert desk.document("import", str(good))["step"]


def test_a_file_that_vanishes_between_opening_and_reading(desk: Desk, good: Path, tmp_path: Path) -> None:
    before = desk.lists()
    path = Path(shutil.copyfile(good, tmp_path / "fleeting.csv"))
    office = Office.open(desk.place)
    try:
        office.sign_in()
        source = office.read(imports.open_source, path)
        path.unlink()
        with pytest.raises(FileProblemError, match=r"fleeting\.csv is not there any more"):
            office.read(imports.rehearse, (imports.ImportRequest(source, source.mapping),))
        source = office.read(imports.open_source, good)
        rehearsal = office.read(imports.rehearse, (imports.ImportRequest(source, source.mapping),))
        good.unlink()  # after the rehearsal the file is not needed any more
        assert desk.lists() == before
        assert office.perform(import_contacts, rehearsal=rehearsal).value.counts["new"] == 1
    finally:
        office.close()


def test_a_file_one_may_not_read(desk: Desk, good: Path) -> None:
    before = desk.lists()
    good.chmod(0)
    said = apart("import", str(good), "--office", str(desk.place), limits=("--no-rights",))
    said.refused("good.csv cannot be opened")
    good.chmod(0o600)
    assert desk.lists() == before
    assert desk.document("import", str(good))["step"]


def test_a_cell_of_200_megabytes_in_bounded_memory_and_time(desk: Desk, good: Path, tmp_path: Path) -> None:
    huge_cell(tmp_path / "huge.csv")
    started = time.monotonic()
    command = ("import", str(tmp_path / "huge.csv"), "--office", str(desk.place))
    said = apart(*command, limits=("--memory", "700000000"))
    assert time.monotonic() - started < 20  # 2 s where nothing else runs
    assert said.status in (0, 1)
    assert "huge.csv" in said.out + said.err
    assert "row" in said.out + said.err
    assert desk.everyone() == []
    assert desk.document("import", str(good))["files"][0]["counts"]["new"] == 1


def test_a_header_only_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = desk.lists()
    (tmp_path / "head.csv").write_text(HEADER, encoding="utf-8")
    done = desk.document("import", str(tmp_path / "head.csv"))
    assert (done["step"], set(done["files"][0]["counts"].values())) == (None, {0})
    assert desk.lists() == before


def test_ragged_rows_are_kept_or_named(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text(f"{HEADER}Ann Short\nBob Wide,bob@example.com,,more,and more\nCy Right,cy@example.com,\n", "utf-8")
    assert refused_rows(desk, path) == {3: "Row 3 has 5 cells where the header names 3."}
    assert names(desk) == {"Ann Short", "Cy Right"}


def test_nuls_line_ends_encodings_and_twin_headers(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    lines = (b"Name,Email,Email,Note\r\n", "Zoë Utf,zoe@example.com,zoe.two@example.com,a\r".encode(),
             "Jörg Latin,jorg@example.com,,b\n".encode("cp1252"), b"Nul\0 Inside,nul@example.com,,c\r\n")  # fmt: skip
    path.write_bytes(b"".join(lines))
    assert refused_rows(desk, path) == {}
    assert names(desk) == {"Zoë Utf", "Jörg Latin", "Nul Inside"}
    zoe = next(row for row in desk.everyone() if row["name"] == "Zoë Utf")
    assert set(zoe["emails"]) == {"zoe@example.com", "zoe.two@example.com"}


def test_an_unclosed_quote_costs_its_row_only(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text(f'{HEADER}Ann One,ann@example.com,\n"Bob Open,bob@example.com,\nCy Two,cy@example.com,\n', "utf-8")
    assert refused_rows(desk, path) == {3: "A quote opened in row 3 is never closed."}
    assert names(desk) == {"Ann One", "Cy Two"}


def test_a_workbook_with_another_name_is_read_by_its_bytes(desk: Desk, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(INPUTS / "contacts.xlsx", tmp_path / "contacts.csv"))
    file = desk.document("import", str(path))["files"][0]
    assert file["format"] == "xlsx"
    assert file["counts"]["new"] == len(desk.everyone()) > 0


def test_a_file_whose_name_is_no_text(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.csv")
    path.write_text(f"{HEADER}Ann One,ann@example.com,\n", encoding="utf-8")
    assert desk.document("import", str(path))["files"][0]["file"] == "caf\ufffd.csv"
    assert desk.is_right()


def test_r19_contacts_of_another_member_are_refused_without_naming_anyone(desk: Desk, tmp_path: Path) -> None:
    path, mine = tmp_path / "theirs.csv", tmp_path / "mine.csv"
    path.write_text(f"{HEADER}Zebedee Quill,zeb@example.com,813-555-0177\n", encoding="utf-8")
    mine.write_text(
        f"{HEADER}Z Other,zeb@example.com,\nZebedee Quill,,(813) 555-0177\nNew Here,new@example.com,\n", "utf-8"
    )
    desk.document("--as", "Ivy Sandoval", "import", str(path))
    before = desk.lists()
    for words in (("--rehearse",), ()):
        said = desk.say("--as", "Wes Park", "import", str(mine), *words)
        rows = said.document["files"][0]["rows"]
        assert [(r["row"], r["outcome"]) for r in rows] == [(2, "refused"), (3, "refused"), (4, "new")]
        for row in rows[:2]:
            assert row["reasons"] == ["This contact is already in the office; ask your broker."]
            assert (row["of"], row["contact"], row["warnings"], row["changes"]) == (None, None, [], [])
        for secret in ("Quill", "Zebedee", "Ivy", "Sandoval"):
            assert secret not in said.out + said.err
    plain = apart("--as", "Wes Park", "import", str(mine), "--rehearse", "--office", str(desk.place))
    assert not any(secret in plain.out + plain.err for secret in ("Quill", "Zebedee", "Ivy"))
    assert names(desk) == {"Zebedee Quill", "New Here"}
    desk.document("--as", "Wes Park", "undo")
    assert desk.lists() == before


def test_100_000_rows_of_garbage_are_refused_one_by_one(desk: Desk, good: Path, tmp_path: Path) -> None:
    path = tmp_path / "garbage.csv"
    path.write_text(HEADER + "?,,\na,b,c,d,e\n" * 50_000, encoding="utf-8")
    before = desk.lists()
    said = apart("import", str(path), "--office", str(desk.place))
    assert said.status == 0
    assert "100,000 refused" in said.out
    assert "row 2: The row has no name" in said.out
    assert "row 3: Row 3 has 5 cells" in said.out
    assert "99,980 more refused rows" in said.out
    assert desk.lists() == before
    assert desk.document("import", str(good))["files"][0]["counts"]["new"] == 1
