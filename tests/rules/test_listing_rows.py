"""Rows of listing files by RESO's names, with the quirks of real exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.files.json_files import open_records
from db.rules.listing_rows import ListingDraft, ListingRows, is_listing_header
from db.rules.listing_values import (
    ACTIVITY_OF_LEAD,
    LISTING_STATUSES,
    address_key,
    listing_status,
    listing_words,
    property_type,
)
from db.rules.values import LEAD_TYPES, PROPERTY_TYPES

MARKET = Path(__file__).parents[1] / "inputs" / "market"
ZONE = "America/New_York"


def drafts(name: str) -> dict[int, ListingDraft]:
    """The drafts of a file by row."""
    source = open_records(MARKET / name)
    assert is_listing_header(source.header)
    rows = ListingRows(source.header, zone=ZONE)
    return {r.row: rows.read(r.row, r.cells) for r in source.records() if not r.problem}


def one(**cells: str) -> ListingDraft:
    """The draft of one row under these columns."""
    return ListingRows(tuple(cells), zone="UTC").read(2, tuple(cells.values()))


def test_a_condo_by_its_parts() -> None:
    found = drafts("reso_listings.csv")[2]
    assert found.reason == ""
    assert found.warnings == ()
    assert found.values == {
        "listing_key": "K-1", "mls_number": "TB8205001", "standard_status": "active_under_contract",
        "property_type": "condo", "is_lease": False, "street": "120 W Azeele St #4B", "city": "Tampa", "region": "FL",
        "postal_code": "33606", "list_price_cents": 44_900_000, "listed_at": 1_790_827_200_000, "bedrooms": 2,
        "bathroom_hundredths": 250, "floor_area": 1120, "year_built": 2004, "modified_at": 1_793_528_130_000,
    }  # fmt: skip
    assert found.name == "TB8205001 120 W Azeele St #4B"


def test_what_has_no_column_stays_under_its_own_name() -> None:
    details = drafts("reso_listings.csv")[2].details
    assert details["PublicRemarks"] == "Two rooms, one view"
    assert details["MlsStatus"] == "Pending Inspection"
    assert details["OriginalListPrice"] == "459000"
    assert details["PropertySubType"] == "Condominium"
    assert "ListPrice" not in details
    assert "ClosePrice" not in details  # empty


def test_a_lost_leading_zero_and_square_meters() -> None:
    found = drafts("reso_listings.csv")[3].values
    assert (found["postal_code"], found["floor_area"], found["lot_square_feet"]) == ("01103", 2000, 10_890)
    assert found["standard_status"] == "coming_soon"


def test_an_unparsed_address_is_taken_apart_and_mls_status_helps_out() -> None:
    found = drafts("reso_listings.csv")[4].values
    assert (found["street"], found["city"]) == ("77 Bay St Unit 2", "St. Petersburg")
    assert (found["region"], found["postal_code"]) == ("FL", "33701")
    assert (found["standard_status"], found["close_price_cents"]) == ("closed", 38_100_000)
    assert found["property_type"] == "multi_family"


def test_a_lease_is_told_from_a_sale() -> None:
    found = drafts("reso_listings.csv")[5].values
    assert (found["is_lease"], found["list_price_cents"], found["bathroom_hundredths"]) == (True, 240_000, 100)


def test_rows_that_cannot_be_listings_say_why() -> None:
    found = drafts("reso_listings.csv")
    assert found[6].reason.startswith("Neither ListingKey nor ListingId")
    assert found[7].reason.startswith(
        "StandardStatus: “In Escrow” is no status of a listing; the statuses are Active, "
    )


def test_cells_that_are_not_understood_are_named_and_kept() -> None:
    found = drafts("reso_listings.csv")[8]
    assert found.reason == ""
    assert found.warnings == (
        "ListPrice: “call” is no number; it was left out.",
        "ListingContractDate: “soon” is no date; it was left out.",
        "LivingArea: “-5” cannot be; it was left out.",
    )
    assert found.details["ListPrice"] == "call"
    assert found.values["lot_square_feet"] == 152_460


def test_what_a_web_api_answers() -> None:
    found = drafts("reso_web_api.json")
    assert found[2].values["list_price_cents"] == 43_900_000
    assert found[2].details["Appliances"] == "Dishwasher, Range"
    assert found[3].values["postal_code"] == "02134"
    assert found[3].details["GarageYN"] == "true"
    assert "PoolYN" not in found[3].details


def test_columns_of_plain_exports() -> None:
    found = one(**{"MLS #": "A1", "Status": "SOLD", "Address": "12 Oak St, Tampa", "City": "Tampa", "Zip": "33606",
                   "Beds": "3", "Baths": "2.25", "Sq Ft": "1,850", "Sold Price": "$300,000", "Lot Sq Ft": "9000",
                   "Acres": "99999999", "Unit": "7"}).values  # fmt: skip
    assert found == {
        "mls_number": "A1", "standard_status": "closed", "street": "12 Oak St Unit 7", "city": "Tampa",
        "postal_code": "33606", "bedrooms": 3, "bathroom_hundredths": 225, "floor_area": 1850,
        "close_price_cents": 30_000_000, "lot_square_feet": 9000,
    }  # fmt: skip


def test_a_number_too_large_and_a_text_too_long() -> None:
    found = one(ListingKey="k" * 300, ListPrice="9" * 60, LotSizeAcres="1000000", City="Tampa")
    assert len(found.values["listing_key"]) == 200
    assert "list_price_cents" not in found.values
    assert "lot_square_feet" not in found.values
    assert found.warnings[0] == f"ListingKey: “{'k' * 40}…” is cut to 200 characters."
    assert "cannot be" in found.warnings[1]
    assert "LotSizeAcres" in found.warnings[2]


def test_a_number_too_large_for_its_column_once_it_is_converted() -> None:
    found = one(ListingKey="K", BathroomsTotalDecimal="1999999999", LivingArea="1999999999",
                LivingAreaUnits="Square Meters", ListPrice="25,000,000")  # fmt: skip
    assert {"bathroom_hundredths", "floor_area"}.isdisjoint(found.values)
    assert len(found.warnings) == 2
    assert found.values["list_price_cents"] == 2_500_000_000


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        (("ListingKey", "City", "ListPrice"), True),
        (("MLS #", "Address", "Price"), True),
        (("First Name", "Last Name", "City", "State", "Zip"), False),
        (("ListingKey", "Nickname"), False),
    ],
)
def test_the_header_of_listings(header: tuple[str, ...], is_one: bool) -> None:
    assert is_listing_header(header) is is_one


def test_every_status_is_known_with_and_without_blanks() -> None:
    for key, label in LISTING_STATUSES:
        assert listing_status(label) == listing_status(label.replace(" ", "")) == key
    assert listing_status("Temporarily Off Market") == "hold"
    assert listing_status("?") == ""


@pytest.mark.parametrize(
    ("kind", "subtype", "key"),
    [
        ("Residential", "Single Family Residence", "house"),
        ("Residential", "", ""),
        ("Residential Income", "", "multi_family"),
        ("Manufactured In Park", "", "manufactured"),
        ("Commercial Sale", "Office", "commercial"),
        ("Land", "", "land"),
    ],
)
def test_property_types(kind: str, subtype: str, key: str) -> None:
    assert property_type(kind, subtype) == key
    assert key in {"", *dict(PROPERTY_TYPES)}


@pytest.mark.parametrize(
    ("text", "number", "address"),
    [
        ("U8736934 · 1106 Quail Hollow Blvd, Wesley Chapel · $364,900", "u8736934", "1106quailhollowblvdwesleychapel"),
        ("#TB8205001", "tb8205001", ""),
        ("14 Alder Court", "", "14aldercourt"),
        ("2 Oak St, Tampa, FL 33602", "", "2oaksttampa"),
        ("$300,000", "", ""),
        ("the blue house", "", ""),
        ("A1 · B2 · 2 Oak St · 3 Elm St", "a1", "2oakst"),
    ],
)
def test_what_a_listing_text_names(text: str, number: str, address: str) -> None:
    assert listing_words(text) == (number, address)


def test_addresses_compare_by_street_and_city() -> None:
    assert address_key("2 Oak St., Tampa, FL 33602") == address_key("2 OAK ST, tampa")


def test_only_leads_about_a_listing_are_activity() -> None:
    assert set(dict(LEAD_TYPES)) - set(ACTIVITY_OF_LEAD) == {"valuation_request", "referral", "saved_search"}
