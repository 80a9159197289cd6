"""Tells each contact's life from its creation to its status of today."""

from __future__ import annotations

from random import Random
from typing import Final

from db.rules.values import INQUIRY_TYPES

from .model import Contact, Listing
from .moments import day_of, days_ago, work_day, work_on
from .notes import ARCHIVING
from .plan import DESK
from .teller import LATEST, Teller
from .work_words import CHECK_IN, CHECK_IN_WRITTEN, STATUS_REASONS

ROUTES: Final = ("Routed by area", "Routed by round robin", "Routed by price band", "Routed by language")
RELEASES: Final = ("No time for this one", "Outside my area", "Left with no answer", "Handed back after the course")
# How much happens while a contact stays in a status: (passing through, staying).
BUSY: Final = {
    "new_lead": ((0, 1), (1, 3)),
    "active_lead": ((0, 2), (2, 5)),
    "client": ((0, 2), (4, 6)),
    "contract": ((0, 2), (3, 6)),
    "closed": ((0, 1), (0, 2)),
    "sphere": ((0, 1), (0, 2)),
    "prospect": ((0, 1), (0, 2)),
    "archive": ((0, 0), (0, 0)),
}
# Days between two things that happen, at most that often.
PACE: Final = {
    "new_lead": 4, "active_lead": 7, "client": 4, "contract": 4, "closed": 60, "sphere": 70, "prospect": 45,
    "archive": 1,
}  # fmt: skip


def _path(rng: Random, contact: Contact) -> list[str]:
    """The statuses passed, without the first."""
    start, final = contact.start, contact.final
    if start == final:
        return []
    ladder = ["active_lead", "client", "contract", "closed"]
    if final in ladder:
        steps = ladder[: ladder.index(final) + 1]
        if start == "closed":
            return steps
        if "contract" in steps and rng.random() < 0.05:
            fell_through = steps.index("contract") + 1
            steps[fell_through:fell_through] = ["active_lead", "contract"]
        return steps
    reachable = contact.lead_kind == "ordinary"
    if final == "prospect" and start == "new_lead":
        return ["active_lead", "prospect"]
    if final == "archive" and start == "new_lead" and reachable and rng.random() < 0.28:
        return ["active_lead", "archive"]
    return [final]


def _milestones(rng: Random, contact: Contact, path: list[str]) -> list[tuple[int, str]]:
    """When each status begins: spread over the contact's age, contracts closing in four to seven weeks."""
    age = days_ago(contact.created)
    if not path:
        return []
    first = min(age * 0.3, rng.expovariate(1 / 6.0)) if contact.start == "new_lead" else age * rng.uniform(0.15, 0.6)
    recent = {"active_lead": 0.8, "client": 0.25, "contract": 0.08}.get(contact.final, 0.0)
    last_left = rng.uniform(4, max(5.0, age * (recent or 0.75)))
    if contact.final == "contract":
        last_left = rng.uniform(3, min(38.0, age * 0.4))
    if contact.final == "closed" and contact.start == "new_lead":
        last_left = rng.uniform(4, max(5.0, age - 105))
    if contact.final == "archive":
        last_left = max(4.0, age - rng.uniform(25, 190))
    span = max(1.0, age - last_left - first)
    weights = [{"closed": 1.3, "contract": 1.5, "client": 1.0}.get(status, 1.0) for status in path[1:]]
    done, total, found = first if len(path) > 1 else first + span, sum(weights) or 1.0, []
    for index, status in enumerate(path):
        if index:
            done += span * weights[index - 1] / total * rng.uniform(0.86, 1.0)
        day = min(work_day(rng, -age + max(1, round(done))), day_of(LATEST))
        found.append((work_on(rng, day), status))
    times = sorted(at for at, _ in found)
    for index in range(len(path) - 1, 0, -1):
        if path[index] == "closed":  # contracts close in four to seven weeks
            signed = work_on(rng, work_day(rng, day_of(times[index]) - rng.randrange(28, 50)))
            times[index - 1] = max(times[index - 1], signed)
    return list(zip(sorted(times), path, strict=True))


