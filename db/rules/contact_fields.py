"""The contact's editable fields: key, label, kind of value, and what is wrong with a value (one sentence)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from db.rules import values
from db.rules.dates import read_day
from db.rules.errors import FieldProblemsError


@dataclass(frozen=True, slots=True)
class ContactField:
    """A field a form edits; `key` is the contact's column. `kind`: text, number, choice, stars, day, member."""

    key: str
    label: str
    kind: str = "text"
    choices: values.Pairs = ()
    mass: bool = False  # may be set on many at once (R3)


CONTACT_FIELDS: Final[dict[str, ContactField]] = {
    f.key: f
    for f in (
        ContactField("prefix", "Prefix"),
        ContactField("first_name", "First name"),
        ContactField("middle_name", "Middle name"),
        ContactField("last_name", "Last name"),
        ContactField("suffix", "Suffix"),
        ContactField("nickname", "Nickname"),
        ContactField("company", "Company"),
        ContactField("spouse", "Spouse"),
        ContactField("job_title", "Job title"),
        ContactField("birthday", "Birthday", "day"),
        ContactField("anniversary", "Anniversary", "day"),
        ContactField("source", "Contact source", "choice", values.CONTACT_SOURCES, mass=True),
        ContactField("business_source", "Business source", "choice", values.BUSINESS_SOURCES, mass=True),
        ContactField("contact_type", "Contact type", "choice", values.CONTACT_TYPES, mass=True),
        ContactField("priority", "Priority", "choice", values.PRIORITIES, mass=True),
        ContactField("interest", "Interest", "stars", mass=True),
        ContactField("time_frame", "Time frame", "choice", values.TIME_FRAMES, mass=True),
        ContactField("mls_number", "MLS number"),
        ContactField("lender_id", "Lender", "member", mass=True),
    )
}


def check_contact_values(changes: dict[str, Any]) -> dict[str, Any]:
    """The values, cleaned. Errors: FieldProblemsError with a sentence for every field that is wrong, all at once."""
    problems: dict[str, str] = {}
    clean: dict[str, Any] = {}
    for key, value in changes.items():
        known = CONTACT_FIELDS.get(key)
        if known is None:
            problems[key] = f"There is no field “{key}”."
        elif known.kind == "stars":
            clean[key] = _stars(value, problems)
        elif known.kind == "member":
            clean[key] = _member(known, value, problems)
        else:
            clean[key] = _text(known, str(value), problems)
    if problems:
        raise FieldProblemsError(problems)
    return clean


def _stars(value: Any, problems: dict[str, str]) -> int | None:
    if value in (None, "", "unrated"):
        return None
    if str(value).isdecimal() and int(value) <= 5:
        return int(value)
    problems["interest"] = "Interest is 0 to 5 stars, or not rated."
    return None


def _member(known: ContactField, value: Any, problems: dict[str, str]) -> int | None:
    if value in (None, ""):
        return None
    if str(value).isdecimal():
        return int(value)
    problems[known.key] = f"{known.label} is a member of the office."
    return None


def _text(known: ContactField, value: str, problems: dict[str, str]) -> str:
    clean = " ".join(value.split())
    if len(clean) > 200:
        problems[known.key] = f"{known.label} is longer than 200 characters."
    if known.kind == "day" and clean:
        clean = read_day(clean)
        if not clean:
            problems[known.key] = f"{known.label} is a day, such as 1985-03-07 or March 7, 1985."
    if known.kind == "choice" and known.key == "priority" and clean not in dict(known.choices) and clean:
        problems[known.key] = f"{known.label} is one of {', '.join(label for _, label in known.choices)}."
    return clean
