"""Backups: a copy made while the office is open, verified, and put in place by a rename."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite_driver
from sqlalchemy import text

from db.engine import Engines
from db.rules.errors import FileProblemError


def back_up_file(engines: Engines, target: Path) -> int:
    """Copy the office's file to `target`; returns its size in bytes. A copy that fails its check is thrown away.

    Errors: FileProblemError when the office is no file, or the copy cannot be written or verified.
    """
    if engines.path is None:
        raise FileProblemError("Only an office in a file can be backed up here; use the database's own backup.")
    if target.exists() and target.samefile(engines.path):
        raise FileProblemError("The backup cannot replace the office itself; choose another name.")
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        with engines.read.connect() as source:
            source.exec_driver_sql("PRAGMA query_only=OFF")
            try:
                source.exec_driver_sql("COMMIT")  # VACUUM INTO cannot run inside the read transaction
                source.execute(text("VACUUM INTO :target"), {"target": str(partial)})
                source.exec_driver_sql("BEGIN")
            finally:
                source.exec_driver_sql("PRAGMA query_only=ON")
        _verify(partial)
        partial.replace(target)
    except (OSError, sqlite_driver.Error) as error:
        partial.unlink(missing_ok=True)
        raise FileProblemError(
            f"The backup could not be written to {target}: {error}. The office is unharmed."
        ) from error
    except FileProblemError:
        partial.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def _verify(path: Path) -> None:
    with closing(sqlite_driver.connect(str(path))) as copy:
        answer = copy.execute("PRAGMA quick_check").fetchone()[0]
        if answer != "ok" or not copy.execute("SELECT count(*) FROM alembic_version").fetchone()[0]:
            raise FileProblemError(f"The backup {path.name} failed its check and was thrown away: {answer}.")
