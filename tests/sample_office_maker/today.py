"""What the office finds on its desk on the making day: waiting inquiries, missed calls, hand-overs, appointments."""

from __future__ import annotations

from random import Random
from typing import Final

from .model import Contact, Listing, row_of
from .moments import ALIGNED_FROM, DAY, day_of, days_ago, minutes_ago, work_day, work_on
from .plan import AGENTS, DESK, MEMBER
from .story import tell
from .teller import Teller
from .work_words import APPOINTMENTS, TASK_TITLES, UNSUBSCRIBE_WORDS

NEWCOMER: Final = "maya"
PASSIVE: Final = ("visit", "viewed_listing", "favorite", "saved_search")
# Inquiries nobody has touched, of new leads and of known contacts: how many days ago, at what hour, and whose.
# Today has no hours yet: there it is how many minutes ago.
FRESH_WAITING: Final = (
    (1, 21, "ivy"), (1, 20, "luis"), (1, 19, ""), (1, 22, "dana"), (1, 18, "maya"), (1, 20, "kim"), (1, 17, ""),
    (1, 21, "tom"), (2, 20, "wes"), (2, 16, ""), (2, 21, "maya"), (3, 9, "tom"), (4, 21, "luis"), (5, 13, "kim"),
    (6, 22, ""),
)  # fmt: skip
KNOWN_WAITING: Final = (
    (0, 9, "wes"), (0, 18, "dana"), (0, 27, "ivy"), (0, 41, "tom"), (0, 56, "kim"), (0, 75, "maya"), (0, 112, "luis"),
    (0, 168, "ivy"), (0, 205, "tom"), (1, 20, "wes"), (1, 17, "ivy"), (1, 21, "kim"), (1, 19, "tom"), (2, 19, "dana"),
    (2, 12, "ivy"), (3, 21, "kim"), (3, 18, "luis"), (5, 20, "wes"), (1, 16, "maya"),
)  # fmt: skip
# How many newcomer's contacts are in which status today.
HANDED_OVER: Final = {
    "new_lead": 22, "active_lead": 10, "prospect": 6, "sphere": 5, "closed": 5, "client": 3, "contract": 1,
}  # fmt: skip
HANDED_KINDS: Final = {"valuation": 2, "phone": 3, "text": 2, "invalid": 2}


def _moment(rng: Random, days: int, hour: int) -> int:
    return -days * DAY + hour * 60 + rng.randrange(55) if days else minutes_ago(hour)


def mark_fresh(rng: Random, cast: list[Contact]) -> None:
    """Makes some new leads so new that nobody has answered them yet."""
    able = [c for c in cast if c.final == "new_lead" and c.lead_kind == "ordinary" and c.sell_form_at is None]
    able = [c for c in able if c.source in {"Website", "Zillow", "Realtor.com"} and c.name.kind == "person"]
    for (days, hour, owner), contact in zip(FRESH_WAITING, rng.sample(able, len(FRESH_WAITING)), strict=True):
        contact.created = _moment(rng, days, hour)
        contact.waiting = True
        contact.owner = contact.holder = owner
        contact.pool = not owner


def _stock(contact: Contact, otherwise: str) -> str:
    """Which words fit what the contact is about to do."""
    if contact.final == "contract":
        return "contract"
    return "selling" if contact.contact_type == "Seller" else otherwise


