"""CSV in all its shapes: delimiters, quotes, encodings, line ends, headers, numbering."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.files.csv_files import split_leniently
from db.files.tables import Record
from tests.files.builders import cells, opened, problems, rows

ANN = ("Ann", "ann@example.com", "Tampa")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_every_delimiter_and_quote_is_found(tmp_path: Path, delimiter: str, quote: str) -> None:
    def line(*texts: str) -> str:
        return delimiter.join(f"{quote}{text}{quote}" for text in texts) + "\n"

    text = line("Name", "Email", "City") + line("Lee, A; B|C\tD", "ann@example.com", "Two\nlines")
    source = opened(tmp_path, text)
    assert source.delimiter == delimiter
    assert source.header == ("Name", "Email", "City")
    assert cells(source) == [("Lee, A; B|C\tD", "ann@example.com", "Two\nlines")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(tmp_path: Path, end: str) -> None:
    source = opened(tmp_path, end.join(["Name,Email,City", ",".join(ANN), ",".join(ANN)]))
    assert cells(source) == [ANN, ANN]


def test_mixed_line_ends_in_one_file(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,Email,City\r\na,b,c\rd,e,f\ng,h,i\r\n\r\nj,k,l")
    assert ["".join(row) for row in cells(source)] == ["abc", "def", "ghi", "jkl"]
    assert [record.row for record in rows(source)] == [2, 3, 4, 6]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16"),
     ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32")],
)  # fmt: skip
def test_the_encoding_is_found_without_being_told(tmp_path: Path, encoding: str, told: str) -> None:
    text = "Name,Email,City\n" + "Zoë Müller,zoe@example.com,Cœur “d’Alene”\n" * 20
    source = opened(tmp_path, text.encode(encoding))
    assert source.encoding == told
    assert source.header[0] == "Name"
    assert cells(source)[19] == ("Zoë Müller", "zoe@example.com", "Cœur “d’Alene”")


def test_an_encoding_by_choice_and_the_found_one_given_back(tmp_path: Path) -> None:
    data = "Name,City\n山田太郎,東京\n".encode("shift_jis")
    assert cells(opened(tmp_path, data, encoding="shift_jis")) == [("山田太郎", "東京")]
    for encoding in ("utf-8-sig", "utf-8"):
        again = opened(tmp_path, "Name,City\nZoë,Tampa\n".encode("utf-8-sig"), encoding=encoding)
        assert again.header == ("Name", "City")
        assert cells(again) == [("Zoë", "Tampa")]


def test_lines_from_elsewhere_in_a_utf8_file_are_read_as_cp1252_and_named(tmp_path: Path) -> None:
    data = b"Name,City\n" + "Zoë,Tampa\n".encode() * 3 + "José,Café\n".encode("cp1252") + b"Ann,Largo\n"
    source = opened(tmp_path, data)
    assert cells(source)[3:] == [("José", "Café"), ("Ann", "Largo")]
    assert source.encoding == "utf-8"
    assert "read as cp1252: 1 of its lines, the first of them line 5" in source.guessed


def test_bytes_that_cp1252_does_not_know_are_kept(tmp_path: Path) -> None:
    assert cells(opened(tmp_path, b"Name,City\nA\x81\xe9,Tampa\n")) == [("A\x81é", "Tampa")]


def test_a_sep_line_decides(tmp_path: Path) -> None:
    source = opened(tmp_path, "sep=|\r\nName|City, State\r\nAnn|Tampa, FL\r\n")
    assert (source.delimiter, source.header, cells(source)) == ("|", ("Name", "City, State"), [("Ann", "Tampa, FL")])
    assert "sep= line" in source.guessed


def test_commas_in_cells_do_not_outvote_the_header(tmp_path: Path) -> None:
    text = "Name;Address;Notes\n" + "Ann;12 Elm St, Tampa, FL;a, b, c\n" * 5
    assert opened(tmp_path, text).header == ("Name", "Address", "Notes")


def test_one_column_is_no_trap(tmp_path: Path) -> None:
    emails = opened(tmp_path, "Email\na@example.com\nb@example.com\n")
    assert cells(emails) == [("a@example.com",), ("b@example.com",)]
    assert cells(opened(tmp_path, "Name\nLee, Ann\nRay, Bo\n")) == [("Lee, Ann",), ("Ray, Bo",)]


def test_the_header_is_found_below_other_rows(tmp_path: Path) -> None:
    text = "Harbor Realty\nExported,2026-11-22\n\nFirst Name,Last Name,Email,Phone\nAnn,Lee,ann@example.com,\n"
    source = opened(tmp_path, text)
    assert source.header == ("First Name", "Last Name", "Email", "Phone")
    assert "row 3" in source.guessed
    assert [record.row for record in rows(source)] == [2]


def test_no_header_at_all_gets_numbered_columns_and_loses_no_row(tmp_path: Path) -> None:
    source = opened(tmp_path, "Ann,ann@example.com,813-555-0142\nBo,bo@example.com,813-555-0143\n")
    assert source.header == ("Column 1", "Column 2", "Column 3")
    assert [record.row for record in rows(source)] == [1, 2]


def test_delimiter_and_header_row_by_choice(tmp_path: Path) -> None:
    text = "a;b,c\nName;x,Email\nAnn;y,z\n"
    source = opened(tmp_path, text, delimiter=",", header_row=2)
    assert (source.header, cells(source)) == (("Name;x", "Email"), [("Ann;y", "z")])
    none = opened(tmp_path, text, delimiter=";", header_row=0)
    assert len(cells(none)) == 3


def test_duplicate_and_missing_names_become_different_ones(tmp_path: Path) -> None:
    header = opened(tmp_path, "Email,Name,Email,,Email,Email (2)\n").header
    assert header == ("Email", "Name", "Email (2)", "Column 4", "Email (3)", "Email (2) (2)")


def test_short_rows_are_padded_and_long_ones_are_a_problem(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,Email,City\nAnn\nBo,b@example.com,Tampa,,\nCy,c,Tampa,33602,FL\n")
    assert cells(source) == [("Ann", "", ""), ("Bo", "b@example.com", "Tampa"), ("Cy", "c", "Tampa,33602,FL")]
    assert problems(source) == {4: "Row 4 has 5 cells where the header names 3."}


def test_blank_rows_are_no_records_and_keep_their_numbers(tmp_path: Path) -> None:
    """A row has the number it has in the sheet, whatever stands empty before it."""
    source = opened(tmp_path, "Name,City\n\n,\nAnn,Tampa\n,,\n\nBo,Largo,,,x\n,\nCy,Tampa\n")
    assert [(record.row, record.cells[0]) for record in rows(source)] == [(4, "Ann"), (7, "Bo"), (9, "Cy")]
    assert problems(source) == {7: "Row 7 has 5 cells where the header names 2."}


def test_lines_that_fit_no_row_keep_their_numbers_too(tmp_path: Path) -> None:
    source = opened(tmp_path, 'Name,Email,City\nBo,"b,Largo\n' + "torn text\n" * 150 + "Cy,c,Tampa\n")
    assert rows(source)[-1] == Record(153, ("Cy", "c", "Tampa"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_single_quotes_are_found_where_only_some_cells_need_them(tmp_path: Path, delimiter: str) -> None:
    """As programs write that quote only where a cell holds the delimiter or the quote itself."""
    lines = ["Name,Email,City", "'Lee, Ann',ann@example.com,Tampa", "Bo,bo@example.com,Largo"]
    text = "\n".join(line.replace(",", delimiter) for line in lines)
    assert cells(opened(tmp_path, text))[0] == (f"Lee{delimiter} Ann", "ann@example.com", "Tampa")
    own = [f"'O''Hara'{delimiter}'says \"hi\"{delimiter}\"ho\"{delimiter}x'"] * 3
    text = "\n".join([f"Name{delimiter}Notes", *own])
    assert cells(opened(tmp_path, text))[0] == ("O'Hara", f'says "hi"{delimiter}"ho"{delimiter}x')


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_an_apostrophe_is_no_quote(tmp_path: Path, delimiter: str) -> None:
    lines = ["Name,Notes", "Ann,'tis nice", "Bo,rock 'n' roll", "Cy,'Largo'", 'Di,"a, b"']
    source = opened(tmp_path, "\n".join(line.replace(",", delimiter) for line in lines))
    assert [row[1] for row in cells(source)] == ["'tis nice", "rock 'n' roll", "'Largo'", f"a{delimiter} b"]


def test_nuls_are_dropped(tmp_path: Path) -> None:
    source = opened(tmp_path, b"Na\0me,City\nA\0nn,Tampa\0\n\0\nBo,Largo\n")
    assert source.header == ("Name", "City")
    assert cells(source) == [("Ann", "Tampa"), ("Bo", "Largo")]


def test_an_unclosed_quote_swallows_nothing(tmp_path: Path) -> None:
    text = 'Name,Email,City\nAnn,a,Tampa\nBo,"b@x,Largo\nCy,c,Tampa\nDi,d,"Or\nlando"\nEd,e,Tampa\n'
    source = opened(tmp_path, text)
    assert problems(source) == {3: "A quote opened in row 3 is never closed."}
    assert [row[0] for row in cells(source)] == ["Ann", "Bo", "Cy", "Di", "Ed"]
    assert cells(source)[3] == ("Di", "d", "Or\nlando")


@pytest.mark.parametrize("after", ["", 'Cy,"c",Tampa\n', "Cy,c,Tampa\n" * 3, '"Cy","c","Tampa"\n', 'Cy,"",Tampa\n'])
def test_an_unclosed_quote_is_found_whatever_follows(tmp_path: Path, after: str) -> None:
    source = opened(tmp_path, 'Name,Email,City\nAnn,a,Tampa\nBo,b,"Largo\n' + after)
    assert problems(source) == {3: "A quote opened in row 3 is never closed."}
    assert len(rows(source)) == 2 + after.count("\n")


def test_an_unclosed_quote_in_a_million_characters(tmp_path: Path) -> None:
    good = "Someone,someone@example.com,Tampa\n" * 60_000
    source = opened(tmp_path, 'Name,Email,City\nBo,"b,Largo\n' + good)
    found = rows(source)
    assert len(found) == 60_001
    assert [record.row for record in found if record.problem] == [2]


def test_lines_after_an_unclosed_quote_that_fit_no_row_are_shown_then_counted(tmp_path: Path) -> None:
    source = opened(tmp_path, 'Name,Email,City\nBo,"b,Largo\n' + "torn text\n" * 150 + "Cy,c,Tampa\n")
    found = problems(source)
    assert len(found) == 102
    assert found[3].endswith("it follows the quote opened in row 2.")
    assert found[152] == "50 more lines after the quote opened in row 2 fit no row."
    assert cells(source)[-1] == ("Cy", "c", "Tampa")


def test_quotes_that_nobody_doubled_are_kept(tmp_path: Path) -> None:
    source = opened(tmp_path, 'Name,City\n"Robert "Bo" Ray",Tampa\nAnn "x" Lee,5" pipe\n')
    assert cells(source) == [('Robert "Bo" Ray', "Tampa"), ('Ann "x" Lee', '5" pipe')]
    assert not problems(source)


@pytest.mark.parametrize(
    ("line", "expected", "closed"),
    [('a,"b,c",d', ["a", "b,c", "d"], True), ('"a ""b""",', ['a "b"', ""], True), ("", [""], True),
     ('"a,b', ['"a', "b"], False), ('"a" , "b"', ["a", "b"], True), (",,", ["", "", ""], True)],
)  # fmt: skip
def test_lenient_splitting(line: str, expected: list[str], closed: bool) -> None:
    assert split_leniently(line + "\r\n", ",", '"') == (expected, closed)


