"""Commands for contract drafts and documents: contract-fields, contract-template, draft, documents, document (R13)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from db.actions.drafts import draft_contract, set_contract_template, use_sample_contract
from db.files.problems import reading_sentences, writing_sentence
from db.files.word_guards import LARGEST
from db.queries.contacts import contact_card
from db.queries.contracts import contract_fields, contract_template, contract_trial
from db.queries.stored_files import DocumentRow, document_content, documents_of
from db.rules.contract_fields import CONTRACT_FIELDS, GROUPS
from db.rules.errors import WrongUseError
from db.rules.moments import iso
from db.rules.stored_files import KINDS, STATES, size_words
from db.rules.values import label_of
from desktop.cli.answers import Answer, number, table
from desktop.cli.numbers import whole
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    one = subs["contract-fields"]
    one.add_argument("id", nargs="?", type=whole, default=None, metavar="ID", help="with what this contact has in them")
    one = subs["contract-template"]
    one.add_argument("file", nargs="?", default="", metavar="FILE", help="a .docx file that becomes the template")
    one.add_argument("--sample", action="store_true", help="go back to the sample that ships")
    one.add_argument("--to", default="", metavar="FILE", help="write the template in use to a file")
    one = subs["draft"]
    one.add_argument("id", type=whole, metavar="ID")
    one.add_argument("--to", default="", metavar="FILE", help="only write the draft to a file; nothing is kept")
    subs["documents"].add_argument("id", type=whole, metavar="ID")
    one = subs["document"]
    one.add_argument("number", type=whole, metavar="N")
    one.add_argument("--to", required=True, metavar="FILE", help="write it to this file")


def fields(given: argparse.Namespace) -> Answer:
    """The fields that a contract template may use; with a contact, what it has in them."""
    known: dict[str, str] = {}
    if given.id is not None:
        with opened(given) as office:
            known = office.read(contract_fields, given.id).values
    document: list[dict[str, Any]] = [
        {"field": f.key, "what": f.label, "of": label_of(GROUPS, f.group), "example": f.example}
        | ({"value": known[f.key]} if known else {})
        for f in CONTRACT_FIELDS
    ]
    rows = [(f"{{{{ {row['field']} }}}}", row["what"], row.get("value", row["example"])) for row in document]
    return Answer(document, table(rows))


def template(given: argparse.Namespace) -> Answer:
    """Which template is in use; another one set, the sample taken again, or a copy written."""
    if given.file and given.sample:
        raise WrongUseError("Name a file or --sample, not both.")
    step = None
    with opened(given) as office:
        if given.sample:
            step = office.perform(use_sample_contract).step
        elif given.file:
            path = Path(given.file)
            with reading_sentences(path), path.open("rb") as stream:
                data = stream.read(LARGEST + 1)
            step = office.perform(set_contract_template, name=path.name, data=data).step
        found = office.read(contract_template)
    if given.to:
        _write(given.to, found.data)
    document = {"template": found.name, "sample": found.is_sample, "bytes": len(found.data), "step": step,
                "written": given.to or None}  # fmt: skip
    lines = [f"In use: {found.name}, {size_words(len(found.data))}."]
    lines += [f"Written to {given.to}."] if given.to else []
    lines += [f"Step {step}; take it back with “brokerdesk undo {step}”."] if step else []
    return Answer(document, tuple(lines))


def draft(given: argparse.Namespace) -> Answer:
    """Draft the contract of a contact and keep it with them; with --to only write it."""
    with opened(given) as office:
        if given.to:
            trial = office.read(contract_trial, given.id)
            _write(given.to, trial.data)
            document = {"document": None, "step": None, "missing": list(trial.missing), "written": given.to}
            return Answer(document, (f"Written to {given.to}.", _blanks(trial.missing)))
        done = office.perform(draft_contract, contact_id=given.id)
    made, missing = done.value
    document = {"document": made, "step": done.step, "missing": list(missing), "written": None}
    return Answer(document, (f"{done.changes.label}, document {made}.", _blanks(missing)))


def _blanks(missing: tuple[str, ...]) -> str:
    return f"Blank in it: {', '.join(missing)}." if missing else "Nothing is blank in it."


def documents(given: argparse.Namespace) -> Answer:
    """The documents of a contact, the newest first."""
    with opened(given) as office:
        office.read(contact_card, given.id)  # of a contact out of sight nobody learns that it has none
        found = office.read(documents_of, given.id)
    rows = [(row.id, row.title, label_of(KINDS, row.kind), label_of(STATES, row.state) if row.state else "",
             size_words(row.size), iso(row.at), row.by) for row in found]  # fmt: skip
    return Answer([_document(row) for row in found], (number(len(found), "document"), *table(rows)))


def document(given: argparse.Namespace) -> Answer:
    """Write what is in a document to a file."""
    with opened(given) as office:
        found = office.read(document_content, given.number)
    _write(given.to, found.data)
    return Answer(_document(found.row) | {"written": given.to}, (f"“{found.row.title}” written to {given.to}.",))


def _document(row: DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id, "contact": row.contact_id, "title": row.title, "file": row.file_name, "kind": row.kind,
        "state": row.state, "missing": list(row.missing), "bytes": row.size, "at": iso(row.at), "by": row.by,
    }  # fmt: skip


def _write(name: str, data: bytes) -> None:
    path = Path(name)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except (OSError, ValueError) as problem:
        raise writing_sentence(path, problem if isinstance(problem, OSError) else OSError()) from problem
