"""Which listing a row is about, and what it changes."""

from __future__ import annotations

from typing import Any

from db.rules.listing_matching import (
    COLUMNS,
    NEW,
    REFUSED,
    UNCHANGED,
    UPDATED,
    Known,
    ListingMatcher,
    search_text,
)
from db.rules.listing_rows import ListingDraft

DAY = 86_400_000


def known(key: int = 7, **values: Any) -> Known:
    return Known(key, dict.fromkeys(COLUMNS) | values, {})


def row(number: int = 2, /, **values: Any) -> ListingDraft:
    details = values.pop("details", {})
    return ListingDraft(number, values, details)


def test_the_same_key_is_the_same_listing_and_the_changed_fields_are_named() -> None:
    matcher = ListingMatcher([known(listing_key="K-1", list_price_cents=5, city="Tampa")])
    done = matcher.take(row(listing_key="k-1", list_price_cents=4, city="Tampa", details={"Pool": "yes"}))
    assert (done.outcome, done.id, done.changes) == (UPDATED, 7, ("Listing key", "List price", "Details"))
    assert [(k.id, k.changed) for k in matcher.updated] == [(7, {"listing_key", "list_price_cents", "details"})]


def test_without_a_key_the_mls_number_says_it() -> None:
    matcher = ListingMatcher([known(listing_key="K-1", mls_number="A1")])
    assert matcher.take(row(mls_number="a1", city="Tampa")).id == 7
    assert matcher.take(row(3, mls_number="A1", listing_key="K-9", standard_status="active")).outcome == NEW


def test_a_listing_known_by_its_number_alone_gets_the_key() -> None:
    done = ListingMatcher([known(mls_number="A1")]).take(row(listing_key="K-1", mls_number="A1"))
    assert (done.outcome, done.changes) == (UPDATED, ("Listing key",))


def test_one_key_with_two_closing_days_is_two_sales() -> None:
    matcher = ListingMatcher([known(listing_key="P", closed_at=DAY)])
    assert matcher.take(row(listing_key="P", closed_at=DAY)).outcome == UNCHANGED
    assert matcher.take(row(3, listing_key="P", closed_at=2 * DAY)).outcome == NEW
    assert matcher.take(row(4, listing_key="P", closed_at=2 * DAY, city="Kent")).changes == ("City",)
    # a row without a closing day is about the latest of them
    assert matcher.take(row(5, listing_key="P", bedrooms=3)).index == 0


def test_a_listing_for_sale_becomes_the_sale() -> None:
    done = ListingMatcher([known(listing_key="P")]).take(row(listing_key="P", closed_at=DAY))
    assert (done.outcome, done.id) == (UPDATED, 7)


def test_a_second_row_is_measured_against_the_first() -> None:
    matcher = ListingMatcher([])
    assert matcher.take(row(mls_number="A1", standard_status="active", bedrooms=2)).index == 0
    second = matcher.take(row(3, mls_number="A1", bedrooms=3))
    assert (second.outcome, second.index, second.changes) == (UPDATED, 0, ("Bedrooms",))
    assert second.warnings == ("Row 2 of this file is about the same listing.",)
    assert [n.values["bedrooms"] for n in matcher.new] == [3]
    assert matcher.updated == []


def test_an_older_state_changes_nothing() -> None:
    matcher = ListingMatcher([known(listing_key="P", modified_at=9, city="Kent")])
    done = matcher.take(row(listing_key="P", modified_at=8, city="Tampa"))
    assert done.outcome == UNCHANGED
    assert done.warnings[0].startswith("The office has a newer state")
    assert matcher.updated == []


def test_a_new_listing_needs_a_status_or_a_closing_day() -> None:
    matcher = ListingMatcher([])
    assert matcher.take(row(mls_number="A1")).reasons == ("A new listing needs a StandardStatus.",)
    sold = matcher.take(row(3, mls_number="A2", closed_at=DAY))
    assert sold.outcome == NEW
    assert matcher.new[0].values["standard_status"] == "closed"
    assert "Closed, because" in sold.warnings[0]
    assert matcher.take(ListingDraft(4, reason="Why.")).outcome == REFUSED


def test_the_search_text_has_number_address_and_status() -> None:
    text = search_text({"mls_number": "A1", "city": "Tampa", "standard_status": "coming_soon", "street": None})
    assert text == "a1 tampa coming soon"
