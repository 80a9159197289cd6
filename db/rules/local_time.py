"""What time it is where a contact may be, and whether that is a time to call (R87)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from db.rules.addresses import is_american, state_of
from db.rules.moments import from_ms

EARLIEST, LATEST = 8, 21  # at the widest, whatever the office says
FROM_SETTING, UNTIL_SETTING = "call_from_hour", "call_until_hour"
# A number that fits more places than that names none: 800, 888 and the like.
MOST_ZONES: Final = 6
_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
)  # fmt: skip
_BY_ZONES: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    ((_EASTERN,), "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV"),
    ((_CENTRAL,), "AL AR IA IL LA MN MO MS OK WI"),
    ((_EASTERN, _CENTRAL), "FL IN KY MI TN"),
    ((_MOUNTAIN,), "CO MT NM UT WY"),
    ((_CENTRAL, _MOUNTAIN), "KS ND NE SD TX"),
    ((_MOUNTAIN, _PACIFIC), "ID OR"),
    ((_PACIFIC,), "CA NV WA"),
    (("America/Phoenix", _MOUNTAIN), "AZ"),  # the Navajo Nation has summer time, the rest of the state has none
    (("America/Anchorage", "America/Adak"), "AK"),
    (("Pacific/Honolulu",), "HI"),
    (("America/Puerto_Rico",), "PR VI"),
    (("Pacific/Guam",), "GU MP"),
    (("Pacific/Pago_Pago",), "AS"),
)
STATE_ZONES: Final[dict[str, tuple[str, ...]]] = {
    state: zones for zones, states in _BY_ZONES for state in states.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CallHours:
    """Hours of the day between which contacts are called, in their own time: from the first on, before the second."""

    first: int = 9
    until: int = 20


@dataclass(frozen=True, slots=True)
class TimeThere:
    """A contact's local times, each once, the earliest clock first; none where neither number nor address says it.

    `quiet` says why it is no time to call ("7:12 there, before 9:00"), "" when it is one in every zone that fits.
    """

    times: tuple[datetime, ...] = ()
    quiet: str = ""

    @property
    def clock(self) -> str:
        """The times alone: "14:32", or "13:32 or 14:32"."""
        return " or ".join(_clock(one) for one in self.times)

    @property
    def words(self) -> str:
        """As the screens say it: "14:32 there"; "" where it is not known."""
        return f"{self.clock} there" if self.times else ""


def call_hours(settings: Mapping[str, Any]) -> CallHours:
    """The office's hours for calls out of its settings, never wider than 8 to 21 (R87)."""
    usual = CallHours()
    first, until = settings.get(FROM_SETTING, usual.first), settings.get(UNTIL_SETTING, usual.until)
    return CallHours(max(int(first), EARLIEST), min(int(until), LATEST))


def contact_zones(numbers: Iterable[str], places: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The time zones a contact may be in, by name, each once: those that their numbers (E.164) and the states and
    countries of their addresses allow, both where they agree on some, else either. () where nothing says it.
    """
    by_number = dict.fromkeys(zone for number in numbers for zone in _zones_of_number(number))
    by_place = dict.fromkeys(zone for state, country in places for zone in _zones_of_place(state, country))
    clocks = {_clock_of(zone) for zone in by_place}
    both = tuple(zone for zone in by_number if _clock_of(zone) in clocks)
    return both or tuple(by_number | by_place)


def time_there(zones: Iterable[str], now: int, *, hours: CallHours, office_zone: str) -> TimeThere:
    """A contact's local time at `now` (ms UTC) in every zone that fits, and whether it is one to call.

    Where no zone is known the office's own hours count, since most of its contacts live around it.
    """
    clocks = {(one.date(), one.hour, one.minute): one for one in (from_ms(now, zone) for zone in zones)}
    times = tuple(clocks[key] for key in sorted(clocks))
    if times:
        return TimeThere(times, next((said for one in times if (said := _quiet(one, hours, "there"))), ""))
    return TimeThere((), _quiet(from_ms(now, office_zone), hours, "here"))


def _quiet(moment: datetime, hours: CallHours, where: str) -> str:
    if moment.hour < hours.first:
        return f"{_clock(moment)} {where}, before {hours.first}:00"
    if moment.hour >= hours.until:
        return f"{_clock(moment)} {where}, after {hours.until}:00"
    return ""


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _zones_of_place(state: str, country: str) -> tuple[str, ...]:
    american = is_american(country, "US")
    return STATE_ZONES.get(state_of(state.strip(), country=country), ()) if american else ()


@lru_cache(maxsize=512)
def _clock_of(zone: str) -> tuple[timedelta | None, ...]:
    """How far a zone is off in winter and in summer: Boise and Denver have one clock."""
    return tuple(datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


@lru_cache(maxsize=4096)
def _zones_of_number(number: str) -> tuple[str, ...]:
    import phonenumbers
    from phonenumbers import timezone

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return ()
    found = tuple(str(zone) for zone in timezone.time_zones_for_geographical_number(parsed))
    return found if len(found) <= MOST_ZONES and "Etc/Unknown" not in found else ()
