"""How well a contact's history fits a listing, and why in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.rules.reverse_market import (
    DAY_MS,
    Home,
    SavedSearch,
    Seen,
    fit,
    points_of,
    reasons,
    score_of,
    search_points,
)

NOW = 1_795_356_300_000
TARGET = Home(1, 40_000_000, "Tampa", "33606", 3, "house", 1800)


def home(key: int = 2, **values: Any) -> Home:
    return replace(TARGET, id=key, **values)


@pytest.mark.parametrize(
    "worse",
    [
        {"postal_code": "33609"},
        {"price": 50_000_000},
        {"price": None},
        {"bedrooms": 4},
        {"bedrooms": None},
        {"property_type": "condo"},
        {"property_type": ""},
        {"floor_area": 2600},
        {"floor_area": None},
    ],
)
def test_r61_every_difference_makes_a_home_less_alike(worse: dict[str, Any]) -> None:
    assert 0 < fit(TARGET, home(**worse)) < fit(TARGET, home()) == 1.0


def test_a_home_elsewhere_or_far_dearer_is_not_alike() -> None:
    assert fit(TARGET, home(city="Largo", postal_code="33770")) == 0
    assert fit(TARGET, home(price=56_000_000)) == 0
    assert fit(TARGET, home(postal_code="", city="TAMPA")) > 0
    assert fit(replace(TARGET, city="", postal_code=""), home(postal_code="33606")) == 0
    assert fit(TARGET, replace(TARGET, price=None)) == 1.0  # itself, whatever it costs


def test_r61_favorites_and_inquiries_weigh_more_and_the_recent_more_than_the_old() -> None:
    def worth(kind: str, days: int = 0, times: int = 1) -> float:
        return points_of([Seen(kind, NOW - days * DAY_MS, home(), 1.0, times)], [], NOW)

    assert worth("inquiry") > worth("favorite") > worth("view")
    assert worth("view", 90) == pytest.approx(worth("view") / 2)
    assert worth("view", times=9) == worth("view", times=5)
    assert worth("favorite", times=9) > worth("favorite", times=5)
    assert worth("view", -3) == worth("view")  # a clock ahead gives nothing extra


def test_scores_rise_with_points_and_end_at_100() -> None:
    scores = [score_of(points) for points in (0, 1, 5, 20, 500)]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0, 100)


@pytest.mark.parametrize(
    ("criteria", "points"),
    [
        ({"city": "tampa", "price_most": 450_000, "bedrooms_least": 3}, 7.5),
        ({"city": "Tampa"}, 3.0),
        ({"postal_code": "33606", "price_least": "350000"}, 6.0),
        ({"city": "Tampa", "price_most": 390_000}, 0),
        ({"city": "Largo"}, 0),
        ({"bedrooms_least": 2}, 0),
        ({"city": "Tampa", "property_type": "condo"}, 0),
        ({"city": "Tampa", "price_most": "a lot", "floor_area_least": 0}, 3.0),
        ({"city": "Tampa", "price_most": [1]}, 3.0),
        ({}, 0),
    ],
)
def test_r61_a_saved_search_counts_when_it_misses_nothing(criteria: dict[str, Any], points: float) -> None:
    assert search_points(criteria, TARGET) == points


def test_what_the_listing_does_not_tell_neither_meets_nor_misses() -> None:
    bare = Home(1, None, "Tampa", "", None, "", None)
    assert search_points({"city": "Tampa", "price_most": 1, "postal_code": "33606"}, bare) == 3.0


def test_reasons_in_sentences() -> None:
    seen = [
        Seen("view", NOW, TARGET, 1.0, 3),
        Seen("inquiry", NOW - DAY_MS, TARGET, 1.0),
        Seen("favorite", NOW - 40 * DAY_MS, home(2, price=38_000_000), 1.0),
        Seen("favorite", NOW - 41 * DAY_MS, home(4, price=38_000_000), 1.0),
        Seen("view", NOW - 2 * DAY_MS, home(2, price=38_000_000), 1.0, 2),
        Seen("view", NOW - 3 * DAY_MS, home(3, postal_code="33609", price=42_000_000), 0.5),
    ]
    assert reasons(seen, [SavedSearch("Tampa, up to $450,000", 6)], TARGET, "America/New_York") == (
        "Asked about this listing on 21 Nov 2026.",
        "Viewed this listing 3 times, last on 22 Nov 2026.",
        "Saved 2 homes like it as favorites (in 33606), last on 13 Oct 2026.",
        "Viewed 2 homes like it (1 in 33606), last on 20 Nov 2026.",
        "Those homes cost $380,000 to $420,000.",
        "Their saved search “Tampa, up to $450,000” fits.",
    )


def test_reasons_of_little() -> None:
    saved = Seen("favorite", NOW, TARGET, 1.0)
    assert reasons([saved], [], TARGET, "UTC") == ("Saved this listing as a favorite on 22 Nov 2026.",)
    away = Seen("view", NOW, home(2, postal_code=""), 1.0)
    assert reasons([away], [], TARGET, "UTC") == ("Viewed a home like it on 22 Nov 2026.",)
