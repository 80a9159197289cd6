"""One typed row at a time: what is accepted, what is said of the rest, and how a row reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db.rules.contact_fields import check_contact_values
from db.rules.details import (
    PROPERTY_FIELDS,
    check_extra_name,
    check_label,
    check_texts,
    shown_address,
    shown_email,
    shown_phone,
    typed_address,
    typed_email,
    typed_parts,
    typed_phone,
    typed_place,
)
from db.rules.drafts import AddressDraft
from db.rules.errors import FieldProblemsError


@pytest.mark.parametrize(
    "parts",
    [
        AddressDraft(street="12 Oak St", unit="Apt 4", city="Tampa", region="FL", postal_code="33601"),
        AddressDraft(street="12 Oak St", city="Boston", region="MA", postal_code="02134"),
        AddressDraft(street="12 Oak St"),
    ],
)
def test_an_address_reads_back_from_its_line(parts: AddressDraft) -> None:
    line = shown_address(parts)
    read = typed_address(line, region="US")
    assert (read.street, read.unit, read.city, read.region, read.postal_code) == (
        parts.street, parts.unit, parts.city, parts.region, parts.postal_code,
    )  # fmt: skip


def test_how_rows_read() -> None:
    assert shown_address(AddressDraft(street="1 Elm St", unit="4", city="Tampa")) == "1 Elm St, Unit 4, Tampa"
    assert shown_address(AddressDraft(raw="behind the mill")) == "behind the mill"
    assert (shown_email("", "no address"), shown_email("a@b.co", "x")) == ("no address", "a@b.co")
    assert (shown_phone("+18135550142", "12", "raw"), shown_phone("", "", "555")) == ("(813) 555-0142 x12", "555")


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (typed_email, "nobody", "“nobody” is no e-mail address."),
        (typed_email, "a@example.com, b@example.com", "One e-mail address a line; add the next one below."),
        (typed_email, "x1@convo.zillow.com", "“x1@convo.zillow.com” is a relay: the office must not mail it."),
        (typed_email, f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.com", "longer than 200"),
        (lambda t: typed_phone(t, region="US"), "555-0142", "“555-0142” is no phone number: no area code."),
        (lambda t: typed_phone(t, region="US"), "111 111 1111", "“111 111 1111” is no phone number."),
        (lambda t: typed_phone(t, region="US"), "(813) 555-0142, (813) 555-0143", "One number a line"),
        (lambda t: typed_phone(t, region="US"), "(813) 555-0142; nonsense 12345678", "is no phone number."),
        (lambda t: typed_address(t, region="US"), "x" * 201, "Street is longer than 200 characters."),
    ],
)
def test_what_is_said_of_a_wrong_row(read: Callable[[str], Any], text: str, sentence: str) -> None:
    with pytest.raises(FieldProblemsError) as caught:
        read(text)
    assert list(caught.value.problems) == ["text"]
    assert sentence in caught.value.problems["text"]


def test_right_rows_are_brought_into_form() -> None:
    assert typed_email(" Ann@Example.COM ").value == "ann@example.com"
    phone = typed_phone("cell 813.555.0142 x7", region="US")
    assert (phone.e164, phone.extension, phone.label) == ("+18135550142", "7", "mobile")
    assert typed_place("9 Dune Rd, Apt 2, Boston, MA 2134", region="US") == {
        "street": "9 Dune Rd, Apt 2", "city": "Boston", "region": "MA", "postal_code": "02134",
    }  # fmt: skip
    assert typed_parts({"region": "florida", "postal_code": "2134"}, region="US") == {
        "region": "FL",
        "postal_code": "02134",
    }


def test_all_that_is_wrong_is_said_at_once() -> None:
    given = {"bedrooms": "many", "floor_area": "big", "asking_price": "$612,000", "sell_when": "x" * 201, "roof": "new"}
    with pytest.raises(FieldProblemsError) as caught:
        check_texts(given, PROPERTY_FIELDS)
    assert caught.value.problems == {
        "bedrooms": "Bedrooms is a number.",
        "floor_area": "Floor area is a number.",
        "sell_when": "Wants to sell is longer than 200 characters.",
        "roof": "There is no field “roof”.",
    }
    assert check_texts({"bedrooms": " Studio ", "bathrooms": "2.5"}, PROPERTY_FIELDS) == {
        "bedrooms": "Studio",
        "bathrooms": "2.5",
    }


def test_labels_and_names_of_extra_fields() -> None:
    assert check_label("  beach   house ") == "beach house"
    assert check_extra_name(" Gate  code ") == "Gate code"
    for check, wrong in ((check_label, "x" * 41), (check_extra_name, " "), (check_extra_name, "x" * 81)):
        with pytest.raises(FieldProblemsError):
            check(wrong)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ({"lender_id": ""}, {"lender_id": None}),
        ({"lender_id": "7"}, {"lender_id": 7}),
        ({"birthday": "7 March 1985"}, {"birthday": "1985-03-07"}),
        ({"anniversary": ""}, {"anniversary": ""}),
    ],
)
def test_lender_and_days_are_cleaned(given: dict[str, Any], clean: dict[str, Any]) -> None:
    assert check_contact_values(given) == clean


@pytest.mark.parametrize("given", [{"lender_id": "First Harbor"}, {"birthday": "soon"}, {"company": "x" * 201}])
def test_no_member_no_day_and_no_endless_text(given: dict[str, Any]) -> None:
    with pytest.raises(FieldProblemsError) as caught:
        check_contact_values(given)
    assert list(caught.value.problems) == list(given)
