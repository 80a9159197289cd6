"""Importing files of records that are no contacts: rehearsed, written as one step, the refused rows kept (R95)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, overload

from db.actions.calls import import_calls
from db.actions.listings import import_listings
from db.changes import Outcome, Progress
from db.office import Office
from db.queries import call_imports, listing_imports
from db.queries.record_files import RecordFile, refused_records
from db.rules.call_matching import CALL_OUTCOMES, CallPlan
from db.rules.call_rows import IN
from db.rules.errors import RefusedError
from db.rules.listing_matching import LABELS, OUTCOMES, ListingOutcome
from db.rules.listing_values import LISTING_STATUSES
from db.rules.permissions import Actor, check_whole_office
from desktop.item_models.lead_source import shown_number
from desktop.item_models.listing_words import counted, dollars
from desktop.operations.running import OnError, run
from desktop.services import Services
from desktop.tasks import Token

NEW: Final = "new"
REFUSED: Final = "refused"
_PRICES: Final = frozenset({"list_price_cents", "close_price_cents"})
_TOLD: Final = frozenset({"standard_status", "street", "city", "region", "postal_code"})
Files = tuple[RecordFile[Any], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: what becomes of it, and why."""

    file: str
    row: int
    outcome: str
    name: str
    note: str


class Lines(Sequence[Line]):
    """Rows as lines; each is put into words when it is painted."""

    def __init__(self, rows: Sequence[tuple[str, Any]], word: Callable[[str, Any], Line]) -> None:
        self._rows = rows
        self._word = word

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return Lines(self._rows[index], self._word)
        return self._word(*self._rows[index])


@dataclass(frozen=True, slots=True)
class Report:
    """What files do or did: all their lines and those of each outcome. `more` is said after the figures."""

    lines: Lines
    by_outcome: Mapping[str, Lines]
    more: str = ""

    def count(self, outcome: str) -> int:
        """How many rows come to this."""
        return len(self.by_outcome[outcome])


class RowImport(Protocol):
    """A kind of file: what it is called, the outcomes of its rows, and how it is read, rehearsed and written.

    `one` and `many` are what a row becomes; `writes` are the outcomes that change the office; `option` is a choice the
    person has, "" for none; `what` is what a refusal speaks of.
    """

    title: str
    one: str
    many: str
    what: str
    outcomes: tuple[str, ...]
    writes: tuple[str, ...]
    option: str

    def read(self, office: Office, paths: Sequence[Path], progress: Progress) -> Files:
        """The files as drafts. Errors: FileProblemError, CancelledError."""
        ...

    def rehearse(self, office: Office, files: Files, *, option: bool) -> Report:
        """What the files would do."""
        ...

    def write(self, office: Office, files: Files, *, option: bool, progress: Progress) -> Outcome[Report]:
        """Write it as one step. Errors: RefusedError, CancelledError."""
        ...


class ListingImport:
    """Listings by RESO's names."""

    title, one, many, what = "Import listings", "listing", "listings", "Listings"
    outcomes: tuple[str, ...] = OUTCOMES
    writes: tuple[str, ...] = ("new", "updated")
    option = ""

    def read(self, office: Office, paths: Sequence[Path], progress: Progress) -> Files:
        """The files as drafts."""
        facts = office.facts
        read = listing_imports.read_listing_file
        return tuple(read(path, region=facts.region, zone=facts.zone, progress=progress) for path in paths)

    def rehearse(self, office: Office, files: Files, *, option: bool) -> Report:
        """New, updated, unchanged and refused rows."""
        del option
        return self._report(office.read(listing_imports.plan_listings, files).reports)

    def write(self, office: Office, files: Files, *, option: bool, progress: Progress) -> Outcome[Report]:
        """Write them, and link the leads that name them."""
        del option
        done = office.perform(import_listings, files=files, progress=progress)
        linked = done.value.linked
        more = f"{counted(linked, 'lead')} linked to {'its' if linked == 1 else 'their'} listing." if linked else ""
        return Outcome(self._report(done.value.reports, more), done.changes, done.step)

    def _report(self, reports: Iterable[listing_imports.ListingReport], more: str = "") -> Report:
        return _report([(r.name, row) for r in reports for row in r.rows], self.outcomes, _listing_line, more)


