"""What a Word file must survive before it is read: no bomb, no password, no macros, no declarations in its XML."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from db.rules.errors import FileProblemError

LARGEST: Final = 10_000_000  # bytes
MAX_MEMBERS: Final = 2_000
MAX_UNPACKED: Final = 100_000_000
MAX_TEXT: Final = 20_000_000  # of one part that is read as XML
MAX_RATIO: Final = 200
# Small files are let off the ratio: equal paragraphs pack well, and cannot do harm.
RATIO_FROM: Final = 10_000_000
_OLD: Final = b"\xd0\xcf\x11\xe0"
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML: Final = (".xml", ".rels")
# What no part of a Word document begins with, as all are UTF-8; a declaration could hide in it.
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_LINK: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OUTSIDE: Final = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_CLICKED: Final = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_ATTACHED: Final = re.compile(rb"Type\s*=\s*[\"'][^\"']*/attachedTemplate[\"']")
_ON_DISK: Final = re.compile(rb"Target\s*=\s*[\"'](?:file:///)?[A-Za-z]:", re.IGNORECASE)
DAMAGED: Final = (
    zipfile.BadZipFile, EOFError, ValueError, RuntimeError, NotImplementedError, KeyError, zlib.error, OSError,
)  # fmt: skip


def word_parts(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a Word document by their names, in its order. `name` is what the file is called.

    Errors: FileProblemError for what is too large, no Word document, damaged, protected, full of macros or harmful.
    """
    if len(data) > LARGEST:
        raise FileProblemError(f"{name} has {len(data) / 1e6:,.0f} MB; a template has {LARGEST // 10**6} at most.")
    if data.startswith(_OLD):
        raise FileProblemError(
            f"{name} is an old Word file, or protected by a password. Save it as .docx, without one."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_claims(name, archive.infolist())
            # never more than a part claims comes out of it, and a claim that lies does not match its checksum
            parts = {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
    except DAMAGED as problem:
        raise FileProblemError(f"{name} is damaged, or no Word document (.docx).") from problem
    _check_parts(name, parts)
    return parts


def _check_claims(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS:
        raise FileProblemError(f"{name} holds {len(members):,} parts; a Word document has {MAX_MEMBERS:,} at most.")
    if any(member.flag_bits & 1 for member in members):
        raise FileProblemError(f"{name} is protected by a password. Save it without one.")
    if len({member.filename for member in members}) < len(members):
        raise FileProblemError(f"{name} holds a part twice. That is how a harmful file is made, so it was not opened.")
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise FileProblemError(
            f"{name} unpacks to {unpacked // 10**6:,} MB. That is how a harmful file is made, so it was not opened."
        )


def _check_parts(name: str, parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or not types:
        raise FileProblemError(f"{name} is no Word document. Save it in Word as .docx.")
    if b"macroEnabled" in types or any(part.casefold().endswith("vbaproject.bin") for part in parts):
        raise FileProblemError(f"{name} holds macros, which a template may not. Save it as .docx, without them.")
    if any(part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/") for part in parts):
        raise FileProblemError(f"{name} holds a part that lies outside it, so it was not opened.")
    for part, content in parts.items():
        if not part.casefold().endswith(_XML):
            continue
        if len(content) > MAX_TEXT:
            raise FileProblemError(f"{name} holds too much text: {len(content) // 10**6:,} MB of it.")
        if _DECLARED.search(content) or content.startswith(_UTF_16):
            raise FileProblemError(
                f"{name} declares words of its own. That is how a harmful file is made, so it was not opened."
            )
        if part.casefold().endswith(".rels"):
            _check_links(name, content)


def _check_links(name: str, content: bytes) -> None:
    """Nothing is fetched from elsewhere when a draft is opened; a link that one clicks may lead there, and the template
    on the writer's own disk, which Word names in every document made from one, is not asked for by others.
    """
    for link in _LINK.findall(content):
        if not _OUTSIDE.search(link) or _CLICKED.search(link):
            continue
        if _ATTACHED.search(link) and _ON_DISK.search(link):
            continue
        raise FileProblemError(
            f"{name} would fetch a part of it from elsewhere each time it is opened. Put the picture or text into it, "
            "or detach the template, and save it anew."
        )
