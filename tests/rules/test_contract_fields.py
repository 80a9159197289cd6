"""The fields of contract templates, and documents by their names: days and amounts in words, what may be opened."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules.contract_fields import (
    CONTRACT_FIELDS,
    GROUPS,
    blank,
    day_in_words,
    dollars,
    dollars_in_words,
    nearest,
    written_day,
)
from db.rules.errors import FieldProblemsError
from db.rules.stored_files import check_title, clean_name, opens_safely, size_words


def test_r13_every_field_has_a_name_a_label_a_group_and_an_example() -> None:
    assert len({field.key for field in CONTRACT_FIELDS}) == len(CONTRACT_FIELDS)
    assert all(field.key.isidentifier() and field.label and field.example for field in CONTRACT_FIELDS)
    assert {field.group for field in CONTRACT_FIELDS} == set(dict(GROUPS))
    assert CONTRACT_FIELDS[0].written == "{{ contact_name }}"
    assert (blank("closing_date"), blank("mls_number")) == ("________ (closing date)", "________ (MLS number)")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("contact_nam", "contact_name"), ("Closing_Date", "closing_date"), ("emial", "email"), ("x", "")],
)
def test_r13_the_nearest_field_is_offered(word: str, meant: str) -> None:
    assert nearest(word) == meant


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "twenty-second day of November, 2026"), (date(2027, 1, 1), "first day of January, 2027"),
        (date(2027, 1, 12), "twelfth day of January, 2027"), (date(2027, 1, 20), "twentieth day of January, 2027"),
        (date(2027, 1, 30), "thirtieth day of January, 2027"), (date(2027, 1, 9), "ninth day of January, 2027"),
        (date(2027, 1, 14), "fourteenth day of January, 2027"), (date(2027, 5, 31), "thirty-first day of May, 2027"),
    ],
)  # fmt: skip
def test_r13_a_day_in_words(day: date, words: str) -> None:
    assert day_in_words(day) == f"the {words}"


def test_r13_days_and_amounts_as_a_contract_has_them() -> None:
    assert written_day(date(2027, 1, 5)) == "January 5, 2027"
    assert dollars(45_000_005) == "$450,000.05"
    words = {
        0: "zero dollars", 100: "one dollar", 1_01: "one dollar and one cent",
        45_000_050: "four hundred fifty thousand dollars and fifty cents",
        61_234_500: "six hundred twelve thousand three hundred forty-five dollars",
        100_000_000_00: "one hundred million dollars", 2_000_001_000_00: "two billion one thousand dollars",
        10**14: "", -1: "",
    }  # fmt: skip
    assert {cents: dollars_in_words(cents) for cents in words} == words


@pytest.mark.parametrize(
    ("name", "opens"),
    [("a.docx", True), ("A.PDF", True), ("a.exe", False), ("a.pdf.exe", False), ("a.pdf. ", True), ("pdf", False),
     ("a.html", False), ("a.docm", False), ("a", False), ("a.desktop", False)],
)  # fmt: skip
def test_r13_only_what_is_shown_is_opened(name: str, opens: bool) -> None:
    assert opens_safely(name) is opens


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "etc passwd"), ("C:\\x\\Deed.pdf", "C x Deed.pdf"), ("a\x00b?.txt", "a b.txt"),
        ("", "document"), ("...", "document"), (".hidden", "hidden"), ("Ann: 🏠.docx", "Ann 🏠.docx"),
        ("x" * 300 + ".docx", "x" * 100 + ".docx"),
    ],
)  # fmt: skip
def test_r13_a_file_name_is_one_that_every_system_takes(name: str, clean: str) -> None:
    assert clean_name(name).replace("  ", " ") == clean


def test_r13_titles_and_sizes() -> None:
    assert check_title("  Deed   of sale ") == "Deed of sale"
    for wrong in ("", "  ", "x" * 201):
        with pytest.raises(FieldProblemsError):
            check_title(wrong)
    assert [size_words(n) for n in (0, 1, 820, 36_400, 2_449_000)] == [
        "0 bytes", "1 byte", "820 bytes", "36 KB", "2.4 MB",
    ]  # fmt: skip
