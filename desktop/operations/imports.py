"""Importing what was rehearsed, taking an import back, and keeping the refused rows as a file (R60, R95)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.actions.imports import ImportSummary
from db.actions.imports import import_contacts as action
from db.changes import Outcome, UndoResult
from db.queries.imports import REFUSED, FileRehearsal, Rehearsal, refused_rows
from desktop.operations.running import OnError, run
from desktop.services import Services
from desktop.tasks import Token

Import = Outcome[ImportSummary]


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell how an import goes: `on_progress` gets (done, total) contacts."""

    on_progress: Callable[[tuple[int, int]], object]
    on_done: Callable[[Import], object]
    on_error: OnError


def import_contacts(services: Services, rehearsal: Rehearsal, watch: Watch) -> Token:
    """Write what was rehearsed as one step; cancelling the token leaves the office as it was (CancelledError)."""
    office = services.office

    def work(token: Token, progress: Callable[[object], object]) -> Import:
        def tick(done: int, total: int) -> bool:
            progress((done, total))
            return not token.cancelled

        return office.perform(action, rehearsal=rehearsal, progress=tick)

    return run(services, work, on_done=watch.on_done, on_error=watch.on_error, on_progress=watch.on_progress)


def undo_import(services: Services, step: int, *, on_done: Callable[[UndoResult], object], on_error: OnError) -> None:
    """Take the whole import back; contacts that moved on since are left and named (R90)."""
    office = services.office
    run(
        services,
        lambda: office.undo(step),
        on_done=lambda outcome: on_done(outcome.value),
        on_error=on_error,
    )


def save_refused(
    services: Services,
    files: Sequence[FileRehearsal],
    path: Path,
    *,
    on_done: Callable[[Sequence[Path]], object],
    on_error: OnError,
) -> None:
    """Write the refused rows in their own columns plus the reason, to be mended and imported again.

    Rows of several files have different columns: each file gets its own beside `path`. `on_done` gets the paths.
    """
    with_refused = tuple(one for one in files if one.counts.get(REFUSED))
    services.tasks.read(("refused rows", str(path)), lambda: _write_refused(with_refused, path), on_done, on_error)


def _write_refused(files: Sequence[FileRehearsal], path: Path) -> Sequence[Path]:
    from db.files.writing import write_csv

    written = []
    for one in files:
        own = path if len(files) == 1 else path.with_name(f"{path.stem} {Path(one.name).stem}{path.suffix}")
        header, rows = refused_rows(one)
        write_csv(own, header, rows)
        written.append(own)
    return written


TEMPLATE = (
    "First Name", "Last Name", "Email", "Phone", "Street", "City", "State", "Postal Code", "Status", "Source",
    "Hashtags", "Notes",
)  # fmt: skip


def save_template(services: Services, path: Path, *, on_done: Callable[[], object], on_error: OnError) -> None:
    """Write a file with headings only, to be filled in and imported (R60)."""

    def work() -> int:
        from db.files.writing import write_csv

        return write_csv(path, TEMPLATE, ())

    services.tasks.read(("template", str(path)), work, lambda _rows: on_done(), on_error)
