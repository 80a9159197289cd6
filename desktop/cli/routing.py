"""Commands for who gets a new lead: take-lead, routing, offers, take-offer, pass-offer."""

from __future__ import annotations

import argparse
from typing import Any, Final

from db.actions.offers import pass_offer as pass_action
from db.actions.offers import take_offer as take_action
from db.actions.routing import save_routing
from db.actions.routing import take_lead as take_lead_action
from db.changes import Outcome
from db.queries.filter_words import check_words
from db.queries.routing import FARED_DAYS, offer_document, rehearse, rules_in_words
from db.rules.errors import FileProblemError, NotFoundError, WrongUseError
from db.rules.filters import Filter, Term
from db.rules.new_leads import NewLead, read_new_lead, source_key
from db.rules.routing import Decision, RoutingRule
from db.rules.routing_settings import read_routing, write_routing
from desktop.cli.answers import Answer, number, table
from desktop.cli.json_input import read_json, shown_name
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]
_WORDS: Final = (
    ("name", "NAME", "“Ann Lee”"),
    ("email", "ADDRESS", "her address, or several"),
    ("phone", "NUMBER", "her number, or several"),
    ("address", "TEXT", "the postal address in one line"),
    ("postal-code", "CODE", "where the lead is about, when no listing says so"),
    ("city", "CITY", "the same"),
    ("type", "KEY", "contact_form, showing_request, question …"),
    ("source", "KEY", "zillow, website …"),
    ("message", "TEXT", "what they wrote"),
    ("listing", "MLS", "the listing's MLS number or address"),
    ("price", "AMOUNT", "in dollars, when no listing says so"),
    ("at", "TIME", "when it happened: 2026-11-22T14:05:00Z"),
    ("origin", "TEXT", "office site, portal …"),
)
_PLACES: Final = ("source", "contact_source", "type", "listing", "postal_code", "city", "price")


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["take-lead"].add_argument("path", nargs="?", metavar="FILE", help="a JSON object of these, or - for the input")
    for name, shown, meaning in _WORDS:
        subs["take-lead"].add_argument(f"--{name}", default=None, metavar=shown, help=meaning)
    where = "where a lead would go: source=zillow&postal_code=33606&price=450000"
    subs["routing"].add_argument("--try", dest="trial", default=None, metavar="FIELDS", help=where)
    which = "use the rules of a JSON list, as --json prints them; members by id or name"
    subs["routing"].add_argument("--set", dest="rules", default=None, metavar="FILE", help=which)
    for name in ("take-offer", "pass-offer"):
        subs[name].add_argument("offer", type=whole, metavar="N")


def take_lead(given: argparse.Namespace) -> Answer:
    """Take in a lead as if it had come from a site or a portal: its contact is known or added, the rules route it."""
    document = _document(given.path) if given.path else {}
    for name, _shown, _meaning in _WORDS:
        value = getattr(given, name.replace("-", "_"))
        if value is not None:
            document[name.replace("-", "_")] = value
    with opened(given) as office:
        lead = _read(document, office.facts.sources, office.facts.region)
        if lead.source:
            office.read(check_words, Filter((Term("source", "in", (lead.source,)),)))
        done = office.perform(take_lead_action, lead=lead)
    taken = done.value
    answer = {
        "step": done.step, "contact": taken.contact_id, "lead": taken.lead_id, "new": taken.new,
        "routed_to": taken.owner or None, "why": taken.why, "offered_to": list(taken.offered), "note": taken.note,
    }  # fmt: skip
    who = f"Contact {taken.contact_id}, {'new' if taken.new else 'known'}; lead {taken.lead_id}."
    lines = (done.changes.label, who, taken.why, taken.note, f"Take it back with “brokerdesk undo {done.step}”.")
    return Answer(answer, tuple(line for line in lines if line))


