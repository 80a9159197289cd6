"""Opens a contact file of any kind: what it is, is told from its bytes, not from its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from db.files.csv_files import open_csv
from db.files.problems import reading_sentences
from db.files.sheet_guards import zip_kind
from db.files.sheets import open_sheet
from db.files.tables import SourceFile
from db.files.texts import BYTE_ORDER_MARKS, HEAD_BYTES, utf16_without_mark
from db.files.vcards import open_vcards
from db.rules.errors import FileProblemError

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of files that people drop by mistake.
STRANGERS: Final = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a sound or a film"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a packed archive (gzip); unpack it first"),
    (b"7z\xbc\xaf", "a packed archive (7z); unpack it first"),
    (b"Rar!", "a packed archive (RAR); unpack it first"),
    (b"SQLite format 3\0", "a database; open it as an office instead"),
    (b"{\\rtf", "a text document (RTF)"),
)
FORMAT_NAMES: Final = {
    "csv": "CSV text", "vcard": "vCard", "xlsx": "XLSX workbook", "xlsb": "XLSB workbook",
    "xls": "XLS workbook", "ods": "ODS workbook",
}  # fmt: skip
_ENDINGS: Final = {
    "vcard": {".vcf", ".vcard"}, "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"}, "xlsb": {".xlsb"},
    "xls": {".xls", ".xlt"}, "ods": {".ods"},
}  # fmt: skip
_WEB_PAGE: Final = re.compile(rb"\s*<(?:!doctype html|html|table|\?xml)", re.IGNORECASE)
_CONTROLS: Final = bytes({*range(1, 9), *range(14, 26), *range(27, 32), 127})


def open_file(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, header_row: int | None = None
) -> SourceFile:
    """Opens a CSV, XLSX, XLSB, XLS, ODS or vCard file and finds encoding, delimiter and header by itself.

    `encoding`, `delimiter` and `header_row` (counted from 1 without blank rows, 0 for "there is none")
    overrule what would be found. Raises FileProblemError with a sentence that names the file, and row and
    column where known; what is wrong with a single record stands in Record.problem instead.
    """
    with reading_sentences(path):
        kind = _kind(path)
        remark = _remark(path, kind)
        if kind == "vcard":
            return open_vcards(path, encoding=encoding, remark=remark)
        if kind == "csv":
            return open_csv(path, encoding=encoding, delimiter=delimiter, header_row=header_row, remark=remark)
        return open_sheet(path, kind, header_row=header_row, remark=remark)


def _kind(path: Path) -> str:
    if path.is_dir():
        raise FileProblemError(f"{path.name} is a folder, not a file. Choose the file inside it.")
    if path.exists() and not path.is_file():
        raise FileProblemError(f"{path.name} is a device, not a file.")
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        raise FileProblemError(f"{path.name} is empty.")
    if head.startswith(b"PK\x03\x04"):
        return _zip(path)
    if head.startswith(OLE):
        return _ole(path)
    for first, what in STRANGERS:
        if head.startswith(first) and not (first == b"MZ" and head[:64].isascii() and b"\0" not in head[:64]):
            raise FileProblemError(f"{path.name} is {what}, not a file of rows.")
    return _text(path, head)


def _zip(path: Path) -> str:
    kind = zip_kind(path)
    if not kind:
        raise FileProblemError(f"{path.name} is a packed archive, not a file of rows. Unpack it first.")
    return kind


def _ole(path: Path) -> str:
    """The container of old Office files; new workbooks with a password hide in it too."""
    with path.open("rb") as stream:
        data = stream.read(64_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileProblemError(f"{path.name} is protected by a password. Save it without one and try again.")
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "xls"
    raise FileProblemError(f"{path.name} is an old Office document or message, not a file of rows.")


def _text(path: Path, head: bytes) -> str:
    wide = utf16_without_mark(head) or any(head.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    plain = head.replace(b"\0", b"")
    if not plain:
        raise FileProblemError(f"{path.name} holds nothing but empty bytes.")
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if not wide and controls > len(plain) * 0.05:
        raise FileProblemError(f"{path.name} is a binary file, not a file of rows.")
    for mark, _ in BYTE_ORDER_MARKS:
        plain = plain.removeprefix(mark.replace(b"\0", b""))
    if _WEB_PAGE.match(plain):
        raise FileProblemError(
            f"{path.name} is a web page or XML, whatever its name says. "
            "Open it in a spreadsheet, save it as CSV and try again."
        )
    if re.search(rb"(?:^|[\r\n])\s*BEGIN:VCARD", plain[:20_000], re.IGNORECASE):
        return "vcard"
    if path.suffix.casefold() in _ENDINGS["vcard"]:
        raise FileProblemError(f"{path.name} holds no vCard: no line in it says BEGIN:VCARD.")
    return "csv"


def _remark(path: Path, kind: str) -> str:
    """A word about a name that promises something else."""
    ending = path.suffix.casefold()
    promised = next((name for name, endings in _ENDINGS.items() if ending in endings), "csv")
    if promised == kind or (kind == "csv" and ending in {"", ".csv", ".txt", ".tsv", ".tab", ".dat"}):
        return ""
    return f"The name ends in {ending or 'nothing'}, but the file is {FORMAT_NAMES[kind]}."
