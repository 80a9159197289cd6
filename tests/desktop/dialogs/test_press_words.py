"""Amounts as typed, and the words of a countdown and of tellings."""

from __future__ import annotations

import pytest

from desktop.dialogs.dispositions.countdown import countdown_words, left_words
from desktop.dialogs.dispositions.money import read_dollars
from desktop.dialogs.dispositions.number_part import counted_words

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("612000", 61_200_000), ("$612,000", 61_200_000), ("612,000.50", 61_200_050), ("612k", 61_200_000),
        (" 1.25 M ", 125_000_000), ("0", None), ("", None), ("a lot", None), ("-5", None), ("6,12", None),
        ("٦٠٠", None), ("9" * 30, None), ("999999m", None),
    ],
)  # fmt: skip
def test_r12_an_amount_as_people_type_it(text: str, cents: int | None) -> None:
    assert read_dollars(text) == cents


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (7 * DAY, "7 d"), (7 * DAY - 1, "7 d"), (7 * DAY - MINUTE, "6 d 23 h"), (DAY, "1 d"),
        (DAY - MINUTE, "23 h 59 min"), (HOUR, "1 h"), (HOUR - MINUTE, "59 min"), (1, "1 min"),
    ],
)  # fmt: skip
def test_r15_what_is_left_in_words(left: int, words: str) -> None:
    assert left_words(left) == words
    assert countdown_words(left, 0) == f"Goes to the pool in {words} unless something happens."


def test_r15_a_hold_that_is_over_says_so() -> None:
    assert countdown_words(5, 5) == "Goes to the pool now: nothing happened."


def test_r17_tellings_in_words() -> None:
    assert counted_words(4) == "Told 4 times so far; it takes effect with this telling."
