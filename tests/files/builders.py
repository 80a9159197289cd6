"""Short ways to put a file on the disk and to read one back."""

from __future__ import annotations

from pathlib import Path

from db.files.reading import open_file
from db.files.tables import Record, SourceFile

INPUTS = Path(__file__).parent.parent / "inputs"


def opened(
    folder: Path,
    content: bytes | str,
    name: str = "contacts.csv",
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> SourceFile:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_file(path, encoding=encoding, delimiter=delimiter, header_row=header_row)


def rows(source: SourceFile) -> list[Record]:
    return list(source.records())


def cells(source: SourceFile) -> list[tuple[str, ...]]:
    return [record.cells for record in source.records()]


def problems(source: SourceFile) -> dict[int, str]:
    return {record.row: record.problem for record in source.records() if record.problem}


def named(source: SourceFile, row: int) -> dict[str, str]:
    """The filled cells of a record by column."""
    found = next(record for record in source.records() if record.row == row)
    return {column: cell for column, cell in zip(source.header, found.cells, strict=True) if cell}
