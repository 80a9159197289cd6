"""Writing listings: a file's new and changed ones as one undoable step, and the leads that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.actions.base import action
from db.actions.listing_links import link_leads
from db.actions.selecting import reader_of
from db.changes import Progress
from db.models import Listing
from db.queries.listing_imports import ListingFile, ListingReport, plan_listings
from db.queries.record_files import go_on
from db.rules.listing_matching import Known, search_text
from db.rules.permissions import Right, check_whole_office
from db.unit_of_work import UnitOfWork

BATCH: Final = 2_000
_SEARCHED: Final = frozenset(
    {"mls_number", "listing_key", "street", "city", "region", "postal_code", "standard_status"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListingsDone:
    """What was written: a report for each file, the ids of the new listings in the plan's order, leads linked."""

    reports: tuple[ListingReport, ...]
    new_ids: range
    linked: int


@action(Right.IMPORT)
def import_listings(uow: UnitOfWork, *, files: Sequence[ListingFile], progress: Progress | None = None) -> ListingsDone:
    """Write the listings of the files, and link the leads that name them; listings are the whole office's.

    Errors: RefusedError for a member who may not import for the whole office; CancelledError when `progress` (told how
    many of the listings are written) answers False: nothing is kept then.
    """
    check_whole_office(uow.actor, "Listings")
    plan = plan_listings(reader_of(uow), files)
    total = len(plan.new) + len(plan.updated)
    new_ids = range(0)
    for start in range(0, len(plan.new), BATCH):
        go_on(progress, start, total)
        ids = uow.insert(Listing, [_row(one) for one in plan.new[start : start + BATCH]])
        new_ids = range(new_ids.start if start else ids.start, ids.stop)
    go_on(progress, len(plan.new), total)
    _update(uow, plan.updated)
    go_on(progress, total, total)
    linked = link_leads(uow) if uow.wrote else 0
    names = ", ".join(f.name for f in files)
    uow.label = f"Listings of {names}: {len(plan.new):,} new, {len(plan.updated):,} updated"
    uow.counts = {"new": len(plan.new), "updated": len(plan.updated), "linked": linked}
    return ListingsDone(plan.reports, new_ids, linked)


@action(Right.IMPORT)
def link_listings(uow: UnitOfWork) -> int:
    """Link the leads that came since and name a listing by MLS number or address; gives how many."""
    check_whole_office(uow.actor, "Listings")
    linked = link_leads(uow)
    uow.label = f"{linked:,} leads linked to listings"
    return linked


def _row(one: Known) -> dict[str, Any]:
    return one.values | {"details": one.details, "search_text": search_text(one.values)}


def _update(uow: UnitOfWork, updated: Sequence[Known]) -> None:
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for one in updated:
        names = one.changed | ({"search_text"} if one.changed & _SEARCHED else set())
        whole = _row(one)
        values = {name: whole[name] for name in sorted(names)}
        alike.setdefault(tuple(values), []).append({"id": one.id} | values)
    for rows in alike.values():
        uow.update_rows(Listing, rows)
