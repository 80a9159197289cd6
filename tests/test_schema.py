"""The schema: migrations make the tables of the models; an older office is backed up and migrated, a newer refused."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, UniqueConstraint, inspect, text

from db import schema
from db.backup import back_up_file
from db.engine import open_engines
from db.models import Base
from db.office import Office
from db.queries.lists import counts
from db.rules.errors import FileProblemError, OfficeVersionError
from tests.builders import add, contents
from tests.office_fixtures import Offices

ROOT = Path(schema.__file__).parent


def described(connection: Connection) -> dict[str, Any]:
    """Tables, columns, keys, references, indexes, and on SQLite the very statements of search index and triggers."""
    seen = inspect(connection)
    found: dict[str, Any] = {}
    for table in seen.get_table_names():
        columns = sorted(  # a later revision adds its columns at the end
            (c["name"], str(c["type"]), c["nullable"], str(c["default"]), str(c.get("autoincrement")))
            for c in seen.get_columns(table)
        )
        references = sorted(
            (f["constrained_columns"], f["referred_table"], f["name"], f["options"])
            for f in seen.get_foreign_keys(table)
        )
        uniques = sorted((u["name"] or "", u["column_names"]) for u in seen.get_unique_constraints(table))
        found[table] = (columns, seen.get_pk_constraint(table), references, uniques)
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') OR name LIKE 'contact_search%'"
        found["kept as written"] = sorted(
            (name, " ".join((sql or "").split())) for name, sql in connection.execute(text(query))
        )
        rowid = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
        found["without rowid"] = sorted(connection.scalars(text(rowid)))
    else:
        found["indexes"] = sorted(
            connection.scalars(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"))
        )
    return found


def test_migrating_an_empty_database_makes_the_tables_of_the_models(offices: Offices) -> None:
    made = offices.bare()
    with made.engines.read.connect() as connection:
        wanted = described(connection)
    engines = open_engines(offices.empty_place())
    schema.migrate(engines)
    with engines.read.connect() as connection:
        assert described(connection) == wanted
        assert schema.version(connection) == schema.HEAD
    engines.dispose()


def test_every_reference_but_those_to_members_is_indexed() -> None:
    """Without it the undo of an import reads a table of millions for every row it takes away."""
    bare = []
    for table in Base.metadata.sorted_tables:
        sets: list[Any] = [*(i.expressions for i in table.indexes), table.primary_key.columns]
        sets += [c.columns for c in table.constraints if isinstance(c, UniqueConstraint)]
        first = {str(getattr(next(iter(list(s))), "name", "")) for s in sets}
        bare += [c for c in table.c for f in c.foreign_keys if f.column.table.name != "member" and c.name not in first]
    assert bare == []


def test_every_known_revision_has_its_file() -> None:
    files = sorted(path.name.partition("_")[0] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    assert files == sorted(schema.KNOWN)
    assert schema.KNOWN[-1] == schema.HEAD


@contextmanager
def newer_program(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> Any:
    """A Brokerdesk of the future, which knows one revision more."""
    later = f"{int(schema.HEAD) + 1:04}"
    scripts = folder / "migrations"
    shutil.copytree(ROOT / "migrations", scripts)
    revision = (
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f'revision = "{later}"\ndown_revision = "{schema.HEAD}"\n\n\n'
        f"def upgrade():\n    {body}\n"
    )
    (scripts / "versions" / f"{later}_later.py").write_text(revision, encoding="utf-8")
    with monkeypatch.context() as future:
        future.setattr(schema, "KNOWN", (*schema.KNOWN, later))
        future.setattr(schema, "HEAD", later)
        future.setattr(schema, "SCRIPTS", scripts)
        yield


def place_of(office: Office) -> str:
    return str(office.engines.path or office.engines.write.url.render_as_string(hide_password=False))


def test_an_older_office_is_backed_up_and_migrated(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = offices.with_members()
    add(office, "Ann Lee", email="ann@example.com")
    before, shown, today = contents(office), office.read(counts), schema.HEAD
    office.close()
    with newer_program(monkeypatch, tmp_path, 'op.add_column("note", sa.Column("mood", sa.String(20)))'):
        later = offices.at(place_of(office))
        assert later.read(counts) == shown
        with later.engines.read.connect() as connection:
            assert "mood" in {c["name"] for c in inspect(connection).get_columns("note")}
            assert schema.version(connection) == schema.HEAD
        later.close()
        if office.engines.path is not None:
            copy = office.engines.path.with_name(f"{office.engines.path.stem}-before-{schema.HEAD}-from-{today}.db")
            assert copy.is_file()
    if office.engines.path is not None:
        kept = offices.at(str(copy))
        assert contents(kept) == before
    with pytest.raises(OfficeVersionError, match="newer Brokerdesk"):
        offices.at(place_of(office))


@pytest.mark.parametrize("version", schema.KNOWN[:-1])
def test_an_office_of_every_earlier_version_opens_and_works(
    file_offices: Offices, tmp_path: Path, version: str
) -> None:
    engines = open_engines(tmp_path / "older.db")
    config = Config()
    config.set_main_option("script_location", str(schema.SCRIPTS).replace("%", "%%"))
    broker = "INSERT INTO member (name, roles, joined_on) VALUES ('Dana Moreau', 'broker', '2024-01-02')"
    with engines.write.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        connection.execute(text(broker))
    engines.dispose()
    office = file_offices.at(str(tmp_path / "older.db"))
    office.sign_in("Dana Moreau")
    assert add(office, "Ann Lee", email="ann@example.com")
    assert [m.name for m in office.members()] == ["Dana Moreau"]
    assert (tmp_path / f"older-before-{schema.HEAD}-from-{version}.db").is_file()


def test_a_migration_that_fails_leaves_the_office_as_it_was(
    offices: Offices, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = offices.with_members()
    add(office, "Ann Lee")
    before = contents(office)
    office.close()
    broken = 'op.add_column("note", sa.Column("mood", sa.String(20)))\n    raise OSError("the disk is full")'
    with newer_program(monkeypatch, tmp_path, broken), pytest.raises(OSError, match="full"):
        offices.at(place_of(office))
    again = offices.at(place_of(office))
    assert contents(again) == before
    with again.engines.read.connect() as connection:
        assert "mood" not in {c["name"] for c in inspect(connection).get_columns("note")}


def test_what_is_no_office_is_said_to_be_none(file_offices: Offices, tmp_path: Path) -> None:
    places = {"empty.db": b"", "text.db": b"this is a letter, and no office at all" * 40}
    for name, content in places.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FileProblemError):
            Office.open(tmp_path / name)
    with pytest.raises(FileProblemError, match="There is no office"):
        Office.open(tmp_path / "absent.db")
    engines = open_engines(tmp_path / "tables.db")
    with engines.write.begin() as connection:
        connection.execute(text("CREATE TABLE contact (id INTEGER)"))
    engines.dispose()
    with pytest.raises(FileProblemError, match="no Brokerdesk office"):
        Office.open(tmp_path / "tables.db")
    with pytest.raises(FileProblemError, match="exists already"):
        Office.create(tmp_path / "text.db")
    with pytest.raises(FileProblemError, match="folder"):
        Office.create(tmp_path / "nowhere" / "office.db")
    assert file_offices.with_members().members()


def test_a_backup_is_whole_and_never_replaces_the_office(file_offices: Offices, tmp_path: Path) -> None:
    office = file_offices.with_members()
    add(office, "Ann Lee", email="ann@example.com")
    assert back_up_file(office.engines, tmp_path / "copy.db") > 0
    assert contents(file_offices.at(str(tmp_path / "copy.db"))) == contents(office)
    assert office.engines.path is not None
    with pytest.raises(FileProblemError, match="office itself"):
        back_up_file(office.engines, office.engines.path)
    with pytest.raises(FileProblemError, match="not written"):
        back_up_file(office.engines, tmp_path / "nowhere" / "copy.db")
    assert add(office, "Bea Orr")
