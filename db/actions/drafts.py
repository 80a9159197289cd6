"""Drafting contracts: a document for each contact, from the office's template, for a person to check (R13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from db.actions.base import action
from db.actions.contents import keep_contents
from db.actions.selecting import reader_of
from db.actions.settings import put_setting
from db.files.word_documents import FilledDocument, fill_document
from db.files.word_templates import read_template
from db.models import StoredFile
from db.queries.contracts import ContractFields, contract_template, draft_name, fields_of
from db.rules.contract_fields import SETTING
from db.rules.disposition_words import names
from db.rules.errors import FileProblemError
from db.rules.permissions import Right
from db.rules.stored_files import CONTRACT, DRAFT, clean_name
from db.unit_of_work import UnitOfWork

# Of one press. Filling them takes some 3 ms each, while nobody else can write.
MOST_DRAFTS: Final = 200
NAMED: Final = 5


def draft_contracts(uow: UnitOfWork, contact_ids: Sequence[int]) -> list[str]:
    """A draft for each of these contacts, as part of a press; gives a sentence for each effect.

    A template that cannot be filled leaves everything else as it is, and is said; then there is no draft at all.
    """
    drafted = list(contact_ids)[:MOST_DRAFTS]
    try:
        found, filled = _fill(uow, drafted)
    except FileProblemError as problem:
        return [f"No contract was drafted. {problem.sentence} The press itself is done."]
    _write(uow, found, filled)
    effects = ["A draft of the contract is with their documents, for a person to check."]
    if len(drafted) > 1:
        effects = [f"{len(drafted):,} drafts of the contract are with their documents, for a person to check."]
    if len(drafted) < len(contact_ids):
        left = len(contact_ids) - len(drafted)
        effects.append(f"At most {MOST_DRAFTS:,} are drafted at once: {left:,} contacts have none yet.")
    return effects + _lacking(found, filled)


def _lacking(found: Mapping[int, ContractFields], filled: Mapping[int, FilledDocument]) -> list[str]:
    """What stands blank in the drafts, and what was chosen for them; of many only the first are named."""
    blanks = [(found[n].name, names(made.missing)) for n, made in filled.items() if made.missing]
    effects = [f"The contract of {name} lacks {missing}." for name, missing in blanks[:NAMED]]
    if len(blanks) > NAMED:
        effects.append(f"{len(blanks) - NAMED:,} more of them have blanks.")
    choices = [f"The contract of {one.name}: {one.choice}" for one in found.values() if one.choice]
    return effects + choices[:NAMED]


def _fill(uow: UnitOfWork, contact_ids: Sequence[int]) -> tuple[dict[int, ContractFields], dict[int, FilledDocument]]:
    reader = reader_of(uow)
    template = contract_template(reader)
    ready = read_template(template.data, template.name)
    found = fields_of(reader, contact_ids)
    return found, {n: fill_document(ready, one.values) for n, one in found.items()}


def _write(uow: UnitOfWork, found: Mapping[int, ContractFields], filled: Mapping[int, FilledDocument]) -> Sequence[int]:
    hashes = keep_contents(uow, (made.data for made in filled.values()))
    return uow.insert(
        StoredFile,
        [{"contact_id": n, "title": "Contract", "file_name": draft_name(found[n].name, uow.now, uow.facts.zone),
          "sha256": key, "at": uow.now, "kind": CONTRACT, "state": DRAFT, "missing": "\n".join(made.missing),
          "member_id": uow.actor.id or None}
         for key, (n, made) in zip(hashes, filled.items(), strict=True)],
    )  # fmt: skip


@action(Right.DOCUMENTS)
def draft_contract(uow: UnitOfWork, *, contact_id: int) -> tuple[int, tuple[str, ...]]:
    """Draft the contract of one contact anew, without a press; gives the document's id and what stands blank in it.

    Errors: NotFoundError, RefusedError; FileProblemError when the template cannot be filled.
    """
    uow.require(contact_id)
    found, filled = _fill(uow, [contact_id])
    uow.label = f"Contract drafted: {found[contact_id].name}"
    return _write(uow, found, filled)[0], filled[contact_id].missing


@action(Right.SETTINGS)
def set_contract_template(uow: UnitOfWork, *, name: str, data: bytes) -> int:
    """Use another Word file as the template of contracts; gives 1, or 0 when it is the one in use.

    Errors: FileProblemError with all that is wrong with it; the template in use stays then.
    """
    called = clean_name(name, otherwise="Contract")
    read_template(data, called)
    uow.label = f"Contract template: {called}"
    return put_setting(uow, SETTING, {"sha256": keep_contents(uow, [data])[0], "name": called})


@action(Right.SETTINGS)
def use_sample_contract(uow: UnitOfWork) -> int:
    """Go back to the sample that ships; gives 1, or 0 when it is in use."""
    uow.label = "Contract template: the sample"
    if contract_template(reader_of(uow)).is_sample:
        return 0
    return put_setting(uow, SETTING, None)
