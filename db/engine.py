"""Engines: one that writes, one that can only read; SQLite (through sqlcipher3) and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlite_driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from db.compiled import OPTIONS
from db.rules.errors import FileProblemError, OfficeBusyError, OfficeVersionError, RefusedError

# Older SQLite can lose a committed transaction when two connections checkpoint at once (the WAL-reset bug).
OLDEST_SQLITE: Final = (3, 51, 3)
PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "cache_size=-32000",
)
# Sets of contacts travel through these, never through bind parameters (stock SQLite stops at 32,766).
SCRATCH_TABLES: Final = ("picked", "chosen", "of_contacts", "remaining", "seen_by_tally", "seen_by_summary")
# Seconds that a database server gets to answer, and how its address is written.
PATIENCE: Final = 5
EXAMPLE: Final = "postgresql://name:password@server:5432/database"
# The advisory lock that PostgreSQL's writers queue for, one database at a time.
WRITE_LOCK: Final = 1_112_755_787


@dataclass(frozen=True, slots=True)
class Engines:
    """The write engine and the read-only engine of one office."""

    write: Engine
    read: Engine
    path: Path | None

    @property
    def dialect(self) -> str:
        """The database's kind: "sqlite" or "postgresql"."""
        return str(self.write.dialect.name)

    def dispose(self) -> None:
        """Close every connection."""
        self.read.dispose()
        self.write.dispose()


def open_engines(place: str | Path, *, key: bytes | None = None) -> Engines:
    """Engines for an office: a file's path or a database URL. `key`: 32 bytes for an encrypted file.

    Errors: OfficeVersionError when the SQLite at hand is too old to be safe, FileProblemError for an address of
    another database.
    """
    text = str(place)
    if "://" in text and not text.startswith("sqlite"):
        return _postgresql(_address(text))
    path = Path(make_url(text).database or "") if text.startswith("sqlite") else Path(text)
    return _sqlite(path, key)


def _sqlite(path: Path, key: bytes | None) -> Engines:
    if sqlite_driver.sqlite_version_info < OLDEST_SQLITE:
        raise OfficeVersionError(
            f"SQLite {sqlite_driver.sqlite_version} can lose data; Brokerdesk needs 3.51.3 or newer. "
            "Run the set-up again."
        )

    def make(*, read_only: bool) -> Engine:
        made = create_engine(
            URL.create("sqlite", database=str(path)),  # as it is: a name may hold ? and %
            module=sqlite_driver,
            poolclass=QueuePool,
            pool_size=4 if read_only else 1,
            max_overflow=4 if read_only else 0,
            connect_args={"timeout": 5.0, "check_same_thread": False},
            execution_options=OPTIONS,
        )
        event.listen(made, "connect", lambda raw, _record: _prepare(raw, key, read_only=read_only))
        event.listen(made, "begin", lambda conn: _begin(conn, read_only=read_only))
        return made

    return Engines(make(read_only=False), make(read_only=True), path)


def _prepare(raw: Any, key: bytes | None, *, read_only: bool) -> None:
    raw.isolation_level = None  # the driver emits no BEGIN of its own; _begin does
    if key is not None:
        raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        raw.execute("PRAGMA cipher_log_level=NONE")
    foreign = _is_foreign(raw)
    for pragma in PRAGMAS:
        if not (foreign and pragma.startswith("journal_mode")):
            raw.execute(f"PRAGMA {pragma}")
    if read_only:
        if key is None:  # the system keeps the pages; mapped, or kept again by each reader, they are no quicker (P14)
            raw.execute("PRAGMA cache_size=-8000")
        raw.execute("PRAGMA query_only=ON")
        return
    if key is None:
        raw.execute("PRAGMA mmap_size=2147483648")
    raw.create_function("fold", 1, str.lower, deterministic=True)
    for name in SCRATCH_TABLES:
        raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} (id INTEGER PRIMARY KEY)")


def _is_foreign(raw: Any) -> bool:
    """Another program's database, opened by mistake: it is told as such, and not a byte of it is changed."""
    if not raw.execute("PRAGMA page_count").fetchone()[0]:
        return False
    return raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None


