"""Reverse-market: for one listing, the contacts whose viewing history and saved searches fit it, ranked (R61)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, func, or_, select, true

from db.models import AlertSearch, Contact, Listing, ListingActivity
from db.queries.listings import PRICE
from db.queries.reader import Reader
from db.rules.errors import NotFoundError, RefusedError
from db.rules.permissions import REFUSALS, Right
from db.rules.phones import format_phone
from db.rules.reverse_market import (
    DAY_MS,
    MOST_DAYS,
    PRICE_BAND,
    Home,
    SavedSearch,
    Seen,
    fit,
    points_of,
    reasons,
    score_of,
    search_points,
)
from db.scratch import numbers
from db.visibility import scope_clause

# The most alike homes tell enough of a taste; more of them would only take time.
MOST_HOMES: Final = 400
HEADER: Final = ("Rank", "Contact", "Status", "Owner", "Phone", "E-mail", "Score", "Reasons")
_HOME: Final = (Listing.id, PRICE, Listing.city, Listing.postal_code, Listing.bedrooms, Listing.property_type,
                Listing.floor_area)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A contact who may want the listing: score of 0 to 100, reasons in sentences. `owner` "" in the pool."""

    contact_id: int
    name: str
    status: str
    owner: str
    phone: str
    email: str
    subscribed: bool
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReverseMarket:
    """The ranking: best first. `found` contacts fit, before the limit; `archived` and `unsubscribed` were left out;
    `homes` is how many listings were taken for alike.
    """

    listing_id: int
    matches: tuple[Match, ...]
    found: int
    archived: int
    unsubscribed: int
    homes: int


def reverse_market(
    reader: Reader, listing_id: int, *, limit: int = 50, with_unsubscribed: bool = False, exporting: bool = False
) -> ReverseMarket:
    """The contacts the member may see (`exporting`: may export) whose last year fits the listing.

    Archived contacts are never named; the unsubscribed only when asked for, and then it is said. Errors: NotFoundError,
    RefusedError without the right to export.
    """
    if exporting and not reader.actor.may(Right.EXPORT):
        raise RefusedError(REFUSALS[Right.EXPORT])
    target, is_lease = _target(reader, listing_id)
    homes = _alike(reader, target, is_lease=is_lease)
    seen = _seen(reader, homes)
    searches = _searches(reader, target) if not is_lease else {}
    people = _people(reader, seen.keys() | searches.keys(), exporting=exporting)
    archived = sum(status == "archive" for status, _subscribed in people.values())
    live = {key: subscribed for key, (status, subscribed) in people.items() if status != "archive"}
    shown = [key for key, subscribed in live.items() if subscribed or with_unsubscribed]
    ranked = sorted(((points_of(seen.get(k, ()), searches.get(k, ()), reader.now), k) for k in shown), key=_best_first)
    named = _named(reader, [key for _points, key in ranked[:limit]])
    matches = []
    for points, key in ranked[:limit]:
        why = reasons(seen.get(key, ()), searches.get(key, ()), target, reader.facts.zone)
        if not live[key]:
            why += ("Unsubscribed: a person may call, but nothing goes out by itself.",)
        matches.append(Match(key, *named[key], live[key], score_of(points), why))
    left = 0 if with_unsubscribed else len(live) - len(shown)
    return ReverseMarket(listing_id, tuple(matches), len(ranked), archived, left, len(homes))


def export_rows(reader: Reader, found: ReverseMarket) -> Iterator[tuple[str, ...]]:
    """The ranking as rows of text under HEADER."""
    labels = {s.key.value: s.label for s in reader.facts.scheme.statuses}
    for rank, one in enumerate(found.matches, 1):
        phone = format_phone(one.phone) if one.phone.startswith("+") else one.phone
        yield (str(rank), one.name, labels.get(one.status, one.status), one.owner or "Pool", phone, one.email,
               str(one.score), " ".join(one.reasons))  # fmt: skip


def _best_first(one: tuple[float, int]) -> tuple[float, int]:
    return -one[0], one[1]


def _target(reader: Reader, listing_id: int) -> tuple[Home, bool]:
    row = reader.connection.execute(select(*_HOME, Listing.is_lease).where(Listing.id == listing_id)).first()
    if row is None:
        raise NotFoundError(f"There is no listing {listing_id}.")
    return Home(*row[:7]), bool(row[7])


