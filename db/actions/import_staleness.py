"""What others wrote between the rehearsal of an import and its writing, held against what the import would write."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from db.models import Contact, ContactEmail, ContactPhone, StepImage, StepWrite
from db.queries.import_matching import ALONE
from db.queries.imports import Rehearsal
from db.rules.errors import StaleRehearsalError
from db.rules.matching import name_alone
from db.unit_of_work import UnitOfWork

SENTENCE: Final = (
    "Since the rehearsal someone wrote what this file speaks of ({what}). Nothing was imported; rehearse it again."
)


def refuse_stale(uow: UnitOfWork, rehearsal: Rehearsal) -> None:
    """StaleRehearsalError when a contact the import would change was written since, or one it would add has come."""
    images = select(StepImage.contact_id).join_from(StepImage, StepWrite, StepWrite.id == StepImage.write_id)
    since = images.where(StepWrite.step_id > rehearsal.step, StepImage.contact_id.is_not(None))
    touched = set(uow.connection.scalars(since.distinct()))
    if not touched:
        return
    changed = sum(p.contact_id in touched for one in rehearsal.files for p in one.updates)
    if changed:
        raise StaleRehearsalError(SENTENCE.format(what=f"{changed:,} contacts it would change"))
    keys = _keys(uow, ContactEmail.value, since) | _keys(uow, ContactPhone.e164, since)
    alone = Contact.id.in_(since), Contact.kind.in_(ALONE), Contact.name_kind != "none"
    names = set(uow.connection.scalars(select(Contact.name_key).where(*alone)))
    come = sum(
        not keys.isdisjoint([*(e.value for e in p.draft.emails), *(n.e164 for n in p.draft.phones)])
        or name_alone(p.draft) in names
        for one in rehearsal.files
        for p in one.new
    ) if keys or names else 0  # fmt: skip
    if come:
        raise StaleRehearsalError(SENTENCE.format(what=f"{come:,} contacts it would add"))


def _keys(uow: UnitOfWork, column: Any, contacts: Any) -> set[str]:
    """The addresses or numbers of the contacts written since."""
    return set(uow.connection.scalars(select(column).where(column.table.c.contact_id.in_(contacts), column != "")))
