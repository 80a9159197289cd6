"""The office's dispositions from a JSON file: what would change, and the change itself (R23)."""

from __future__ import annotations

import argparse

from db.actions.dispositions import set_dispositions
from db.queries.disposition_preview import disposition_preview
from db.queries.dispositions import office_dispositions
from db.rules.disposition_editing import read_file
from db.rules.errors import RefusedError
from db.rules.permissions import REFUSALS, Right
from desktop.cli.answers import Answer
from desktop.cli.json_input import read_json
from desktop.cli.opening import opened


def changed(given: argparse.Namespace) -> Answer:
    """Use the list of `given.file`, or with `given.rehearse` only say what that would change."""
    document = read_json(given.file)
    with opened(given) as office:
        if not office.actor.may(Right.SETTINGS):
            raise RefusedError(REFUSALS[Right.SETTINGS])
        base = office.read(office_dispositions)
        wanted = read_file(document, base)
        effects = office.read(disposition_preview, wanted)
        step = None if given.rehearse else office.perform(set_dispositions, office=wanted, base=base).step
    rows = [{"key": e.key, "count": e.count, "of": e.what, "sentence": e.sentence} for e in effects]
    lines = [f"{e.count:,} {e.what}: {e.sentence}" if e.what else e.sentence for e in effects]
    lines = lines or ["Nothing changes: these are the dispositions in use."]
    if given.rehearse:
        lines.append("Rehearsed only; nothing was changed.")
    elif step is not None:
        lines.append(f"Step {step}; take it back with “brokerdesk undo {step}”.")
    return Answer({"step": step, "rehearsed": given.rehearse, "effects": rows}, tuple(lines))
