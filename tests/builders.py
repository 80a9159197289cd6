"""Contacts, leads, tasks and the like in few words, made through the office's own actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import select

from db import tallies
from db.actions import action, activity, contacts, ownership, statuses
from db.actions.base import Action
from db.changes import Outcome, Selection
from db.models import Base, Contact, Deal, Underwriting
from db.office import Office
from db.rules.drafts import AddressDraft, ContactDraft
from db.rules.emails import read_emails
from db.rules.names import read_name
from db.rules.permissions import Right
from db.rules.phones import read_phones
from db.unit_of_work import UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

BROKER, AGENT, OTHER_AGENT = "Dana Moreau", "Wes Park", "Ivy Sandoval"
CONCIERGE, UNDERWRITER, TRANSACTIONS, LENDER = "Corinne Hale", "Uma Whitlock", "Theo Grant", "Lena Ortiz"


def draft(
    name: str = "",
    *,
    email: str = "",
    phone: str = "",
    address: str = "",
    tags: str = "",
    **values: Any,
) -> ContactDraft:
    """A draft; `address` is "street, city, postal code", `tags` are parted by blanks."""
    made = ContactDraft(
        name=read_name(name), emails=read_emails(email), phones=read_phones(phone), hashtags=tuple(tags.split())
    )
    if address:
        street, city, code = (part.strip() for part in address.split(","))
        made = replace(made, addresses=(AddressDraft(street=street, city=city, postal_code=code),))
    return replace(made, **values)


def add(
    office: Office, name: str = "", *, owner: str = "", status: str = "new_lead", **values: Any
) -> int:  # fmt: skip
    """A contact, added by the broker for `owner` (nobody when empty); `values` as `draft` takes them."""
    owner_id = member(office, owner) if owner else None
    with acting(office, BROKER):
        return office.perform(contacts.add_contact, draft=draft(name, **values), status=status, owner_id=owner_id).value


def member(office: Office, name: str) -> int:
    """The id of a member."""
    return office.facts.member_ids[name.casefold()]


@contextmanager
def acting(office: Office, name: str) -> Iterator[Office]:
    """Work as `name` for a while."""
    before = office.actor
    office.sign_in(name)
    try:
        yield office
    finally:
        office.actor = before


def perform_as(office: Office, name: str, action_: Action[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Outcome[R]:
    """An action, done by `name`."""
    with acting(office, name):
        return office.perform(action_, *args, **kwargs)


def these(*ids: int) -> Selection:
    """A selection of contacts by id."""
    return Selection(ids=ids)


def share_with(office: Office, contact_id: int, name: str) -> None:
    """Share a contact, by the broker."""
    perform_as(office, BROKER, ownership.share, selection=these(contact_id), member_id=member(office, name))


def lead(office: Office, contact_id: int, lead_type: str = "contact_form", **values: Any) -> int:
    """One action of the contact, recorded by the broker."""
    return perform_as(office, BROKER, activity.add_lead, contact_id=contact_id, lead_type=lead_type, **values).value


def call_due(office: Office, contact_id: int, due_at: int) -> int:
    """A scheduled call."""
    return perform_as(
        office, BROKER, activity.add_task, contact_id=contact_id, kind="call", title="Call back", due_at=due_at
    ).value


def set_status(office: Office, contact_id: int, to: str) -> int:
    """Change a contact's status; gives the step."""
    step = office.perform(statuses.change_status, selection=these(contact_id), status=to).step
    assert step is not None
    return step


@action(Right.SETTINGS)
def put(uow: UnitOfWork, *, contact_id: int, values: dict[str, Any]) -> int:
    """Set a contact's columns that no action of this stage writes yet (last visit, lender, disposition, …)."""
    return uow.update(Contact, Contact.id == contact_id, values)


@action(Right.SETTINGS)
def put_deal(uow: UnitOfWork, *, contact_id: int) -> int:
    """Give a contact a deal."""
    return uow.insert(Deal, [{"contact_id": contact_id, "stage": "pending", "details": {}, "at": uow.now}])[0]


@action(Right.SETTINGS)
def put_sent(uow: UnitOfWork, *, contact_id: int, member_id: int) -> int:
    """Send a contact to an underwriter, as Needs Offer does (R10)."""
    row = {"contact_id": contact_id, "member_id": member_id, "asked_at": uow.now, "answer": {}}
    return uow.insert(Underwriting, [row])[0]


def send_to_underwriter(office: Office, contact_id: int, name: str = UNDERWRITER) -> None:
    """Send a contact to an underwriter, by the broker."""
    perform_as(office, BROKER, put_sent, contact_id=contact_id, member_id=member(office, name))


def set_columns(office: Office, contact_id: int, **values: Any) -> None:
    """Set a contact's columns, by the broker."""
    perform_as(office, BROKER, put, contact_id=contact_id, values=values)


def columns(office: Office, contact_id: int, *names: str) -> Any:
    """A contact's columns as they stand: one value, or a tuple."""
    table = Contact.__table__
    with office.engines.read.connect() as connection:
        row = connection.execute(select(*(table.c[n] for n in names)).where(table.c.id == contact_id)).one()
    return row[0] if len(names) == 1 else tuple(row)


# What a writing leaves behind for good: the journal itself, ids used up, what is in documents, and how often a row was
# written.
JOURNAL = frozenset({"step", "step_write", "step_image", "key_counter", "alembic_version", "file_content"})
MARKS = frozenset({"version", "updated_at"})


def contents(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the journal, less the marks of writing: equal after all is undone."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with office.engines.read.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in JOURNAL:
                continue
            shown = [c for c in table.c if c.name not in MARKS]
            rows = connection.execute(select(*shown).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(r) for r in rows]
    found["contact_tally"] = [r for r in found["contact_tally"] if r[-1]]
    return found


def tally_is_true(office: Office) -> bool:
    """Whether the kept counts equal a recount."""
    with office.engines.read.connect() as connection:
        return tallies.kept(connection) == tallies.recount(connection)
