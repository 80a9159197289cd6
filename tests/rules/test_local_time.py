"""The local time of a contact and the hours for calls, at their boundaries and across a change of clocks (R87)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db.rules.addresses import STATES
from db.rules.errors import FieldProblemsError
from db.rules.local_time import STATE_ZONES, CallHours, call_hours, contact_zones, time_there
from db.rules.moments import to_ms
from db.rules.settings import check_office

EASTERN, CENTRAL, PACIFIC = "America/New_York", "America/Chicago", "America/Los_Angeles"
TAMPA, SEATTLE, TOLL_FREE = "+18135550142", "+12065550142", "+18005550142"


def at(day: str, hour: str) -> int:
    """A moment of UTC."""
    return to_ms(datetime.fromisoformat(f"{day}T{hour}:00").replace(tzinfo=UTC))


def quiet(zones: tuple[str, ...], moment: int) -> str:
    return time_there(zones, moment, hours=CallHours(), office_zone=EASTERN).quiet


@pytest.mark.parametrize(
    ("numbers", "places", "zones"),
    [
        ([TAMPA], [], (EASTERN,)),
        ([TAMPA], [("WA", "")], (EASTERN, PACIFIC)),
        ([SEATTLE], [("Washington", "USA"), ("Wa", "")], (PACIFIC,)),
        ([], [("FL", "")], (EASTERN, CENTRAL)),
        ([TAMPA], [("FL", "")], (EASTERN,)),  # of a state's two, the one that the number allows too
        (["+19862345678"], [("Idaho", "")], ("America/Boise", PACIFIC)),  # another name of the same clock
        ([TOLL_FREE], [], ()),  # it fits every zone there is, and says nothing
        (["+442079460958"], [("WA", "Australia")], ("Europe/London",)),
        (["", "12", "+1"], [("", ""), ("Bavaria", "Germany")], ()),
    ],
)
def test_r87_zones_are_what_number_and_address_allow(
    numbers: list[str], places: list[tuple[str, str]], zones: tuple[str, ...]
) -> None:
    assert contact_zones(numbers, places) == zones


def test_r87_every_state_has_its_zones_and_each_is_known() -> None:
    assert set(STATE_ZONES) == set(STATES)
    now = at("2026-11-22", "14:05")
    for zones in STATE_ZONES.values():
        assert time_there(zones, now, hours=CallHours(), office_zone=EASTERN).times


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        ("13:59", "8:59 there, before 9:00"),
        ("14:00", ""),
        ("00:59", ""),  # 19:59 the evening before
        ("01:00", "20:00 there, after 20:00"),
        ("12:12", "7:12 there, before 9:00"),
    ],
)
def test_r87_calls_are_warned_of_before_and_after_the_hours(hour: str, said: str) -> None:
    assert quiet((EASTERN,), at("2026-11-22", hour)) == said


def test_r87_in_every_zone_that_fits() -> None:
    noon_east = at("2026-11-22", "15:30")
    there = time_there((EASTERN, PACIFIC), noon_east, hours=CallHours(), office_zone=EASTERN)
    assert (there.clock, there.words) == ("7:30 or 10:30", "7:30 or 10:30 there")
    assert there.quiet == "7:30 there, before 9:00"
    assert time_there((EASTERN, "America/Detroit"), noon_east, hours=CallHours(), office_zone=EASTERN).clock == "10:30"
    nowhere = time_there((), at("2026-11-22", "12:00"), hours=CallHours(), office_zone=EASTERN)
    assert (nowhere.words, nowhere.quiet) == ("", "7:00 here, before 9:00")


def test_r87_the_hours_follow_a_change_of_clocks() -> None:
    """On 1 November 2026 New York goes from UTC-4 to UTC-5, on 14 March 2027 back; Phoenix never does."""
    assert quiet((EASTERN,), at("2026-10-31", "13:00")) == ""
    assert quiet((EASTERN,), at("2026-11-01", "13:00")) == "8:00 there, before 9:00"
    assert quiet((EASTERN,), at("2027-03-14", "13:00")) == ""
    assert quiet(("America/Phoenix",), at("2026-10-31", "16:00")) == quiet(
        ("America/Phoenix",), at("2026-11-01", "16:00")
    )
    two_sides_of_midnight = time_there(("Pacific/Guam", "Pacific/Honolulu"), at("2026-11-22", "14:05"),
                                       hours=CallHours(), office_zone=EASTERN)  # fmt: skip
    assert two_sides_of_midnight.clock == "4:05 or 0:05"


def test_r87_the_office_sets_the_hours_within_the_widest() -> None:
    assert call_hours({}) == CallHours(9, 20)
    assert call_hours({"call_from_hour": 10, "call_until_hour": 18}) == CallHours(10, 18)
    assert call_hours({"call_from_hour": 6, "call_until_hour": 23}) == CallHours(8, 21)
    assert check_office({"call_from_hour": "8"}) == {"call_from_hour": 8}
    for wrong in ("7", "22", "x", ""):
        with pytest.raises(FieldProblemsError):
            check_office({"call_until_hour": wrong})
