"""docs/user_guide.md says what the program does: the same lists, keys, fields, commands, menus and files."""

from __future__ import annotations

import re
import sys

import pytest

from db.rules.lead_types import definitions
from db.rules.statuses import LABELS, MEANINGS
from desktop.main_window import COMMANDS, DENSITIES, MODES
from desktop.shortcuts import SHORTCUTS
from tests.guide import tables

MOST_LINES = 420
pytestmark = pytest.mark.usefixtures("qapp")  # Qt tells the standard keys only to an application


@pytest.fixture(scope="module")
def guide() -> str:
    return tables.GUIDE.read_text(encoding="utf-8")


def test_its_tables_are_the_programs_own(guide: str) -> None:
    """On macOS Qt has another key for help, so the keys are only looked at elsewhere."""
    wanted = dict(tables.TABLES)
    if sys.platform == "darwin":
        del wanted["keys"]
    found = {block["name"]: block["body"] for block in tables.BLOCK.finditer(guide)}
    assert found.keys() == tables.TABLES.keys()
    for name, made in wanted.items():
        assert found[name] == made(), "`python -m tests.guide` writes the guide's tables anew"


def test_every_list_stands_in_it_with_its_definition(guide: str) -> None:
    for one in definitions():
        assert re.search(rf"\*\*{re.escape(one.title)}\*\* \| {re.escape(one.definition)}", guide), one.title


def test_every_status_stands_in_it_with_its_meaning(guide: str) -> None:
    for status, label in LABELS.items():
        assert f"**{label}** | {MEANINGS[status]} | `{status.value}`" in guide


def test_every_key_stands_in_it(guide: str) -> None:
    assert [one.key for one in SHORTCUTS.values() if f"| {one.words} |" not in guide] == []


def test_the_menu_entries_it_names_are_there(guide: str) -> None:
    """What the guide writes as **Menu › Entry** is an entry of that menu."""
    entries = {("file", "Export…"), ("file", "Print…"), ("file", "Quit")}
    entries |= {(menu, words) for _key, words, menu in COMMANDS if words}
    named = {
        (menu.lower(), words)
        for menu, words in re.findall(r"\*\*(File|Edit|View|Help) › ([^*]+)\*\*", " ".join(guide.split()))
    }
    assert named, "the guide names no menu"
    assert named <= entries, f"no such entry: {sorted(named - entries)}"
    assert all(words in guide for _key, words in (*MODES, *DENSITIES))


def test_it_is_short_enough_to_be_read(guide: str) -> None:
    assert len(guide.splitlines()) <= MOST_LINES
    assert "user_guide.md" in (tables.GUIDE.parents[1] / "README.md").read_text(encoding="utf-8")


def test_a_table_that_is_out_of_date_is_written_anew() -> None:
    old = "Before.\n<!-- table: commands -->\n| Command | Does |\n<!-- end -->\nAfter.\n"
    assert tables.rewritten(old) == f"Before.\n<!-- table: commands -->\n{tables.commands()}<!-- end -->\nAfter.\n"