def routing(given: argparse.Namespace) -> Answer:
    """The rules of who gets a new lead, in order; --set uses others, --try says where a lead like this would go."""
    if given.trial is not None and given.rules is not None:
        raise WrongUseError("--set uses rules, --try rehearses those in use; name one of the two.")
    with opened(given) as office:
        if given.rules is not None:
            rules = _rules(read_json(given.rules), office.facts.member_ids)
            return _saved(office.perform(save_routing, rules=rules))
        if given.trial is not None:
            lead, source = _trial(given.trial, office.facts.sources)
            return _rehearsed(office.read(rehearse, lead, contact_source=source), office.facts.members)
        rows = office.read(rules_in_words)
    written = write_routing([row.rule for row in rows])["rules"]
    document = [
        {"place": place, **rule, "conditions": row.conditions, "destination": row.destination, "days": FARED_DAYS,
         "leads": row.leads, "answered": row.answered}
        for place, (rule, row) in enumerate(zip(written, rows, strict=True), 1)
    ]  # fmt: skip
    cells = [
        (place, row.rule.title, row.conditions, row.destination, f"{number(row.leads, 'lead')} in {FARED_DAYS} days")
        for place, row in enumerate(rows, 1)
    ]
    return Answer(document, table(cells))


def offers(given: argparse.Namespace) -> Answer:
    """The new leads that are offered to the member."""
    with opened(given) as office:
        document = office.read(offer_document)
    cells = [(one["id"], _name(one), one["line"], f"until {one['until']}") for one in document]
    return Answer(document, table(cells) or ("Nothing is offered to you.",))


def take_offer(given: argparse.Namespace) -> Answer:
    """Take a lead that is offered to the member."""
    with opened(given) as office:
        done = office.perform(take_action, offer_id=given.offer)
    return Answer({"step": done.step, "contact": done.value}, (f"{done.changes.label}.",))


def pass_offer(given: argparse.Namespace) -> Answer:
    """Leave a lead that is offered to the member to the others."""
    with opened(given) as office:
        done = office.perform(pass_action, offer_id=given.offer)
    return Answer({"step": done.step, "contact": done.value}, (f"{done.changes.label}.",))


def _name(one: dict[str, Any]) -> str:
    return str(one["contact"]["name"])


def _saved(done: Outcome[int]) -> Answer:
    label = done.changes.label if done.step is not None else "These rules are in use already."
    return Answer({"step": done.step, "changed": done.value}, (label,))


def _rules(found: Any, members: dict[str, int]) -> tuple[RoutingRule, ...]:
    """A list of rules as `routing --json` prints them; members and fallback by id or by name."""
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise WrongUseError("--set takes a JSON list of rules, as “routing --json” prints it.")

    def id_of(who: Any) -> Any:
        if not isinstance(who, str):
            return who
        if who.casefold() not in members:
            raise NotFoundError(f"There is no member “{who}”.")
        return members[who.casefold()]

    rules = []
    for place, one in enumerate(found):
        to = one.get("to")
        if isinstance(to, dict):
            named = to.get("members") if isinstance(to.get("members"), list) else []
            shares = [who if isinstance(who, dict) else {"id": who} for who in named or ()]
            shares = [share | {"id": id_of(share.get("id", share.get("name")))} for share in shares]
            to = to | {"members": shares, "fallback": id_of(to.get("fallback"))}
        rules.append({"key": f"new {place}"} | one | {"to": to})
    return read_routing({"rules": rules})


def _document(place: str) -> dict[str, Any]:
    """The JSON object of a file, or of the input. Errors: FileProblemError."""
    found = read_json(place)
    if not isinstance(found, dict):
        raise FileProblemError(f"{shown_name(place)} holds no lead: one JSON object with named values is needed.")
    return found


def _read(document: dict[str, Any], sources: tuple[tuple[str, str], ...], region: str) -> NewLead:
    return read_new_lead(document, sources=sources, region=region)


def _trial(text: str, sources: tuple[tuple[str, str], ...]) -> tuple[NewLead, str]:
    """`source=zillow&price=450000` as a lead of somebody new, and the contact's source. Errors: WrongUseError."""
    given: dict[str, str] = {}
    for part in filter(None, text.split("&")):
        name, sign, value = part.partition("=")
        if not sign or name not in _PLACES:
            raise WrongUseError(
                f"“{part}” says nothing of a lead; there are {', '.join(_PLACES)}, as in source=zillow."
            )
        given[name] = value
    contact_source = source_key(given.pop("contact_source", ""), sources)
    return read_new_lead({"name": "Somebody new"} | given, sources=sources), contact_source


def _rehearsed(decision: Decision, names: dict[int, str]) -> Answer:
    to = names.get(decision.member_id or 0)
    offered = [names[one] for one in decision.offered]
    document = {"rule": decision.rule.title, "routed_to": to, "offered_to": offered, "why": decision.why}
    return Answer(document, (decision.why,))
