"""Files that cannot be read end in one sentence that names the file; nothing else ever comes out."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.files.problems import reading_sentences
from db.files.reading import open_file
from db.rules.errors import FileProblemError
from tests.files.builders import INPUTS, opened, rows

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


NAMES = ["contacts.xlsx", "contacts.ods", "contacts.xls", "apple.vcf", "google_current.csv"]


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\r\n ", "empty"),
        (b"sep=;\r\n", "empty"),
        (b"\0" * 500, "empty bytes"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"MZ\x90\0\x03\0\0\0", "program"),
        (b"SQLite format 3\0....", "database"),
        (bytes(range(256)) * 40, "binary"),
        (b"<!DOCTYPE html><table><tr><td>Name</td></tr></table>", "web page"),
        (OLE + b"\0" * 600, "old Office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le") + b"\0" * 900, "damaged"),
        (b"PK\x03\x04 this is no archive", "damaged"),
        (zipped(readme_dot_txt=b"hello"), "packed archive"),
        (zipped(xl__workbook_dot_xml=b"<workbook"), "damaged"),
        (b"\xff\xfeN", "breaks off"),
        ("Column" + ",Column" * 9_999, "10,000 columns"),
        ("x," * 200_000, "longer than"),
        ('"Name,Email\n' + "Ann,ann@example.com\n" * 50, "never closed"),
    ],
)
def test_each_bad_file_has_a_sentence_that_names_it(tmp_path: Path, content: bytes | str, word: str) -> None:
    with pytest.raises(FileProblemError) as problem:
        opened(tmp_path, content)
    assert word in problem.value.sentence
    assert "contacts.csv" in problem.value.sentence
    assert problem.value.sentence.endswith((".", "?", ")"))


def test_an_empty_vcard_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match=r"a\.vcf holds no vCard"):
        opened(tmp_path, "Name,Email\n", "a.vcf")


def test_a_vanished_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="not there any more"):
        open_file(tmp_path / "gone.csv")
    with pytest.raises(FileProblemError, match="is a folder"):
        open_file(tmp_path)


@pytest.mark.parametrize("content", ["Name,City\nAnn,Tampa\n", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n"])
def test_a_file_that_vanishes_between_opening_and_reading(tmp_path: Path, content: str) -> None:
    source = opened(tmp_path, content)
    source.path.unlink()
    with pytest.raises(FileProblemError, match="not there any more"):
        rows(source)


def test_a_locked_file_is_told_as_such() -> None:
    with pytest.raises(FileProblemError, match="another program holds it"), reading_sentences(Path("a.csv")):
        raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("encoding", ["nonsense", "base64", "ascii", "utf-32-be"])
def test_an_encoding_that_does_not_fit_is_a_sentence(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(FileProblemError, match=r"(?i)encoding|breaks off|written in"):
        rows(opened(tmp_path, "Name,City\nZoë,Tampas\n".encode(), encoding=encoding))


def test_choices_that_make_no_sense(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="no row 9"):
        opened(tmp_path, "Name,City\nZoë,Tampa\n", header_row=9)
    with pytest.raises(FileProblemError, match="one character"):
        opened(tmp_path, "Name,City\nZoë,Tampa\n", delimiter=";;")


def test_a_line_made_to_take_forever_takes_a_moment(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,City\n" + '"a,' * 200_000 + "\nAnn,Tampa\n")
    assert [bool(record.problem) for record in rows(source)] == [True, False]


def test_a_cell_of_200_megabytes_is_refused_at_once_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)  # takes no room on the disk
        stream.seek(0)
        stream.write(b'"' + b"x" * 1_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(FileProblemError, match=r"huge\.csv, row 1"):
            open_file(path)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_csv_is_read_in_memory_that_does_not_grow_with_it(tmp_path: Path) -> None:
    source = opened(tmp_path, "Name,Email,City\n" + "Ann Lee,ann@example.com,Tampa\n" * 50_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in source.records()) == 50_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", OLE, b"BEGIN:VCARD\n", b'a,b\n"']))
def test_any_bytes_are_a_table_or_a_sentence(tmp_path: Path, data: bytes, start: bytes) -> None:
    try:
        source = opened(tmp_path, start + data)
        for record in source.records():
            assert len(record.cells) == len(source.header)
    except FileProblemError as problem:
        assert problem.sentence  # noqa: PT017 (the other half of the promise: what does come out)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_real_files_with_broken_bytes_are_a_table_or_a_sentence(tmp_path: Path, data: st.DataObject, name: str) -> None:
    content = bytearray((INPUTS / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    try:
        source = opened(tmp_path, bytes(content[:cut]), name)
        for record in source.records():
            assert len(record.cells) == len(source.header)
    except FileProblemError as problem:
        assert problem.sentence  # noqa: PT017 (see above)
