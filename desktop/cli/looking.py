"""Commands that only look: lists, list, show, find, why, history."""

from __future__ import annotations

import argparse
from typing import Final

from db.queries import documents, search
from db.queries import history as history_query
from db.queries import lists as lists_query
from db.queries import why as why_query
from db.queries.offered import list_named, lists_offered
from db.rules.filters import FIELDS, ListSpec
from db.rules.lead_lists import LEAD_LIST_KEYS
from db.rules.moments import iso
from desktop.cli import leads
from desktop.cli.answers import Answer, number, table
from desktop.cli.contact_sheet import ContactSheet
from desktop.cli.narrowing import narrowed
from desktop.cli.numbers import whole
from desktop.cli.opening import add_day, opened, opened_at

Subparsers = dict[str, argparse.ArgumentParser]
FILTER_WORDS: Final = (
    "A filter is field=value; several values widen (priority=hot,warm), several fields joined by & narrow. "
    "!= is “is not”, ~ “contains”, =* “is filled in”, created<=30 “within 30 days”, created>30 “longer ago”, "
    f"created=2026-11-01..2026-11-30 “on these days”. The fields: {', '.join(FIELDS)}."
)


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    for verb in ("lists", "list"):
        add_day(subs[verb])
    subs["list"].add_argument("key", metavar="KEY")
    subs["list"].add_argument("--filter", default="", metavar="TERMS", help="status=new_lead,active_lead&priority=hot")
    subs["list"].add_argument("--limit", type=whole, default=None, metavar="N")
    subs["list"].epilog = FILTER_WORDS
    subs["show"].add_argument("id", type=whole, metavar="ID")
    subs["find"].add_argument("text", nargs="+", metavar="TEXT")
    subs["why"].add_argument("id", type=whole, metavar="ID")
    subs["why"].add_argument("key", metavar="KEY")
    subs["history"].add_argument("--limit", type=whole, default=20, metavar="N")


def lists(given: argparse.Namespace) -> Answer:
    """Every list with its definition and count."""
    with opened_at(given) as office:
        counts = office.read(lists_query.counts)
        found = office.read(lists_offered)
        of_leads = leads.counted(office)
    document = [{"key": d.key, "title": d.title, "definition": d.definition, "count": counts[d.key]} for d in found]
    document += of_leads
    return Answer(document, table((d["title"], f"{d['count']:,}", d["key"], d["definition"]) for d in document))


def list_rows(given: argparse.Namespace) -> Answer:
    """The contacts of a list, in its order; of a list of leads or calls, these."""
    if given.key in LEAD_LIST_KEYS:
        return leads.leads(argparse.Namespace(**{**vars(given), "list": given.key}))
    with opened_at(given) as office:
        spec = ListSpec(given.key, narrowed(office, given.filter), sort=office.read(list_named, given.key).sort)
        document = office.read(documents.list_document, spec, limit=given.limit)
        total = office.read(lists_query.count, spec)
    lines = table((d["id"], d["name"], d["status"], d["owner"] or "pool", " ".join(d["phones"]), " ".join(d["emails"]))
                  for d in document)  # fmt: skip
    return Answer(document, (*lines, f"{len(document):,} of {number(total, 'contact')}"))


def show_contact(given: argparse.Namespace) -> Answer:
    """One contact, whole."""
    with opened(given) as office:
        document = office.read(documents.contact_document, given.id)
        sheet = ContactSheet(office.facts)
    return Answer(document, sheet.lines(document))


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
        asked = leads.why if given.key in LEAD_LIST_KEYS else why_query.why
        found = office.read(asked, given.id, given.key)
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
