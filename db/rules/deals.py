"""Deals: their stages, what each means for the contact's status, the deal form, and the checklist (R7, R14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from db.rules.errors import FieldProblemsError, WrongUseError
from db.rules.moments import day_words, read_day
from db.rules.statuses import Scheme, Status

SETTING: Final = "deals"
FORM: Final = "form"  # where a deal comes from that no other system told of
PENDING, CONTINGENCIES, CLEAR, CLOSED, FELL = (
    "pending", "contingencies", "clear_to_close", "closed", "fell_through",
)  # fmt: skip
OPEN_STAGES: Final = (PENDING, CONTINGENCIES, CLEAR)
LONGEST_LABEL: Final = 24
LONGEST_TEXT: Final = 200
MOST_ITEMS: Final = 60
MOST_DAYS: Final = 730
MOST_CENTS: Final = 10**12
# How many days after the opening, or before the closing day, an item of the standard list is due.
AFTER_OPENING, BEFORE_CLOSING = "after_opening", "before_closing"


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the board: its key, what the office calls it, and what it means."""

    key: str
    label: str
    meaning: str


STAGES: Final = (
    Stage(PENDING, "Pending", "Under contract; the deal form is being filled in."),
    Stage(CONTINGENCIES, "Contingencies", "Inspection, appraisal, financing: what has to be met or waived."),
    Stage(CLEAR, "Clear to close", "Everything is met; the closing day is waited for."),
    Stage(CLOSED, "Closed", "The sale has closed; the contact becomes Closed."),
    Stage(FELL, "Fell through", "The sale will not be; the contact has the status it had before."),
)
STAGE_KEYS: Final = tuple(stage.key for stage in STAGES)


@dataclass(frozen=True, slots=True)
class StandardItem:
    """An item of the standard checklist. `counts` is AFTER_OPENING or BEFORE_CLOSING, "" for no due day."""

    title: str
    counts: str = ""
    days: int = 0

    def due_on(self, opened: date, closing: date | None) -> str:
        """The ISO day it is due; "" where it has none, or the closing day is not known yet."""
        if self.counts == AFTER_OPENING:
            return (opened + timedelta(days=self.days)).isoformat()
        if self.counts == BEFORE_CLOSING and closing is not None:
            return (closing - timedelta(days=self.days)).isoformat()
        return ""


STANDARD: Final = (
    StandardItem("Contract signed by all parties", AFTER_OPENING, 1),
    StandardItem("Earnest money received", AFTER_OPENING, 3),
    StandardItem("Title and escrow opened", AFTER_OPENING, 3),
    StandardItem("Inspection done", AFTER_OPENING, 10),
    StandardItem("Appraisal received", BEFORE_CLOSING, 14),
    StandardItem("Loan approved", BEFORE_CLOSING, 7),
    StandardItem("Final walk-through", BEFORE_CLOSING, 1),
    StandardItem("Closing documents signed", BEFORE_CLOSING, 0),
)


@dataclass(frozen=True, slots=True)
class DealSettings:
    """What the office calls the stages, in their order, and its standard checklist."""

    stages: tuple[Stage, ...] = STAGES
    checklist: tuple[StandardItem, ...] = STANDARD

    def label(self, key: str) -> str:
        """What a stage is called."""
        return next((stage.label for stage in self.stages if stage.key == key), key)


def read_deal_settings(value: Any) -> DealSettings:
    """What the office's setting holds, over what ships; what cannot be read stays as it ships."""
    if not isinstance(value, dict):
        return DealSettings()
    labels = value.get("labels")
    named = labels if isinstance(labels, dict) else {}
    stages = tuple(replace(stage, label=str(named.get(stage.key) or stage.label)) for stage in STAGES)
    rows = value.get("checklist")
    if not isinstance(rows, list):
        return DealSettings(stages)
    items = tuple(_read_item(row) for row in rows if isinstance(row, dict) and row.get("title"))
    return DealSettings(stages, items)


def _read_item(row: Mapping[str, Any]) -> StandardItem:
    counts, days = str(row.get("counts") or ""), row.get("days")
    known = counts if counts in (AFTER_OPENING, BEFORE_CLOSING) else ""
    return StandardItem(str(row["title"]), known, days if isinstance(days, int) and 0 <= days <= MOST_DAYS else 0)


