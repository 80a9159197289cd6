"""Imports before they are written: opening a file, and the rehearsal that says what every row would do (R95)."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from db.changes import Progress
from db.files.own_checking import own_problem
from db.files.own_format import OWN_MARKER, decode_list
from db.files.reading import open_file
from db.files.tables import Record, SourceFile
from db.models import ImportRun, Step
from db.queries.import_matching import Matcher
from db.queries.import_people import MemberNames
from db.queries.import_plans import Plans
from db.queries.import_records import (
    Planned,
    PlannedUpdate,
    RowOutcome,
    outcome_text,
    read_outcome,
    read_plan,
    read_update,
)
from db.queries.import_staging import Staged, Staging
from db.queries.reader import Reader
from db.rules.drafts import AddressDraft, ContactDraft, Refusal
from db.rules.errors import CancelledError, RefusedError
from db.rules.import_mapping import Mapping, from_json, recognise, remembered
from db.rules.import_rows import Ignored, row_reader
from db.rules.merging import merged, overruled, passed_over, update_of
from db.rules.permissions import REFUSALS, Right
from db.rules.statuses import Status, status_of_word

CHUNK: Final = 1_000
SAMPLES: Final = 50
NEW, UPDATED, DUPLICATE, IGNORED, REFUSED = "new", "updated", "duplicate", "ignored", "refused"
OUTCOMES: Final = (NEW, UPDATED, DUPLICATE, IGNORED, REFUSED)

NOT_YOURS: Final = "This contact is in the office already and not yours to change; claim it first, or ask your broker."


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A file as the wizard shows it: how it was read, how its columns map, some of its records."""

    file: SourceFile
    mapping: Mapping
    samples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file to import and the member's choices. `status`: for rows that name none; `unknown_statuses`: word → key;
    `on_unknown_status`: key for every other unknown word ("" leaves such rows refused, R4).
    """

    source: OpenedSource
    mapping: Mapping
    status: str = ""
    unknown_statuses: dict[str, str] = field(default_factory=dict)
    on_unknown_status: str = ""
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class FileRehearsal:
    """What one file would do. Rows, new contacts and updates stand on disk and are read when they are asked for;
    `places` says at which places of `rows` each outcome stands.
    """

    name: str
    format: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    mapping: Mapping
    counts: dict[str, int]
    rows: Staged[RowOutcome]
    unknown_statuses: tuple[str, ...]
    new: Staged[Planned]
    updates: Staged[PlannedUpdate]
    places: dict[str, Sequence[int]]

    def rows_of(self, outcome: str) -> Staged[RowOutcome]:
        """Only the rows that came to this outcome."""
        return self.rows.of(self.places[outcome])


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What all files would do together; nothing has been written."""

    files: tuple[FileRehearsal, ...]
    step: int = 0  # the office's newest step when it was measured


