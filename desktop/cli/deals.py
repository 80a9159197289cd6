"""Commands for deals: transactions, deals, deal, deal-stage, deal-item (R7, R14)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from db.actions import deals as writing
from db.actions.transactions import import_transactions
from db.office import Office
from db.queries.deals import DealCard, DealSheet, deal_list, deal_settings, deal_sheet
from db.queries.transaction_imports import (
    plan_transactions,
    read_transaction_file,
    transaction_report,
    transaction_row,
)
from db.rules.deal_settings_file import read_settings_file
from db.rules.deals import BEFORE_CLOSING, STAGE_KEYS, StandardItem, check_stage, write_deal_settings
from db.rules.errors import WrongUseError
from db.rules.moments import iso
from db.rules.transaction_matching import TRANSACTION_OUTCOMES
from db.rules.transaction_words import cents_of
from desktop.cli.answers import Answer, table
from desktop.cli.json_input import read_json
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]
_SHOWN_ROWS: Final = 20
# The words of `deal --set`, and the fields of the deal form they are.
_FIELDS: Final = {
    "price": "price_cents", "closing": "closing_on", "accepted": "accepted_on", "property": "property",
    "mls": "mls_number", "buyer": "buyer", "seller": "seller", "contingencies": "contingencies",
}  # fmt: skip


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    one = subs["transactions"]
    one.add_argument("file", type=Path, metavar="FILE", help="Dotloop, SkySlope, DocuSign JSON, or a CSV or XLSX table")
    one.add_argument("--rehearse", action="store_true", help="only say what would happen")
    subs["deals"].add_argument("--stage", default="", metavar="KEY", help=", ".join(STAGE_KEYS))
    subs["deals"].add_argument("--settings", action="store_true", help="the office's words for stages, its checklist")
    subs["deals"].add_argument(
        "--set", type=Path, default=None, metavar="FILE", help="others, as --settings --json prints"
    )
    two = subs["deal"]
    two.add_argument("number", type=whole, metavar="N")
    two.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", dest="changes",
        help=f"{', '.join(_FIELDS)}; nothing after = empties one",
    )  # fmt: skip
    subs["deal-stage"].add_argument("number", type=whole, metavar="N")
    subs["deal-stage"].add_argument("stage", metavar="STAGE", help=", ".join(STAGE_KEYS))
    item = subs["deal-item"]
    item.add_argument("number", type=whole, metavar="N", help="an item; with --add, a deal")
    what = item.add_mutually_exclusive_group(required=True)
    what.add_argument("--add", default=None, metavar="TITLE", help="add an item to the deal N")
    what.add_argument("--done", action="store_true", help="the item N is done")
    what.add_argument("--again", action="store_true", help="the item N is to be done again")
    what.add_argument("--remove", action="store_true", help="take the item N off the checklist")
    item.add_argument("--due", default="", metavar="D", help="with --add: 2026-12-18")


def transactions(given: argparse.Namespace) -> Answer:
    """The transactions of a file as one step, or only what would happen."""
    with opened(given) as office:
        facts, step = office.facts, None
        file = read_transaction_file(given.file, region=facts.region, zone=facts.zone)
        if given.rehearse:
            rows = [transaction_row(plan) for plan in office.read(plan_transactions, file)]
        else:
            done = office.perform(import_transactions, file=file)
            step = done.step
            rows = [
                transaction_row(plan, deal=deal)
                for plan, deal in zip(done.value.plans, done.value.deal_ids, strict=True)
            ]
    document = transaction_report(file, rows) | {"step": step}
    return Answer(document, (*_report_lines(document), *_undo_line(step)))


def _report_lines(document: dict[str, Any]) -> list[str]:
    counts = {key: document[key] for key in TRANSACTION_OUTCOMES}
    words = ", ".join(f"{n if isinstance(n, int) else len(n):,} {key}" for key, n in counts.items())
    told = [row for row in document["rows"] if row["reasons"] or row["warnings"] or row["effect"]]
    lines = [f"{document['file']} ({document['format']}): {words}"]
    for row in told[:_SHOWN_ROWS]:
        said = " ".join([*filter(None, [row["effect"]]), *row["reasons"], *row["warnings"]])
        lines.append(f"  row {row['row']}, {row['outcome']}: {said}")
    return lines + ([f"  and {len(told) - _SHOWN_ROWS:,} more rows"] if len(told) > _SHOWN_ROWS else [])


def _undo_line(step: int | None) -> tuple[str, ...]:
    return (f"Step {step}; take it back with “brokerdesk undo {step}”.",) if step else ()


def deals(given: argparse.Namespace) -> Answer:
    """The deals that the member sees, by stage; with --settings or --set, what the office calls them."""
    if given.stage:
        check_stage(given.stage)
    with opened(given) as office:
        if given.settings or given.set is not None:
            return _settings(office, given.set)
        cards = office.read(deal_list, given.stage)
        settings = office.read(deal_settings)
    rows = (
        (c.id, settings.label(c.stage), c.contact, c.property, _dollars(c.price_cents), c.closes, c.agent)
        for c in cards
    )
    return Answer([_card(card) for card in cards], table(rows) or ("No deals.",))


def _settings(office: Office, file: Path | None) -> Answer:
    """Labels by stage and the standard checklist; taken from `file` first, where one is given."""
    step = None
    if file is not None:
        mine = read_settings_file(read_json(str(file)), office.read(deal_settings))
        step = office.perform(writing.set_deal_settings, settings=mine).step
    settings = office.read(deal_settings)
    lines = table((stage.key, stage.label, stage.meaning) for stage in settings.stages)
    lines += table((item.title, _due(item)) for item in settings.checklist)
    return Answer(write_deal_settings(settings) | {"step": step}, (*lines, *_undo_line(step)))


def _due(item: StandardItem) -> str:
    """When an item of the standard checklist is due: "3 days after the opening", "on the closing day"."""
    if not item.counts:
        return ""
    before = item.counts == BEFORE_CLOSING
    if not item.days:
        return f"on the {'closing' if before else 'opening'} day"
    days = "1 day" if item.days == 1 else f"{item.days} days"
    return f"{days} {'before the closing day' if before else 'after the opening'}"


def _card(card: DealCard) -> dict[str, Any]:
    return {
        "deal": card.id, "stage": card.stage, "contact": {"id": card.contact_id, "name": card.contact},
        "status": card.status, "property": card.property, "price": _amount(card.price_cents),
        "closing": card.closing or None, "late": card.late, "open_items": card.open_items,
        "overdue_items": card.overdue_items, "agent": card.agent or None, "since": iso(card.stage_since),
    }  # fmt: skip


def _amount(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _dollars(cents: int | None) -> str:
    return "" if cents is None else f"${cents / 100:,.{2 if cents % 100 else 0}f}"


def deal(given: argparse.Namespace) -> Answer:
    """One deal in full; with --set, its form is changed first."""
    changes = dict(_change(text) for text in given.changes)
    with opened(given) as office:
        step = office.perform(writing.change_deal, deal_id=given.number, changes=changes).step if changes else None
        return _sheet(office, office.read(deal_sheet, given.number), step)


def _change(text: str) -> tuple[str, Any]:
    name, is_set, value = text.partition("=")
    if not is_set or name not in _FIELDS:
        raise WrongUseError(f"“{text}” sets nothing; write FIELD=VALUE with {', '.join(_FIELDS)}.")
    if name != "price" or not value.strip():
        return _FIELDS[name], value.strip()
    cents = cents_of(value)
    if cents is None:
        raise WrongUseError(f"“{value}” is no price.")
    return _FIELDS[name], cents


def _sheet(office: Office, sheet: DealSheet, step: int | None) -> Answer:
    card, settings = sheet.card, office.read(deal_settings)
    items = [
        {"item": i.id, "title": i.title, "due": i.due_on or None, "done_at": iso(i.done_at) or None,
         "done_by": i.done_by or None, "overdue": i.overdue}
        for i in sheet.items
    ]  # fmt: skip
    tied = {"source": sheet.source, "transaction": sheet.outside_key or None, "told_at": iso(sheet.outside_at) or None}
    form = {key: value for key, value in sheet.form.items() if key in _FIELDS.values()}
    document = _card(card) | tied | {"form": form, "status_before": sheet.status_before or None, "items": items,
                                     "moves": sheet.moves, "step": step}  # fmt: skip
    lines = [f"Deal {card.id} of {card.contact}: {settings.label(card.stage)}. {card.closes}".strip()]
    lines += table((key, _dollars(value) if key == "price_cents" else value) for key, value in form.items())
    lines += table(
        (i.id, "done" if i.done_at else "overdue" if i.overdue else "open", i.due_on, i.title) for i in sheet.items
    )
    return Answer(document, (*lines, *_undo_line(step)))


def deal_stage(given: argparse.Namespace) -> Answer:
    """A deal comes to a stage, and its contact to the status that follows."""
    with opened(given) as office:
        done = office.perform(writing.set_stage, deal_id=given.number, stage=given.stage)
    effect = done.value.effect
    document = {"deal": given.number, "stage": given.stage, "effect": effect or None, "step": done.step}
    said = f"{done.changes.label}. {effect}".strip() if done.step else "It is there already."
    return Answer(document, (said, *_undo_line(done.step)))


def deal_item(given: argparse.Namespace) -> Answer:
    """An item of a checklist is added, done, to be done again, or taken away."""
    number = given.number
    with opened(given) as office:
        if given.add is not None:
            done = office.perform(writing.add_item, deal_id=number, title=given.add, due_on=given.due)
            number = done.value
        elif given.remove:
            done = office.perform(writing.remove_item, item_id=number)
        else:
            done = office.perform(writing.tick_item, item_id=number, done=given.done)
    said = f"{done.changes.label}." if done.step else "It is so already."
    return Answer({"item": number, "step": done.step}, (said, *_undo_line(done.step)))
