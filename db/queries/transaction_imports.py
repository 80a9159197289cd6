"""Transactions of another system before they are written: reading the file, whose each is, and the report (R7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import func, literal, select

from db.changes import Progress
from db.models import Contact, ContactAddress, ContactEmail, ContactPhone, ContactProperty, Deal, Member
from db.queries.reader import Reader
from db.queries.record_files import RecordFile, checked_source, read_drafts
from db.rules.deals import Standing, move, move_words
from db.rules.errors import FileProblemError
from db.rules.permissions import check_whole_office
from db.rules.phones import find_phones
from db.rules.transaction_matching import (
    AMBIGUOUS,
    CREATED,
    IGNORED,
    REFUSED,
    TRANSACTION_OUTCOMES,
    UNCHANGED,
    UNMATCHED,
    UPDATED,
    Effect,
    Known,
    Marks,
    Told,
    asked,
    candidates,
    deal_for,
    effect_of,
    together,
)
from db.rules.transaction_rows import TransactionDraft, TransactionRows, is_transaction_header
from db.rules.transaction_words import SYSTEMS, street_key
from db.scratch import numbers

_PAGE: Final = 500
LARGEST_BYTES: Final = 50_000_000
# The other system's clock may be ahead of ours, but not by more.
AHEAD_MS: Final = 24 * 3_600_000
_NO_TRANSACTIONS: Final = (
    "holds no transactions: a Dotloop loop, a SkySlope file, a DocuSign Connect message, or a table with a status and "
    "a price, a closing day, or buyer and seller is needed."
)

TransactionFile = RecordFile[TransactionDraft]
Key = TypeVar("Key", bound=Hashable)


def read_transaction_file(
    path: Path, *, region: str, zone: str, progress: Progress | None = None
) -> TransactionFile:  # fmt: skip
    """Read a CSV, XLSX or JSON file, or the body of a webhook. `region` is the office's country, `zone` its time zone.

    Errors: FileProblemError when it cannot be read, or holds no transactions; CancelledError by `progress`.
    """
    if path.is_file() and path.stat().st_size > LARGEST_BYTES:
        raise FileProblemError(
            f"{path.name} is larger than {LARGEST_BYTES // 1_000_000} MB. Export fewer transactions."
        )
    try:
        source = checked_source(path, is_transaction_header, _NO_TRANSACTIONS)
        rows = TransactionRows(source.header, region=region, zone=zone)
        return read_drafts(
            source,
            lambda r: TransactionDraft(r.row, reason=r.problem) if r.problem else rows.read(r.row, r.cells),
            progress,
        )
    except RecursionError as problem:
        raise FileProblemError(f"{path.name} is nested too deeply to be what a transaction system writes.") from problem


@dataclass(frozen=True, slots=True)
class TransactionPlan:
    """What becomes of a row. `deal` is the one it is about, None for a new one; `effect` only where this row decides.

    `words` is what becomes of the contact's status; `others` are the contacts it might be, where it is ambiguous.
    """

    draft: TransactionDraft
    outcome: str
    told: Told | None = None
    contact_id: int | None = None
    contact: str = ""
    deal: Known | None = None
    effect: Effect | None = None
    words: str = ""
    others: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def plan_transactions(reader: Reader, file: TransactionFile) -> tuple[TransactionPlan, ...]:
    """What each row of the file does; nothing is written. The action asks the same inside its transaction.

    Errors: RefusedError for who may not import for the whole office: the plan tells of all its contacts (R19).
    """
    check_whole_office(reader.actor, "Transactions")
    return _Planner(reader, file).plans()


class _Planner:
    """Everything the rows meet, read once for the file."""

    def __init__(self, reader: Reader, file: TransactionFile) -> None:
        self._reader = reader
        self._drafts = tuple(self._dated(draft) for draft in file.drafts)
        self._told = together(self._drafts)
        emails, phones, homes = asked(self._told)
        own_emails, own_phones = _own(reader)
        self._marks = _marks(reader, emails - own_emails, phones - own_phones, homes)
        self._tied = _tied(reader, self._told)
        self._found = {(one.system, one.key): candidates(one, self._marks) for one in self._told}
        contacts = {n for some in self._found.values() for n in some} | {k.contact_id for k in self._tied.values()}
        self._deals = _deals(reader, contacts)
        self._contacts = _contacts(reader, contacts)
        self._used: set[int] = set()
        self._standings: dict[int, dict[int, tuple[str, str]]] = {}

    def _dated(self, draft: TransactionDraft) -> TransactionDraft:
        if draft.reason or draft.at is None or draft.at <= self._reader.now + AHEAD_MS:
            return draft
        reason = "It is dated in the future; taken in, nothing said later would count. Mend the date."
        return TransactionDraft(draft.row, draft.system, draft.key, people=draft.people, form=draft.form, reason=reason)

    def plans(self) -> tuple[TransactionPlan, ...]:
        """A plan for each row, in the file's order."""
        decided = {(one.system, one.key): self._plan(one) for one in self._told}
        return tuple(self._followed(self._row(draft, decided)) for draft in self._drafts)

    def _row(self, draft: TransactionDraft, decided: dict[tuple[str, str], TransactionPlan]) -> TransactionPlan:
        if draft.reason:
            return TransactionPlan(draft, IGNORED if draft.ignored else REFUSED, reasons=(draft.reason,))
        plan = decided[draft.system, draft.key]
        assert plan.told is not None  # a group of rows made it
        if plan.told.last_row != draft.row:
            later = f"Row {plan.told.last_row} is about the same transaction, and later."
            outcome = plan.outcome if plan.effect is None else UNCHANGED
            return TransactionPlan(draft, outcome, None, plan.contact_id, plan.contact, reasons=(later,))
        return TransactionPlan(
            draft, plan.outcome, plan.told, plan.contact_id, plan.contact, plan.deal, plan.effect, plan.words,
            plan.others, plan.reasons,
        )  # fmt: skip

    def _plan(self, told: Told) -> TransactionPlan:
        draft = next(one for one in self._drafts if one.row == told.last_row)
        tied = self._tied.get((told.system, told.key))
        if tied is not None:
            return self._change(draft, told, tied)
        found = sorted(self._found[told.system, told.key])
        if not found:
            looked = "; ".join(dict.fromkeys(w for d in self._drafts if d.row in told.rows for w in d.looked_for))
            why = f"Looked for {looked}." if looked else "It names nobody who could be looked for."
            return TransactionPlan(draft, UNMATCHED, told, reasons=(f"Nobody in the office fits. {why}",))
        if len(found) > 1:
            who = ", ".join(f"{self._contacts[n][0]} ({n})" for n in found[:6])
            return TransactionPlan(draft, AMBIGUOUS, told, others=tuple(found), reasons=(f"It may be of {who}.",))
        deals = [one for one in self._deals.get(found[0], ()) if one.id not in self._used]
        deal, doubt = deal_for(told, deals)
        if doubt:
            name = self._contacts[found[0]][0]
            return TransactionPlan(draft, AMBIGUOUS, told, others=(found[0],), reasons=(f"{name}: {doubt}",))
        if deal is not None:
            return self._change(draft, told, deal)
        name = self._contacts[found[0]][0]
        return TransactionPlan(draft, CREATED, told, found[0], name, None, effect_of(told, None))

    def _change(self, draft: TransactionDraft, told: Told, deal: Known) -> TransactionPlan:
        self._used.add(deal.id)
        effect = effect_of(told, deal)
        tied_now = not deal.outside_key
        name = self._contacts[deal.contact_id][0]
        if effect.changed or tied_now:
            return TransactionPlan(draft, UPDATED, told, deal.contact_id, name, deal, effect)
        newer = deal.outside_at is not None and (told.at or 0) < deal.outside_at
        reason = "A newer word of the same transaction is here already." if newer else "This is known already."
        return TransactionPlan(draft, UNCHANGED, told, deal.contact_id, name, deal, effect, reasons=(reason,))

    def _followed(self, plan: TransactionPlan) -> TransactionPlan:
        """The plan with what becomes of the contact's status, as the rows before it leave the contact and its deals;
        asked in the order in which the rows are written.
        """
        effect, contact_id = plan.effect, plan.contact_id
        if effect is None or contact_id is None or (plan.deal is not None and plan.deal.stage == effect.stage):
            return plan
        name, status = self._contacts[contact_id]
        standings = self._standings.setdefault(contact_id, _stages(self._deals.get(contact_id, ())))
        key = plan.deal.id if plan.deal is not None else -plan.draft.row  # a new one has no id yet
        others = [one for other, one in standings.items() if other != key]
        stage, before = standings.get(key, ("", next((one for _s, one in reversed(others) if one), "")))
        standing = Standing(status, stage, before, tuple(one for one, _before in others))
        found = move(standing, effect.stage)
        self._contacts[contact_id] = name, found.status
        standings[key] = effect.stage, found.before
        return replace(plan, words=move_words(standing, effect.stage, self._reader.facts.scheme))


