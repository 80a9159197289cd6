from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.drafts import NameDraft
from db.rules.names import display_name, name_key, name_of_parts, plain_name, read_name


@pytest.mark.parametrize(
    ("text", "first", "middle", "last", "suffix"),
    [
        ("Ann Smith", "Ann", "", "Smith", ""), ("Smith, Ann", "Ann", "", "Smith", ""),
        ("JOHN O'BRIEN", "John", "", "O'Brien", ""), ("JOHN MCDONALD III", "John", "", "McDonald", "III"),
        ("Smith, Ann Q., Jr.", "Ann", "Q.", "Smith", "Jr."), ("Maria de la Cruz", "Maria", "", "de la Cruz", ""),
        ("maria del carmen lopez", "Maria", "", "del Carmen Lopez", ""), ("Ann", "Ann", "", "", ""),
        ("Ray Y Chen", "Ray", "Y", "Chen", ""), ("Andy Anderson", "Andy", "", "Anderson", ""),
        ("Frank Church", "Frank", "", "Church", ""), ("José García", "José", "", "García", ""),
        ("JD SMITH", "JD", "", "Smith", ""), ("李小龙", "李小龙", "", "", ""), ("Co, Ann", "Ann", "", "Co", ""),
        ("Jose\u0301 Garci\u0301a", "José", "", "García", ""), ("Ann Smith, MD", "Ann", "", "Smith", "MD"),
        ("Ann Smith (née Jones)", "Ann", "", "Smith (née Jones)", ""), ("LIU", "Liu", "", "", ""),
    ],
)  # fmt: skip
def test_persons(text: str, first: str, middle: str, last: str, suffix: str) -> None:
    name = read_name(text)
    assert (name.first, name.middle, name.last, name.suffix, name.kind) == (first, middle, last, suffix, "person")


def test_titles_and_nicknames() -> None:
    doctor = read_name("Dr. Juan Q. Xavier de la Vega III")
    assert (doctor.prefix, doctor.display) == ("Dr.", "Juan Q. Xavier de la Vega III")
    assert read_name('Bob "Buddy" Jones').nickname == "Buddy"


@pytest.mark.parametrize(
    ("text", "first", "last", "spouse", "display"),
    [
        ("Ann & Bob Smith", "Ann", "Smith", "Bob", "Ann & Bob Smith"),
        ("Ann and Bob Smith", "Ann", "Smith", "Bob", "Ann & Bob Smith"),
        ("Smith, Ann & Bob", "Ann", "Smith", "Bob", "Ann & Bob Smith"),
        ("JOHN AND MARY SMITH", "John", "Smith", "Mary", "John & Mary Smith"),
        ("Ann Jones & Bob Smith", "Ann", "Jones", "Bob Smith", "Ann Jones & Bob Smith"),
        ("Smith, John and Mary Jones", "John", "Smith", "Mary Jones", "John Smith & Mary Jones"),
        ("Ann Marie & Bob Lee Smith", "Ann", "Smith", "Bob Lee", "Ann Marie & Bob Lee Smith"),
        ("Dr. Ann & Bob Smith", "Ann", "Smith", "Bob", "Ann & Bob Smith"),
        ("Mr. & Mrs. John Smith", "John", "Smith", "", "Mr. & Mrs. John Smith"),
        ("John & Jane", "John", "", "Jane", "John & Jane"),
        ("Ana y Luis Perez", "Ana", "Perez", "Luis", "Ana & Luis Perez"),
        ("The Smith Family", "", "Smith", "", "The Smith Family"),
    ],
)  # fmt: skip
def test_couples(text: str, first: str, last: str, spouse: str, display: str) -> None:
    name = read_name(text)
    assert (name.kind, name.first, name.last, name.spouse, name.display) == ("couple", first, last, spouse, display)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Smith Family Trust", "trust"), ("The John Smith Revocable Living Trust", "trust"),
        ("John Smith, Trustee", "trust"), ("Oak LLC", "company"), ("OAK HOLDINGS, LLC", "company"),
        ("Acme, Inc.", "company"), ("Estate of John Smith", "company"), ("Smith & Sons Inc", "company"),
        ("Grace Bible Church", "company"), ("Ann & Bob Smith LLC", "company"), ("City of Tampa", "company"),
    ],
)  # fmt: skip
def test_trusts_and_companies_keep_their_name_whole(text: str, kind: str) -> None:
    name = read_name(text)
    assert (name.kind, name.display, name.first, name.last) == (kind, text, "", "")
    assert name.company == (text if kind == "company" else "")
    assert name_key(name) == text.casefold()


