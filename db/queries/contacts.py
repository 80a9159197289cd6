"""One contact in hand: everything the office knows of them, for the dialog, `show` and the preview."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from db.models import (
    Contact,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    ContactShare,
    Lead,
    Note,
    SubscriptionChange,
    Task,
    Touch,
)
from db.queries.reader import Reader
from db.rules.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class EmailRow:
    """An address of the contact."""

    id: int
    label: str
    value: str
    raw: str
    is_primary: bool
    usable: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A number of the contact."""

    id: int
    label: str
    e164: str
    extension: str
    raw: str
    is_primary: bool
    usable: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class AddressRow:
    """A postal address of the contact."""

    id: int
    label: str
    street: str
    unit: str
    city: str
    region: str
    postal_code: str
    country: str
    raw: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property the contact owns: seller information."""

    id: int
    street: str
    city: str
    region: str
    postal_code: str
    property_type: str
    bedrooms: str
    bathrooms: str
    floor_area: str
    sell_when: str
    asking_price: str


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One action of the contact; moments in milliseconds UTC."""

    id: int
    lead_type: str
    origin: str
    source: str
    listing_text: str
    message: str
    occurred_at: int
    lead_status: str
    first_touch_at: int | None
    first_touch_by: int | None
    routed_why: str
    listing_id: int | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do for this contact."""

    id: int
    kind: str
    title: str
    said: str
    due_at: int
    done_at: int | None
    member_id: int | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note; `member` is a name, "" for the office itself."""

    id: int
    member: str
    body: str
    at: int


@dataclass(frozen=True, slots=True)
class TouchRow:
    """An attempt to reach the contact."""

    id: int
    member: str
    channel: str
    outcome: str
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A decision about automated messages."""

    channel: str
    subscribed: bool
    cause: str
    words: str
    source: str
    at: int


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Everything about one contact. `fields` are the contact's own columns by name."""

    id: int
    version: int
    fields: dict[str, Any]
    owner: str
    lender: str
    shared_with: tuple[str, ...]
    emails: tuple[EmailRow, ...]
    phones: tuple[PhoneRow, ...]
    addresses: tuple[AddressRow, ...]
    properties: tuple[PropertyRow, ...]
    hashtags: tuple[str, ...]
    leads: tuple[LeadRow, ...]
    notes: tuple[NoteRow, ...]
    touches: tuple[TouchRow, ...]
    tasks: tuple[TaskRow, ...]
    subscriptions: tuple[SubscriptionRow, ...]

    @property
    def name(self) -> str:
        """What the lists show."""
        return str(self.fields["display_name"])


def contact_card(reader: Reader, contact_id: int) -> ContactCard:
    """The contact. Errors: NotFoundError, also when the member may not see it (R19)."""
    row = reader.connection.execute(_own_columns().where(reader.visible), {"contact": contact_id}).first()
    if row is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    fields = dict(row._mapping)
    names = reader.facts.members
    shares = sorted(n for (n,) in _rows(reader, ContactShare, ("member_id",), contact_id))
    return ContactCard(
        contact_id,
        fields["version"],
        fields,
        names.get(fields["owner_id"], "") if fields["owner_id"] else "",
        names.get(fields["lender_id"], "") if fields["lender_id"] else "",
        tuple(names.get(n, "") for n in shares),
        _children(reader, EmailRow, ContactEmail, contact_id),
        _children(reader, PhoneRow, ContactPhone, contact_id),
        _children(reader, AddressRow, ContactAddress, contact_id),
        _children(reader, PropertyRow, ContactProperty, contact_id),
        tuple(r for (r,) in _rows(reader, ContactHashtag, ("tag",), contact_id)),
        _children(reader, LeadRow, Lead, contact_id, newest="occurred_at"),
        _by_member(reader, NoteRow, Note, contact_id),
        _by_member(reader, TouchRow, Touch, contact_id),
        _children(reader, TaskRow, Task, contact_id, newest="due_at"),
        _children(reader, SubscriptionRow, SubscriptionChange, contact_id),
    )


@cache
def _own_columns() -> Select[Any]:
    table = Contact.__table__
    return select(*table.c).where(table.c.id == bindparam("contact"))


@cache
def _statement(model: Any, names: tuple[str, ...], newest: str) -> Select[Any]:
    """A prepared select of a contact's rows: building one anew costs more than running it."""
    table = model.__table__
    order = (table.c[newest].desc(), table.c.id.desc()) if newest else (table.c.id,)
    of_contact = table.c.contact_id == bindparam("contact")
    return select(*(table.c[n] for n in names)).where(of_contact).order_by(*order)


def _rows(reader: Reader, model: Any, names: tuple[str, ...], contact_id: int, *, newest: str = "") -> Any:
    return reader.connection.execute(_statement(model, names, newest), {"contact": contact_id})


def _children(reader: Reader, row: Any, model: Any, contact_id: int, *, newest: str = "") -> Any:
    return tuple(row(*r) for r in _rows(reader, model, tuple(row.__slots__), contact_id, newest=newest))


def _by_member(reader: Reader, row: Any, model: Any, contact_id: int) -> Any:
    names = tuple(n if n != "member" else "member_id" for n in row.__slots__)
    members = reader.facts.members
    at = names.index("member_id")
    return tuple(
        row(*(members.get(v, "") if n == at else v for n, v in enumerate(r)))
        for r in _rows(reader, model, names, contact_id, newest="at")
    )


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A line of a contact's history: what, in a title and a line of detail, by whom, when (ms UTC).

    `kind` names a colour: lead, touch, note, task, status, change, created, or that of a press. A change of status has
    both statuses, `was` "" where it is not known.
    """

    kind: str
    title: str
    detail: str
    member: str
    at: int
    step: int | None = None
    status: str = ""
    was: str = ""