def _alike(reader: Reader, target: Home, *, is_lease: bool) -> dict[int, tuple[Home, float]]:
    """The homes most like the target, itself among them, by id with how alike they are."""
    near = [
        column == value
        for column, value in ((Listing.city, target.city), (Listing.postal_code, target.postal_code))
        if value
    ]
    low, high = ((target.price or 0) * (1 - PRICE_BAND), (target.price or 0) * (1 + PRICE_BAND))
    band = or_(PRICE.between(int(low), int(high) + 1), PRICE.is_(None)) if target.price else true()
    wanted = or_(Listing.id == target.id, and_(or_(*near), band, Listing.is_lease.is_(is_lease))) if near else (
        Listing.id == target.id
    )  # fmt: skip
    homes = [Home(*r) for r in reader.connection.execute(select(*_HOME).where(wanted))]
    fits = sorted(((fit(target, home), home) for home in homes), key=lambda one: (-one[0], one[1].id))
    return {home.id: (home, alike) for alike, home in fits[:MOST_HOMES] if alike > 0}


def _seen(reader: Reader, homes: dict[int, tuple[Home, float]]) -> dict[int, list[Seen]]:
    """What each contact did with these homes within MOST_DAYS."""
    a = ListingActivity
    chosen = numbers(reader.connection.dialect.name, homes)
    since = reader.now - MOST_DAYS * DAY_MS
    query = select(a.contact_id, a.listing_id, a.kind, func.max(a.at), func.count()).where(
        a.listing_id.in_(chosen), a.at.between(since, reader.now)
    )
    found: dict[int, list[Seen]] = {}
    for contact, listing, kind, at, times in reader.fetch(query.group_by(a.contact_id, a.listing_id, a.kind)):
        home, alike = homes[listing]
        found.setdefault(contact, []).append(Seen(kind, at, home, alike, times))
    return found


def _searches(reader: Reader, target: Home) -> dict[int, list[SavedSearch]]:
    """The active saved searches that the listing meets."""
    s = AlertSearch
    city = func.lower(func.coalesce(s.criteria["city"].as_string(), ""))
    anywhere_here = city.in_(("", target.city.lower())) if target.city else true()
    wanted = (s.active.is_(True), anywhere_here, _in_reach(reader, target))
    query = select(s.contact_id, s.title, s.criteria).where(*wanted)
    found: dict[int, list[SavedSearch]] = {}
    for contact, title, criteria in reader.connection.execute(query.order_by(s.id)):
        points = search_points(criteria, target)
        if points:
            found.setdefault(contact, []).append(SavedSearch(title, points))
    return found


def _in_reach(reader: Reader, target: Home) -> Any:
    """Leaves out most searches that miss by number before they are read; the rule has the last word (texts pass here).

    PostgreSQL would have to cast what may be no number, and reads them all.
    """
    if reader.connection.dialect.name != "sqlite":
        return true()
    most, rooms = (func.json_extract(AlertSearch.criteria, f"$.{key}") for key in ("price_most", "bedrooms_least"))
    dear = true() if target.price is None else or_(most.is_(None), most == 0, most >= target.price / 100)
    large = true() if target.bedrooms is None else or_(rooms.is_(None), rooms <= target.bedrooms, rooms == "")
    return and_(dear, large)


def _people(reader: Reader, ids: Any, *, exporting: bool) -> dict[int, tuple[str, bool]]:
    """Status and subscription of those the member may see."""
    allowed = scope_clause(reader.actor, Right.EXPORT) if exporting else true()
    query = select(Contact.id, Contact.status, Contact.email_subscribed)
    query = query.where(Contact.id.in_(numbers(reader.connection.dialect.name, ids)), reader.visible, allowed)
    return {key: (status, bool(subscribed)) for key, status, subscribed in reader.fetch(query)}


def _named(reader: Reader, ids: list[int]) -> dict[int, tuple[str, str, str, str, str]]:
    c, names = Contact, reader.facts.members
    query = select(c.id, c.display_name, c.status, c.owner_id, c.primary_phone, c.primary_email)
    found = reader.fetch(query.where(c.id.in_(numbers(reader.connection.dialect.name, ids))))
    return {r[0]: (r[1], r[2], names.get(r[3] or 0, ""), r[4], r[5]) for r in found}
