from __future__ import annotations

import pytest

from db.rules.addresses import one_line, postal_code, read_address, read_one_cell, state_of
from db.rules.drafts import AddressDraft


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2134", "02134"), ("2134.0", "02134"), ("02134", "02134"), ("501", "00501"), ("33601.0", "33601"),
        ("02134-1234", "02134-1234"), ("2134-1234", "02134-1234"), ("21341234", "02134-1234"),
        ("336011234", "33601-1234"), ("SW1A 1AA", "SW1A 1AA"), ("", ""),
    ],
)  # fmt: skip
def test_american_codes_get_their_leading_zero_back(written: str, code: str) -> None:
    assert postal_code(written) == code


def test_codes_of_other_countries_stay_as_written() -> None:
    assert postal_code("1010", country="Austria") == "1010"
    assert postal_code("1010.0", country="Austria") == "1010"
    assert postal_code("1010", region="AT") == "1010"
    assert postal_code("2134", country="USA", region="AT") == "02134"


def test_states() -> None:
    assert [state_of(text) for text in ("FL", "fl", "Florida", "Fla")] == ["FL", "FL", "FL", "Fla"]
    assert state_of("Florida", country="Uruguay") == "Florida"


@pytest.mark.parametrize(
    ("text", "street", "unit", "city", "state", "code", "country"),
    [
        ("12 Oak St, Apt 4, Tampa, FL 33601", "12 Oak St", "Apt 4", "Tampa", "FL", "33601", ""),
        ("12 Oak St, Tampa, FL, 33601, US", "12 Oak St", "", "Tampa", "FL", "33601", "US"),
        ("12 Oak St\nTampa, FL 33601\nUSA", "12 Oak St", "", "Tampa", "FL", "33601", "USA"),
        ("12 Oak St, Boston, Massachusetts 2134", "12 Oak St", "", "Boston", "MA", "02134", ""),
        ("12 Oak St, Tampa, Florida", "12 Oak St", "", "Tampa", "FL", "", ""),
        ("12 Oak St #4, Tampa FL 33601", "12 Oak St #4", "", "Tampa", "FL", "33601", ""),
        ("12 Oak St Tampa FL 33601", "12 Oak St Tampa", "", "", "FL", "33601", ""),
        ("Tampa, FL", "", "", "Tampa", "FL", "", ""),
        ("12 Oak St", "12 Oak St", "", "", "", "", ""),
        ("12 High St, London, SW1A, France", "12 High St, London, SW1A", "", "", "", "", "France"),
        ("12 Oak St, FL 33601", "12 Oak St", "", "", "FL", "33601", ""),
        ("33601", "33601", "", "", "", "", ""),
    ],
)  # fmt: skip
def test_one_cell(text: str, street: str, unit: str, city: str, state: str, code: str, country: str) -> None:
    assert read_one_cell(text, label="home") == AddressDraft(street, unit, city, state, code, country, "home", text)


def test_parts_are_normalised_and_raw_is_kept() -> None:
    parts = AddressDraft("12 Oak St\nRear", "4", "Boston", "massachusetts", "2134", raw="as written", primary=True)
    assert read_address(parts) == AddressDraft(
        "12 Oak St, Rear", "4", "Boston", "MA", "02134", raw="as written", primary=True
    )


def test_one_line() -> None:
    assert one_line(AddressDraft("12 Oak St", "Apt 4", "Tampa", "FL", "33601")) == "12 Oak St, Apt 4, Tampa, FL 33601"
    assert one_line(AddressDraft()) == ""


def test_only_raw_is_taken_apart() -> None:
    found = read_address(AddressDraft(raw="12 Oak St, Tampa, FL 33601", country="US", primary=True))
    assert (found.city, found.country, found.primary) == ("Tampa", "US", True)
    assert read_address(AddressDraft()) == AddressDraft()
