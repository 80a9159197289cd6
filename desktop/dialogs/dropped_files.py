"""Files of contacts among what is dragged over a window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

# What an import reads (db/files); other files may be chosen by hand, where somebody knows what is in them.
ENDINGS: Final = (
    "csv", "txt", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods", "vcf", "vcard",
)  # fmt: skip
PATTERNS: Final = f"Contacts ({' '.join(f'*.{ending}' for ending in ENDINGS)});;All files (*)"


def contact_files(dragged: QMimeData) -> tuple[Path, ...]:
    """The files that can be imported, each once, in their order; none for rows, text, folders and other files."""
    if not dragged.hasUrls():
        return ()
    paths = (Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile())
    return tuple(dict.fromkeys(p for p in paths if p.suffix.lower().lstrip(".") in ENDINGS and p.is_file()))
