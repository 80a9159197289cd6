"""How a CSV text is laid out: delimiter, quote, `sep=` line and header, found from its beginning."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.files.headers import SEARCHED_ROWS, find_header, known_words
from db.files.own_format import OWN_MARKER
from db.files.texts import CELL_LIMIT
from db.rules.errors import FileProblemError

DELIMITERS: Final = (",", ";", "\t", "|")
DELIMITER_NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars (|)"}
SAMPLE_CHARACTERS: Final = 1 << 18
_SAMPLE_ROWS: Final = 40
_SEP_LINE: Final = re.compile(r'\s*"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are in a CSV text. `skipped` rows (blank ones not counted) stand before the header;
    `header` is None when the file has none. `rows` are the first rows, for the made-up header.
    """

    delimiter: str
    quote: str
    sep_line: bool
    skipped: int
    header: tuple[str, ...] | None
    rows: tuple[tuple[str, ...], ...]


def find_layout(file_name: str, sample: str, *, delimiter: str | None = None, header_row: int | None = None) -> Layout:
    """The layout of the text that begins with `sample`.

    `header_row` counts from 1, blank lines left out, as the person sees the rows; 0 says there is no header.
    Raises FileProblemError when there is no row at all, no such header row, or the first row has no end.
    """
    sample = sample.removeprefix("\ufeff").replace("\0", "")
    sep = _SEP_LINE.match(sample)
    text = sample[sep.end() :] if sep else sample
    _check_length(file_name, text, full=len(sample) >= SAMPLE_CHARACTERS)
    if not text.strip():
        raise FileProblemError(f"{file_name} is empty.")
    chosen = delimiter or (sep.group(1) if sep else "")
    if len(chosen) > 1:
        raise FileProblemError(f"A delimiter is one character, not “{chosen}”.")
    if text.startswith(f'"{OWN_MARKER}",') and not chosen:
        chosen = ","
    chosen = chosen or _find_delimiter(text)
    quote = _find_quote(text, chosen)
    rows = first_rows(text, chosen, quote)
    index = _header_index(file_name, rows, header_row)
    header = None if index is None else rows[index]
    return Layout(chosen, quote, bool(sep), index or 0, header, tuple(rows[:SEARCHED_ROWS]))


def _check_length(file_name: str, text: str, *, full: bool) -> None:
    first = re.search(r"[\r\n]", text.lstrip())
    if full and (first is None or first.start() > SAMPLE_CHARACTERS - 4):
        raise FileProblemError(
            f"{file_name}, row 1: the row is longer than {SAMPLE_CHARACTERS:,} characters without an end. "
            "That is no table of contacts (at most 1,000 columns)."
        )


def _header_index(file_name: str, rows: Sequence[Sequence[str]], header_row: int | None) -> int | None:
    if header_row is None:
        return find_header(rows)
    if header_row == 0:
        return None
    if not 1 <= header_row <= len(rows):
        raise FileProblemError(f"{file_name} has no row {header_row} among its first rows to take as the header.")
    return header_row - 1


def first_rows(text: str, delimiter: str, quote: str) -> list[tuple[str, ...]]:
    """The first rows that are not blank, read without complaint."""
    csv.field_size_limit(CELL_LIMIT)
    lines = list(io.StringIO(text, newline=""))
    if len(text) >= SAMPLE_CHARACTERS - 100:
        lines.pop()  # cut off in the middle
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=delimiter != " "):
            if any(cell.strip() for cell in row):
                rows.append(tuple(row))
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # what was read so far is enough to judge by
    return rows


def _find_quote(text: str, delimiter: str) -> str:
    """`'` where cells stand in it rather than in `"`: several of them, or one without which the rows fall apart."""
    if text.lstrip(" \r\n").startswith('"'):
        return '"'
    d = re.escape(delimiter)
    wrapped = rf"(?:^|{d})[ ]*{{q}}(?:[^{{q}}\r\n]|{{q}}{{q}})*+{{q}}[ ]*(?={d}|\r|\n|$)"
    head = text[:20_000]
    double, single = (len(re.findall(wrapped.format(q=quote), head, re.MULTILINE)) for quote in "\"'")
    if single >= 2:
        return "'" if single > double else '"'
    even = {quote: _evenness(first_rows(text, delimiter, quote)) for quote in "\"'"}
    return "'" if single and even["'"] > even['"'] else '"'


def _evenness(rows: Sequence[Sequence[str]]) -> float:
    """Which part of the rows has as many cells as the first."""
    return sum(1 for row in rows if len(row) == len(rows[0])) / len(rows) if rows else 0.0


def _find_delimiter(text: str) -> str:
    """The candidate whose header holds most known words, then the one that cuts all rows into as many cells.

    csv.Sniffer is not asked: it raises on one column and falls for letters.
    """
    best, best_score = "", (0, 0.0, 0)
    for candidate in DELIMITERS:
        rows = first_rows(text, candidate, _find_quote(text, candidate))
        index = find_header(rows)
        header = rows[index or 0] if rows else ()
        if len(header) < 2 or (not known_words(header) and _one_named_column(rows[0])):
            continue
        after = rows[index or 0 :]
        even = round(_evenness(after), 1)
        score = (known_words(header) if index is not None else 0, even, len(header))
        if score > best_score:
            best, best_score = candidate, score
    if best:
        return best
    head = text[:20_000]
    return next((candidate for candidate in DELIMITERS if candidate not in head), ",")


def _one_named_column(row: Sequence[str]) -> bool:
    """A single known word as the whole first line: a file of one column, whatever its cells hold ("Lee,
    Ann").
    """
    return sum(1 for cell in row if cell.strip()) == 1 and known_words(row) == 1
