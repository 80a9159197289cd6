"""Finding the contact a row is about, in the office and among the rows before it, by addresses, numbers and name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from db.models import Contact, ContactAddress, ContactEmail, ContactHashtag, ContactPhone, Note
from db.queries.import_records import known_text, person_text, read_known, read_person
from db.queries.import_staging import Staging
from db.queries.reader import Reader
from db.rules.drafts import ContactDraft
from db.rules.matching import Candidate, find_match, own_emails, own_name, own_phones
from db.rules.merging import Known, Update, address_key
from db.rules.permissions import Right
from db.visibility import scope_clause


@dataclass(frozen=True, slots=True)
class Found:
    """The contact a row is about: known to the office, planned by an earlier row, or `hidden` from the member (R19)."""

    known: Known | None = None
    locked: bool = False  # seen by the member, and not theirs to change
    planned: int | None = None
    hidden: bool = False
    reason: str = ""
    warnings: tuple[str, ...] = ()


class Matcher:
    """Looks rows up a chunk at a time; what earlier chunks of the same import planned and changed is on disk."""

    def __init__(self, reader: Reader, staging: Staging) -> None:
        self._reader = reader
        self._staging = staging
        self._changed: dict[int, Known] = {}
        self._new_keys: list[tuple[str, int]] = []
        self._known: dict[int, Known] = {}
        self._candidates: dict[str, set[int]] = defaultdict(set)
        self._people: dict[int, Candidate] = {}
        self._hidden: set[int] = set()
        self._locked: set[int] = set()
        self._plans = 0

    def load(self, drafts: list[ContactDraft]) -> None:
        """Fetch everybody who shares an address or number with one of `drafts`: of the office, and of earlier rows."""
        self._put_down()
        emails = frozenset(value for d in drafts for value in own_emails(d))
        phones = frozenset(value for d in drafts for value in own_phones(d))
        connection = self._reader.connection
        ids: set[int] = set()
        if emails:
            found = select(ContactEmail.contact_id).where(ContactEmail.value.in_(emails), ContactEmail.usable.is_(True))
            ids.update(connection.scalars(found))
        if phones:
            ids.update(connection.scalars(select(ContactPhone.contact_id).where(ContactPhone.e164.in_(phones))))
        self._fetch(ids)
        self._recall(emails | phones)

    def match(self, draft: ContactDraft) -> Found:
        """The contact `draft` is about, by own e-mail, else phone and name (never a relay or a household's number)."""
        keys = _keys(draft)
        near = {n for key in keys for n in self._candidates.get(key, ())}
        if not near:
            return Found()
        result = find_match(draft, [self._people[n] for n in near])
        if result is None:
            return Found()
        hidden = result.contact_id in self._hidden
        if not result.same:
            # a household's number; the warning names the other contact, so it is only for those who see it (R19)
            return Found(warnings=() if hidden else (result.sentence,))
        if hidden:
            return Found(hidden=True)
        if result.contact_id < 0:
            return Found(planned=-result.contact_id - 1, reason=result.sentence)
        known, locked = self._known[result.contact_id], result.contact_id in self._locked
        return Found(known=known, locked=locked, reason=result.sentence)

    def plan(self, draft: ContactDraft) -> None:
        """Remember a new contact of this import, so that a later row about it is no second one; they count from 0."""
        key = -(self._plans + 1)
        self._plans += 1
        emails, phones = own_emails(draft), own_phones(draft)
        self._people[key] = Candidate(key, own_name(draft), draft.name.display, emails, phones)
        for one in emails | phones:
            self._candidates[one].add(key)
            self._new_keys.append((one, key))

    def absorb(self, known: Known, update: Update) -> None:
        """Remember what a row changed, so that a second row of the same contact is measured against it."""
        parts = update.parts
        self._known[known.contact_id] = self._changed[known.contact_id] = replace(
            known,
            columns=known.columns | update.columns,
            emails=known.emails | {e.value or e.raw for e in parts.emails},
            phones=known.phones | {p.e164 or p.raw for p in parts.phones},
            hashtags=known.hashtags | {t.casefold() for t in parts.hashtags},
            addresses=known.addresses | {address_key(a) for a in parts.addresses},
            notes=known.notes | set(parts.notes),
        )

    def _put_down(self) -> None:
        """The chunk before is over: what its rows planned and changed goes to disk, the rest is forgotten."""
        if self._new_keys:
            fresh = dict.fromkeys(key for _one, key in self._new_keys)
            self._staging.put("person", [(key, person_text(self._people[key])) for key in fresh])
            self._staging.note_keys(self._new_keys)
        if self._changed:
            self._staging.put("absorbed", [(key, known_text(known)) for key, known in self._changed.items()])
        for kept in (self._new_keys, self._changed, self._known, self._candidates, self._people, self._hidden,
                     self._locked):  # fmt: skip
            kept.clear()

    def _recall(self, keys: frozenset[str]) -> None:
        """Bring back whom earlier rows planned or changed and who may be found by one of `keys`."""
        for text in self._staging.get_many("person", self._staging.noted(keys)).values():
            person = read_person(text)
            self._people[person.contact_id] = person
            for one in (*person.emails, *person.phones):
                self._candidates[one].add(person.contact_id)
        for text in self._staging.get_many("absorbed", self._known).values():
            known = read_known(text)
            self._known[known.contact_id] = known

    def _fetch(self, ids: set[int]) -> None:
        if not ids:
            return
        connection, wanted = self._reader.connection, sorted(ids)
        table = Contact.__table__
        seen = set(connection.scalars(select(table.c.id).where(table.c.id.in_(wanted), self._reader.visible)))
        allowed = scope_clause(self._reader.actor, Right.IMPORT)
        self._locked |= seen - set(connection.scalars(select(table.c.id).where(table.c.id.in_(wanted), allowed)))
        parts = {m: self._parts(m, wanted) for m in (ContactEmail, ContactPhone, ContactHashtag, ContactAddress, Note)}
        for row in connection.execute(select(*table.c).where(table.c.id.in_(wanted))):
            emails = parts[ContactEmail][row.id]
            usable = frozenset(e.value for e in emails if e.value and e.usable)
            numbers = frozenset(p.e164 for p in parts[ContactPhone][row.id] if p.e164 and p.usable)
            # what stands in for a missing name (a number, an address) is no name to compare
            key = row.name_key if row.name_kind != "none" else ""
            self._people[row.id] = Candidate(row.id, key, row.display_name, usable, numbers)
            for one in (*usable, *numbers):
                self._candidates[one].add(row.id)
            if row.id not in seen:
                self._hidden.add(row.id)
                continue
            self._known[row.id] = Known(
                row.id, dict(row._mapping), frozenset(e.value or e.raw for e in emails),
                frozenset(p.e164 or p.raw for p in parts[ContactPhone][row.id]),
                frozenset(t.tag_key for t in parts[ContactHashtag][row.id]),
                frozenset(address_key(a) for a in parts[ContactAddress][row.id]),
                frozenset(n.body for n in parts[Note][row.id]),
            )  # fmt: skip

    def _parts(self, model: Any, ids: list[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        table = model.__table__
        for row in self._reader.connection.execute(select(*table.c).where(table.c.contact_id.in_(ids))):
            found[row.contact_id].append(row)
        return found


def _keys(draft: ContactDraft) -> frozenset[str]:
    return own_emails(draft) | own_phones(draft)