def _stages(deals: Iterable[Known]) -> dict[int, tuple[str, str]]:
    """By deal its stage, and what the contact was before it."""
    return {one.id: (one.stage, one.status_before) for one in deals}


# -- what the rows meet -------------------------------------------------------------------------------------------


def _in_pages(reader: Reader, query: Any, column: Any, wanted: Iterable[Any]) -> Iterator[Any]:
    words = sorted(wanted)
    for start in range(0, len(words), _PAGE):
        yield from reader.connection.execute(query.where(column.in_(words[start : start + _PAGE])))


def _own(reader: Reader) -> tuple[set[str], set[str]]:
    """The members' own addresses and numbers, by which nobody else is found."""
    emails, phones = set(), set()
    for email, phone in reader.connection.execute(select(Member.email, Member.phone)):
        emails.add((email or "").casefold())
        phones |= {p.e164 for p in find_phones(phone or "", reader.facts.region) if p.e164}
    return emails, phones


def _marks(reader: Reader, emails: set[str], phones: set[str], homes: set[tuple[str, str]]) -> Marks:
    """The contacts the member may see that have one of these."""
    c = Contact
    by_email: dict[str, set[int]] = {}
    by_phone: dict[str, set[int]] = {}
    by_home: dict[tuple[str, str], set[int]] = {}
    names: dict[int, str] = {}
    for model, column, wanted, found in (
        (ContactEmail, ContactEmail.value, emails, by_email),
        (ContactPhone, ContactPhone.e164, phones, by_phone),
    ):
        query = select(column, c.id, c.display_name).join(c, c.id == model.contact_id)
        usable = query.where(reader.visible, model.usable.is_(True))
        for word, key, name in _in_pages(reader, usable, column, wanted):
            found.setdefault(word, set()).add(key)
            names[key] = name.casefold()
    for place, street, key, name in _at_home(reader, {place for _street, place in homes if place}):
        if (street, place) in homes:
            by_home.setdefault((street, place), set()).add(key)
            names[key] = name.casefold()
    return Marks(_frozen(by_email), _frozen(by_phone), _frozen(by_home), names)


