"""JSON files of records: arrays, answers of Web APIs, objects a line, and what is none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.files import json_files
from db.files.json_files import open_records
from db.rules.errors import FileProblemError


def written(folder: Path, text: str | bytes, name: str = "file.json") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1, "b": "x"}, {"a": 2}]',
        '{"value": [{"a": 1, "b": "x"}, {"a": 2}], "@odata.nextLink": "more"}',
        '\ufeff  {"calls": [{"a": 1, "b": "x"}, {"a": 2}]}',
        '{"a": 1, "b": "x"}\n\n{"a": 2}\n',
    ],
)
def test_records_in_any_wrapping(tmp_path: Path, text: str) -> None:
    source = open_records(written(tmp_path, text))
    assert (source.format, source.header) == ("json", ("a", "b"))
    assert [(r.row, r.cells) for r in source.records()] == [(2, ("1", "x")), (3, ("2", ""))]
    assert [r.row for r in source.records()] == [2, 3]  # starts anew


def test_one_object_is_one_record(tmp_path: Path) -> None:
    source = open_records(written(tmp_path, '{"CallSid": "CA1", "To": null}'))
    assert [r.cells for r in source.records()] == [("CA1", "")]


def test_values_become_text_that_a_database_takes(tmp_path: Path) -> None:
    text = (
        '[{"n": 7129300520.50, "t": true, "f": false, "l": ["a", "b"], "o": {"k": 1}, "x": "a\\u0000\\ud800",'
        ' "i": NaN}]'
    )
    (record,) = open_records(written(tmp_path, text)).records()
    assert record.cells == ("7129300520.50", "true", "false", "a, b", '{"k": "1"}', "a?", "")


def test_what_is_no_record_is_said_with_its_row(tmp_path: Path) -> None:
    records = list(open_records(written(tmp_path, '[{"a": 1}, 5]')).records())
    assert [(r.row, r.problem) for r in records] == [(2, ""), (3, "This is no record with named fields.")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"value": [', "line 1: this is not JSON as it should be"),
        ('[{"a": 1},\n oops]', "line 2"),
        ("[]", "holds no records"),
        ("[1, 2]", "holds no records"),
        ("[" * 100_000, "not JSON as it should be"),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FileProblemError, match=said):
        open_records(written(tmp_path, text))


def test_too_many_fields_and_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = "[{" + ", ".join(f'"c{n}": 1' for n in range(1_001)) + "}]"
    with pytest.raises(FileProblemError, match="1,001 fields"):
        open_records(written(tmp_path, wide))
    monkeypatch.setattr(json_files, "LARGEST_BYTES", 5)
    with pytest.raises(FileProblemError, match="larger than"):
        open_records(written(tmp_path, '[{"a": 1}]'))


def test_other_files_are_read_as_tables(tmp_path: Path) -> None:
    source = open_records(written(tmp_path, "ListingId,City,State\nA1,Tampa,FL\n", "file.csv"))
    assert (source.format, source.header) == ("csv", ("ListingId", "City", "State"))
    with pytest.raises(FileProblemError, match="not there any more"):
        open_records(tmp_path / "gone.json")
    with pytest.raises(FileProblemError, match="folder"):
        open_records(tmp_path)
