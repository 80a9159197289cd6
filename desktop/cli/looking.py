"""Commands that only look: lists, list, show, find, why, history."""

from __future__ import annotations

import argparse
from typing import Any

from db.queries import documents, search
from db.queries import history as history_query
from db.queries import lists as lists_query
from db.queries import why as why_query
from db.rules.filters import ListSpec, parse_filter
from db.rules.moments import iso
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["list"].add_argument("key", metavar="KEY")
    subs["list"].add_argument("--filter", default="", metavar="TERMS", help="status=new_lead,active_lead&priority=hot")
    subs["list"].add_argument("--limit", type=whole, default=None, metavar="N")
    subs["show"].add_argument("id", type=whole, metavar="ID")
    subs["find"].add_argument("text", nargs="+", metavar="TEXT")
    subs["why"].add_argument("id", type=whole, metavar="ID")
    subs["why"].add_argument("key", metavar="KEY")
    subs["history"].add_argument("--limit", type=whole, default=20, metavar="N")


def lists(given: argparse.Namespace) -> Answer:
    """Every list with its definition and count."""
    with opened(given) as office:
        counts = office.read(lists_query.counts)
        found = office.facts.lists
    document = [{"key": d.key, "title": d.title, "definition": d.definition, "count": counts[d.key]} for d in found]
    return Answer(document, table((d["title"], f"{d['count']:,}", d["key"], d["definition"]) for d in document))


def list_rows(given: argparse.Namespace) -> Answer:
    """The contacts of a list, in its order."""
    spec = ListSpec(given.key, parse_filter(given.filter))
    with opened(given) as office:
        document = office.read(documents.list_document, spec, limit=given.limit)
        total = office.read(lists_query.count, spec)
    lines = table((d["id"], d["name"], d["status"], d["owner"] or "pool", " ".join(d["phones"]), " ".join(d["emails"]))
                  for d in document)  # fmt: skip
    return Answer(document, (*lines, f"{len(document):,} of {number(total, 'contact')}"))


def show_contact(given: argparse.Namespace) -> Answer:
    """One contact, whole."""
    with opened(given) as office:
        document = office.read(documents.contact_document, given.id)
    return Answer(document, tuple(_lines(document)))


def _lines(document: dict[str, Any]) -> list[str]:
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{key}:")
            lines += ["  " + " · ".join(str(v) for v in item.values() if v not in (None, "")) for item in value]
        elif value not in (None, "", [], {}):
            lines.append(f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return lines


def find(given: argparse.Namespace) -> Answer:
    """Contacts by any part of name, e-mail, phone, hashtag, address."""
    with opened(given) as office:
        found = office.read(search.find, " ".join(given.text))
    document = [{"id": f.id, "name": f.name, "status": f.status, "email": f.email, "phone": f.phone} for f in found]
    lines = table(tuple(d.values()) for d in document) or ("Nothing was found.",)
    return Answer(document, lines)


def why(given: argparse.Namespace) -> Answer:
    """Why a contact is in a list or not: each condition with its value."""
    with opened(given) as office:
        found = office.read(why_query.why, given.id, given.key)
    document = {
        "member": found.member,
        "conditions": [
            {"rule": c.rule, "sentence": c.sentence, "value": c.value, "met": c.met} for c in found.conditions
        ],
        "until": iso(found.until) or None,
    }
    lines = ["In this list." if found.member else "Not in this list."]
    lines += [f"{'✓' if c.met else '✗'} {c.sentence} ({c.value}) {c.rule}" for c in found.conditions]
    if found.until:
        lines.append(f"Until {iso(found.until)}, if nothing happens.")
    return Answer(document, tuple(lines))


def history(given: argparse.Namespace) -> Answer:
    """The newest steps first."""
    with opened(given) as office:
        found = office.read(history_query.steps, limit=given.limit)
    document = [
        {"step": s.id, "by": s.member, "action": s.action, "label": s.label, "at": iso(s.at), "undone": s.undone,
         "is_undo": s.is_undo}
        for s in found
    ]  # fmt: skip
    rows = ((d["step"], d["at"], d["by"], d["label"], "undone" if d["undone"] else "") for d in document)
    return Answer(document, table(rows) or ("Nothing has been done yet.",))