def write_deal_settings(settings: DealSettings) -> dict[str, Any]:
    """The same as `read_deal_settings` reads it."""
    items = [{"title": one.title, "counts": one.counts, "days": one.days} for one in settings.checklist]
    return {"labels": {stage.key: stage.label for stage in settings.stages}, "checklist": items}


def check_deal_settings(settings: DealSettings) -> DealSettings:
    """The settings with their words trimmed. Errors: FieldProblemsError by stage, or by "item N" counted from 1."""
    problems: dict[str, str] = {}
    stages, taken = [], set()
    for stage in settings.stages:
        label = " ".join(stage.label.split())
        if not label or len(label) > LONGEST_LABEL:
            problems[stage.key] = f"A stage is called something, in {LONGEST_LABEL} characters at most."
        elif label.casefold() in taken:
            problems[stage.key] = f"Another stage is called {label} already."
        taken.add(label.casefold())
        stages.append(replace(stage, label=label))
    items = [replace(one, title=" ".join(one.title.split())) for one in settings.checklist]
    titles: set[str] = set()
    for place, one in enumerate(items, 1):
        if one.title.casefold() in titles:
            problems[f"item {place}"] = f"“{one.title}” is on the checklist already."
        titles.add(one.title.casefold())
        if not one.title or len(one.title) > LONGEST_TEXT or not 0 <= one.days <= MOST_DAYS:
            problems[f"item {place}"] = (
                f"An item has a title of {LONGEST_TEXT} characters at most, and 0 to {MOST_DAYS} days."
            )
    if tuple(stage.key for stage in stages) != STAGE_KEYS or len(items) > MOST_ITEMS:
        problems["list"] = f"The five stages stay in their order; a checklist has {MOST_ITEMS} items at most."
    if problems:
        raise FieldProblemsError(problems)
    return DealSettings(tuple(stages), tuple(items))


# -- the deal form --------------------------------------------------------------------------------------------

# Fields of the deal form that are texts, with what they are called.
TEXTS: Final[tuple[tuple[str, str], ...]] = (
    ("property", "Property"),
    ("mls_number", "MLS number"),
    ("buyer", "Buyer"),
    ("seller", "Seller"),
    ("contingencies", "Contingencies"),
)
DAYS: Final[tuple[tuple[str, str], ...]] = (("accepted_on", "Accepted on"), ("closing_on", "Closing day"))
FIELDS: Final = ("price_cents", *(key for key, _label in DAYS), *(key for key, _label in TEXTS))
LABELS: Final = {"price_cents": "Price"} | dict(DAYS) | dict(TEXTS)


