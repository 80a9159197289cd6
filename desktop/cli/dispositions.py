"""Commands for working a lead: disposition, dispositions; claim, release, assign (R9–R20)."""

from __future__ import annotations

import argparse
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from db.actions import ownership
from db.actions.dispositions import PressAnswers, PressResult, press
from db.changes import MassResult, Outcome, Selection
from db.office import Office
from db.queries.dispositions import office_dispositions
from db.rules.disposition_words import effects_of
from db.rules.dispositions import ASKS, COLOURS, GUARDS, NOTIFIES
from db.rules.errors import NotFoundError, RefusedError, WrongUseError
from db.rules.moments import to_ms
from db.rules.values import label_of
from desktop.cli.answers import Answer, number, table
from desktop.cli.disposition_files import changed
from desktop.cli.numbers import whole
from desktop.cli.opening import opened
from desktop.cli.working import selection

Subparsers = dict[str, argparse.ArgumentParser]
_LARGEST: Final = Decimal(10**13)


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    one = subs["disposition"]
    one.add_argument("key", metavar="KEY")
    for word in ("--ids", "--list", "--filter"):
        one.add_argument(word, default="", metavar={"--ids": "1,2", "--list": "KEY", "--filter": "TERMS"}[word])
    one.add_argument("--claim", action="store_true", help="make a contact of the pool yours with the same press")
    one.add_argument("--confirmed-by", default="", metavar="RECORD", help="propstream, assessor")
    one.add_argument("--other-property", choices=("yes", "no"), default=None, help="whether the owner has another one")
    one.add_argument("--property", type=whole, default=None, metavar="N", help="the one that was sold")
    one.add_argument("--told", action="store_true", help="they told you that it is the wrong number")
    one.add_argument("--phone", type=whole, default=None, metavar="N", help="the number that is wrong")
    one.add_argument("--amount", type=cents_of, default=None, metavar="N", help="the offer in dollars: 245000")
    one.add_argument("--date", default="", metavar="D", help="of the appointment: 2026-11-25T14:00")
    one.add_argument("--minutes", type=whole, default=60, metavar="N")
    one.add_argument("--place", default="", metavar="TEXT")
    which = "use the list of this JSON file (- for the input), as --json prints it; the broker's to do"
    subs["dispositions"].add_argument("--set", dest="file", default=None, metavar="FILE", help=which)
    only = "with --set: only say what would change for contacts in flight"
    subs["dispositions"].add_argument("--rehearse", action="store_true", help=only)
    subs["claim"].add_argument("id", type=whole, metavar="ID")
    subs["release"].add_argument("id", type=whole, metavar="ID")
    subs["assign"].add_argument("id", type=whole, metavar="ID")
    subs["assign"].add_argument("name", metavar="NAME")


def cents_of(text: str) -> int:
    """Dollars as people write them, "$245,000.50", in cents."""
    try:
        amount = Decimal(text.strip().removeprefix("$").replace(",", "")) * 100
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or not 0 < amount < _LARGEST or amount != int(amount):
        raise argparse.ArgumentTypeError(f"“{text[:30]}” is no amount in dollars")
    return int(amount)


