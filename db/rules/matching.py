"""Whether a draft is a contact that the office already has: the decision over the candidates a look-up found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from db.rules.drafts import AddressDraft, ContactDraft
from db.rules.emails import identifies
from db.rules.name_words import COMPANY, TRUST
from db.rules.names import name_key
from db.rules.phones import format_phone

By = Literal["email", "phone_and_name", "phone", "household", "name"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that shares something with a draft. `name_key` as `names.name_key` makes it, "" without a name;
    `emails` are its own addresses (no relays, no placeholders), `phones` its usable numbers in E.164. `marks` are the
    addresses and numbers it cannot be reached by, as `marks_of` gives them, `places` its postal addresses.
    """

    contact_id: int
    name_key: str
    display: str
    emails: frozenset[str]
    phones: frozenset[str]
    marks: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """What a draft has to do with a contact. `same`: they are one; else `sentence` is a warning and nothing merges.

    The sentence names the contact: it is for members who may see it (R19 is the caller's).
    """

    contact_id: int
    same: bool
    by: By
    sentence: str


def own_emails(draft: ContactDraft) -> frozenset[str]:
    """The addresses a draft may be matched by: its own, never a portal's relay or placeholder."""
    return frozenset(email.value for email in draft.emails if identifies(email))


def own_phones(draft: ContactDraft) -> frozenset[str]:
    """The numbers a draft may be matched by, in E.164."""
    return frozenset(phone.e164 for phone in draft.phones if phone.usable and phone.e164)


def own_name(draft: ContactDraft) -> str:
    """The key of the draft's name; "" where a number or an address only stands in for one."""
    return name_key(draft.name) if draft.name.kind != "none" else ""


def name_alone(draft: ContactDraft) -> str:
    """The key of the draft's name where nothing else could tell who it is; "" where it has an own e-mail or a usable
    number, or no name.
    """
    return "" if own_emails(draft) or own_phones(draft) else own_name(draft)


def marks_of(emails: Iterable[Any], phones: Iterable[Any]) -> frozenset[str]:
    """The relays, placeholders and malformed ones among addresses and numbers: they name nobody, and still differ.
    `emails` and `phones` are drafts, or rows with the same names.
    """
    found = {(e.value or e.raw).casefold() for e in emails if not (e.value and e.usable)}
    return frozenset(found | {p.e164 or p.raw.casefold() for p in phones if not (p.e164 and p.usable)})


def places_of(addresses: Iterable[Any], valuation_address: str) -> frozenset[str]:
    """Postal addresses as they are compared, and the one a valuation was asked for."""
    keys = {" | ".join(address_key(address)) for address in addresses}
    return frozenset(keys | ({f"{valuation_address.casefold()} |"} if valuation_address else set()))


def address_key(address: AddressDraft | Any) -> tuple[str, str]:
    """What makes two addresses the same: street and postal code (or the text as written)."""
    street = (address.street or address.raw).casefold().strip()
    return (street, address.postal_code or address.city.casefold())


def find_match(draft: ContactDraft, candidates: Iterable[Candidate]) -> Match | None:
    """The contact that the draft is, or a warning about one that shares its number; None when there is neither.

    In this order: an own e-mail; a number and the same name; a number alone, when neither side has a name or an
    e-mail (phone leads); the same name, when neither side has a number or an e-mail. A household's shared number merges
    nobody: it comes back as a warning. Of several that fit alike, the one with the same name, then the oldest.
    """
    emails, phones, key = own_emails(draft), own_phones(draft), own_name(draft)
    if key and not emails and not phones:
        return _by_name(draft, key, candidates)
    ordered = sorted(candidates, key=lambda candidate: (not same_name(key, candidate.name_key), candidate.contact_id))
    by_email = next((one for one in ordered if emails & one.emails), None)
    if by_email is not None:
        return _by_email(by_email, min(emails & by_email.emails))
    sharing = [one for one in ordered if phones & one.phones]
    for one in sharing:
        number = format_phone(min(phones & one.phones))
        if same_name(key, one.name_key):
            return Match(one.contact_id, True, "phone_and_name", f"Same name and number {number} as {one.display}.")
        if not (key or emails or one.name_key or one.emails):
            return Match(one.contact_id, True, "phone", f"Same number {number}, and neither has a name or e-mail.")
    return _household(sharing[0], min(phones & sharing[0].phones)) if sharing else None


def same_name(one: str, other: str) -> bool:
    """Whether two name keys mean one person: equal, or alike but for a middle name that one leaves out or shortens.

    A couple is not one of its two, a family's trust is not the family.
    """
    if not one or not other or one == other:
        return bool(one) and one == other
    if any("&" in key or TRUST.search(key) or COMPANY.search(key) for key in (one, other)):
        return False
    shorter, longer = sorted((one.replace(".", "").split(), other.replace(".", "").split()), key=len)
    if len(shorter) < 2 or shorter[:2] != longer[:2]:
        return False
    return all(
        long.startswith(short) if len(short) == 1 else short.startswith(long) if len(long) == 1 else short == long
        for short, long in zip(shorter[2:], longer[2:], strict=False)
    )


def _by_name(draft: ContactDraft, key: str, candidates: Iterable[Candidate]) -> Match | None:
    """Somebody of whom both sides know little more than the name: the same, unless what little there is differs."""
    marks, places = marks_of(draft.emails, draft.phones), places_of(draft.addresses, draft.valuation_address)
    fitting = [
        one
        for one in candidates
        if one.name_key == key
        and not (one.emails or one.phones)
        and (bool(marks & one.marks) or not (marks or one.marks))
        and (bool(places & one.places) or not (places and one.places))
    ]
    found = min(fitting, key=lambda one: (not places & one.places, one.contact_id), default=None)
    if found is None:
        return None
    return Match(found.contact_id, True, "name", f"Same name as {found.display}, and neither has a phone or e-mail.")


def _by_email(one: Candidate, email: str) -> Match:
    return Match(one.contact_id, True, "email", f"Same e-mail {email} as {one.display or 'a contact without a name'}.")


def _household(one: Candidate, phone: str) -> Match:
    whose = one.display or "a contact without a name"
    sentence = f"{format_phone(phone)} is also the number of {whose}: perhaps one household; kept as two contacts."
    return Match(one.contact_id, False, "household", sentence)
