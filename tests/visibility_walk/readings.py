"""What a reading gave, as plain values that can be compared and searched for words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Select, select

from db.models import Contact
from db.queries.reader import Reader
from db.rules.errors import BrokerdeskError
from tests.visibility_walk.ground import FIRST_ID, MARK

_NUMBERS: Final = range(FIRST_ID, FIRST_ID + 100_000)
_IN_TEXT: Final = re.compile(r"\d[\d,]*")
_PHONE: Final = "8137770147"


@dataclass(frozen=True)
class Refused:
    """A reading that ended with a sentence for the person, or, `broken`, with an error of its own."""

    kind: str
    sentence: str
    broken: bool = False


def read(reader: Reader, query: Any, arguments: Mapping[str, Any]) -> Any:
    """What a query gives, or how it refused, in plain values."""
    try:
        return plain(reader, query(reader, **arguments))
    except BrokerdeskError as error:
        return Refused(type(error).__name__, error.sentence)
    except Exception as error:
        return Refused(type(error).__name__, str(error), broken=True)


def plain(reader: Reader, value: Any) -> Any:
    """`value` in lists, tuples and simple values; what has not been asked of the database yet is asked."""
    now = {"now": reader.now}
    if isinstance(value, Select):
        return [tuple(row) for row in reader.connection.execute(value, now)]
    if isinstance(value, ColumnElement):
        return list(reader.connection.scalars(select(Contact.id).where(value).order_by(Contact.id), now))
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *((f.name, plain(reader, getattr(value, f.name))) for f in fields(value))]
    if isinstance(value, Mapping):
        return [(plain(reader, key), plain(reader, one)) for key, one in value.items()]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (set, frozenset)):
        return sorted((plain(reader, one) for one in value), key=repr)
    if isinstance(value, (list, tuple, Iterator)):
        return [plain(reader, one) for one in value]
    if isinstance(value, Enum):
        return plain(reader, value.value)
    if value is None or isinstance(value, (str, int, float, bytes, date, Path)):
        return value
    return type(value).__name__


def leaks(value: Any, *, given: frozenset[int] = frozenset()) -> Iterator[str]:
    """Words and numbers of hidden rows in what was read; `given` are the numbers that the question named itself."""
    if isinstance(value, Refused):
        yield from leaks(value.sentence, given=given)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from leaks(one, given=given)
    elif isinstance(value, str):
        if MARK in value.casefold() or _PHONE in re.sub(r"\D", "", value):
            yield value[:200]
        numbers = (int(found.replace(",", "")) for found in _IN_TEXT.findall(value))
        yield from (f"{n} in {value[:120]!r}" for n in numbers if n in _NUMBERS and n not in given)
    elif isinstance(value, int) and value in _NUMBERS and value not in given:
        yield str(value)
