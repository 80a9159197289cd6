"""Workbooks: cells as a person would type them, the fullest sheet, and the guards in front of the reader."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from db.files.reading import open_file
from db.files.sheet_guards import _xlsb_area, check_zip
from db.files.sheets import as_text
from db.rules.errors import FileProblemError
from tests.files.builders import INPUTS, cells, named, problems, rows
from tests.inputs.make_binary_inputs import make_ods


@pytest.mark.parametrize("name", ["contacts.xlsx", "contacts.ods", "contacts.xls"])
def test_a_workbook_gives_the_same_rows_in_either_format(name: str) -> None:
    source = open_file(INPUTS / name)
    assert source.format == name.rpartition(".")[2]
    assert [record.row for record in rows(source)] == [2, 3, 4, 5, 6, 7]
    assert not problems(source)
    first = named(source, 2)
    assert first["Cell Phone 1"] == "8135550164"
    assert first["Zip"] == "2134"
    assert first["Birthday"] == "1980-05-06"
    assert named(source, 3)["Notes"] == "two\nlines"
    assert named(source, 4)["Last Seen"] == "2026-11-01T14:05:00"
    assert named(source, 6)["Notes"] == "=not a formula"
    assert named(source, 7)["Status"] == "7"


def test_the_sheet_that_is_read_is_named_and_the_others_too() -> None:
    guessed = open_file(INPUTS / "contacts.xlsx").guessed
    assert "Sheet “Contacts” (not read: 1 with fewer rows), header in row 2" in guessed


@pytest.mark.parametrize(
    ("cell", "text"),
    [(8135550142.0, "8135550142"), (2134, "2134"), (0.1 + 0.2, "0.3"), (-1.5, "-1.5"), (True, "TRUE"), (None, ""),
     (float("inf"), "inf"), (1e300, "1e+300"), (dt.date(2026, 11, 22), "2026-11-22"),
     (dt.datetime(2026, 11, 22), "2026-11-22"), (dt.datetime(2026, 11, 22, 9, 5), "2026-11-22T09:05:00"),
     (dt.time(9, 5), "09:05:00"), (dt.timedelta(hours=30), "1 day, 6:00:00"), (" as is ", " as is ")],
)  # fmt: skip
def test_cells_read_as_a_person_would_type_them(cell: float | str | None, text: str) -> None:
    assert as_text(cell) == text


def test_a_row_has_its_number_whatever_stands_empty_before_it(tmp_path: Path) -> None:
    table = [("Name", "City"), ("Ann", "Tampa"), ("", ""), ("", ""), ("Bo", "Largo")]
    make_ods(tmp_path / "a.ods", table)
    for path in (book(tmp_path / "a.xlsx", *table), tmp_path / "a.ods"):
        assert [(record.row, record.cells[0]) for record in rows(open_file(path))] == [(2, "Ann"), (5, "Bo")]
    moved = book(tmp_path / "b.xlsx", ("", ""), ("Our people", ""), ("", ""), *table)
    assert [record.row for record in rows(open_file(moved))] == [2, 5]


def book(path: Path, *table: tuple[str, ...], far: tuple[int, int] | None = None) -> Path:
    workbook = Workbook(str(path))
    sheet = workbook.add_worksheet()
    for at, row in enumerate(table):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    if far:
        sheet.write_string(*far, "stray")
    workbook.close()
    return path


def test_unnamed_empty_columns_to_the_right_are_left_out_and_long_rows_kept(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("Name", "Email", "", ""), ("Ann", "ann@example.com"), ("Bo", "", "more"))
    source = open_file(path)
    assert source.header == ("Name", "Email", "Column 3")
    assert cells(source) == [("Ann", "ann@example.com", ""), ("Bo", "", "more")]


def test_a_sheet_without_header_and_a_chosen_one(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("Ann", "ann@example.com"), ("Bo", "bo@example.com"))
    assert open_file(path).header == ("Column 1", "Column 2")
    assert cells(open_file(path, header_row=1)) == [("Bo", "bo@example.com")]
    assert len(rows(open_file(path, header_row=0))) == 2
    with pytest.raises(FileProblemError, match="no row 5"):
        open_file(path, header_row=5)


def test_an_empty_workbook_and_a_header_only(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match=r"a\.xlsx is empty"):
        open_file(book(tmp_path / "a.xlsx"))
    assert "no rows" in open_file(book(tmp_path / "b.xlsx", ("Name", "Email"))).guessed


def test_too_many_columns_in_a_sheet(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="1,200 columns"):
        open_file(book(tmp_path / "a.xlsx", tuple(f"Column {n}" for n in range(1_200)), ("x",)))


def test_a_stray_cell_far_away_is_refused_before_it_takes_the_memory(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("Name",), far=(1_048_575, 16_383))
    with pytest.raises(FileProblemError, match="stretches over 17,179,869,184 cells"):
        open_file(path)


def test_repeated_cells_of_an_ods_are_counted_but_not_its_empty_end(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    cell = '<table:table-cell table:number-columns-repeated="9000" office:value-type="float" office:value="1"/>'
    make_ods(path, tail=f'<table:table-row table:number-rows-repeated="9000">{cell}</table:table-row>')
    with pytest.raises(FileProblemError, match="stretches over"):
        open_file(path)


def test_the_binary_workbook_guard_counts_rows_and_columns() -> None:
    def record(kind: int, body: bytes) -> bytes:
        return bytes([kind, len(body)]) + body

    rows_and_cells = record(0, struct.pack("<I", 0)) + record(2, struct.pack("<II", 3, 0))
    far = record(0, struct.pack("<I", 1_048_575)) + record(2, struct.pack("<II", 16_383, 0))
    unknown = bytes([0x81, 0x01, 0x02]) + b"\xff\xff"
    assert _xlsb_area(iter([rows_and_cells[:3], rows_and_cells[3:]])) == 4
    assert _xlsb_area(iter([unknown + rows_and_cells + far])) == 1_048_576 * 16_384


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        for name, data in members.items():
            out.writestr(name, data)
    return path


def test_a_zip_bomb_is_refused_by_ratio_by_size_and_by_number(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="times its size"):
        open_file(archive(tmp_path / "ratio.xlsx", {"xl/worksheets/sheet1.xml": b" " * 20_000_000}))
    with pytest.raises(FileProblemError, match="parts"):
        open_file(archive(tmp_path / "many.xlsx", {f"x{n}.xml": b"" for n in range(2_001)}))
    big = archive(tmp_path / "big.xlsx", {"xl/a.xml": b"x"})
    with pytest.raises(FileProblemError, match="unpacks to"):
        open_file(claiming(big, 301_000_000))


def claiming(path: Path, size: int) -> Path:
    """The archive with another unpacked size written in its directory for the last member."""
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    path.write_bytes(data)
    return path


def test_an_archive_that_lies_about_its_size_is_not_opened(tmp_path: Path) -> None:
    path = claiming(archive(tmp_path / "liar.xlsx", {"xl/worksheets/sheet1.xml": b" " * 20_000_000}), 1_000)
    with pytest.raises(FileProblemError, match=r"larger inside|cannot be unpacked"):
        check_zip(path, "xlsx")


def test_an_encrypted_member_is_named_as_a_password(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"xl/a.xml": b"x"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(FileProblemError, match="password"):
        open_file(path)


def test_entities_in_an_ods_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", bomb)
    path = tmp_path / "a.ods"
    path.write_bytes(out.getvalue())
    with pytest.raises(FileProblemError, match="damaged"):
        open_file(path)
