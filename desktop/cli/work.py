"""The command that does what runs by itself: work."""

from __future__ import annotations

import argparse

from db.rules.errors import WrongUseError
from desktop.cli.answers import Answer
from desktop.cli.opening import opened
from desktop.worker import run_due

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words this command understands."""
    subs["work"].add_argument("--once", action="store_true", help="do what is due now, and end")


def work(given: argparse.Namespace) -> Answer:
    """Do what is due now and say what was done. The window does the same once a minute while it is open."""
    if not given.once:
        raise WrongUseError("“work” runs what is due now with --once; a window that is open does it by itself.")
    with opened(given) as office:
        done = run_due(office)
    document = [
        {
            "job": one.key, "title": one.title, "count": one.count,
            "steps": [{"step": outcome.step, "label": outcome.changes.label} for outcome in one.outcomes],
        }
        for one in done
    ]  # fmt: skip
    lines = tuple(outcome.changes.label for one in done for outcome in one.outcomes)
    return Answer(document, lines or ("Nothing is due.",))
