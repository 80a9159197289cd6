"""What another list of dispositions would do to contacts in flight, before it is saved (R23)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import func, select

from db.models import Approval, Contact, Hold, Press
from db.queries.dispositions import office_dispositions
from db.queries.holds import standing
from db.queries.reader import Reader
from db.rules.disposition_words import days, names
from db.rules.dispositions import ASKS, COLOURS, GUARDS, NOTIFIES, RED, YELLOW, Disposition, OfficeDispositions
from db.rules.standing import OPEN
from db.rules.values import Pairs, label_of


@dataclass(frozen=True, slots=True)
class DispositionEffect:
    """What changes with one disposition ("" for the order, texts, records and links): a sentence, and how many it
    concerns of `what` ("contacts", "requests" …; "" where nothing is counted).
    """

    key: str
    count: int
    what: str
    sentence: str


@dataclass(frozen=True, slots=True)
class InFlight:
    """What hangs on each disposition now, by key: contacts whose last one it is, countdowns that run under it, requests
    to the broker that wait, presses that were made.
    """

    contacts: dict[str, int]
    holds: dict[str, int]
    requests: dict[str, int]
    presses: dict[str, int]


def in_flight(reader: Reader) -> InFlight:
    """Counts over the contacts in sight."""
    c = Contact
    last = select(c.disposition, func.count()).where(reader.visible, c.disposition != "").group_by(c.disposition)
    held = (
        select(Press.disposition, func.count())
        .select_from(Hold)
        .join(Press, Press.id == Hold.press_id)
        .join(c, c.id == Hold.contact_id)
        .where(reader.visible, standing())
        .group_by(Press.disposition)
    )
    pressed = select(Press.disposition, func.count()).join(c, c.id == Press.contact_id).where(reader.visible)
    asked = select(Approval.request).join(c, c.id == Approval.contact_id).where(reader.visible, Approval.state == OPEN)
    waiting: dict[str, int] = {}
    for request in reader.connection.scalars(asked):
        key = str(request.get("disposition", ""))
        waiting[key] = waiting.get(key, 0) + 1
    counted = [
        {str(key): int(count) for key, count in reader.connection.execute(query)}
        for query in (last, held, pressed.group_by(Press.disposition))
    ]
    return InFlight(counted[0], counted[1], waiting, counted[2])


def pressed_ever(reader: Reader, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that something hangs on: a press, a contact, a request. They cannot be deleted (R23)."""
    found = in_flight(reader)
    hanging = {*found.contacts, *found.holds, *found.requests, *found.presses}
    return frozenset(key for key in keys if key in hanging)


def disposition_preview(reader: Reader, new: OfficeDispositions) -> tuple[DispositionEffect, ...]:
    """What changes from the list in use to `new`, a sentence each; nothing where they are one."""
    old, flying = office_dispositions(reader), in_flight(reader)
    before = {d.key: d for d in old.all}
    effects: list[DispositionEffect] = []
    for d in new.all:
        was = before.get(d.key)
        if was is None:
            effects.append(DispositionEffect(d.key, 0, "", f"{d.label} is new: {label_of(COLOURS, d.colour).lower()}."))
        elif was != d:
            effects += _changes(was, d, flying, partial(_status_words, reader))
    kept = {d.key for d in new.all}
    effects += [DispositionEffect(d.key, 0, "", f"{d.label} is deleted; nobody ever pressed it.")
                for d in old.all if d.key not in kept]  # fmt: skip
    effects += _places(old, new)
    return (*effects, *_texts(old, new))


