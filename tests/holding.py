"""Another program's write on an office's file, for as long as a test wants it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def held(place: Path | str) -> Iterator[None]:
    """A write that is open while the block runs, and changes nothing."""
    import sqlcipher3.dbapi2 as sqlite_driver

    with closing(sqlite_driver.connect(str(place), isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