def _inquiry_kind(rng: Random, contact: Contact) -> str:
    """By what kind of action the contact came."""
    special = {"text": "text_code", "phone": "call", "valuation": "", "invalid": "registration"}
    if contact.lead_kind != "ordinary" and contact.file == "website":
        return special[contact.lead_kind]
    if contact.sell_form_at is not None:
        return "valuation_request"
    by_source = {
        "Referral": "referral",
        "Open house": "open_house",
        "Agent": "",
        "Broker": "",
        "Other": "",
        "Import": "",
    }
    if contact.source in by_source:
        return by_source[contact.source]
    kinds = ("showing_request", "information_request", "question", "contact_form", "registration")
    if contact.waiting:
        return rng.choices(kinds, (50, 20, 20, 10, 0))[0]
    if contact.file == "zillow":
        return rng.choices(kinds, (40, 28, 22, 10, 0))[0]
    return rng.choices(kinds, (12, 12, 10, 14, 52))[0]


def _arrive(teller: Teller) -> None:
    """The first lead, its routing, and its first answer."""
    contact, rng = teller.contact, teller.rng
    kind = _inquiry_kind(rng, contact) if contact.start == "new_lead" else ""
    needs_owner = not contact.owner and contact.holder
    if kind and contact.captured and kind != "text_code":
        kind = "text_code"
    if needs_owner and rng.random() < 0.6:
        teller.assign(contact.created + 1, "", contact.holder, rng.choice(ROUTES))
        needs_owner = False
    if not kind:
        if needs_owner:
            at = max(contact.created + 30, work_on(rng, day_of(contact.created) + 1))
            if at < LATEST:
                teller.assign(at, DESK, contact.holder, "Screened by the office")
        return
    at = contact.created
    home = teller.listing(at)
    teller.lead(at, kind, home)
    if not teller.reachable or contact.waiting:
        return
    answered = teller.answer_time(at + 1)
    if needs_owner:
        teller.assign(max(answered - 2, at + 1), contact.holder, contact.holder, "Claimed from the pool")
    if kind in INQUIRY_TYPES or rng.random() < 0.4:
        teller.touch(answered, warm=False, home=home)


