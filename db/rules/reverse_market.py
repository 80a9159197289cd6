"""For one listing, how well what a contact looked at fits it: points, a score, and the reasons in sentences (R61)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Any, Final, NamedTuple

from db.rules.moments import day_of

DAY_MS: Final = 24 * 60 * 60 * 1000
# What is longer ago says nothing of what is wanted now; and it counts half every HALF_LIFE_DAYS.
MOST_DAYS: Final = 365
HALF_LIFE_DAYS: Final = 90
_HALF_LIFE_MS: Final = HALF_LIFE_DAYS * DAY_MS
POINTS: Final = {"view": 1.0, "favorite": 4.0, "inquiry": 8.0}
# Looking at one home again and again is one wish.
MOST_VIEWS_OF_ONE: Final = 5
PRICE_BAND: Final = 0.4  # homes up to 40 % cheaper or dearer are alike at all; within 15 % fully
_PRICE_ALIKE: Final = 0.15
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEARCH_POINTS: Final = {"place": 3.0, "price": 3.0, "other": 1.5}


@dataclass(frozen=True, slots=True)
class Home:
    """What is compared of a listing. `price` in cents, `floor_area` in square feet, None and "" where unknown."""

    id: int
    price: int | None
    city: str
    postal_code: str
    bedrooms: int | None
    property_type: str
    floor_area: int | None


class Seen(NamedTuple):
    """That a contact viewed, favorited or inquired about a home (`kind`): the last time (ms UTC), how alike the home is
    (0–1), and how often. A named tuple: an office has hundreds of thousands of them.
    """

    kind: str
    at: int
    home: Home
    fit: float
    times: int = 1


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search that the listing meets, and the points for it."""

    title: str
    points: float


def fit(target: Home, other: Home) -> float:
    """How alike two homes are, 0 to 1; a listing is like itself by 1."""
    if target.id == other.id:
        return 1.0
    place = _place(target, other)
    price = _price(target.price, other.price)
    return place * price * (_bedrooms(target, other) + _type(target, other) + _area(target, other)) / 3


def _place(target: Home, other: Home) -> float:
    if target.postal_code and target.postal_code[:5] == other.postal_code[:5]:
        return 1.0
    return 0.6 if target.city and target.city.casefold() == other.city.casefold() else 0.0


def _price(wanted: int | None, other: int | None) -> float:
    if not wanted or not other:
        return 0.6
    apart = abs(other - wanted) / wanted
    return 1.0 if apart <= _PRICE_ALIKE else max(0.0, (PRICE_BAND - apart) / (PRICE_BAND - _PRICE_ALIKE))


def _bedrooms(target: Home, other: Home) -> float:
    if target.bedrooms is None or other.bedrooms is None:
        return 0.6
    return {0: 1.0, 1: 0.7, 2: 0.3}.get(abs(target.bedrooms - other.bedrooms), 0.0)


def _type(target: Home, other: Home) -> float:
    if not target.property_type or not other.property_type:
        return 0.8
    return 1.0 if target.property_type == other.property_type else 0.3


def _area(target: Home, other: Home) -> float:
    if not target.floor_area or not other.floor_area:
        return 0.6
    apart = abs(target.floor_area - other.floor_area) / target.floor_area
    return max(0.0, 1.0 - max(0.0, apart - 0.1) / 0.5)


def points_of(seen: Sequence[Seen], searches: Sequence[SavedSearch], now: int) -> float:
    """All a contact did, weighed: inquiries over favorites over views, the recent over the old, the alike over the less
    alike.
    """
    total = sum(s.points for s in searches)
    for kind, at, _home, alike, times in seen:
        counted = min(times, MOST_VIEWS_OF_ONE) if kind == "view" else times
        total += counted * POINTS[kind] * alike * 0.5 ** (max(0, now - at) / _HALF_LIFE_MS)
    return total


def score_of(points: float) -> int:
    """Points as a score of 0 to 100; more points never score less."""
    return round(100 * (1 - exp(-points / 12)))


