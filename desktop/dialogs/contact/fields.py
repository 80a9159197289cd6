"""Which fields the contact dialog shows, and what stands in them."""

from __future__ import annotations

from typing import Any

from db.rules.contact_fields import CONTACT_FIELDS, ContactField
from db.rules.details import ADDRESS_FIELDS, PROPERTY_FIELDS
from db.rules.permissions import Right
from db.rules.values import Pairs, label_of
from desktop.dialogs.contact import words
from desktop.dialogs.contact.field_column import STARS, FieldSpec
from desktop.dialogs.contact.keys import NEW, RowKey
from desktop.dialogs.contact.row_menu import commands
from desktop.dialogs.contact.view import ContactView

NAME_FIELDS = ("prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "company", "spouse")
WORK_FIELDS = ("job_title", "birthday", "anniversary", "mls_number")
BUSINESS_FIELDS = ("contact_type", "source", "business_source", "priority", "interest", "time_frame", "lender_id")
OVERVIEW_FIELDS = ("priority", "interest", "time_frame", "business_source", "lender_id")
MORE = {
    "emails": ("E-mail", "Another e-mail"),
    "phones": ("Phone", "Another phone"),
    "addresses": ("Address", "Another address"),
    "properties": ("Property", "Another property"),
}
_UNCHOSEN = (("", ""),)  # shown as "Not set", quietly, by the row itself


def known_fields(view: ContactView, keys: tuple[str, ...]) -> list[FieldSpec]:
    """Fields of the contact itself."""
    editable = view.may(Right.EDIT)
    return [_known(view, key, editable=editable) for key in keys]


def _known(view: ContactView, key: str, *, editable: bool) -> FieldSpec:
    field, value = CONTACT_FIELDS[key], view.card.fields[key]
    text = "" if value is None else str(value)
    if field.kind == "stars":
        return FieldSpec(key, field.label, text, kind=STARS, editable=editable)
    return FieldSpec(key, field.label, text, choices=_choices(view, field, text), editable=editable)


def _choices(view: ContactView, field: ContactField, text: str) -> Pairs:
    if field.kind not in {"choice", "member"}:
        return ()
    own = view.facts.sources if field.key == "source" else field.choices
    shown = text  # a word the office's list does not have (any more) stays readable
    if field.kind == "member":
        roles, shown = view.facts.roles, view.card.lender
        own = tuple((str(n), name) for n, name in view.facts.members.items() if "lender" in roles.get(n, ()))
    rest = () if not text or text in dict(own) else ((text, shown),)
    return _UNCHOSEN + own + rest


def phone_fields(view: ContactView) -> list[FieldSpec]:
    """The numbers, the primary one first, and an empty row where there is none."""
    return _rows(view, "phones") or _more(view, "phones")


def email_fields(view: ContactView) -> list[FieldSpec]:
    """The e-mail addresses, the primary one first, and an empty row where there is none."""
    return _rows(view, "emails") or _more(view, "emails")


def address_fields(view: ContactView, *, label: str = "") -> list[FieldSpec]:
    """The postal addresses, each in one line, and an empty row where there is none."""
    return _rows(view, "addresses", label) or _more(view, "addresses", label)


def one_more(view: ContactView, kind: str) -> list[FieldSpec]:
    """The empty row that adds one, where there is one already."""
    return _more(view, kind) if getattr(view.card, kind) and view.may(Right.EDIT) else []


def places(view: ContactView, opened: frozenset[int]) -> list[FieldSpec]:
    """The addresses with an empty row for one more; the parts of those in `opened` stand below their line."""
    specs: list[FieldSpec] = []
    editable = view.may(Right.EDIT)
    parts = {row.id: row for row in view.card.addresses if row.id in opened}
    for spec in address_fields(view):
        specs.append(spec)
        row = parts.get(RowKey.read(spec.key).id)
        if row is not None:
            keys = ((str(RowKey("addresses", row.id, key)), key) for key in ADDRESS_FIELDS)
            specs += [
                FieldSpec(at, ADDRESS_FIELDS[key].label, getattr(row, key), editable=editable) for at, key in keys
            ]
    return specs + one_more(view, "addresses")


def _rows(view: ContactView, kind: str, label: str = "") -> list[FieldSpec]:
    """One field a row; the menu at its end makes it the primary one, names it, takes it away."""
    editable = view.may(Right.EDIT)
    rows = sorted(getattr(view.card, kind), key=lambda row: not row.is_primary)
    specs = []
    for n, row in enumerate(rows):
        name = words.label(row.label, label or MORE[kind][0])
        first = n == 0 and len(rows) > 1 and bool(row.is_primary)
        why_not = "" if getattr(row, "usable", True) else f"Not usable: {row.why_not}"
        specs.append(
            FieldSpec(
                str(RowKey(kind, row.id)),
                f"{name}, primary" if first else name,
                text_of_row(kind, row),
                editable=editable,
                tip=why_not,
                menu=commands(kind, row.label, first=bool(row.is_primary), editable=editable),
            )
        )
    return specs


def _more(view: ContactView, kind: str, label: str = "") -> list[FieldSpec]:
    first, more = MORE[kind]
    name = more if getattr(view.card, kind) else label or first
    return [FieldSpec(str(RowKey(kind, NEW)), name, "", editable=view.may(Right.EDIT))]


def text_of_row(kind: str, row: Any) -> str:
    """A row of a contact in one line."""
    if kind == "emails":
        return words.email(row)
    return words.phone(row) if kind == "phones" else words.address(row)


def hashtag_field(view: ContactView) -> FieldSpec:
    """All hashtags in one line."""
    text = " ".join(f"#{tag}" for tag in view.card.hashtags)
    return FieldSpec("hashtags", "Hashtags", text, editable=view.may(Right.EDIT), tip=text)


def overview_fields(view: ContactView, *, passed: int = 0) -> list[FieldSpec]:
    """The column at the left of the overview, so many milliseconds after it was read."""
    return [
        *phone_fields(view),
        *email_fields(view),
        *address_fields(view, label="Lives in"),
        *_time_there(view, view.now + passed),
        *known_fields(view, OVERVIEW_FIELDS),
        hashtag_field(view),
    ]


def _time_there(view: ContactView, now: int) -> list[FieldSpec]:
    """What time it is where they may be; nothing where neither number nor address says it (R87)."""
    there = view.there_at(now)
    tip = f"No time to call: {there.quiet}." if there.quiet else "By their numbers and addresses."
    return [FieldSpec("time_there", "Local time", there.words, editable=False, tip=tip)] if there.times else []


def receives_fields(view: ContactView) -> list[FieldSpec]:
    """What may be sent to the contact; where nothing, since when and why."""
    fields = view.card.fields
    words_of = {True: "subscribed", False: "unsubscribed"}
    specs = [
        FieldSpec("receives:email", "E-mail", words_of[bool(fields["email_subscribed"])], editable=False),
        FieldSpec("receives:text", "Text", words_of[bool(fields["text_subscribed"])], editable=False),
    ]
    if not fields["email_subscribed"]:
        since = fields["unsubscribed_at"]
        day = words.day(since, view.facts.zone_info) if since else "unknown"
        cause = words.cause(str(fields["unsubscribe_cause"]))
        specs += [
            FieldSpec("since", "Since", day, editable=False),
            FieldSpec("cause", "Unsubscribed", cause, editable=False, tip=cause),
        ]
    return specs


def seller_fields(view: ContactView) -> list[FieldSpec]:
    """Seller information of every property; who may not edit sees what is filled."""
    editable = view.may(Right.EDIT)
    rows = view.card.properties
    specs: list[FieldSpec] = []
    for n, row in enumerate(rows, start=1):
        specs += [
            spec for spec in _property(n if len(rows) > 1 else 0, row, editable=editable) if editable or spec.text
        ]
    return specs + (_more(view, "properties") if editable else [])


def _property(number: int, row: Any, *, editable: bool) -> list[FieldSpec]:
    specs = []
    for key, field in PROPERTY_FIELDS.items():
        value = str(getattr(row, key))
        choices: Pairs = ()
        if field.choices:
            choices = _UNCHOSEN + field.choices
            choices += () if value in dict(choices) else ((value, value),)
        head = key == "street"
        name = f"Property {number}".strip(" 0") if head else field.label
        menu = commands("properties", "", first=True, editable=editable) if head else ()
        at = str(RowKey("properties", row.id, key))
        specs.append(FieldSpec(at, name, value, choices=choices, editable=editable, menu=menu))
    return specs


def extra_fields(view: ContactView) -> list[FieldSpec]:
    """The office's own fields: those that came with a file and map to nothing of ours, and a row for one more."""
    editable = view.may(Right.EDIT)
    extra = view.card.fields["extra"] or {}
    menu = commands("extra", "", first=True, editable=editable)
    specs = [
        FieldSpec(f"extra:{name}", str(name), str(value), editable=editable, tip=f"{name}: {value}", menu=menu)
        for name, value in extra.items()
    ]
    return [*specs, FieldSpec("extra", "New field", "", tip="Write it as name: value")] if editable else specs


def text_of(view: ContactView, key: str) -> str | None:
    """What the office has in a field, as the person reads and types it; None where the row is gone."""
    if key in CONTACT_FIELDS:
        value = view.card.fields[key]
        return "" if value is None else str(value)
    at = RowKey.read(key)
    if at.kind == "extra":
        return str((view.card.fields["extra"] or {}).get(at.part, ""))
    row = next((row for row in getattr(view.card, at.kind) if row.id == at.id), None)
    if row is None:
        return None
    return str(getattr(row, at.part)) if at.part else text_of_row(at.kind, row)


def name_of(key: str) -> str:
    """What a field is called."""
    if key in CONTACT_FIELDS:
        return CONTACT_FIELDS[key].label
    at = RowKey.read(key)
    if at.kind == "extra":
        return at.part
    known = PROPERTY_FIELDS if at.kind == "properties" else ADDRESS_FIELDS
    return known[at.part].label if at.part else MORE[at.kind][0]


def shown(view: ContactView, key: str, text: str | None) -> str:
    """A value as the person reads it: the label of a choice."""
    if text is None:
        return "Removed"
    if key in CONTACT_FIELDS:
        return label_of(_choices(view, CONTACT_FIELDS[key], text), text) or "Not set"
    at = RowKey.read(key)
    field = PROPERTY_FIELDS.get(at.part) if at.kind == "properties" else None
    gone = "Removed" if at.kind == "extra" or not at.part else "Not set"
    return (label_of(field.choices, text) if field else text) or gone
