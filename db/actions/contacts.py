"""Contacts: adding one, editing one, and setting fields and hashtags on many (R2, R3, R4)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.contact_rows import contact_values, renamed, rows_for_children
from db.actions.selecting import IN_CHOSEN, check_may_own, choose, of_contacts, reader_of, result
from db.actions.statuses import ARCHIVE_CAUSE, check_status
from db.changes import MassResult, Selection
from db.models import Contact, ContactHashtag
from db.rules.contact_fields import CONTACT_FIELDS, check_contact_values
from db.rules.drafts import ContactDraft
from db.rules.errors import FieldProblemsError, StaleEditError
from db.rules.permissions import Right, Scope
from db.rules.statuses import Status
from db.unit_of_work import UnitOfWork


@action(Right.EDIT)
def add_contact(uow: UnitOfWork, *, draft: ContactDraft, status: str = "new_lead", owner_id: int | None = None) -> int:
    """Add a contact by hand with a chosen status (R4); gives its id. Agents own what they add.

    Errors: FieldProblemsError when there is nothing to know the contact by.
    """
    wanted = check_status(status)
    if not (draft.name.display or draft.emails or draft.phones or draft.addresses):
        raise FieldProblemsError({"name": "A contact needs a name, an e-mail, a phone or an address."})
    owner = owner_id if Scope.ALL in uow.actor.scopes(Right.ASSIGN) else uow.actor.id
    check_may_own(uow, owner)
    values = contact_values(draft, status=wanted.value, now=uow.now, owner=owner, how="added by hand")
    if wanted is Status.ARCHIVE and reader_of(uow).facts.scheme.archive_unsubscribes:
        values |= {"email_subscribed": False, "text_subscribed": False, "unsubscribe_cause": ARCHIVE_CAUSE,
                   "unsubscribed_at": uow.now}  # fmt: skip
    contact_id = uow.insert(Contact, [values])[0]
    for model, rows in rows_for_children(draft, contact_id, now=uow.now, member_id=uow.actor.id or None).items():
        uow.insert(model, rows)
    uow.label = f"{values['display_name'] or 'Contact'} added"
    return contact_id


@action(Right.EDIT)
def edit_contact(
    uow: UnitOfWork, *, contact_id: int, changes: dict[str, Any], seen: dict[str, Any] | None = None
) -> int:
    """Set fields of one contact; `seen` holds the values the person was looking at.

    Gives how many fields changed. Errors: FieldProblemsError; StaleEditError naming the fields where a newer edit
    stands that the person has not seen; NotFoundError; RefusedError.
    """
    uow.require(contact_id)
    clean = check_contact_values(changes)
    _check_lender(uow, clean)
    table = Contact.__table__
    row = uow.connection.execute(select(*table.c).where(table.c.id == contact_id)).one()._mapping
    newer = tuple(k for k in clean if seen is not None and k in seen and row[k] not in (seen[k], clean[k]))
    if newer:
        labels = ", ".join(CONTACT_FIELDS[k].label for k in newer)
        raise StaleEditError(
            f"{labels} was changed by someone else in between; choose which value stays.", fields=newer
        )
    values = renamed(dict(row), clean)
    changed = [k for k, v in values.items() if row[k] != v]
    if changed:
        uow.update(Contact, Contact.id == contact_id, {k: values[k] for k in changed})
        shown = [CONTACT_FIELDS[k].label for k in changed if k in CONTACT_FIELDS]
        uow.label = f"{row['display_name']}: {', '.join(shown)} changed"
    return len(changed)


def _check_lender(uow: UnitOfWork, clean: dict[str, Any]) -> None:
    """A contact's lender is a member with that role, who then sees the contact (DOMAIN 1a)."""
    lender = clean.get("lender_id")
    if lender is not None and "lender" not in reader_of(uow).facts.roles.get(lender, ()):
        raise FieldProblemsError({"lender_id": "The lender is a member of the office who has the role Lender."})


@action(Right.EDIT)
def set_field(uow: UnitOfWork, *, selection: Selection, field: str, value: Any) -> MassResult:
    """Set one field (priority, contact_type, source, …) on every contact of `selection` (R3)."""
    clean = check_contact_values({field: value})
    if not CONTACT_FIELDS[field].mass:
        raise FieldProblemsError({field: f"{CONTACT_FIELDS[field].label} is set one contact at a time."})
    _check_lender(uow, clean)
    chosen = choose(uow, selection)
    changed = uow.update(Contact, IN_CHOSEN, clean)
    known = CONTACT_FIELDS[field]
    words = reader_of(uow).facts.members if known.kind == "member" else dict(known.choices)
    shown = words.get(clean[field], clean[field])
    uow.label = f"{known.label} of {of_contacts(changed)} to {'nothing' if shown in (None, '') else shown}"
    uow.counts = {"changed": changed}
    return result(chosen, changed)


@action(Right.EDIT)
def add_hashtag(uow: UnitOfWork, *, selection: Selection, tag: str) -> MassResult:
    """Put a hashtag on every contact of `selection` that does not carry it yet (any case is the same tag)."""
    clean = check_tag(tag)
    chosen = choose(uow, selection)
    have = select(ContactHashtag.contact_id).where(ContactHashtag.tag_key == clean.casefold())
    ids = list(uow.connection.scalars(select(Contact.id).where(IN_CHOSEN, Contact.id.not_in(have))))
    if ids:
        uow.insert(ContactHashtag, [{"contact_id": n, "tag": clean, "tag_key": clean.casefold()} for n in ids])
    uow.label = f"#{clean} on {of_contacts(len(ids))}"
    return result(chosen, len(ids))


@action(Right.EDIT)
def remove_hashtag(uow: UnitOfWork, *, selection: Selection, tag: str) -> MassResult:
    """Take a hashtag off every contact of `selection` that carries it."""
    clean = check_tag(tag)
    chosen = choose(uow, selection)
    these = and_(
        ContactHashtag.tag_key == clean.casefold(), ContactHashtag.contact_id.in_(select(Contact.id).where(IN_CHOSEN))
    )
    changed = uow.delete(ContactHashtag, these)
    uow.label = f"#{clean} off {of_contacts(changed)}"
    return result(chosen, changed)


def check_tag(tag: str) -> str:
    """A hashtag without its #, blanks as underscores. Errors: FieldProblemsError when nothing is left."""
    clean = "_".join(tag.strip().lstrip("#").split())
    if not clean or len(clean) > 60:
        raise FieldProblemsError({"hashtag": "A hashtag is one word of at most 60 characters."})
    return clean
