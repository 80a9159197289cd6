"""Whose transaction it is, and what it changes: an older word never undoes a newer one (R7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.rules.deals import CLEAR, CLOSED, FELL, OPEN_STAGES, PENDING
from db.rules.transaction_rows import Person, TransactionDraft
from db.rules.transaction_words import BUYER, OTHER, RANKS, SELLER

CREATED, UPDATED, UNCHANGED, UNMATCHED, AMBIGUOUS, IGNORED, REFUSED = (
    "created", "updated", "unchanged", "unmatched", "ambiguous", "ignored", "refused",
)  # fmt: skip
TRANSACTION_OUTCOMES: Final = (CREATED, UPDATED, UNCHANGED, UNMATCHED, AMBIGUOUS, IGNORED, REFUSED)
WORD: Final = "outside_word"


@dataclass(frozen=True, slots=True)
class Told:
    """What all rows of a file say of one transaction: the newest word and its moment, and each field with the moment
    it was said at (0: undated).
    """

    system: str
    key: str
    word: str
    at: int | None
    side: str
    people: tuple[Person, ...]
    street: str
    place: str
    form: Mapping[str, tuple[Any, int]]
    rows: tuple[int, ...]
    last_row: int


@dataclass(frozen=True, slots=True)
class Known:
    """A deal as it stands: `contact_id` the contact's, `opened_at` and `stage_since` in ms UTC."""

    id: int
    contact_id: int
    stage: str
    source: str
    outside_key: str
    outside_at: int | None
    opened_at: int
    stage_since: int
    details: Mapping[str, Any]
    street: str = ""
    status_before: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of a deal: its stage, its details, and the moment of the system's word."""

    stage: str
    details: dict[str, Any]
    outside_at: int | None
    changed: bool  # the stage or a field of the form is another; else only what was said, and when


def order_of(draft: TransactionDraft) -> tuple[int, int]:
    """By this the rows of one transaction are older and newer: the moment, and of one moment a transaction's life."""
    return (draft.at or 0, RANKS.get(draft.word, 0))


def together(drafts: Iterable[TransactionDraft]) -> tuple[Told, ...]:
    """The transactions that rows tell of, in the order of their first row; rows that were refused tell nothing."""
    groups: dict[tuple[str, str], list[TransactionDraft]] = {}
    for draft in drafts:
        if not draft.reason:
            groups.setdefault((draft.system, draft.key), []).append(draft)
    return tuple(_one(key, rows) for key, rows in groups.items())


def _one(key: tuple[str, str], rows: Sequence[TransactionDraft]) -> Told:
    ordered = sorted(rows, key=order_of)
    last = ordered[-1]
    people: dict[tuple[Any, ...], Person] = {}
    form: dict[str, tuple[Any, int]] = {}
    for row in ordered:
        people |= {(one.role, one.name, one.emails, one.phones): one for one in row.people}
        form |= {name: (value, row.at or 0) for name, value in row.form.items()}
    place = next((row for row in reversed(ordered) if row.street), last)
    side = next((row.side for row in reversed(ordered) if row.side), "")
    return Told(
        *key, last.word, last.at, side, tuple(people.values()), place.street, place.place, form,
        tuple(row.row for row in rows), last.row,
    )  # fmt: skip


# -- whose it is ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marks:
    """What the office knows contacts by: e-mails, numbers, properties (street and place), and their names folded."""

    emails: Mapping[str, frozenset[int]]
    phones: Mapping[str, frozenset[int]]
    homes: Mapping[tuple[str, str], frozenset[int]]
    names: Mapping[int, str] = field(default_factory=dict)


def candidates(told: Told, marks: Marks) -> frozenset[int]:
    """The contacts that a transaction may be tied to: by e-mail, else by number, else by property; more than one where
    the office cannot tell. Who works on it is never one of them, and on one side of it the other is not.
    """
    people = [one for one in told.people if one.role != OTHER]
    other_side = {BUYER: SELLER, SELLER: BUYER}.get(told.side, "")
    ours = [one for one in people if one.role != other_side or not other_side]
    for some in (ours, people):
        for kind, known in (("emails", marks.emails), ("phones", marks.phones)):
            found: set[int] = set()
            for one in some:
                found |= _of_person(one, getattr(one, kind), known, marks)
            if found:
                return _narrowed(frozenset(found), told, marks)
    return marks.homes.get((told.street, told.place), frozenset()) if told.street else frozenset()


