"""A rehearsal's findings on disk: a file of millions of rows takes no more memory than one of a thousand (P12)."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeVar, overload

import sqlcipher3.dbapi2 as sqlite_driver

T = TypeVar("T")
Table = Literal["outcome", "plan", "person", "change", "absorbed"]
BLOCK: Final = 500
# Rows of a list that are kept read: what a table shows is asked for several times.
KEPT: Final = 256
_TABLES: Final = ("outcome", "plan", "person", "change", "absorbed")


class Staging:
    """Numbered lines of text in a file of its own, gone with the object. It holds people's data: it is encrypted with
    a key that is never stored, and where the system allows has no name in any folder.
    """

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="brokerdesk-import-")
        os.close(handle)
        path = Path(name)
        raw = sqlite_driver.connect(name, isolation_level=None, check_same_thread=False)
        raw.execute(f"PRAGMA key=\"x'{secrets.token_hex(32)}'\"")
        raw.execute("PRAGMA cipher_use_hmac=OFF")  # nobody else can write it, and it outlives nothing
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-16000"):
            raw.execute(f"PRAGMA {pragma}")
        for table in _TABLES:
            raw.execute(f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, doc TEXT NOT NULL)")
        raw.execute("CREATE TABLE found_by (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID")
        self._raw = raw
        self._lock = threading.Lock()
        self._finalizer = weakref.finalize(self, _remove, raw, path)
        with suppress(OSError):  # Windows keeps the name of a file that is open
            path.unlink()

    def put(self, table: Table, lines: Iterable[tuple[int, str]]) -> None:
        """Keep lines under their numbers; what stood there is replaced."""
        with self._lock:
            self._raw.execute("BEGIN")
            self._raw.executemany(f"INSERT OR REPLACE INTO {table} (n, doc) VALUES (?, ?)", lines)
            self._raw.execute("COMMIT")

    def get(self, table: Table, number: int) -> str:
        """One line. Errors: LookupError when there is none."""
        return str(self._ask(f"SELECT doc FROM {table} WHERE n = ?", number)[0][0])

    def get_many(self, table: Table, numbers: Iterable[int]) -> dict[int, str]:
        """The lines that stand under these numbers."""
        return dict(self._ask(f"SELECT n, doc FROM {table} WHERE n IN (SELECT value FROM json_each(?))",
                              json.dumps(list(numbers))))  # fmt: skip

    def span(self, table: Table, start: int, stop: int) -> Iterator[str]:
        """The lines from `start` to before `stop`, in order, a block at a time."""
        for first in range(start, stop, BLOCK):
            last = min(first + BLOCK, stop) - 1
            for (text,) in self._ask(f"SELECT doc FROM {table} WHERE n BETWEEN ? AND ? ORDER BY n", first, last):
                yield text

    def note_keys(self, keys: Iterable[tuple[str, int]]) -> None:
        """Remember by which addresses and numbers the person `n` is found."""
        with self._lock:
            self._raw.execute("BEGIN")
            rows = sorted({(hash(key), n) for key, n in keys})
            self._raw.executemany("INSERT OR IGNORE INTO found_by (key, n) VALUES (?, ?)", rows)
            self._raw.execute("COMMIT")

    def noted(self, keys: Iterable[str]) -> set[int]:
        """The persons that may be found by one of `keys`: a few too many at worst, for only hashes are kept."""
        asked = json.dumps([hash(key) for key in keys])
        found = self._ask("SELECT n FROM found_by WHERE key IN (SELECT value FROM json_each(?))", asked)
        return {n for (n,) in found}

    def _ask(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            found: list[Any] = self._raw.execute(sql, values).fetchall()
            return found


def _remove(raw: Any, path: Path) -> None:
    raw.close()
    path.unlink(missing_ok=True)


class Staged(Sequence[T], Generic[T]):
    """The lines `numbers` of a table as what they mean: read when they are asked for, a few kept."""

    def __init__(self, staging: Staging, table: Table, numbers: Sequence[int], read: Callable[[str], T]) -> None:
        self._staging = staging
        self._table: Table = table
        self._numbers = numbers
        self._read = read
        self._one = lru_cache(maxsize=KEPT)(lambda number: read(staging.get(table, number)))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self._read_all(self._numbers[index]))
        return self._one(self._numbers[index])

    def __iter__(self) -> Iterator[T]:
        return self._read_all(self._numbers)

    def __repr__(self) -> str:
        return f"<{len(self):,} of {self._table}>"

    def of(self, places: Sequence[int]) -> Staged[T]:
        """Only those at `places`, counted within this one."""
        return Staged(self._staging, self._table, _Picked(self._numbers, places), self._read)

    def _read_all(self, numbers: Sequence[int]) -> Iterator[T]:
        if isinstance(numbers, range) and numbers.step == 1:
            yield from map(self._read, self._staging.span(self._table, numbers.start, numbers.stop))
            return
        for start in range(0, len(numbers), BLOCK):
            block = numbers[start : start + BLOCK]
            found = self._staging.get_many(self._table, block)
            yield from (self._read(found[number]) for number in block)


class _Picked(Sequence[int]):
    """Some of `numbers`, by their places there: the places are kept as small as they came."""

    def __init__(self, numbers: Sequence[int], places: Sequence[int]) -> None:
        self._numbers = numbers
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...

    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self._numbers[place] for place in self._places[index]]
        return self._numbers[self._places[index]]
