"""Cells that a spreadsheet would take for a formula: guarded on the way out, unguarded on the way in."""

from __future__ import annotations

import re
from typing import Final

# OWASP's list with line feed and the full-width forms; blanks before them do not help a spreadsheet.
_DANGEROUS: Final = re.compile(r"'*[^\S\t\r\n]*[=+\-@\t\r\n＝＋－＠]")
_STRICT_PHONE: Final = re.compile(r"\+[1-9]\d{6,14}")
_FIRST: Final = frozenset("'=+-@\t\r\n＝＋－＠")


def guard(cell: str) -> str:
    """The cell, with `'` before it where a spreadsheet could run it; a strict +15551234567 stays as it is.

    A text that already begins with `'` and then something dangerous gets one more, so that `unguard` always
    gives back exactly what went in.
    """
    if not cell or (cell[0] not in _FIRST and not cell[0].isspace()):
        return cell
    if _DANGEROUS.match(cell) and not _STRICT_PHONE.fullmatch(cell):
        return "'" + cell
    return cell


def unguard(cell: str) -> str:
    """What `guard` was given: takes one `'` off where `guard` put it. Only for files Brokerdesk wrote."""
    if cell[:1] != "'" or not _DANGEROUS.match(cell):
        return cell
    return cell[1:]
