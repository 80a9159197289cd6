"""The source files of the repository as the architecture tests see them, read once."""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("db", "desktop", "resources", "tests")
# Folders that hold what was made here, not what was written here.
MADE = {".git", ".venv", "__pycache__", "build", "dist", "screens", ".cache", ".hypothesis"}
MADE |= {".mypy_cache", ".ruff_cache", ".import_linter_cache", ".pytest_cache"}


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path from the root with forward slashes, its text and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def tokens(self) -> Iterator[tokenize.TokenInfo]:
        return tokenize.generate_tokens(io.StringIO(self.text).readline)


@cache
def files() -> tuple[Path, ...]:
    """Name every file that a commit would hold: git's list where git answers, else a walk."""
    call = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(call, capture_output=True, check=True).stdout.decode()
        found = [ROOT / name for name in answer.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not MADE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def sources() -> tuple[Source, ...]:
    """Read every Python file of the repository, `dev.py` and the bundle's description included."""
    return tuple(read_source(path) for path in files() if path.suffix in {".py", ".spec"})


def read_source(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(name_of(path), text, ast.parse(text, filename=str(path)))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Give every file that is text, by its name; pictures, fonts and deliberately odd inputs are left out."""
    for path in files():
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield name_of(path), text


def room(*names: str) -> tuple[Source, ...]:
    """Give the Python files under those folders, as far as the folders exist."""
    return tuple(source for source in sources() if source.name.startswith(tuple(f"{name}/" for name in names)))