def _life(teller: Teller, status: str, span: tuple[int, int], *, stays: bool) -> None:
    """What happens between two moments while the contact is in `status`."""
    rng, contact = teller.rng, teller.contact
    begins, ends = span
    low, high = BUSY[status][stays]
    pace = PACE[status]
    first, last = day_of(begins) + 1, min(day_of(ends) - (not stays), -1)
    if last < first or (not teller.reachable and status == "new_lead"):
        return
    for _ in range(min(rng.randint(low, high), 1 + (last - first) // pace)):
        if status == "new_lead":
            # attempts follow the arrival, they do not go on for a year
            last = min(last, first + 45)
        day = rng.randint(first, last)
        at = work_on(rng, work_day(rng, day))
        if at < min(ends, LATEST):
            _event(teller, status, at, day)
    if contact.email and status in {"new_lead", "active_lead", "client"} and _browses(contact):
        evenings = rng.choices((0, 1, 2, 3), (34, 34, 22, 10) if stays else (62, 30, 8, 0))[0]
        for _ in range(min(evenings, (last - first) // 6)):
            teller.visit(rng.randint(first, last))


def _browses(contact: Contact) -> bool:
    return contact.file in {"website", "zillow"} and contact.unsubscribed != "bounce"


def _event(teller: Teller, status: str, at: int, day: int) -> None:
    """One thing members or the contact do in that status."""
    rng, contact = teller.rng, teller.contact
    roll = rng.random()
    if status == "new_lead":
        if roll < 0.72:
            teller.touch(at, warm=False)
        else:
            teller.note(at, "new_lead" if teller.holder else "concierge")
    elif status in {"active_lead", "client"}:
        seller = contact.contact_type in {"Seller", "Buyer-Seller"} and rng.random() < 0.6
        if roll < 0.36:
            teller.touch(at, warm=rng.random() < 0.7)
        elif roll < 0.68:
            teller.note(at, "seller" if seller else "client" if status == "client" else "buyer")
        elif roll < 0.84:
            kind = rng.choice(("call", "call", "follow_up", "follow_up", "other"))
            teller.task_done(at, kind, titles="selling" if seller and kind == "other" else kind)
        elif roll < 0.87 and contact.lender:
            teller.note(at, "lender")
        elif contact.email and _browses(contact):
            kinds = ("showing_request", "question", "information_request", "contact_form")
            asked = at if rng.random() < 0.4 else work_on(rng, day)
            teller.inquiry(asked, rng.choices(kinds, (50, 22, 20, 8))[0], warm=True)
        else:
            teller.touch(at, warm=True)
    elif status == "contract":
        if roll < 0.55:
            teller.note(at, "contract" if roll < 0.4 else "transactions")
        elif roll < 0.8:
            teller.touch(at, warm=True)
        else:
            teller.task_done(at, "other", titles="after")
    else:
        _quiet_event(teller, status, at, roll)


def _quiet_event(teller: Teller, status: str, at: int, roll: float) -> None:
    """Sphere, closed and prospects: contact is kept, nothing is pressing."""
    if status == "prospect":
        if roll < 0.45:
            teller.touch(at, warm=False)
        elif roll < 0.85:
            teller.note(at, "prospect")
        else:
            teller.task_done(at, "follow_up")
    elif roll < 0.5:
        teller.note(at, status)
    elif roll < 0.85 and teller.reachable:
        called = bool(teller.contact.phone) and teller.rng.random() < 0.7
        words = CHECK_IN if called else CHECK_IN_WRITTEN
        channel = "call" if called else "text" if teller.contact.phone else "email"
        teller.put(at, teller.actor, "touch", channel, "talked" if called else "replied", teller.say(words, at))
    elif status == "closed":
        teller.task_done(at, "other", titles="after")
    else:
        teller.task_done(at, "follow_up" if roll < 0.95 else "call")


def _turn(teller: Teller, at: int, before: str, status: str) -> None:
    """The moment a status changes, with what leads to it."""
    rng = teller.rng
    if status == "archive":
        _archive(teller, at)
        return
    reasons = STATUS_REASONS[status]
    if status == "active_lead" and before in {"new_lead", "prospect"}:
        teller.touch(at - 1, warm=True)
        by_rule = rng.random() < 0.75
        teller.status(
            at, "" if by_rule else teller.actor, status, reasons[0] if by_rule else teller.say(reasons[1:], at)
        )
        return
    if before == "contract" and status == "active_lead":
        reasons = STATUS_REASONS["back"]
        teller.deal = None
    if status == "contract":
        home = teller.contact.home
        sells = teller.contact.contact_type == "Seller"
        bought = teller.listing(at)
        own = Listing("", home.street, home.city, bought.price, 0, 0, 0)
        teller.deal = own if sells else bought
    if status in {"client", "contract", "closed"} and rng.random() < 0.3:
        teller.note(at - 3, {"contract": "signing", "closed": "closing"}.get(status, status))
    teller.status(at, teller.actor, status, teller.say(reasons, at))


def _archive(teller: Teller, at: int) -> None:
    """Giving up on a contact, for a reason that note and history share."""
    rng = teller.rng
    note, reason = rng.choice(ARCHIVING)
    if reason.startswith("Wrong number"):
        teller.wrong_number(at - 4)
    if rng.random() < 0.45:
        teller.put(at - 3, teller.actor, "note", teller.say((note,), at))
    teller.status(at, teller.actor, "archive", reason)


def tell(rng: Random, contact: Contact, market: list[Listing]) -> None:
    """All rows of one contact's life, in no particular order."""
    teller = Teller(rng, contact, market)
    _arrive(teller)
    if contact.waiting:
        contact.holder = teller.holder
        return
    milestones = _milestones(rng, contact, _path(rng, contact))
    status, since = contact.start, contact.ends
    for at, following in milestones:
        at = max(at, since + 6)
        _life(teller, status, (since, at - 5), stays=False)
        _turn(teller, at, status, following)
        status, since = following, at
    _life(teller, status, (since, LATEST), stays=True)
    if contact.pool and teller.holder:
        day = work_day(rng, day_of(contact.ends) + rng.randrange(1, 20))
        at = work_on(rng, day)
        if at < LATEST and status != "archive":
            teller.assign(at, teller.holder, "", rng.choice(RELEASES))
        elif at < LATEST:
            teller.assign(contact.ends + 1, teller.holder, "", "Released with the archiving")
    contact.holder = teller.holder
