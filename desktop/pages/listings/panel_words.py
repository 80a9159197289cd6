"""What is said of one listing: read on a worker, handed to the panel as plain words (R61, R85)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.queries.listing_page import Inquiry, ListingPage, Unseen, Viewer, Week, listing_page, viewers
from db.queries.reader import Reader
from db.rules.moments import day_words, month_words
from db.rules.values import LEAD_TYPES, PROPERTY_TYPES, label_of
from desktop import times
from desktop.charts.bars import Bar
from desktop.item_models.event_words import wait
from desktop.item_models.listing_words import (
    activity_words,
    counted,
    days_on_market,
    dollars,
    number_words,
    price_words,
    rooms,
    square_feet,
)

RECORDED: Final = "A past sale out of public records, for comparison: nothing here is for sale."
WEEKS: Final = 12
MOST_OF_WEEK: Final = 10_000
# RESO's fields without a column of ours that are worth a line, and what they are called here.
_DETAILS: Final = (
    ("Agent", "ListAgentFullName"),
    ("Office", "ListOfficeName"),
    ("Buyer's agent", "BuyerAgentFullName"),
    ("Source", "SourceSystemName"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An inquiry as a row: who, what, when; all of it on hover."""

    contact_id: int
    name: str
    kind: str
    when: str
    tip: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody who viewed, saved or asked, as a row."""

    contact_id: int
    name: str
    views: int
    did: str
    when: str
    tip: str


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """Everything the panel shows of one listing; `unseen` is "" where the member sees everybody who did something.

    `asked_of` and `looked_of` are how many there are, of which the newest are in `asked` and `looked`.
    """

    listing_id: int
    name: str
    line: str
    status: str
    price: str
    note: str
    fields: tuple[tuple[str, str], ...]
    activity: str
    unseen: str
    weeks: tuple[Bar, ...]
    mondays: tuple[str, ...]
    asked: tuple[Asked, ...]
    asked_of: int
    looked: tuple[Looked, ...]
    looked_of: int
    recorded: bool = False


def panel_facts(reader: Reader, listing_id: int) -> PanelFacts:
    """Read it all on one connection. Errors: NotFoundError when there is no such listing (any more)."""
    page = listing_page(reader, listing_id, weeks=WEEKS)
    row = page.row
    kind = label_of(PROPERTY_TYPES, row.property_type)
    number = number_words(row) if row.street else ""
    place = ", ".join(filter(None, (row.city, " ".join(filter(None, (row.region, row.postal_code))))))
    return PanelFacts(
        listing_id, row.name, " · ".join(filter(None, (place, f"MLS {number}" if row.mls_number and number else number,
        kind))), row.status, price_words(row) or "No price", RECORDED if row.recorded else "", _fields(reader, page),
        activity_words(row.views, row.favorites, row.inquiries), unseen_words(page.unseen),
        _bars(page.weeks), tuple(week.first_day for week in page.weeks),
        tuple(_asked(reader, one) for one in page.inquiries), page.asked,
        tuple(_looked(reader, one) for one in page.viewers), page.looked, row.recorded,
    )  # fmt: skip


def looked_in_week(reader: Reader, listing_id: int, monday: str) -> tuple[Looked, ...]:
    """Who viewed the listing in a week, named by its Monday: their views add up to the week's bar (R92)."""
    found = viewers(reader, listing_id, week=monday, people=MOST_OF_WEEK)
    return tuple(_looked(reader, one) for one in found if one.views)


def unseen_words(unseen: Unseen) -> str:
    """What others did whom the member may not see: counted only (R19)."""
    if not unseen.contacts:
        return ""
    done = activity_words(unseen.views, unseen.favorites, unseen.inquiries)
    return f"Not in these figures: {done} of {counted(unseen.contacts, 'contact')} you may not see."


def _fields(reader: Reader, page: ListingPage) -> tuple[tuple[str, str], ...]:
    row, zone = page.row, reader.facts.zone_info
    days = days_on_market(row, reader.now)

    def day(at: int | None) -> str:
        return "" if at is None else times.short_date(at, reader.now, zone)

    listed = "" if row.list_price_cents is None or row.close_price_cents is None else dollars(row.list_price_cents)
    pairs = [
        ("Asked", listed),
        ("Rooms", ", ".join(filter(None, (_noun(row.bedrooms, "bedroom"), _noun(row.bathrooms, "bathroom"))))),
        ("Living area", square_feet(row.floor_area)),
        ("Lot", square_feet(row.lot_square_feet)),
        ("Built", "" if row.year_built is None else str(row.year_built)),
        ("Listed", day(row.listed_at)),
        ("Closed", day(row.closed_at)),
        ("On the market", "" if days is None else counted(days, "day")),
        *((label, page.details.get(key, "")) for label, key in _DETAILS),
    ]
    return tuple((label, value) for label, value in pairs if value)


def _noun(number: float | None, noun: str) -> str:
    return "" if number is None else f"{rooms(number)} {noun}{'' if number == 1 else 's'}"


def _bars(weeks: tuple[Week, ...]) -> tuple[Bar, ...]:
    """Every second one has its Monday below, not the last: the half of it would be cut off."""
    bars = []
    for number, week in enumerate(weeks):
        monday = date.fromisoformat(week.first_day)
        first, last = f"{monday.day} {month_words(monday)}", day_words(monday + timedelta(days=6))
        mark = first if (len(weeks) - number) % 2 == 0 else ""
        bars.append(Bar(week.first_day, week.views, name=f"{first} to {last}", mark=mark))
    return tuple(bars)


def _asked(reader: Reader, one: Inquiry) -> Asked:
    zone = reader.facts.zone_info
    answered = one.first_touch_at is not None
    state = (
        f"Answered after {wait(one.occurred_at, one.first_touch_at or 0)}"
        if answered
        else f"Waiting {wait(one.occurred_at, reader.now)}"
    )
    tip = "\n".join(filter(None, (times.full(one.occurred_at, zone), state, one.message)))
    when = times.ago(one.occurred_at, reader.now, zone)
    return Asked(one.contact_id, one.name, label_of(LEAD_TYPES, one.lead_type), when, tip)


def _looked(reader: Reader, one: Viewer) -> Looked:
    zone = reader.facts.zone_info
    status = reader.facts.scheme.style(one.status).label
    done = activity_words(one.views, one.favorites, one.inquiries)
    tip = f"{one.name}: {status}, {one.owner or 'Pool'}\n{done}\nLast {times.full(one.last_at, zone)}"
    when = times.ago(one.last_at, reader.now, zone)
    return Looked(one.contact_id, one.name, one.views, did_words(one), when, tip)


def did_words(one: Viewer) -> str:
    """What a contact did, in few words: "3 views, saved, asked twice"."""
    views = counted(one.views, "view") if one.views else ""
    asked = {0: "", 1: "asked", 2: "asked twice"}.get(one.inquiries, f"asked {one.inquiries:,} times")
    return ", ".join(filter(None, (views, "saved" if one.favorites else "", asked)))
