"""One listing's page: facts, what contacts did with it week by week, who asked and who looked (R61, R85)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Integer, func, not_, select

from db.models import Contact, Lead, Listing, ListingActivity
from db.queries.listings import ListingRow, rows, visible_activity
from db.queries.reader import Reader
from db.rules.errors import NotFoundError
from db.rules.listing_values import ACTIVITY_KINDS, ACTIVITY_OF_LEAD, CURRENT_STATUSES
from db.rules.moments import day_of, day_start

_INQUIRIES: Final = tuple(lead_type for lead_type, kind in ACTIVITY_OF_LEAD.items() if kind == "inquiry")


@dataclass(frozen=True, slots=True)
class Week:
    """What contacts did with a listing in a week; `first_day` is its Monday, ISO, by the office's clock."""

    first_day: str
    views: int
    favorites: int
    inquiries: int


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A lead about the listing."""

    lead_id: int
    contact_id: int
    name: str
    lead_type: str
    message: str
    occurred_at: int
    first_touch_at: int | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A contact who looked at the listing, and how."""

    contact_id: int
    name: str
    status: str
    owner: str
    views: int
    favorites: int
    inquiries: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Unseen:
    """What contacts did whom the member may not see: counted, and nothing else is told of them (R19)."""

    contacts: int = 0
    views: int = 0
    favorites: int = 0
    inquiries: int = 0


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One listing: its row, RESO fields without a column of ours, weeks (oldest first), and who asked and looked.

    Row, weeks and people are those of contacts the member may see; `unseen` counts the others. `asked` and `looked`
    are how many inquiries and viewers there are, of which the tuples hold the newest.
    """

    row: ListingRow
    listing_key: str
    details: dict[str, str]
    modified_at: int | None
    current: bool
    weeks: tuple[Week, ...]
    inquiries: tuple[Inquiry, ...]
    viewers: tuple[Viewer, ...]
    asked: int = 0
    looked: int = 0
    unseen: Unseen = Unseen()


def listing_page(reader: Reader, listing_id: int, *, weeks: int = 12, people: int = 200) -> ListingPage:
    """A listing with the activity of contacts the member may see, `people` of them at most.

    Errors: NotFoundError.
    """
    row = rows(reader, (listing_id,)).get(listing_id)
    if row is None:
        raise NotFoundError(f"There is no listing {listing_id}.")
    more = reader.connection.execute(
        select(Listing.listing_key, Listing.details, Listing.modified_at).where(Listing.id == listing_id)
    ).one()
    return ListingPage(
        row, more.listing_key, dict(more.details), more.modified_at, row.status in CURRENT_STATUSES,
        _weeks(reader, listing_id, weeks), _inquiries(reader, listing_id, people),
        viewers(reader, listing_id, people=people), *_how_many(reader, listing_id), _unseen(reader, row),
    )  # fmt: skip


def _how_many(reader: Reader, listing_id: int) -> tuple[int, int]:
    """Inquiries and viewers the member may see."""
    asked = select(func.count()).select_from(Lead).join(Contact, Contact.id == Lead.contact_id)
    asked = asked.where(Lead.listing_id == listing_id, Lead.lead_type.in_(_INQUIRIES), reader.visible)
    a = ListingActivity
    looked = select(func.count(a.contact_id.distinct())).where(a.listing_id == listing_id, visible_activity(reader))
    return int(reader.connection.scalar(asked) or 0), int(reader.connection.scalar(looked) or 0)


def _unseen(reader: Reader, row: ListingRow) -> Unseen:
    if reader.actor.sees_all:
        return Unseen()
    a = ListingActivity
    hidden = (a.listing_id == row.id, not_(visible_activity(reader)))
    tally = dict(reader.fetch(select(a.kind, func.count()).where(*hidden).group_by(a.kind)))
    contacts = reader.connection.scalar(select(func.count(a.contact_id.distinct())).where(*hidden))
    return Unseen(int(contacts or 0), *(int(tally.get(kind, 0)) for kind, _label in ACTIVITY_KINDS))


def _weeks(reader: Reader, listing_id: int, most: int) -> tuple[Week, ...]:
    zone, a = reader.facts.zone, ListingActivity
    today = day_of(reader.now, zone)
    monday = today - timedelta(days=today.weekday())
    days = [monday - timedelta(weeks=n) for n in range(most - 1, -1, -1)]
    starts = [day_start(day, zone) for day in days]
    tally = {day: {"view": 0, "favorite": 0, "inquiry": 0} for day in days}
    query = select(a.kind, a.at).where(a.listing_id == listing_id, a.at >= starts[0], a.at <= reader.now)
    for kind, at in reader.connection.execute(query.where(visible_activity(reader))):
        day = day_of(at, zone)
        tally[day - timedelta(days=day.weekday())][kind] += 1
    return tuple(Week(d.isoformat(), t["view"], t["favorite"], t["inquiry"]) for d, t in tally.items())


def _inquiries(reader: Reader, listing_id: int, most: int) -> tuple[Inquiry, ...]:
    lead, c = Lead, Contact
    columns = (lead.id, c.id, c.display_name, lead.lead_type, lead.message, lead.occurred_at, lead.first_touch_at)
    asked = (lead.listing_id == listing_id, lead.lead_type.in_(_INQUIRIES), reader.visible)
    query = select(*columns).join(c, c.id == lead.contact_id).where(*asked)
    found = reader.connection.execute(query.order_by(lead.occurred_at.desc(), lead.id.desc()).limit(most))
    return tuple(Inquiry(*r) for r in found)


def viewers(reader: Reader, listing_id: int, *, week: str = "", people: int = 200) -> tuple[Viewer, ...]:
    """The newest `people` who looked and whom the member may see; `week`: only in that week, named by its Monday."""
    a, c = ListingActivity, Contact
    of_kind = [func.sum((a.kind == kind).cast(Integer)).label(kind) for kind, _label in ACTIVITY_KINDS]
    of = select(a.contact_id, *of_kind, func.max(a.at).label("last_at")).where(a.listing_id == listing_id)
    if week:
        monday, zone = date.fromisoformat(week), reader.facts.zone
        next_week = day_start(monday + timedelta(weeks=1), zone)
        of = of.where(a.at >= day_start(monday, zone), a.at < next_week, a.at <= reader.now)
    looked = of.group_by(a.contact_id).subquery("looked").c
    columns = (c.id, c.display_name, c.status, c.owner_id, looked.view, looked.favorite, looked.inquiry, looked.last_at)
    query = select(*columns).join(c, c.id == looked.contact_id).where(reader.visible)
    names = reader.facts.members
    found = reader.connection.execute(query.order_by(looked.last_at.desc(), c.id.desc()).limit(people))
    return tuple(
        Viewer(key, name, status, names.get(owner or 0, ""), views, favorites, inquiries, last_at)
        for key, name, status, owner, views, favorites, inquiries, last_at in found
    )