def _moment(text: str, office: Office) -> int | None:
    """A day and a time by the office's clock, unless it names its own zone. Errors: WrongUseError."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        if len(text.strip()) <= len("2026-11-25") or not 1970 <= found.year < 9999:
            raise ValueError
    except ValueError:
        raise WrongUseError(f"“{text[:40]}” is no day and time; write it as 2026-11-25T14:00.") from None
    return to_ms(found if found.tzinfo else found.replace(tzinfo=office.facts.zone_info))


def disposition(given: argparse.Namespace) -> Answer:
    """Press a disposition on contacts, as one step with all its effects."""
    with opened(given) as office:
        answers = PressAnswers(
            claim=given.claim,
            confirmed_by=given.confirmed_by,
            other_property=None if given.other_property is None else given.other_property == "yes",
            property_id=given.property,
            told=given.told,
            phone_id=given.phone,
            amount_cents=given.amount,
            starts_at=_moment(given.date, office),
            minutes=given.minutes,
            place=given.place,
        )
        done = office.perform(press, selection=selection(office, given), key=given.key, answers=answers)
    return pressed(done)


def pressed(done: Outcome[PressResult]) -> Answer:
    """What a press did. Errors: RefusedError, NotFoundError when it did nothing at all."""
    result = done.value
    if done.step is None and result.refused:
        more = f" {number(len(result.refused) - 1, 'more contact')} refused too." if len(result.refused) > 1 else ""
        raise RefusedError(f"{result.refused[0][1]}{more}")
    if done.step is None and result.refused_unseen:
        raise NotFoundError("There is no such contact.")
    document = {
        "step": done.step,
        "changed": result.changed,
        "waiting_for_approval": len(result.waiting),
        "approvals": list(result.waiting),
        "refused": [{"id": n, "reason": why} for n, why in result.refused],
        "out_of_sight": result.refused_unseen,
        "effects": list(result.effects),
    }
    lines = [f"{number(result.changed, 'contact')} changed.", *result.effects]
    lines += [f"Refused: {n}: {why}" for n, why in result.refused[:20]]
    if result.refused_unseen:
        lines.append(f"{number(result.refused_unseen, 'contact')} left alone.")
    if done.step:
        lines.append(f"Step {done.step}; take it back with “brokerdesk undo {done.step}”.")
    return Answer(document, tuple(lines))


def dispositions(given: argparse.Namespace) -> Answer:
    """The office's dispositions in their order, with what each asks and does; --set uses others (R23)."""
    if given.file is None and given.rehearse:
        raise WrongUseError("--rehearse rehearses a file; name it with --set.")
    if given.file is not None:
        return changed(given)
    with opened(given) as office:
        found, scheme = office.read(office_dispositions), office.facts.scheme
    document: list[dict[str, Any]] = [
        {
            "key": d.key, "label": d.label, "colour": d.colour, "in_use": d.in_use,
            "asks": list(d.asks), "notifies": list(d.notifies), "hold_days": d.hold_days, "credit": d.credit,
            "guard": d.guard, "policy": found.policy(d.guard) if d.guard else "",
            "status": d.status, "lifts": list(d.lifts),
            "effects": list(effects_of(d, scheme)),
        }
        for d in found.all
    ]  # fmt: skip
    rows = [
        (d.key, d.label, label_of(COLOURS, d.colour) if d.in_use else "switched off",
         "; ".join([*(label_of(ASKS, a) for a in d.asks), *(f"tells: {label_of(NOTIFIES, n)}" for n in d.notifies),
                    *([label_of(GUARDS, d.guard)] if d.guard else [])]))
        for d in found.all
    ]  # fmt: skip
    return Answer(document, table(rows))


def claim(given: argparse.Namespace) -> Answer:
    """Make a contact of the pool one's own."""
    with opened(given) as office:
        done = office.perform(ownership.claim, selection=Selection(ids=(given.id,)))
    return _handed(done, given.id, "It is yours already.")


def release(given: argparse.Namespace) -> Answer:
    """Send a contact back to the pool."""
    with opened(given) as office:
        done = office.perform(ownership.release, selection=Selection(ids=(given.id,)))
    return _handed(done, given.id, "It is in the pool already.")


def assign(given: argparse.Namespace) -> Answer:
    """Hand a contact to a member."""
    with opened(given) as office:
        member = office.facts.member_ids.get(given.name.casefold())
        if member is None:
            raise NotFoundError(f"There is no member “{given.name}” in this office.")
        done = office.perform(ownership.assign, selection=Selection(ids=(given.id,)), member_id=member)
    return _handed(done, given.id, f"It is {given.name}'s already.")


def _handed(done: Outcome[MassResult], contact_id: int, already: str) -> Answer:
    result = done.value
    if result.refused:
        raise RefusedError(result.refused[0][1])
    if result.refused_unseen:
        raise NotFoundError(f"There is no contact {contact_id} in your sight; another may have claimed it.")
    document = {"step": done.step, "changed": result.changed}
    if done.step is None:
        return Answer(document, (already,))
    undo = f"Step {done.step}; take it back with “brokerdesk undo {done.step}”."
    return Answer(document, (f"{done.changes.label}. {undo}",))
