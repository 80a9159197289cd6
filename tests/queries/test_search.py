"""Search as you type: any part from three letters, word starts below, numbers in any formatting, nothing special."""

from __future__ import annotations

import pytest

from db.actions import contacts
from db.office import Office
from db.queries.lists import count, ids
from db.queries.search import find
from db.rules.filters import ListSpec
from tests.builders import add, these


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
