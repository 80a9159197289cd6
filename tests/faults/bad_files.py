"""Files as people drop them by mistake, and as someone evil would make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

HEADER: Final = "Name,Email,Phone\n"


def bomb() -> bytes:
    """A workbook of a few kilobytes that would be 60 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)
    return out.getvalue()


def huge_cell(path: Path) -> None:
    """One cell of 200 MB, which takes no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
        stream.write(HEADER.encode() + b'Ann,ann@example.com,"' + b"x" * 2_000_000)


# name → content, and what the sentence says
REFUSED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "empty.csv": (lambda: b"", "empty.csv is empty"),
    "binary.csv": (lambda: bytes(range(256)) * 40, "binary.csv is a binary file"),
    "picture.xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "picture.xlsx is a picture"),
    "wide.csv": (("Column" + ",Column" * 9_999 + "\n").encode, "wide.csv, row 1: 10,000 columns"),
    "open_header.csv": (lambda: b'"Name,Email\n' + b"Ann,ann@example.com\n" * 90, "never closed"),
    "bomb.xlsx": (bomb, "bomb.xlsx"),
    "page.csv": (lambda: b"<!DOCTYPE html><table><tr><td>Name</td></tr></table>", "page.csv is a web page"),
    "no_card.vcf": (lambda: b"Name,Email\n", "no_card.vcf holds no vCard"),
    "nothing.csv": (lambda: b"\0" * 300, "nothing.csv holds nothing but empty bytes"),
}
