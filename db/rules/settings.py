"""The office's settings: what each means and may hold, and how a scheme of statuses is written as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from db.rules.alerts import DIGEST_HOUR
from db.rules.claims import (
    DAYS_SETTING,
    LIMIT_SETTING,
    SPARED,
    WARNING_DAYS,
    WARNING_SETTING,
    setting_of,
)
from db.rules.claims import MOST as MOST_CLAIMS
from db.rules.errors import FieldProblemsError
from db.rules.lead_types import SEARCHING_DAYS
from db.rules.local_time import EARLIEST, FROM_SETTING, LATEST, UNTIL_SETTING, CallHours
from db.rules.phones import find_phones
from db.rules.statuses import EIGHT, SCHEMES, Scheme, Status, StatusStyle

LONGEST_LABEL: Final = 24
LONGEST_TEXT: Final = 200
MOST_DAYS: Final = 3_650
HOURS: Final = 24
# Statuses that a rule of the office sets by itself, and which rule that is: nobody may hide them.
SET_BY_RULES: Final[dict[Status, str]] = {
    Status.NEW_LEAD: "Leads that arrive get it.",
    Status.ACTIVE_LEAD: "A contact's first reply sets it.",
    Status.CLIENT: "Make Client sets it.",
    Status.CONTRACT: "A transaction under way sets it.",
    Status.CLOSED: "A transaction that closes sets it.",
    Status.ARCHIVE: "It takes in those nobody intends to communicate with.",
}


@dataclass(frozen=True, slots=True)
class OfficeSetting:
    """A setting of the broker's: `kind` is text, phone, region, zone, days, count, hour, call_hour or yes_no; `meaning`
    is a sentence.
    """

    key: str
    label: str
    kind: str
    meaning: str
    default: str | int | bool


OFFICE_SETTINGS: Final = (
    OfficeSetting("name", "Name of the office", "text", "It stands in the window's title.", "Brokerdesk office"),
    OfficeSetting("phone", "Phone", "phone", "The number at which contacts reach the office. It may be empty.", ""),
    OfficeSetting(
        "postal_address", "Postal address", "text",
        "Every automated message has to carry it. It may be empty as long as none is sent.", "",
    ),
    OfficeSetting(
        "region", "Region for numbers", "region",
        "A phone number typed or imported without a country's code is read as one of this country.", "US",
    ),
    OfficeSetting(
        "zone", "Time zone", "zone",
        "Days begin and end by its clock, and every time on the screen is told in it.", "America/New_York",
    ),
    OfficeSetting(
        "searching_days", "Actively searching, days", "days",
        "A contact is Actively Searching for so many days after it was added or last viewed homes; then it is "
        "Not Searching, by the clock alone.", SEARCHING_DAYS,
    ),
    OfficeSetting(
        "searching_viewed_only", "Only viewing counts", "yes_no",
        "Having been added does not make a contact Actively Searching; viewing homes on the site does.", False,
    ),
    OfficeSetting(
        "update_request_days", "Update requests, days",
        "days", "The owner of a contact with an active lead is asked for an update once in so many days.", 14,
    ),
    OfficeSetting(
        "digest_hour", "Activity digest, hour", "hour",
        "At this hour of the day, 0 to 23, owners are told what their contacts did on the site since the day before.",
        DIGEST_HOUR,
    ),
    OfficeSetting(
        FROM_SETTING, "Calls, from hour", "call_hour",
        "Before this hour where the contact is, 8 to 21, whoever calls is warned.", CallHours().first,
    ),
    OfficeSetting(
        UNTIL_SETTING, "Calls, until hour", "call_hour",
        "From this hour on where the contact is, 8 to 21, whoever calls is warned.", CallHours().until,
    ),
    OfficeSetting(
        LIMIT_SETTING, "Most claims", "count",
        "How many contacts an agent may hold by claiming. 0: as many as they like. What a broker assigns is not "
        "limited.", 0,
    ),
    OfficeSetting(
        DAYS_SETTING, "Untouched days", "count",
        "A contact whose owner has neither tried to reach it, nor written a note, nor pressed a disposition for so "
        "many days goes back to the pool by itself. 0: never.", 0,
    ),
    OfficeSetting(
        WARNING_SETTING, "Days of warning", "days",
        "So many days before, the owner is told, and whatever they do with the contact keeps it.", WARNING_DAYS,
    ),
    *(
        OfficeSetting(
            setting_of(status), f"Also with status {status.value.capitalize()}", "yes_no",
            "Its untouched contacts go back to the pool too.", False,
        )
        for status in SPARED
    ),
)  # fmt: skip
NEEDED: Final = frozenset({"name", "region", "zone"})


def check_office(values: Mapping[str, Any], *, region: str = "US") -> dict[str, Any]:
    """`values` by key, cleaned; keys that are not in OFFICE_SETTINGS pass as they are.

    `region` is the office's own, for a phone number that comes without one. Errors: FieldProblemsError, a sentence
    for every key that is wrong.
    """
    known = {setting.key: setting for setting in OFFICE_SETTINGS}
    clean, problems = dict(values), {}
    for key in known.keys() & values.keys():
        clean[key], problem = _check(known[key], values[key], str(values.get("region") or region))
        if problem:
            problems[key] = problem
    if problems:
        raise FieldProblemsError({key: problems[key] for key in known if key in problems})
    return clean


def _check(setting: OfficeSetting, value: Any, region: str) -> tuple[Any, str]:
    if setting.kind == "yes_no":
        return bool(value), ""
    text = " ".join(str(value).split())
    if not text and setting.key in NEEDED:
        return value, f"{setting.label} cannot be empty."
    if len(text) > LONGEST_TEXT:
        return value, f"{setting.label} has room for {LONGEST_TEXT} characters."
    if setting.kind == "days":
        is_number = text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= MOST_DAYS
        return (int(text), "") if is_number else (value, f"It is a number of days from 1 to {MOST_DAYS:,}.")
    if setting.kind == "count":
        counts = text.isascii() and text.isdecimal() and len(text) <= 6 and int(text) <= MOST_CLAIMS
        return (int(text), "") if counts else (value, f"It is a number from 0 to {MOST_CLAIMS:,}.")
    if setting.kind == "hour":
        is_hour = text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) < HOURS
        return (int(text), "") if is_hour else (value, "It is an hour of the day from 0 to 23.")
    if setting.kind == "call_hour":
        fits = text.isascii() and text.isdecimal() and len(text) <= 2 and EARLIEST <= int(text) <= LATEST
        return (int(text), "") if fits else (value, f"It is an hour of the day from {EARLIEST} to {LATEST}.")
    if setting.kind == "zone":
        found = _zones().get(text.casefold(), "")
        return found, "" if found else f"“{text}” is no time zone; one is America/New_York."
    if setting.kind == "region":
        return text.upper(), "" if text.upper() in regions() else f"“{text}” is no country's two letters, such as US."
    if setting.kind == "phone" and text:
        phones = find_phones(text, region if region in regions() else "US")
        if len(phones) != 1 or not phones[0].usable:
            return value, f"“{text}” is no phone number."
        return phones[0].e164, ""
    return text, ""


@cache
def regions() -> frozenset[str]:
    """The countries that phone numbers are known of, by their two letters."""
    import phonenumbers

    return frozenset(phonenumbers.SUPPORTED_REGIONS)


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}


@cache
def zone_names() -> tuple[str, ...]:
    """The time zones one may choose, in order; those without a place in their name are left out, save UTC."""
    return tuple(sorted(n for n in available_timezones() if n == "UTC" or ("/" in n and not n.startswith("Etc/"))))


def check_scheme(scheme: Scheme) -> Scheme:
    """The scheme with its labels cleaned (R1).

    Errors: FieldProblemsError by status: an empty, long or taken label, or a status hidden that rules set.
    """
    problems: dict[str, str] = {}
    taken: dict[str, str] = {}
    styles = []
    for style in scheme.statuses:
        label = " ".join(style.label.split())
        same = taken.setdefault(label.casefold(), style.key.value)
        if not label:
            problems[style.key.value] = "A status needs a label."
        elif len(label) > LONGEST_LABEL:
            problems[style.key.value] = f"A label has room for {LONGEST_LABEL} characters."
        elif same != style.key.value:
            problems[style.key.value] = f"Another status is called {label} already."
        elif not style.in_use and style.key in SET_BY_RULES:
            problems[style.key.value] = f"{label} cannot be hidden. {SET_BY_RULES[style.key]}"
        styles.append(StatusStyle(style.key, label, style.icon, style.in_use, style.light, style.dark))
    if problems:
        raise FieldProblemsError(problems)
    return Scheme(scheme.key, scheme.title, tuple(styles), scheme.archive_unsubscribes)


def read_scheme(value: Any) -> Scheme:
    """The scheme a setting holds: base, whether Archive unsubscribes, and each status with label, use and colours."""
    if not isinstance(value, dict):
        return EIGHT
    base = SCHEMES.get(str(value.get("base", "eight")), EIGHT)
    changed = {str(s["key"]): s for s in value.get("statuses", [])}
    order = [*changed, *(s.key.value for s in base.statuses if s.key.value not in changed)]
    statuses = tuple(_style(base.style(key), changed.get(key, {})) for key in order)
    return Scheme(base.key, base.title, statuses, bool(value.get("unsubscribes", base.archive_unsubscribes)))


def write_scheme(scheme: Scheme) -> dict[str, Any]:
    """A scheme as `read_scheme` reads it."""
    statuses = [
        {"key": s.key.value, "label": s.label, "in_use": s.in_use, "light": s.light, "dark": s.dark}
        for s in scheme.statuses
    ]
    return {"base": scheme.key, "statuses": statuses, "unsubscribes": scheme.archive_unsubscribes}


def _style(style: StatusStyle, change: dict[str, Any]) -> StatusStyle:
    return StatusStyle(
        Status(style.key),
        str(change.get("label") or style.label),
        style.icon,
        bool(change.get("in_use", style.in_use)),
        str(change.get("light") or ""),
        str(change.get("dark") or ""),
    )
