"""Call logs before they are written: reading rows, whom each call is with, and the report (R55)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from db.changes import Progress
from db.models import Call, Contact, ContactPhone, Lead, Member, Touch
from db.queries.reader import Reader
from db.queries.record_files import RecordFile, checked_source, read_drafts
from db.rules.call_matching import (
    CALL_OUTCOMES,
    DUPLICATE,
    IGNORED,
    NEW,
    REFUSED,
    SAME_CALL_MS,
    TOUCH_OUTCOMES,
    CallPlan,
    LoggedByHand,
    NumberOwner,
    owner_of,
    shared_sentence,
)
from db.rules.call_rows import IN, CallDraft, CallRows, is_call_header
from db.rules.permissions import check_whole_office
from db.rules.phones import find_phones

_PAGE: Final = 500
_NO_CALLS: Final = (
    "is no call log: it needs the caller's number (customer_phone_number, or From and To), start_time, and direction "
    "or duration."
)


CallFile = RecordFile[CallDraft]


def read_call_file(path: Path, *, region: str, zone: str, progress: Progress | None = None) -> CallFile:
    """Read a CSV, XLSX or JSON call log. `region` is the office's country, `zone` its time zone.

    Errors: FileProblemError when it cannot be read, or is no call log; CancelledError by `progress`.
    """
    source = checked_source(path, is_call_header, _NO_CALLS)
    rows = CallRows(source.header, region=region, zone=zone)
    return read_drafts(
        source, lambda r: CallDraft(r.row, reason=r.problem) if r.problem else rows.read(r.row, r.cells), progress
    )


def plan_calls(reader: Reader, file: CallFile, *, new_leads: bool = False) -> tuple[CallPlan, ...]:
    """What each row of the file does; nothing is written. The action asks the same inside its transaction.

    `new_leads`: an inbound call of a number that nobody has becomes a new Phone lead. Errors: RefusedError for who may
    not import call logs: the plan tells of calls and numbers of the whole office (R19).
    """
    check_whole_office(reader.actor, "Call logs")
    return _Planner(reader, file, new_leads=new_leads).plans()


class _Planner:
    """Everything the rows meet, read once for the file."""

    def __init__(self, reader: Reader, file: CallFile, *, new_leads: bool) -> None:
        self._reader, self._file, self._new_leads = reader, file, new_leads
        good = [d for d in file.drafts if not d.reason]
        self._last_row = {d.key: d.row for d in good}
        self._known = set(_in_pages(reader, select(Call.source_key), Call.source_key, {d.key for d in good}))
        self._owners = owners_of_numbers(reader, {d.number for d in good if d.number})
        self._members, self._own_numbers = _members(reader, good)
        moments = [d.at for d in good]
        span = (min(moments, default=0) - SAME_CALL_MS, max(moments, default=0) + SAME_CALL_MS)
        ids = {o.id for owners in self._owners.values() for o in owners}
        leads = select(Lead.contact_id, Lead.occurred_at)
        leads = leads.where(Lead.lead_type == "call", Lead.occurred_at.between(*span))
        touches = select(Touch.contact_id, Touch.at).where(Touch.channel == "call", Touch.at.between(*span))
        self._leads = LoggedByHand(_rows_in_pages(reader, leads, Lead.contact_id, ids))
        self._touches = LoggedByHand(_rows_in_pages(reader, touches, Touch.contact_id, ids))

    def plans(self) -> tuple[CallPlan, ...]:
        """A plan for each row, in the file's order."""
        return tuple(self._plan(draft) for draft in self._file.drafts)

    def _plan(self, draft: CallDraft) -> CallPlan:
        if draft.reason:
            outcome = IGNORED if draft.ignored else REFUSED
            return CallPlan(draft, outcome, warnings=draft.warnings, reasons=(draft.reason,))
        if draft.key in self._known:
            return CallPlan(draft, DUPLICATE, reasons=("This call is in the office already.",))
        last = self._last_row[draft.key]
        if last != draft.row:
            return CallPlan(draft, DUPLICATE, reasons=(f"Row {last} is about the same call, and later.",))
        return self._new(draft)

    def _new(self, draft: CallDraft) -> CallPlan:
        owners = self._owners.get(draft.number, [])
        chosen = owner_of(owners)
        member = self._members.get(draft.agent.casefold()) if draft.agent else None
        if chosen is None:
            return self._unknown(draft, member)
        warnings = draft.warnings
        if len(owners) > 1:
            warnings += (shared_sentence(chosen, owners, draft.number),)
        others = tuple(sorted(o.id for o in owners if o is not chosen))
        if draft.direction == IN:
            lead, touch = not self._leads.take(chosen.id, draft.at), ""
            logged = not lead
        else:
            logged = self._touches.take(chosen.id, draft.at)
            lead, touch = False, "" if logged else TOUCH_OUTCOMES.get(draft.outcome, "")
        if logged:
            warnings += ("A member has logged this call by hand; it was not counted twice.",)
        return CallPlan(
            draft, NEW, chosen.id, others=others, member_id=member, lead=lead, touch=touch, warnings=warnings
        )

    def _unknown(self, draft: CallDraft, member: int | None) -> CallPlan:
        warnings = draft.warnings
        if draft.number in self._own_numbers:
            warnings += ("The number is the office's own.",)
        elif draft.number and draft.direction == IN and self._new_leads:
            return CallPlan(draft, NEW, new_contact=draft.number, member_id=member, lead=True, warnings=warnings)
        elif draft.number:
            warnings += ("Nobody in the office has this number.",)
        return CallPlan(draft, NEW, member_id=member, warnings=warnings)


