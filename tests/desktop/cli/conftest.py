"""A new office and its command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main

Run = Callable[..., Any]


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "office.db")


@pytest.fixture
def run(place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    assert main(["new", place]) == 0
    capsys.readouterr()
    return runner(place, capsys, monkeypatch)


def runner(place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command on the office at `place`: gives its document, or its sentence where `status` is not 0."""
    monkeypatch.setenv("BROKERDESK_OFFICE", place)

    def call(*words: str, status: int = 0) -> Any:
        assert main([*words, "--json"]) == status
        printed = capsys.readouterr()
        return json.loads(printed.out) if status == 0 else printed.err

    return call