@pytest.mark.parametrize("text", ["", "8135550142", "(813) 555-0142", "ann@example.com", "Unknown", "N/A", "-"])
def test_what_is_no_name(text: str) -> None:
    assert read_name(text) == NameDraft()


def test_parts() -> None:
    def parts(**given: str) -> NameDraft:
        return name_of_parts(NameDraft(**given))

    assert parts(first="Ann", last="Smith") == NameDraft("Ann Smith", first="Ann", last="Smith", kind="person")
    assert parts(first="ANN MARIE", middle="Q", last="DE LA VEGA").display == "Ann Marie Q De la Vega"
    assert parts(first="Ann & Bob", last="Smith").spouse == "Bob"
    assert parts(first="Ann", last="& Bob Smith").display == "Ann & Bob Smith"
    assert parts(first="Ann & Bob", middle="Q", last="Smith").display == "Ann & Bob Q Smith"
    assert parts(first="Smith Family", last="Trust").kind == "trust"
    assert parts(first="Mary", last="Trust").kind == "person"
    assert parts(first="ABC Homes", last="LLC").company == "ABC Homes LLC"
    assert parts(last="Smith") == NameDraft("Smith", last="Smith", kind="person")
    assert parts(first="Ann Smith").last == "Smith"
    assert parts(first="Ann", last="Smith, Jr.").suffix == "Jr."
    assert parts(company="Oak LLC") == NameDraft("Oak LLC", company="Oak LLC", kind="company")
    assert parts(first="8135550142").kind == "none"
    assert parts(nickname="Buddy") == NameDraft("Buddy", nickname="Buddy", kind="person")
    beside = parts(prefix="Dr.", first="Ann", last="Smith", suffix="Jr.", company="Oak LLC", spouse="Bob")
    assert (beside.display, beside.company, beside.spouse, beside.kind) == ("Ann Smith Jr.", "Oak LLC", "Bob", "person")


def test_the_quick_way_leaves_the_hard_ones() -> None:
    assert plain_name("Ann", "Smith") == name_of_parts(NameDraft(first="Ann", last="Smith"))
    assert plain_name("Ann", "McDonald") is not None
    for first, last in (("ANN", "SMITH"), ("ann", "Smith"), ("Smith", "Trust"), ("Ann", "O'Brien"), ("José", "Paz")):
        assert plain_name(first, last) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ann Q Smith", "smith ann q"), ("ANN SMITH", "smith ann"), ("Jörg Müller", "müller jörg"),
        ("Ann & Bob Smith", "smith ann & bob"), ("Mr. & Mrs. John Smith", "smith john"), ("Oak LLC", "oak llc"),
        ("8135550142", ""), ("Ann", "ann"),
    ],
)  # fmt: skip
def test_key(text: str, key: str) -> None:
    assert name_key(read_name(text)) == key


def test_display_of_names_without_one() -> None:
    assert (
        display_name(NameDraft(first="Ann", middle="Q", last="Smith", suffix="Jr.", kind="person")) == "Ann Q Smith Jr."
    )
    assert display_name(NameDraft(first="Ann", last="Smith", spouse="Bob", kind="couple")) == "Ann & Bob Smith"
    assert (
        display_name(NameDraft(first="Ann", last="Jones", spouse="Bob Smith", kind="couple")) == "Ann Jones & Bob Smith"
    )
    assert display_name(NameDraft()) == ""
    assert display_name(NameDraft(display="Oak LLC", company="Oak LLC", kind="company")) == "Oak LLC"


_PIECES = st.sampled_from(
    [
        "Ann",
        "Bob",
        "SMITH",
        "jones",
        "&",
        "and",
        "Jr.",
        "Dr.",
        "de",
        "la",
        "(x)",
        '"Bo"',
        "Q.",
        "O'Neil",
        ",",
        "III",
        "PhD",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=6))
def test_no_word_of_a_name_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    name = read_name(text)
    kept = f"{name.prefix} {name.display} {name.nickname} {name.suffix}".casefold()
    for word in re.findall(r"\w+", text.casefold()):
        assert word in re.findall(r"\w+", kept) or word == "and"
