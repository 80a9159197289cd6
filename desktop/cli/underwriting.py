"""Commands for offers whose numbers are asked for: underwriting, answer-underwriting (R10)."""

from __future__ import annotations

import argparse

from db.actions.underwriting import answer_underwriting
from db.queries.dispositions import underwriting_queue
from db.queries.underwriting import dollars, offer_facts
from db.rules.moments import iso
from desktop.cli.answers import Answer, number, table
from desktop.cli.dispositions import cents_of
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["underwriting"].add_argument("--all", action="store_true", help="the answered ones too")
    one = subs["answer-underwriting"]
    one.add_argument("number", type=whole, metavar="N", help="the request's number, as in underwriting")
    one.add_argument("--amount", type=cents_of, required=True, metavar="N", help="the offer in dollars: 412000")
    one.add_argument("--words", default="", metavar="TEXT", help="what it rests on, told to the agent who asked")


def underwriting(given: argparse.Namespace) -> Answer:
    """The queue: who asked for an offer's numbers, for whom, since when, and the contact's facts."""
    with opened(given) as office:
        found = office.read(underwriting_queue, answered=given.all)
        facts = {row.id: office.read(offer_facts, row.id).lines for row in found}
        now = office.clock()
    document = [
        {
            "request": row.id, "contact": {"id": row.contact_id, "name": row.contact}, "underwriter": row.underwriter,
            "asked_by": row.asked_by, "for": row.asked_for, "asked_at": iso(row.asked_at),
            "waited_minutes": max(0, (row.answered_at or now) - row.asked_at) // 60_000,
            "facts": [{"name": name, "text": text} for name, text in facts[row.id]],
            "answered_at": iso(row.answered_at) or None, "answered_by": row.answered_by,
            "amount_cents": row.amount_cents, "words": row.words,
        }
        for row in found
    ]  # fmt: skip
    rows = (
        (row.id, iso(row.asked_at), row.contact_id, row.contact, row.asked_for, f"by {row.asked_by}",
         f"of {row.underwriter}", "waits" if row.amount_cents is None else dollars(row.amount_cents), row.words)
        for row in found
    )  # fmt: skip
    return Answer(document, (*table(rows), number(len(found), "request")))


def answer(given: argparse.Namespace) -> Answer:
    """Answer a request with the offer's numbers; the agent who asked is told."""
    with opened(given) as office:
        done = office.perform(
            answer_underwriting, underwriting_id=given.number, amount_cents=given.amount, words=given.words
        )
    undo = f"Step {done.step}; take it back with “brokerdesk undo {done.step}”."
    document = {"step": done.step, "answered": done.value, "label": done.changes.label}
    return Answer(document, (f"{done.changes.label}.", undo))
