"""What a spreadsheet file must survive before it is opened: no bomb, no password, no endless empty space."""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from db.rules.errors import FileProblemError

MAX_MEMBERS: Final = 2_000
MAX_UNPACKED: Final = 300_000_000  # bytes
MAX_RATIO: Final = 200
# Small files are let off the ratio: a sheet of a few equal rows packs well, and cannot do harm.
RATIO_FROM: Final = 10_000_000  # bytes unpacked
# The reader lays a sheet out as a full rectangle; one stray cell at XFD1048576 would take every computer
# down.
MAX_CELLS: Final = 20_000_000
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 512
_CELL_COLUMN: Final = re.compile(rb"[<:]c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]+)\d+")
_CELL_ROW: Final = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]*(\d+)[\"']")


def zip_kind(path: Path) -> str:
    """What the ZIP file is: "xlsx", "xlsb", "ods", or "" for anything else. Raises FileProblemError if
    damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lstrip("/").casefold() for name in archive.namelist()}
            if any(name.startswith("xl/") and name.endswith("workbook.xml") for name in names):
                return "xlsx"
            if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
                return "xlsb"
            if {"content.xml", "mimetype"} <= names:
                kind = archive.getinfo("mimetype")
                with archive.open(kind) as stream:
                    return "ods" if b"opendocument.spreadsheet" in stream.read(200) else ""
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        RuntimeError,
        NotImplementedError,  # zipfile raises it for a compression it does not know
        zlib.error,
    ) as problem:
        raise FileProblemError(
            f"{path.name} is damaged: it begins like a workbook but cannot be unpacked."
        ) from problem
    return ""


def check_zip(path: Path, kind: str) -> None:
    """Refuses what would harm: too many members, too much inside, a lying directory, encryption, endless
    sheets.

    Every member is unpacked once in pieces, so that the sizes the file claims are known to be true.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_claims(path, members)
            for member in members:
                with _trusted(archive, member) as stream:
                    _check_member(path, kind, member, _pieces(path, stream, member.file_size))
    except (
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,  # zipfile raises it for a compression it does not know
        zlib.error,
    ) as problem:
        raise FileProblemError(f"{path.name} is damaged: a part of the workbook cannot be unpacked.") from problem


def _check_claims(path: Path, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS:
        raise FileProblemError(f"{path.name} holds {len(members):,} parts; a workbook has at most {MAX_MEMBERS:,}.")
    if any(member.flag_bits & 1 for member in members):
        raise FileProblemError(f"{path.name} is protected by a password. Save it without one and try again.")
    if unpacked > MAX_UNPACKED:
        raise FileProblemError(
            f"{path.name} unpacks to {unpacked // 1_000_000:,} MB; Brokerdesk opens up to "
            f"{MAX_UNPACKED // 1_000_000} MB. Save the sheet as CSV, or split it."
        )
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise FileProblemError(
            f"{path.name} unpacks to {unpacked // max(packed, 1):,} times its size. "
            "That is how a harmful file is made, so it was not opened."
        )


def _trusted(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """The member with one byte more allowed than it claims: if that byte comes, the claim was a lie."""
    generous = copy.copy(member)
    generous.file_size = member.file_size + 1
    return archive.open(generous)


def _pieces(path: Path, stream: IO[bytes], claimed: int) -> Iterator[bytes]:
    total = 0
    while piece := stream.read(_CHUNK):
        total += len(piece)
        if total > claimed:
            raise FileProblemError(f"{path.name} is larger inside than it claims to be, so it was not opened.")
        yield piece


def _check_member(path: Path, kind: str, member: zipfile.ZipInfo, pieces: Iterator[bytes]) -> None:
    name = member.filename.casefold()
    measure: Callable[[Iterator[bytes]], int] | None = None
    if kind == "xlsx" and name.endswith(".xml") and "sharedstrings" not in name:
        measure = _xlsx_area
    elif kind == "xlsb" and "sheet" in name and name.endswith(".bin"):
        measure = _xlsb_area
    elif kind == "ods" and name == "content.xml":
        measure = _ods_area
    if measure is None:
        for _ in pieces:
            pass
    elif (area := measure(pieces)) > MAX_CELLS:
        raise FileProblemError(
            f"{path.name} has a sheet that stretches over {area:,} cells; up to {MAX_CELLS:,} are opened. "
            "Delete stray cells far right or far below, or save the sheet as CSV."
        )


def _xlsx_area(pieces: Iterator[bytes]) -> int:
    columns = rows = 0
    tail = b""
    for piece in pieces:
        text = tail + piece
        columns = max(columns, max(map(_column_number, set(_CELL_COLUMN.findall(text))), default=0))
        rows = max(rows, max(map(int, {found[:9] for found in _CELL_ROW.findall(text)}), default=0))
        tail = text[-_OVERLAP:]
    return columns * rows


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + letter - 64
    return number


def _xlsb_area(pieces: Iterator[bytes]) -> int:
    """Walks the binary records: 0 is a row (its number first), 1 to 11 are cells (their column first)."""
    data = b"".join(pieces)
    at = columns = rows = 0
    while at < len(data):
        kind, at = _xlsb_number(data, at, longest=2)
        size, at = _xlsb_number(data, at, longest=4)
        first = int.from_bytes(data[at : at + 4], "little")
        if kind == 0:
            rows = max(rows, first + 1)
        elif 1 <= kind <= 11:
            columns = max(columns, first + 1)
        at += size
    return columns * rows


def _xlsb_number(data: bytes, at: int, *, longest: int) -> tuple[int, int]:
    number = 0
    for step in range(longest):
        byte = data[at] if at < len(data) else 0
        at += 1
        number |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return number, at


class _Reader:
    """Pieces as a stream, for the XML parser."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1, /) -> bytes:
        """The next piece, whatever size is asked for; b"" at the end."""
        return next(self._pieces, b"")


def _ods_area(pieces: Iterator[bytes]) -> int:
    """The largest table, counting repeated rows and columns where they hold something."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # ships no types
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]  # ships no types

    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    largest = rows = columns = seen = last = 0
    try:
        for _, element in iterparse(_Reader(pieces), events=("end",)):
            if element.tag in {f"{table}table-cell", f"{table}covered-table-cell"}:
                seen += _repeat(element.get(f"{table}number-columns-repeated"))
                if len(element) or any("value" in key for key in element.keys()):  # noqa: SIM118 - an element is no mapping
                    last = seen
            elif element.tag == f"{table}table-row":
                rows += _repeat(element.get(f"{table}number-rows-repeated")) if last else 0
                columns, seen, last = max(columns, last), 0, 0
                element.clear()
            elif element.tag == f"{table}table":
                largest = max(largest, rows * columns)
                rows = columns = 0
                element.clear()
    except (ParseError, DefusedXmlException) as problem:
        raise zipfile.BadZipFile("its XML is damaged") from problem
    return largest


def _repeat(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
