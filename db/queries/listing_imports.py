"""Listing files before they are written: reading rows, meeting the office's listings, and the report (R95)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, or_, select

from db.changes import Progress
from db.files.own_format import REASON_COLUMN
from db.models import Listing
from db.queries.reader import Reader
from db.queries.record_files import RecordFile, checked_source, read_drafts
from db.rules.listing_matching import COLUMNS, OUTCOMES, Known, ListingMatcher, ListingOutcome
from db.rules.listing_rows import ListingDraft, ListingRows, is_listing_header
from db.rules.permissions import check_whole_office

_PAGE: Final = 500
_NO_LISTINGS: Final = (
    "is no file of listings: it needs a column ListingKey or ListingId (the MLS number), and more columns by RESO's "
    "names such as StandardStatus, ListPrice, City."
)


ListingFile = RecordFile[ListingDraft]


@dataclass(frozen=True, slots=True)
class ListingReport:
    """What one file does or did, row by row."""

    name: str
    format: str
    counts: dict[str, int]
    rows: tuple[ListingOutcome, ...]


@dataclass(frozen=True, slots=True)
class ListingPlan:
    """What all files together do: reports, new listings and those that change."""

    reports: tuple[ListingReport, ...]
    new: tuple[Known, ...]
    updated: tuple[Known, ...]


def read_listing_file(path: Path, *, region: str, zone: str, progress: Progress | None = None) -> ListingFile:
    """Read a CSV, XLSX or JSON file of listings. `region` is the office's country, `zone` its time zone.

    Errors: FileProblemError when it cannot be read, or is no file of listings; CancelledError by `progress`.
    """
    source = checked_source(path, is_listing_header, _NO_LISTINGS)
    rows = ListingRows(source.header, region=region, zone=zone, ignored=(REASON_COLUMN,))
    return read_drafts(
        source,
        lambda r: ListingDraft(r.row, reason=r.problem) if r.problem else rows.read(r.row, r.cells),
        progress,
    )


def plan_listings(reader: Reader, files: Sequence[ListingFile]) -> ListingPlan:
    """What the files would do; nothing is written. The action asks the same inside its transaction.

    Errors: RefusedError for who may not import listings.
    """
    check_whole_office(reader.actor, "Listings")
    drafts = [d for one in files for d in one.drafts if not d.reason]
    matcher = ListingMatcher(_known(reader, drafts))
    reports = []
    for one in files:
        rows = tuple(matcher.take(draft) for draft in one.drafts)
        found = Counter(r.outcome for r in rows)
        reports.append(ListingReport(one.name, one.format, {key: found[key] for key in OUTCOMES}, rows))
    return ListingPlan(tuple(reports), tuple(matcher.new), tuple(matcher.updated))


def _known(reader: Reader, drafts: Iterable[ListingDraft]) -> Iterator[Known]:
    """The office's listings that the rows may be about."""
    keys = {str(d.values[n]) for d in drafts for n in ("listing_key", "mls_number") if n in d.values}
    seen: set[int] = set()
    columns = [getattr(Listing, name) for name in COLUMNS]
    words = iter(sorted(keys | {k.casefold() for k in keys} | {k.upper() for k in keys}))
    while page := list(islice(words, _PAGE)):
        query = select(Listing.id, Listing.details, *columns).order_by(Listing.id)
        for row in reader.connection.execute(query.where(_named(reader, page))):
            if row.id not in seen:
                seen.add(row.id)
                yield Known(row.id, dict(zip(COLUMNS, row[2:], strict=True)), dict(row.details))


def _named(reader: Reader, words: list[str]) -> Any:
    if reader.connection.dialect.name == "sqlite":
        each = func.json_each(json.dumps(words)).table_valued("value")
        wanted: Any = select(each.c.value)
    else:
        wanted = words
    return or_(Listing.listing_key.in_(wanted), Listing.mls_number.in_(wanted))


def report_document(report: ListingReport, new_ids: range) -> dict[str, Any]:
    """A report as the command line prints it; `new_ids` are those of the plan's new listings, empty at a rehearsal."""
    return {
        "file": report.name,
        "format": report.format,
        "counts": report.counts,
        "rows": [
            {
                "row": r.row,
                "outcome": r.outcome,
                "listing": r.id if r.id is not None or r.index is None or not new_ids else new_ids[r.index],
                "name": r.name,
                "changes": list(r.changes),
                "warnings": list(r.warnings),
                "reasons": list(r.reasons),
            }
            for r in report.rows
        ],
    }
