"""The sample office's listings and call log: made from its own files, real where they say so, and believable."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from db.queries.call_imports import read_call_file
from db.queries.listing_imports import read_listing_file
from db.rules.listing_values import CURRENT_STATUSES
from db.rules.moments import day_of
from tests.sample_office_maker.listing_files import FOLDER, TARGET_CALLS, TARGET_OWN, make_calls, make_listings
from tests.sample_office_maker.moments import TOKEN

ZONE = "America/Los_Angeles"


def test_the_files_are_what_the_maker_makes() -> None:
    assert (FOLDER / TARGET_OWN).read_bytes() == make_listings()
    assert (FOLDER / TARGET_CALLS).read_bytes() == make_calls()


def test_the_past_sales_are_real_closed_sales_of_2014_and_2015() -> None:
    drafts = read_listing_file(FOLDER / "listings.csv", region="US", zone=ZONE).drafts
    assert len(drafts) == 1_459
    assert all(not d.reason and not d.warnings for d in drafts)
    assert {d.values["standard_status"] for d in drafts} == {"closed"}
    assert {day_of(d.values["closed_at"], ZONE).year for d in drafts} == {2014, 2015}
    assert {d.details["SourceSystemName"] for d in drafts} == {"Past sales of King County 2014–15"}
    assert Counter(d.values["city"] for d in drafts) == {
        "Sammamish": 441, "Kirkland": 432, "Bellevue": 317, "Seattle": 269,
    }  # fmt: skip
    # the parcel number is no key: some were sold twice
    assert len({d.values["listing_key"] for d in drafts}) < len(drafts)
    assert len({(d.values["listing_key"], d.values["closed_at"]) for d in drafts}) == len(drafts)


def dated(name: str, folder: Path) -> Path:
    """A copy of a file whose moments stand as days, so that it reads like an export."""
    text = TOKEN.sub("2026-11-20 10:00", (FOLDER / name).read_text(encoding="utf-8"))
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_offices_own_listings_are_those_its_leads_name(tmp_path: Path) -> None:
    drafts = read_listing_file(dated(TARGET_OWN, tmp_path), region="US", zone="America/New_York").drafts
    assert all(not d.reason and not d.warnings for d in drafts)
    current = sum(d.values["standard_status"] in CURRENT_STATUSES for d in drafts)
    assert 40 <= current <= 120
    assert all(d.values["region"] == "FL" and len(d.values["postal_code"]) == 5 for d in drafts)
    assert len({d.values["mls_number"] for d in drafts}) == len(drafts) > 300


def test_the_call_log_has_calls_in_and_out_and_strangers(tmp_path: Path) -> None:
    drafts = read_call_file(dated(TARGET_CALLS, tmp_path), region="US", zone="America/New_York").drafts
    assert all(not d.reason and not d.warnings for d in drafts)
    assert len({d.key for d in drafts}) == len(drafts) > 500
    assert {d.direction for d in drafts} == {"in", "out"}
    assert {d.outcome for d in drafts} == {"answered", "voicemail", "no_answer"}
    assert all(d.agent for d in drafts if d.direction == "out")
