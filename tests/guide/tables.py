"""Makes the tables of docs/user_guide.md from the tables the program itself reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Final

from PySide6.QtGui import QKeySequence

from db.rules.filters import FIELDS
from db.rules.import_targets import offered
from db.rules.lead_types import definitions
from desktop.cli.main import COMMANDS
from desktop.pages.agent_dashboard.filter_panel import GROUPS
from desktop.shortcuts import SHORTCUTS, Shortcut

GUIDE: Final = Path(__file__).resolve().parents[2] / "docs" / "user_guide.md"
# A table stands between these two lines; what is written by hand stands outside.
BLOCK: Final = re.compile(r"<!-- table: (?P<name>\w+) -->\n(?P<body>.*?)<!-- end -->", re.DOTALL)


def lists() -> str:
    """Every list under its section of the sidebar, with its definition and the key the command line calls it by."""
    rows, section = [], ""
    for one in definitions():
        if one.section != section:
            section = one.section
            rows.append((f"*{section}*", "", ""))
        rows.append((f"**{one.title}**", one.definition, f"`{one.key}`"))
    return _table(("List", "Who is in it", "On the command line"), rows)


def keys() -> str:
    """Every key, those that always work before those that work in a list. Qt wants an application for that."""
    always = [one for one in SHORTCUTS.values() if one.group == "Window"]
    listed = [one for one in SHORTCUTS.values() if one.group != "Window"]
    rows = zip_longest(map(_key_cells, always), map(_key_cells, listed), fillvalue=("", ""))
    heads = ("Always", "", "While a list has the keyboard", "")
    return _table(heads, [(*first, *second) for first, second in rows])


def _key_cells(one: Shortcut) -> tuple[str, str]:
    return f"`{pressed(one)}`", one.words


def pressed(one: Shortcut) -> str:
    """A shortcut's keys as the guide writes them: with Ctrl, which is Cmd on macOS."""
    portable = QKeySequence.SequenceFormat.PortableText
    return one.letter or next((keys.toString(portable) for keys in one.sequences()), "")


def filters() -> str:
    """What the filter panel offers, by its headings."""
    rows = [(title, ", ".join(FIELDS[key].label for key in keys)) for title, keys in GROUPS]
    return _table(("Heading", "Fields"), rows)


def commands() -> str:
    """The commands of the command line."""
    return _table(("Command", "Does"), [(f"`{name}`", words) for name, (_run, words) in COMMANDS.items()])


def targets() -> str:
    """What a column of a file can become, as `import --map` and the wizard name it."""
    rows = [(title, ", ".join(f"`{one.key}`" for one in these)) for title, these in offered()]
    return _table(("A column becomes", "Word"), rows)


TABLES: Final = {"lists": lists, "keys": keys, "filters": filters, "commands": commands, "targets": targets}


def rewritten(text: str) -> str:
    """The guide with every table as the program has it now."""
    return BLOCK.sub(lambda found: f"<!-- table: {found['name']} -->\n{TABLES[found['name']]()}<!-- end -->", text)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)
