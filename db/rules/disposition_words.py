"""What a press will do and what it did, in the office's words: one sentence for each effect (DOMAIN 3, issue 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.rules import dispositions as d
from db.rules.dispositions import Disposition
from db.rules.statuses import Scheme, Status


@dataclass(frozen=True, slots=True)
class PressAt:
    """What a press would meet: the contact's status, its owner's name ("" for the pool), whether the presser may
    release it, the names of who would be told, and whether the press is a second one within the minute.
    """

    status: str
    owner: str = ""
    releasable: bool = True
    told: tuple[str, ...] = ()
    credited: bool = False
    has_form: bool = False
    claim: bool = True


def effects_before(one: Disposition, at: PressAt, scheme: Scheme) -> tuple[str, ...]:
    """What pressing it will do, a sentence for each effect."""
    found = []
    if one.colour == d.PURPLE:
        found.append("Logs one attempt that nobody answered; the owner stays.")
    if one.colour == d.GREEN and not at.owner:
        found.append("Makes the contact yours." if at.claim else "It stays in the pool, unless you claim it.")
    if one.notifies:
        found.append(f"Tells {names(at.told)}." if at.told else "Tells nobody: the office has nobody for it.")
    found += _asked(one, at)
    found += _yellow(one, at)
    found += _red(one)
    to = one.leads_to(at.status)
    if to != at.status and not one.kills:
        found.append(f"Status: {scheme.style(at.status).label} → {scheme.style(to).label}.")
    return tuple(found)


def effects_of(one: Disposition, scheme: Scheme) -> tuple[str, ...]:
    """What a disposition does to a contact that is somebody's, whoever it is."""
    found = [*_asked(one, PressAt("", "its owner")), *_yellow(one, PressAt("", "its owner")), *_red(one)]
    if one.colour == d.PURPLE:
        found.append("Logs one attempt that nobody answered; the owner stays.")
    if one.status and not one.kills:
        of = f" of {names([scheme.style(s).label for s in one.lifts])}" if one.lifts else ""
        found.append(f"Makes the status{of} {scheme.style(one.status).label}.")
    return tuple(found)


def _asked(one: Disposition, at: PressAt) -> list[str]:
    found = []
    if one.books:
        found.append("Puts the appointment into your calendar.")
    if one.credit:
        again = "Gives no second credit: you had one less than a minute ago."
        found.append(again if at.credited else "Gives you one credit; the amount can come later.")
    if one.opens == d.CONTRACT:
        found.append("Drafts the contract, and names what it lacks.")
    if one.opens == d.DEAL:
        found.append("Opens the deal form for the transactions team.")
    if one.opens and at.has_form:
        found.append("Texts you the form's link.")
    return found


def _yellow(one: Disposition, at: PressAt) -> list[str]:
    if one.colour != d.YELLOW or not at.owner:
        return []
    if not at.releasable:
        return [f"It stays with {at.owner}, who shares it with you."]
    if one.hold_days:
        return [f"It stays with {at.owner} for {days(one.hold_days)}; if nothing happens, it then goes to the pool."]
    return ["Releases the contact to the pool at once, visible to everyone again."]


def _red(one: Disposition) -> list[str]:
    if not one.kills:
        return []
    found = ["Kills the lead: Archive, unsubscribed, out of every automation and every working list."]
    if one.guard == d.TELLINGS:
        found.append("Counts until they have told you three times; another good number keeps the contact alive.")
    if d.RECORD in one.asks:
        found.append("With another property only the sold one is struck, and the contact lives on.")
    return found


def status_words(count: int, to: str, scheme: Scheme) -> str:
    """What a status change did."""
    return f"{of_contacts(count)} now {scheme.style(Status(to)).label}."


def names(people: Sequence[str]) -> str:
    """Names as people list them."""
    return " and ".join((", ".join(people[:-1]), people[-1])) if len(people) > 1 else "".join(people)


def days(count: int) -> str:
    """A number of days in words."""
    return "1 day" if count == 1 else f"{count:,} days"


def of_contacts(count: int) -> str:
    """A count in words."""
    return "The contact is" if count == 1 else f"{count:,} contacts are"
