"""One row of a contact at a time: an e-mail, a phone, an address, a property; and the contact's extra fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.contact_rows import address_columns, email_columns, phone_columns
from db.actions.contacts import check_tag
from db.actions.selecting import reader_of
from db.models import Base, Contact, ContactAddress, ContactEmail, ContactHashtag, ContactPhone, ContactProperty
from db.rules.details import (
    ADDRESS_FIELDS,
    NOUNS,
    PROPERTY_FIELDS,
    Detail,
    check_extra_name,
    check_label,
    check_texts,
    shown_address,
    shown_email,
    shown_phone,
    typed_address,
    typed_email,
    typed_parts,
    typed_phone,
    typed_place,
)
from db.rules.drafts import AddressDraft
from db.rules.errors import FieldProblemsError, StaleEditError
from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork

MODELS: Final[dict[str, type[Base]]] = {
    "emails": ContactEmail, "phones": ContactPhone, "addresses": ContactAddress, "properties": ContactProperty,
}  # fmt: skip
_LONGEST_EXTRA: Final = 10_000


@action(Right.EDIT)
def add_detail(uow: UnitOfWork, *, contact_id: int, kind: str, values: Mapping[str, str]) -> int:
    """Add a row to a contact's `emails`, `phones`, `addresses` or `properties`; gives its id, 0 when nothing was typed.

    `values`: "text" as typed (a property's is where it lies), or the parts by key, and "label". The first of its kind
    becomes the primary one. Errors: FieldProblemsError by key, also when the contact has it already; NotFoundError;
    RefusedError.
    """
    uow.require(contact_id)
    if not any(text.strip() for key, text in values.items() if key != "label"):
        return 0
    columns = _columns(uow, kind, values)
    _check_new(uow, contact_id, kind, columns)
    if kind != "properties":
        others = select(MODELS[kind].__table__.c.id).where(_of(kind, contact_id)).limit(1)
        columns = {"label": "", "is_primary": uow.connection.scalar(others) is None} | columns
    row_id = uow.insert(MODELS[kind], [{"contact_id": contact_id} | columns])[0]
    uow.label = f"{_name(uow, contact_id)}: {NOUNS[kind].lower()} added"
    return row_id


@action(Right.EDIT)
def change_detail(
    uow: UnitOfWork,
    *,
    contact_id: int,
    detail: Detail,
    changes: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
) -> int:
    """Change one row, by its id: `changes` as `add_detail` takes them, `seen` what the person was looking at, by key.

    Gives 1, or 0 when nothing differs. A row that is left empty goes. Errors: FieldProblemsError by key;
    StaleEditError naming the keys where a newer edit stands, or "text" when the row is gone; NotFoundError;
    RefusedError.
    """
    uow.require(contact_id)
    row = _row(uow, contact_id, detail)
    _check_seen(detail.kind, row, seen or {}, wanted=changes)
    if not changes.get("text", "-").strip():
        return _remove(uow, contact_id, detail, row)
    columns = _columns(uow, detail.kind, changes)
    if _is_empty(detail.kind, row | columns):
        return _remove(uow, contact_id, detail, row)
    if "text" in changes and shown(detail.kind, row | columns)["text"] == shown(detail.kind, row)["text"]:
        columns = {"label": columns["label"]} if "label" in columns else {}  # written otherwise, and yet the same
    changed = {key: value for key, value in columns.items() if row[key] != value}
    if not changed:
        return 0
    _check_new(uow, contact_id, detail.kind, changed)
    if detail.kind == "phones" and "e164" in changed:
        changed["told_wrong"] = 0  # R17 counts the tellings of a number, and this is another one
    uow.update_rows(MODELS[detail.kind], [{"id": detail.id} | changed])
    uow.label = f"{_name(uow, contact_id)}: {NOUNS[detail.kind].lower()} changed"
    return 1


@action(Right.EDIT)
def remove_detail(uow: UnitOfWork, *, contact_id: int, detail: Detail, seen: Mapping[str, str] | None = None) -> int:
    """Take one row away, by its id; gives 1, or 0 when it is gone already. The next one becomes the primary one.

    Errors: StaleEditError when the row was changed to something that was not `seen`; NotFoundError; RefusedError.
    """
    uow.require(contact_id)
    try:
        row = _row(uow, contact_id, detail)
    except StaleEditError:
        return 0
    _check_seen(detail.kind, row, seen or {}, wanted={})
    return _remove(uow, contact_id, detail, row)


@action(Right.EDIT)
def make_primary(uow: UnitOfWork, *, contact_id: int, detail: Detail) -> int:
    """Make one e-mail, phone or address the primary one; 1, or 0 when it was. Errors: StaleEditError: it is gone."""
    uow.require(contact_id)
    row = _row(uow, contact_id, detail)
    changed = _set_primary(uow, contact_id, detail)
    uow.label = (
        f"{_name(uow, contact_id)}: {shown(detail.kind, row)['text']} is the primary {NOUNS[detail.kind].lower()}"
    )
    return int(changed > 0)


@action(Right.EDIT)
def change_hashtags(uow: UnitOfWork, *, contact_id: int, add: tuple[str, ...], remove: tuple[str, ...]) -> int:
    """Put hashtags on one contact and take others off, in one step; gives how many changed.

    Any case is the same tag. Errors: FieldProblemsError; NotFoundError; RefusedError.
    """
    uow.require(contact_id)
    wanted = {tag.casefold(): tag for tag in map(check_tag, add)}
    unwanted = {check_tag(tag).casefold() for tag in remove}
    mine = ContactHashtag.contact_id == contact_id
    gone = uow.delete(ContactHashtag, and_(mine, ContactHashtag.tag_key.in_(unwanted))) if unwanted else 0
    have = set(uow.connection.scalars(select(ContactHashtag.tag_key).where(mine)))
    new = [{"contact_id": contact_id, "tag": t, "tag_key": key} for key, t in wanted.items() if key not in have]
    if new:
        uow.insert(ContactHashtag, new)
    uow.label = f"{_name(uow, contact_id)}: hashtags changed"
    return gone + len(new)


@action(Right.EDIT)
def change_extra(uow: UnitOfWork, *, contact_id: int, name: str, value: str, seen: str | None = None) -> int:
    """Set a field of the office's own by its name, or take it away with an empty `value`; gives 1, or 0 when nothing
    differs.

    Errors: FieldProblemsError; StaleEditError when its value is not the one that was `seen`.
    """
    uow.require(contact_id)
    extra = dict(uow.connection.scalar(select(Contact.extra).where(Contact.id == contact_id)) or {})
    name = name if name in extra else check_extra_name(name)
    clean = value.strip()
    if len(clean) > _LONGEST_EXTRA:
        raise FieldProblemsError({name: f"{name} is longer than {_LONGEST_EXTRA:,} characters."})
    now = str(extra.get(name, ""))
    if now == clean:
        return 0
    if seen is not None and now != seen:
        raise StaleEditError(
            f"{name} was changed by someone else in between; choose which value stays.", fields=(name,)
        )
    extra = {key: kept for key, kept in extra.items() if key != name} if not clean else extra | {name: clean}
    uow.update_rows(Contact, [{"id": contact_id, "extra": extra}])
    uow.label = f"{_name(uow, contact_id)}: {name} {'changed' if clean else 'removed'}"
    return 1


def shown(kind: str, row: Mapping[str, Any]) -> dict[str, str]:
    """What the person sees of a row, by the keys that `changes` and `seen` use."""
    texts = {key: str(value) for key, value in row.items() if isinstance(value, str)}
    if kind == "emails":
        texts["text"] = shown_email(row["value"], row["raw"])
    elif kind == "phones":
        texts["text"] = shown_phone(row["e164"], row["extension"], row["raw"])
    elif kind == "addresses":
        texts["text"] = shown_address(AddressDraft(**{key: row[key] for key in (*ADDRESS_FIELDS, "raw")}))
    return texts


def _columns(uow: UnitOfWork, kind: str, values: Mapping[str, str]) -> dict[str, Any]:
    """The columns that `values` set. A label in the text ("cell 813 …") is used where none is given."""
    region = reader_of(uow).facts.region
    own = {key: value for key, value in values.items() if key not in ("text", "label")}
    columns: dict[str, Any] = {}
    if kind == "properties":
        place = typed_place(values["text"], region=region) if "text" in values else {}
        return check_texts(own, PROPERTY_FIELDS) | place
    if kind == "addresses" and own:
        columns = typed_parts(own, region=region) | {"raw": ""}
    if "text" in values:
        columns = _read(kind, values["text"].strip(), region)
        if not columns["label"]:
            del columns["label"]
    if "label" in values:
        columns["label"] = check_label(values["label"])
    return columns


def _read(kind: str, text: str, region: str) -> dict[str, Any]:
    if kind == "emails":
        return email_columns(typed_email(text))
    if kind == "phones":
        return phone_columns(typed_phone(text, region=region))
    return address_columns(typed_address(text, region=region))


def _row(uow: UnitOfWork, contact_id: int, detail: Detail) -> dict[str, Any]:
    table = MODELS[detail.kind].__table__
    this = and_(table.c.id == detail.id, table.c.contact_id == contact_id)
    row = uow.connection.execute(select(*table.c).where(this)).first()
    if row is None:
        noun = NOUNS[detail.kind].lower()
        raise StaleEditError(f"This {noun} was removed by someone else in between.", fields=("text",))
    return dict(row._mapping)


def _of(kind: str, contact_id: int) -> Any:
    return MODELS[kind].__table__.c.contact_id == contact_id


def _check_seen(kind: str, row: dict[str, Any], seen: Mapping[str, str], *, wanted: Mapping[str, str]) -> None:
    """Refuse where the office has neither what was seen nor what is wanted now."""
    now = shown(kind, row)
    newer = tuple(key for key, text in seen.items() if now[key] not in (text, wanted.get(key, text)))
    if newer:
        noun = NOUNS[kind].lower()
        raise StaleEditError(f"This {noun} was changed by someone else in between.", fields=newer)


def _check_new(uow: UnitOfWork, contact_id: int, kind: str, columns: dict[str, Any]) -> None:
    """A contact has an address or a number once."""
    key = {"emails": "value", "phones": "e164"}.get(kind, "")
    if not columns.get(key):
        return
    table = MODELS[kind].__table__
    same = and_(_of(kind, contact_id), table.c[key] == columns[key])
    if kind == "phones":
        same = and_(same, table.c.extension == columns.get("extension", ""))
    if uow.connection.scalar(select(table.c.id).where(same).limit(1)) is not None:
        what = "e-mail address" if kind == "emails" else "number"
        raise FieldProblemsError({"text": f"They have this {what} already."})


def _is_empty(kind: str, row: dict[str, Any]) -> bool:
    keys = PROPERTY_FIELDS if kind == "properties" else (*ADDRESS_FIELDS, "raw") if kind == "addresses" else ()
    return bool(keys) and not any(row[key] for key in keys)


def _remove(uow: UnitOfWork, contact_id: int, detail: Detail, row: dict[str, Any]) -> int:
    model = MODELS[detail.kind]
    table = model.__table__
    uow.delete(model, table.c.id == detail.id)
    if row.get("is_primary"):
        usable = (table.c.usable.desc(),) if "usable" in table.c else ()
        order = select(table.c.id).where(_of(detail.kind, contact_id)).order_by(*usable, table.c.id).limit(1)
        heir = uow.connection.scalar(order)
        if heir is not None:
            _set_primary(uow, contact_id, Detail(detail.kind, heir))
    uow.label = f"{_name(uow, contact_id)}: {NOUNS[detail.kind].lower()} removed"
    return 1


def _set_primary(uow: UnitOfWork, contact_id: int, detail: Detail) -> int:
    model = MODELS[detail.kind]
    table = model.__table__
    others = uow.update(model, and_(_of(detail.kind, contact_id), table.c.id != detail.id), {"is_primary": False})
    return others + uow.update(model, table.c.id == detail.id, {"is_primary": True})


def _name(uow: UnitOfWork, contact_id: int) -> str:
    return str(uow.connection.scalar(select(Contact.display_name).where(Contact.id == contact_id)))
