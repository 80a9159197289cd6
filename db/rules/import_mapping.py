"""Which column of a file becomes what: recognised by names, then by content; corrected and remembered."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import asdict, dataclass, replace
from typing import Final

from db.rules import addresses, emails, phones
from db.rules.errors import WrongUseError
from db.rules.import_shapes import Meaning, Shape, names_of, plain, shape_of
from db.rules.import_targets import TARGET
from db.rules.import_words import label_of_word


@dataclass(frozen=True, slots=True)
class ColumnTarget:
    """What one column becomes. `group` ties columns together: a label to its value, a city to its street.

    `why`: "by name", "by content", "remembered", "chosen" or "" (nobody knows it: an extra field).
    """

    column: str
    target: str
    label: str = ""
    group: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is read: one entry for each of its columns, in the file's order."""

    shape: str
    title: str
    columns: tuple[ColumnTarget, ...]
    fingerprint: str

    @property
    def status_codes(self) -> bool:
        """Whether the Status column holds kvCORE's numbers 0–7 (R4)."""
        return self.shape.startswith("kvcore")


_FAMILIES: Final = {
    "email": "email", "email_label": "email", "phone": "phone", "phone_label": "phone", "pair_label": "pair",
    "pair_value": "pair", "address": "address", "street": "address", "street_2": "address", "unit": "address",
    "po_box": "address", "city": "address", "state": "address", "postal_code": "address",
    "country": "address",
    "address_label": "address",
}  # fmt: skip
_NUMBERED: Final = re.compile(r"(\D*?)(\d{1,2})(\D*)")
_PAIR_ENDING: Final = re.compile(r"(?:label|type|value)$")
# Columns about somebody else: an address or number in them is never the contact's own (INPUTS 5.6).
_OF_OTHERS: Final = re.compile(
    r"agent|owner|assigned|lender|referr|broker|member|listing|attorney|assistant|office|company|emergency|officer"
    r"|created|updated|modified|source|price|amount|budget|score|search|id$"
)
_EMPTY_NAME: Final = re.compile(r"column\d+")
_ENOUGH: Final = 0.6  # so large a part of a column's cells has to look alike
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*", re.ASCII)


