"""Offices of many shapes, made through the gate from a seed, and the moments at which their lists are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from db.actions import action, members, settings, statuses, subscriptions
from db.models import (
    AlertSearch,
    Approval,
    Base,
    Campaign,
    Contact,
    ContactProperty,
    Enrolment,
    Lead,
    Task,
    Touch,
    Underwriting,
)
from db.office import Office
from db.rules.permissions import Right
from db.rules.standing import OPEN, STATES
from db.rules.statuses import SEVEN, Status
from db.rules.values import LEAD_TYPES
from db.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import AGENT, DAY, HOUR, LENDER, OTHER_AGENT, UNDERWRITER, add, these
from tests.office_fixtures import START, FakeClock

BOTH: Final = "Otto Both"
ZONES: Final = (
    "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC",
    "America/St_Johns",
)  # fmt: skip
SIZES: Final = (9, 14, 0, 4, 12, 1)  # how many contacts
DAYS: Final = (90, 90, 60, 1, 365)
VIEWS: Final = ("visit", "viewed_listing", "favorite", "saved_search", "favorite", "favorite")


@dataclass
class Shape:
    """What an office is like; everything follows from the seed."""

    seed: int
    dice: Random = field(init=False)
    zone: str = field(init=False)
    days: int = field(init=False)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)  # the same office for the same seed
        self.zone = self.dice.choice(ZONES)
        self.days = self.dice.choice(DAYS)

    @property
    def edges(self) -> tuple[int, ...]:
        """Ages at which something begins or ends by the clock alone."""
        return (0, HOUR, 2 * DAY, self.days * DAY, 90 * DAY, 365 * DAY, 367 * DAY, 700 * DAY)

    def moment(self, now: int = START) -> int:
        """A moment of something: at an edge, a millisecond beside it, at a change of the clock, in the future."""
        dice = self.dice
        kind = dice.randrange(10)
        if kind < 6:
            return now - dice.choice(self.edges) + dice.choice((-1, 0, 0, 1))
        if kind == 6:
            return now + dice.choice((1, HOUR, 40 * DAY))
        changes = clock_changes(self.zone)
        if kind == 7 and changes:
            return dice.choice(changes) + dice.choice((-HOUR, -1, 0, 1, HOUR))
        return now - dice.randrange(800 * DAY)

    def looks(self, count: int) -> list[int]:
        """Moments at which the office is looked at: always the one it was made for, and its neighbours in turn."""
        ahead = [at for at in clock_changes(self.zone) if at > START]
        others = [START + 1, START - 1, START + self.days * DAY, START + 2 * DAY + 1, START - 400 * DAY]
        others += [ahead[0], ahead[0] - 1] if ahead else []
        return [START, *self.dice.sample(others, min(count - 1, len(others)))]


def clock_changes(zone: str) -> list[int]:
    """The moments of three years at which the zone's clock jumps, to the millisecond."""
    place, found = ZoneInfo(zone), []
    at = datetime(2024, 6, 1, tzinfo=UTC)
    while at < datetime(2027, 6, 1, tzinfo=UTC):
        later = at + timedelta(days=1)
        low, high = at, later
        if low.astimezone(place).utcoffset() != high.astimezone(place).utcoffset():
            while high - low > timedelta(milliseconds=1):
                middle = low + (high - low) / 2
                same = middle.astimezone(place).utcoffset() == at.astimezone(place).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(round(high.timestamp() * 1000))
        at = later
    return found


def fill(office: Office, clock: FakeClock, shape: Shape) -> list[int]:
    """Give the office its settings, members and contacts; gives the contacts' ids."""
    dice = shape.dice
    office.perform(members.add_member, name=BOTH, roles=("agent", "lender"))
    values = {"zone": shape.zone, "searching_days": shape.days, "searching_viewed_only": dice.random() < 0.3}
    office.perform(settings.set_office, values=values)
    if dice.random() < 0.4:
        office.perform(settings.set_scheme, scheme=SEVEN)
    ids = []
    for number in range(SIZES[shape.seed % len(SIZES)]):
        clock.now = shape.moment()
        ids.append(_contact(office, dice, number))
    clock.now = START
    if ids:
        office.perform(invent, rows=_happenings(office, shape, ids))
        _changes(office, shape, ids)
    return ids


def _contact(office: Office, dice: Random, number: int) -> int:
    where = dice.choice(("", "1 Main St, Tampa, 02134", "9 Dune Rd, Boston, 33602"))
    return add(
        office, f"{dice.choice(('Ann', 'Bea', 'Cal', ''))} Lee{'abcdefghijklmn'[number]}".strip(),
        owner=dice.choice((AGENT, AGENT, OTHER_AGENT, BOTH, "", "")), status=dice.choice(list(Status)).value,
        email=dice.choice((f"p{number}@example.com", f"p{number}@example.com", "no address", "")),
        phone=dice.choice((f"(813) 555-01{number + 10}", "")), address=where,
        captured_by_text=dice.choice(("", "", "mls", "app")), tags=dice.choice(("", "loft")),
        valuation_address=dice.choice(("", "", where)), sell_form_at=dice.choice(("", "", "2026-01-02T03:04:05Z")),
        interest=dice.choice((None, 0, 5)), priority=dice.choice(("", "hot")),
    )  # fmt: skip


