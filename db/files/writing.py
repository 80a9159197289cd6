"""Tables out to CSV and XLSX: beside the target first, then in its place, safe against formulas."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from db.files.guarding import guard, unguard
from db.files.problems import writing_sentence
from db.files.sheets import LONG_CELLS
from db.files.vcard_writing import card_text
from db.rules.errors import FileProblemError

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["unguard", "write_csv", "write_vcards", "write_xlsx"]

XLSX_CELL: Final = 32_767  # characters
XLSX_ROWS: Final = 1_048_576  # the header among them
XLSX_COLUMNS: Final = 16_384
# Characters that XML cannot hold; XlsxWriter writes the other control characters in their own way.
_NO_XML: Final = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when all is written; on any error the old file
    stays.

    Raises FileProblemError with a sentence for a full disk, a locked file, a folder that is not there.
    """
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as problem:
        raise writing_sentence(path, problem) from problem
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _new_text(path: Path, encoding: str) -> TextIO:
    return path.open("x", encoding=encoding, errors="replace", newline="", buffering=1 << 18)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes UTF-8 with byte order mark (so that spreadsheets open it right), every cell quoted, CRLF.

    Cells that a spreadsheet would run get a `'` before them (see guarding). Returns how many rows were
    written. Raises FileProblemError; an older file of that name is then as it was.
    """
    count = 0
    with (
        replacing(path) as temporary,
        temporary.open("x", encoding="utf-8-sig", errors="replace", newline="", buffering=1 << 18) as stream,
    ):
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(list(map(guard, header)))
        for row in rows:
            writer.writerow(list(map(guard, row)))
            count += 1
    return count


def write_vcards(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes a vCard 3.0 a row, UTF-8: what address books know under their names, and every column of ours
    as an X-BROKERDESK line, so that reading gives the same columns and cells again (all line breaks alike).

    Returns how many cards were written. Raises FileProblemError; an older file is then as it was.
    """
    count = 0
    with replacing(path) as temporary, _new_text(temporary, "utf-8") as stream:
        for row in rows:
            stream.write(card_text(header, row, first=count == 0))
            count += 1
    return count


def write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes one sheet of text cells (never formulas, links or numbers), in memory that does not grow with
    the rows.

    What is longer than a cell may be is continued on a second sheet, from which reading joins it again.
    Returns how many rows were written. Raises FileProblemError; an older file of that name is then as it
    was.
    """
    if len(header) > XLSX_COLUMNS:
        raise FileProblemError(f"{path.name}: a sheet has no room for {len(header):,} columns.")
    with replacing(path) as temporary:
        return _write_book(path, temporary, header, rows)


def _write_book(path: Path, temporary: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    temporary.touch(exist_ok=False)  # a missing folder is told before the work, not after it
    book = Workbook(str(temporary), options)
    book.use_zip64()
    try:
        count = _fill(path, book, header, rows)
        book.close()
    except (FileCreateError, FileSizeError) as problem:
        inner = problem.args[0] if problem.args else None
        raise inner if isinstance(inner, OSError) else OSError(str(problem)) from problem
    finally:
        _let_go(book)
    return count


def _let_go(book: Workbook) -> None:
    """A workbook that was not finished must not try to finish itself when it is collected."""
    if not book.fileclosed:
        book.fileclosed = True
        for sheet in book.worksheets():
            with suppress(Exception):
                sheet._opt_close()  # its temporary file


def _fill(path: Path, book: Workbook, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    sheet = book.add_worksheet("Contacts")
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    long = _LongCells(book)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name.translate(_NO_XML), bold)
    count = 0
    for count, row in enumerate(rows, 1):
        if count >= XLSX_ROWS:
            raise FileProblemError(
                f"{path.name}: a sheet holds {XLSX_ROWS - 1:,} contacts at most. Export as CSV instead."
            )
        for column, cell in enumerate(row):
            if not cell:
                continue
            text = cell.translate(_NO_XML)
            sheet.write_string(count, column, text[:XLSX_CELL])
            if len(text) > XLSX_CELL:
                long.keep(count + 1, column + 1, text[XLSX_CELL:])
    return count


class _LongCells:
    """The second sheet, made when the first long cell comes."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet: Any = None
        self._row = 0

    def keep(self, row: int, column: int, text: str) -> None:
        """Writes the continuation of a cell in pieces: row and column as a person counts them, text."""
        if self._sheet is None:
            self._sheet = self._book.add_worksheet(LONG_CELLS)
            for at, title in enumerate(("Row", "Column", "Text continues")):
                self._sheet.write_string(0, at, title)
        for start in range(0, len(text), XLSX_CELL):
            self._row += 1
            self._sheet.write_string(self._row, 0, str(row))
            self._sheet.write_string(self._row, 1, str(column))
            self._sheet.write_string(self._row, 2, text[start : start + XLSX_CELL])
