"""What is said of a listing on the screen: its status as a chip, prices, areas, days, and what it is known by."""

from __future__ import annotations

from typing import Final

from db.queries.listings import ListingRow
from db.rules.listing_values import LISTING_STATUSES
from db.rules.reverse_market import DAY_MS
from desktop.theme.status_colours import DISPOSITION_COLOURS, STATUS_COLOURS, ColourPair
from desktop.widgets.chip_painting import ChipLook

_OVER: Final = STATUS_COLOURS["archive"]
_LOOKS: Final[dict[str, tuple[str, ColourPair]]] = {
    "active": ("circle-check", STATUS_COLOURS["sphere"]),
    "active_under_contract": ("handshake", STATUS_COLOURS["contract"]),
    "coming_soon": ("calendar-clock", STATUS_COLOURS["new_lead"]),
    "pending": ("hourglass", STATUS_COLOURS["active_lead"]),
    "hold": ("pause", DISPOSITION_COLOURS["yellow"]),
    "closed": ("key", STATUS_COLOURS["closed"]),
    "withdrawn": ("log-out", _OVER),
    "canceled": ("x", _OVER),
    "expired": ("clock", _OVER),
    "incomplete": ("circle", _OVER),
    "delete": ("trash", _OVER),
}
LISTING_LOOKS: Final = {
    key: ChipLook(label, _LOOKS[key][0], _LOOKS[key][1].light, _LOOKS[key][1].dark) for key, label in LISTING_STATUSES
}


def listing_look(status: str) -> ChipLook:
    """The chip of a standard status; one that is not RESO's stands as it is written."""
    return LISTING_LOOKS.get(status) or ChipLook(status, "circle", _OVER.light, _OVER.dark)


def dollars(cents: int | None) -> str:
    """A price in dollars, its cents where it has any; "" where there is none."""
    if cents is None:
        return ""
    return f"${cents // 100:,}" if cents % 100 == 0 else f"${cents / 100:,.2f}"


def price_words(row: ListingRow) -> str:
    """What it went for, else what is asked; a rent is one by the month."""
    words = dollars(row.price_cents)
    return f"{words} a month" if words and row.is_lease else words


def square_feet(area: int | None) -> str:
    """An area with its unit; "" where it is not known."""
    return "" if area is None else f"{area:,} sq ft"


def rooms(number: float | None) -> str:
    """A number of rooms: 3, 2.5; "" where it is not known."""
    return "" if number is None else f"{number:g}"


def days_on_market(row: ListingRow, now: int) -> int | None:
    """Whole days since it was listed, up to its closing; None where they are not known."""
    if row.listed_at is None or (row.closed_at is None and row.status == "closed"):
        return None
    end = now if row.closed_at is None else row.closed_at
    return None if end < row.listed_at else (end - row.listed_at) // DAY_MS


def number_words(row: ListingRow) -> str:
    """What it is known by: its MLS number, a past sale's parcel, else the key of its file."""
    return row.mls_number or (f"Parcel {row.listing_key}" if row.recorded and row.listing_key else row.listing_key)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 view, 12 views, 3 inquiries."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def activity_words(views: int, favorites: int, inquiries: int) -> str:
    """What contacts did, in words."""
    parts = (counted(views, "view"), counted(favorites, "favorite"), counted(inquiries, "inquiry", "inquiries"))
    return ", ".join(parts)