def _in_pages(reader: Reader, query: Any, column: Any, wanted: Iterable[Any]) -> Iterator[Any]:
    for row in _rows_in_pages(reader, query, column, wanted):
        yield row[0]


def _rows_in_pages(reader: Reader, query: Any, column: Any, wanted: Iterable[Any]) -> Iterator[Any]:
    """The rows of `query` where `column` is one of `wanted`, a page at a time; every page is one prepared value."""
    words = sorted(wanted)
    for start in range(0, len(words), _PAGE):
        page: Any = words[start : start + _PAGE]
        if reader.connection.dialect.name == "sqlite":
            page = select(func.json_each(json.dumps(page)).table_valued("value").c.value)
        yield from reader.connection.execute(query.where(column.in_(page)))


def owners_of_numbers(reader: Reader, numbers: set[str]) -> dict[str, list[NumberOwner]]:
    """The contacts the member may see by number (E.164), each once."""
    c, p = Contact, ContactPhone
    query = select(p.e164, c.id, c.display_name, c.status, p.usable, c.last_activity_at)
    query = query.join(c, c.id == p.contact_id).where(reader.visible).order_by(p.usable.desc(), p.id)
    found: dict[str, dict[int, NumberOwner]] = {}
    for number, key, name, status, usable, last in _rows_in_pages(reader, query, p.e164, numbers):
        found.setdefault(number, {}).setdefault(key, NumberOwner(key, name, status == "archive", bool(usable), last))
    return {number: list(these.values()) for number, these in found.items()}


def _members(reader: Reader, drafts: Sequence[CallDraft]) -> tuple[dict[str, int], set[str]]:
    """Members by folded name and e-mail; and the numbers that are the office's own: its lines and its people's."""
    by_word: dict[str, int] = {}
    numbers = {d.line for d in drafts if d.line}
    for key, name, email, phone in reader.connection.execute(
        select(Member.id, Member.name, Member.email, Member.phone)
    ):
        by_word |= {word.casefold(): key for word in (name, email) if word}
        numbers |= {p.e164 for p in find_phones(phone, reader.facts.region) if p.e164}
    office = str(reader.facts.settings.get("phone") or "")
    numbers |= {p.e164 for p in find_phones(office, reader.facts.region) if p.e164}
    return by_word, numbers


def call_report(file: CallFile, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The report of a log as the command line prints it; `rows` as `call_row` makes them."""
    documents = list(rows)
    found = Counter(d["outcome"] for d in documents)
    counts = {key: found[key] for key in CALL_OUTCOMES}
    return {"file": file.name, "format": file.format, "counts": counts, "rows": documents}


def call_row(plan: CallPlan, *, call: int | None = None, contact: int | None = None) -> dict[str, Any]:
    """One row of the report; ids None at a rehearsal, or where there is none."""
    return {
        "row": plan.draft.row,
        "outcome": plan.outcome,
        "call": call,
        "contact": plan.contact_id if contact is None else contact,
        "others": list(plan.others),
        "new_contact": bool(plan.new_contact),
        "lead": plan.lead,
        "touch": plan.touch or None,
        "warnings": list(plan.warnings),
        "reasons": list(plan.reasons),
    }
