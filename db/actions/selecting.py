"""From a Selection to the contacts an action may work on, and what is reported of the others (R3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from db.changes import MassResult, Selection
from db.models import Contact
from db.queries.facts import load_facts
from db.queries.reader import Reader
from db.queries.selections import selected
from db.rules.errors import NotFoundError, RefusedError
from db.rules.mortgage import OWNS_NOTHING, only_lends
from db.rules.permissions import REFUSALS
from db.scratch import CHOSEN, among
from db.unit_of_work import UnitOfWork

IN_CHOSEN = Contact.id.in_(among(CHOSEN))


def reader_of(uow: UnitOfWork) -> Reader:
    """The same queries the screens read, inside the transaction of the write."""
    known = uow.facts if uow.facts is not None and not uow.wrote_to("setting", "member") else None
    return Reader(uow.connection, uow.actor, uow.now, known or load_facts(uow.connection))


def choose(uow: UnitOfWork, selection: Selection) -> MassResult:
    """Put the contacts of `selection` the actor may work on into CHOSEN; the result counts and names the refused.

    `changed` is the number chosen; an action replaces it by what it really changed.
    """
    listed = selection.spec is not None
    wanted = selected(reader_of(uow), selection) if listed else selection.ids
    count, refused, unseen = uow.choose(wanted, listed=listed)
    sentence = REFUSALS[uow.right]
    return MassResult(count, 0, tuple((n, sentence) for n in refused), unseen)


def row_of_contact(uow: UnitOfWork, query: Select[*tuple[Any, ...]], thing: str) -> Any:
    """The one row of `query`, which selects its `contact_id` too, with that contact in CHOSEN; `thing` is what it is.

    Errors: NotFoundError naming the thing, never the contact: of what is out of sight nobody learns whether it is
    there, or whose (R19). RefusedError when the contact may be seen and not changed.
    """
    found = uow.connection.execute(query).first()
    if found is not None:
        try:
            uow.require(found.contact_id)
        except NotFoundError:
            found = None
    if found is None:
        raise NotFoundError(f"There is no {thing}.")
    return found


def result(chosen: MassResult, changed: int) -> MassResult:
    """What a mass change did, from what was chosen and how many differed."""
    return MassResult(changed, chosen.changed - changed, chosen.refused, chosen.refused_unseen)


def check_may_own(uow: UnitOfWork, member_id: int | None) -> None:
    """RefusedError for an owner who is a lender and nothing else (R53); None is the pool."""
    facts = reader_of(uow).facts
    if member_id is not None and only_lends(facts.roles.get(member_id, ())):
        raise RefusedError(OWNS_NOTHING.format(name=facts.members[member_id]))


def of_contacts(count: int) -> str:
    """A count in words: "1 contact", "1,284 contacts"."""
    return f"{count:,} contact{'' if count == 1 else 's'}"
