"""Listings as a list, one listing's page, and reverse-market, each with what the member may see (R19, R61, R85)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.actions import action, contacts, ownership, statuses
from db.actions.listings import import_listings
from db.models import AlertSearch, Contact
from db.office import Office
from db.queries import listings
from db.queries.listing_imports import ListingFile
from db.queries.listing_page import listing_page
from db.queries.listings import ListingRow, ListingSpec
from db.queries.reverse_market import HEADER, ReverseMarket, export_rows, reverse_market
from db.rules.errors import NotFoundError, RefusedError
from db.rules.filters import Sort
from db.rules.listing_rows import ListingDraft
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork
from tests.builders import AGENT, DAY, LENDER, OTHER_AGENT, acting, add, draft, lead, member, perform_as, these

HOUSES: tuple[dict[str, Any], ...] = (
    {"mls_number": "A1", "street": "1 Oak St", "postal_code": "33606", "list_price_cents": 40_000_000, "bedrooms": 3},
    {"mls_number": "A2", "street": "2 Oak St", "postal_code": "33606", "list_price_cents": 41_000_000, "bedrooms": 3},
    {"mls_number": "A3", "street": "3 Elm St", "postal_code": "33609", "list_price_cents": 44_000_000, "bedrooms": 4},
    {"mls_number": "A4", "street": "4 Bay St", "postal_code": "33701", "list_price_cents": 90_000_000, "bedrooms": 5,
     "city": "St. Petersburg", "standard_status": "closed", "closed_at": 1_790_000_000_000,
     "close_price_cents": 88_000_000},
    {"mls_number": "A5", "street": "5 Oak St", "postal_code": "33606", "list_price_cents": 250_000, "is_lease": True},
)  # fmt: skip


@pytest.fixture
def market(office: Office) -> Office:
    """An office with five listings."""
    drafts = tuple(
        ListingDraft(n, {"standard_status": "active", "city": "Tampa", "region": "FL", "listed_at": n * DAY} | values)
        for n, values in enumerate(HOUSES, 2)
    )
    office.perform(import_listings, files=(ListingFile("own.csv", "csv", drafts),))
    return office


def did(office: Office, contact_id: int, kind: str, number: str, *, days_ago: int = 1, times: int = 1) -> None:
    """A contact looked at a listing, saved it, or asked."""
    for n in range(times):
        lead(office, contact_id, kind, listing=number, at=office.clock() - days_ago * DAY - n)


@action(Right.SETTINGS)
def put_search(uow: UnitOfWork, *, contact_id: int, title: str, criteria: dict[str, Any]) -> int:
    row = {"contact_id": contact_id, "title": title, "criteria": criteria, "active": True, "created_at": uow.now}
    return uow.insert(AlertSearch, [row])[0]


@action(Right.SETTINGS)
def unsubscribe(uow: UnitOfWork, *, contact_id: int) -> int:
    return uow.update(Contact, Contact.id == contact_id, {"email_subscribed": False})


def numbers(office: Office, spec: ListingSpec) -> list[str]:
    """The MLS numbers of a list; count, ids, first page and rows by id agree."""
    page = office.read(listings.first_page, spec)
    ids = office.read(listings.ids, spec).tolist()
    assert [r.id for r in page] == ids
    assert office.read(listings.count, spec) == len(ids)
    by_id = office.read(listings.rows, tuple(ids))
    assert [by_id[n] for n in ids] == list(page)
    return [r.mls_number for r in page]


LISTS: tuple[tuple[ListingSpec, list[str]], ...] = (
    (ListingSpec(), ["A5", "A4", "A3", "A2", "A1"]),
    (ListingSpec(statuses=("closed", "pending")), ["A4"]),
    (ListingSpec(city="st. petersburg "), ["A4"]),
    (ListingSpec(postal_code="336"), ["A5", "A3", "A2", "A1"]),
    (ListingSpec(price_from=41_000_000, price_to=88_000_000), ["A4", "A3", "A2"]),
    (ListingSpec(bedrooms=4), ["A4", "A3"]),
    (ListingSpec(text="OAK, 33606"), ["A5", "A2", "A1"]),
    (ListingSpec(text="%"), []),
    (ListingSpec(property_types=("house",)), []),
    (ListingSpec(sort=Sort("price", descending=False)), ["A5", "A1", "A2", "A3", "A4"]),
    (ListingSpec(sort=Sort("street", descending=True)), ["A5", "A4", "A3", "A2", "A1"]),
    (ListingSpec(sort=Sort("nothing")), ["A5", "A4", "A3", "A2", "A1"]),
)


def test_a_list_of_listings_agrees_with_its_count_ids_and_rows(market: Office) -> None:
    for spec, found in LISTS:
        assert numbers(market, spec) == found, spec


def test_a_row(market: Office) -> None:
    row = market.read(listings.first_page, ListingSpec(statuses=("closed",)))[0]
    assert isinstance(row, ListingRow)
    assert (row.price_cents, row.status_label, row.address) == (
        88_000_000, "Closed", "4 Bay St, St. Petersburg, FL 33701"
    )  # fmt: skip
    assert (row.bathrooms, row.is_lease) == (None, False)
    assert market.read(listings.counts_by_status) == {"active": 4, "closed": 1}


def test_a_listing_is_named_by_number_or_key_the_current_one_first(market: Office) -> None:
    again = ListingDraft(2, {"listing_key": "A1", "closed_at": DAY, "bathroom_hundredths": 225})
    market.perform(import_listings, files=(ListingFile("sold.csv", "csv", (again,)),))
    assert market.read(listings.listing_named, " a1 ") == 1
    assert market.read(listings.first_page, ListingSpec(statuses=("closed",)))[1].bathrooms == 2.25
    with pytest.raises(NotFoundError, match="There is no listing “Z9”"):
        market.read(listings.listing_named, "Z9")


def test_r85_a_page_counts_weeks_and_names_who_asked_and_looked(market: Office) -> None:
    ann, bo = add(market, "Ann Lee", owner=AGENT), add(market, "Bo Chu", owner=OTHER_AGENT)
    did(market, ann, "viewed_listing", "A1", times=3)
    did(market, ann, "showing_request", "A1", days_ago=8)
    did(market, bo, "favorite", "A1", days_ago=9)
    page = market.read(listing_page, 1, weeks=2)
    # Sunday, 22 November 2026: this week began on the 16th
    assert [(w.first_day, w.views, w.favorites, w.inquiries) for w in page.weeks] == [
        ("2026-11-09", 0, 1, 1), ("2026-11-16", 3, 0, 0),
    ]  # fmt: skip
    assert (page.row.views, page.row.favorites, page.row.inquiries, page.current) == (3, 1, 1, True)
    assert [(i.contact_id, i.lead_type) for i in page.inquiries] == [(ann, "showing_request")]
    assert [(v.name, v.owner, v.views, v.favorites, v.inquiries) for v in page.viewers] == [
        ("Ann Lee", AGENT, 3, 0, 1), ("Bo Chu", OTHER_AGENT, 0, 1, 0),
    ]  # fmt: skip
    with pytest.raises(NotFoundError):
        market.read(listing_page, 99)


def test_r19_an_agent_sees_and_counts_only_their_own_contacts_activity(market: Office) -> None:
    did(market, add(market, "Ann Lee", owner=AGENT), "viewed_listing", "A1")
    did(market, add(market, "Bo Chu", owner=OTHER_AGENT), "question", "A1")
    with acting(market, AGENT):
        page = market.read(listing_page, 1)
        assert (page.row.views, page.row.inquiries) == (1, 0)
        assert sum(w.inquiries for w in page.weeks) == 0
        assert [v.name for v in page.viewers] == ["Ann Lee"]
        assert page.inquiries == ()
        assert [m.name for m in ranked(market).matches] == ["Ann Lee"]


# -- reverse-market -----------------------------------------------------------------------------------------------


def ranked(office: Office, listing: int = 1, **how: Any) -> ReverseMarket:
    return office.read(reverse_market, listing, **how)


def test_r61_contacts_are_ranked_by_what_they_looked_at(market: Office) -> None:
    viewer, saver, asker, old, other, rents = (add(market, f"{n} Lee", owner=AGENT) for n in "VSAOXR")
    did(market, viewer, "viewed_listing", "A2", times=2)
    did(market, saver, "favorite", "A2")
    did(market, asker, "question", "A1")
    did(market, old, "favorite", "A2", days_ago=200)
    did(market, old, "question", "A2", days_ago=366)
    did(market, other, "question", "A4")
    did(market, rents, "question", "A5")
    found = ranked(market)
    assert [m.contact_id for m in found.matches] == [asker, saver, viewer, old]
    assert [m.score for m in found.matches] == sorted((m.score for m in found.matches), reverse=True)
    assert (found.found, found.homes, found.archived, found.unsubscribed) == (4, 3, 0, 0)
    assert found.matches[0].reasons == ("Asked about this listing on 21 Nov 2026.",)
    assert found.matches[2].reasons == ("Viewed a home like it (in 33606) on 21 Nov 2026.",)
    assert [m.contact_id for m in ranked(market, limit=1).matches] == [asker]
    assert [m.contact_id for m in ranked(market, 5).matches] == [rents]


def test_r61_a_saved_search_that_fits_counts_too(market: Office) -> None:
    ann, bo = add(market, "Ann Lee"), add(market, "Bo Chu")
    market.perform(
        put_search, contact_id=ann, title="Tampa, up to $450,000", criteria={"city": "tampa", "price_most": 450_000}
    )
    market.perform(put_search, contact_id=bo, title="Cheap", criteria={"price_most": 300_000})
    (match,) = ranked(market).matches
    assert (match.contact_id, match.reasons) == (ann, ("Their saved search “Tampa, up to $450,000” fits.",))
    assert ranked(market, 5).matches == ()  # a search for a home to buy says nothing of a lease


def test_r38_the_archived_are_left_out_and_the_unsubscribed_only_named_when_asked_for(market: Office) -> None:
    ann, bo, cy = add(market, "Ann Lee"), add(market, "Bo Chu"), add(market, "Cy Dee")
    for one in (ann, bo, cy):
        did(market, one, "favorite", "A1")
    market.perform(unsubscribe, contact_id=bo)
    market.perform(statuses.change_status, selection=these(cy), status="archive")
    found = ranked(market)
    assert ([m.contact_id for m in found.matches], found.archived, found.unsubscribed) == ([ann], 1, 1)
    asked = ranked(market, with_unsubscribed=True)
    assert [m.contact_id for m in asked.matches] == [ann, bo]
    assert asked.matches[1].reasons[-1].startswith("Unsubscribed: a person may call")
    assert asked.unsubscribed == 0


def test_r61_the_ranking_as_rows_of_a_file(market: Office) -> None:
    own = market.perform(
        contacts.add_contact, draft=draft("Ann Lee", phone="813-555-0142", email="ann@example.com"),
        owner_id=member(market, AGENT),
    ).value  # fmt: skip
    pool = add(market, "Bo Chu")
    for one in (own, pool):
        did(market, one, "favorite", "A1")
    found = ranked(market, exporting=True)
    rows = market.read(lambda reader: list(export_rows(reader, found)))
    assert len(HEADER) == len(rows[0])
    assert rows[0][:6] == ("1", "Ann Lee", "New Lead", AGENT, "(813) 555-0142", "ann@example.com")
    assert rows[1][3] == "Pool"
    with acting(market, AGENT):  # sees the pool, and may not export it
        assert [m.contact_id for m in ranked(market, exporting=True).matches] == [own]
        assert len(ranked(market).matches) == 2
    with acting(market, LENDER), pytest.raises(RefusedError):
        ranked(market, exporting=True)


def test_a_listing_without_price_and_place_finds_who_saw_itself(market: Office) -> None:
    bare = ListingDraft(2, {"mls_number": "B1", "standard_status": "active"})
    market.perform(import_listings, files=(ListingFile("bare.csv", "csv", (bare,)),))
    ann = add(market, "Ann Lee")
    did(market, ann, "viewed_listing", "B1")
    did(market, add(market, "Bo Chu"), "viewed_listing", "A1")
    found = ranked(market, 6)
    assert ([m.contact_id for m in found.matches], found.homes) == ([ann], 1)
    with pytest.raises(NotFoundError):
        ranked(market, 77)


def test_who_moved_on_is_seen_by_the_new_owner(market: Office) -> None:
    ann = add(market, "Ann Lee", owner=OTHER_AGENT)
    did(market, ann, "favorite", "A1")
    with acting(market, AGENT):
        assert ranked(market).matches == ()
    perform_as(market, "Dana Moreau", ownership.assign, selection=these(ann), member_id=member(market, AGENT))
    with acting(market, AGENT):
        assert [m.contact_id for m in ranked(market).matches] == [ann]


def test_input_files_are_there() -> None:
    market = Path(__file__).parents[1] / "inputs" / "market"
    assert {p.name for p in market.iterdir()} == {
        "callrail.csv", "callrail_posts.json", "dotloop_loop.json", "reso_listings.csv", "reso_web_api.json",
        "transactions.csv", "twilio_calls.json",
    }  # fmt: skip


def test_no_name_is_no_listing(office: Office) -> None:
    office.perform(import_listings, files=(ListingFile("a.csv", "csv", (ListingDraft(2, {"mls_number": "A1"}),)),))
    with pytest.raises(NotFoundError, match="Name a listing"):
        office.read(listings.listing_named, " ")
