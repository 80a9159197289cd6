"""JSON that a command reads from a file, or from its input when the file is named "-"."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from db.rules.errors import FileProblemError

LARGEST_BYTES: Final = 1_000_000


def shown_name(place: str) -> str:
    """What a sentence calls it."""
    return "The input" if place == "-" else Path(place).name


def read_json(place: str) -> Any:
    """What the file holds; numbers with a fraction as texts. Errors: FileProblemError."""
    shown = shown_name(place)
    try:
        if place == "-":
            raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        else:
            with Path(place).open("rb") as stream:
                raw = stream.read(LARGEST_BYTES + 1)
        if len(raw) > LARGEST_BYTES:
            raise FileProblemError(f"{shown} is larger than what is read here.")
        return json.loads(raw.decode("utf-8-sig"), parse_float=str)
    except OSError as error:
        raise FileProblemError(f"{shown} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise FileProblemError(f"{shown} is no JSON in UTF-8.") from error
