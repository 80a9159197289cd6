"""Recording what happened before the office used Brokerdesk: dated leads, touches, notes, tasks, changes of status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.actions.base import action
from db.actions.statuses import check_status
from db.models import Base, Contact, ContactShare, Lead, Note, PastEvent, SubscriptionChange, Task, Touch
from db.queries.facts import load_facts
from db.rules.permissions import Right
from db.rules.values import PASSIVE_TYPES, VIEWING_TYPES
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PastItem:
    """Something that happened: to which contact, when (ms UTC), by which member (None: the contact), what, details.

    `what` is lead, note, touch, task, status, owner, release, priority, share or unsubscribe; `due` is for tasks.
    """

    contact_id: int
    at: int
    member_id: int | None
    what: str
    a: str = ""
    b: str = ""
    c: str = ""
    due: int = 0


@action(Right.IMPORT)
def record_past(uow: UnitOfWork, *, items: Sequence[PastItem]) -> int:
    """Write dated items, oldest first, as one step; gives how many. The contact ends up as the last item left it."""
    story = _Story(uow)
    for item in items:
        story.take(item)
    story.write()
    uow.label = f"{len(items):,} earlier events recorded"
    return len(items)


class _Story:
    """Gathers rows for each table and the last state of each contact."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        facts = load_facts(uow.connection)
        self._names = facts.members
        self._labels = {s.key.value: s.label for s in facts.scheme.statuses}
        self._rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._contacts: dict[int, dict[str, Any]] = {}
        self._open_leads: dict[int, list[dict[str, Any]]] = defaultdict(list)

    def take(self, item: PastItem) -> None:
        """Gather one item."""
        getattr(self, f"_{item.what}")(item)

    def write(self) -> None:
        """Write the gathered rows and the contacts' last states."""
        self._ask_owners()
        for model, rows in self._rows.items():
            self._uow.insert(model, rows)
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for contact_id, values in self._contacts.items():
            alike[tuple(values)].append({"id": contact_id} | values)
        for rows in alike.values():
            self._uow.update_rows(Contact, rows)

    def _set(self, item: PastItem, **values: Any) -> None:
        self._contacts.setdefault(item.contact_id, {}).update(values)

    def _past(self, item: PastItem, kind: str, title: str, *, status: str = "", old: str = "") -> None:
        by = self._names.get(item.member_id or 0, "")
        self._rows[PastEvent].append(
            {"contact_id": item.contact_id, "kind": kind, "title": title, "detail": item.b, "member": by,
             "status": status, "status_from": old, "at": item.at}
        )  # fmt: skip

    def _lead(self, item: PastItem) -> None:
        row = {"contact_id": item.contact_id, "lead_type": item.a, "origin": "office site", "source": "",
               "message": item.b, "listing_text": item.c, "occurred_at": item.at, "lead_status": "",
               "first_touch_at": None, "first_touch_by": None}  # fmt: skip
        self._rows[Lead].append(row)
        if item.a in PASSIVE_TYPES:
            self._set(item, last_visit_at=item.at)
        else:
            self._open_leads[item.contact_id].append(row)
        if item.a in VIEWING_TYPES:
            self._set(item, last_viewed_at=item.at)

    def _touch(self, item: PastItem) -> None:
        self._rows[Touch].append(
            {"contact_id": item.contact_id, "member_id": item.member_id, "channel": item.a, "outcome": item.b,
             "words": item.c, "at": item.at}
        )  # fmt: skip
        if item.member_id is None:
            return
        for lead in self._open_leads.pop(item.contact_id, []):
            lead.update(first_touch_at=item.at, first_touch_by=item.member_id)

    def _note(self, item: PastItem) -> None:
        row = {"contact_id": item.contact_id, "member_id": item.member_id, "body": item.a, "at": item.at}
        self._rows[Note].append(row)

    def _task(self, item: PastItem) -> None:
        done = item.due if item.c == "done" else None
        self._rows[Task].append(
            {"contact_id": item.contact_id, "member_id": item.member_id, "kind": item.a, "title": item.b, "said": "",
             "due_at": item.due, "done_at": done, "created_at": item.at}
        )  # fmt: skip

    def _ask_owners(self) -> None:
        """A request for an update is for the contact's owner, as the last item left it, whoever asked (R72)."""
        asked = [row for row in self._rows[Task] if row["kind"] == "update_request"]
        ids = [row["contact_id"] for row in asked]
        query = select(Contact.id, Contact.owner_id).where(Contact.id.in_(ids))
        owners = {row.id: row.owner_id for row in self._uow.connection.execute(query)}
        for row in asked:
            told = self._contacts.get(row["contact_id"], {})
            row["member_id"] = told.get("owner_id", owners[row["contact_id"]])

    def _status(self, item: PastItem) -> None:
        status = check_status(item.a).value
        old = self._contacts.get(item.contact_id, {}).get("status") or self._status_now(item.contact_id)
        self._past(item, "status", f"{self._labels[old]} → {self._labels[status]}", status=status, old=old)
        self._set(item, status=status, status_since=item.at, status_why=item.b)
        if status == "archive":
            self._stop(item, "archive")

    def _status_now(self, contact_id: int) -> str:
        return str(self._uow.connection.scalar(select(Contact.status).where(Contact.id == contact_id)))

    def _owner(self, item: PastItem) -> None:
        owner = int(item.a)
        self._past(item, "change", f"Owner: {self._names.get(owner, '')}")
        self._set(item, owner_id=owner, owner_since=item.at, owner_how="claimed" if "laim" in item.b else "assigned")

    def _release(self, item: PastItem) -> None:
        self._past(item, "change", "Released to the pool")
        self._set(item, owner_id=None, owner_since=item.at, owner_how="released")

    def _priority(self, item: PastItem) -> None:
        self._past(item, "change", f"Priority: {item.a}")
        self._set(item, priority=item.a)

    def _share(self, item: PastItem) -> None:
        row = {"contact_id": item.contact_id, "member_id": int(item.a), "since": item.at}
        known = {(r["contact_id"], r["member_id"]) for r in self._rows[ContactShare]}
        if (item.contact_id, int(item.a)) not in known:
            self._rows[ContactShare].append(row)

    def _unsubscribe(self, item: PastItem) -> None:
        self._stop(item, item.a or "themselves")

    def _stop(self, item: PastItem, cause: str) -> None:
        if self._contacts.get(item.contact_id, {}).get("email_subscribed") is False:
            return
        self._rows[SubscriptionChange].append(
            {"contact_id": item.contact_id, "channel": "all", "subscribed": False, "cause": cause, "words": item.b,
             "source": "history", "member_id": item.member_id, "at": item.at}
        )  # fmt: skip
        self._set(item, email_subscribed=False, text_subscribed=False, unsubscribe_cause=cause, unsubscribed_at=item.at)