def check_form(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the deal form, cleaned; None or "" empties one. `price_cents` is in cents, days are ISO.

    Errors: WrongUseError for a field there is not; FieldProblemsError with a sentence for each that is wrong.
    """
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise WrongUseError(f"A deal has no {', '.join(sorted(unknown))}; it has {', '.join(FIELDS)}.")
    clean: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for key, value in values.items():
        clean[key], problem = _check_field(key, value)
        if problem:
            problems[key] = problem
    if problems:
        raise FieldProblemsError(problems)
    return clean


def _check_field(key: str, value: Any) -> tuple[Any, str]:
    if value is None or value == "":
        return None, ""
    if key == "price_cents":
        good = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_CENTS
        return value, "" if good else "A price is more than nothing and less than ten billion dollars."
    if key in dict(DAYS):
        return value, "" if read_day(str(value)) else f"{LABELS[key]} is a day such as 2026-12-18."
    text = " ".join(str(value).split())
    return text, "" if len(text) <= LONGEST_TEXT else f"{LABELS[key]} has room for {LONGEST_TEXT} characters."


def with_form(details: Mapping[str, Any], changes: Mapping[str, Any], *, at: int) -> dict[str, Any]:
    """The details of a deal after `changes` of a person's at the moment `at` (ms UTC); "told" keeps when each field
    was said last, so that an older word never overwrites a newer one (R7).
    """
    told = dict(details.get("told") or {}) | {key: at for key, v in changes.items() if details.get(key) != v}
    after = dict(details) | dict(changes)
    kept = {key: value for key, value in after.items() if value is not None and key != "told"}
    return kept | ({"told": told} if told else {})


def closing_day(details: Mapping[str, Any]) -> date | None:
    """The closing day of a deal, where one is known."""
    return read_day(str(details.get("closing_on") or ""))


def check_title(title: str) -> str:
    """The title of an item, trimmed. Errors: FieldProblemsError."""
    clean = " ".join(title.split())
    if not clean or len(clean) > LONGEST_TEXT:
        raise FieldProblemsError({"title": f"An item has a title of {LONGEST_TEXT} characters at most."})
    return clean


def check_due(due_on: str) -> str:
    """The day an item is due, "" for none. Errors: FieldProblemsError."""
    if due_on and read_day(due_on) is None:
        raise FieldProblemsError({"due_on": "An item is due on a day such as 2026-12-18, or on none."})
    return due_on


def check_stage(stage: str) -> str:
    """The key of a stage. Errors: WrongUseError that names the keys there are."""
    if stage not in STAGE_KEYS:
        raise WrongUseError(f"“{stage}” is no stage of a deal; the keys are {', '.join(STAGE_KEYS)}.")
    return stage


# -- what a move means for the contact (R7) ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """A contact and its deals, as far as a move matters: its status, the stage of the deal that moves ("" for one
    that is opened), what the contact was before it, and the stages of its other deals.
    """

    status: str
    stage: str
    before: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """What a move does: the status that the contact gets, and what it goes back to should the deal fall through."""

    status: str
    before: str
    why: str = ""


def move(standing: Standing, to: str) -> Move:
    """What becomes of the contact when a deal goes to the stage `to` (R7, R14): Contract while any of its deals is
    open, Closed when the last closes, and when it falls through the status it had, as long as nobody gave it another.
    """
    status, before = standing.status, _before(standing)
    if _kind(standing.stage) == _kind(to) or (not standing.stage and to == FELL):
        return Move(status, before)
    if to in OPEN_STAGES:
        return Move(Status.CONTRACT.value, before)
    if any(stage in OPEN_STAGES for stage in standing.others):
        return Move(status, before, "Another deal of the contact is open.")
    if to == CLOSED:
        return Move(Status.CLOSED.value, before)
    if status not in (Status.CONTRACT.value, Status.CLOSED.value):
        return Move(status, before, "Somebody has given the contact another status since.")
    if CLOSED in standing.others:
        return Move(Status.CLOSED.value, before, "Another deal of the contact has closed.")
    return Move(before, before) if before else Move(status, before, "What the status was before is not known.")


def _kind(stage: str) -> str:
    """Open, closed, fallen through, or none yet: only from one of these to another does the status follow."""
    return "open" if stage in OPEN_STAGES else stage


def _before(standing: Standing) -> str:
    """What the contact goes back to: what it is now, unless a deal has made it so."""
    if not standing.stage:
        return standing.before if standing.before and standing.status == Status.CONTRACT.value else standing.status
    made_by_deal = standing.status == Status.CONTRACT.value or (
        standing.stage == CLOSED and standing.status == Status.CLOSED.value
    )
    return standing.before if made_by_deal or (standing.before and standing.stage in OPEN_STAGES) else standing.status


def move_words(standing: Standing, to: str, scheme: Scheme) -> str:
    """What a move does to the contact, said before it and after it: a sentence; "" where the status stays by itself."""
    found = move(standing, to)
    if found.status != standing.status:
        return f"The status becomes {scheme.style(Status(found.status)).label}."
    if _kind(standing.stage) == _kind(to):
        return ""
    return f"The status stays {scheme.style(Status(found.status)).label}. {found.why}".strip()


def days_words(closing: date | None, today: date) -> str:
    """When a deal closes, as its card says it: "closes in 12 days", "closing was 3 days ago", "no closing day"."""
    if closing is None:
        return "No closing day"
    days = (closing - today).days
    if days < 0:
        return "Closing was yesterday" if days == -1 else f"Closing was {-days:,} days ago"
    if days > MOST_DAYS:
        return f"Closes {day_words(closing)}"
    return "Closes today" if not days else "Closes tomorrow" if days == 1 else f"Closes in {days:,} days"


def moved_dues(
    items: Sequence[tuple[int, str, str]], standard: Sequence[StandardItem], opened: date,
    closings: tuple[date | None, date | None],
) -> list[tuple[int, str]]:  # fmt: skip
    """The items (id, title, due day) whose due day follows the closing day from one to another, with the new one; a
    day that a person has set stays.
    """
    by_title = {one.title: one for one in standard}
    was, becomes = closings
    found = []
    for key, title, due in items:
        one = by_title.get(title)
        if one is None or due != one.due_on(opened, was):
            continue
        new = one.due_on(opened, becomes)
        if new and new != due:
            found.append((key, new))
    return found
