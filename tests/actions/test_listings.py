"""Listings through the gate: one step, what changed, the leads that name them, and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from db.actions.listings import import_listings, link_listings
from db.files.writing import write_xlsx
from db.models import Lead, Listing, ListingActivity
from db.office import Office
from db.queries.listing_imports import ListingFile, plan_listings, read_listing_file, report_document
from db.rules.errors import FileProblemError, RefusedError
from tests.builders import AGENT, CONCIERGE, LENDER, acting, add, contents, lead, perform_as, tally_is_true

MARKET = Path(__file__).parents[1] / "inputs" / "market"


def read(name: str | Path) -> ListingFile:
    return read_listing_file(MARKET / name, region="US", zone="America/New_York")


def stored(office: Office, *columns: str) -> list[tuple[object, ...]]:
    table = Listing.__table__
    with office.engines.read.connect() as connection:
        return [tuple(r) for r in connection.execute(select(*(table.c[c] for c in columns)).order_by(table.c.id))]


def test_a_file_is_one_step_with_a_report_and_comes_back(office: Office) -> None:
    before = contents(office)
    done = office.perform(import_listings, files=(read("reso_listings.csv"),))
    report = report_document(done.value.reports[0], done.value.new_ids)
    assert report["counts"] == {"new": 5, "updated": 0, "unchanged": 0, "refused": 2}
    assert [(r["row"], r["outcome"], r["listing"]) for r in report["rows"]] == [
        (2, "new", 1), (3, "new", 2), (4, "new", 3), (5, "new", 4), (6, "refused", None), (7, "refused", None),
        (8, "new", 5),
    ]  # fmt: skip
    assert "“In Escrow” is no status of a listing" in report["rows"][5]["reasons"][0]
    assert stored(office, "mls_number", "standard_status", "city")[0] == ("TB8205001", "active_under_contract", "Tampa")
    assert done.changes.label == "Listings of reso_listings.csv: 5 new, 0 updated"
    office.undo(done.step)
    assert contents(office) == before
    office.redo()
    assert len(stored(office, "id")) == 5


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    office.perform(import_listings, files=(read("reso_listings.csv"),))
    again = office.perform(import_listings, files=(read("reso_listings.csv"),))
    assert again.step is None
    assert again.value.reports[0].counts == {"new": 0, "updated": 0, "unchanged": 5, "refused": 2}


def test_a_newer_state_updates_and_names_the_fields(office: Office) -> None:
    office.perform(import_listings, files=(read("reso_listings.csv"),))
    before = contents(office)
    done = office.perform(import_listings, files=(read("reso_web_api.json"),))
    report = report_document(done.value.reports[0], done.value.new_ids)
    assert report["counts"] == {"new": 1, "updated": 1, "unchanged": 0, "refused": 1}
    first = report["rows"][0]
    assert (first["listing"], first["changes"]) == (1, ["Status", "List price", "Modified", "Details"])
    (number, status, price, street, details, words) = stored(
        office, "mls_number", "standard_status", "list_price_cents", "street", "details", "search_text"
    )[0]
    # what the second file does not say stays
    assert (number, status, price, street) == ("TB8205001", "pending", 43_900_000, "120 W Azeele St #4B")
    assert isinstance(details, dict)
    assert (details["PublicRemarks"], details["Appliances"]) == ("Two rooms, one view", "Dishwasher, Range")
    assert str(words).endswith("pending")
    office.undo()
    assert contents(office) == before


def test_a_rehearsal_says_the_same_and_writes_nothing(office: Office) -> None:
    files = (read("reso_listings.csv"), read("reso_web_api.json"))
    before = contents(office)
    planned = office.read(plan_listings, files)
    assert contents(office) == before
    assert planned.reports == office.perform(import_listings, files=files).value.reports
    # the second file's row is about a listing that the first one makes
    assert planned.reports[1].rows[0].outcome == "updated"
    assert planned.reports[1].rows[0].index == 0


def test_a_workbook(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "listings.xlsx"
    write_xlsx(path, ("ListingId", "StandardStatus", "City", "PostalCode"), [("A1", "Active", "Boston", "2134")])
    office.perform(import_listings, files=(read(path),))
    assert stored(office, "mls_number", "postal_code") == [("A1", "02134")]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("First Name,Email\nAnn,ann@example.com\n", encoding="utf-8")
    with pytest.raises(FileProblemError, match=r"people\.csv is no file of listings"):
        read(path)


def test_listings_are_the_whole_offices(office: Office) -> None:
    files = (read("reso_listings.csv"),)
    with pytest.raises(RefusedError, match="the broker or the concierge"):
        perform_as(office, AGENT, import_listings, files=files)
    for name in (AGENT, LENDER):
        with acting(office, name), pytest.raises(RefusedError, match="the broker or the concierge"):
            office.read(plan_listings, files)
    assert perform_as(office, CONCIERGE, import_listings, files=files).step is not None


def test_leads_that_name_a_listing_are_linked_by_number_or_address(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    lead(office, ann, "viewed_listing", listing="tb8205001 · 1 Old Street, Tampa · $449,000", at=5)
    lead(office, ann, "favorite", listing="14 Elm Ave, Springfield, MA", at=6)
    lead(office, ann, "question", listing="TB8205003", at=7)
    lead(office, ann, "valuation_request", listing="TB8205003", at=8)
    lead(office, ann, "question", listing="NOT-HERE-1", at=9)
    before = contents(office)
    done = office.perform(import_listings, files=(read("reso_listings.csv"),))
    assert done.value.linked == 3
    with office.engines.read.connect() as connection:
        linked = connection.scalars(select(Lead.listing_id).order_by(Lead.id)).all()
        activity = connection.execute(
            select(ListingActivity.listing_id, ListingActivity.kind, ListingActivity.at).order_by(ListingActivity.id)
        ).all()
    assert list(linked) == [1, 2, 3, None, None]
    assert {tuple(r) for r in activity} == {(1, "view", 5), (2, "favorite", 6), (3, "inquiry", 7)}
    assert tally_is_true(office)
    office.undo(done.step)
    assert contents(office) == before


def test_leads_that_come_later_are_linked_as_they_come(office: Office) -> None:
    office.perform(import_listings, files=(read("reso_listings.csv"),))
    ann = add(office, "Ann Lee")
    before = contents(office)
    texts = ("tb8205002", "#TB8205002", "Z1 · 14 ELM Ave, Springfield · $1", "14 Elm Ave, Boston", "the house", "")
    for at, text in enumerate(texts, 1):
        lead(office, ann, "showing_request", listing=text, at=at)
    lead(office, ann, "valuation_request", listing="TB8205002", at=9)
    with office.engines.read.connect() as connection:
        linked = connection.scalars(select(Lead.listing_id).order_by(Lead.id)).all()
        activity = connection.scalars(select(ListingActivity.at).order_by(ListingActivity.at)).all()
    assert (list(linked), list(activity)) == ([2, 2, 2, None, None, None, None], [1, 2, 3])
    assert office.perform(link_listings).step is None
    for _lead in range(7):
        office.undo()
    assert contents(office) == before


def test_linking_is_for_the_whole_office(office: Office) -> None:
    lead(office, add(office, "Ann Lee"), "showing_request", listing="TB8205002")
    assert office.perform(link_listings).step is None
    with pytest.raises(RefusedError):
        perform_as(office, AGENT, link_listings)


def test_a_listing_that_leads_came_to_later_is_kept_at_undo(office: Office) -> None:
    done = office.perform(import_listings, files=(read("reso_listings.csv"),))
    lead(office, add(office, "Ann Lee"), "question", listing="TB8205002")
    left = office.undo(done.step).value.left
    assert [x.id for x in left] == [2]
    assert stored(office, "mls_number") == [("TB8205002",)]
