"""The members that rows of a file name: found by their names, and only where the importing member may set them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.files.own_format import OWN_MARKER
from db.queries.reader import Reader
from db.rules.drafts import ContactDraft
from db.rules.merging import People
from db.rules.mortgage import OWNS_NOTHING, only_lends
from db.rules.permissions import Right, Role, Scope


@dataclass(frozen=True, slots=True)
class Named:
    """A draft with the words for members who are none here kept as extra fields, whom it names, and what to say."""

    draft: ContactDraft
    people: People
    warnings: tuple[str, ...] = ()


class MemberNames:
    """Looks up the owners and lenders that rows name."""

    def __init__(self, reader: Reader) -> None:
        self._ids = reader.facts.member_ids
        self._roles = reader.facts.roles
        self._actor = reader.actor
        self._assigns = Scope.ALL in reader.actor.scopes(Right.ASSIGN)
        self._adds = reader.actor.may(Right.SETTINGS)
        self._added: set[str] = set()

    def for_new(self, draft: ContactDraft, owner_id: int | None) -> Named:
        """For a contact to be added: `owner_id` owns it where the file names nobody; an agent owns what they add."""
        named = self._named(draft)
        owner = (named.people.owner_id or owner_id) if self._assigns else self._actor.id
        return replace(named, people=replace(named.people, owner_id=owner))

    def for_known(self, draft: ContactDraft, owner_id: int | None) -> Named:
        """For a contact with this owner: who may not assign leaves it, and hears so where the file says another."""
        named = self._named(draft)
        if self._assigns or named.people.owner_id == owner_id:
            return named
        return replace(named, people=replace(named.people, owner_id=None))

    def _named(self, draft: ContactDraft) -> Named:
        if self._adds and _is_own(draft):
            return Named(draft, People(self._id(draft.owner_word), self._id(draft.lender)), self._told_once(draft))
        kept: list[tuple[str, str]] = []
        warnings: list[str] = []
        owner = self._id(draft.owner_word)
        if draft.owner_word and owner is None and self._assigns:
            kept.append(("Owner", draft.owner_word))
            warnings.append(f"There is no member “{draft.owner_word}”; the contact has no owner from it.")
        elif owner is not None and only_lends(self._roles.get(owner, ())):
            kept.append(("Owner", draft.owner_word))
            warnings.append(OWNS_NOTHING.format(name=draft.owner_word.strip()))
            owner = None
        lender = self._id(draft.lender)
        if draft.lender and not self._lends(lender, draft):
            what = "There is no member" if lender is None else "Nobody with the role Lender is called"
            kept.append(("Lender", draft.lender))
            warnings.append(f"{what} “{draft.lender}”; the contact has no lender from it.")
            draft, lender = replace(draft, lender=""), None
        if kept:
            draft = replace(draft, extra=tuple((dict(kept) | dict(draft.extra)).items()))
        return Named(draft, People(owner, lender), tuple(warnings))

    def _id(self, name: str) -> int | None:
        return self._ids.get(name.strip().casefold())

    def _told_once(self, draft: ContactDraft) -> tuple[str, ...]:
        """Whom the import of our own export adds (db/actions/imports.py), at the first row that names them."""
        fresh = [n for n in (draft.owner_word, draft.lender) if n and self._id(n) is None and n not in self._added]
        self._added.update(fresh)
        return tuple(f"There is no member “{n}”; they are added as somebody who has left." for n in fresh)

    def _lends(self, member_id: int | None, draft: ContactDraft) -> bool:
        """A contact's lender sees the contact, so it is a member with that role (DOMAIN 1a); an export is believed."""
        if _is_own(draft):
            return member_id is not None
        return member_id is not None and Role.LENDER in self._roles.get(member_id, ())


def _is_own(draft: ContactDraft) -> bool:
    return bool(draft.full and dict(draft.full).get(OWN_MARKER))