@action(Right.SETTINGS)
def invent(uow: UnitOfWork, *, rows: list[tuple[type[Base], list[dict[str, Any]]]]) -> int:
    """Write rows of any tables at once, and the contacts' columns that no action writes."""
    for model, found in rows:
        if model is Contact:
            for values in found:
                given = {key: value for key, value in values.items() if key != "id"}
                uow.update(Contact, Contact.id == values["id"], given)
        elif found:
            uow.insert(model, found)
    return len(rows)


def _happenings(office: Office, shape: Shape, ids: list[int]) -> list[tuple[type[Base], list[dict[str, Any]]]]:
    dice, moment = shape.dice, shape.moment
    agent, underwriter = (builders.member(office, name) for name in (AGENT, UNDERWRITER))
    some = {model: [n for n in ids for _ in range(dice.choice((0, 0, 1, 2)))]
            for model in (Task, Touch, Enrolment, AlertSearch, Approval, ContactProperty, Underwriting)}  # fmt: skip
    leads = [_lead(shape, n, agent) for n in ids for _ in range(dice.choice((0, 1, 3, 6)))]
    return [
        (Campaign, [{"id": 1, "title": "Drip", "locked": False, "plan": {}}]),
        (Lead, leads),
        (Task, [{"contact_id": n, "kind": dice.choice(("call", "call", "other")), "due_at": moment(),
                 "done_at": dice.choice((None, None, START)), "created_at": moment(), "member_id": agent}
                for n in some[Task]]),
        (Touch, [{"contact_id": n, "member_id": agent, "channel": "call", "outcome": "talked", "at": moment()}
                 for n in some[Touch]]),
        (Enrolment, [{"contact_id": n, "campaign_id": 1, "state": dice.choice(STATES), "step_no": 0, "since": moment()}
                     for n in some[Enrolment]]),
        (AlertSearch, [{"contact_id": n, "title": "Tampa", "criteria": {}, "active": dice.random() < 0.6,
                        "created_at": moment()} for n in some[AlertSearch]]),
        (Approval, [{"contact_id": n, "member_id": agent, "request": {}, "state": dice.choice((OPEN, "refused")),
                     "at": moment()} for n in some[Approval]]),
        (ContactProperty, [{"contact_id": n, "city": "Tampa"} for n in some[ContactProperty]]),
        (Underwriting, [{"contact_id": n, "member_id": dice.choice((underwriter, agent)), "asked_at": moment(),
                         "answer": {}} for n in some[Underwriting]]),
        (Contact, [_columns(office, shape, n) for n in ids]),
    ]  # fmt: skip


def _lead(shape: Shape, contact_id: int, agent: int) -> dict[str, Any]:
    dice = shape.dice
    touched = dice.choice((None, None, shape.moment()))
    return {"contact_id": contact_id, "lead_type": dice.choice((*VIEWS, *(key for key, _ in LEAD_TYPES))),
            "occurred_at": shape.moment(), "lead_status": "", "first_touch_at": touched,
            "first_touch_by": agent if touched else None}  # fmt: skip


def _columns(office: Office, shape: Shape, contact_id: int) -> dict[str, Any]:
    dice = shape.dice
    lender = builders.member(office, dice.choice((LENDER, BOTH)))
    return {"id": contact_id, "last_viewed_at": dice.choice((None, shape.moment())),
            "last_visit_at": dice.choice((None, shape.moment())), "lender_id": dice.choice((None, lender)),
            "disposition": dice.choice(("", "needs_offer"))}  # fmt: skip


def _changes(office: Office, shape: Shape, ids: list[int]) -> None:
    """What members do, and take back: the counts must follow."""
    dice = shape.dice
    for contact_id in dice.sample(ids, len(ids) // 2):
        office.perform(builders.put_deal, contact_id=contact_id)
        kind = dice.randrange(4)
        if kind == 0:
            builders.share_with(office, contact_id, dice.choice((AGENT, OTHER_AGENT, BOTH, UNDERWRITER)))
        elif kind == 1:
            cause = dice.choice(("themselves", "bounce", "complaint"))
            office.perform(subscriptions.unsubscribe, contact_id=contact_id, cause=cause)
        else:
            status = dice.choice(("archive", "new_lead"))
            office.perform(statuses.change_status, selection=these(contact_id), status=status)
    if dice.random() < 0.5:
        office.undo()
