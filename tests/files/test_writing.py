"""What is written is read back equal, runs in no spreadsheet, and never harms the file that was there."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.files.guarding import guard, unguard
from db.files.own_format import OWN_COLUMNS, OWN_MARKER, REASON_COLUMN, encode_list
from db.files.reading import open_file
from db.files.writing import write_csv, write_vcards, write_xlsx
from db.rules.errors import FileProblemError
from tests.files.builders import cells, named, problems

Write = Callable[[Path, Sequence[str], Iterable[Sequence[str]]], int]
WRITERS: list[tuple[Write, str]] = [(write_csv, "csv"), (write_xlsx, "xlsx"), (write_vcards, "vcf")]
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r\ufffe\uffff"), max_size=30)
SHAPE = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADER = (OWN_MARKER, "First Name", "Notes", "E-mails", "Extra")


@pytest.mark.parametrize(("write", "ending"), WRITERS)
@SHAPE
@given(table=st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=5))
@example(table=[("=1+1", "'=1", "''@x", 'a,b;c\n"d"')])
@example(table=[("'", " =x", "\t", "＝cmd"), ("", "", "", ""), ("_x000D_", "\\n", "a\\", "^n")])
def test_any_table_comes_back_equal(tmp_path: Path, write: Write, ending: str, table: list[tuple[str, ...]]) -> None:
    path = tmp_path / f"own.{ending}"
    written = [("1", *row) for row in table]
    assert write(path, HEADER, written) == len(written)
    source = open_file(path)
    assert source.header == HEADER
    assert cells(source) == written
    assert not problems(source)


@pytest.mark.parametrize(("write", "ending"), WRITERS[:2])
@SHAPE
@given(table=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5).filter(lambda t: all(map(any, t))))
def test_any_table_of_other_columns_comes_back_equal(
    tmp_path: Path, write: Write, ending: str, table: list[tuple[str, ...]]
) -> None:
    path = tmp_path / f"some.{ending}"
    write(path, ("Name", "City"), table)
    source = open_file(path, header_row=1)
    assert source.header == ("Name", "City")
    keep = unguard if ending == "csv" else str  # only files that are known as ours are unguarded by the reader
    assert [tuple(map(keep, row)) for row in cells(source)] == table


@pytest.mark.parametrize(("write", "ending"), WRITERS)
def test_line_breaks_of_all_kinds_and_long_cells_are_kept(tmp_path: Path, write: Write, ending: str) -> None:
    path = tmp_path / f"own.{ending}"
    long = encode_list([{"at": "2026-11-22T14:05:00Z", "text": "Ünï“" + "x" * 99_000}])
    row = ("1", "Ann", "a\r\nb\rc\nd", long, "z" * 32_768)
    write(path, HEADER, [row, row])
    expected = row if ending != "vcf" else (*row[:2], "a\nb\nc\nd", *row[3:])
    assert cells(open_file(path)) == [expected, expected]


@pytest.mark.parametrize(("write", "ending"), WRITERS)
def test_the_whole_own_header_comes_back_with_its_empty_columns(tmp_path: Path, write: Write, ending: str) -> None:
    path = tmp_path / f"own.{ending}"
    row = ("1", *[""] * (len(OWN_COLUMNS) - 1))
    write(path, OWN_COLUMNS, [row])
    assert open_file(path).header == OWN_COLUMNS
    assert cells(open_file(path)) == [row]


@pytest.mark.parametrize(("write", "ending"), WRITERS[:2])
def test_no_rows_at_all(tmp_path: Path, write: Write, ending: str) -> None:
    path = tmp_path / f"none.{ending}"
    assert write(path, ("Name", "Email"), []) == 0
    assert open_file(path).header == ("Name", "Email")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x",
     "'=1", "''=1", "\u00a0=1", "+15551234567890123", "+0155", "-", "@handle"],
)  # fmt: skip
def test_what_a_spreadsheet_could_run_is_guarded(cell: str) -> None:
    assert guard(cell) == "'" + cell
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Ann", "+15551234567", "'t Hooft", "O'Rourke", "5-3", "a=b", "[{}]", "'"])
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


@given(TEXT)
def test_the_guard_is_always_undone(text: str) -> None:
    assert unguard(guard(text)) == text


def test_the_csv_is_quoted_marked_and_guarded_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ("Name", "=Phone"), [("Zoë", "+15551234567"), ("=1", "")])
    assert path.read_bytes() == (
        b"\xef\xbb\xbf" + '"Name","\'=Phone"\r\n"Zoë","+15551234567"\r\n"\'=1",""\r\n'.encode()
    )


def test_refused_rows_are_known_as_ours_and_unguarded(tmp_path: Path) -> None:
    path = tmp_path / "refused.csv"
    write_csv(path, ("Name", "Notes", REASON_COLUMN), [("Ann", "- called twice", "No address")])
    assert cells(open_file(path)) == [("Ann", "- called twice", "No address")]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        mended = list(csv.reader(stream))
    path.write_text("\n".join(";".join(row) for row in mended), encoding="utf-8")  # as a spreadsheet saves it
    assert cells(open_file(path)) == [("Ann", "- called twice", "No address")]


def test_no_cell_of_an_xlsx_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, ("Name", "Web", "Zip"), [("=1+1", "https://example.com", "02134")])
    import zipfile

    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert cells(open_file(path)) == [("=1+1", "https://example.com", "02134")]


def test_address_books_find_their_own_names_in_our_cards(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    header = ("First Name", "Last Name", "Prefix", "Company", "Hashtags", "E-mails", "Phones", "Addresses", "Birthday")
    phones = encode_list([{"e164": "+18135550142", "label": "Mobile"}, {"raw": "555-0142", "label": ""}])
    emails = encode_list([{"value": "ann@example.com", "label": "home"}])
    address = encode_list([{"street": "1 Elm St", "city": "Tampa", "region": "FL", "postal_code": "33602"}])
    write_vcards(path, header, [("Ann", "Lee; Jr", "", "Acme", "buyer|hot", emails, phones, address, "1980-05-06")])
    text = path.read_text(encoding="utf-8")
    without = "\n".join(line for line in text.replace("\n ", "").splitlines() if not line.startswith("X-"))
    path.write_text(without, encoding="utf-8")
    row = named(open_file(path), 2)
    assert (row["First Name"], row["Last Name"], row["Labels"]) == ("Ann", "Lee; Jr", "buyer ::: hot")
    assert (row["E-mail 1 - Value"], row["Organization Name"]) == ("ann@example.com", "Acme")
    assert (row["Phone 1 - Label"], row["Phone 1 - Value"]) == ("Mobile", "+18135550142")
    assert row["Phone 2 - Value"] == "555-0142"
    assert (row["Address 1 - Street"], row["Address 1 - Postal Code"]) == ("1 Elm St", "33602")


def test_every_line_of_a_card_has_at_most_75_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    write_vcards(path, ("First Name", "Notes"), [("Zoë" * 40, "日本語" * 200 + "😀" * 50)])
    assert max(map(len, path.read_bytes().split(b"\r\n"))) <= 75
    assert cells(open_file(path)) == [("Zoë" * 40, "日本語" * 200 + "😀" * 50)]


def test_own_and_foreign_cards_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    write_vcards(path, (OWN_MARKER, "First Name"), [("1", "Ann")])
    foreign = "BEGIN:VCARD\nVERSION:3.0\nN:Ray;Bo\nTEL:813-555-0142\nEND:VCARD\n"
    path.write_text(path.read_text(encoding="utf-8") + foreign, encoding="utf-8")
    assert open_file(path).header == (OWN_MARKER, "First Name", "Last Name", "Phone 1 - Value")
    assert named(open_file(path), 3) == {"First Name": "Bo", "Last Name": "Ray", "Phone 1 - Value": "813-555-0142"}


@pytest.mark.parametrize(("write", "ending"), WRITERS)
def test_rows_that_break_off_leave_the_old_file_and_nothing_else(tmp_path: Path, write: Write, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_text("as it was", encoding="utf-8")

    def breaking() -> Iterator[tuple[str, ...]]:
        yield ("Ann",)
        raise KeyError("stopped")

    with pytest.raises(KeyError):
        write(path, ("Name",), breaking())
    assert path.read_text(encoding="utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("write", "ending"), WRITERS)
def test_a_folder_that_is_not_there_and_one_in_the_way(tmp_path: Path, write: Write, ending: str) -> None:
    with pytest.raises(FileProblemError, match="its folder is not there"):
        write(tmp_path / "none" / f"a.{ending}", ("Name",), [("Ann",)])
    (tmp_path / f"b.{ending}").mkdir()
    with pytest.raises(FileProblemError, match="a folder has that name"):
        write(tmp_path / f"b.{ending}", ("Name",), [("Ann",)])


# a limit on the size of files exists on Linux and macOS only
@pytest.mark.parametrize(("write", "ending"), WRITERS if sys.platform != "win32" else [])
def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path, write: Write, ending: str) -> None:
    import resource

    path = tmp_path / f"a.{ending}"
    path.write_text("as it was", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(FileProblemError, match=r"the disk is full.*is as it was"):
            write(path, ("Name", "Notes"), ((f"Ann {n}", str(n) * 40) for n in range(20_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text(encoding="utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_more_columns_than_a_sheet_has(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="no room for 16,385 columns"):
        write_xlsx(tmp_path / "a.xlsx", ["x"] * 16_385, [])
