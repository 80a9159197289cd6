"""Every input of the trade is opened as what it is, with all its records."""

from __future__ import annotations

import re

import pytest

from db.files.reading import open_file
from tests.files.builders import INPUTS, named, problems, rows

# name: format, encoding, delimiter, columns, records
SHAPES: dict[str, tuple[str, str, str, int, int]] = {
    "google_current.csv": ("csv", "utf-8", ",", 36, 8),
    "google_old.csv": ("csv", "utf-8", ",", 49, 6),
    "outlook_classic.csv": ("csv", "cp1252", ",", 92, 6),
    "outlook_new.csv": ("csv", "utf-8-sig", ",", 61, 6),
    "kvcore.csv": ("csv", "utf-8", ",", 17, 8),
    "kvcore_api.csv": ("csv", "utf-8", ",", 14, 8),
    "kvcore_placeholders.csv": ("csv", "utf-8", ",", 17, 6),
    "follow_up_boss.csv": ("csv", "utf-8", ",", 31, 7),
    "follow_up_boss_api.csv": ("csv", "utf-8", ",", 14, 6),
    "fub_relay.csv": ("csv", "utf-8", ",", 31, 6),
    "lofty.csv": ("csv", "utf-8", ",", 21, 6),
    "top_producer.csv": ("csv", "utf-8", ",", 15, 6),
    "wise_agent.csv": ("csv", "utf-8", ",", 18, 6),
    "liondesk.csv": ("csv", "utf-8", ",", 16, 6),
    "semicolon_cp1252.csv": ("csv", "cp1252", ";", 7, 6),
    "tab_utf16.txt": ("csv", "utf-16", "\t", 5, 6),
    "pipe.csv": ("csv", "utf-8", "|", 5, 6),
    "sep_line.csv": ("csv", "utf-8", ";", 4, 6),
    "single_quotes.csv": ("csv", "utf-8", ",", 5, 6),
    "contacts.xlsx": ("xlsx", "", "", 9, 6),
    "contacts.xls": ("xls", "", "", 9, 6),
    "contacts.ods": ("ods", "", "", 9, 6),
    "apple.vcf": ("vcard", "utf-8", "", 34, 7),
    "android21.vcf": ("vcard", "utf-8", "", 19, 6),
    "v4.vcf": ("vcard", "utf-8", "", 31, 6),
    "mixed.vcf": ("vcard", "utf-8", "", 6, 7),
}


def test_each_input_is_listed_here() -> None:
    files = {path.name for path in INPUTS.iterdir() if path.is_file() and path.suffix != ".py"}
    assert files == set(SHAPES)


@pytest.mark.parametrize("name", SHAPES)
def test_the_shape_of_each_input(name: str) -> None:
    source = open_file(INPUTS / name)
    shape = (source.format, source.encoding, source.delimiter, len(source.header), len(rows(source)))
    assert shape == SHAPES[name]
    assert source.guessed
    if source.format != "vcard":
        assert not problems(source)


@pytest.mark.parametrize("name", SHAPES)
def test_the_people_in_the_inputs_are_invented(name: str) -> None:
    """Addresses end in example.com or .example (or are a portal's own), numbers are 555-01xx."""
    text = "\n".join(cell for record in rows(open_file(INPUTS / name)) for cell in record.cells)
    ours = r"(^|\.)(example|example\.com|kvleads\.com|convo\.zillow\.com)$"
    for address in re.findall(r"[\w.+-]+@([\w.-]+)", text):
        assert re.search(ours, address.casefold()), address
    for number in re.findall(r"(?<!\d)\d{3}\D{0,2}555\D?\d{4}(?!\d)", text):
        assert re.search(r"555\D?01\d\d$", number), number


def test_quirks_survive() -> None:
    google = open_file(INPUTS / "google_current.csv")
    assert named(google, 2)["Notes"].count("\n") == 2
    assert " ::: " in named(google, 3)["E-mail 1 - Value"]
    outlook = open_file(INPUTS / "outlook_classic.csv")
    assert named(outlook, 3)["E-mail Address"].startswith("/o=Harbor Realty")
    assert named(outlook, 2)["Birthday"] == "4/12/1968"
    assert named(outlook, 3)["Birthday"] == "0/0/00"
    assert named(open_file(INPUTS / "semicolon_cp1252.csv"), 3)["Notiz"] == "40 € Gebühr"
    assert named(open_file(INPUTS / "single_quotes.csv"), 4)["Last Name"] == "O'Dell"
    assert named(open_file(INPUTS / "kvcore.csv"), 2)["Hashtag"] == "Buyer|SouthTampa|FirstTime"
