"""The office's duplicates: pairs that may be one, found by what they share, and two contacts side by side (R25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappush, heapreplace
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Select, and_, func, or_, select, tuple_

from db.changes import Progress
from db.models import Contact, ContactAddress, ContactEmail, ContactPhone, Duplicate
from db.queries.contacts import ContactCard, contact_card
from db.queries.reader import Reader
from db.rules.contact_fields import CONTACT_FIELDS
from db.rules.duplicates import WORTH_A_LOOK, Likeness, Person, likeness
from db.rules.emails import BOUNCED
from db.rules.errors import CancelledError
from db.rules.survivors import MERGE_FIELDS, MergeField, survivor
from db.rules.values import label_of
from db.scratch import numbers
from db.visibility import visible_each

# A number or an address that more contacts share belongs to nobody in particular: a switchboard, a block of flats.
MOST_IN_A_BLOCK: Final = 20
_CHUNK: Final = 400  # blocks read at a time
_EMAIL, _PHONE, _PLACE, _NAME = range(4)


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two contacts that may be one: the older one first."""

    one: int
    one_name: str
    other: int
    other_name: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The best pairs, best first; `found` counts all that are worth a look, `passed_over` the blocks too large."""

    pairs: tuple[DuplicatePair, ...]
    found: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of two contacts, as people read it. `stays` is "one" or "other": the first one's, unless it is empty."""

    key: str
    label: str
    one: str
    other: str
    stays: str

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.one != self.other and bool(self.one and self.other)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two contacts side by side; `versions` go with the merge, so that nothing unseen is merged."""

    one: ContactCard
    other: ContactCard
    likeness: Likeness
    fields: tuple[ComparedField, ...]

    @property
    def versions(self) -> tuple[int, int]:
        """The versions that were looked at."""
        return self.one.version, self.other.version


def duplicates(reader: Reader, *, limit: int = 100, progress: Progress | None = None) -> Duplicates:
    """Pairs of contacts that are perhaps one, best first, as far as the member sees both (R19, R25).

    Those said to be not the same are left out. Errors: CancelledError when `progress` answers False.
    """
    return _Search(reader, limit, progress).run()


class _Search:
    """One look through the office: block by block, so that no contact is held against every other."""

    def __init__(self, reader: Reader, limit: int, progress: Progress | None) -> None:
        self._reader = reader
        self._limit = limit
        self._progress = progress
        self._best: list[tuple[int, int, int, DuplicatePair]] = []
        self._found = 0
        self._too_large: list[set[Any]] = []
        self._at_places: dict[Any, list[int]] = {}  # read at once: no index leads from an address to its contacts
        d = Duplicate
        known = reader.connection.execute(select(d.first_id, d.second_id))
        self._not_the_same = {(min(one, other), max(one, other)) for one, other in known}

    def run(self) -> Duplicates:
        blocks = []
        for kind in (_EMAIL, _PHONE, _PLACE, _NAME):
            self._tell(0, 0)
            small, large = self._blocks(kind)
            self._too_large.append(large)
            blocks += [(kind, small[at : at + _CHUNK]) for at in range(0, len(small), _CHUNK)]
        total, done = sum(len(values) for _kind, values in blocks), 0
        for kind, values in blocks:
            self._tell(done, total)
            self._look(kind, values)
            done += len(values)
        best = sorted(self._best, key=lambda b: b[:3], reverse=True)
        return Duplicates(tuple(b[-1] for b in best), self._found, sum(map(len, self._too_large)))

    def _tell(self, done: int, total: int) -> None:
        if self._progress is not None and not self._progress(done, total):
            raise CancelledError("The search for duplicates was stopped.")

    # -- blocks -------------------------------------------------------------------------------------------------

    def _blocks(self, kind: int) -> tuple[list[Any], set[Any]]:
        """The values that two contacts or more share, and those that too many do."""
        rows = _shared_keys(kind).add_columns(func.count())
        if not self._reader.actor.sees_all:
            of = Contact.id if kind == _NAME else _table(kind).c.contact_id
            rows = rows.where(of.in_(select(Contact.id).where(self._reader.visible)))
        small, large = [], set()
        for *key, count in self._reader.connection.execute(rows):
            value = tuple(key) if kind == _PLACE else key[0]
            if count > MOST_IN_A_BLOCK:
                large.add(value)
            else:
                small.append(value)
        return small, large

    def _look(self, kind: int, values: Sequence[Any]) -> None:
        """Score the pairs of some blocks."""
        members = self._members(kind, values)
        ids_there = {contact_id for ids in members.values() for contact_id in ids}
        found = {person.contact_id: person for person in people(self._reader, ids_there)}
        for value, ids in members.items():
            for first, second in combinations(sorted(set(ids) & found.keys()), 2):
                one, other = found[first], found[second]
                known = (first, second) in self._not_the_same
                if not known and not self._seen_before(kind, value, one, other):
                    self._score(one, other)

    def _members(self, kind: int, values: Sequence[Any]) -> dict[Any, list[int]]:
        """Who has each of the values."""
        if kind == _PLACE:
            if not self._at_places:
                self._at_places = self._gathered(kind, tuple_(*_keys(kind)).in_(_shared_keys(kind)))
            return {value: self._at_places[value] for value in values if value in self._at_places}
        return self._gathered(kind, _keys(kind)[0].in_(values))

    def _gathered(self, kind: int, wanted: Any) -> dict[Any, list[int]]:
        of = Contact.id if kind == _NAME else _table(kind).c.contact_id
        found: dict[Any, list[int]] = {}
        for *key, contact_id in self._reader.connection.execute(
            select(*_keys(kind), of).where(wanted, _holds(kind)).order_by(of)
        ):
            found.setdefault(tuple(key) if kind == _PLACE else key[0], []).append(contact_id)
        return found

    def _seen_before(self, kind: int, value: Any, one: Person, other: Person) -> bool:
        """Whether the pair was met in a block before: by an earlier kind, or an earlier value of this one."""
        shared = (one.emails & other.emails, one.phones & other.phones, one.places & other.places)
        if any(shared[n] - self._too_large[n] for n in range(kind)):
            return True
        return kind != _NAME and value != min(shared[kind] - self._too_large[kind], default=value)

    def _score(self, one: Person, other: Person) -> None:
        found = likeness(one, other)
        if found.score < WORTH_A_LOOK:
            return
        self._found += 1
        pair = DuplicatePair(one.contact_id, one.display, other.contact_id, other.display, found)
        item = (found.score, -pair.one, -pair.other, pair)
        if len(self._best) < self._limit:
            heappush(self._best, item)
        elif self._best and item[:3] > self._best[0][:3]:
            heapreplace(self._best, item)


def people(reader: Reader, ids: set[int]) -> Iterator[Person]:
    """Those of the contacts `ids` that the member sees, as they are compared."""
    given = numbers(reader.connection.dialect.name, ids)
    parts = [_values(reader, kind, given) for kind in (_EMAIL, _PHONE, _PLACE)]
    c = Contact
    columns = (c.id, c.display_name, c.name_key, c.name_kind, c.first_name, c.middle_name, c.last_name, c.suffix,
               c.nickname, c.birthday)  # fmt: skip
    nothing: frozenset[Any] = frozenset()
    for row in reader.connection.execute(select(*columns).where(c.id.in_(given), visible_each(reader.actor))):
        yield Person(*row, *(frozenset(found.get(row.id, nothing)) for found in parts))


def _values(reader: Reader, kind: int, given: Any) -> dict[int, set[Any]]:
    of = _table(kind).c.contact_id
    found: dict[int, set[Any]] = {}
    for contact_id, *key in reader.connection.execute(select(of, *_keys(kind)).where(of.in_(given), _holds(kind))):
        found.setdefault(contact_id, set()).add(tuple(key) if kind == _PLACE else key[0])
    return found


def _table(kind: int) -> Any:
    models: tuple[Any, ...] = (ContactEmail, ContactPhone, ContactAddress, Contact)
    return models[kind].__table__


def _keys(kind: int) -> tuple[Any, ...]:
    if kind == _PLACE:
        a = ContactAddress
        return func.lower(a.street), a.postal_code
    return ((ContactEmail.value,), (ContactPhone.e164,), (), (Contact.name_key,))[kind]


def _shared_keys(kind: int) -> Select[Any]:
    """The values that are there more than once."""
    return select(*_keys(kind)).where(_holds(kind)).group_by(*_keys(kind)).having(func.count() > 1)


def _holds(kind: int) -> Any:
    """What of a kind may say who somebody is: no relay, no bad number, no address without its postal code."""
    e, p, a, c = ContactEmail, ContactPhone, ContactAddress, Contact
    clauses: tuple[Any, ...] = (
        and_(e.value != "", or_(e.usable.is_(True), e.why_not == BOUNCED)),
        and_(p.e164 != "", p.usable.is_(True)),
        and_(a.street != "", a.postal_code != ""),
        # a name alone says something only where nothing else could
        and_(c.primary_email == "", c.primary_phone == "", c.name_key != "", c.name_kind != "none"),
    )
    return clauses[kind]


# -- side by side ------------------------------------------------------------------------------------------------


def compare(reader: Reader, one: int, other: int) -> Comparison:
    """Two contacts side by side, and of each field which would stay. Errors: NotFoundError (R19 too)."""
    cards = contact_card(reader, one), contact_card(reader, other)
    values = survivor(cards[0].fields, cards[1].fields, frozenset())
    found = {person.contact_id: person for person in people(reader, {one, other})}
    fields = []
    for field in MERGE_FIELDS.values():
        texts = [_shown(reader, field, card.fields) for card in cards]
        if any(texts):
            stays = "other" if field.column in values else "one"
            fields.append(ComparedField(field.key, field.label, texts[0], texts[1], stays))
    return Comparison(cards[0], cards[1], likeness(found[one], found[other]), tuple(fields))


def _shown(reader: Reader, field: MergeField, row: dict[str, Any]) -> str:
    value = row[field.column]
    if value in (None, ""):
        return ""
    if field.key == "status":
        return reader.facts.scheme.style(str(value)).label
    if field.key == "lender_id":
        return reader.facts.members.get(value, "")
    if field.key == "source" and reader.facts.sources:
        return label_of(reader.facts.sources, str(value)) or str(value)
    known = CONTACT_FIELDS.get(field.key)
    return (label_of(known.choices, str(value)) if known is not None else "") or str(value)


__all__ = [
    "MOST_IN_A_BLOCK", "ComparedField", "Comparison", "DuplicatePair", "Duplicates", "compare", "duplicates",
    "people",
]  # fmt: skip
