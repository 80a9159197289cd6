"""vCard files as tables: one record a card, columns as Google Contacts names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from db.files.headers import MAX_COLUMNS
from db.files.problems import told
from db.files.tables import Record, SourceFile
from db.files.texts import CELL_LIMIT, examine, open_text
from db.files.vcard_lines import LINE_LIMIT, Card, cards
from db.files.vcard_table import ADDRESS_PARTS, GOOGLE_COLUMNS, LEFT_OUT, Row, card_row, is_group, own_columns
from db.rules.errors import FileProblemError

_NUMBERED: Final = re.compile(r"(E-mail|Phone|Address|Website|Relation|Event) (\d+) - (.+)")
_KINDS: Final = ("E-mail", "Phone", "Address", "Website", "Relation", "Event")
_PARTS: Final = ("Label", "Value", "Formatted", *ADDRESS_PARTS)


def open_vcards(path: Path, *, encoding: str | None, remark: str = "") -> SourceFile:
    """Opens a vCard file of any version, mixed ones too. `encoding` is for values that are not UTF-8 and
    name none.

    Reads the file once for its columns, then again for each `records()`. Raises FileProblemError.
    """
    shape = examine(path, encoding)
    with path.open("rb") as stream:
        head = stream.read(4_096)
    # Text of two bytes a letter, or with the line ends of old Macs, is cut by the text reader.
    wide = shape.encoding.startswith(("utf-16", "utf-32")) or b"\n" not in head
    fallback = encoding or "cp1252"

    def read() -> Iterator[Card]:
        if wide:
            with open_text(path, shape) as text:
                yield from cards((line.encode() for line in iter(partial(text.readline, LINE_LIMIT), "")), fallback)
        else:
            with path.open("rb") as stream:
                yield from cards(iter(partial(stream.readline, LINE_LIMIT), b""), fallback)

    header, count, left_out = _columns(path, read)

    def records() -> Iterator[Record]:
        return told(path, lambda: _records(read(), header))

    guessed = " ".join(filter(None, (remark, _sentence(count, left_out))))
    return SourceFile(path, "vcard", shape.encoding, "", header, records, guessed)


def _sentence(count: int, left_out: Counter[str]) -> str:
    text = f"{count:,} vCards" if count != 1 else "1 vCard"
    if left_out:
        text += ", without " + ", ".join(f"{number:,} {name}" for name, number in sorted(left_out.items()))
    return f"{text}."


def _columns(path: Path, read: Callable[[], Iterator[Card]]) -> tuple[tuple[str, ...], int, Counter[str]]:
    """The columns of all cards, how many cards there are, and what was left out of them by name."""
    found: dict[str, None] = {}
    listed: tuple[str, ...] = ()
    left_out: Counter[str] = Counter()
    count = 0
    for card in read():
        count += 1
        listed = listed or own_columns([card])
        left_out.update(card.left_out)
        if not is_group(card):
            found.update(dict.fromkeys(card_row(card)))
        if len(found) > MAX_COLUMNS:
            raise FileProblemError(f"{path.name} uses more than {MAX_COLUMNS:,} different properties.")
    if not count:
        raise FileProblemError(f"{path.name} holds no vCard: no line in it says BEGIN:VCARD.")
    others = sorted((column for column in found if column not in listed), key=_place_of)
    return (*listed, *others) or ("Name",), count, left_out


def _place_of(column: str) -> tuple[int, int, int, int, str]:
    """Google's order; unknown properties after it by name."""
    if column in GOOGLE_COLUMNS:
        return 0, GOOGLE_COLUMNS.index(column), 0, 0, ""
    numbered = _NUMBERED.fullmatch(column)
    if numbered is None:
        return 2, 0, 0, 0, column
    kind, number, part = numbered.groups()
    return 1, _KINDS.index(kind), int(number), _PARTS.index(part) if part in _PARTS else 99, part


def _records(read: Iterator[Card], header: tuple[str, ...]) -> Iterator[Record]:
    for number, card in enumerate(read, 2):
        row = card_row(card)
        cells = tuple(row.get(column, "") for column in header)
        problem = card.problem
        if is_group(card):
            problem = "it is a group of contacts, not a contact"
        elif any(len(cell) > CELL_LIMIT for cell in cells):
            problem, cells = f"a value is longer than {CELL_LIMIT:,} characters", ("",) * len(header)
        elif not problem and not any(cells):
            problem = "nothing stands in it"
        said = f"{_called(number, row)} cannot be read: {problem}." if problem else ""
        lost = tuple(f"The {LEFT_OUT[name]} was not taken over." for name in dict.fromkeys(card.left_out))
        yield Record(number, cells, said, ignored=is_group(card), warnings=lost)


def _called(number: int, row: Row) -> str:
    """Which card, for a person: its number in the file and whose it is."""
    name = row.get("Name") or " ".join(filter(None, (row.get("First Name"), row.get("Last Name"))))
    return f"Card {number - 1} ({name})" if name else f"Card {number - 1}"
