"""CSV files: streamed into records, mended where a quote goes wrong, flat in memory."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from db.files.csv_layout import DELIMITER_NAMES, SAMPLE_CHARACTERS, Layout, find_layout
from db.files.guarding import unguard
from db.files.headers import fit, made_up_header, named_columns
from db.files.own_format import is_own_header
from db.files.problems import told
from db.files.tables import Record, SourceFile
from db.files.texts import CELL_LIMIT, LINE_LIMIT, Lines, LineTooLongError, TextShape, examine, open_text

# After an unclosed quote, this many lines that fit no row are shown one by one; further ones are counted.
DOUBTFUL_SHOWN: Final = 100


def open_csv(
    path: Path, *, encoding: str | None, delimiter: str | None, header_row: int | None, remark: str = ""
) -> SourceFile:
    """Opens a CSV text of any delimiter, quote and encoding (INPUTS 5.2). Raises FileProblemError."""
    shape = examine(path, encoding)
    with open_text(path, shape) as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    layout = find_layout(path.name, sample, delimiter=delimiter, header_row=header_row)
    header = _header(path, layout)

    def records() -> Iterator[Record]:
        return told(path, lambda: _read(path, shape, layout, header))

    empty = next(records(), None) is None
    guessed = " ".join(filter(None, (remark, _sentence(shape, layout), "It has no rows." if empty else "")))
    return SourceFile(path, "csv", shape.encoding, layout.delimiter, header, records, guessed)


def _header(path: Path, layout: Layout) -> tuple[str, ...]:
    if layout.header is None:
        return made_up_header(layout.rows)
    own = is_own_header(layout.header)
    return named_columns(path.name, [unguard(name) for name in layout.header] if own else layout.header)


def _sentence(shape: TextShape, layout: Layout) -> str:
    cut = DELIMITER_NAMES.get(layout.delimiter, f"“{layout.delimiter}”")
    parts = [f"Encoding {shape.encoding} by {shape.found_by}", f"cells separated by {cut}"]
    if layout.sep_line:
        parts[-1] += " as its sep= line says"
    if layout.quote != '"':
        parts.append(f"quoted with {layout.quote}")
    if layout.header is None:
        parts.append("no header row (columns are numbered, the first row is row 1)")
    elif layout.skipped:
        parts.append(f"header in row {layout.skipped + 1} of the file")
    else:
        parts.append("header in the first row")
    text = ", ".join(parts) + "."
    if shape.strays:
        text += (
            f" Not UTF-8, and read as cp1252: {shape.strays:,} of its lines, the first of them line "
            f"{shape.first_stray:,}."
        )
    return text


def _read(path: Path, shape: TextShape, layout: Layout, header: tuple[str, ...]) -> Iterator[Record]:
    with open_text(path, shape) as stream:
        lines = Lines(stream, drop_nuls=shape.nuls)
        # An own header is known before the reader has dropped its guard.
        clean = unguard if is_own_header(header) else None
        scan = _Scan(lines, layout, len(header), number=2 if layout.header is not None else 1, clean=clean)
        if layout.sep_line:
            next(lines.feed(), None)
            lines.pending.clear()
        if layout.header is not None:
            scan.skip(layout.skipped + 1)
        yield from scan.records()


@dataclass(slots=True)
class _Scan:
    """One pass over the records of a file; what went wrong lately decides how the next lines are judged."""

    lines: Lines
    layout: Layout
    width: int
    number: int
    clean: Callable[[str], str] | None = None
    doubtful: bool = False  # after an unclosed quote, until a row fits again
    doubts: int = 0
    opened_in: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        csv.field_size_limit(CELL_LIMIT)
        delimiter = self.layout.delimiter
        self.options = {
            "delimiter": delimiter,
            "quotechar": self.layout.quote,
            "skipinitialspace": delimiter != " ",
        }

    def skip(self, rows: int) -> None:
        """Passes over the rows up to and with the header."""
        reader = csv.reader(self.lines.feed(), **self.options)
        while rows:
            row = next(reader, None)
            if row is None:
                break
            rows -= any(cell.strip() for cell in row)
        self.lines.pending.clear()

    def records(self) -> Iterator[Record]:
        """All records. Strict reading tells at once where a quote went wrong; then the lines are given
        again.
        """
        while True:
            try:
                yield from self._straight()
            except csv.Error as problem:
                yield from self._mend(too_large="field limit" in str(problem))
            except LineTooLongError:
                self.lines.pending.clear()
                yield self._problem((), f"Row {self.number} is longer than {LINE_LIMIT:,} characters.")
            else:
                break
        yield from self._settle_doubts()

    def _straight(self) -> Iterator[Record]:
        width, pending, clean = self.width, self.lines.pending, self.clean
        for cells in csv.reader(self.lines.feed(), strict=True, **self.options):
            if len(cells) != width or self.doubtful:
                yield from self._judge(cells)
            else:
                if cells[0] or any(cells):
                    yield Record(self.number, tuple(cells) if clean is None else tuple(map(clean, cells)))
                self.number += 1  # an empty record is none, and still has its place in the sheet
            pending.clear()

    def _judge(self, cells: list[str]) -> Iterator[Record]:
        """A row that is not as wide as the header, or comes right after trouble."""
        if not any(cells):
            self.number += 1
            return
        if len(cells) != self.width and len(self.lines.pending) > 1 and self._swallowed_rows():
            raise csv.Error("swallowed")
        surplus = any(cells[self.width :])
        if self.doubtful and (len(cells) < self.width or surplus):
            yield from self._doubt(cells)
            return
        yield from self._settle_doubts()
        if surplus:
            text = f"Row {self.number} has {len(cells):,} cells where the header names {self.width:,}."
            yield self._problem(tuple(cells), text)
            return
        yield self._good(cells[: self.width])

    def _good(self, cells: list[str]) -> Record:
        padded = fit(cells, self.width)
        record = Record(self.number, padded if self.clean is None else tuple(map(self.clean, padded)))
        self.number += 1
        return record

    def _problem(self, cells: tuple[str, ...], sentence: str) -> Record:
        record = Record(self.number, fit(cells, self.width, self.layout.delimiter), sentence)
        self.number += 1
        return record

    def _swallowed_rows(self) -> bool:
        """Whether a line inside a cell is, taken alone, a whole row: then the cell's quote was never
        closed.
        """
        alone = (self._split(line) for line in self.lines.pending[1:200])
        return any(closed and len(cells) == self.width for cells, closed in alone)

    def _split(self, line: str) -> tuple[list[str], bool]:
        return split_leniently(line, self.layout.delimiter, self.layout.quote)

    def _mend(self, *, too_large: bool) -> Iterator[Record]:
        """The reader stopped: take the first line alone, give the others again."""
        pending = list(self.lines.pending)
        if not pending:
            return
        cells, closed = self._split(pending[0])
        if too_large and len(pending) == 1:
            self.lines.pending.clear()
            yield self._problem((), f"Row {self.number} has a cell of more than {CELL_LIMIT:,} characters.")
            return
        self.lines.put_back(pending[1:])
        if closed and len(cells) == self.width and not self.doubtful:
            yield self._good(cells)  # quotes inside a cell that nobody doubled
            return
        if self.doubtful:
            yield from self._doubt(cells)
            return
        self.doubtful, self.doubts, self.opened_in = True, 0, self.number
        yield self._problem(tuple(cells), f"A quote opened in row {self.number} is never closed.")

    def _doubt(self, cells: list[str]) -> Iterator[Record]:
        self.doubts += 1
        if self.doubts <= DOUBTFUL_SHOWN:
            yield self._problem(
                tuple(cells),
                f"Row {self.number} has {len(cells):,} cells where the header names {self.width:,}; "
                f"it follows the quote opened in row {self.opened_in}.",
            )
        else:
            self.number += 1

    def _settle_doubts(self) -> Iterator[Record]:
        more = self.doubts - DOUBTFUL_SHOWN
        self.doubtful, self.doubts = False, 0
        if more > 0:
            text = f"{more:,} more lines after the quote opened in row {self.opened_in} fit no row."
            yield Record(self.number - 1, ("",) * self.width, text)  # under the number of the last of them


@lru_cache(maxsize=8)
def _cell_pattern(delimiter: str, quote: str) -> re.Pattern[str]:
    """A quoted cell ends only at a quote that a delimiter or the line's end follows; anything else is
    plain.
    """
    d, q = re.escape(delimiter), re.escape(quote)
    inside = rf"(?:[^{q}]|{q}(?![ ]*(?:{d}|$)))*+"
    return re.compile(rf"[ ]*{q}({inside}){q}[ ]*({d}|$)|([^{d}]*)({d}|$)", re.DOTALL)


def split_leniently(line: str, delimiter: str, quote: str) -> tuple[list[str], bool]:
    """The cells of one physical line whose quotes may be wrong, and whether every quote that opens a cell
    is closed.

    `"Bob "Bo" Ray",x` is `Bob "Bo" Ray` and `x`, closed; `"Bob,x` is `"Bob` and `x`, not closed.
    """
    text = line.rstrip("\r\n")
    cells: list[str] = []
    at, more = 0, True
    while more:
        found = _cell_pattern(delimiter, quote).match(text, at)
        assert found is not None, "the plain branch matches anything"
        quoted, plain = found.group(1), found.group(3)
        cells.append(plain if quoted is None else quoted.replace(quote * 2, quote))
        if quoted is None and plain.lstrip().startswith(quote):
            # Nothing closes it: the rest is cut at every delimiter, in one go (an evil line could make this endless).
            return [*cells, *text[found.end(3) + 1 :].split(delimiter)] if found.group(4) else cells, False
        at = found.end()
        more = bool(found.group(4) or (found.group(2) if quoted is not None else ""))
    return cells, True
