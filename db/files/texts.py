"""Text files: which encoding they are in, and lines of bounded length out of them."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from db.rules.errors import FileProblemError

HEAD_BYTES: Final = 1 << 16
CHUNK_BYTES: Final = 1 << 20
LINE_LIMIT: Final = 8_000_000  # characters; a longer line is no row of contacts
CELL_LIMIT: Final = 1_000_000  # characters
FALLBACK: Final = "brokerdesk-cp1252"
# UTF-32 before UTF-16: their little-endian marks begin alike.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FORGIVING: Final = ("utf-8", "utf-8-sig", "cp1252")


def _cp1252_character(byte: int) -> str:
    """Five bytes mean nothing in cp1252; like the web, they are kept as the control characters of Latin-1."""
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


_CP1252: Final = tuple(_cp1252_character(byte) for byte in range(256))


def _as_cp1252(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return "".join(_CP1252[byte] for byte in problem.object[problem.start : problem.end]), problem.end


codecs.register_error(FALLBACK, _as_cp1252)


@dataclass(frozen=True, slots=True)
class TextShape:
    """How to decode a file. `strays` lines hold bytes that are not UTF-8 in a file that otherwise is; they
    are read as cp1252, and the first of them is line `first_stray`. `nuls`: NUL characters are in it and
    are to be dropped.
    """

    encoding: str
    found_by: str
    strays: int = 0
    first_stray: int = 0
    nuls: bool = False

    @property
    def errors(self) -> str:
        """The error handler to open the file with."""
        return FALLBACK if self.encoding in FORGIVING else "strict"


def examine(path: Path, encoding: str | None = None) -> TextShape:
    """The encoding of the file: the byte order mark, then strict UTF-8, then cp1252; or the one that was
    chosen.

    Reads the file once (twice if it is not clean UTF-8), never holding more than a piece of it. Raises
    FileProblemError when a chosen encoding does not fit or does not exist; OSError as it comes.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        if encoding:
            return _examine_chosen(path, stream, _with_mark(_known(encoding), head))
        marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), "")
        shape, bad_at = _decode_all(stream, marked or utf16_without_mark(head) or "utf-8")
        if bad_at < 0:
            return TextShape(shape.encoding, "its byte order mark" if marked else "its bytes", nuls=shape.nuls)
        if shape.encoding not in FORGIVING:
            raise FileProblemError(f"{path.name} begins like {shape.encoding} but breaks off at byte {bad_at:,}.")
        return _examine_mixed(stream, shape.encoding, nuls=_has_nul(stream))


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)  # refuses base64, zip and other codecs that are no text
    except (LookupError, ValueError) as problem:
        raise FileProblemError(f"There is no text encoding named {encoding}.") from problem
    return info.name


def _with_mark(encoding: str, head: bytes) -> str:
    return "utf-8-sig" if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8) else encoding


def _examine_chosen(path: Path, stream: BinaryIO, encoding: str) -> TextShape:
    shape, bad_at = _decode_all(stream, encoding)
    if bad_at < 0:
        return TextShape(encoding, "your choice", nuls=shape.nuls)
    if encoding in FORGIVING and encoding != "cp1252":
        mixed = _examine_mixed(stream, encoding, nuls=_has_nul(stream))
        return TextShape(encoding, "your choice", mixed.strays, mixed.first_stray, mixed.nuls)
    if encoding == "cp1252":
        return TextShape(encoding, "your choice", nuls=_has_nul(stream))
    raise FileProblemError(
        f"{path.name} is not written in {encoding}: it breaks off near byte {bad_at:,}. Choose another encoding."
    )


def _decode_all(stream: BinaryIO, encoding: str) -> tuple[TextShape, int]:
    """The shape, and the byte near which strict decoding failed (-1: nowhere)."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    stream.seek(0)
    at, nuls = 0, False
    try:
        while chunk := stream.read(CHUNK_BYTES):
            nuls = "\0" in decoder.decode(chunk) or nuls
            at += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError as problem:
        inside = problem.start if isinstance(problem, UnicodeDecodeError) else 0
        return TextShape(encoding, "", nuls=nuls), at + inside
    return TextShape(encoding, "", nuls=nuls), -1


def _has_nul(stream: BinaryIO) -> bool:
    stream.seek(0)
    return any(b"\0" in chunk for chunk in iter(lambda: stream.read(CHUNK_BYTES), b""))


def _examine_mixed(stream: BinaryIO, encoding: str, *, nuls: bool) -> TextShape:
    """Not clean UTF-8: cp1252 throughout, or UTF-8 with some lines from elsewhere."""
    stream.seek(0)
    good = strays = first = 0
    pieces = iter(lambda: stream.readline(LINE_LIMIT), b"")
    # a line may also end with a lone CR, and the next one be of another encoding
    for number, line in enumerate((line for piece in pieces for line in piece.splitlines()), 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            strays += 1
            first = first or number
        else:
            good += 1
    if good or encoding == "utf-8-sig":
        return TextShape(encoding, "most of its lines", strays, first, nuls)
    return TextShape("cp1252", "bytes that are not UTF-8", nuls=nuls)


def utf16_without_mark(head: bytes) -> str:
    """UTF-16 of mostly Latin text shows as a NUL in every second byte."""
    half = len(head) // 2
    if half < 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def open_text(path: Path, shape: TextShape) -> TextIO:
    """The file as text, its line ends as they are (the CSV rules know all three)."""
    return path.open(encoding=shape.encoding, errors=shape.errors, newline="", buffering=1 << 18)


class LineTooLongError(Exception):
    """A line beyond LINE_LIMIT was met and skipped."""


class Lines:
    """Physical lines of a text: bounded, without NULs and byte order mark, with the lines since the last
    `clear()` of `pending` at hand so that a record that went wrong can be taken apart again (`put_back`).
    """

    def __init__(self, stream: TextIO, *, drop_nuls: bool) -> None:
        self._stream = stream
        self._drop_nuls = drop_nuls
        self._back: deque[str] = deque()
        self._first = True
        self.pending: list[str] = []

    def feed(self) -> Iterator[str]:
        """Lines, one by one, each also noted in `pending`. Raises LineTooLongError past a line that is too
        long.
        """
        readline, pending, back = self._stream.readline, self.pending, self._back
        while True:
            if back:
                line = back.popleft()
            else:
                line = readline(LINE_LIMIT)
                if len(line) >= LINE_LIMIT and line[-1] not in "\r\n":
                    self._skip_rest()
                    raise LineTooLongError
                if self._first:
                    line = line.removeprefix("\ufeff")
                    self._first = False
                if self._drop_nuls and "\0" in line:
                    line = line.replace("\0", "") or "\n"
            if not line:
                return
            pending.append(line)
            yield line

    def put_back(self, lines: list[str]) -> None:
        """Gives `lines` again before going on; empties `pending`."""
        self._back.extendleft(reversed(lines))
        self.pending.clear()

    def _skip_rest(self) -> None:
        while (piece := self._stream.readline(LINE_LIMIT)) and piece[-1] not in "\r\n":
            pass