def _frozen(found: Mapping[Key, set[int]]) -> dict[Key, frozenset[int]]:
    return {word: frozenset(ids) for word, ids in found.items()}


def _at_home(reader: Reader, places: set[str]) -> Iterator[tuple[str, str, int, str]]:
    """Properties and addresses of contacts in these postal codes or cities: place, street, contact, name."""
    c, p, a = Contact, ContactProperty, ContactAddress
    sold = select(p.street, literal("").label("unit"), p.postal_code, p.city, c.id, c.display_name)
    lived = select(a.street, a.unit, a.postal_code, a.city, c.id, c.display_name)
    for model, query in (
        (p, sold.join(c, c.id == p.contact_id).where(reader.visible, p.struck_at.is_(None))),
        (a, lived.join(c, c.id == a.contact_id).where(reader.visible)),
    ):
        for column in (func.substr(model.postal_code, 1, 5), func.lower(model.city)):
            for street, unit, code, city, key, name in _in_pages(reader, query, column, places):
                whole = street_key(f"{street} {unit}".strip())
                yield from ((place, whole, key, name) for place in (code[:5], city.casefold()) if place in places)


def _known(row: Any) -> Known:
    details = dict(row.details or {})
    street = street_key(str(details.get("property") or "").partition(",")[0])
    return Known(
        row.id, row.contact_id, row.stage, row.source, row.outside_key, row.outside_at, row.at,
        row.stage_since or row.at, details, street, row.status_before,
    )  # fmt: skip


def _deal_rows() -> Any:
    d = Deal
    return select(
        d.id, d.contact_id, d.stage, d.source, d.outside_key, d.outside_at, d.at, d.stage_since, d.details,
        d.status_before,
    ).join(Contact, Contact.id == d.contact_id)  # fmt: skip


def _tied(reader: Reader, told: Sequence[Told]) -> dict[tuple[str, str], Known]:
    """The deals that are tied to these transactions already."""
    query = _deal_rows().where(reader.visible)
    rows = _in_pages(reader, query, Deal.outside_key, {one.key for one in told})
    return {(row.source, row.outside_key): _known(row) for row in rows}


def _deals(reader: Reader, contacts: set[int]) -> dict[int, list[Known]]:
    of = Deal.contact_id.in_(numbers(reader.connection.dialect.name, sorted(contacts)))
    found: dict[int, list[Known]] = {}
    for row in reader.connection.execute(_deal_rows().where(reader.visible, of).order_by(Deal.id)):
        found.setdefault(row.contact_id, []).append(_known(row))
    return found


def _contacts(reader: Reader, contacts: set[int]) -> dict[int, tuple[str, str]]:
    c = Contact
    of = c.id.in_(numbers(reader.connection.dialect.name, sorted(contacts)))
    rows = reader.connection.execute(select(c.id, c.display_name, c.status).where(reader.visible, of))
    return {key: (name, status) for key, name, status in rows}


# -- the report ---------------------------------------------------------------------------------------------------


def transaction_report(file: TransactionFile, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The report of a file as the command line prints it: what was done as counts, what was left as rows."""
    found = Counter(row["outcome"] for row in rows)
    counts = {key: found[key] for key in (CREATED, UPDATED, UNCHANGED)}
    left = {key: [row for row in rows if row["outcome"] == key] for key in TRANSACTION_OUTCOMES if key not in counts}
    return {"file": file.name, "format": file.format, **counts, **left, "rows": list(rows)}


def transaction_row(plan: TransactionPlan, *, deal: int | None = None) -> dict[str, Any]:
    """One row of the report; `deal` None at a rehearsal of a new one, or where there is none."""
    draft = plan.draft
    return {
        "row": draft.row,
        "outcome": plan.outcome,
        "system": SYSTEMS[draft.system],
        "transaction": draft.key,
        "contact": plan.contact_id,
        "deal": deal if deal is not None else (plan.deal.id if plan.deal else None),
        "stage": plan.effect.stage if plan.effect else None,
        "effect": plan.words or None,
        "looked_for": list(draft.looked_for),
        "others": list(plan.others),
        "warnings": list(draft.warnings),
        "reasons": list(plan.reasons),
    }
