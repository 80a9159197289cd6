"""The charts of the office as data: title, unit, what is counted and by what (DOMAIN 5 and 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.rules.errors import WrongUseError
from db.rules.kpi import FIGURES
from db.rules.moments import month_words, read_day


@dataclass(frozen=True, slots=True)
class ChartDefinition:
    """A chart: `unit` is people or leads; `field` is the filter's field whose values are the bars; `step` is day, week
    or month for a chart over time, "" for another; `shape` says how its bars come about.
    """

    key: str
    title: str
    unit: str
    definition: str
    field: str
    step: str = ""
    shape: str = "value"


# The way of a lead, and how long the pool's contacts have been in it: label, days at least, days at most.
FUNNEL: Final = ("new_lead", "active_lead", "client", "contract", "closed")
POOL_AGES: Final[tuple[tuple[str, int, int | None], ...]] = (
    ("Up to a week", 0, 7), ("8 to 30 days", 8, 30), ("31 to 90 days", 31, 90), ("91 to 365 days", 91, 365),
    ("Over a year", 366, None),
)  # fmt: skip
# A chart in layers shows so many values of its field at most.
MOST_LAYERS: Final = 8
# Charts in whose bars one contact may stand twice.
NESTED: Final = frozenset({"cohort", "entries", "quality", "work"})
_CAME: Final = "Contacts the member may see who came as New Lead or Active Lead"
_VALUES: Final = (
    ("status", "Contacts by status", "status", "by where they stand with the office, the archived too"),
    ("source", "Contacts by source", "source", "by where they came from"),
    ("kind", "Contacts by kind", "kind", "by what there is to reach them by"),
    ("type", "Contacts by type", "type", "by what they are to the office"),
    ("priority", "Contacts by priority", "priority", "by the priority someone gave them"),
    ("time_frame", "Contacts by time frame", "time_frame", "by when they want to move"),
    ("business_source", "Contacts by business source", "business_source", "by where the business came from"),
    ("agent", "Contacts by agent", "owner", "by owner; nobody's are the pool"),
)
# Tables of the office's work: a row for each agent, or each figure; what is a share or an average opens nothing.
WORK_CHARTS: Final = (
    ChartDefinition(
        "kpi_board", "KPI board", "calls and presses",
        "What each agent did in the period. "
        + "; ".join(f"{label}: {words}" for _key, label, words in FIGURES)
        + ". In percent: of the figure before it. Credit stays with who pressed, whoever owns the contact now; source "
        "and type do not narrow it.", "member", shape="work",
    ),
    ChartDefinition(
        "answer_times", "First answer by agent", "leads",
        "Form inquiries asked in the period, by the owner of today: median wait for the first touch by a person, the "
        "wait that nine of ten answered ones do not exceed, the median counted in the office's hours for calls alone, "
        "and of those that lay in the pool first the median until somebody got them; how many were answered within 5 "
        "minutes, an hour, 24 hours, of all that were asked; and those still open.", "owner", shape="work",
    ),
    ChartDefinition(
        "touches", "Calls and touches", "touches",
        "Attempts to reach contacts in the period, by who made them: dials and what came of each, texts, e-mails.",
        "member", shape="work",
    ),
    ChartDefinition(
        "red_audit", "Red audit", "presses",
        "Presses of red dispositions in the period, by kind and agent: all that stand, those that name a record which "
        "confirmed it, and those a broker approved. What was undone is not among them: its number is from the history "
        "of changes, and opens nothing.", "member", shape="work",
    ),
    ChartDefinition(
        "pool_health", "Pool health", "people",
        "The pool now, without the archived: how many, and how long half of them have been in it at least; claims and "
        "releases a day of the period, of the last 30 days where none is chosen, undone ones left out; and contacts "
        "that come to the pool soon unless something happens.", "figure", shape="work",
    ),
)  # fmt: skip
CHARTS: Final = (
    *(
        ChartDefinition(key, title, "people", f"Contacts the member may see, {words}.", field)
        for key, title, field, words in _VALUES
    ),
    *(
        ChartDefinition(
            f"created_{step}", f"New contacts by {step}", "people",
            f"Contacts the member may see, by the {step} in which they were created, on the office's clock.",
            "created", step, "time",
        )
        for step in ("day", "week", "month")
    ),
    ChartDefinition(
        "funnel_cohort", "Funnel of those who came", "people",
        f"{_CAME} and were created in the period, and how many of them have come to each status or a later one since, "
        "whenever that was.", "status", shape="cohort",
    ),
    ChartDefinition(
        "funnel_period", "Funnel of the period", "people",
        f"{_CAME} and were created in the period, and contacts that changed to each later status in it, whenever "
        "they came.", "status", shape="entries",
    ),
    ChartDefinition(
        "conversion", "Conversion by source", "people",
        f"{_CAME} and were created in the period, by source: how many of them became Client, Contract or Closed since.",
        "source", shape="conversion",
    ),
    ChartDefinition(
        "conversion_period", "Conversion of the period by source", "people",
        "Contacts the member may see that changed to Client in the period, whenever they came, by source: how many, "
        "held against those who came as New Lead or Active Lead in it.", "source", shape="conversion_period",
    ),
    ChartDefinition(
        "source_quality", "Quality of sources", "people",
        "Contacts the member may see who were created in the period, by source: all, those a member has touched, those "
        "who became Client or more, the invalid, the unsubscribed.", "source", shape="quality",
    ),
    ChartDefinition(
        "unactioned", "Not touched since they have an owner", "people",
        "Contacts the member may see, without the archived, whose owner has not touched them since they own them, "
        "by owner; the period is that of their creation.", "owner", shape="unactioned",
    ),
    *(
        ChartDefinition(
            f"leads_{key}", f"Leads by {words}", "leads",
            f"Leads of contacts the member may see, each action one, by {of}; the period is when they occurred.",
            field, shape="lead_value",
        )
        for key, words, of, field in (
            ("type", "type of inquiry", "what the consumer did", "lead_type"),
            ("source", "source", "where they came from, else where the contact did", "source"),
            ("agent", "agent", "the owner of the contact today", "owner"),
            ("status", "status of the contact", "where the contact stands today", "status"),
        )
    ),
    *(
        ChartDefinition(
            f"leads_{step}", f"Leads by {step}", "leads",
            f"Leads of contacts the member may see, by the {step} in which they occurred, on the office's clock.",
            "occurred", step, "lead_time",
        )
        for step in ("day", "week", "month")
    ),
    *(
        ChartDefinition(
            f"leads_{step}_by_{key}", f"Leads by {step} and {words}", "leads",
            f"Leads of contacts the member may see, by the {step} in which they occurred, on the office's clock, "
            f"and by {of}; of many the {MOST_LAYERS - 1} largest, and all others together.",
            field, step, "lead_layers",
        )
        for key, words, of, field in (
            ("source", "source", "where they came from, else where the contact did", "source"),
            ("status", "status of the contact", "where the contact stands today", "status"),
            ("agent", "agent", "the owner of the contact today", "owner"),
            ("type", "type of inquiry", "what the consumer did", "lead_type"),
        )
        for step in ("day", "week", "month")
    ),
    ChartDefinition(
        "first_answer", "First answer", "leads",
        "Form inquiries of contacts the member may see, by the time from the inquiry to the first touch by a person; "
        "those nobody has answered are open. The period is when they were asked.",
        "first_answer", shape="first_answer",
    ),
    ChartDefinition(
        "pool_age", "Time in the pool", "people",
        "Contacts of the pool, without the archived, by the days since they came into it; no period narrows it.",
        "pooled", shape="pool_age",
    ),
    *WORK_CHARTS,
)  # fmt: skip
# How many bars a chart over time shows when no first day is given.
BARS: Final = {"day": 30, "week": 26, "month": 24}
MOST_BARS: Final = 1_000


def chart_definition(key: str) -> ChartDefinition:
    """The chart `key`; WrongUseError names the keys there are."""
    for one in CHARTS:
        if one.key == key:
            return one
    raise WrongUseError(f"There is no chart “{key}”; the charts are {', '.join(c.key for c in CHARTS)}.")


def span_label(step: str, first: date, last: date) -> str:
    """The days of a bar over time: "Nov 2026", "2026-11-22", "2026-11-16 – 2026-11-22"."""
    if step == "month":
        return f"{month_words(first)} {first.year}"
    return str(first) if first == last else f"{first} – {last}"


def beyond(status: str) -> tuple[str, ...]:
    """`status` and the stages of the funnel after it."""
    return FUNNEL[FUNNEL.index(status) :]


def period(first: str, last: str) -> tuple[date | None, date | None]:
    """First and last day as given, None where nothing is. Errors: WrongUseError for what is no day, or none after."""
    for text in (first, last):
        if text and read_day(text) is None:
            raise WrongUseError(f"“{text}” is no day; write it as 2026-11-22.")
    start, end = read_day(first), read_day(last)
    if start and end and end < start:
        raise WrongUseError(f"{end} is before {start}.")
    return start, end


def first_of(step: str, day: date) -> date:
    """The first day of the day, week (Monday) or month that `day` lies in."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def buckets(step: str, start: date | None, end: date) -> list[tuple[date, date]]:
    """First and last day of each bar up to `end`, oldest first; the outermost are cut to the period.

    Without `start` as many bars as BARS says. Errors: WrongUseError for more than MOST_BARS.
    """
    found: list[tuple[date, date]] = []
    last = end
    while len(found) < BARS[step] if start is None else last >= start:
        first = first_of(step, last)
        found.append((max(first, start) if start else first, last))
        last = first - timedelta(days=1)
        if len(found) > MOST_BARS:
            raise WrongUseError(f"That would be more than {MOST_BARS:,} bars; choose a shorter period or longer steps.")
    return found[::-1]
