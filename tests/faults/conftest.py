"""An office to break: a copy with members, the commands on it, and a small file that must always import after."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.faults.program import Desk

# Limits, signals and mounts as these tests use them are a Unix affair; the sentences are the same everywhere.
collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []


@pytest.fixture
def desk(tmp_path: Path, office_file: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An office with members and no contacts."""
    return Desk(Path(shutil.copyfile(office_file, tmp_path / "office.db")), capsys)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file that nothing is wrong with."""
    path = tmp_path / "good.csv"
    path.write_text("Name,Email,Phone\nAda Good,ada.good@example.com,813-555-0142\n", encoding="utf-8")
    return path
