"""Which fields the contact dialog shows, and what stands in them."""

from __future__ import annotations

from db.queries.contacts import ContactCard
from db.rules.contact_fields import CONTACT_FIELDS
from db.rules.permissions import Right
from db.rules.values import PROPERTY_TYPES, Pairs, label_of
from desktop.dialogs.contact import words
from desktop.dialogs.contact.field_column import STARS, FieldSpec
from desktop.dialogs.contact.view import ContactView

NAME_FIELDS = ("prefix", "first_name", "middle_name", "last_name", "suffix", "nickname", "company", "spouse")
WORK_FIELDS = ("job_title", "birthday", "anniversary", "mls_number")
BUSINESS_FIELDS = ("contact_type", "source", "business_source", "priority", "interest", "time_frame")
OVERVIEW_FIELDS = ("priority", "interest", "time_frame", "business_source")
SELLER_LABELS = {
    "street": "Street",
    "city": "City",
    "region": "State",
    "postal_code": "Postal code",
    "property_type": "Property type",
    "bedrooms": "Bedrooms",
    "bathrooms": "Bathrooms",
    "floor_area": "Floor area",
    "sell_when": "Wants to sell",
    "asking_price": "Asking price",
}
NEW = "new"
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
    choices: Pairs = ()
    if field.kind == "choice":
        own = view.facts.sources if key == "source" else field.choices
        choices = _UNCHOSEN + own
        if text not in dict(choices):  # a word the office's list does not have (any more) stays readable
            choices += ((text, text),)
    return FieldSpec(key, field.label, text, choices=choices, editable=editable)


def phone_fields(view: ContactView) -> list[FieldSpec]:
    """The numbers, and an empty row for one more."""
    editable = view.may(Right.EDIT)
    rows = [
        FieldSpec(
            f"phones:{n}", words.label(row.label, "Phone"), words.phone(row), editable=editable,
            tip="" if row.usable else f"Not usable: {row.why_not}",
        )
        for n, row in enumerate(view.card.phones)
    ]  # fmt: skip
    return rows or [FieldSpec(f"phones:{NEW}", "Phone", "", editable=editable)]


def email_fields(view: ContactView) -> list[FieldSpec]:
    """The e-mail addresses, and an empty row where there is none."""
    editable = view.may(Right.EDIT)
    rows = [
        FieldSpec(
            f"emails:{n}", words.label(row.label, "E-mail"), row.value or row.raw, editable=editable,
            tip="" if row.usable else f"Not usable: {row.why_not}",
        )
        for n, row in enumerate(view.card.emails)
    ]  # fmt: skip
    return rows or [FieldSpec(f"emails:{NEW}", "E-mail", "", editable=editable)]


def one_more(view: ContactView, kind: str) -> list[FieldSpec]:
    """The empty row that adds a number or an address, where there is one already."""
    have = view.card.phones if kind == "phones" else view.card.emails
    label = "Another phone" if kind == "phones" else "Another e-mail"
    return [FieldSpec(f"{kind}:{NEW}", label, "")] if have and view.may(Right.EDIT) else []


def address_fields(view: ContactView, *, label: str = "") -> list[FieldSpec]:
    """The postal addresses, each in one line. Several are shown only: editing replaces all by one."""
    rows = view.card.addresses
    editable = view.may(Right.EDIT) and len(rows) <= 1
    specs = [
        FieldSpec(f"addresses:{n}", words.label(row.label, label or "Address"), words.address(row), editable=editable)
        for n, row in enumerate(rows)
    ]
    return specs or [FieldSpec(f"addresses:{NEW}", label or "Address", "", editable=editable)]


def hashtag_field(view: ContactView) -> FieldSpec:
    """All hashtags in one line."""
    text = " ".join(f"#{tag}" for tag in view.card.hashtags)
    return FieldSpec("hashtags", "Hashtags", text, editable=view.may(Right.EDIT), tip=text)


def overview_fields(view: ContactView) -> list[FieldSpec]:
    """The column at the left of the overview."""
    return [
        *phone_fields(view),
        *email_fields(view),
        *address_fields(view, label="Lives in"),
        *known_fields(view, OVERVIEW_FIELDS),
        FieldSpec("lender", "Lender", view.card.lender, editable=False),
        hashtag_field(view),
    ]


def receives_fields(view: ContactView) -> list[FieldSpec]:
    """What may be sent to the contact."""
    fields = view.card.fields
    words_of = {True: "subscribed", False: "unsubscribed"}
    return [
        FieldSpec("receives:email", "E-mail", words_of[bool(fields["email_subscribed"])], editable=False),
        FieldSpec("receives:text", "Text", words_of[bool(fields["text_subscribed"])], editable=False),
    ]


def seller_fields(card: ContactCard) -> list[FieldSpec]:
    """Seller information of every property, those that are filled."""
    specs = []
    for n, row in enumerate(card.properties):
        for key, label in SELLER_LABELS.items():
            value = str(getattr(row, key))
            shown = label_of(PROPERTY_TYPES, value) if key == "property_type" else value
            if shown:
                specs.append(FieldSpec(f"seller:{n}:{key}", label, shown, editable=False, tip=shown))
    return specs


def extra_fields(card: ContactCard) -> list[FieldSpec]:
    """The named fields that came with a file and map to nothing of ours."""
    extra = card.fields["extra"] or {}
    return [
        FieldSpec(f"extra:{name}", str(name), str(value), editable=False, tip=f"{name}: {value}")
        for name, value in extra.items()
    ]