def recognise(header: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> Mapping:
    """The mapping of a file with this header, by its columns' names and, for unknown names, by `samples`.

    `samples` are some of the first records' cells. A column that nobody knows becomes an extra field.
    """
    names = tuple(header)
    shape = shape_of(names)
    table = names_of(shape)
    meanings = [_meaning_of(name, table) for name in names]
    whys = ["by name" if meaning else "" for meaning in meanings]
    for index, meaning in enumerate(meanings):
        if meaning is None and shape.key != "brokerdesk":
            meanings[index] = _by_content(index, meanings, names=names, samples=samples)
            whys[index] = "by content" if meanings[index] else ""
    columns = _grouped(names, meanings, shape=shape)
    columns = [replace(column, why=why) for column, why in zip(columns, whys, strict=True)]
    return Mapping(shape.key, shape.title, tuple(_streets(columns)), fingerprint_of(names))


def fingerprint_of(header: Sequence[str]) -> str:
    """The same for files with the same columns in the same order, whatever the case and blanks of their names."""
    return hashlib.sha256("\x1f".join(plain(name) for name in header).encode()).hexdigest()[:24]


def with_target(mapping: Mapping, column_index: int, target: str) -> Mapping:
    """The mapping with another target for one column. Raises WrongUseError for an unknown target or column."""
    if target not in TARGET:
        raise WrongUseError(f"“{target}” is nothing a column can become.")
    if not 0 <= column_index < len(mapping.columns):
        raise WrongUseError(f"This file has no column {column_index + 1}.")
    old = mapping.columns[column_index]
    if old.target == target:
        changed = replace(old, why="chosen")
    else:
        label = label_of_word(old.column)[0] if target in {"phone", "email"} else ""
        known = label if label.islower() and label != old.column.strip() else ""
        changed = ColumnTarget(old.column, target, known, _group_for(mapping, target), "chosen")
    columns = (*mapping.columns[:column_index], changed, *mapping.columns[column_index + 1 :])
    return replace(mapping, columns=columns)


def with_targets(mapping: Mapping, targets: MappingOf[str, str]) -> Mapping:
    """The mapping with targets by column name, as a person writes them in a file: {"Cell": "phone"}.

    Raises WrongUseError naming the first column or target that does not exist.
    """
    positions = {plain(column.column): index for index, column in enumerate(mapping.columns)}
    for name, target in targets.items():
        if plain(name) not in positions:
            raise WrongUseError(f"This file has no column “{name}”.")
        mapping = with_target(mapping, positions[plain(name)], target)
    return mapping


def remembered(mapping: Mapping, stored: Mapping) -> Mapping:
    """`stored` for a file that was just recognised as `mapping`, if it has the same columns; else `mapping`.

    Columns that differ from the program's own guess say that they were remembered.
    """
    if stored.fingerprint != mapping.fingerprint or len(stored.columns) != len(mapping.columns):
        return mapping
    columns = tuple(
        new if (old.target, old.label, old.group) == (new.target, new.label, new.group)
        else replace(old, column=new.column, why="remembered")
        for old, new in zip(stored.columns, mapping.columns, strict=True)
    )  # fmt: skip
    return replace(mapping, columns=columns)


def to_json(mapping: Mapping) -> str:
    """The mapping as one JSON text, to be stored; `from_json` reads it back equal."""
    return json.dumps(asdict(mapping), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Mapping:
    """What `to_json` wrote. Raises WrongUseError when the text is not a mapping or names an unknown target."""
    try:
        found = json.loads(text)
        columns = tuple(
            ColumnTarget(str(c["column"]), str(c["target"]), str(c["label"]), int(c["group"]), str(c["why"]))
            for c in found["columns"]
        )
        mapping = Mapping(str(found["shape"]), str(found["title"]), columns, str(found["fingerprint"]))
    except (ValueError, KeyError, TypeError) as problem:
        raise WrongUseError("This is not a mapping of columns that Brokerdesk wrote.") from problem
    for column in columns:
        if column.target not in TARGET:
            raise WrongUseError(f"Column “{column.column}”: “{column.target}” is nothing a column can become.")
    return mapping


def _meaning_of(name: str, table: dict[str, Meaning]) -> Meaning | None:
    word = plain(name)
    meaning = table.get(word)
    number = 0
    if meaning is None:
        numbered = _NUMBERED.fullmatch(word)
        if numbered is None:
            return None
        word, number = numbered[1] + numbered[3], int(numbered[2])
        meaning = table.get(word)
        if meaning is None or number == 0:
            return None
        if meaning.target in {"street", "address"} and number > 1 and not numbered[3]:
            meaning = replace(meaning, target="street_2")
        elif number > 1 and not TARGET[meaning.target].many:
            return Meaning("extra")  # "Last Name 2" is somebody else
    if meaning.target in {"pair_label", "pair_value"}:
        meaning = replace(meaning, label=_PAIR_ENDING.sub("", word))
    if meaning.target == "street_2":
        return replace(meaning, number=1)
    return replace(meaning, number=number) if number else meaning


def _grouped(names: tuple[str, ...], meanings: list[Meaning | None], *, shape: Shape) -> list[ColumnTarget]:
    groups: dict[tuple[str, str, int], int] = {}
    unknown = "own" if shape.key == "brokerdesk" else "extra"
    columns: list[ColumnTarget] = []
    for name, meaning in zip(names, meanings, strict=True):
        if meaning is None:
            columns.append(ColumnTarget(name, unknown))
            continue
        family = _FAMILIES.get(meaning.target, "")
        group = groups.setdefault((family, meaning.label, meaning.number), len(groups) + 1) if family else 0
        label = "" if meaning.target.endswith("_label") and family != "pair" else meaning.label
        columns.append(ColumnTarget(name, meaning.target, label, group))
    return columns


def _streets(columns: list[ColumnTarget]) -> list[ColumnTarget]:
    """A column "Address" beside "City" is the street; "Address" alone holds a whole address."""
    parts = Counter((column.group, column.target) for column in columns if column.group)
    return [
        replace(column, target="street")
        if column.target == "address"
        and not parts[column.group, "street"]
        and any(parts[column.group, part] for part in ("city", "state", "postal_code"))
        else column
        for column in columns
    ]


def _group_for(mapping: Mapping, target: str) -> int:
    """The group of a target chosen by hand: address parts join the unlabelled address, the others stand alone."""
    family = _FAMILIES.get(target, "")
    if not family:
        return 0
    if family == "address":
        for column in mapping.columns:
            if _FAMILIES.get(column.target) == "address" and not column.label:
                return column.group
    return max((column.group for column in mapping.columns), default=0) + 1


def _by_content(
    index: int, meanings: Sequence[Meaning | None], *, names: Sequence[str], samples: Sequence[Sequence[str]]
) -> Meaning | None:
    """What the cells of a column with an unknown name look like; None when they look like nothing known."""
    word = plain(names[index])
    if _OF_OTHERS.search(word) and not _EMPTY_NAME.fullmatch(word):
        return None
    cells = [cell for row in samples if index < len(row) and (cell := row[index].strip())]
    if not cells:
        return None
    taken = {meaning.target for meaning in meanings if meaning}
    for target, looks_right in _LOOKS.items():
        if sum(map(looks_right, cells)) >= _ENOUGH * len(cells):
            return Meaning(target, "", index + 100) if target in {"email", "phone"} else _once(target, taken)
    return None


def _once(target: str, taken: set[str]) -> Meaning | None:
    return None if target in taken else Meaning(target)


def _is_email(cell: str) -> bool:
    return "@" in cell and any(found.value for found in emails.find_emails(cell))


def _is_phone(cell: str) -> bool:
    if (
        len(cell) > 40
        or _DATE.fullmatch(cell)
        or any(ch.isalpha() for ch in cell.lower().replace("ext", "").replace("x", ""))
    ):
        return False
    digits = len(phones.digits_of(cell))
    return 10 <= digits <= 24 and any(
        found.usable and not phones.doubt_of(found.e164) for found in phones.find_phones(cell, "US")
    )


def _is_state(cell: str) -> bool:
    return cell in addresses.STATES or cell.title() in addresses.STATES.values()


def _is_code(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{5}(?:-\d{4})?", cell))


_LOOKS: Final[dict[str, Callable[[str], bool]]] = {
    "email": _is_email,
    "phone": _is_phone,
    "state": _is_state,
    "postal_code": _is_code,
}
