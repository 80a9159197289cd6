"""Commands about lenders: lenders, lender (R53)."""

from __future__ import annotations

import argparse
from typing import Any, Final

from db.actions.contacts import set_field
from db.actions.lenders import add_lender, end_lender
from db.office import Office
from db.queries import lenders as query
from db.rules.errors import WrongUseError
from desktop.cli.answers import Answer, number, table
from desktop.cli.opening import opened
from desktop.cli.working import selection

Subparsers = dict[str, argparse.ArgumentParser]
# the words of the command line, and the fields they fill
FIELDS: Final = {"company": "company", "license": "license_number", "phone": "phone", "email": "email"}


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["lenders"].add_argument("--add", default="", metavar="NAME", help="add a lender")
    for word in FIELDS:
        subs["lenders"].add_argument(f"--{word}", default="", metavar="TEXT", help="of the lender who is added")
    subs["lenders"].add_argument("--signs-in", action="store_true", help="the lender who is added works in the office")
    subs["lenders"].add_argument("--end", default="", metavar="NAME", help="end a lender")
    subs["lenders"].add_argument("--hand-to", default="none", metavar="NAME", help="who gets the contacts of the ended")
    subs["lender"].add_argument("name", metavar="NAME|none")
    subs["lender"].add_argument("--ids", default="", metavar="1,2")
    subs["lender"].add_argument("--list", default="", metavar="KEY")
    subs["lender"].add_argument("--filter", default="", metavar="TERMS")


def lenders(given: argparse.Namespace) -> Answer:
    """The lenders with their contacts; `--add` and `--end` change who there is first."""
    with opened(given) as office:
        _change(office, given)
        found = office.read(query.lenders)
    document = [_document(one) for one in found]
    lines = table((d["id"], d["name"], d["company"], d["license"], d["phone"], number(d["contacts"], "contact"),
                   "" if d["signs_in"] else "does not sign in") for d in document)  # fmt: skip
    return Answer(document, lines or ("There is no lender yet.",))


def _change(office: Office, given: argparse.Namespace) -> None:
    if given.add and given.end:
        raise WrongUseError("--add and --end are two changes; make one after the other.")
    values: dict[str, Any] = {field: getattr(given, word) for word, field in FIELDS.items() if getattr(given, word)}
    if not given.add and (values or given.signs_in):
        raise WrongUseError("These words describe the lender who is added; name them with --add NAME.")
    if given.hand_to != "none" and not given.end:
        raise WrongUseError("--hand-to says who gets the contacts of the lender who ends; name that one with --end.")
    if given.add:
        office.perform(add_lender, values=values | {"name": given.add, "signs_in": given.signs_in})
    elif given.end:
        ending = office.read(query.lender_named, given.end)
        if ending is None:
            raise WrongUseError("“none” is no lender who could end.")
        office.perform(end_lender, member_id=ending, hand_to=office.read(query.lender_named, given.hand_to))


def _document(one: query.LenderRow) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "company": one.company, "license": one.license, "phone": one.phone,
        "email": one.email, "signs_in": one.signs_in, "contacts": one.contacts,
    }  # fmt: skip


def lender(given: argparse.Namespace) -> Answer:
    """Assign contacts to a lender, or take their lender off, as one step."""
    with opened(given) as office:
        lender_id = office.read(query.lender_named, given.name)
        done = office.perform(set_field, selection=selection(office, given), field="lender_id", value=lender_id)
    result = done.value
    document = {
        "step": done.step, "changed": result.changed, "unchanged": result.unchanged,
        "refused": [{"id": n, "reason": why} for n, why in result.refused], "out_of_sight": result.refused_unseen,
    }  # fmt: skip
    so_already = f"{result.unchanged:,} {'was' if result.unchanged == 1 else 'were'} so already."
    lines = [f"{number(result.changed, 'contact')} changed, {so_already}"]
    lines += [f"Refused: {n}: {why}" for n, why in result.refused[:20]]
    if result.refused_unseen:
        lines.append(f"{number(result.refused_unseen, 'contact')} left alone.")
    if done.step:
        lines.append(f"Step {done.step}; take it back with “brokerdesk undo {done.step}”.")
    return Answer(document, tuple(lines))
