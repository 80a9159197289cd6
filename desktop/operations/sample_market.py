"""The sample office's market: past sales, its own listings, and the log of its smart numbers, by the real imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.actions.calls import import_calls
from db.actions.listings import import_listings
from db.office import Office
from db.queries.call_imports import read_call_file
from db.queries.listing_imports import read_listing_file

# listings.csv: real sales of King County 2014–15; listings_own.csv: the sample office's own, invented.
LISTINGS: Final = ("listings.csv", "listings_own.csv")
CALLS: Final = "calls.csv"


def fill_market(office: Office, file: Callable[[str], Path]) -> None:
    """Import listings and calls; `file` gives a file of the sample by name, its moments written as dates.

    After the leads, so that those which name a listing are linked to it, and a call logged by hand is met.
    """
    region, zone = office.facts.region, office.facts.zone
    files = tuple(read_listing_file(file(name), region=region, zone=zone) for name in LISTINGS)
    office.perform(import_listings, files=files)
    office.perform(import_calls, file=read_call_file(file(CALLS), region=region, zone=zone))
