"""Commands about duplicates: duplicates, merge, not-same (R25)."""

from __future__ import annotations

import argparse

from db.actions import merging
from db.queries import duplicates as query
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["duplicates"].add_argument("--limit", type=whole, default=100, metavar="N")
    subs["merge"].add_argument("keep", type=whole, metavar="KEEP")
    subs["merge"].add_argument("gone", type=whole, metavar="GONE")
    subs["merge"].add_argument("--take", default="", metavar="FIELD,FIELD", help="fields that GONE gives")
    subs["not-same"].add_argument("one", type=whole, metavar="ONE")
    subs["not-same"].add_argument("other", type=whole, metavar="OTHER")


def duplicates(given: argparse.Namespace) -> Answer:
    """Pairs of contacts that may be one, best first."""
    with opened(given) as office:
        found = office.read(query.duplicates, limit=given.limit)
    document = [
        {"score": p.likeness.score, "reasons": list(p.likeness.reasons), "against": list(p.likeness.against),
         "one": {"id": p.one, "name": p.one_name}, "other": {"id": p.other, "name": p.other_name}}
        for p in found.pairs
    ]  # fmt: skip
    lines = table((p.likeness.score, p.one, p.one_name, p.other, p.other_name,
                   "; ".join(p.likeness.reasons + p.likeness.against)) for p in found.pairs)  # fmt: skip
    said = f"{len(found.pairs):,} of {number(found.found, 'pair')}."
    if found.passed_over:
        said += (
            f" {number(found.passed_over, 'value')} passed over: more than {query.MOST_IN_A_BLOCK} contacts share each."
        )
    return Answer(document, (*lines, said))


def merge(given: argparse.Namespace) -> Answer:
    """Make one contact of two, in one step."""
    take = frozenset(part.strip() for part in given.take.split(",") if part.strip())
    with opened(given) as office:
        done = office.perform(merging.merge, keep=given.keep, gone=given.gone, take=take)
    document = {"step": done.step, "kept": given.keep, "gone": given.gone}
    return Answer(
        document, (f"{done.changes.label}. Step {done.step}; take it back with “brokerdesk undo {done.step}”.",)
    )


def not_same(given: argparse.Namespace) -> Answer:
    """Remember that two contacts are two."""
    with opened(given) as office:
        done = office.perform(merging.not_the_same, one=given.one, other=given.other)
    document = {"step": done.step, "one": given.one, "other": given.other}
    return Answer(document, ("They are not proposed again." if done.step else "That was known already.",))
