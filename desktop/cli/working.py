"""Commands that change contacts: status, undo, redo."""

from __future__ import annotations

import argparse

from db.actions.statuses import change_status
from db.changes import Outcome, Selection, UndoResult
from db.office import Office
from db.rules.errors import WrongUseError
from db.rules.filters import ListSpec
from desktop.cli.answers import Answer, number
from desktop.cli.narrowing import narrowed
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["status"].add_argument("key", metavar="KEY")
    subs["status"].add_argument("--ids", default="", metavar="1,2")
    subs["status"].add_argument("--list", default="", metavar="KEY")
    subs["status"].add_argument("--filter", default="", metavar="TERMS")
    subs["status"].add_argument("--why", default="", metavar="TEXT")
    subs["undo"].add_argument("step", type=whole, nargs="?", metavar="STEP")


def selection(office: Office, given: argparse.Namespace) -> Selection:
    """The contacts `--ids` or `--list` (with `--filter`) name. Errors: WrongUseError unless it is one of the two."""
    if bool(given.ids) == bool(given.list):
        raise WrongUseError("Name the contacts by --ids 1,2 or by --list KEY.")
    if given.ids and given.filter:
        raise WrongUseError("--filter narrows a list; with --ids it would be passed over. Leave one of them out.")
    if given.list:
        return Selection(spec=ListSpec(given.list, narrowed(office, given.filter)))
    try:
        return Selection(ids=tuple(whole(p) for p in given.ids.split(",") if p.strip()))
    except argparse.ArgumentTypeError as error:
        raise WrongUseError(f"--ids takes numbers, as in --ids 1,2: {error}.") from error


def status(given: argparse.Namespace) -> Answer:
    """Set a status on many at once, as one step."""
    with opened(given) as office:
        done = office.perform(change_status, selection=selection(office, given), status=given.key, why=given.why)
    result = done.value
    document = {
        "step": done.step,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "refused": [{"id": n, "reason": why} for n, why in result.refused],
        "out_of_sight": result.refused_unseen,
    }
    lines = [
        (
            f"{number(result.changed, 'contact')} changed, "
            f"{result.unchanged:,} {'was' if result.unchanged == 1 else 'were'} so already."
        )
    ]
    lines += [f"Refused: {n}: {why}" for n, why in result.refused[:20]]
    if result.refused_unseen:
        lines.append(f"{number(result.refused_unseen, 'contact')} left alone.")
    return Answer(
        document,
        (*lines, f"Step {done.step}; take it back with “brokerdesk undo {done.step}”.") if done.step else tuple(lines),
    )


def undo(given: argparse.Namespace) -> Answer:
    """Take back a step; what moved on since is left and named."""
    with opened(given) as office:
        return _undone(office.undo(given.step))


def redo(given: argparse.Namespace) -> Answer:
    """Do again what was undone last."""
    with opened(given) as office:
        return _undone(office.redo())


def _undone(done: Outcome[UndoResult]) -> Answer:
    result = done.value
    document = {
        "step": done.step,
        "restored": result.restored,
        "left": [{"id": x.id, "contact": x.who, "field": x.field, "reason": x.reason} for x in result.left],
    }
    lines = [f"{done.changes.label or 'Nothing was left to take back'}: {number(result.restored, 'row')} restored."]
    lines += [f"Left: {x.who or x.id}, {x.field}: {x.reason}" for x in result.left[:20]]
    if result.left_unseen:
        lines.append(f"{number(result.left_unseen, 'more row')} left.")
    return Answer(document, tuple(lines))
