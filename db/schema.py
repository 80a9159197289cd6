"""The schema of an office: making it, knowing its version, migrating it after a verified backup."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from db.engine import Engines
from db.models import Base
from db.planning import tell_planner
from db.rules.errors import FileProblemError, OfficeVersionError

HEAD: Final = "0003"
# Every revision this program knows, oldest first.
KNOWN: Final = ("0001", "0002", "0003")
# Alembic's scripts; the program's bundle keeps them as files.
SCRIPTS: Final = Path(__file__).with_name("migrations")

# Trigram search from three letters on. The index keeps its own copy of contact.search_text: read from end to end, texts
# alone are a fifteenth of the contacts' rows, and common words are found fastest so (docs/measures.md, P11).
SEARCH_INDEX: Final = (
    (
        """CREATE VIRTUAL TABLE contact_search USING fts5(
            search_text, tokenize='trigram', detail='none')"""
    ),
    (
        """CREATE TRIGGER contact_search_insert AFTER INSERT ON contact WHEN new.search_text <> '' BEGIN
            INSERT INTO contact_search(rowid, search_text) VALUES (new.id, new.search_text); END"""
    ),
    (
        """CREATE TRIGGER contact_search_delete AFTER DELETE ON contact WHEN old.search_text <> '' BEGIN
            DELETE FROM contact_search WHERE rowid = old.id; END"""
    ),
    (
        """CREATE TRIGGER contact_search_update AFTER UPDATE OF search_text ON contact
            WHEN old.search_text IS NOT new.search_text BEGIN
            DELETE FROM contact_search WHERE rowid = old.id;
            INSERT INTO contact_search(rowid, search_text)
            SELECT new.id, new.search_text WHERE new.search_text <> ''; END"""
    ),
)


def create(engines: Engines) -> None:
    """Make the tables of a new office. Errors: FileProblemError when something stands there already."""
    if engines.path is not None:
        if engines.path.exists() and engines.path.stat().st_size:
            raise FileProblemError(f"{engines.path} exists already; choose another name for the new office.")
        if not engines.path.parent.is_dir():
            raise FileProblemError(f"The folder {engines.path.parent} does not exist; make it first.")
    with engines.write.begin() as connection:
        # also where a file was empty a moment ago: two programs may make the same office at once
        if inspect(connection).has_table("contact"):
            raise FileProblemError(f"{engines.path or 'This database'} holds an office already; open it instead.")
        build(connection)


def build(connection: Connection) -> None:
    """Tables, search index and version stamp, in the transaction of `connection`."""
    Base.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for statement in SEARCH_INDEX:
            connection.exec_driver_sql(statement)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": HEAD})
    tell_planner(connection)


def remove_unfinished(path: Path) -> None:
    """Take away what making an office left behind when the disk was full, so that it can be made again."""
    for left in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def check_exists(engines: Engines) -> None:
    """FileProblemError unless there is a file that can be an office."""
    path = engines.path
    if path is None:
        return
    if path.is_dir():
        raise FileProblemError(f"{path} is a folder; name the office's file in it.")
    if not path.is_file():
        raise FileProblemError(f"There is no office at {path}. Make one with “brokerdesk new {path}”.")
    if not path.stat().st_size:
        raise FileProblemError(f"{path} is empty and no office.")


def version(connection: Connection) -> str:
    """The schema version of an office, by one query. Errors: FileProblemError when it is no office at all."""
    try:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        if "no such table" in str(error.orig) or "does not exist" in str(error.orig):
            raise FileProblemError("This database is no Brokerdesk office.") from error
        raise
    return str(found)


def upgrade(engines: Engines) -> None:
    """Bring an older office to this version, after a verified backup beside it; a newer one is refused."""
    with engines.read.connect() as connection:
        found = version(connection)
    if found == HEAD:
        return
    if found not in KNOWN:
        raise OfficeVersionError(
            f"This office was last opened by a newer Brokerdesk (version {found}). Nothing was changed; "
            "update this program."
        )
    if engines.path is not None:
        from db.backup import back_up_file

        back_up_file(engines, _backup_name(engines.path, found))
    migrate(engines)


def _backup_name(path: Path, found: str) -> Path:
    return path.with_name(f"{path.stem}-before-{HEAD}-from-{found}{path.suffix}")


def migrate(engines: Engines) -> None:
    """Run every revision that is missing, in one transaction: an office is migrated whole or not at all."""
    from alembic import command  # about a second to import: only when it is needed
    from alembic.config import Config

    with engines.write.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        tell_planner(connection)
