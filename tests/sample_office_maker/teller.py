"""Writes single events into a contact's life: leads, touches, notes, tasks, visits."""

from __future__ import annotations

from random import Random
from typing import Final

from db.rules.values import INQUIRY_TYPES

from .cast import MONTHS, WEEKDAYS
from .messages import LEAD_MESSAGES, TEXT_APP, TEXT_MLS
from .model import Contact, Listing, Row, row_of
from .moments import DAY, click_day, click_on, day_of, is_work_time, work_after
from .notes import ALL_NOTES, Texts
from .plan import DESK, LENDER, MEMBER
from .work_words import LEFT_MESSAGE, NO_ANSWER, REPLIES, TALKED, TASK_TITLES, WRONG_NUMBER

# Nothing of the past happens later than this: the evening of yesterday.
LATEST: Final = -20
ABOUT_LISTING: Final = {
    "showing_request",
    "question",
    "information_request",
    "viewed_listing",
    "favorite",
    "open_house",
}


class Teller:
    """The pen for one contact. `holder` is who works it at the moment; "" is the pool, worked by the concierge."""

    def __init__(self, rng: Random, contact: Contact, market: list[Listing]) -> None:
        self.rng = rng
        self.contact = contact
        self.market = market
        self.holder = contact.owner
        self.reachable = bool(contact.email or contact.phone)
        self.deal: Listing | None = None  # the home of the contract
        self.said: set[str] = set()

    @property
    def actor(self) -> str:
        """Who does the work now."""
        return self.holder or DESK

    def put(self, at: int, by: str, what: str, *detail: str) -> Row:
        """One row; the details are the columns a, b, c."""
        row = row_of(at, by, what, *detail)
        self.contact.rows.append(row)
        return row

    def listing(self, at: int) -> Listing:
        """A home on the market at that moment, near to what the contact can pay."""
        day = day_of(at)
        open_now = [home for home in self.market if home.first_day <= day <= home.last_day]
        near = sorted(open_now, key=lambda home: abs(home.price - self.contact.price))[:7]
        return self.rng.choice(near)

    def say(self, texts: Texts, at: int, home: Listing | None = None) -> str:
        """One of the texts with its slots filled."""
        named = self.contact.name.kind in {"person", "couple"}
        usable = [t for t in texts if named or "{first}" not in t]
        text = self.rng.choice([t for t in usable if t not in self.said] or usable)
        self.said.add(text)
        home = home or self.deal or self.listing(at)
        return text.format(
            **self.contact.slots,
            listing=home.street,
            mls=home.mls,
            month=self.rng.choice(MONTHS),
            weekday=self.rng.choice(WEEKDAYS),
            agent=MEMBER[self.actor].name.split(" ")[0],
        )

    def lead(self, at: int, kind: str, home: Listing | None = None) -> Row:
        """An action of the consumer."""
        rng, contact = self.rng, self.contact
        home = home or self.listing(at)
        about = home.text if kind in ABOUT_LISTING or (kind == "call" and rng.random() < 0.5) else ""
        message = ""
        if kind == "valuation_request":
            about = contact.home.one_line
        if kind == "text_code":
            is_listing = contact.captured == "mls"
            message = rng.choice(TEXT_MLS).format(mls=home.mls) if is_listing else rng.choice(TEXT_APP)
            about = home.text if is_listing else ""
        elif kind in LEAD_MESSAGES and (kind != "registration" or rng.random() < 0.3):
            message = self.say(LEAD_MESSAGES[kind], at, home)
        return self.put(at, "", "lead", kind, message, about)

    def inquiry(self, at: int, kind: str, *, warm: bool) -> int:
        """A form and its first answer; returns when it was answered."""
        home = self.listing(at)
        self.lead(at, kind, home)
        answered = self.answer_time(at)
        if kind in INQUIRY_TYPES or self.rng.random() < 0.7:
            self.touch(answered, warm=warm, home=home)
        return answered

    def answer_time(self, at: int) -> int:
        """How fast the office answers: minutes at the desk, sometimes in the evening, else next morning."""
        quick = at + 3 + int(self.rng.lognormvariate(2.1, 0.9))
        late = at % DAY > 21 * 60 + 45 or at % DAY < 7 * 60 + 30
        if is_work_time(at) or (not late and self.rng.random() < 0.4):
            return min(quick, LATEST + 19)
        slow = work_after(self.rng, at + 5)
        return slow if slow < LATEST else min(quick, LATEST + 19)

    def touch(self, at: int, *, warm: bool, home: Listing | None = None) -> Row:
        """An attempt to reach the contact; `warm` ones are answered by the contact."""
        channel = self.channel()
        if warm:
            outcome, words = ("talked", TALKED) if channel == "call" else ("replied", REPLIES)
        elif channel == "call" and self.rng.random() < 0.55:
            outcome, words = "no_answer", NO_ANSWER
        else:
            outcome, words = "left_message", LEFT_MESSAGE[channel]
        return self.put(at, self.actor, "touch", channel, outcome, self.say(words, at, home))

    def channel(self) -> str:
        """By what the contact can be reached."""
        by_phone, by_mail = bool(self.contact.phone), bool(self.contact.email)
        if by_phone and by_mail:
            return self.rng.choices(("call", "text", "email"), (52, 30, 18))[0]
        return self.rng.choices(("call", "text"), (65, 35))[0] if by_phone else "email"

    def wrong_number(self, at: int) -> None:
        """Somebody else has the number."""
        if self.contact.phone:
            self.put(at, self.actor, "touch", "call", "wrong_number", self.rng.choice(WRONG_NUMBER))

    def note(self, at: int, group: str) -> None:
        """What the member wants to remember."""
        by = DESK if group in {"transactions", "concierge"} else LENDER if group == "lender" else self.actor
        if self.contact.name.kind in {"trust", "company"} and group in {"sphere", "closed", "prospect", "new_lead"}:
            group = "company"
        self.put(at, by, "note", self.say(ALL_NOTES[group], at))

    def visit(self, day: int) -> None:
        """An evening on the site: the visit, homes viewed, sometimes a favorite or a saved search."""
        at = click_on(self.rng, click_day(self.rng, day))
        homes = [self.listing(at) for _ in range(self.rng.choices((0, 1, 2), (20, 58, 22))[0])]
        if at <= self.contact.created or at + 12 > LATEST:
            return
        if not homes:
            self.put(at, "", "lead", "visit")
            return
        for home in {h.mls: h for h in homes}.values():
            self.lead(at, "viewed_listing", home)
            at += self.rng.randrange(1, 5)
        if self.rng.random() < 0.22:
            self.lead(at, "favorite", homes[0])
        if self.rng.random() < 0.1:
            self.lead(at + 2, "saved_search")

    def task_done(self, at: int, kind: str, *, titles: str = "") -> None:
        """A task that was set and done; `titles` names the stock of titles where it is not the kind's own."""
        due = work_after(self.rng, at + self.rng.randrange(4 * 60, 6 * DAY))
        if due >= LATEST:
            return
        row = self.put(at, self.actor, "task", kind, self.say(TASK_TITLES[titles or kind], at), "done")
        row.due = due

    def status(self, at: int, by: str, key: str, reason: str) -> None:
        """A change of status and why."""
        self.put(at, by, "status", key, reason)

    def assign(self, at: int, by: str, to: str, why: str) -> None:
        """A new owner, or the pool."""
        if to:
            self.put(at, by, "owner", to, why)
        else:
            self.put(at, by, "release", why)
        self.holder = to
