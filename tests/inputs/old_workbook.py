"""The smallest XLS (BIFF8 in a compound file) that holds a table, written byte by byte for the tests."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls_bytes(rows: Sequence[Sequence[str | float]], sheet: str = "Contacts") -> bytes:
    """A workbook of one sheet: texts as LABEL records, numbers as NUMBER records."""
    stream = _workbook(rows, sheet)
    stream += b"\0" * (max(4096, -(-len(stream) // SECTOR) * SECTOR) - len(stream))  # no small streams
    sectors = len(stream) // SECTOR
    chain = [FAT, END, *range(3, sectors + 2), END]
    fat = struct.pack(f"<{len(chain)}I", *chain)
    fat += struct.pack("<I", FREE) * ((SECTOR - len(fat)) // 4)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, END, 0, END, 0, 0)
    header += struct.pack("<I", FREE) * 108
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return header + fat + directory.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return text.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _workbook(rows: Sequence[Sequence[str | float]], sheet: str) -> bytes:
    end = _record(0x000A, b"")
    name = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    globals_size = len(_begin(5)) + 4 + 6 + len(name) + len(end)
    place = _record(0x0085, struct.pack("<IBB", globals_size, 0, 0) + name)
    width = max(map(len, rows))
    body = _begin(0x10) + _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            where = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                body += _record(0x0204, where + text) if cell else b""
            else:
                body += _record(0x0203, where + struct.pack("<d", cell))
    return _begin(5) + place + end + body + end
