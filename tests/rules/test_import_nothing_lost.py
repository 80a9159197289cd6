"""Whatever a file says is found again somewhere in the draft: nothing is dropped in silence."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.addresses import STATES
from db.rules.drafts import ContactDraft
from db.rules.import_mapping import recognise
from db.rules.import_rows import row_reader
from tests.rules import import_headers as headers

CELLS = st.one_of(
    st.sampled_from([
        "Ann", "SMITH", "Bob Jones", "Smith, Ann & Bob", "Oak LLC", "Smith Family Trust", "Unknown", "8135550142",
        "(813) 555-0143 x12, 555-0144", "tel:+1-813-555-0142;ext=5", "ann@example.com", "Ann <ann@example.com>; b@c",
        "x@convo.zillow.com", "8135550199@kvleads.com", "/o=Org/ou=Group/cn=ann", "12 Oak St, Tampa, FL 33601", "FL",
        "Florida", "2134.0", "3/7/2026", "--03-07", "soon", "0", "1", "yes", "Hot", "Buyer|Seller", "#one, #two; three",
        "* Home", "* Work ::: Cell", "a ::: b", "★★", "Zillow", "FSBO Zillow", "Normal", "2 days ago", "line\nline two",
        "1,2", "-1", "Condominium", "n/a", "PO Box 12", "London", "Mexico", "Q.", "Dr.", "Jr.", "Müller",
    ]),
    st.text(alphabet="abcXYZ 019@.,;|#&/-", min_size=1, max_size=14),
)  # fmt: skip
# Words that stand for nothing of their own.
EXEMPT = {"and", "y", "e", "po", "box", "tel", "mailto"}


def everything_in(draft: ContactDraft) -> str:
    texts: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, dict):
            for part in value.values():
                collect(part)
        elif isinstance(value, (list, tuple)):
            for part in value:
                collect(part)
        elif isinstance(value, bool):
            texts.append("yes no true false 1 0")
        else:
            texts.append(str(value))

    collect({key: value for key, value in asdict(draft).items() if key != "warnings"})
    texts.extend(name for code, name in STATES.items() if code in texts)
    return " ".join(texts).casefold()


def pieces(cell: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", cell.casefold()) if word not in EXEMPT]


def is_found(word: str, kept: str, digits: str, told: str) -> bool:
    if word in kept or (word.isdigit() and (word.lstrip("0") or "0") in digits):
        return True
    # A word of the office's lists, a label or a month may be kept as our own key.
    return told in KNOWN


# Cells that become a key, a date or a number of stars of ours, or the label of something.
KNOWN = {
    "3/7/2026",
    "--03-07",
    "★★",
    "Buyer|Seller",
    "1,2",
    "-1",
    "Hot",
    "Zillow",
    "* Home",
    "* Work ::: Cell",
    "yes",
    "0",
    "1",
}


@pytest.mark.parametrize("shape", sorted(set(headers.ALL) - {"brokerdesk"}))
def test_every_cell_is_found_again(shape: str) -> None:
    header = headers.ALL[shape]
    read = row_reader(recognise(header), region="US", zone="UTC")

    @settings(max_examples=40, deadline=None)
    @given(st.dictionaries(st.integers(0, len(header) - 1), CELLS, min_size=1, max_size=8))
    def check(cells: dict[int, str]) -> None:
        row = [cells.get(index, "") for index in range(len(header))]
        draft = read(row)
        if not isinstance(draft, ContactDraft):
            return
        kept = everything_in(draft)
        digits = re.sub(r"\D", "", kept)
        for cell in row:
            for word in pieces(cell):
                assert is_found(word, kept, digits, cell), (word, cell, draft)

    check()


def test_a_generic_file_too() -> None:
    header = ["Name", "Email", "Phone", "Address", "Tags", "Created", "Priority", "Mystery", "Column 9"]
    read = row_reader(recognise(header), region="US", zone="UTC")

    @settings(max_examples=60, deadline=None)
    @given(st.lists(CELLS, min_size=len(header), max_size=len(header)))
    def check(row: list[str]) -> None:
        draft = read(row)
        assert isinstance(draft, ContactDraft)
        kept = everything_in(draft)
        digits = re.sub(r"\D", "", kept)
        for cell in row:
            for word in pieces(cell):
                assert is_found(word, kept, digits, cell), (word, cell, draft)

    check()
