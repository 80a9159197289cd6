"""A database server that cannot be worked with: a sentence of what happened and what to do, quickly, no password."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from db import engine
from db.office import Office
from db.rules.errors import FileProblemError
from desktop.cli import main
from tests.office_fixtures import BACKENDS, Server

PASSWORD = "mellow-harbor"


def refusal(place: str) -> str:
    with pytest.raises(FileProblemError) as caught:
        Office.open(place)
    assert PASSWORD not in caught.value.sentence
    return caught.value.sentence


@pytest.fixture
def silent() -> Iterator[int]:
    """A port behind which somebody listens and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        yield int(listening.getsockname()[1])


@pytest.fixture
def closed() -> int:
    """A port behind which nobody is."""
    with socket.socket() as passing:
        passing.bind(("127.0.0.1", 0))
        return int(passing.getsockname()[1])


def test_a_port_where_nobody_is_and_a_server_nobody_knows(closed: int) -> None:
    assert "does not answer: the connection was refused. Check that it runs" in refusal(
        f"postgresql://me:{PASSWORD}@127.0.0.1:{closed}/office"
    )
    assert "nobody knows its name" in refusal(f"postgresql://me:{PASSWORD}@nowhere.invalid/office")
    assert "there is no such socket" in refusal(f"postgresql://me:{PASSWORD}@/office?host=/nowhere")


def test_a_server_that_says_nothing_is_given_up_soon(silent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 2)  # the least there is
    started = time.monotonic()
    assert "does not answer within" in refusal(f"postgresql://me:{PASSWORD}@127.0.0.1:{silent}/office")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("address", ["mysql://me:{0}@localhost/office", "postgresql://me:{0}@localhost:port/office"])
def test_what_is_no_address_is_told(address: str) -> None:
    assert "postgresql://name:password@server:5432/database" in refusal(address.format(PASSWORD))


def test_the_command_line_says_it_in_a_line_and_ends_with_1(closed: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lists", "--office", f"postgresql://me:{PASSWORD}@127.0.0.1:{closed}/office"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "does not answer" in printed.err
    assert len(printed.err.splitlines()) == 1
    assert PASSWORD not in printed.err


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ('FATAL:  password authentication failed for user "me"', "does not let “me” in"),
        ("fe_sendauth: no password supplied", "does not let “me” in"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.9", no encryption (authentication)', "does not let “me” in"),
        ("FATAL:  sorry, too many clients already", "is busy, starting or stopping"),
        ("server closed the connection unexpectedly", "the connection broke off"),
        ("something new", "does not answer. Check that it runs"),
    ],
)
def test_what_a_server_answers_to_a_connection(told: str, part: str) -> None:
    error = DBAPIError("", {}, psycopg.OperationalError(f"connection failed: {told}"))
    plain = engine.plain_error(error, f"postgresql://me:{PASSWORD}@db.example/office?password={PASSWORD}")
    assert isinstance(plain, FileProblemError)
    assert part in plain.sentence
    assert PASSWORD not in plain.sentence


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_real_one_without_the_office_or_the_person(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if backend == "sqlite":
        assert "There is no office at" in refusal(str(tmp_path / "nowhere.db"))
        return
    server: Server = request.getfixturevalue("server")
    assert "The server has no database “office_nowhere”" in refusal(server.url("office_nowhere"))
    stranger = server.url("office_template").replace("office@", f"stranger:{PASSWORD}@")
    assert "The server does not let “stranger” in" in refusal(stranger)