def test_a_cell_beyond_a_million_characters_is_a_problem_of_its_row(tmp_path: Path) -> None:
    source = opened(tmp_path, 'Name,Notes\nAnn,"' + "x" * 1_000_001 + '"\nBo,fine\n')
    assert problems(source) == {2: "Row 2 has a cell of more than 1,000,000 characters."}
    assert cells(source)[1] == ("Bo", "fine")


def test_a_line_beyond_all_measure_is_skipped_in_little_memory(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,Notes\nAnn,hi\nBo," + "y" * 20_000_000 + "\nCy,fine\n")
    assert problems(source) == {3: "Row 3 is longer than 8,000,000 characters."}
    assert cells(source)[2] == ("Cy", "fine")


def test_records_start_anew_at_each_call(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,City\nAnn,Tampa\nBo,Largo\n")
    first = source.records()
    next(first)
    assert [record.cells[0] for record in source.records()] == ["Ann", "Bo"]
    assert next(first).cells[0] == "Bo"


def test_a_header_only_is_fine_and_says_so(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,Email\n")
    assert rows(source) == []
    assert "no rows" in source.guessed


def test_the_name_may_promise_something_else(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,City\nAnn,Tampa\n", "export.xlsx")
    assert source.format == "csv"
    assert source.guessed.startswith("The name ends in .xlsx, but the file is CSV text.")
