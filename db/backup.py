"""Backups: a copy made while the office is open, verified, and put in place by a rename."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlite_driver
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from db.changes import Progress
from db.engine import Engines, plain_error
from db.files.writing import replacing
from db.rules.errors import CancelledError, FileProblemError, RefusedError
from db.rules.permissions import Actor, Right, Scope

EVERY: Final = 100_000  # of SQLite's own steps between two questions: some tens a second
SMALL_CACHE: Final = -2_000  # kilobytes


def check_may_back_up(actor: Actor) -> None:
    """RefusedError unless the member may take out every contact: with a copy the whole office leaves the building."""
    if Scope.ALL not in actor.scopes(Right.EXPORT):
        raise RefusedError("A backup holds the whole office; it is made by those who may export all of it.")


def back_up(actor: Actor, engines: Engines, target: Path, *, progress: Progress | None = None) -> int:
    """`back_up_file` for a member. Errors: RefusedError for one who may not; all of `back_up_file`."""
    check_may_back_up(actor)
    return back_up_file(engines, target, progress=progress)


def back_up_file(engines: Engines, target: Path, *, progress: Progress | None = None) -> int:
    """Copy the office's file to `target`; returns its size in bytes. A copy that fails its check is thrown away.

    `progress` hears bytes written, of about how many. Errors: FileProblemError when the office is no file, or the copy
    cannot be written or verified, CancelledError; an older file of that name is then as it was.
    """
    if engines.path is None:
        raise FileProblemError("Only an office in a file can be backed up here; use the database's own backup.")
    check_apart(engines, target)
    with replacing(target) as partial:
        partial.touch(exist_ok=False)  # a missing or read-only folder is told by its name
        try:
            _copy(engines, partial, progress)
            _verify(partial)
        except (DBAPIError, sqlite_driver.Error) as error:
            raise _sentence(error, engines.path, target) from error
    return target.stat().st_size


def check_apart(engines: Engines, target: Path) -> None:
    """FileProblemError when writing to `target` would destroy the office: its file, or what belongs to it."""
    if engines.path is None:
        return
    own = engines.path.resolve()
    of_office = {own.with_name(own.name + end) for end in ("", "-wal", "-shm", "-journal")}
    if target.resolve() in of_office or (target.exists() and target.samefile(engines.path)):
        raise FileProblemError(f"{target.name} is the office itself or belongs to it; choose another name.")


def _copy(engines: Engines, partial: Path, progress: Progress | None) -> None:
    with engines.read.connect() as source:
        source.exec_driver_sql("PRAGMA query_only=OFF")
        try:
            source.exec_driver_sql("COMMIT")  # VACUUM INTO cannot run inside the read transaction
            with _heard(source, partial, progress):
                source.execute(text("VACUUM INTO :target"), {"target": str(partial)})
            source.exec_driver_sql("BEGIN")
        finally:
            source.exec_driver_sql("PRAGMA query_only=ON")


@contextmanager
def _heard(source: Connection, partial: Path, progress: Progress | None) -> Iterator[None]:
    """Have SQLite ask from time to time how far the copy is, and stop when the answer is no."""
    raw: Any = source.connection.driver_connection
    if progress is None:
        yield
        return
    total = raw.execute("PRAGMA page_count").fetchone()[0] * raw.execute("PRAGMA page_size").fetchone()[0]
    kept = raw.execute("PRAGMA cache_size").fetchone()[0]
    raw.execute(f"PRAGMA cache_size={SMALL_CACHE}")  # or the copy stays in memory until the end, and its file empty
    stopped = []

    def ask() -> int:
        if not progress(min(partial.stat().st_size, total), total):
            stopped.append(True)
        return len(stopped)  # anything but 0 interrupts

    raw.set_progress_handler(ask, EVERY)
    try:
        yield
    except DBAPIError as error:
        if stopped:
            raise CancelledError("The backup was stopped. The file was not written.") from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
        raw.execute(f"PRAGMA cache_size={kept}")


def _verify(path: Path) -> None:
    with closing(sqlite_driver.connect(str(path))) as copy:
        answer = copy.execute("PRAGMA quick_check").fetchone()[0]
        if answer != "ok" or not copy.execute("SELECT count(*) FROM alembic_version").fetchone()[0]:
            raise FileProblemError(f"The backup failed its check and was thrown away: {answer}.")


def _sentence(error: Exception, office: Path, target: Path) -> FileProblemError:
    """What stopped the copy: the disk it goes to, or the office it comes from."""
    name = str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))
    if "CORRUPT" in name or "NOTADB" in name:
        plain = plain_error(error, str(office)) if isinstance(error, DBAPIError) else error
        return FileProblemError(f"The backup was not made: {plain}")
    why = "the disk is full or failing" if "FULL" in name or "IOERR" in name else f"{getattr(error, 'orig', error)}"
    return FileProblemError(f"{target.name} was not written: {why}. The office is unharmed.")
