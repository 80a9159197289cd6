"""Numbers on the command line: ids, steps and limits, no larger than the office can hold."""

from __future__ import annotations

import argparse
from typing import Final

LARGEST: Final = 2**63 - 1  # what a database key can be


def whole(text: str) -> int:
    """A whole number from 0 on, in plain digits. Errors: ArgumentTypeError with a sentence."""
    plain = text.strip()
    number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 20 else -1
    if not 0 <= number <= LARGEST:
        shown = plain if len(plain) <= 30 else f"{plain[:30]}…"
        raise argparse.ArgumentTypeError(f"“{shown}” is no whole number the office could hold")
    return number
