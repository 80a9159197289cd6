"""Files that can be imported among what is dragged over a window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

# What an import reads (db/files); other files may be chosen by hand, where somebody knows what is in them.
ENDINGS: Final = (
    "csv", "txt", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods", "vcf", "vcard",
)  # fmt: skip
# Listings and call logs come as JSON too, and never as address cards.
RECORD_ENDINGS: Final = (*(ending for ending in ENDINGS if ending not in ("vcf", "vcard")), "json")
PATTERNS: Final = f"Contacts ({' '.join(f'*.{ending}' for ending in ENDINGS)});;All files (*)"


def contact_files(dragged: QMimeData) -> tuple[Path, ...]:
    """The files that can be imported, each once, in their order; none for rows, text, folders and other files."""
    return _files(dragged, ENDINGS)


def record_files(dragged: QMimeData) -> tuple[Path, ...]:
    """The same for files of listings."""
    return _files(dragged, RECORD_ENDINGS)


def _files(dragged: QMimeData, endings: Sequence[str]) -> tuple[Path, ...]:
    if not dragged.hasUrls():
        return ()
    paths = (Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile())
    return tuple(dict.fromkeys(p for p in paths if p.suffix.lower().lstrip(".") in endings and p.is_file()))
