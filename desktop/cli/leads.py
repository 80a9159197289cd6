"""Commands for leads: leads, lead-status; and the lists whose rows are leads, calls, touches or presses."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.actions.leads import set_lead_status
from db.backup import check_apart
from db.changes import Selection
from db.office import EarlierOffice, Office
from db.queries import lead_lists as lead_lists_query
from db.queries.lead_lists import why
from db.rules.errors import WrongUseError
from db.rules.filters import ListSpec
from db.rules.lead_lists import ALL_LEADS, LEAD_LISTS, lead_list, lead_spec
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import add_day, opened, opened_at

Subparsers = dict[str, argparse.ArgumentParser]
_UNITS = {"lead": "lead", "task": "scheduled call", "call": "call", "touch": "touch", "press": "press"}
__all__ = ["arguments", "counted", "lead_status", "leads", "listed", "why"]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    add_day(subs["leads"])
    subs["leads"].add_argument("--filter", default="", metavar="TERMS", help="lead_type=question&waiting=yes")
    subs["leads"].add_argument("--list", default=ALL_LEADS, metavar="KEY", help=", ".join(d.key for d in LEAD_LISTS))
    subs["leads"].add_argument("--limit", type=whole, default=None, metavar="N")
    subs["leads"].add_argument("--export", type=Path, default=None, metavar="FILE", help="a .csv or .xlsx to write")
    subs["lead-status"].add_argument("key", metavar="active|inactive")
    subs["lead-status"].add_argument("--ids", default="", metavar="1,2", help="the leads' own numbers")
    subs["lead-status"].add_argument("--list", default="", metavar="KEY")
    subs["lead-status"].add_argument("--filter", default="", metavar="TERMS")


def leads(given: argparse.Namespace) -> Answer:
    """The leads of a list, one row for each action; with `--export`, into a file."""
    spec = lead_spec(given.list, given.filter)
    if getattr(given, "export", None) is not None:
        return _exported(given, spec)
    with opened_at(given) as office:
        return listed(office, spec, limit=given.limit)


def _exported(given: argparse.Namespace, spec: ListSpec) -> Answer:
    """Write the rows of the list in the columns of its table."""
    from desktop.item_models.lead_columns import TABLE_KINDS
    from desktop.operations.lead_exports import LeadExport, of_rows, write_leads

    if given.at or given.limit is not None:
        raise WrongUseError("An export holds the list as it is now, and whole: leave --at and --limit out.")
    unit = lead_list(spec.list_key).unit
    columns = tuple(column for column in TABLE_KINDS[unit].columns if column.kind != "check")
    with opened(given) as office:
        check_apart(office.engines, given.export)
        written = write_leads(office, LeadExport(spec, None, columns, given.export), lambda _done, _total: True)
    document = {"file": str(given.export), "rows": len(written.ids), "left_out": written.left_out}
    left = f" {written.left_out:,} of contacts that are not yours left out." if written.left_out else ""
    return Answer(document, (f"{given.export}: {of_rows(len(written.ids), unit)}.{left}",))


def listed(office: Office | EarlierOffice, spec: ListSpec, *, limit: int | None) -> Answer:
    """The rows of a list of leads or calls, in its order."""
    document = office.read(lead_lists_query.list_document, spec, limit=limit)
    total = office.read(lead_lists_query.count, spec)
    unit = lead_list(spec.list_key).unit
    lines = table(_cells(row) for row in document)
    return Answer(document, (*lines, f"{len(document):,} of {number(total, _UNITS[unit])}"))


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    """What a person sees of a row, whatever it is."""
    name = row["contact"]["name"] if row["contact"] else ""
    if "type" in row:
        waiting = "" if row["waiting"] is None else f"waits {_wait(row['waiting'])}"
        about = row["listing"] or row["message"]
        return row["id"], row["occurred_at"], row["type"], name, row["source"], waiting, about
    if "channel" in row:
        return row["id"], row["at"], row["member"], row["channel"], row["outcome"], name, row["words"]
    if "colour" in row:
        credit = "1 credit" if row["credit"] else ""
        return row["id"], row["at"], row["member"], row["label"], row["colour"], name, _dollars(row), credit
    if "due_at" in row:
        state = "done" if row["done_at"] else "missed" if row["missed"] else ""
        return row["id"], row["due_at"], name, row["phone"], row["member"], state, row["title"]
    outbound = "Outbound" if row["outbound"] else ""
    return row["id"], row["at"], row["number"], name, outbound, row["outcome"], row["member"]


def _dollars(row: dict[str, Any]) -> str:
    cents = row["amount_cents"]
    return "" if cents is None else f"${cents / 100:,.2f}".removesuffix(".00")


def _wait(seconds: int) -> str:
    """A wait in its two largest units, as in “3 d 4 h”."""
    days, rest = divmod(seconds // 60, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    shown = [f"{count} {word}" for count, word in parts if count][:2]
    return " ".join(shown) or "0 min"


def counted(office: Office | EarlierOffice) -> list[dict[str, Any]]:
    """The lists of leads and calls with their counts, as `lists` shows them."""
    counts = office.read(lead_lists_query.counts)
    return [
        {"key": d.key, "title": d.title, "definition": d.definition, "count": counts[d.key]} for d in LEAD_LISTS
    ]  # fmt: skip


def lead_status(given: argparse.Namespace) -> Answer:
    """Set Lead Status on many leads at once, as one step."""
    with opened(given) as office:
        done = office.perform(set_lead_status, selection=_selection(given), lead_status=given.key)
    result = done.value
    document = {
        "step": done.step, "changed": result.changed, "unchanged": result.unchanged,
        "out_of_sight": result.refused_unseen,
    }  # fmt: skip
    lines = [
        (
            f"{number(result.changed, 'lead')} changed, "
            f"{result.unchanged:,} {'was' if result.unchanged == 1 else 'were'} so already."
        )
    ]
    if result.refused_unseen:
        lines.append(f"{number(result.refused_unseen, 'lead')} not found.")
    if done.step:
        lines.append(f"Step {done.step}; take it back with “brokerdesk undo {done.step}”.")
    return Answer(document, tuple(lines))


def _selection(given: argparse.Namespace) -> Selection:
    if bool(given.ids) == bool(given.list):
        raise WrongUseError("Name the leads by --ids 1,2 or by --list KEY.")
    if given.ids and given.filter:
        raise WrongUseError("--filter narrows a list; with --ids it would be passed over. Leave one of them out.")
    if given.list:
        if lead_list(given.list).unit != "lead":
            raise WrongUseError(f"“{given.list}” holds no leads, and only leads have a Lead Status.")
        return Selection(spec=lead_spec(given.list, given.filter))
    try:
        return Selection(ids=tuple(whole(p) for p in given.ids.split(",") if p.strip()))
    except argparse.ArgumentTypeError as error:
        raise WrongUseError(f"--ids takes numbers, as in --ids 1,2: {error}.") from error
