"""A new lead as it arrives: read whole, cleaned, every problem as a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.new_leads import NewLead, read_new_lead, source_key
from db.rules.values import CONTACT_SOURCES


def read(**document: Any) -> NewLead:
    return read_new_lead(document, sources=CONTACT_SOURCES)


def test_every_field_arrives() -> None:
    found = read(
        name="Ann Lee", emails=["ann@example.org", "ann@portal.zillow.invalid"], phone="813-555-0142",
        address="12 Oak St, Tampa, FL 33606", type="Showing request", source="Realtor.com", message=" Hello\r\nthere ",
        listing=" U8736934 ", price="$450,000", at="2026-11-22T14:05:00Z", origin="portal", status="active_lead",
    )  # fmt: skip
    assert (found.draft.name.first, found.draft.name.last) == ("Ann", "Lee")
    assert found.draft.emails[0].value == "ann@example.org"
    assert found.draft.phones[0].e164 == "+18135550142"
    assert (found.lead_type, found.source, found.draft.source) == ("showing_request", "realtor_com", "realtor_com")
    assert (found.message, found.listing, found.origin) == ("Hello\nthere", "U8736934", "portal")
    assert (found.price, found.at, found.status) == (45_000_000, 1_795_356_300_000, "active_lead")
    assert (found.postal_code, found.city) == ("33606", "Tampa")
    assert found.draft.addresses[0].street == "12 Oak St"


def test_a_place_alone_is_what_the_lead_is_about() -> None:
    found = read(name="Ann Lee", zip="33606", city="Tampa")
    assert (found.postal_code, found.city, found.draft.addresses) == ("33606", "Tampa", ())
    assert (found.lead_type, found.price, found.at) == ("contact_form", None, None)


def test_r34_a_valuation_request_names_the_address() -> None:
    found = read(type="valuation_request", street="12 Oak St", city="Tampa", state="FL", postal_code="33606")
    assert found.draft.valuation_address == "12 Oak St, Tampa, FL 33606"
    assert read(type="valuation_request", name="Ann").draft.valuation_address == ""


def test_r36_a_text_is_of_a_listing_or_of_the_app() -> None:
    assert read(type="text_code", phone="813-555-0142", listing="U8736934").draft.captured_by_text == "mls"
    assert read(type="text_code", phone="813-555-0142", listing="HOMES").draft.captured_by_text == "app"


def test_every_problem_is_said_at_once() -> None:
    with pytest.raises(FieldProblemsError) as caught:
        read(type="nope", price="much", at="soon", status="archive")
    assert list(caught.value.problems) == ["price", "type", "status", "at", "name"]
    with pytest.raises(WrongUseError, match="“shoe” is no field of a lead"):
        read(shoe=9)


@pytest.mark.parametrize("price", ["NaN", "-1", "Infinity", "1e99999999", "10000000001", "4.5.6"])
def test_a_price_that_is_none(price: str) -> None:
    with pytest.raises(FieldProblemsError):
        read(name="Ann", price=price)


@pytest.mark.parametrize(("price", "cents"), [("", None), (0, 0), (450000, 45_000_000), ("99.95", 9_995)])
def test_a_price_is_kept_in_cents(price: Any, cents: int | None) -> None:
    assert read(name="Ann", price=price).price == cents


def test_hostile_text_is_cleaned_and_cut() -> None:
    found = read(
        name="Ann\0\x1b[31m \ud800Lee" + "x" * 500, email={"a": 1}, phone=["813-555-0142"] * 99, message="m\0" * 99_999,
        listing="#" * 999, source="\u202e\0zillow",
    )  # fmt: skip
    whole = repr(found)
    assert "\\x00" not in whole
    assert "\\x1b" not in whole
    assert "\\ud800" not in whole
    assert len(found.draft.name.display) <= 120
    assert len(found.draft.phones) <= 20
    assert len(found.message) <= 20_000
    assert len(found.listing) == 200
    assert found.draft.emails == ()


def test_a_source_by_key_or_label() -> None:
    assert source_key("ZILLOW", CONTACT_SOURCES) == "zillow"
    assert source_key("realtor.com", CONTACT_SOURCES) == "realtor_com"
    assert source_key("Trulia", CONTACT_SOURCES) == "Trulia"
    assert source_key("", (("", ""),)) == ""
