"""A row as a vCard 3.0: for address books by their own names, for Brokerdesk without loss."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from db.files.own_format import OWN_MARKER, decode_list
from db.files.vcard_lines import escape
from db.files.vcard_table import OWN_COLUMNS_LINE, OWN_PREFIX

_FOLD: Final = 75  # bytes a line
_PHONE_TYPES: Final = {"mobile": "CELL", "cell": "CELL", "home": "HOME", "work": "WORK", "business": "WORK"}
_NAME_COLUMNS: Final = ("Last Name", "First Name", "Middle Name", "Prefix", "Suffix")


def card_text(header: Sequence[str], row: Sequence[str], *, first: bool) -> str:
    """One card with CRLF. The `first` one of a file also lists all columns, so that empty ones come back
    too.
    """
    cells = dict(zip(header, row, strict=False))
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_for_address_books(cells)]
    if first:
        lines.append(f"{OWN_COLUMNS_LINE}:" + ",".join(escape(name) for name in header))
    # A row of nothing still says which columns it has none of.
    named = {name: text for name, text in cells.items() if text} or dict.fromkeys(header[:1], "")
    lines += [f"{OWN_PREFIX}{_key(name)};X-NAME={_quoted(name)}:{escape(text)}" for name, text in named.items()]
    lines.append("END:VCARD")
    return "".join(fold(line) + "\r\n" for line in lines)


def fold(line: str) -> str:
    """The line in pieces of at most 75 bytes, cut between letters."""
    if len(line) * 4 <= _FOLD or len(line.encode(errors="replace")) <= _FOLD:
        return line
    pieces: list[str] = []
    start = size = 0
    for at, ch in enumerate(line):
        width = 1 if ch < "\x80" else 2 if ch < "\u0800" else 3 if ch < "\U00010000" else 4
        if size + width > _FOLD:
            pieces.append(line[start:at])
            start, size = at, 1
        size += width
    return "\r\n ".join([*pieces, line[start:]])


def _for_address_books(cells: Mapping[str, str]) -> list[str]:
    parts = [cells.get(column, "") for column in _NAME_COLUMNS]
    written = " ".join(filter(None, (parts[3], parts[1], parts[2], parts[0], parts[4])))
    others = (cells.get(column, "") for column in ("Company", "E-mail 1", "Phone 1"))
    shown = cells.get("Display Name", "") or written or next(filter(None, others), "") or "(no name)"
    lines = ["N:" + ";".join(escape(part) for part in parts), f"FN:{escape(shown)}"]
    for column, name in (
        ("Nickname", "NICKNAME"),
        ("Company", "ORG"),
        ("Job Title", "TITLE"),
        ("Birthday", "BDAY"),
    ):
        if cells.get(column):
            lines.append(f"{name}:{escape(cells[column])}")
    lines += [f"EMAIL;TYPE=INTERNET:{escape(value)}" for value, _ in _values(cells, "E-mails", "E-mail 1")]
    for value, label in _values(cells, "Phones", "Phone 1"):
        lines.append(f"TEL;TYPE={_PHONE_TYPES.get(label.casefold(), 'VOICE')}:{escape(value)}")
    for item in _items(cells, "Addresses"):
        parts = [_word(item, key) for key in ("unit", "street", "city", "region", "postal_code", "country")]
        if any(parts):
            lines.append("ADR:;" + ";".join(escape(part) for part in parts))
    hashtags = [tag for tag in re.split(r"[|,;\s]+", cells.get("Hashtags", "")) if tag]
    if hashtags:
        lines.append("CATEGORIES:" + ",".join(escape(tag) for tag in hashtags))
    return lines


def _items(cells: Mapping[str, str], column: str) -> list[dict[str, object]]:
    try:
        return decode_list(cells.get(column, ""))
    except ValueError:
        return []  # not a list of ours: the column itself is still written as it is


def _word(item: Mapping[str, object], *keys: str) -> str:
    return next((str(item[key]) for key in keys if item.get(key)), "")


def _values(cells: Mapping[str, str], column: str, first: str) -> list[tuple[str, str]]:
    """Value and label of each item of a list column, else of its first-value column."""
    found = [(_word(item, "value", "e164", "raw"), _word(item, "label")) for item in _items(cells, column)]
    found = [(value, label) for value, label in found if value]
    return found or ([(cells[first], "")] if cells.get(first) else [])


def _key(name: str) -> str:
    plain = re.sub(r"[^A-Z0-9]+", "-", name.removeprefix("Brokerdesk ").upper()).strip("-")
    return plain or ("CONTACT" if name == OWN_MARKER else "COLUMN")


def _quoted(name: str) -> str:
    """A parameter's value with the marks it may not hold written as RFC 6868 says."""
    text = name.replace("^", "^^").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"'
