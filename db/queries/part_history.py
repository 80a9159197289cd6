"""What became of the e-mails, phones, addresses, properties, hashtags, shares and documents of a contact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from db.models import (
    Base,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    ContactShare,
    StoredFile,
)
from db.queries.reader import Reader
from db.rules.details import ADDRESS_FIELDS, PROPERTY_FIELDS, shown_address, shown_email, shown_phone
from db.rules.drafts import AddressDraft
from db.rules.stored_files import STATES
from db.rules.values import label_of

Row = Mapping[str, Any]
PARTS: Final[dict[str, type[Base]]] = {
    str(model.__tablename__): model
    for model in (
        ContactEmail, ContactPhone, ContactAddress, ContactProperty, ContactHashtag, ContactShare, StoredFile,
    )
}  # fmt: skip
_NOUNS: Final = {
    "contact_email": "E-mail", "contact_phone": "Phone", "contact_address": "Address",
    "contact_property": "Property", "contact_hashtag": "Hashtag", "document": "Document",
}  # fmt: skip
_PLACE: Final = frozenset({"street", "city", "region", "postal_code"})


def part_lines(reader: Reader, contact_id: int, images: Sequence[Any]) -> Iterator[tuple[Any, list[str]]]:
    """Each image with the sentences it comes to; `images` newest first, with model, op, row_id, before and after.

    An image of a new row is empty: what the row was then follows from what stands now, walked back step by step.
    """
    now = {model: _rows_now(reader, model, contact_id) for model in {i.model for i in images}}
    for image in images:
        rows = now[image.model]
        before, after = _read(image.before), _read(image.after)
        if image.op == "delete":
            rows[image.row_id] = before
            yield image, [_gone(reader, image.model, before)]
        elif image.op == "insert":
            yield image, [_come(reader, image.model, rows.pop(image.row_id, {}))]
        else:
            new = {**rows.get(image.row_id, {}), **after}
            rows[image.row_id] = {**new, **before}
            yield image, list(_changed(image.model, rows[image.row_id], new))


def _rows_now(reader: Reader, model: str, contact_id: int) -> dict[int, Row]:
    table = PARTS[model].__table__
    found = reader.connection.execute(select(table).where(table.c.contact_id == contact_id))
    return {row.id: dict(row._mapping) for row in found}


def _read(image: Any) -> dict[str, Any]:
    found = json.loads(image) if isinstance(image, str) else image
    return dict(found or {})


def _come(reader: Reader, model: str, row: Row) -> str:
    if model == "contact_share":
        return f"Shared with {_member(reader, row)}"
    return f"{_name(model, row)} added"


def _gone(reader: Reader, model: str, row: Row) -> str:
    if model == "contact_share":
        return f"No longer shared with {_member(reader, row)}"
    return f"{_name(model, row)} removed"


def _changed(model: str, old: Row, new: Row) -> Iterator[str]:
    """One sentence for each thing that differs; what follows from another difference is not said again."""
    before, after = _shown(model, old), _shown(model, new)
    if before != after:
        yield f"{_NOUNS[model]}: {before or 'nothing'} → {after or 'nothing'}"
    if model == "contact_property":
        for key, field in PROPERTY_FIELDS.items():
            if key not in _PLACE and old.get(key) != new.get(key):
                pair = (label_of(field.choices, str(row.get(key) or "")) or "nothing" for row in (old, new))
                yield f"{_name(model, new)}: {field.label} {' → '.join(pair)}"
        return
    if model == "document" and old.get("state") != new.get("state"):
        yield f"{_name(model, new)}: {label_of(STATES, str(new.get('state'))).lower()}"
    if old.get("label") != new.get("label"):
        yield f"{_name(model, new)}: label {old.get('label') or 'none'} → {new.get('label') or 'none'}"
    if new.get("is_primary") and not old.get("is_primary"):
        yield f"{_name(model, new)} is the primary one"
    if before == after and bool(old.get("usable", True)) is not bool(new.get("usable", True)):
        why = f": {new['why_not']}" if new.get("why_not") else ""
        yield f"{_name(model, new)} {'can be used again' if new.get('usable') else f'cannot be used{why}'}"
    if before == after and (new.get("told_wrong") or 0) > (old.get("told_wrong") or 0):
        yield f"{_name(model, new)}: told that it is the wrong number"


def _name(model: str, row: Row) -> str:
    return f"{_NOUNS[model]} {_shown(model, row)}".strip()


def _shown(model: str, row: Row) -> str:
    """A row as people read it."""
    text = {key: str(value or "") for key, value in row.items()}
    if model == "contact_email":
        return shown_email(text.get("value", ""), text.get("raw", ""))
    if model == "contact_phone":
        return shown_phone(text.get("e164", ""), text.get("extension", ""), text.get("raw", ""))
    if model == "document":
        return text.get("title", "")
    if model == "contact_hashtag":
        return f"#{text.get('tag', '')}"
    parts = {key: text.get(key, "") for key in ADDRESS_FIELDS}
    street, unit, city, state, code, country = parts.values()
    return shown_address(AddressDraft(street, unit, city, state, code, country, raw=text.get("raw", "")))


def _member(reader: Reader, row: Row) -> str:
    return reader.facts.members.get(row.get("member_id") or 0, "a member")
