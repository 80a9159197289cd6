"""What a rehearsal finds out about every record, and how it is kept as text until the import is written."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from db.rules.drafts import AddressDraft, ContactDraft, EmailDraft, NameDraft, PhoneDraft
from db.rules.matching import Candidate
from db.rules.merging import Known, Update


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What becomes of one record. `of` is the contact it updates or duplicates (`of_name` shown); `cells` as read."""

    row: int
    outcome: str
    of: int | None = None
    of_name: str = ""
    status: str = ""
    kind: str = ""
    name: str = ""
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    new_index: int | None = None  # which of the new contacts of the file `new_file` (a number from 0) it became
    new_file: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A contact the import will add."""

    draft: ContactDraft
    status: str
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class PlannedUpdate:
    """A contact the import will change; `status` "" leaves it."""

    contact_id: int
    update: Update
    status: str
    unsubscribe: str


def _values_of(kind: type[Any]) -> Any:
    return attrgetter(*(f.name for f in fields(kind)))


def _place(kind: type[Any], name: str) -> int:
    return [f.name for f in fields(kind)].index(name)


# ASCII only: a text may hold halves of characters that no database takes
_to_text: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_from_text: Final = json.JSONDecoder().decode

_OUTCOME: Final = _values_of(RowOutcome)
_DRAFT: Final = _values_of(ContactDraft)
_NAME: Final = _values_of(NameDraft)
_EMAIL: Final = _values_of(EmailDraft)
_PHONE: Final = _values_of(PhoneDraft)
_ADDRESS: Final = _values_of(AddressDraft)
_AT_NAME, _AT_EMAILS, _AT_PHONES, _AT_ADDRESSES = (
    _place(ContactDraft, name) for name in ("name", "emails", "phones", "addresses")
)
_TEXTS: Final = tuple(_place(ContactDraft, name) for name in ("hashtags", "notes", "warnings"))
_PAIRS: Final = tuple(_place(ContactDraft, name) for name in ("seller", "extra", "full"))
_LISTS: Final = tuple(_place(RowOutcome, name) for name in ("changes", "warnings", "reasons", "cells"))


def outcome_text(outcome: RowOutcome) -> str:
    """An outcome as a line of text; `read_outcome` gives it back equal."""
    return _to_text(_OUTCOME(outcome))


def read_outcome(text: str) -> RowOutcome:
    """What `outcome_text` wrote."""
    values = _from_text(text)
    for place in _LISTS:
        values[place] = tuple(values[place])
    return RowOutcome(*values)


def plan_text(plan: Planned) -> str:
    """A planned contact as a line of text; `read_plan` gives it back equal."""
    return _to_text((_flat(plan.draft), plan.status, plan.owner_id))


def read_plan(text: str) -> Planned:
    """What `plan_text` wrote."""
    draft, status, owner = _from_text(text)
    return Planned(_draft(draft), status, owner)


def update_text(planned: PlannedUpdate) -> str:
    """A planned update as a line of text; `read_update` gives it back equal."""
    update = planned.update
    parts = (update.columns, _flat(update.parts), update.labels, update.seller)
    return _to_text((planned.contact_id, parts, planned.status, planned.unsubscribe))


def read_update(text: str) -> PlannedUpdate:
    """What `update_text` wrote."""
    contact_id, (columns, parts, labels, seller), status, unsubscribe = _from_text(text)
    sold = tuple([(key, value) for key, value in seller])
    return PlannedUpdate(contact_id, Update(columns, _draft(parts), tuple(labels), sold), status, unsubscribe)


def person_text(one: Candidate) -> str:
    """What a planned contact is found by, as a line of text; `read_person` gives it back equal."""
    sets = (one.emails, one.phones, one.marks, one.places)
    return _to_text((one.contact_id, one.name_key, one.display, *[sorted(these) for these in sets]))


def read_person(text: str) -> Candidate:
    """What `person_text` wrote."""
    key, name_key, display, *sets = _from_text(text)
    emails, phones, marks, places = map(frozenset, sets)
    return Candidate(key, name_key, display, emails, phones, marks, places)


def known_text(known: Known) -> str:
    """A contact of the office as rows have changed it, as a line of text; `read_known` gives it back equal."""
    sets = (known.emails, known.phones, known.hashtags, known.addresses, known.notes)
    return _to_text((known.contact_id, known.columns, *[sorted(one) for one in sets], known.properties))


def read_known(text: str) -> Known:
    """What `known_text` wrote."""
    contact_id, columns, emails, phones, hashtags, addresses, notes, properties = _from_text(text)
    places = frozenset((street, place) for street, place in addresses)
    return Known(
        contact_id, columns, frozenset(emails), frozenset(phones), frozenset(hashtags), places, frozenset(notes),
        tuple(properties),
    )  # fmt: skip


def _flat(draft: ContactDraft) -> list[Any]:
    values = list(_DRAFT(draft))
    values[_AT_NAME] = _NAME(draft.name)
    values[_AT_EMAILS] = [_EMAIL(e) for e in draft.emails]
    values[_AT_PHONES] = [_PHONE(p) for p in draft.phones]
    values[_AT_ADDRESSES] = [_ADDRESS(a) for a in draft.addresses]
    return values


def _draft(values: list[Any]) -> ContactDraft:
    values[_AT_NAME] = NameDraft(*values[_AT_NAME])
    values[_AT_EMAILS] = tuple([EmailDraft(*e) for e in values[_AT_EMAILS]])
    values[_AT_PHONES] = tuple([PhoneDraft(*p) for p in values[_AT_PHONES]])
    values[_AT_ADDRESSES] = tuple([AddressDraft(*a) for a in values[_AT_ADDRESSES]])
    for place in _TEXTS:
        values[place] = tuple(values[place])
    for place in _PAIRS:
        values[place] = tuple([(key, value) for key, value in values[place]])
    return ContactDraft(*values)
