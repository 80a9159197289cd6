"""What runs for the contacts by itself: the office's campaigns, who is in them, and the listing alerts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from db.rules.standing import ENDED, FINISHED, PAUSED, RUNNING

from .model import Contact
from .moments import DAY, token
from .teller import LATEST

CAMPAIGNS: Final = ("key", "title", "locked", "steps")
ENROLMENTS: Final = ("contact", "campaign", "since", "state", "why", "step", "next")
ALERTS: Final = ("contact", "created", "title", "active", "city", "most", "bedrooms")


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign: steps are the day, the channel and the title of each; `statuses` are whom it is for."""

    key: str
    title: str
    locked: bool
    steps: tuple[tuple[int, str, str], ...]
    statuses: tuple[str, ...]


PLANS: Final = (
    Plan("welcome", "New buyer welcome", True, (
        (0, "email", "Welcome, and how we search"), (1, "text", "A short hello"), (4, "email", "What lenders ask for"),
        (11, "email", "Neighborhoods of Tampa Bay"), (25, "email", "How an offer is written"),
        (45, "call", "Ask how the search goes"), (75, "email", "Insurance and flood zones"),
        (120, "email", "Still looking?"), (240, "email", "Half a year on the market"), (420, "email", "A year later"),
        (800, "email", "Whenever you are ready"),
    ), ("new_lead",)),
    Plan("search", "Active search", True, (
        (0, "email", "How showings work"), (7, "email", "Reading a disclosure"), (21, "text", "Open houses this week"),
        (60, "email", "Prices this quarter"), (180, "email", "When a search takes longer"),
        (800, "email", "Looking back at the market"),
    ), ("active_lead",)),
    Plan("warm_up", "Prospect warm-up", False, (
        (0, "email", "Nice to know you"), (30, "email", "What homes near you sold for"), (90, "call", "A short call"),
        (365, "email", "A year of sales near you"), (800, "email", "Two years of sales near you"),
    ), ("prospect",)),
    Plan("in_touch", "Sphere: keep in touch", False, (
        (0, "email", "Hello from the office"), (60, "email", "Storm season checklist"), (150, "call", "Say hello"),
        (300, "email", "Property tax calendar"), (800, "email", "Two years of Tampa Bay"),
    ), ("sphere",)),
    Plan("after_closing", "After the closing", True, (
        (0, "email", "Thank you"), (30, "call", "How is the new home?"), (180, "email", "Homestead exemption"),
        (365, "email", "One year in your home"), (800, "email", "What your home may be worth"),
    ), ("closed",)),
    Plan("under_way", "Paperwork, step by step", True, (
        (0, "email", "What happens now"), (5, "email", "Inspection week"), (800, "email", "After the move"),
    ), ("client", "contract")),
)  # fmt: skip
# Of those who can be mailed: how many in a hundred are in their campaign, and how many have an alert.
IN_CAMPAIGN: Final = {
    "sphere": 62, "prospect": 48, "new_lead": 74, "active_lead": 70, "client": 40, "contract": 22, "closed": 57,
}  # fmt: skip
WITH_ALERT: Final = {
    "sphere": 14, "prospect": 31, "new_lead": 66, "active_lead": 86, "client": 68, "contract": 12, "closed": 17,
}  # fmt: skip


def make_standing(rng: Random, cast: list[Contact]) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """The lines of campaigns.csv, enrolments.csv and alerts.csv; `rng` is their own, so that no life changes."""
    campaigns = [
        [plan.key, plan.title, "yes" if plan.locked else "",
         ";".join(f"{day} {channel} {title}" for day, channel, title in plan.steps)]
        for plan in PLANS
    ]  # fmt: skip
    enrolments, alerts = [], []
    for contact in sorted(cast, key=lambda c: (c.created, c.key)):
        if not contact.email:
            continue
        enrolments += _enrolments(rng, contact)
        alerts += _alerts(rng, contact)
    return campaigns, enrolments, alerts


def _unsubscribed(contact: Contact) -> bool:
    return bool(contact.unsubscribed) or any(row.what == "unsubscribe" for row in contact.rows)


def _same_day(at: int, rng: Random) -> int:
    """Soon after a moment, on its day; nothing later than what the office's past ends with."""
    return min(at + rng.randrange(2, 40), at // DAY * DAY + DAY - 1)


def _entered(contact: Contact) -> tuple[int, str]:
    """When the contact came to its status, and to which it belonged before."""
    moves = [(row.at, row.a) for row in contact.rows if row.what == "status"]
    before = moves[-2][1] if len(moves) > 1 else contact.start
    return (moves[-1][0], before) if moves else (contact.created, "")


def _plan_for(status: str) -> Plan | None:
    return next((plan for plan in PLANS if status in plan.statuses), None)


def _enrolments(rng: Random, contact: Contact) -> list[list[str]]:
    lines = []
    at, before = _entered(contact)
    since = _same_day(at, rng)
    earlier, plan = _plan_for(before), _plan_for(contact.final)
    if before and earlier is not None and earlier is not plan and rng.random() < 0.6:
        began = _same_day(contact.created, rng)
        if began < since:
            why = "Archived" if contact.final == "archive" else "The status changed"
            lines.append(_line(contact, earlier, began, ENDED, why, _step(earlier, since - began)))
    if plan is not None and since <= LATEST and rng.randrange(100) < IN_CAMPAIGN[contact.final]:
        state, why = _state(rng, contact)
        lines.append(_line(contact, plan, since, state, why, _step(plan, -since)))
    return lines


def _state(rng: Random, contact: Contact) -> tuple[str, str]:
    if _unsubscribed(contact):
        return ENDED, "Unsubscribed"
    replied = [row for row in contact.rows if row.what == "touch" and row.b == "replied" and row.at > -10 * DAY]
    if replied:
        return PAUSED, "They replied"
    return (FINISHED, "Ended early by the agent") if rng.randrange(100) < 4 else (RUNNING, "")


def _step(plan: Plan, passed: int) -> int:
    """How many steps have been sent so many minutes after the beginning."""
    return sum(day * DAY <= passed for day, _channel, _title in plan.steps)


def _line(contact: Contact, plan: Plan, since: int, state: str, why: str, step: int) -> list[str]:
    following = ""
    if state == RUNNING and step < len(plan.steps):
        # nothing is due on the making day: it goes out in the morning of a later one
        due = max(since // DAY + plan.steps[step][0], 1)
        following = token(due * DAY + 9 * 60)
    return [contact.key, plan.key, token(since), state, why, str(step), following]


def _alerts(rng: Random, contact: Contact) -> list[list[str]]:
    saved = [row for row in contact.rows if row.what == "lead" and row.a == "saved_search"][:3]
    wanted = rng.randrange(100) < WITH_ALERT.get(contact.final, 30)
    moments = [row.at for row in saved] or ([_same_day(contact.created, rng)] if wanted else [])
    lines = []
    for number, at in enumerate(moments):
        if number and rng.random() < 0.5:
            continue
        live = wanted and contact.final != "archive" and not _unsubscribed(contact)
        lines.append(_alert(rng, contact, at, active=live and rng.randrange(100) < 95))
    return lines


def _alert(rng: Random, contact: Contact, at: int, *, active: bool) -> list[str]:
    city = contact.home.city or "Tampa"
    most = (contact.price // 25_000 + 1) * 25_000
    bedrooms = rng.choice((2, 3, 3, 4))
    title = f"{city}, {bedrooms} bedrooms or more, up to ${most:,}"
    return [contact.key, token(at), title, "yes" if active else "", city, str(most), str(bedrooms)]