class CallLogImport:
    """A call log of a provider of numbers."""

    title, one, many, what = "Import call log", "call", "calls", "Call logs"
    outcomes: tuple[str, ...] = CALL_OUTCOMES
    writes: tuple[str, ...] = ("new",)
    option = "A call of a number that nobody has becomes a new lead of kind Phone"

    def read(self, office: Office, paths: Sequence[Path], progress: Progress) -> Files:
        """The log as drafts. Errors: RefusedError for more than one."""
        if len(paths) != 1:
            raise RefusedError("One call log at a time: choose one file.")
        facts = office.facts
        return (call_imports.read_call_file(paths[0], region=facts.region, zone=facts.zone, progress=progress),)

    def rehearse(self, office: Office, files: Files, *, option: bool) -> Report:
        """New calls, duplicates, ignored and refused rows."""
        return self._report(files, office.read(call_imports.plan_calls, files[0], new_leads=option))

    def write(self, office: Office, files: Files, *, option: bool, progress: Progress) -> Outcome[Report]:
        """Write the calls, and the leads and touches they are."""
        done = office.perform(import_calls, file=files[0], new_leads=option, progress=progress)
        plans = done.value.plans
        leads, touches = sum(plan.lead for plan in plans), sum(bool(plan.touch) for plan in plans)
        more = f"{counted(leads, 'lead')} and {counted(touches, 'touch', 'touches')} came of them."
        return Outcome(self._report(files, plans, more), done.changes, done.step)

    def _report(self, files: Files, plans: Iterable[CallPlan], more: str = "") -> Report:
        return _report([(files[0].name, plan) for plan in plans], self.outcomes, _call_line, more)


LISTINGS: Final[RowImport] = ListingImport()
CALL_LOG: Final[RowImport] = CallLogImport()


def _report(
    rows: list[tuple[str, Any]], outcomes: Sequence[str], word: Callable[[str, Any], Line], more: str
) -> Report:
    found: dict[str, list[tuple[str, Any]]] = {key: [] for key in outcomes}
    for row in rows:
        found[row[1].outcome].append(row)
    return Report(Lines(rows, word), {key: Lines(some, word) for key, some in found.items()}, more)


def _listing_line(file: str, row: ListingOutcome) -> Line:
    changes = f"Changes {', '.join(_change_words(row))}." if row.changes else ""
    note = " ".join(filter(None, (changes, *row.reasons, *row.warnings)))
    return Line(file, row.row, row.outcome, row.name, note)


def _change_words(row: ListingOutcome) -> list[str]:
    """Each column that changes; a price, a status and a text of the address with what it was and becomes."""
    turned = {LABELS[name]: (name, *values) for name, *values in row.turned}
    words = []
    for label in row.changes:
        name, before, after = turned.get(label, ("", None, None))
        told = name in _PRICES or name in _TOLD
        was, becomes = (_value_words(name, value) for value in (before, after))
        words.append(f"{label} from {was} to {becomes}" if told and was and becomes else label)
    return words


def _value_words(name: str, value: Any) -> str:
    if name in _PRICES:
        return dollars(value)
    return dict(LISTING_STATUSES).get(str(value), str(value)) if value else ""


def _call_line(file: str, plan: CallPlan) -> Line:
    draft = plan.draft
    name = " ".join(filter(None, (shown_number(draft.number), draft.caller_name)))
    way = ("In." if draft.direction == IN else "Out.") if draft.number else ""
    who = "A contact's number." if plan.contact_id else "Becomes a new contact." if plan.new_contact else ""
    comes = "Counts as a lead." if plan.lead else "Counts as a touch." if plan.touch else ""
    note = " ".join(filter(None, (way, who, comes, *plan.reasons, *plan.warnings)))
    return Line(file, draft.row, plan.outcome, name, note)


# -- what the dialog starts ----------------------------------------------------------------------------------------


def why_not(actor: Actor, kind: RowImport) -> str:
    """Why a member may not import such a file: a sentence; "" where they may."""
    try:
        check_whole_office(actor, kind.what)
    except RefusedError as refusal:
        return refusal.sentence
    return ""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell how an import goes; `on_done` gets an Outcome[Report]."""

    on_progress: Callable[[tuple[int, int]], object]
    on_done: Callable[[Outcome[Report]], object]
    on_error: OnError


def write_rows(services: Services, kind: RowImport, files: Files, watch: Watch, *, option: bool) -> Token:
    """Write what was rehearsed; cancelling the token leaves the office as it was (CancelledError)."""
    office = services.office

    def work(token: Token, progress: Callable[[object], object]) -> Outcome[Report]:
        def tick(done: int, total: int) -> bool:
            progress((done, total))
            return not token.cancelled

        return kind.write(office, files, option=option, progress=tick)

    return run(services, work, on_done=watch.on_done, on_error=watch.on_error, on_progress=watch.on_progress)


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """What is to be kept: the files, what became of their rows, and where to."""

    files: Files
    report: Report
    path: Path


def save_refused(
    services: Services, refused: RefusedRows, *, on_done: Callable[[Sequence[Path]], object], on_error: OnError
) -> None:
    """Keep the refused rows in their own columns plus the reason; of several files each gets its own beside `path`."""
    files, report, path = refused.files, refused.report, refused.path
    names = Counter(line.file for line in report.by_outcome[REFUSED])

    def work() -> Sequence[Path]:
        from db.files.writing import write_csv

        written = []
        for one in files:
            reasons = {line.row: line.note for line in report.by_outcome[REFUSED] if line.file == one.name}
            if one.path is not None and reasons:
                own = path if len(names) == 1 else path.with_name(f"{path.stem} {Path(one.name).stem}{path.suffix}")
                write_csv(own, *refused_records(one.path, reasons))
                written.append(own)
        return written

    services.tasks.read(("refused rows", str(path)), work, on_done, on_error)
