"""What a draft adds to a contact that is known already: the fields it changes, and the parts it brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from db.rules.drafts import ContactDraft, NameDraft
from db.rules.matching import address_key
from db.rules.moments import from_iso
from db.rules.names import name_key

Part = TypeVar("Part")

# Draft field → contact column and its label; a file that says something wins, one that is silent never blanks.
PLAIN_FIELDS: Final[dict[str, tuple[str, str]]] = {
    "source": ("source", "Contact source"),
    "business_source": ("business_source", "Business source"),
    "contact_type": ("contact_type", "Contact type"),
    "priority": ("priority", "Priority"),
    "time_frame": ("time_frame", "Time frame"),
    "mls_number": ("mls_number", "MLS number"),
    "birthday": ("birthday", "Birthday"),
    "anniversary": ("anniversary", "Anniversary"),
    "job_title": ("job_title", "Job title"),
    "captured_by_text": ("captured_by_text", "Captured by text"),
    "valuation_address": ("valuation_address", "Valuation address"),
}
NAME_FIELDS: Final = (
    ("first", "first_name", "First name"),
    ("middle", "middle_name", "Middle name"),
    ("last", "last_name", "Last name"),
    ("suffix", "suffix", "Suffix"),
    ("nickname", "nickname", "Nickname"),
    ("company", "company", "Company"),
    ("spouse", "spouse", "Spouse"),
)
# Draft field → contact column and its label; the later moment wins.
MOMENTS: Final[dict[str, tuple[str, str]]] = {
    "last_visit_at": ("last_visit_at", "Last visit"),
    "last_viewed_at": ("last_viewed_at", "Last viewed"),
    "sell_form_at": ("sell_form_at", "Sell form"),
}
SELLER: Final = "Seller information"
# What one of two rows says, and the other may say otherwise.
SAID_ONCE: Final = (("lender", "Lender"), ("owner_word", "Owner"), ("status_word", "Status"))


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows of a contact that a row matched. `columns` are the contact's own, by name."""

    contact_id: int
    columns: dict[str, Any]
    emails: frozenset[str]
    phones: frozenset[str]
    hashtags: frozenset[str]
    addresses: frozenset[tuple[str, str]]
    notes: frozenset[str]
    properties: tuple[dict[str, str], ...] = ()  # seller information, the oldest first


@dataclass(frozen=True, slots=True)
class Update:
    """What a row changes: columns to set, the parts to add (as a draft), what it says of a property for sale, and the
    labels of all for the rehearsal.
    """

    columns: dict[str, Any]
    parts: ContactDraft
    labels: tuple[str, ...]
    seller: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """The members a row names, as far as there are such and the member who imports may set them."""

    owner_id: int | None = None
    lender_id: int | None = None


NOBODY: Final = People()


def update_of(draft: ContactDraft, known: Known, people: People = NOBODY) -> Update:
    """What `draft` brings to the known contact; without labels it brings nothing and is a mere duplicate."""
    columns = _columns(draft, known.columns) | _people(people, known.columns)
    labels = [label for _value, label in columns.values()]
    seller = draft.seller if with_seller(known.properties, draft.seller) != known.properties else ()
    if seller:
        labels.append(SELLER)
    parts = ContactDraft(
        emails=tuple(e for e in draft.emails if (e.value or e.raw) not in known.emails),
        phones=tuple(p for p in draft.phones if (p.e164 or p.raw) not in known.phones),
        addresses=tuple(a for a in draft.addresses if address_key(a) not in known.addresses),
        hashtags=tuple(t for t in draft.hashtags if t.casefold() not in known.hashtags),
        notes=tuple(n for n in draft.notes if n not in known.notes),
        created_at="",
    )
    for name, label in (("emails", "E-mail"), ("phones", "Phone"), ("addresses", "Address"), ("hashtags", "Hashtags"),
                        ("notes", "Notes")):  # fmt: skip
        if getattr(parts, name):
            labels.append(label)
    return Update({key: value for key, (value, _label) in columns.items()}, parts, tuple(labels), seller)


def with_seller(
    properties: tuple[dict[str, str], ...], said: tuple[tuple[str, str], ...]
) -> tuple[dict[str, str], ...]:
    """The properties a contact may sell with what a file says of one: of that street, else of one without a street,
    else of a new one. Where the file names no street it speaks of the first.
    """
    given = {key: value for key, value in said if value}
    if not given:
        return properties
    at = seller_place([one["street"] for one in properties], given.get("street", ""))
    if at == len(properties):
        return (*properties, {"street": ""} | given)
    return (*properties[:at], properties[at] | given, *properties[at + 1 :])


def seller_place(streets: Sequence[str], street: str) -> int:
    """Which of a contact's properties is meant by a street; their number for one that is not among them yet."""
    folded = [one.casefold().strip() for one in streets]
    for wanted in (street.casefold().strip(), ""):
        if wanted in folded:
            return folded.index(wanted)
    return 0 if folded and not street else len(folded)


def passed_over(draft: ContactDraft, row: dict[str, Any], people: People = NOBODY) -> str:
    """What a row says of a known contact and an update does not take, by label; "" when nothing is lost.

    A row of our own export tells what the office knew already; it loses nothing.
    """
    if draft.full:
        return ""
    labels = [
        label for part, column, label in NAME_FIELDS
        if row[column] and _differs(getattr(draft.name, part), row[column])
    ]  # fmt: skip
    if _differs(draft.name.prefix, row["prefix"]):
        labels.append("Title")
    labels += [
        label for name, (column, label) in MOMENTS.items()
        if (said := from_iso(getattr(draft, name))) and said < (row[column] or 0)
    ]  # fmt: skip
    if draft.owner_word and people.owner_id is None:
        labels.append("Owner")
    return ", ".join(labels)


