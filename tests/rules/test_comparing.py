"""The period that another is compared with: no day left out, none twice, 29 February too."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from db.rules.comparing import earlier, earlier_spans


def test_the_period_before_and_a_year_before() -> None:
    october = date(2026, 10, 1), date(2026, 10, 30)
    assert earlier(october, "before") == (date(2026, 9, 1), date(2026, 9, 30))
    assert earlier(october, "year") == (date(2025, 10, 1), date(2025, 10, 30))
    leap = date(2028, 2, 29), date(2028, 2, 29)
    assert earlier(leap, "year") == (date(2027, 2, 28), date(2027, 2, 28))


@pytest.mark.parametrize("against", ["before", "year"])
def test_the_spans_follow_one_another_there_too(against: str) -> None:
    first = date(2028, 1, 31)
    spans = [(first + timedelta(days=n * 7), first + timedelta(days=n * 7 + 6)) for n in range(30)]
    whole = spans[0][0], spans[-1][1]
    moved = earlier_spans(spans, whole, against)
    assert (moved[0][0], moved[-1][1]) == earlier(whole, against)
    assert all(b - a == timedelta(days=1) for (_, a), (b, _) in pairwise(moved))
