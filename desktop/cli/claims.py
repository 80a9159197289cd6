"""The command about who holds which contacts: claims (R19, R20)."""

from __future__ import annotations

import argparse
from typing import Any

from db.office import Office
from db.queries import claims as query
from db.rules.claims import MOST_DAYS
from db.rules.errors import WrongUseError
from db.rules.moments import iso
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words this command understands."""
    one = subs["claims"]
    one.add_argument("--member", dest="whose", default="", metavar="NAME", help="only what this member holds")
    one.add_argument(
        "--untouched", type=whole, default=0, metavar="DAYS", help="only what is untouched for so many days"
    )
    one.add_argument("--ended", action="store_true", help="what was held before too")


def claims(given: argparse.Namespace) -> Answer:
    """Who holds what since when, the longest untouched first."""
    if given.ended and given.untouched:
        raise WrongUseError("--untouched is about what is held now; it does not go with --ended.")
    if given.untouched > MOST_DAYS:
        raise WrongUseError(f"--untouched takes {MOST_DAYS:,} days at most.")
    with opened(given) as office:
        member = _member(office, given.whose)
        most, wanted = query.MOST, {"untouched": given.untouched, "ended": given.ended}
        found = office.read(query.claims, member_id=member, most=most + 1, **wanted)
    parts = [row for row in found if row.until is None], [row for row in found if row.until is not None]
    rows = [row for part in parts for row in part[:most]]
    document = [_document(row) for row in rows]
    lines = table(
        (d["contact"]["id"], d["contact"]["name"], d["owner"], d["since"][:10], d["how"], d["ended"] or "holds it",
         number(d["days_held"], "day"), "" if d["days_untouched"] is None else f"untouched {d['days_untouched']:,}")
        for d in document
    )  # fmt: skip
    if len(rows) < len(found):
        lines = (*lines, f"The first {most:,} of each kind; there are more. Narrow them with --member or --untouched.")
    return Answer(document, lines or ("Nobody holds such a contact.",))


def _member(office: Office, name: str) -> int | None:
    if not name:
        return None
    found = office.facts.member_ids.get(name.casefold())
    if found is None:
        raise WrongUseError(f"There is no member called {name}.")
    return found


def _document(row: query.ClaimRow) -> dict[str, Any]:
    return {
        "contact": {"id": row.contact_id, "name": row.contact}, "owner": row.owner, "since": iso(row.since),
        "how": row.how, "until": iso(row.until) if row.until is not None else None, "ended": row.ended,
        "days_held": row.days_held, "days_untouched": row.days_untouched, "status": row.status,
    }  # fmt: skip
