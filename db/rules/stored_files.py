"""Documents kept with a contact: their kinds and states, how large, and which may be opened from the list."""

from __future__ import annotations

import re
from typing import Final

from db.rules.errors import FieldProblemsError
from db.rules.values import Pairs

CONTRACT, OTHER = "contract", "other"
KINDS: Final[Pairs] = ((CONTRACT, "Contract"), (OTHER, "Other"))
# A draft waits for a person who checks it; an earlier version was replaced by the corrected file.
DRAFT, CHECKED, EARLIER = "draft", "checked", "earlier"
STATES: Final[Pairs] = (("", ""), (DRAFT, "Draft"), (CHECKED, "Checked"), (EARLIER, "Earlier version"))
LARGEST: Final = 25_000_000  # bytes
LONGEST_TITLE: Final = 200
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
# What is shown rather than run. Everything else is only saved, by somebody who looks where to.
_SHOWN: Final = frozenset({
    "docx", "odt", "rtf", "txt", "pdf", "xlsx", "ods", "csv", "pptx", "odp", "png", "jpg", "jpeg", "gif", "bmp", "tif",
    "tiff", "heic", "webp", "ics", "vcf", "eml",
})  # fmt: skip


def opens_safely(file_name: str) -> bool:
    """Whether a file may be opened from the list; a program, or what is not known, is only saved."""
    stem, _dot, ending = file_name.strip(" .").rpartition(".")
    return bool(stem) and ending.casefold() in _SHOWN


def clean_name(file_name: str, *, otherwise: str = "document") -> str:
    """A name that every file system takes: no folders, no signs of theirs, 120 characters at most, ending kept."""
    name = _NOT_IN_NAMES.sub(" ", file_name)
    stem, dot, ending = " ".join(name.split()).strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.encode("utf-8", "ignore").decode()[:100].strip(" .") or otherwise
    return f"{stem}.{ending[:19].strip()}" if ending else stem


def check_title(title: str) -> str:
    """A title without blanks too many. Errors: FieldProblemsError for an empty or a long one."""
    clean = " ".join(title.split())
    if not clean:
        raise FieldProblemsError({"title": "A document needs a title."})
    if len(clean) > LONGEST_TITLE:
        raise FieldProblemsError({"title": f"A title has room for {LONGEST_TITLE} characters."})
    return clean


def size_words(size: int) -> str:
    """How large: "820 bytes", "36 KB", "2.4 MB"."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    return f"{size / 1000:,.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