class Desk:
    """Adds what is open today to lives already told; no contact is picked for two purposes."""

    def __init__(self, rng: Random, cast: list[Contact], market: list[Listing]) -> None:
        self.rng = rng
        self.cast = cast
        self.market = market
        self.used: set[str] = {c.key for c in cast if c.waiting}

    def pick(self, count: int, owner: str | None, finals: set[str], quiet_days: int) -> list[Contact]:
        """Ordinary contacts of `owner` (None: of anybody) to which nothing happened for some days."""
        able = [
            c for c in self.cast
            if c.key not in self.used and c.final in finals and c.lead_kind == "ordinary"
            and (c.holder == owner if owner is not None else c.holder) and c.ends < -quiet_days * DAY
        ]  # fmt: skip
        chosen = self.rng.sample(able, min(count, len(able)))
        self.used.update(c.key for c in chosen)
        return chosen

    def teller(self, contact: Contact) -> Teller:
        """The pen, in the hand of whoever holds the contact now."""
        teller = Teller(self.rng, contact, self.market)
        teller.holder = contact.holder
        return teller

    def hand_over(self) -> None:
        """The newcomer joined twelve days ago and was given a book to start with."""
        for final, count in HANDED_OVER.items():
            able = [c for c in self.cast if c.final == final and c.lead_kind == "ordinary" and not c.back_again]
            self._hand(able, count)
        for kind, count in HANDED_KINDS.items():
            self._hand([c for c in self.cast if c.final == "new_lead" and c.lead_kind == kind], count)

    def _hand(self, able: list[Contact], count: int) -> None:
        able = [c for c in able if c.key not in self.used and c.ends < -12 * DAY and c.holder != NEWCOMER]
        for contact in self.rng.sample(able, min(count, len(able))):
            self.give(contact)

    def give(self, contact: Contact) -> None:
        """Hands one contact to the newcomer, who then says hello to most."""
        at = work_on(self.rng, self.rng.randrange(-11, -5))
        teller = self.teller(contact)
        teller.assign(at, "dana" if contact.holder else DESK, NEWCOMER, "Start book for Maya")
        contact.holder, contact.pool = NEWCOMER, False
        if self.rng.random() < 0.6 and teller.reachable:
            hello = work_on(self.rng, self.rng.randrange(day_of(at) + 1, -3))
            teller.touch(hello, warm=contact.final in {"active_lead", "client", "sphere", "closed"})

    def bring_back(self) -> None:
        """Some who were away for more than a year come back: saved searches or three favorites (R42)."""
        able = [
            c for c in self.cast
            if c.file in {"website", "zillow"} and c.email and days_ago(c.created) > 420 and c.final != "archive"
            and c.key not in self.used
            and not any(r.what == "lead" and r.at > -385 * DAY and r.a not in PASSIVE for r in c.rows)
        ]  # fmt: skip
        wanted = [*AGENTS[:-1], *AGENTS[1:-1], "", "", NEWCOMER]
        for owner in wanted:
            new = MEMBER[owner].joined_days_ago < 450 if owner else False
            quiet = [c for c in able if c.key not in self.used and c.ends < (-60 if new else -14) * DAY]
            contact = self.rng.choice([c for c in quiet if new or c.holder == owner])
            self.used.add(contact.key)
            self._come_back(contact, owner)

    def _come_back(self, contact: Contact, owner: str) -> None:
        contact.rows = [r for r in contact.rows if r.what != "lead" or r.a not in PASSIVE or r.at < -385 * DAY]
        contact.back_again = True
        teller = self.teller(contact)
        while not any(r.a in PASSIVE for r in contact.rows if r.what == "lead"):
            teller.visit(self.rng.randint(day_of(contact.created) + 1, -386))
        set_visits(contact)
        if owner == NEWCOMER:
            self.give(contact)
        elif owner != contact.holder:
            teller.assign(work_on(self.rng, self.rng.randrange(-55, -20)), "dana", owner, "Moved with the area")
            contact.holder, contact.pool = owner, False
        at = -DAY + self.rng.randrange(11 * 60, 20 * 60)
        teller.put(at, "", "lead", "visit")
        if self.rng.random() < 0.5:
            teller.lead(at + 7, "saved_search")
            teller.lead(at + 12, "viewed_listing")
            return
        near = [home for home in self.market if home.last_day > 0]
        for index, home in enumerate(self.rng.sample(near, self.rng.randrange(3, 6))):
            teller.lead(at + 3 + index * 4, "viewed_listing", home)
            teller.lead(at + 5 + index * 4, "favorite", home)

    def let_wait(self) -> None:
        """Known contacts that asked something nobody has answered yet (R43)."""
        for days, hour, owner in KNOWN_WAITING:
            quiet = 3 if owner == NEWCOMER else 8
            for contact in self.pick(1, owner, {"active_lead", "client", "new_lead"}, quiet):
                kinds = ("showing_request", "question", "information_request", "contact_form")
                self.teller(contact).lead(_moment(self.rng, days, hour), self.rng.choice(kinds))

    def open_tasks(self) -> None:
        """Missed calls, overdue follow-ups, what is planned, and the office's update requests."""
        live = {"new_lead", "active_lead", "client", "prospect"}
        for agent in AGENTS:
            new = agent == NEWCOMER
            for contact in self.pick(2 if new else 6, agent, live, 3 if new else 14):
                self._task(contact, "call", -self.rng.randrange(1, 3 if new else 10))
            for contact in self.pick(2 if new else 9, agent, live | {"sphere"}, 3 if new else 22):
                self._task(contact, "follow_up", -self.rng.randrange(1, 3 if new else 18))
            for kind, count, finals in (
                ("call", 16, live),
                ("follow_up", 22, live | {"sphere", "closed"}),
                ("other", 8, {"client", "contract", "closed"}),
            ):  # fmt: skip
                for contact in self.pick(count // (4 if new else 1), agent, finals, 4):
                    self._task(
                        contact,
                        kind,
                        self.rng.choices((1, 2, 3, 5, 8, 13, 21, 34, 55), (20, 16, 14, 12, 10, 9, 8, 6, 5))[0],
                    )
            for contact in self.pick(2 if new else 7, agent, {"client", "active_lead", "contract"}, 4):
                self._appointment(contact)
            for contact in self.pick(1 if new else 4, agent, {"active_lead", "new_lead"}, 4):
                self._task(contact, "update_request", self.rng.randrange(1, 6), by=DESK)

    def _task(self, contact: Contact, kind: str, due_day: int, by: str = "") -> None:
        rng = self.rng
        due_day = work_day(rng, due_day)
        due = work_on(rng, due_day if due_day != 0 else 1)
        at = work_on(rng, rng.randrange(max(day_of(contact.ends) + 1, min(due_day, 0) - 12), min(due_day, 0)))
        teller = self.teller(contact)
        titles = _stock(contact, kind) if kind == "other" else kind
        titles = "after" if titles == "contract" or (kind == "other" and contact.final == "closed") else titles
        row = teller.put(at, by or contact.holder, "task", kind, teller.say(TASK_TITLES[titles], at))
        row.due = due

    def _appointment(self, contact: Contact) -> None:
        rng = self.rng
        day = max(1, work_day(rng, rng.randrange(1, 12)))
        at = work_on(rng, rng.randrange(max(day_of(contact.ends) + 1, -9), 0))
        teller = self.teller(contact)
        row = teller.put(at, contact.holder, "task", "other", teller.say(APPOINTMENTS[_stock(contact, "buying")], -1))
        row.due = day * DAY + rng.randrange(18, 34) * 30

    def loosen(self) -> None:
        """Shares, changes of priority, and people who want no more mail."""
        rng = self.rng
        for agent in AGENTS:
            new = agent == NEWCOMER
            for contact in self.pick(3 if new else 12, agent, {"active_lead", "client", "prospect", "contract"}, 4):
                other = rng.choice([a for a in AGENTS if a != agent])
                self._soon(
                    contact,
                    contact.holder,
                    "share",
                    (
                        other,
                        rng.choice(("Covers my week off", "Knows the area", "Speaks Spanish", "Second pair of eyes")),
                    ),
                )
            for contact in self.pick(2 if new else 30, agent, {"active_lead", "new_lead", "client", "prospect"}, 4):
                self._soon(contact, contact.holder, "priority", (rng.choice(("hot", "warm", "warm", "cold")),))
            for contact in self.pick(
                1 if new else 12, agent, {"new_lead", "active_lead", "prospect", "sphere", "closed"}, 4
            ):
                cause = rng.choices(("self", "bounce", "complaint"), (62, 30, 8))[0]
                if contact.email:
                    self._soon(contact, "", "unsubscribe", (cause, rng.choice(UNSUBSCRIBE_WORDS[cause])))

    def _soon(self, contact: Contact, by: str, what: str, detail: tuple[str, ...]) -> None:
        """Some days after the last thing that happened."""
        rng = self.rng
        first = day_of(contact.ends) + 1
        least = max(first, -MEMBER[by].joined_days_ago + 1) if by else first
        at = work_on(rng, rng.randrange(least, max(least + 1, min(least + 25, -1))))
        contact.rows.append(row_of(at, by, what, *detail))


def set_visits(contact: Contact) -> None:
    """Last visit and last home viewed, from the leads; a sign-up on the office's own site is a visit."""
    leads = [r for r in contact.rows if r.what == "lead"]
    seen = [r.at for r in leads if r.a in PASSIVE]
    if contact.file == "website" and contact.email:
        seen += [r.at for r in leads if r.a not in {"call", "text_code", "referral", "open_house"}]
    viewed = [r.at for r in leads if r.a in {"viewed_listing", "favorite"}]
    contact.last_visit, contact.last_viewed = max(seen, default=None), max(viewed, default=None)


def _moments(contact: Contact) -> list[int]:
    found = [contact.created]
    for row in contact.rows:
        found += [m for m in (row.at, row.due) if m is not None]
    return found


def mend_seam(contact: Contact) -> None:
    """Keeps one contact's moments off both sides of the weekday seam: what is older goes back a week."""
    ages = {days_ago(m) for m in _moments(contact)}
    if not (ages & set(range(ALIGNED_FROM - 3, ALIGNED_FROM)) and ages & set(range(ALIGNED_FROM, ALIGNED_FROM + 3))):
        return

    def back(moment: int) -> int:
        return moment - 7 * DAY if days_ago(moment) >= ALIGNED_FROM else moment

    contact.created = back(contact.created)
    for row in contact.rows:
        row.at = back(row.at)
        row.due = None if row.due is None else back(row.due)
    if contact.sell_form_at is not None:
        contact.sell_form_at = back(contact.sell_form_at)


def tell_all(rng: Random, cast: list[Contact], market: list[Listing]) -> None:
    """Every life, and then what is open today."""
    mark_fresh(rng, cast)
    for contact in cast:
        tell(rng, contact, market)
    desk = Desk(rng, cast, market)
    desk.bring_back()
    desk.hand_over()
    desk.let_wait()
    desk.open_tasks()
    desk.loosen()
    for contact in cast:
        mend_seam(contact)
        if not contact.back_again:
            set_visits(contact)
        contact.rows.sort(key=lambda row: row.at)
