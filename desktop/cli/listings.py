"""Commands for listings and calls: listings, listing, reverse-market, call-log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from db.actions.calls import import_calls
from db.actions.listings import import_listings
from db.backup import check_apart
from db.files.writing import write_csv
from db.office import Office
from db.queries import call_imports, listing_imports, listing_page
from db.queries import listings as listings_query
from db.queries import reverse_market as reverse_query
from db.rules.errors import WrongUseError
from db.rules.listing_values import LISTING_STATUSES, listing_status
from db.rules.moments import day_of, iso
from db.rules.values import LEAD_TYPES, PROPERTY_TYPES, label_of
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]
_SHOWN_ROWS: Final = 20


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    one = subs["listings"]
    one.add_argument("files", type=Path, nargs="*", metavar="FILE", help="CSV, XLSX or JSON by RESO's names")
    one.add_argument("--rehearse", action="store_true", help="only say what would happen")
    one.add_argument("--status", default="", metavar="KEYS", help="active,pending")
    one.add_argument("--city", default="", metavar="NAME")
    one.add_argument("--postal-code", default="", metavar="CODE")
    one.add_argument("--price-from", type=whole, default=None, metavar="DOLLARS")
    one.add_argument("--price-to", type=whole, default=None, metavar="DOLLARS")
    one.add_argument("--bedrooms", type=whole, default=None, metavar="N", help="at least so many")
    one.add_argument("--words", default="", metavar="TEXT", help="in number, address or status")
    one.add_argument("--limit", type=whole, default=None, metavar="N")
    subs["listing"].add_argument("mls", metavar="MLS")
    two = subs["reverse-market"]
    two.add_argument("mls", metavar="MLS")
    two.add_argument("--limit", type=whole, default=50, metavar="N")
    two.add_argument("--with-unsubscribed", action="store_true", help="name the unsubscribed too, and say so")
    two.add_argument("--to", type=Path, default=None, metavar="FILE", help="write the ranking to a CSV file")
    subs["call-log"].add_argument("file", type=Path, metavar="FILE")
    subs["call-log"].add_argument("--rehearse", action="store_true", help="only say what would happen")
    subs["call-log"].add_argument(
        "--new-leads", action="store_true", help="an inbound call of an unknown number becomes a new Phone lead"
    )


# -- listings -----------------------------------------------------------------------------------------------------


def listings(given: argparse.Namespace) -> Answer:
    """The listings of the office; with files, their import as one step."""
    with opened(given) as office:
        return _import_listings(office, given) if given.files else _list(office, given)


def _import_listings(office: Office, given: argparse.Namespace) -> Answer:
    facts = office.facts
    files = tuple(listing_imports.read_listing_file(p, region=facts.region, zone=facts.zone) for p in given.files)
    step, linked, new_ids = None, 0, range(0)
    if given.rehearse:
        reports = office.read(listing_imports.plan_listings, files).reports
    else:
        done = office.perform(import_listings, files=files)
        reports, new_ids, linked, step = done.value.reports, done.value.new_ids, done.value.linked, done.step
    documents = [listing_imports.report_document(report, new_ids) for report in reports]
    lines = [line for document in documents for line in _report_lines(document)]
    if linked:
        lines.append(f"{number(linked, 'lead')} linked to their listings.")
    return Answer({"files": documents, "leads_linked": linked, "step": step}, (*lines, *_undo_line(step)))


def _report_lines(document: dict[str, Any]) -> list[str]:
    counts = ", ".join(f"{count:,} {name}" for name, count in document["counts"].items())
    lines = [f"{document['file']} ({document['format']}): {counts}"]
    told = [r for r in document["rows"] if r["outcome"] == "refused" or r["warnings"]]
    lines += [f"  row {r['row']}: {' '.join([*r['reasons'], *r['warnings']])}" for r in told[:_SHOWN_ROWS]]
    if len(told) > _SHOWN_ROWS:
        lines.append(f"  and {len(told) - _SHOWN_ROWS:,} more rows with something to say")
    return lines


def _undo_line(step: int | None) -> tuple[str, ...]:
    return (f"Step {step}; take it back with “brokerdesk undo {step}”.",) if step else ()


def _list(office: Office, given: argparse.Namespace) -> Answer:
    spec = listings_query.ListingSpec(
        tuple(_status(word) for word in given.status.split(",") if word.strip()), given.city, given.postal_code,
        price_from=_cents(given.price_from), price_to=_cents(given.price_to), bedrooms=given.bedrooms, text=given.words,
    )  # fmt: skip
    total = office.read(listings_query.count, spec)
    most = total if given.limit is None else min(total, given.limit)
    rows = office.read(listings_query.first_page, spec, count=most)
    zone = office.facts.zone
    lines = table(
        (
            r.mls_number or "–",
            r.status_label,
            r.address,
            _dollars(r.price_cents),
            _day(r, zone),
            number(r.views, "view"),
        )
        for r in rows
    )
    return Answer([_document(r) for r in rows], (*lines, f"{len(rows):,} of {number(total, 'listing')}"))


def _status(word: str) -> str:
    key = listing_status(word)
    if not key:
        keys = ", ".join(key for key, _label in LISTING_STATUSES)
        raise WrongUseError(f"“{word.strip()}” is no status of a listing; the keys are {keys}.")
    return key


def _cents(dollars: int | None) -> int | None:
    return None if dollars is None else dollars * 100


def _amount(cents: int | None) -> int | float | None:
    return None if cents is None else cents // 100 if cents % 100 == 0 else cents / 100


def _dollars(cents: int | None) -> str:
    return "–" if cents is None else f"${cents / 100:,.0f}"


def _day(row: listings_query.ListingRow, zone: str) -> str:
    word, at = ("listed", row.listed_at) if row.closed_at is None else ("closed", row.closed_at)
    return "–" if at is None else f"{word} {day_of(at, zone).isoformat()}"


def _document(row: listings_query.ListingRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "mls_number": row.mls_number,
        "status": row.status,
        "type": row.property_type or None,
        "lease": row.is_lease,
        "street": row.street,
        "city": row.city,
        "state": row.region,
        "postal_code": row.postal_code,
        "list_price": _amount(row.list_price_cents),
        "close_price": _amount(row.close_price_cents),
        "bedrooms": row.bedrooms,
        "bathrooms": row.bathrooms,
        "living_area": row.floor_area,
        "lot_square_feet": row.lot_square_feet,
        "year_built": row.year_built,
        "listed_at": iso(row.listed_at) or None,
        "closed_at": iso(row.closed_at) or None,
        "views": row.views,
        "favorites": row.favorites,
        "inquiries": row.inquiries,
    }


def listing(given: argparse.Namespace) -> Answer:
    """One listing: facts, weeks of activity, who asked and who looked."""
    with opened(given) as office:
        key = office.read(listings_query.listing_named, given.mls)
        page = office.read(listing_page.listing_page, key)
    row = page.row
    document = _page_document(page)
    facts = (row.status_label, label_of(PROPERTY_TYPES, row.property_type), _dollars(row.price_cents))
    lines = [f"{row.mls_number or page.listing_key}: {row.address}", ", ".join(filter(None, facts))]
    lines.append(", ".join(_counted(row.views, row.favorites, row.inquiries)))
    lines += table((w.first_day, *_counted(w.views, w.favorites, w.inquiries))
                   for w in page.weeks if w.views or w.favorites or w.inquiries)  # fmt: skip
    lines += table((iso(i.occurred_at), label_of(LEAD_TYPES, i.lead_type), i.name, i.message) for i in page.inquiries)
    return Answer(document, tuple(lines))


def _counted(views: int, favorites: int, inquiries: int) -> tuple[str, str, str]:
    asked = f"{inquiries:,} {'inquiry' if inquiries == 1 else 'inquiries'}"
    return number(views, "view"), number(favorites, "favorite"), asked


def _page_document(page: listing_page.ListingPage) -> dict[str, Any]:
    weeks = [{"week": w.first_day, "views": w.views, "favorites": w.favorites, "inquiries": w.inquiries}
             for w in page.weeks]  # fmt: skip
    asked = [
        {"lead": i.lead_id, "contact": {"id": i.contact_id, "name": i.name}, "type": i.lead_type, "message": i.message,
         "occurred_at": iso(i.occurred_at), "first_touch_at": iso(i.first_touch_at) or None}
        for i in page.inquiries
    ]  # fmt: skip
    looked = [
        {"contact": {"id": v.contact_id, "name": v.name}, "views": v.views, "favorites": v.favorites,
         "inquiries": v.inquiries, "last_at": iso(v.last_at)}
        for v in page.viewers
    ]  # fmt: skip
    own = {"listing_key": page.listing_key, "current": page.current, "details": page.details}
    return _document(page.row) | own | {"weeks": weeks, "asked": asked, "looked": looked}


def reverse_market(given: argparse.Namespace) -> Answer:
    """The contacts whose history fits a listing, best first; with --to, as a CSV file."""
    with opened(given) as office:
        key = office.read(listings_query.listing_named, given.mls)
        if given.to is not None:
            if given.to.suffix.lower() != ".csv":
                raise WrongUseError(f"The ranking is written as CSV; “{given.to.name}” does not end in .csv.")
            check_apart(office.engines, given.to)
        found = office.read(
            reverse_query.reverse_market, key, limit=given.limit, with_unsubscribed=given.with_unsubscribed,
            exporting=given.to is not None,
        )  # fmt: skip
        if given.to is not None:
            rows = office.read(lambda reader: list(reverse_query.export_rows(reader, found)))
            write_csv(given.to, reverse_query.HEADER, rows)
    document = [{"contact": {"id": m.contact_id, "name": m.name}, "score": m.score, "reasons": list(m.reasons)}
                for m in found.matches]  # fmt: skip
    left = f"Left out: {found.archived:,} archived, {found.unsubscribed:,} unsubscribed."
    lines = table((m.score, m.name, m.owner or "pool", " ".join(m.reasons)) for m in found.matches)
    total = (
        f"{len(found.matches):,} of {number(found.found, 'contact')}, by {number(found.homes, 'home')} alike. {left}"
    )
    return Answer(document, (*lines, total))


# -- calls --------------------------------------------------------------------------------------------------------


def call_log(given: argparse.Namespace) -> Answer:
    """A call log as one step, or only what would happen."""
    with opened(given) as office:
        facts = office.facts
        file = call_imports.read_call_file(given.file, region=facts.region, zone=facts.zone)
        if given.rehearse:
            plans, step = office.read(call_imports.plan_calls, file, new_leads=given.new_leads), None
            rows = [call_imports.call_row(plan) for plan in plans]
        else:
            done = office.perform(import_calls, file=file, new_leads=given.new_leads)
            value, step = done.value, done.step
            rows = [
                call_imports.call_row(plan, call=call, contact=contact)
                for plan, call, contact in zip(value.plans, value.call_ids, value.contact_ids, strict=True)
            ]
    document = call_imports.call_report(file, rows)
    return Answer({"files": [document], "step": step}, (*_report_lines(document), *_undo_line(step)))
