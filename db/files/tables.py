"""The shape every file is read into: a header, and records that are numbered as the person counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `row` counts records, the empty ones too, and the header is 1, so the first record is 2 (a vCard
    file: the first card is 2 as well). `cells` has exactly as many entries as the header. `problem` is a sentence when
    the record cannot be read as it stands (ragged, an unclosed quote, a cell beyond the limit); it is then reported,
    never imported. `warnings` say what the file held and the cells do not (a picture).
    """

    row: int
    cells: tuple[str, ...]
    problem: str = ""
    ignored: bool = False  # the problem is no fault: a group of contacts, say; it is passed over and reported
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An opened file. `records()` starts anew at each call and never holds the whole file in memory (CSV).

    `format` is "csv", "xlsx", "xls", "ods" or "vcard"; `encoding` and `delimiter` are "" where they mean nothing.
    `guessed` says in a sentence how encoding, delimiter and header were found, for the wizard.
    """

    path: Path
    format: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    records: Callable[[], Iterator[Record]]
    guessed: str = ""