def _begin(connection: Connection, *, read_only: bool) -> None:
    if read_only:  # cannot fail, and through SQLAlchemy this one word takes half of the time of an empty read
        connection.connection.cursor().execute("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _address(text: str) -> URL:
    try:
        found = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise FileProblemError(f"This is no address of an office's database; one reads {EXAMPLE}.") from error
    if found.get_backend_name() not in ("postgresql", "postgres"):
        shown = f"{found.get_backend_name()}://"
        raise FileProblemError(f"An office is a file or a PostgreSQL database ({EXAMPLE}), not {shown}.")
    return found.set(drivername="postgresql+psycopg")


def _postgresql(address: URL) -> Engines:
    options = {"connect_timeout": PATIENCE, "keepalives_idle": 30, "options": "-c lock_timeout=5000"}
    write = create_engine(address, pool_pre_ping=True, connect_args=options, execution_options=OPTIONS)
    read_options = options | {"options": "-c default_transaction_read_only=on -c statement_timeout=15000"}
    read = create_engine(address, pool_pre_ping=True, connect_args=read_options, execution_options=OPTIONS)

    @event.listens_for(write, "connect")
    def _scratch(raw: Any, _record: Any) -> None:
        for name in SCRATCH_TABLES:
            raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} (id bigint PRIMARY KEY) ON COMMIT DELETE ROWS")
        raw.commit()

    @event.listens_for(write, "begin")
    def _one_after_another(connection: Connection) -> None:
        # writers queue as they do on SQLite: of two claims of one contact, the second must see the first (R19)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    return Engines(write, read, None)


def plain_error(error: DBAPIError, place: str) -> Exception:
    """The sentence behind a driver's error: busy, full, read-only, damaged, a server that cannot be reached; anything
    else stays what it is. No sentence holds a password.
    """
    if "://" in place:
        address = make_url(place)
        place = address.difference_update_query(["password"]).render_as_string(hide_password=True)
        unreached = _unreached(error, address, place)
        if unreached is not None:
            return unreached
    name = str(getattr(error.orig, "sqlite_errorname", "") or getattr(error.orig, "sqlstate", "") or error.orig)
    if "BUSY" in name or "LOCKED" in name.upper() or name == "55P03":
        return OfficeBusyError(
            f"{place} is being written by another program. Nothing was changed; try again in a moment."
        )
    if "FULL" in name or "IOERR" in name or "disk" in name:
        return FileProblemError(
            f"The disk that holds {place} is full or failing. Nothing was changed; make room and try again."
        )
    if "CANTOPEN" in name or "unable to open" in name:
        return FileProblemError(
            f"{place} cannot be opened. Check that you may read and write it, and that its folder can be written."
        )
    if "READONLY" in name or "readonly" in name:
        return FileProblemError(f"{place} cannot be written. Check that it and its folder are not read-only.")
    if "NOTADB" in name or "CORRUPT" in name or "not a database" in name or "malformed" in name:
        return FileProblemError(f"{place} is no Brokerdesk office, or it is damaged. Open a backup of it instead.")
    if "CONSTRAINT" in name or name.startswith("23"):
        return RefusedError("This names something that is gone, or that is there already. Nothing was changed.")
    return error


def _unreached(error: DBAPIError, address: URL, place: str) -> FileProblemError | None:
    """What keeps a server from being worked with; None when it is reached and the trouble is another."""
    state = str(getattr(error.orig, "sqlstate", "") or "")
    told = str(error.orig).casefold()
    if type(error.orig).__name__ == "ConnectionTimeout":
        state, told = "", f"no answer within {PATIENCE} seconds"
    elif not (state.startswith(_OF_SERVER) if state else type(error.orig).__name__.startswith("OperationalError")):
        return None
    if state == "3D000" or ("database" in told and "does not exist" in told):
        return FileProblemError(
            f"The server has no database “{address.database}” ({place}). Check its name, or have it made there first."
        )
    if state.startswith("28") or "password" in told or "authentication" in told or "role" in told:
        return FileProblemError(
            f"The server does not let “{address.username or ''}” in ({place}). Check the name and the password."
        )
    if state.startswith(("53", "57P")) or "starting up" in told or "too many" in told:
        return FileProblemError(f"The server of {place} is busy, starting or stopping. Try again in a moment.")
    why = next((short for word, short in _WHYS if word in told), "")
    return FileProblemError(
        f"The database server of {place} does not answer{why}. Check that it runs, and its name and port in "
        "the address."
    )


# Classes of SQLSTATE: the connection, the sign-in, the database's name, too many of us, starting or stopping.
_OF_SERVER: Final = ("08", "28", "3D", "53", "57P")
_WHYS: Final = (
    ("no answer within", f" within {PATIENCE} seconds"), ("refused", ": the connection was refused"),
    ("resolve", ": nobody knows its name"), ("no such file", ": there is no such socket"),
    ("closed the connection", ": the connection broke off"),
)  # fmt: skip
