"""Files and functions stay within the caps of the house."""

from __future__ import annotations

import ast

from tests.architecture import sizes
from tests.architecture.tree import Source, sources


def test_no_file_is_longer_than_the_cap() -> None:
    long = {source.name: source.lines for source in sources() if source.lines > sizes.FILE_CAP}
    assert not long, f"over {sizes.FILE_CAP} lines: {long}"


def test_no_function_is_longer_than_the_cap() -> None:
    long = {item.place: item.lines for item in sizes.all_functions() if item.lines > sizes.FUNCTION_CAP}
    assert not long, f"over {sizes.FUNCTION_CAP} lines: {long}"


def test_functions_are_short_in_the_middle() -> None:
    assert sizes.medians().function_lines <= sizes.FUNCTION_MEDIAN


def test_no_function_asks_for_more_parameters_than_the_cap() -> None:
    """Qt's own overrides and what pytest hands to a test are not ours to shorten."""
    wide = {
        item.place: item.needed
        for item in sizes.all_functions()
        if item.needed > sizes.PARAMETER_CAP and not (item.is_test or item.is_called_by_qt)
    }
    assert not wide, f"more than {sizes.PARAMETER_CAP} parameters: {wide}"


def test_the_measure_counts_what_a_caller_has_to_know() -> None:
    text = (
        "class Room:\n"
        "    def open(self, door, *, wide, now=0): ...\n"
        "    @staticmethod\n"
        "    def close(door): ...\n"
        "def build(a, b, c, /):\n"
        "    def inner(x):\n"
        "        return x\n"
        "    return inner\n"
    )
    found = sizes.functions(Source("db/room.py", text, ast.parse(text)))
    measured = {item.name: (item.lines, item.needed, item.positional) for item in found}
    assert measured == {
        "Room.open": (1, 2, 1),
        "Room.close": (1, 1, 1),
        "build": (4, 3, 3),
        "build.inner": (2, 1, 1),
    }
