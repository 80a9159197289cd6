"""Offices for tests: an empty one with its members, on SQLite and, where a server can be started, on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from db.actions import members
from db.office import Office

# Sunday, 22 November 2026, 14:05 UTC
START = 1_795_356_300_000
MEMBERS = (
    ("Dana Moreau", "broker"),
    ("Wes Park", "agent"),
    ("Ivy Sandoval", "agent"),
    ("Corinne Hale", "concierge"),
    ("Uma Whitlock", "underwriter"),
    ("Theo Grant", "transactions"),
    ("Lena Ortiz", "lender"),
)


@dataclass
class FakeClock:
    """The office's only source of time, set by the test; milliseconds UTC."""

    now: int = START

    def __call__(self) -> int:
        return self.now

    def tick(self, ms: int = 1_000) -> int:
        """Let time pass."""
        self.now += ms
        return self.now


def add_members(office: Office) -> None:
    """The people of the test office: one of each role, and a second agent."""
    for name, role in MEMBERS:
        office.perform(members.add_member, name=name, roles=(role,), joined_on="2024-03-01")


def server_programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest there is; None where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    places = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    fitting = [p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()]
    # a server refuses to run as root, and is started by sockets, which Windows lacks
    if not fitting or os.name == "nt" or (os.geteuid() == 0 and not shutil.which("runuser")):
        return None
    return fitting[0]


PROGRAMS = server_programs()
# Where Linux keeps files in memory: a database is made and thrown away for every test.
MEMORY = Path("/dev/shm")
BACKENDS = ("sqlite", "postgresql") if PROGRAMS is not None else ("sqlite",)


class Server:
    """A PostgreSQL of the test session's own, in a folder of its own, reached by a socket."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="bd-pg-", dir=MEMORY if MEMORY.is_dir() else None))
        self._numbers = count(1)
        self._as_root = os.geteuid() == 0
        if self._as_root:
            shutil.chown(self._folder, "postgres", "postgres")
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", "office", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        options = f"-k {self._folder} -c listen_addresses='' -c max_connections=60 {quick}"
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://office@/{database}?host={self._folder}"

    def copy_of(self, template: str) -> str:
        """The address of a new database, a copy of `template`; nobody may be connected to that one."""
        name = f"office_{next(self._numbers)}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Throw a database away."""
        self.command(f"DROP DATABASE {url.partition('?')[0].rpartition('/')[2]} WITH (FORCE)")

    def command(self, text: str) -> None:
        """Run a statement on the server itself."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(text.encode())

    def stop(self) -> None:
        """Stop the server and remove what it wrote."""
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        whole = [str(self._programs / program), *words]
        if self._as_root:
            whole = ["runuser", "-u", "postgres", "--", *whole]
        # a server inherits its starter's output, and would hold a pipe open for as long as it lives
        with (self._folder / "output").open("w+", encoding="utf-8") as output:
            done = subprocess.run(whole, cwd=self._folder, stdout=output, stderr=output, check=False)
            output.seek(0)
            assert done.returncode == 0, f"{program}: {output.read()}"


@dataclass
class Offices:
    """Makes offices of one backend: copies of the one with members, or bare ones; closes them at the end."""

    backend: str
    clock: FakeClock
    place_of_copy: Callable[[], str]
    empty_place: Callable[[], str]
    _open: list[Office] = field(default_factory=list)

    def with_members(self) -> Office:
        """An office without contacts; the broker is signed in."""
        return self.at(self.place_of_copy())

    def bare(self) -> Office:
        """An office with nobody in it."""
        made = Office.create(self.empty_place(), clock=self.clock)
        self._open.append(made)
        return made

    def at(self, place: str, *, name: str = "Dana Moreau") -> Office:
        """Another window on the office at `place`."""
        opened = Office.open(place, clock=self.clock)
        opened.sign_in(name)
        self._open.append(opened)
        return opened

    def close(self) -> None:
        """Close every office."""
        for office in self._open:
            office.close()


@pytest.fixture
def clock() -> FakeClock:
    """The time of the test."""
    return FakeClock()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The session's PostgreSQL, with a template of an office in it."""
    assert PROGRAMS is not None
    running = Server(PROGRAMS)
    running.command("CREATE DATABASE office_template TEMPLATE template0")
    made = Office.create(running.url("office_template"), clock=FakeClock())
    add_members(made)
    made.close()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file with members and no contacts, to be copied."""
    path = tmp_path_factory.mktemp("template") / "office.db"
    made = Office.create(path, clock=FakeClock())
    add_members(made)
    made.close()
    return path


@pytest.fixture(params=BACKENDS)
def offices(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, clock: FakeClock
) -> Iterator[Offices]:
    """A maker of offices, on each database there is."""
    makers = {"sqlite": _files, "postgresql": _databases}
    yield from makers[request.param](request, tmp_path_factory, clock)


@pytest.fixture(scope="module", params=BACKENDS)
def kept_offices(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """The same for a whole file of tests that only read: what is made there is made once, with a clock of its own."""
    makers = {"sqlite": _files, "postgresql": _databases}
    yield from makers[request.param](request, tmp_path_factory, FakeClock())


@pytest.fixture
def file_offices(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, clock: FakeClock
) -> Iterator[Offices]:
    """A maker of offices in files, for what concerns files only."""
    yield from _files(request, tmp_path_factory, clock)


def _files(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, clock: FakeClock
) -> Iterator[Offices]:
    original: Path = request.getfixturevalue("office_file")
    folder = tmp_path_factory.mktemp("office")
    numbers = count(1)

    def copied() -> str:
        return str(shutil.copyfile(original, folder / f"office-{next(numbers)}.db"))

    made = Offices("sqlite", clock, copied, lambda: str(folder / f"bare-{next(numbers)}.db"))
    yield made
    made.close()


def _databases(
    request: pytest.FixtureRequest, _tmp_path_factory: pytest.TempPathFactory, clock: FakeClock
) -> Iterator[Offices]:
    running: Server = request.getfixturevalue("server")
    places: list[str] = []

    def from_template(template: str) -> Callable[[], str]:
        def make() -> str:
            places.append(running.copy_of(template))
            return places[-1]

        return make

    made = Offices("postgresql", clock, from_template("office_template"), from_template("template0"))
    yield made
    made.close()
    for place in places:
        running.drop(place)


@pytest.fixture
def office(offices: Offices) -> Office:
    """An office with its members and no contacts; the broker is signed in."""
    return offices.with_members()
