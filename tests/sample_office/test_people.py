"""The people of the sample office look like people, and every part of theirs is invented."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from db.rules.emails import find_emails
from db.rules.import_mapping import recognise
from db.rules.import_words import key_of_word
from db.rules.phones import find_phones
from tests.sample_office_maker.names import ORIGINS
from tests.sample_office_maker.places import AREAS

from .reading import CONTACT_FILES, FOLDER, people, rows_of, usable

SHAPES = {
    "contacts_website.csv": "kvcore",
    "contacts_zillow.csv": "follow_up_boss",
    "contacts_sphere.csv": "google_current",
    "contacts_old_book.csv": "outlook_classic",
}
# What these systems write and the office has no field for: kept as extra fields.
EXTRAS = {"Referrer", "Price Min", "Price Max", "Beds Min"}


def test_about_three_thousand_contacts_and_a_small_folder() -> None:
    assert 2900 <= len(people()) <= 3100
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4_000_000


def test_stock_of_names() -> None:
    assert len({name for origin in ORIGINS.values() for name in origin.firsts}) >= 250
    assert len({name for origin in ORIGINS.values() for name in origin.lasts}) >= 400


def test_no_name_twice() -> None:
    names = Counter(p.name for p in people().values() if p.name)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_first_name_dominates_a_page() -> None:
    everybody = sorted(people().values(), key=lambda p: p.created)
    for start in range(0, len(everybody), 50):
        firsts = Counter(p.cells["First Name"].split(" ")[0] for p in everybody[start : start + 50])
        firsts.pop("", None)
        assert max(firsts.values()) <= 4


def test_couples_trusts_companies_and_names_with_accents() -> None:
    names = [p.name for p in people().values()]
    assert sum(" & " in name or " and " in name for name in names) >= 40
    assert sum(name.endswith("Trust") for name in names) >= 15
    assert sum("LLC" in name or "Inc." in name for name in names) >= 15
    assert sum(not name.isascii() for name in names) >= 100


@pytest.mark.parametrize("file", CONTACT_FILES)
def test_the_importer_knows_the_system_and_every_column(file: str) -> None:
    with (FOLDER / file).open(encoding=CONTACT_FILES[file], newline="") as opened:
        reader = csv.reader(opened)
        header = next(reader)
        mapping = recognise(header, [row for row, _ in zip(reader, range(50), strict=False)])
    assert mapping.shape == SHAPES[file]
    written = {name for row in rows_of(file) for name, cell in row.items() if cell not in {"", "0/0/00"}}
    lost = {c.column for c in mapping.columns if c.target in {"extra", "ignore"} and c.column in written}
    assert lost <= EXTRAS | {"E-mail Type", "E-mail Display Name", "E-mail 2 Type", "Referred By"}


def test_classic_outlook_quotes_every_cell_and_ends_lines_as_windows_does() -> None:
    content = (FOLDER / "contacts_old_book.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    assert len(content.splitlines()[0].split(b",")) == 92 + 8
    assert content.startswith(b'"Title","First Name"')


def test_emails_are_reserved_distinct_and_of_many_domains() -> None:
    found: list[str] = []
    for person in people().values():
        cells = (
            person.email,
            person.cell("second email", "Secondary Email", "E-mail 2 - Value"),
            person.cell("Spouse Email"),
        )
        for cell in cells:
            if usable(cell):
                assert [(e.value, e.usable) for e in find_emails(cell)] == [(cell, True)]
                found.append(cell)
    domains = Counter(address.partition("@")[2] for address in found)
    assert len(found) == len(set(found))
    assert all(d.endswith(".example") or re.fullmatch(r"example\.(com|net|org)", d) for d in domains)
    assert len([d for d, count in domains.items() if count > 20]) >= 10


def test_phones_are_of_the_range_kept_free_for_invented_numbers() -> None:
    columns = ("Cell Phone 1", "Home Phone", "Phone", "Secondary Phone", "Phone 1 - Value", "Phone 2 - Value",
               "Mobile Phone", "Business Phone", "Other Phone")  # fmt: skip
    numbers: Counter[str] = Counter()
    for person in people().values():
        for cell in (person.cells.get(column, "") for column in columns):
            for phone in find_phones(cell, "US") if cell else ():
                assert phone.usable, cell
                assert re.fullmatch(r"\+1\d{3}55501\d\d", phone.e164), cell
                assert bool(phone.extension) == (" x" in cell)
                numbers[phone.e164] += 1
    shared = [number for number, count in numbers.items() if count > 1]
    assert len(numbers) > 1800
    assert 30 <= len(shared) <= 200
    assert not {f"+181355501{n:02d}" for n in range(20)} & set(numbers), "the office's own numbers"


def test_cities_streets_and_postal_codes_belong_together() -> None:
    known = {(city, code, road) for city, code, roads in AREAS for road in roads}
    seen = 0
    for person in people().values():
        street = person.cell("Primary Address", "Street", "Address 1 - Street", "Home Street")
        if street:
            city = person.cell("Primary City", "City", "Address 1 - City", "Home City")
            code = person.cell("Primary Zip", "Zip", "Address 1 - Postal Code", "Home Postal Code")
            road = street.partition(" ")[2].partition(" Unit ")[0]
            assert (city, code, road) in known
            seen += 1
    assert seen > 1000


def test_a_dozen_sources_with_sensible_shares() -> None:
    sources = Counter(key_of_word("source", p.cells["Source"]) for p in people().values())
    assert set(sources) == {
        "website", "zillow", "realtor_com", "facebook", "agent", "broker", "referral", "open_house", "import", "phone",
        "text", "other",
    }  # fmt: skip
    assert max(sources.values()) < len(people()) * 0.25
    assert min(sources.values()) > 30


@pytest.mark.parametrize(
    ("column", "table"),
    [
        ("Contact Type", "contact_type"), ("Business Source", "business_source"), ("Priority", "priority"),
        ("Time Frame", "time_frame"), ("Timeframe", "time_frame"), ("Property Type", "property_type"),
        ("Captured By Text", "captured_by_text"),
    ],
)  # fmt: skip
def test_words_are_the_offices_own(column: str, table: str) -> None:
    words = {p.cells.get(column, "") for p in people().values()} - {""}
    assert words
    assert all(key_of_word(table, word) for word in words), words


def test_notes_of_the_other_systems_are_there() -> None:
    columns = ("Agent Notes", "Notes")
    notes = [p.cell(*columns) for p in people().values() if p.cell(*columns)]
    assert len(notes) > 500
    assert any("\n" in note for note in notes)
    assert max(Counter(notes).values()) < 25
