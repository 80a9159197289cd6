"""Finding the contact a row is about, in the office and among the rows before it, by addresses, numbers and name."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ARRAY, Text, cast, func, select

from db.files.own_format import OWN_MARKER
from db.models import Contact, ContactAddress, ContactEmail, ContactHashtag, ContactPhone, ContactProperty, Note
from db.queries.import_records import known_text, person_text, read_known, read_person
from db.queries.import_staging import Staging
from db.queries.reader import Reader
from db.rules.details import PROPERTY_FIELDS
from db.rules.drafts import ContactDraft
from db.rules.matching import (
    Candidate,
    address_key,
    find_match,
    marks_of,
    name_alone,
    own_emails,
    own_name,
    own_phones,
    places_of,
)
from db.rules.merging import Known, Update, with_seller
from db.rules.moments import from_iso
from db.rules.permissions import Right
from db.scratch import numbers
from db.visibility import scope_clause

_NAME: Final = "name: "  # before a name that somebody is found by, apart from addresses and numbers
# The kinds of contacts of whom there may be nothing but a name.
ALONE: Final = ("invalid", "valuation", "text")
_PARTS: Final = (ContactEmail, ContactPhone, ContactHashtag, ContactAddress, ContactProperty, Note)


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
        """Fetch everybody who shares an address or number with one of `drafts`, or the name where that is all there
        is: of the office, and of earlier rows.
        """
        self._put_down()
        emails = frozenset(value for d in drafts for value in own_emails(d))
        phones = frozenset(value for d in drafts for value in own_phones(d))
        names = frozenset(filter(None, map(name_alone, drafts)))
        connection, ids = self._reader.connection, set[int]()
        if emails:
            found = select(ContactEmail.contact_id).where(ContactEmail.value.in_(self._texts(emails)))
            ids.update(connection.scalars(found.where(ContactEmail.usable.is_(True))))
        if phones:
            found = select(ContactPhone.contact_id).where(ContactPhone.e164.in_(self._texts(phones)))
            ids.update(connection.scalars(found))
        namesakes = self._namesakes(names) if names else set[int]()
        self._fetch(ids | namesakes, namesakes)
        self._recall(emails | phones | {_NAME + name for name in names})

    def match(self, draft: ContactDraft) -> Found:
        """The contact `draft` is about, by own e-mail, else phone and name (never a relay or a household's number)."""
        keys = _keys(draft)
        near = {n for key in keys for n in self._candidates.get(key, ())}
        if _is_own(draft) and name_alone(draft):
            # two rows of an export are two contacts, and each is known again by the moment it was made
            near = {n for n in near if n in self._known and self._made(n) == from_iso(draft.created_at)}
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
        self._people[key] = Candidate(
            key, own_name(draft), draft.name.display, emails, phones, marks_of(draft.emails, draft.phones),
            places_of(draft.addresses, draft.valuation_address),
        )  # fmt: skip
        for one in _keys(draft):
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
            properties=with_seller(known.properties, update.seller),
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
            for one in (*person.emails, *person.phones) or (_NAME + person.name_key,):
                self._candidates[one].add(person.contact_id)
        for text in self._staging.get_many("absorbed", self._known).values():
            known = read_known(text)
            self._known[known.contact_id] = known

    def _namesakes(self, names: frozenset[str]) -> set[int]:
        """Who has one of these names, and no more than the name, among the contacts the member imports into: a name
        alone tells nothing about contacts of others.
        """
        c = Contact
        alone = (c.name_key.in_(self._texts(names)), c.name_kind != "none", c.kind.in_(ALONE))
        mine = scope_clause(self._reader.actor, Right.IMPORT)
        return set(self._reader.connection.scalars(select(c.id).where(*alone, mine)))

    def _fetch(self, ids: set[int], namesakes: set[int]) -> None:
        if not ids:
            return
        connection, wanted = self._reader.connection, sorted(ids)
        table = Contact.__table__
        these = table.c.id.in_(numbers(connection.dialect.name, wanted))
        seen = set(connection.scalars(select(table.c.id).where(these, self._reader.visible)))
        allowed = scope_clause(self._reader.actor, Right.IMPORT)
        self._locked |= seen - set(connection.scalars(select(table.c.id).where(these, allowed)))
        parts = {model: self._parts(model, wanted) for model in _PARTS}
        for row in connection.execute(select(*table.c).where(these)):
            self._meet(row, {model: found[row.id] for model, found in parts.items()}, alone=row.id in namesakes)
            if row.id not in seen:
                self._hidden.add(row.id)
                del self._known[row.id]

    def _meet(self, row: Any, parts: dict[Any, list[Any]], *, alone: bool) -> None:
        """A contact of the office that rows of this chunk may be about."""
        emails, phones, addresses = parts[ContactEmail], parts[ContactPhone], parts[ContactAddress]
        usable = frozenset(e.value for e in emails if e.value and e.usable)
        numbers_of = frozenset(p.e164 for p in phones if p.e164 and p.usable)
        # what stands in for a missing name (a number, an address) is no name to compare
        key = row.name_key if row.name_kind != "none" else ""
        marks, places = marks_of(emails, phones), places_of(addresses, row.valuation_address)
        self._people[row.id] = Candidate(row.id, key, row.display_name, usable, numbers_of, marks, places)
        for one in (*usable, *numbers_of) or ((_NAME + key,) if alone else ()):
            self._candidates[one].add(row.id)
        self._known[row.id] = Known(
            row.id, dict(row._mapping), frozenset(e.value or e.raw for e in emails),
            frozenset(p.e164 or p.raw for p in phones), frozenset(t.tag_key for t in parts[ContactHashtag]),
            frozenset(address_key(a) for a in addresses), frozenset(n.body for n in parts[Note]),
            tuple({name: getattr(p, name) for name in PROPERTY_FIELDS} for p in parts[ContactProperty]),
        )  # fmt: skip

    def _parts(self, model: Any, ids: list[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        table, connection = model.__table__, self._reader.connection
        these = table.c.contact_id.in_(numbers(connection.dialect.name, ids))
        for row in connection.execute(select(*table.c).where(these).order_by(table.c.id)):
            found[row.contact_id].append(row)
        return found

    def _texts(self, values: frozenset[str]) -> Any:
        """`select` of the texts themselves: they travel as one value, however many they are."""
        whole = [value.encode("utf-8", "replace").decode() for value in values]
        if self._reader.connection.dialect.name == "sqlite":
            return select(func.json_each(json.dumps(whole)).table_valued("value").c.value)
        return select(func.unnest(cast(whole, ARRAY(Text))))

    def _made(self, contact_id: int) -> int:
        return int(self._known[contact_id].columns["created_at"])


def _is_own(draft: ContactDraft) -> bool:
    return bool(draft.full) and bool(dict(draft.full).get(OWN_MARKER))


def _keys(draft: ContactDraft) -> frozenset[str]:
    """What a contact of this draft is found by: addresses and numbers, else its name."""
    found = own_emails(draft) | own_phones(draft)
    name = name_alone(draft)
    return frozenset({_NAME + name}) if name else found
