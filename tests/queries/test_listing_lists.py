"""The lists of the Listings page, the cities, and what is told of contacts one may not see (R19, R92)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.actions.listings import import_listings
from db.office import Office
from db.queries import listings
from db.queries.listing_imports import ListingFile
from db.queries.listing_page import Unseen, listing_page, viewers
from db.queries.listings import ListingSpec, list_spec
from db.queries.record_files import read_drafts, refused_records
from db.rules.errors import CancelledError, FileProblemError, NotFoundError
from db.rules.listing_lists import ALL_LISTINGS, LISTING_LISTS, PAST_SALES
from db.rules.listing_rows import ListingDraft
from tests.builders import AGENT, DAY, OTHER_AGENT, acting, add, lead

ROWS: tuple[dict[str, Any], ...] = (
    {"mls_number": "A1", "standard_status": "active", "city": "Tampa"},
    {"mls_number": "A2", "standard_status": "pending", "city": "tampa"},
    {"mls_number": "A3", "standard_status": "closed", "city": "Largo"},
    {"listing_key": "K4", "standard_status": "closed", "closed_at": DAY, "city": "Étretat"},
    {"listing_key": "K5", "standard_status": "active"},
)


@pytest.fixture
def market(office: Office) -> Office:
    """Five listings, one of them a past sale."""
    drafts = tuple(ListingDraft(n, values) for n, values in enumerate(ROWS, 2))
    office.perform(import_listings, files=(ListingFile("own.csv", "csv", drafts),))
    return office


def test_r92_the_counts_of_the_lists_are_those_of_their_rows(market: Office) -> None:
    counts = market.read(listings.counts_by_list)
    assert {key: counts[key] for key in (ALL_LISTINGS, "on_the_market", "active", "closed", PAST_SALES)} == {
        ALL_LISTINGS: 4, "on_the_market": 3, "active": 2, "closed": 1, PAST_SALES: 1,
    }  # fmt: skip
    for one in LISTING_LISTS:
        spec = list_spec(one.key, ListingSpec(text=""))
        assert counts[one.key] == market.read(listings.count, spec) == len(market.read(listings.ids, spec)), one.key


def test_a_listing_has_a_name_and_a_list(market: Office) -> None:
    rows = market.read(listings.rows, (1, 4, 5))
    assert [(rows[n].name, rows[n].recorded) for n in (1, 4, 5)] == [
        ("A1", False), ("Parcel K4", True), ("K5", False),
    ]  # fmt: skip
    assert [market.read(listings.list_of, n) for n in (1, 4)] == [ALL_LISTINGS, PAST_SALES]
    with pytest.raises(NotFoundError):
        market.read(listings.list_of, 99)
    assert market.read(listings.listing_of_number, "a2") == 2
    assert market.read(listings.listing_of_number, "Z9") is None


def test_each_city_is_offered_once(market: Office) -> None:
    assert market.read(listings.cities) == ("Largo", "Tampa", "Étretat")
    assert market.read(listings.count, ListingSpec(city="Tampa")) == 2


def test_r19_others_are_counted_and_not_named(market: Office) -> None:
    ann, bo = add(market, "Ann Lee", owner=AGENT), add(market, "Bo Chu", owner=OTHER_AGENT)
    for contact, kind, days in (
        (ann, "viewed_listing", 1),
        (ann, "question", 9),
        (bo, "favorite", 1),
        (bo, "visit", 2),
    ):
        lead(market, contact, kind, listing="A1", at=market.clock() - days * DAY)
    whole = market.read(listing_page, 1)
    assert (whole.unseen, whole.asked, whole.looked) == (Unseen(), 1, 2)
    with acting(market, AGENT):
        page = market.read(listing_page, 1, people=0)
        assert page.unseen == Unseen(contacts=1, views=1, favorites=1)
        assert (page.asked, page.looked, page.inquiries, page.viewers) == (1, 1, (), ())
        assert (page.row.views + page.unseen.views, page.row.favorites + page.unseen.favorites) == (
            whole.row.views, whole.row.favorites,
        )  # fmt: skip


def test_r92_the_viewers_of_a_week_viewed_as_often_as_it_says(market: Office) -> None:
    ann, bo = add(market, "Ann Lee"), add(market, "Bo Chu")
    for contact, days in ((ann, 0), (ann, 6), (ann, 7), (bo, 8), (bo, 13)):
        lead(market, contact, "viewed_listing", listing="A1", at=market.clock() - days * DAY)
    for week in market.read(listing_page, 1, weeks=4).weeks:
        assert sum(one.views for one in market.read(viewers, 1, week=week.first_day)) == week.views
    assert [one.name for one in market.read(viewers, 1, week="2026-11-16")] == ["Ann Lee"]


def test_a_read_that_is_stopped_gives_nothing(tmp_path: Path) -> None:
    from db.files.json_files import open_records

    path = tmp_path / "many.csv"
    path.write_text("ListingId,City\n" + "A,Tampa\n" * 1_200, encoding="utf-8")
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1_000

    with pytest.raises(CancelledError):
        read_drafts(open_records(path), lambda record: ListingDraft(record.row), stop)
    assert told == [(500, 0), (1_000, 0)]


def test_refused_rows_keep_their_columns_and_the_newest_reason(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("ListingId,City,Refused Because\nA1,Tampa,old\nA2,Largo,old\n", encoding="utf-8")
    header, rows = refused_records(path, {3: "no status"})
    assert header == ("ListingId", "City", "Refused Because")
    assert list(rows) == [("A2", "Largo", "no status")]
    with pytest.raises(FileProblemError):
        refused_records(tmp_path / "gone.csv", {})
