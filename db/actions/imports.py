"""Writing an import: every new contact and update of a rehearsal as one undoable step (R95)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.contact_rows import contact_values, renamed, rows_for_children
from db.actions.import_sellers import sell
from db.actions.import_staleness import refuse_stale
from db.actions.own_rows import is_own, member_names, own_children, own_values
from db.actions.requests import withdraw_requests
from db.actions.statuses import ARCHIVED, end_campaigns
from db.changes import Progress
from db.models import Base, Contact, ImportRun, Lead, Member, Press, SubscriptionChange
from db.queries.imports import FileRehearsal, Planned, PlannedUpdate, Rehearsal
from db.rules.errors import CancelledError
from db.rules.import_mapping import to_json
from db.rules.permissions import Right, Scope
from db.unit_of_work import UnitOfWork

BATCH: Final = 2_000
OWN_SHAPE: Final = "brokerdesk"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What was imported: contact ids by file and index of the rehearsal's new contacts, and counts over all files."""

    new_ids: tuple[range, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@action(Right.IMPORT)
def import_contacts(uow: UnitOfWork, *, rehearsal: Rehearsal, progress: Progress | None = None) -> ImportSummary:
    """Write what the rehearsal planned, in one transaction. Automation stays frozen for imported contacts (R95).

    Errors: CancelledError when `progress` returns False, StaleRehearsalError; nothing is kept then.
    """
    refuse_stale(uow, rehearsal)
    total = sum(len(f.new) + len(f.updates) for f in rehearsal.files)
    _add_members(uow, rehearsal)
    writer = _Writer(uow, total, progress)
    new_ids = tuple(writer.file(one) for one in rehearsal.files)
    counts: dict[str, int] = {}
    for one in rehearsal.files:
        for key, number in one.counts.items():
            counts[key] = counts.get(key, 0) + number
    names = ", ".join(f.name for f in rehearsal.files)
    uow.label = f"Import of {names}: {counts.get('new', 0):,} new, {counts.get('updated', 0):,} updated"
    uow.counts = counts
    return ImportSummary(new_ids, counts)


def _add_members(uow: UnitOfWork, rehearsal: Rehearsal) -> None:
    """Members an own export speaks of and this office lacks: added without the right to sign in, by brokers only."""
    if not uow.actor.may(Right.SETTINGS):
        return
    own = [f for f in rehearsal.files if f.mapping.shape == OWN_SHAPE]  # every row is read for it: only where it helps
    named = {n for f in own for p in f.new if is_own(p.draft) for n in member_names(p.draft)}
    missing = sorted(n for n in named if n.casefold() not in uow.members)
    if missing:
        rows = [
            {"name": n, "roles": "agent", "joined_on": "", "active": False, "goals": {}, "office_hours": {}}
            for n in missing
        ]
        ids = uow.insert(Member, rows)
        uow.members = uow.members | {n.casefold(): k for n, k in zip(missing, ids, strict=True)}


def _apart(updates: Iterable[PlannedUpdate]) -> Iterator[list[PlannedUpdate]]:
    """Batches in which no contact comes twice: a second row about one is measured against what the first one made."""
    batch: dict[int, PlannedUpdate] = {}
    for planned in updates:
        if planned.contact_id in batch or len(batch) == BATCH:
            yield list(batch.values())
            batch = {}
        batch[planned.contact_id] = planned
    if batch:
        yield list(batch.values())


class _Writer:
    """Writes planned contacts in batches and reports progress."""

    def __init__(self, uow: UnitOfWork, total: int, progress: Progress | None) -> None:
        self._uow = uow
        self._total = total
        self._progress = progress
        self._done = 0
        self._archive_stops = uow.facts.scheme.archive_unsubscribes  # R6, by the office's scheme

    def file(self, one: FileRehearsal) -> range:
        """Write one file's contacts and remember its mapping; the contacts' ids, which follow one another."""
        ids = range(0)
        for start in range(0, len(one.new), BATCH):
            new = self._add(one.new[start : start + BATCH])
            ids = range(ids.start if start else new.start, new.stop)
        for batch in _apart(one.updates):
            self._update(batch)
        if one.new or one.updates:
            self._remember(one)
        return ids

    def _add(self, batch: tuple[Planned, ...]) -> range:
        uow = self._uow
        values = [self._values(p) for p in batch]
        ids = uow.insert(Contact, values)
        children: dict[type[Base], list[dict[str, Any]]] = {}
        for contact_id, planned, row in zip(ids, batch, values, strict=True):
            for model, rows in self._children(planned, contact_id, row).items():
                children.setdefault(model, []).extend(rows)
        for model, rows in children.items():
            uow.insert(model, rows)
        uow.settle()
        self._tick(len(batch))
        return ids

    def _values(self, planned: Planned) -> dict[str, Any]:
        uow = self._uow
        values = contact_values(
            planned.draft, status=planned.status, now=uow.now, owner=planned.owner_id, how="imported"
        )
        values |= {
            "automation_frozen": True,
            "source": values["source"] or "import",
            "lender_id": self._lender(planned),
        }
        if planned.status == "archive" and self._archive_stops and values["email_subscribed"]:
            values |= {"email_subscribed": False, "text_subscribed": False, "unsubscribe_cause": "archive",
                       "unsubscribed_at": uow.now}  # fmt: skip
        values |= own_values(planned.draft, uow.members)
        if Scope.ALL not in uow.actor.scopes(Right.ASSIGN):  # an agent imports into their own, whatever the file says
            values |= {"owner_id": planned.owner_id, "owner_how": "imported"}
        return values

    def _lender(self, planned: Planned) -> int | None:
        return self._uow.members.get(planned.draft.lender.casefold()) if planned.draft.lender else None

    def _children(
        self, planned: Planned, contact_id: int, row: dict[str, Any]
    ) -> dict[type[Base], list[dict[str, Any]]]:
        uow = self._uow
        own = own_children(planned.draft, contact_id, uow.members)
        if own is not None:
            if not uow.actor.may(Right.LEAD_STATUS):  # only the concierge and the broker set it, also by a file (R72)
                own[Lead] = [lead | {"lead_status": ""} for lead in own.get(Lead, [])]
                own[Press] = [press | {"credit": False} for press in own.get(Press, [])]  # nor anybody's credit (R12)
            return {model: these for model, these in own.items() if these}
        rows = rows_for_children(planned.draft, contact_id, now=uow.now, member_id=uow.actor.id or None)
        if not row["email_subscribed"]:
            rows[SubscriptionChange] = [self._opt_out(contact_id, str(row["unsubscribe_cause"]))]
        elif not row["text_subscribed"]:
            rows[SubscriptionChange] = [self._opt_out(contact_id, "import", channel="text")]
        return rows

    def _opt_out(self, contact_id: int, cause: str, *, channel: str = "all") -> dict[str, Any]:
        uow = self._uow
        return {"contact_id": contact_id, "channel": channel, "subscribed": False, "cause": cause, "words": "",
                "source": "import", "member_id": uow.actor.id or None, "at": uow.now}  # fmt: skip

    def _update(self, batch: list[PlannedUpdate]) -> None:
        """Change the contacts of a batch, none of them twice; what went away since the rehearsal is passed over."""
        uow, table = self._uow, Contact.__table__
        found = uow.connection.execute(select(*table.c).where(table.c.id.in_([p.contact_id for p in batch])))
        rows = {row.id: dict(row._mapping) for row in found}
        changes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        children: dict[type[Base], list[dict[str, Any]]] = {}
        for planned in batch:
            row = rows.get(planned.contact_id)
            if row is None:
                continue
            columns, opt_outs = self._changes(planned, row)
            if columns:
                changes.setdefault(tuple(sorted(columns)), []).append({"id": planned.contact_id} | columns)
            added = rows_for_children(planned.update.parts, planned.contact_id, now=uow.now,
                                      member_id=uow.actor.id or None)  # fmt: skip
            added[SubscriptionChange] = opt_outs
            for model, these in added.items():
                own = children.setdefault(model, [])
                own += [r | ({"is_primary": False} if "is_primary" in r else {}) for r in these]
        archived = [p.contact_id for p in batch if p.status == "archive" and p.contact_id in rows]
        if archived:
            withdraw_requests(uow, Contact.id.in_(archived), ARCHIVED)
        if archived and self._archive_stops:
            end_campaigns(uow, Contact.id.in_(archived), ARCHIVED)
        for alike in changes.values():
            uow.update_rows(Contact, alike)
        sell(uow, {p.contact_id: dict(p.update.seller) for p in batch if p.update.seller and p.contact_id in rows})
        for model, these in children.items():
            if these:
                uow.insert(model, these)
        uow.settle()
        self._tick(len(batch))

    def _changes(self, planned: PlannedUpdate, row: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The columns of a contact that change, and the opt-out to write down, if it is one."""
        uow = self._uow
        columns = renamed(row, planned.update.columns)
        if "owner_id" in columns:
            columns = columns | {"owner_how": "imported", "owner_since": uow.now}
        if planned.status:
            columns = columns | {"status": planned.status, "status_since": uow.now, "status_why": "import"}
        archived = planned.status == "archive" and self._archive_stops
        cause = planned.unsubscribe or ("archive" if archived and row["email_subscribed"] else "")
        if not cause:
            texts = columns.get("text_subscribed") is False and row["text_subscribed"]
            return columns, [self._opt_out(planned.contact_id, "import", channel="text")] if texts else []
        columns = columns | {"email_subscribed": False, "text_subscribed": False, "unsubscribe_cause": cause,
                             "unsubscribed_at": uow.now}  # fmt: skip
        return columns, [self._opt_out(planned.contact_id, cause)]

    def _remember(self, one: FileRehearsal) -> None:
        uow = self._uow
        run = {"member_id": uow.actor.id or None, "step_id": uow.step_id, "file_name": one.name,
               "fingerprint": one.mapping.fingerprint, "mapping": {"json": to_json(one.mapping)},
               "counts": dict(one.counts), "at": uow.now}  # fmt: skip
        uow.insert(ImportRun, [run])

    def _tick(self, count: int) -> None:
        self._done += count
        if self._progress is not None and not self._progress(self._done, self._total):
            raise CancelledError("The import was stopped. Nothing was imported.")


@action(Right.EDIT)
def unfreeze(uow: UnitOfWork, *, step_id: int) -> int:
    """Let automation work for the contacts of an import: the other system is off (R95). Gives how many."""
    from db.models import StepImage, StepWrite

    these = select(StepImage.row_id).join(StepWrite, StepWrite.id == StepImage.write_id).where(
        StepWrite.step_id == step_id, StepWrite.model == "contact", StepWrite.op == "insert"
    )  # fmt: skip
    uow.label = "Automation switched on for imported contacts"
    return uow.update(
        Contact, and_(Contact.id.in_(these), Contact.automation_frozen.is_(True)), {"automation_frozen": False}
    )