def _of_person(
    person: Person, words: Iterable[str], known: Mapping[str, frozenset[int]], marks: Marks
) -> frozenset[int]:  # fmt: skip
    """The contacts with these addresses or numbers; of several who share one, those of the person's name."""
    found = frozenset(n for word in words for n in known.get(word, ()))
    if len(found) > 1 and person.name:
        same = frozenset(n for n in found if marks.names.get(n, "") == person.name.casefold())
        return same or found
    return found


def _narrowed(found: frozenset[int], told: Told, marks: Marks) -> frozenset[int]:
    """Of several the one whose property it is."""
    if len(found) > 1 and told.street:
        return (found & marks.homes.get((told.street, told.place), frozenset())) or found
    return found


def deal_for(told: Told, deals: Sequence[Known]) -> tuple[Known | None, str]:
    """Which deal of a contact a transaction is that no deal is tied to yet: an open one of the deal form, where nothing
    speaks against it; None for a new one. The second part says why it cannot be told.
    """
    free = [one for one in deals if not one.outside_key and one.stage in OPEN_STAGES]
    same = [one for one in free if told.street and one.street == told.street]
    fitting = same or [one for one in free if not (told.street and one.street) and not _before_it(told, one)]
    if len(fitting) > 1:
        return None, f"The contact has {len(fitting)} open deals, and nothing says which of them it is."
    return (fitting[0] if fitting else None), ""


def _before_it(told: Told, deal: Known) -> bool:
    """Whether the transaction was over before the deal was opened."""
    return told.word in (CLOSED, FELL) and told.at is not None and told.at < deal.opened_at


# -- what it changes --------------------------------------------------------------------------------------------------


def effect_of(told: Told, deal: Known | None) -> Effect:
    """What a transaction makes of its deal, of a new one where it has none.

    Whatever the order in which the same rows arrive, the end is the same: the newest word decides the stage, the newest
    of each field its value. A system that says again what it said before moves nothing that a person has moved since.
    """
    details = dict(deal.details) if deal else {}
    changed = _tell(details, told, deal)
    stage, outside_at = (deal.stage, deal.outside_at) if deal else ("", None)
    last = str(details.get(WORD) or "")
    new, old = (told.at or 0, RANKS[told.word]), (outside_at or 0, RANKS.get(last, 0)) if last else (-1, 0)
    if new > old:
        outside_at, details[WORD] = told.at, told.word
        stage = _stage(told, deal, last)
    return Effect(stage, details, outside_at, changed or stage != (deal.stage if deal else ""))


def _tell(details: dict[str, Any], told: Told, deal: Known | None) -> bool:
    """Put what was said last of each field into `details`; gives whether one of them is another now."""
    moments, changed = dict(details.get("told") or {}), False
    for name, (value, at) in told.form.items():
        before = moments.get(name, deal.opened_at if deal and name in details else -1)
        if at < before or (at == before and at > 0):
            continue
        changed |= details.get(name) != value
        details[name], moments[name] = value, at
    if moments:
        details["told"] = moments
    return changed


def _stage(told: Told, deal: Known | None, last: str) -> str:
    if deal is None:
        return told.word
    if told.word == last:
        return deal.stage
    moved_since = not last and told.at is not None and told.at < deal.stage_since
    if moved_since and (deal.stage not in OPEN_STAGES or told.word in OPEN_STAGES):
        return deal.stage  # before any word of the system a person has moved it, and later than this
    if told.word == PENDING and deal.stage in OPEN_STAGES and not (last == CLEAR and deal.stage == CLEAR):
        return deal.stage
    return told.word


def asked(told: Iterable[Told]) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """The e-mails, numbers and properties that transactions are matched by."""
    people = [one for some in told for one in some.people if one.role != OTHER]
    emails = {email for one in people for email in one.emails}
    phones = {phone for one in people for phone in one.phones}
    return emails, phones, {(one.street, one.place) for one in told if one.street}