def _differs(value: str, stands: str) -> bool:
    return bool(value) and value.casefold() != str(stands).casefold()


def overruled(first: ContactDraft, second: ContactDraft) -> str:
    """What the second of two rows of one contact says otherwise than the first, by label; "" when they agree."""
    pairs = [(label, getattr(first, name), getattr(second, name)) for name, (_c, label) in PLAIN_FIELDS.items()]
    pairs += [(label, getattr(first.name, part), getattr(second.name, part)) for part, _c, label in NAME_FIELDS]
    pairs += [(label, getattr(first, name), getattr(second, name)) for name, label in SAID_ONCE]
    pairs.append((SELLER, *_sold_otherwise(dict(first.seller), dict(second.seller))))
    labels = [label for label, one, other in pairs if one and other and one != other]
    if None not in (first.interest, second.interest) and first.interest != second.interest:
        labels.append("Interest")
    known = dict(first.extra)
    return ", ".join(labels + [name for name, value in second.extra if known.get(name, value) != value])


def _sold_otherwise(first: dict[str, str], second: dict[str, str]) -> tuple[str, str]:
    """What both say of a property and not alike, each side in one text."""
    both = [key for key in first if key in second]
    return " ".join(first[key] for key in both), " ".join(second[key] for key in both)


def _people(people: People, row: dict[str, Any]) -> dict[str, tuple[Any, str]]:
    wanted = (("owner_id", people.owner_id, "Owner"), ("lender_id", people.lender_id, "Lender"))
    return {column: (key, label) for column, key, label in wanted if key is not None and key != row[column]}


def _columns(draft: ContactDraft, row: dict[str, Any]) -> dict[str, tuple[Any, str]]:
    found: dict[str, tuple[Any, str]] = {}
    for name, (column, label) in PLAIN_FIELDS.items():
        value = getattr(draft, name)
        if value and value != row[column]:
            found[column] = (value, label)
    for name, (column, label) in MOMENTS.items():
        said = from_iso(getattr(draft, name))
        if said and said > (row[column] or 0):
            found[column] = (said, label)
    if draft.interest is not None and draft.interest != row["interest"]:
        found["interest"] = (draft.interest, "Interest")
    for part, column, label in NAME_FIELDS:
        value = getattr(draft.name, part)
        # a name is only completed: "Bob" in the file must not rename a Robert the office knows
        if value and not row[column]:
            found[column] = (value, label)
    fresh = {k: v for k, v in draft.extra if row["extra"].get(k) != v}
    if fresh:
        found["extra"] = (row["extra"] | fresh, "Extra fields")
    if draft.subscribed_text is False and row["text_subscribed"]:
        found["text_subscribed"] = (False, "Unsubscribed from texts")
    return found


def merged(first: ContactDraft, second: ContactDraft) -> ContactDraft:
    """Two rows of one file that are the same contact, as one: the first speaks, the second completes."""
    plain: dict[str, Any] = {
        name: getattr(first, name) or getattr(second, name)
        for name in (*PLAIN_FIELDS, "status_word", "owner_word", "lender", "unsubscribe_cause")
    }
    plain |= {name: max(getattr(first, name), getattr(second, name), key=_moment) for name in MOMENTS}
    plain["seller"] = _one_seller(dict(first.seller), dict(second.seller))
    return replace(
        first,
        name=_completed(first.name, second.name) if name_key(first.name) else second.name,
        emails=_union(first.emails, second.emails, lambda e: e.value or e.raw),
        phones=_union(first.phones, second.phones, lambda p: (p.e164 or p.raw, p.extension)),
        addresses=_union(first.addresses, second.addresses, address_key),
        hashtags=_union(first.hashtags, second.hashtags, str.casefold),
        notes=_union(first.notes, second.notes, str),
        interest=first.interest if first.interest is not None else second.interest,
        # the strictest opt-out wins
        subscribed_email=_strictest(first.subscribed_email, second.subscribed_email),
        subscribed_text=_strictest(first.subscribed_text, second.subscribed_text),
        extra=tuple((dict(second.extra) | dict(first.extra)).items()),
        **plain,
    )


def _one_seller(first: dict[str, str], second: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What two rows say of a property as one; of another property than the first's nothing is mixed in."""
    streets = {one["street"].casefold().strip() for one in (first, second) if one.get("street")}
    return tuple((second | first).items()) if len(streets) < 2 else tuple(first.items())


def _moment(text: str) -> int:
    return from_iso(text) or 0


def _completed(first: NameDraft, second: NameDraft) -> NameDraft:
    """The first name with what only the second says; it is shown as it was."""
    parts = {part: getattr(first, part) or getattr(second, part) for part in ("nickname", "company", "spouse")}
    return replace(first, **parts)


def _union(first: Iterable[Part], second: Iterable[Part], key: Callable[[Part], Any]) -> tuple[Part, ...]:
    seen: dict[Any, Part] = {}
    for part in (*first, *second):
        seen.setdefault(key(part), part)
    return tuple(seen.values())


def _strictest(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001  # a yes, no or unknown is the value itself
    if first is None or second is None:
        return second if first is None else first
    return first and second