def open_source(
    reader: Reader,
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> OpenedSource:
    """Open a file and map its columns, as last time where a file of the same shape was imported before.

    Errors: FileProblemError naming file, row and column.
    """
    source = open_file(path, encoding=encoding, delimiter=delimiter, header_row=header_row)
    samples = tuple(r.cells for r in islice((r for r in source.records() if not r.problem), SAMPLES))
    mapping = recognise(source.header, samples)
    query = select(ImportRun.mapping).where(ImportRun.fingerprint == mapping.fingerprint)
    stored = reader.connection.scalar(query.order_by(ImportRun.id.desc()).limit(1))
    if stored and stored.get("json"):
        mapping = remembered(mapping, from_json(str(stored["json"])))
    return OpenedSource(source, mapping, samples)


def rehearse(reader: Reader, requests: tuple[ImportRequest, ...], *, progress: Progress | None = None) -> Rehearsal:
    """Run the import without effect: every row is new, an update, a duplicate, ignored or refused, and why.

    It meets contacts that the member may not see, so it needs the right to import. Errors: RefusedError without it;
    FileProblemError, CancelledError when `progress` returns False.
    """
    if not reader.actor.may(Right.IMPORT):
        raise RefusedError(REFUSALS[Right.IMPORT])
    step = int(reader.connection.scalar(select(func.max(Step.id))) or 0)
    staging = Staging()
    plans = Plans(staging)
    matcher = Matcher(reader, staging)
    done = 0
    runs = []
    for request in requests:
        run = _FileRun(reader, request, matcher, plans=plans, first_row=done)
        runs.append(run)
        for chunk in _chunks(request.source.file.records()):
            run.take(chunk)
            done += len(chunk)
            if progress is not None and not progress(done, 0):
                raise CancelledError("The import was stopped. Nothing was imported.")
    # at the end, because a row of a later file may complete a contact of an earlier one
    return Rehearsal(tuple(run.result() for run in runs), step)


def refused_rows(rehearsal: FileRehearsal) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """The refused records in the file's own columns plus the reason: to be mended and imported again."""
    from db.files.own_format import REASON_COLUMN

    header = tuple(h for h in rehearsal.header if h != REASON_COLUMN)
    rows = (
        (*r.cells[: len(header)], *[""] * (len(header) - len(r.cells)), " ".join(r.reasons))
        for r in rehearsal.rows_of(REFUSED)
    )
    return (*header, REASON_COLUMN), rows


def shown_name(path: Path) -> str:
    """The file's name as text that can be stored: bytes of it that are no text are replaced."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _as_exported(draft: ContactDraft) -> ContactDraft:
    """The draft of a row of our own export with its addresses as they were, not as the readable cell tells them."""
    full = dict(draft.full)
    if not full.get(OWN_MARKER):
        return draft
    try:
        items: list[dict[str, Any]] = decode_list(full.get("Addresses", ""))
        return replace(draft, addresses=tuple(AddressDraft(**item) for item in items))
    except (TypeError, ValueError):  # edited by hand since: then the readable cell is what there is
        return draft


def _chunks(records: Iterator[Record]) -> Iterator[list[Record]]:
    while chunk := list(islice(records, CHUNK)):
        yield chunk


class _FileRun:
    """The rehearsal of one file, chunk by chunk."""

    def __init__(
        self,
        reader: Reader,
        request: ImportRequest,
        matcher: Matcher,
        *,
        plans: Plans,
        first_row: int,
    ) -> None:
        self._reader = reader
        self._request = request
        self._matcher = matcher
        facts = reader.facts
        self._read = row_reader(request.mapping, region=facts.region, zone=facts.zone)
        self._plans = plans
        self._first_row = self._next_row = first_row
        self._first_change = self._last_change = plans.changes
        self._number = plans.begin_file()
        self._places: dict[str, array[int]] = {o: array("I") for o in OUTCOMES}
        self._unknown: Counter[str] = Counter()
        self._members = MemberNames(reader)

    def take(self, records: list[Record]) -> None:
        """Decide a chunk of records, and put what became of them on disk."""
        read: list[tuple[Record, Any]] = [(r, None if r.problem else self._read(r.cells)) for r in records]
        self._matcher.load([d for _r, d in read if isinstance(d, ContactDraft)])
        lines = []
        for record, draft in read:
            outcome = self._decide(record, draft)
            self._places[outcome.outcome].append(self._next_row - self._first_row)
            lines.append((self._next_row, outcome_text(outcome)))
            self._next_row += 1
        self._plans.staging.put("outcome", lines)
        self._plans.put_down()
        self._last_change = self._plans.changes

    def result(self) -> FileRehearsal:
        """All of it."""
        source, plans = self._request.source.file, self._plans
        rows = Staged(plans.staging, "outcome", range(self._first_row, self._next_row), read_outcome)
        new = Staged(plans.staging, "plan", plans.of_file(self._number), read_plan)
        updates = Staged(plans.staging, "change", range(self._first_change, self._last_change), read_update)
        return FileRehearsal(
            shown_name(source.path), source.format, source.encoding, source.delimiter, source.header,
            self._request.mapping, {o: len(self._places[o]) for o in OUTCOMES}, rows, tuple(self._unknown),
            new, updates, dict(self._places),
        )  # fmt: skip

    def _decide(self, record: Record, draft: ContactDraft | Refusal | Ignored | None) -> RowOutcome:
        if draft is None:
            outcome = IGNORED if record.ignored else REFUSED
            return RowOutcome(record.row, outcome, reasons=(record.problem,), cells=record.cells)
        if isinstance(draft, Refusal):
            return RowOutcome(record.row, REFUSED, reasons=(draft.reason,), cells=record.cells)
        if isinstance(draft, Ignored):
            return RowOutcome(record.row, IGNORED, reasons=(draft.reason,), cells=record.cells)
        if problem := own_problem(dict(draft.full)):
            return RowOutcome(record.row, REFUSED, name=draft.name.display, reasons=(problem,), cells=record.cells)
        status = self._status(draft.status_word)
        if status is None:
            word = draft.status_word
            reason = f"“{word}” is no status of this office; say once what it means."
            return RowOutcome(record.row, REFUSED, name=draft.name.display, reasons=(reason,), cells=record.cells)
        return self._place(record, draft, status)

    def _place(self, record: Record, draft: ContactDraft, status: str) -> RowOutcome:
        found = self._matcher.match(draft)
        warnings = (*record.warnings, *draft.warnings, *found.warnings)
        if found.hidden:
            reason = "This contact is already in the office; ask your broker."
            return RowOutcome(record.row, REFUSED, name=draft.name.display, reasons=(reason,), cells=record.cells)
        if found.planned is not None:
            return self._twin(record, draft, found, warnings)
        if found.known is not None:
            return self._update(record, draft, found, status if draft.status_word else "", warnings)
        named = self._members.for_new(draft, self._request.owner_id)
        draft, owner = named.draft, named.people.owner_id
        number, index = self._plans.place(self._plans.add(Planned(draft, status, owner)))
        self._matcher.plan(draft)
        kind = self._kind(draft)
        return RowOutcome(record.row, NEW, status=status, kind=kind, name=draft.name.display,
                          warnings=(*warnings, *named.warnings), new_index=index, new_file=number)  # fmt: skip

    def _twin(self, record: Record, draft: ContactDraft, found: Any, warnings: tuple[str, ...]) -> RowOutcome:
        """The contact of an earlier row of this import, of this file or one before it: the two become one."""
        number, index = self._plans.place(found.planned)
        old = self._plans.get(found.planned)
        lost = overruled(old.draft, draft)
        if lost:
            warnings += (f"An earlier row of the same contact says otherwise; not taken from this one: {lost}.",)
        self._plans.replace(found.planned, Planned(merged(old.draft, draft), old.status, old.owner_id))
        reason = f"The same contact as an earlier row of this import: {found.reason}"
        return RowOutcome(
            record.row, DUPLICATE, of_name=old.draft.name.display, status=old.status, name=draft.name.display,
            warnings=warnings, reasons=(reason,), new_index=index, new_file=number,
        )  # fmt: skip

    def _update(
        self, record: Record, draft: ContactDraft, found: Any, status: str, warnings: tuple[str, ...]
    ) -> RowOutcome:
        known = found.known
        named = self._members.for_known(draft, known.columns["owner_id"])
        draft, warnings = named.draft, (*warnings, *named.warnings)
        update = update_of(_as_exported(draft), known, named.people)
        lost = passed_over(draft, known.columns, named.people)
        if lost:
            warnings += (f"What the office has was kept; not taken from the file: {lost}.",)
        labels = list(update.labels)
        moves = status and status != known.columns["status"]
        leaves = "" if draft.subscribed_email is not False else draft.unsubscribe_cause or "import"
        if moves:
            labels.append("Status")
        if leaves and known.columns["email_subscribed"]:
            labels.append("Unsubscribed")
        else:
            leaves = ""
        name = str(known.columns["display_name"])
        shared = {"of": known.contact_id, "of_name": name, "name": draft.name.display or name, "warnings": warnings,
                  "status": status or str(known.columns["status"]), "kind": str(known.columns["kind"])}  # fmt: skip
        if not labels:
            return RowOutcome(record.row, DUPLICATE, reasons=(f"{found.reason} The row brings nothing new.",), **shared)
        if found.locked:
            return RowOutcome(record.row, REFUSED, name=shared["name"], reasons=(NOT_YOURS,), cells=record.cells)
        self._plans.change(PlannedUpdate(known.contact_id, update, status if moves else "", leaves))
        self._matcher.absorb(known, update)
        return RowOutcome(record.row, UPDATED, changes=tuple(labels), reasons=(found.reason,), **shared)

    def _status(self, word: str) -> str | None:
        """The status a row gets; None where its word must be asked about first (R4, R1: Prospect of the seven)."""
        request = self._request
        if not word:
            return request.status or Status.NEW_LEAD.value
        if word in request.unknown_statuses:
            return request.unknown_statuses[word]
        known = status_of_word(word, codes=request.mapping.status_codes) or self._by_label(word)
        if known is not None and self._reader.facts.scheme.style(known).in_use:
            return known.value
        if request.on_unknown_status:
            return request.on_unknown_status
        self._unknown[word] += 1
        return None

    def _by_label(self, word: str) -> Status | None:
        plain = word.strip().casefold()
        return next((s.key for s in self._reader.facts.scheme.statuses if s.label.casefold() == plain), None)

    def _kind(self, draft: ContactDraft) -> str:
        from db.rules.kinds import kind_of

        return kind_of(
            has_usable_email=any(e.usable for e in draft.emails),
            captured_by_text=bool(draft.captured_by_text),
            has_usable_phone=any(p.usable for p in draft.phones),
            valuation_address=bool(draft.valuation_address),
        )


def import_count(reader: Reader) -> int:
    """How many files were imported so far."""
    return int(reader.connection.scalar(select(func.count()).select_from(ImportRun)) or 0)


__all__ = [
    "DUPLICATE", "IGNORED", "NEW", "OUTCOMES", "REFUSED", "UPDATED", "FileRehearsal", "ImportRequest", "OpenedSource",
    "Planned", "PlannedUpdate", "Rehearsal", "RowOutcome", "import_count", "open_source", "refused_rows", "rehearse",
    "shown_name",
]  # fmt: skip
