"""Filters as data: terms that lists, the filter panel, the command line, counts and "why" all read (R74, R91, R92)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from db.rules import values
from db.rules.errors import WrongUseError
from db.rules.moments import read_day
from db.rules.statuses import LABELS


@dataclass(frozen=True, slots=True)
class Field:
    """A field one can filter by. `type`: choice, flag, days, number, text, member or tag. `choices`: key and label;
    `closed`: there are no others.
    """

    key: str
    label: str
    type: str
    choices: values.Pairs = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `op` is one of OPS; several values widen (or), several terms narrow (and) (R74)."""

    field: str
    op: str = "in"
    values: tuple[str, ...] = ()


OPS: Final = {
    "in": "is",
    "not_in": "is not",
    "is_set": "is filled in",
    "not_set": "is empty",
    "within_days": "is within the last",
    "older_than_days": "is longer ago than",
    "on_days": "is from",
    "contains": "contains",
    "yes": "is so",
    "no": "is not so",
}
# Widens a list instead of narrowing it: lead_types.terms_of (R38).
ARCHIVED: Final = "archived"
YES_NO: Final = (("yes", "Yes"), ("no", "No"))
STATUS_CHOICES: Final = tuple((s.value, label) for s, label in LABELS.items())
INTEREST_CHOICES: Final = (("unrated", "Not rated"), *((str(n), f"{n} stars") for n in range(6)))