def _changes(
    was: Disposition, now: Disposition, flying: InFlight, status_words: Callable[[Disposition], str]
) -> list[DispositionEffect]:
    """The sentences of one disposition that is changed."""
    key, carry = now.key, flying.contacts.get(now.key, 0)
    made, held, asked = (found.get(now.key, 0) for found in (flying.presses, flying.holds, flying.requests))
    say = partial(DispositionEffect, key)
    found = []
    if was.label != now.label:
        found.append(say(made, "presses", f"{was.label} is called {now.label} from now on; those made keep the old "
                         "name."))  # fmt: skip
    if was.in_use and not now.in_use:
        found.append(say(carry, "contacts", f"{now.label} can no longer be pressed; who carries it keeps it."))
        if asked:
            found.append(say(asked, "requests", f"{now.label}: what waits for approval can then only be refused."))
    if now.in_use and not was.in_use:
        found.append(say(carry, "contacts", f"{now.label} can be pressed again."))
    if was.colour != now.colour:
        found += _colours(was, now, carry, asked)
    if held and (was.hold_days, was.colour) != (now.hold_days, now.colour):
        found.append(say(held, "countdowns", f"{now.label}: countdowns that run end on the day they were given."))
    if was.hold_days != now.hold_days and YELLOW in (was.colour, now.colour):
        to = f"{days(now.hold_days)} with the owner, then the pool" if now.hold_days else "to the pool at once"
        found.append(say(0, "", f"{now.label}: from the next press on, {to}."))
    if was.credit != now.credit:
        gives = "gives" if now.credit else "no longer gives"
        found.append(say(made, "presses", f"{now.label} {gives} a credit from now on; those made stay as they are."))
    if was.guard != now.guard:
        guard = label_of(GUARDS, now.guard).lower() if now.guard else "it is guarded no more"
        found.append(say(asked, "requests", f"{now.label}: {guard}; what waits for approval goes on waiting."))
    if (was.status, was.lifts) != (now.status, now.lifts):
        found.append(say(carry, "contacts", f"{now.label}: {status_words(now)}; who carries it keeps their status."))
    found += _lists(was, now)
    return found


def _colours(was: Disposition, now: Disposition, carry: int, asked: int) -> list[DispositionEffect]:
    does = {
        "purple": "logs an attempt",
        "green": "keeps the contact with its owner",
        YELLOW: "releases the contact to the pool",
        RED: "archives and unsubscribes the contact",
    }[now.colour]
    said = (
        f"{now.label} becomes {label_of(COLOURS, now.colour).lower()}: the next press {does}. Who carries it stays so."
    )
    found = [DispositionEffect(now.key, carry, "contacts", said)]
    if asked and was.colour == RED:
        found.append(DispositionEffect(now.key, asked, "requests", f"{now.label}: approving does what it does then."))
    return found


def _lists(was: Disposition, now: Disposition) -> list[DispositionEffect]:
    """What it asks and whom it tells."""
    found = []
    for pairs, old, new, verb in (
        (ASKS, was.asks, now.asks, "asks for"),
        (NOTIFIES, was.notifies, now.notifies, "tells"),
    ):
        if set(old) != set(new):
            said = _labels(pairs, new) or "nothing" if verb == "asks for" else _labels(pairs, new) or "nobody"
            found.append(DispositionEffect(now.key, 0, "", f"{now.label} {verb}: {said}."))
    return found


def _labels(pairs: Pairs, keys: Sequence[str]) -> str:
    return "; ".join(label.lower() for key, label in pairs if key in keys)


def _status_words(reader: Reader, now: Disposition) -> str:
    scheme = reader.facts.scheme
    if not now.status:
        return "it leaves the status from now on"
    of = f" of {names([scheme.style(s).label for s in now.lifts])}" if now.lifts else ""
    return f"it makes the status{of} {scheme.style(now.status).label} from now on"


# The figures and letters of the menu of dispositions (desktop/widgets/choice_menu.py has the same).
_MARKS: Final = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _places(old: OfficeDispositions, new: OfficeDispositions) -> list[DispositionEffect]:
    """The keys in the menu that move."""
    before = {d.key: mark for d, mark in zip(old.in_use, _MARKS, strict=False)}
    moved = [
        f"{d.label} {before[d.key]} → {mark}"
        for d, mark in zip(new.in_use, _MARKS, strict=False)
        if d.key in before and before[d.key] != mark
    ]
    if not moved:
        return []
    return [DispositionEffect("", len(moved), "keys", f"The keys after D move: {', '.join(moved)}.")]


def _texts(old: OfficeDispositions, new: OfficeDispositions) -> list[DispositionEffect]:
    found = []
    changed = [key for key, text in new.policies if text != old.policy(key)]
    if changed:
        found.append(f"{len(changed)} policy text{'' if len(changed) == 1 else 's'} changed: quoted at the next press.")
    if old.records != new.records:
        found.append(f"A sale is confirmed by {names([label for _key, label in new.records])}.")
    if (old.contract_link, old.deal_link) != (new.contract_link, new.deal_link):
        found.append("The forms' addresses change; texts that wait in the outbox keep the old ones.")
    return [DispositionEffect("", 0, "", sentence) for sentence in found]