def search_points(criteria: Mapping[str, Any], target: Home) -> float:
    """What a saved search is worth for the listing: 0 where it misses one of its criteria or names neither place nor
    price. Criteria: city, postal_code, price_least and price_most (dollars), bedrooms_least, property_type,
    floor_area_least (square feet); what the listing does not tell neither meets nor misses.
    """
    dollars = None if target.price is None else target.price / 100
    met: dict[str, list[bool | None]] = {
        "place": [_word(criteria, "city", target.city), _word(criteria, "postal_code", target.postal_code[:5])],
        "price": [
            _bound(criteria, "price_least", dollars, least=True),
            _bound(criteria, "price_most", dollars, least=False),
        ],
        "other": [
            _bound(criteria, "bedrooms_least", target.bedrooms, least=True),
            _bound(criteria, "floor_area_least", target.floor_area, least=True),
            _word(criteria, "property_type", target.property_type),
        ],
    }
    answers = [a for these in met.values() for a in these]
    if False in answers or not (True in met["place"] or True in met["price"]):
        return 0.0
    return sum(_SEARCH_POINTS[name] for name, these in met.items() if True in these)


def _word(criteria: Mapping[str, Any], key: str, value: str) -> bool | None:
    wanted = str(criteria.get(key) or "").strip().casefold()
    return None if not wanted or not value else wanted == value.casefold()


def _bound(criteria: Mapping[str, Any], key: str, value: float | None, *, least: bool) -> bool | None:
    try:
        bound = float(criteria.get(key) or 0)
    except (TypeError, ValueError):
        return None
    if not bound or value is None:
        return None
    return value >= bound if least else value <= bound


# -- reasons ------------------------------------------------------------------------------------------------------


def reasons(seen: Sequence[Seen], searches: Sequence[SavedSearch], target: Home, zone: str) -> tuple[str, ...]:
    """Why a contact is named, in sentences for the member; never to be quoted to the contact (DOMAIN 1)."""
    said = [_of_itself(kind, [s for s in seen if s.kind == kind and s.home.id == target.id], zone) for kind in _ORDER]
    others = [s for s in seen if s.home.id != target.id]
    said += [_of_others(kind, [s for s in others if s.kind == kind], target, zone) for kind in _ORDER]
    said.append(_span(others))
    said += [f"Their saved search “{s.title}” fits." for s in searches]
    return tuple(filter(None, said))


_ORDER: Final = ("inquiry", "favorite", "view")
_DID: Final = {"inquiry": "Asked about", "favorite": "Saved", "view": "Viewed"}


def _of_itself(kind: str, seen: Sequence[Seen], zone: str) -> str:
    if not seen:
        return ""
    last = _day(max(s.at for s in seen), zone)
    what = "this listing as a favorite" if kind == "favorite" else "this listing"
    times = sum(s.times for s in seen)
    return f"{_DID[kind]} {what} on {last}." if times == 1 else f"{_DID[kind]} {what} {times} times, last on {last}."


def _of_others(kind: str, seen: Sequence[Seen], target: Home, zone: str) -> str:
    homes = {s.home.id: s.home for s in seen}
    if not homes:
        return ""
    count = "a home" if len(homes) == 1 else f"{len(homes)} homes"
    near = sum(bool(h.postal_code) and h.postal_code[:5] == target.postal_code[:5] for h in homes.values())
    where = f" ({'' if near == len(homes) else f'{near} '}in {target.postal_code[:5]})" if near else ""
    favorite = {1: " as a favorite"}.get(len(homes), " as favorites") if kind == "favorite" else ""
    last = _day(max(s.at for s in seen), zone)
    return f"{_DID[kind]} {count} like it{favorite}{where}{'' if len(homes) == 1 else ', last'} on {last}."


def _span(seen: Sequence[Seen]) -> str:
    prices = sorted({s.home.price for s in seen if s.home.price})
    if len(prices) < 2:
        return ""
    return f"Those homes cost {_dollars(prices[0])} to {_dollars(prices[-1])}."


def _dollars(cents: int) -> str:
    return f"${cents // 100:,}"


def _day(at: int, zone: str) -> str:
    day: date = day_of(at, zone)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
