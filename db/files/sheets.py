"""Workbooks (XLSX, XLSB, XLS, ODS): the sheet with most rows, its cells as a person would type them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.files.headers import find_header, fit, made_up_header, named_columns
from db.files.problems import told
from db.files.sheet_guards import check_zip
from db.files.tables import Record, SourceFile
from db.files.texts import CELL_LIMIT
from db.rules.errors import FileProblemError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# An XLSX cell ends at 32,767 characters; what is longer our own files continue on this sheet.
LONG_CELLS: Final = "Brokerdesk long cells"
MAX_FILE: Final = 300_000_000  # bytes
# A row that is not blank, with its number in the sheet.
Row = tuple[int, list[str]]
Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta | None


def open_sheet(path: Path, kind: str, *, header_row: int | None, remark: str = "") -> SourceFile:
    """Opens a workbook of `kind` "xlsx", "xlsb", "ods" or "xls". Raises FileProblemError.

    Guards run first. The rows of one sheet are held in memory: a workbook cannot be streamed.
    """
    if path.stat().st_size > MAX_FILE:
        raise FileProblemError(f"{path.name} is larger than {MAX_FILE // 1_000_000} MB. Save the sheet as CSV.")
    if kind != "xls":
        check_zip(path, kind)
    numbered, sheet_sentence = _load(path)
    rows = [cells for _number, cells in numbered]
    if not rows:
        raise FileProblemError(f"{path.name} is empty: no sheet in it has a cell with something in it.")
    index = _header_index(path, rows, header_row)
    body = numbered if index is None else numbered[index + 1 :]
    header = _header(path, rows, index)
    # the header is row 1, wherever it stands; blank rows after it have their numbers too
    before = numbered[0][0] - 1 if index is None else numbered[index][0] - 1

    def records() -> Iterator[Record]:
        return told(path, lambda: _records(body, len(header), before))

    where = "no header row" if index is None else f"header in row {index + 1} of those with something in them"
    parts = (remark, f"{sheet_sentence}, {where}.", "" if body else "It has no rows.")
    return SourceFile(path, kind, "", "", header, records, " ".join(filter(None, parts)))


def _header(path: Path, rows: list[list[str]], index: int | None) -> tuple[str, ...]:
    """Columns to the right without a name and without a cell are left out: sheets are often wider than
    their table.
    """
    if index is None:
        return made_up_header([_trimmed(row) for row in rows])
    widest = max(len(_trimmed(row)) for row in rows[index:])
    return named_columns(path.name, rows[index][:widest])


def _trimmed(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def _header_index(path: Path, rows: Sequence[Sequence[str]], header_row: int | None) -> int | None:
    if header_row is None:
        return find_header(rows)
    if header_row == 0:
        return None
    if not 1 <= header_row <= len(rows):
        raise FileProblemError(f"{path.name} has no row {header_row} to take as the header.")
    return header_row - 1


def _records(rows: list[Row], width: int, before: int) -> Iterator[Record]:
    for in_sheet, cells in rows:
        number = in_sheet - before
        if any(len(cell) > CELL_LIMIT for cell in cells):
            yield Record(number, ("",) * width, f"Row {number} has a cell of more than {CELL_LIMIT:,} characters.")
        else:
            yield Record(number, fit(cells[:width] if not any(cells[width:]) else cells, width))


def _load(path: Path) -> tuple[list[Row], str]:
    """The rows that are not blank of the fullest visible sheet, and which sheet that is."""
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_path(path) as book:
            return _fullest(book)
    except PasswordError as problem:
        raise FileProblemError(f"{path.name} is protected by a password. Save it without one.") from problem
    except OSError:
        raise
    except BaseException as problem:
        # A broken workbook can make the reader panic, which is no ordinary exception; a wish to stop must
        # pass.
        if isinstance(problem, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        raise FileProblemError(f"{path.name} is damaged or is no workbook: its sheets cannot be read.") from problem


def _fullest(book: CalamineWorkbook) -> tuple[list[Row], str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = [sheet for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible] or sheets
    best: list[Row] = []
    best_name, filled = "", 0
    for name in (sheet.name for sheet in visible if sheet.name != LONG_CELLS):
        rows = _rows_of(book, name)
        filled += bool(rows)
        if len(rows) > len(best):
            best, best_name = rows, name
    if any(sheet.name == LONG_CELLS for sheet in sheets):
        _join_long_cells(best, _rows_of(book, LONG_CELLS))
    left = f" (not read: {filled - 1} with fewer rows)" if filled > 1 else ""
    return best, f"Sheet “{best_name}”{left}"


def _rows_of(book: CalamineWorkbook, name: str) -> list[Row]:
    sheet = book.get_sheet_by_name(name)
    rows = ([as_text(cell) for cell in row] for row in sheet.iter_rows())
    return [(number, row) for number, row in enumerate(rows, 1) if any(row)]


def _join_long_cells(rows: list[Row], parts: list[Row]) -> None:
    """Puts the continuations back: columns are row (header is 1), column (from 1), text."""
    by_number = {str(number): cells for number, cells in rows}
    for _number, part in parts[1:]:
        row, column, text = (*part, "", "", "")[:3]
        cells = by_number.get(row, [])
        if column.isdigit() and 0 < int(column) <= len(cells):
            cells[int(column) - 1] += text


def as_text(cell: Cell) -> str:
    """A cell as a person would type it: 8135550142 without ".0", dates as 2026-11-22, times with seconds."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        whole = math.isfinite(cell) and cell == int(cell) and abs(cell) < 2**53
        return str(int(cell)) if whole else format(cell, ".15g")  # as many digits as a spreadsheet shows
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell.isoformat(timespec="seconds") if isinstance(cell, dt.time) else str(cell)
