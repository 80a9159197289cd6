"""Search as you type: any part from three letters, word starts below, numbers in any formatting, nothing special."""

from __future__ import annotations

import pytest

from db.actions import contacts
from db.checking import check
from db.office import Office
from db.queries import lists, search
from db.queries.lists import count, ids
from db.queries.search import find
from db.rules.filters import ListSpec
from tests.builders import add, these
from tests.office_fixtures import Offices


def found(office: Office, words: str) -> list[str]:
    """The names that a search finds; the list's search finds the same."""
    names = [one.name for one in office.read(find, words)]
    spec = ListSpec("everyone", search=words)
    assert len(office.read(ids, spec)) == office.read(count, spec) == len(names) or not words.strip()
    return sorted(names)


@pytest.fixture
def town(office: Office) -> Office:
    """Three people who are easily told apart."""
    add(office, "Tamsin O'Rourke", email="tam@harborlaw.example", phone="(813) 555-0142", tags="pool Past_Client")
    add(
        office,
        "Álvaro Núñez",
        email="a.nunez@example.com",
        phone="555-0177",
        address="1418 Palmetto Ct, Sarasota, 02134",
    )
    bart = add(office, "Bart Hemmings", phone="+1 727 555 0113")
    office.perform(contacts.edit_contact, contact_id=bart, changes={"company": '100% "Pools_Inc"'})
    return office


TAMSIN, ALVARO, BART = "Tamsin O'Rourke", "Álvaro Núñez", "Bart Hemmings"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("amsi", [TAMSIN]), ("ROURKE", [TAMSIN]), ("o'r", [TAMSIN]), ("tamsin rourke", [TAMSIN]),
        ("rourke tamsin", [TAMSIN]), ("ta", [TAMSIN]), ("t", [TAMSIN]), ("am", []), ("lvar", [ALVARO]),
        ("álvaro", [ALVARO]), ("ÁLV", [ALVARO]), ("núñez", [ALVARO]), ("harborlaw", [TAMSIN]), ("tam@har", [TAMSIN]),
        ("(813) 555-0142", [TAMSIN]), ("813.555.0142", [TAMSIN]), ("+1 813 555", [TAMSIN]), ("1-813-555", [TAMSIN]),
        ("0142", [TAMSIN]), ("5550", [ALVARO, BART, TAMSIN]), ("555-0177", [ALVARO]), ("727", [BART]),
        ("#pool", [TAMSIN]), ("#past_cl", [TAMSIN]), ("palmetto", [ALVARO]), ("02134", [ALVARO]), ("saras", [ALVARO]),
        ("100%", [BART]), ("0%", []), ("%", []), ("%%%", []), ("_", []), ("s_i", [BART]), ("a_v", []),
        ('"pools', [BART]),
        ('"""', []), ("'", []), ("' OR 1=1", []), ("*", []), ("NEAR", []), ("zzz", []), ("tamsin zzz", []),
    ],
)  # fmt: skip
def test_search_finds(town: Office, words: str, names: list[str]) -> None:
    assert found(town, words) == sorted(names)


def test_an_empty_search_finds_nobody_and_narrows_nothing(town: Office) -> None:
    assert town.read(find, "  ") == ()
    assert len(town.read(ids, ListSpec("everyone", search="  "))) == 3


def test_the_index_follows_every_change_and_its_undo(town: Office) -> None:
    (one,) = town.read(find, "tamsin")
    town.perform(contacts.edit_contact, contact_id=one.id, changes={"first_name": "Wilhelmina"})
    town.perform(contacts.add_hashtag, selection=these(one.id), tag="waterfront")
    assert (found(town, "tamsin"), len(found(town, "waterfront")), len(found(town, "helmina"))) == ([], 1, 1)
    town.undo()
    town.undo()
    assert (found(town, "tamsin"), found(town, "waterfront"), found(town, "helmina")) == ([TAMSIN], [], [])


def test_names_that_begin_so_come_first_and_the_number_is_limited(town: Office) -> None:
    for letter in "abc":
        add(town, f"Cara Pool{letter}")
    assert [one.name for one in town.read(find, "pool", limit=3)] == ["Cara Poolc", "Cara Poolb", "Cara Poola"]


@pytest.mark.parametrize(
    ("few", "candidates", "looked_up"), [(10_000, 200_000, 40_000), (0, 200_000, 40_000), (0, 200_000, 0), (0, 0, 0)]
)
def test_every_way_to_the_ids_finds_the_same_in_the_same_order(
    town: Office, monkeypatch: pytest.MonkeyPatch, few: int, candidates: int, looked_up: int
) -> None:
    for letter in "abc":
        add(town, f"Cara Pool{letter}", email=f"{letter}@pool.example", phone=f"(813) 555-020{ord(letter) % 10}")
    monkeypatch.setattr(lists, "FEW", few)
    monkeypatch.setattr(search, "MOST_CANDIDATES", candidates)
    monkeypatch.setattr(search, "MOST_LOOKED_UP", looked_up)
    for words in ("pool", "poo", "pool c", "po", "example", "exa", "(813) 555", "cara poolb", "looPool", "ool_"):
        spec = ListSpec("everyone", search=words)
        with town.engines.read.connect() as connection:
            by_definition = list(connection.scalars(town.read(lists.ordered, spec)))
        assert [int(n) for n in town.read(ids, spec)] == by_definition, words
        assert [row.id for row in town.read(lists.first_page, spec, count=2)] == by_definition[:2]
        assert town.read(count, spec) == town.read(lists.recount, spec) == len(by_definition)
    assert [one.name for one in town.read(find, "poolb")] == ["Cara Poolb"]


def test_check_finds_a_text_that_the_index_does_not_know(file_offices: Offices) -> None:
    """PostgreSQL keeps no index of its own."""
    town = file_offices.with_members()
    add(town, "Cara Poolb")
    assert [f.sentence for f in town.read(check) if not f.right] == []
    with town.engines.write.begin() as connection:
        connection.exec_driver_sql("UPDATE contact_search SET search_text = 'somebody else' WHERE rowid = 1")
    assert [f.name for f in town.read(check) if not f.right] == ["search"]