FIELDS: Final[dict[str, Field]] = {
    f.key: f
    for f in (
        Field("status", "Status", "choice", STATUS_CHOICES),
        Field("kind", "Kind", "choice", values.KINDS),
        Field("owner", "Owner", "member"),
        Field("source", "Contact source", "choice", values.CONTACT_SOURCES),
        Field("business_source", "Business source", "choice", values.BUSINESS_SOURCES),
        Field("type", "Contact type", "choice", values.CONTACT_TYPES),
        Field("priority", "Priority", "choice", values.PRIORITIES),
        Field("interest", "Interest", "choice", INTEREST_CHOICES),
        Field("time_frame", "Time frame", "choice", values.TIME_FRAMES),
        Field("disposition", "Disposition", "text"),
        Field("hashtag", "Hashtag", "tag"),
        Field("lender", "Lender", "member"),
        Field("subscribed", "Subscribed to e-mail", "flag", YES_NO),
        Field("unsubscribe_cause", "Unsubscribed by", "text"),
        Field("seller", "Seller", "flag", YES_NO),
        Field("seller_info", "Seller information", "flag", YES_NO),
        Field("captured_by_text", "Captured by text", "choice", values.TEXT_TYPES),
        Field("pool", "In the pool", "flag", YES_NO),
        Field("has_email", "Has a usable e-mail", "flag", YES_NO),
        Field("has_phone", "Has a usable phone", "flag", YES_NO),
        Field("postal_code", "Postal code", "text"),
        Field("city", "City", "text"),
        Field("created", "Created", "days"),
        Field("searching", "Created or viewed homes", "days"),
        Field("last_viewed", "Viewed homes", "days"),
        Field("last_visit", "Last visit", "days"),
        Field("last_activity", "Last activity", "days"),
        Field("lead_type", "Inquiry type", "choice", values.LEAD_TYPES),
        Field("waiting_inquiry", "Form lead without a first touch", "flag", YES_NO),
        Field("missed_call", "Scheduled call whose time has passed", "flag", YES_NO),
        Field("back_again", "Back after a year", "flag", YES_NO),
        Field("drips", "In a running campaign", "flag", YES_NO),
        Field("alerts", "Has a listing alert", "flag", YES_NO),
        Field("approval", "Waits for an approval", "flag", YES_NO),
        Field("seller_any", "Any seller information", "flag", YES_NO),
        Field(ARCHIVED, "The archived too", "flag", YES_NO),
        Field("touched", "Touched by a member", "flag", YES_NO),
        Field("hold_ending", "Its hold ends within 7 days", "flag", YES_NO),
        Field("unactioned", "Not touched by the owner since they own it", "flag", YES_NO),
        Field("began_as", "Came as", "choice", STATUS_CHOICES),
        Field("reached", "Has, or once had, the status", "choice", STATUS_CHOICES),
        Field("pooled", "Came into the pool", "days"),
        *(Field(f"became_{key}", f"Became {label}", "days") for key, label in STATUS_CHOICES),
        Field("text", "Search", "text"),
    )
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Terms that must all hold. Empty: everything."""

    terms: tuple[Term, ...] = ()

    def with_term(self, term: Term) -> Filter:
        """The filter with `term` in place of any term on the same field; a term without values goes away."""
        others = tuple(t for t in self.terms if t.field != term.field)
        keep = bool(term.values) or term.op in ("is_set", "not_set", "yes", "no")
        return Filter((*others, term) if keep else others)

    def without(self, key: str) -> Filter:
        """The filter without any term on the field `key`."""
        return Filter(tuple(t for t in self.terms if t.field != key))


# More days than anyone has lived through, and few enough for the databases' numbers.
DAYS_DIGITS: Final = 6
# The types of fields whose values are texts of the office's own.
CONTAINS: Final = ("text",)
_HOW_TO: Final = {"days": "a number of days or two dates (year-month-day)"}

_TERM = re.compile(r"^(?P<field>[a-z_]+)(?P<op>!=|~|=|<=|>)(?P<values>.*)$", re.DOTALL)
_BY_SIGN: Final = {"=": "in", "!=": "not_in", "~": "contains", "<=": "within_days", ">": "older_than_days"}
_SIGN: Final = {op: sign for sign, op in _BY_SIGN.items()}
_BETWEEN: Final = ".."


def parse_filter(text: str, fields: Mapping[str, Field] = FIELDS) -> Filter:
    """Read `status=new_lead,active_lead&priority=hot&created<=30&city~Tampa`. Errors: WrongUseError naming the part.

    `fields` are those of contacts, unless the rows are something else (db/rules/lead_fields.py).
    """
    return Filter(_widened(_parse_term(part, fields) for part in text.split("&") if part.strip()))


def _widened(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Several values of one field widen, also where the field is written twice (R74)."""
    found: dict[tuple[str, str], Term] = {}
    for place, term in enumerate(terms):
        key = (term.field, term.op if term.op in ("in", "contains") else f"{term.op} {place}")
        known = found.get(key)
        found[key] = Term(term.field, term.op, tuple(dict.fromkeys(known.values + term.values))) if known else term
    return tuple(found.values())


def _parse_term(part: str, fields: Mapping[str, Field]) -> Term:
    found = _TERM.match(part.strip())
    if not found:
        raise WrongUseError(f"“{part}” is no filter; write field=value, for example status=new_lead.")
    key, op = found["field"], _BY_SIGN[found["op"]]
    if key not in fields:
        raise WrongUseError(f"There is no field “{key}”; the fields are {', '.join(fields)}.")
    chosen = tuple(unquote(v.strip()) for v in found["values"].split(",") if v.strip())
    if op == "in" and fields[key].type == "days" and _BETWEEN in found["values"]:
        return check_term(Term(key, "on_days", tuple(found["values"].strip().split(_BETWEEN, 1))), fields)
    if found["values"].strip() == "*":
        return Term(key, "is_set" if op == "in" else "not_set")
    return check_term(Term(key, op, chosen), fields)


def check_term(term: Term, fields: Mapping[str, Field] = FIELDS) -> Term:
    """The term, or WrongUseError when its values make no sense for its field."""
    known = fields[term.field]
    if known.type == "flag" and term.op == "in" and set(term.values) <= {"yes", "no"} and term.values:
        return Term(term.field, term.values[0]) if len(term.values) == 1 else term
    if term.op == "on_days":
        return _check_days(term, known)
    days = term.op in ("within_days", "older_than_days")
    if term.op in ("in", "not_in", "contains", "within_days", "older_than_days") and days != (known.type == "days"):
        raise WrongUseError(f"{known.label} takes {_HOW_TO.get(known.type, 'a value')}, as in {_example(term, known)}.")
    if days and not (len(term.values) == 1 and term.values[0].isdecimal() and len(term.values[0]) <= DAYS_DIGITS):
        raise WrongUseError(f"{known.label} takes {_HOW_TO['days']}, as in {_example(term, known)}.")
    if term.op == "contains" and known.type not in CONTAINS:
        raise WrongUseError(f"{known.label} is chosen, not searched: write {_example(term, known)}.")
    if known.type == "choice" and (known.closed or term.field in ("status", "kind", "priority", "interest")):
        wrong = [v for v in term.values if v not in dict(known.choices)]
        if wrong:
            words = ", ".join(key for key, _ in known.choices)
            raise WrongUseError(f"“{wrong[0]}” is no {known.label.lower()}; the keys are {words}.")
    if known.type == "flag" and not set(term.values) <= {"yes", "no"}:
        raise WrongUseError(f"{known.label} is yes or no, as in {term.field}=yes.")
    if not term.values and term.op not in ("is_set", "not_set", "yes", "no"):
        raise WrongUseError(f"{known.label} needs a value.")
    return term


def _check_days(term: Term, known: Field) -> Term:
    """The term, whose values are the first and the last day, either of them empty for "ever"."""
    days = [read_day(text) for text in term.values]
    wrong = [text for text, day in zip(term.values, days, strict=True) if text and day is None]
    if known.type != "days" or len(days) != 2 or wrong or not any(days):  # the first and the last
        raise WrongUseError(f"{known.label} takes days, as in {term.field}=2026-11-01..2026-11-30.")
    if days[0] and days[1] and days[1] < days[0]:
        raise WrongUseError(f"{known.label}: {days[1]} is before {days[0]}.")
    return term


def _example(term: Term, known: Field) -> str:
    if known.type == "days":
        return f"{term.field}<=30 or {term.field}=2026-11-01..2026-11-30"
    return f"{term.field}={(known.choices or (('value', ''),))[0][0]}"


def filter_text(spec: Filter) -> str:
    """The filter as `parse_filter` reads it: how saved filters are stored and how a chart's bar names its rows."""
    return "&".join(_term_text(t) for t in spec.terms)


def _term_text(term: Term) -> str:
    if term.op in ("yes", "no"):
        return f"{term.field}={term.op}"
    if term.op in ("is_set", "not_set"):
        return f"{term.field}{'=' if term.op == 'is_set' else '!='}*"
    if term.op == "on_days":
        return f"{term.field}={_BETWEEN.join(term.values)}"
    return f"{term.field}{_SIGN[term.op]}{','.join(quote(v, safe=' #@.+-()') for v in term.values)}"


def term_sentence(
    term: Term, *, names: dict[str, str] | None = None, fields: Mapping[str, Field] = FIELDS
) -> str:  # fmt: skip
    """The term as a chip reads it: "Priority is Hot or Warm". `names` gives words for values such as member ids."""
    known = fields[term.field]
    labels = dict(known.choices) | (names or {})
    if term.op in ("yes", "no"):
        return known.label if term.op == "yes" else f"Not: {known.label.lower()}"
    if term.op == "on_days":
        return f"{known.label} {_days_words(*term.values)}"
    if known.type == "days":
        return f"{known.label} {OPS[term.op]} {' or '.join(term.values)} days"
    if term.field == "hashtag" and term.op == "in":
        return " or ".join(f"#{v}" for v in term.values)
    return f"{known.label} {OPS[term.op]} {' or '.join(labels.get(v, v) for v in term.values)}".strip()


def _days_words(first: str, last: str) -> str:
    if first == last:
        return f"on {first}"
    return f"from {first} to {last}" if first and last else f"since {first}" if first else f"up to {last}"


@dataclass(frozen=True, slots=True)
class Sort:
    """A column key of the table and a direction. Ties are broken by id in the same direction."""

    column: str = "last_activity"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What a table shows: a list, narrowed by a filter and a search, in an order, at a moment (`now`, ms UTC;
    0 means the moment of reading).
    """

    list_key: str = "everyone"
    filter: Filter = field(default_factory=Filter)
    search: str = ""
    sort: Sort = field(default_factory=Sort)
    now: int = 0
