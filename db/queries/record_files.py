"""Files of records that are no contacts, such as listings and call logs: opening, reading, and their refused rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar

from db.changes import Progress
from db.files.json_files import open_records
from db.files.own_format import REASON_COLUMN
from db.files.tables import Record, SourceFile
from db.rules.errors import CancelledError, FileProblemError

# So many rows between two reports of progress, and two chances to stop.
TURN: Final = 500


class RecordDraft(Protocol):
    """What a row says, before the office is looked at; `reason` is a sentence when it is refused at once."""

    @property
    def row(self) -> int:
        """The row of the file it came from."""
        ...

    @property
    def reason(self) -> str:
        """Why it is refused; "" where it is not."""
        ...


Draft = TypeVar("Draft", bound=RecordDraft)


@dataclass(frozen=True)  # no slots: Python 3.11 cannot make one of a generic class that is frozen and has them
class RecordFile(Generic[Draft]):
    """The rows of a file as drafts; nothing of the office has been looked at yet. `path` None: made without a file."""

    name: str
    format: str
    drafts: tuple[Draft, ...]
    path: Path | None = None


def checked_source(path: Path, known: Callable[[tuple[str, ...]], bool], problem: str) -> SourceFile:
    """The file, opened, where its header is `known`.

    Errors: FileProblemError when it cannot be read, or is not of this kind: then it says `problem` after its name.
    """
    source = open_records(path)
    if not known(tuple(source.header)):
        raise FileProblemError(f"{path.name} {problem}")
    return source


def read_drafts(
    source: SourceFile, draft: Callable[[Record], Draft], progress: Progress | None = None
) -> RecordFile[Draft]:
    """Every row as `draft` makes it. `progress` is told how many rows were read, of a number nobody knows yet.

    Errors: FileProblemError at a row that ends the file; CancelledError when `progress` answers False.
    """
    drafts: list[Draft] = []
    for record in source.records():
        drafts.append(draft(record))
        if len(drafts) % TURN == 0:
            go_on(progress, len(drafts), 0)
    return RecordFile(source.path.name, source.format, tuple(drafts), source.path)


def go_on(progress: Progress | None, done: int, total: int) -> None:
    """Tell how far a work is. Errors: CancelledError when the answer is to stop; nothing is kept then."""
    if progress is not None and not progress(done, total):
        raise CancelledError("The import was stopped. Nothing was imported.")


def refused_records(path: Path, reasons: Mapping[int, str]) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The rows of `reasons` in the file's own columns, with their reason last: to be mended and imported again.

    The file is read again. Errors: FileProblemError when it is not there any more.
    """
    source = open_records(path)
    kept = [at for at, name in enumerate(source.header) if name != REASON_COLUMN]
    rows = (
        (*(record.cells[at] if at < len(record.cells) else "" for at in kept), reasons[record.row])
        for record in source.records()
        if record.row in reasons
    )
    return (*(source.header[at] for at in kept), REASON_COLUMN), rows
