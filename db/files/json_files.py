"""JSON files of records: a plain array, what a Web API answers ({"value": […]}), one object, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from db.files.headers import MAX_COLUMNS
from db.files.problems import reading_sentences
from db.files.reading import open_file
from db.files.tables import Record, SourceFile
from db.files.texts import HEAD_BYTES
from db.rules.errors import FileProblemError

# Where an answer keeps its records: RESO Web API, CallRail, Twilio, and what others write.
WRAPPERS: Final = ("value", "calls", "data", "records", "listings", "results", "items")
LARGEST_BYTES: Final = 300_000_000
_MARK: Final = b"\xef\xbb\xbf"


def open_records(path: Path) -> SourceFile:
    """A file of records: JSON where its first character says so, else a table (CSV, XLSX, XLS, ODS).

    Errors: FileProblemError with a sentence that names the file.
    """
    with reading_sentences(path):
        if path.is_file():
            with path.open("rb") as stream:
                head = stream.read(HEAD_BYTES).removeprefix(_MARK).lstrip()
            if head[:1] in (b"{", b"[") and not head.startswith(b"{\\rtf"):
                return _open_json(path)
    return open_file(path)


def _open_json(path: Path) -> SourceFile:
    if path.stat().st_size > LARGEST_BYTES:
        raise FileProblemError(
            f"{path.name} is larger than {LARGEST_BYTES // 1_000_000} MB. Save it in parts, or as CSV."
        )
    objects = _objects(path, path.read_bytes().removeprefix(_MARK).decode("utf-8", "replace"))
    header: dict[str, int] = {}
    for one in objects:
        for name in one if isinstance(one, dict) else ():
            header.setdefault(_clean(name), len(header))
    if not header:
        raise FileProblemError(f"{path.name} holds no records: a list of objects with named fields is needed.")
    if len(header) > MAX_COLUMNS:
        raise FileProblemError(f"{path.name}: {len(header):,} fields; Brokerdesk reads up to {MAX_COLUMNS:,}.")

    def records() -> Iterator[Record]:
        for number, one in enumerate(objects, 2):
            yield _record(number, one, header)

    return SourceFile(
        path, "json", "utf-8", "", tuple(header), records, "JSON: the names of the fields are the columns."
    )


def _record(number: int, one: Any, header: dict[str, int]) -> Record:
    if not isinstance(one, dict):
        return Record(number, ("",) * len(header), "This is no record with named fields.")
    cells = [""] * len(header)
    for name, value in one.items():
        cells[header[_clean(name)]] = _cell(value)
    return Record(number, tuple(cells))


def _objects(path: Path, text: str) -> list[Any]:
    try:
        found = _loads(text)
    except (ValueError, RecursionError) as problem:
        found = _line_by_line(text)
        if found is None:
            where = f", line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
            raise FileProblemError(f"{path.name}{where}: this is not JSON as it should be ({problem}).") from problem
    if isinstance(found, dict):
        inner = next((found[key] for key in WRAPPERS if isinstance(found.get(key), list)), None)
        found = [found] if inner is None else inner
    return list(found)


def _loads(text: str) -> Any:
    # numbers stay as written: 02134 and 7129300520.50 are texts to us
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _word: None)


def _line_by_line(text: str) -> list[Any] | None:
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [_loads(line) for line in lines] if len(lines) > 1 else None
    except (ValueError, RecursionError):
        return None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return _clean(", ".join(value))
    return _clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _clean(text: str) -> str:
    """Without what no database takes: halves of characters, and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
