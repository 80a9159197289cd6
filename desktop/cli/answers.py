"""What a command answers: one document for --json, lines for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` is printed with --json, `lines` otherwise; `status` is the exit status."""

    document: Any
    lines: tuple[str, ...] = ()
    status: int = 0


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer on standard output. Errors: OSError, at once, when nothing can take it."""
    # Windows consoles may not speak UTF-8; a name must never stop a command
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if as_json:
        print(json.dumps(answer.document, ensure_ascii=False, indent=1), flush=True)
        return
    for line in answer.lines:
        print(line)
    sys.stdout.flush()


def table(rows: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """Rows as aligned lines."""
    texts = [[str(cell) for cell in row] for row in rows]
    if not texts:
        return ()
    widths = [max(len(row[n]) for row in texts) for n in range(len(texts[0]))]
    return tuple(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in texts
    )


def number(count: int, word: str) -> str:
    """A count with its word, as in “1,284 contacts”."""
    ending = "es" if word.endswith(("ch", "ss")) else "s"
    return f"{count:,} {word}{'' if count == 1 else ending}"
