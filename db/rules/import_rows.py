"""A record of a file becomes a contact draft: the mapping is compiled once, then each row is read in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from db.rules import import_parts as pieces
from db.rules import import_words as words
from db.rules.addresses import one_line
from db.rules.dates import read_day, read_moment
from db.rules.drafts import ContactDraft, Refusal
from db.rules.import_mapping import ColumnTarget, Mapping
from db.rules.import_parts import PhoneBook, RowParts


@dataclass(frozen=True, slots=True)
class Ignored:
    """Why a record is no contact and nothing is wrong with it: an empty row, a group's card."""

    reason: str


Outcome = ContactDraft | Refusal | Ignored
RowReader = Callable[[Sequence[str]], Outcome]
_Handler = Callable[[RowParts, str], None]

_NAMES: Final = frozenset({
    "full_name", "first_name", "middle_name", "last_name", "prefix", "suffix", "nickname", "company",
    "spouse",
    "display_name", "name_kind",
})  # fmt: skip
_TEXTS: Final = {
    "status": "status_word", "owner": "owner_word", "lender": "lender", "mls_number": "mls_number",
    "job_title": "job_title", "unsubscribe_cause": "unsubscribe_cause",
    "valuation_address": "valuation_address",
}  # fmt: skip
_MOMENTS: Final = frozenset({"created_at", "last_visit_at", "last_viewed_at", "sell_form_at"})
_DAYS: Final = frozenset({"birthday", "anniversary"})
_CHOICES: Final = frozenset({
    "source", "business_source", "contact_type", "priority", "time_frame", "captured_by_text",
})  # fmt: skip
_ADDRESS: Final = frozenset({
    "address", "street", "street_2", "unit", "po_box", "city", "state", "postal_code", "country",
})  # fmt: skip
_SWITCHES: Final = {
    "subscribed_email": (("subscribed_email",), False),
    "subscribed_text": (("subscribed_text",), False),
    "unsubscribed_email": (("subscribed_email",), True),
    "unsubscribed_text": (("subscribed_text",), True),
    "unsubscribed": (("subscribed_email", "subscribed_text"), True),
}
_EMPTY_ROW: Final = Ignored("The row is empty.")
_GROUP: Final = Ignored("The card is a group of contacts, not a contact.")
_NOBODY: Final = Refusal("The row has no name, e-mail, phone or address, so it cannot become a contact.")


def read_row(mapping: Mapping, cells: Sequence[str], *, region: str, zone: str) -> Outcome:
    """One record read by a mapping; for many, compile the mapping once with `row_reader`."""
    return row_reader(mapping, region=region, zone=zone)(cells)


def row_reader(mapping: Mapping, *, region: str, zone: str) -> RowReader:
    """A function that reads one record's cells. `region`: the office's ISO country; `zone`: its IANA time zone.

    Every cell's text is found again in the draft, or its column's target is "ignore": what maps to nothing, or cannot
    be understood as its target, becomes an extra field under the column's name. Nothing is guessed in silence: what is
    kept but not usable has a warning.
    """
    own = mapping.shape == "brokerdesk"
    plan = [
        (index, handler)
        for index, column in enumerate(mapping.columns)
        if (handler := _handler(column, mapping.shape, zone)) is not None
    ]
    labels = {column.group: column.label for column in mapping.columns if column.target in _ADDRESS}
    names = tuple(column.column for column in mapping.columns)
    width = len(mapping.columns)

    def read(cells: Sequence[str]) -> Outcome:
        if len(cells) != width:
            return Refusal(f"The row has {len(cells)} cells, but the header has {width}.")
        parts = RowParts()
        for index, handle in plan:
            cell = cells[index]
            if cell and (cell := cell.strip()):
                handle(parts, cell)
        if parts.fields.pop("record_kind", "") == "group":
            return _GROUP
        if own and _is_empty(cells):
            return _EMPTY_ROW
        full = tuple(zip(names, cells, strict=True)) if own else ()
        draft = _finish(parts, labels, region=region, full=full)
        if draft is None:
            return _EMPTY_ROW if _is_empty(cells) else _NOBODY
        return draft

    return read


def _is_empty(cells: Sequence[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in cells)


def _finish(
    parts: RowParts, labels: dict[int, str], *, region: str, full: tuple[tuple[str, str], ...]
) -> ContactDraft | None:
    """The draft of what the columns said; None when nothing in it could be found again by a person."""
    book = PhoneBook(parts, region)
    name = pieces.own_name(parts) if full else pieces.name_draft(parts)
    pieces.add_phones(parts, book)
    if parts.names and not full:
        pieces.keep_what_is_no_name(parts, name, book)
    emails = pieces.email_drafts(parts, book) if parts.emails else ()
    phones = book.drafts() if book.found else ()
    addresses = pieces.address_drafts(parts, labels, region) if parts.addresses else ()
    if not (name.display or emails or phones or addresses or full or "valuation_address" in parts.fields):
        return None
    if parts.labels:
        used = {group for group, *_ in (*parts.emails, *parts.phones)} | set(parts.addresses)
        pieces.unused_labels(parts, used.__contains__)
    if parts.pairs:
        parts.extra.extend(parts.pairs.values())  # names of extra fields that have no value
    fields: dict[str, Any] = parts.fields
    if fields.get("source") == "text":
        fields.setdefault("captured_by_text", "app")  # R36: App is a custom code or anything else
    if parts.asked_valuation and addresses:
        fields.setdefault("valuation_address", one_line(addresses[0]))
    return ContactDraft(
        name=name,
        emails=emails,
        phones=phones,
        addresses=addresses,
        hashtags=parts.hashtags,
        notes=tuple(parts.notes),
        seller=tuple(parts.seller),
        extra=tuple(parts.extra),
        warnings=tuple(parts.warnings),
        full=full,
        **fields,
    )


def _handler(column: ColumnTarget, shape: str, zone: str) -> _Handler | None:
    """What is done with a cell of this column; None when nothing is (left out, or read by Brokerdesk itself)."""
    target = column.target
    if target in {"ignore", "own"}:
        return None
    if target in _NAMES:
        return _name(column)
    if target in _ADDRESS:
        return _address(column)
    if target in _CHOICES:
        return _choice(column, "lofty_type" if (shape, target) == ("lofty", "contact_type") else target)
    if target in _MOMENTS:
        return _dated(column, partial(read_moment, zone=zone))
    if target in _DAYS:
        return _dated(column, read_day)
    if target in _TEXTS:
        return _text(column, _TEXTS[target])
    if target in _SWITCHES:
        return _switch(column)
    if target.startswith("seller_"):
        return _seller(column)
    return _OTHERS[target](column)


def _email(column: ColumnTarget) -> _Handler:
    group, label, name = column.group, column.label, column.column

    def handle(parts: RowParts, cell: str) -> None:
        if len(cell) < 10 and cell.casefold() in words.NOTHING:
            parts.extra.append((name, cell))
        else:
            parts.emails.append((group, label, name, cell))

    return handle


def _phone(column: ColumnTarget) -> _Handler:
    group, label, name = column.group, column.label, column.column

    def handle(parts: RowParts, cell: str) -> None:
        if len(cell) < 9 and cell.casefold() in words.NOTHING:
            parts.extra.append((name, cell))
        else:
            parts.phones.append((group, label, name, cell))

    return handle


def _label(column: ColumnTarget) -> _Handler:
    group, name = column.group, column.column

    def handle(parts: RowParts, cell: str) -> None:
        parts.labels[group] = (name, cell)

    return handle


def _name(column: ColumnTarget) -> _Handler:
    target, name = column.target, column.column

    def handle(parts: RowParts, cell: str) -> None:
        known = parts.names.setdefault(target, (name, cell))
        if known[1] != cell:
            parts.extra.append((name, cell))

    return handle


def _address(column: ColumnTarget) -> _Handler:
    group, target, name = column.group, column.target, column.column

    def handle(parts: RowParts, cell: str) -> None:
        cells = parts.addresses.get(group)
        if cells is None:
            cells = parts.addresses[group] = {}
        if target not in cells:
            cells[target] = cell
        elif target == "street_2":
            cells[target] += f", {cell}"
        elif cells[target] != cell:
            parts.extra.append((name, cell))

    return handle


def _text(column: ColumnTarget, field: str) -> _Handler:
    name = column.column

    def handle(parts: RowParts, cell: str) -> None:
        if parts.fields.setdefault(field, cell) != cell:
            parts.extra.append((name, cell))

    return handle


def _choice(column: ColumnTarget, table: str) -> _Handler:
    """A word of one of the office's lists; the word itself stays an extra field unless it is ours already."""
    field, name = column.target, column.column
    tells_action = field in {"source", "contact_type"}

    def handle(parts: RowParts, cell: str) -> None:
        if tells_action and words.means_valuation(cell):
            parts.asked_valuation = True
        key, says_more = words.choice_of_word(table, cell)
        if not key or says_more or parts.fields.get(field, key) != key:
            parts.extra.append((name, cell))
        if key:
            parts.fields.setdefault(field, key)

    return handle


def _dated(column: ColumnTarget, read: Callable[[str], str]) -> _Handler:
    field, name = column.target, column.column

    def handle(parts: RowParts, cell: str) -> None:
        found = read(cell)
        if found:
            if parts.fields.setdefault(field, found) != found:
                parts.extra.append((name, cell))
        elif cell not in words.NO_DATE:  # Outlook's way to write "no date" says nothing that could be lost
            parts.extra.append((name, cell))
            parts.warnings.append(f"{name}: “{cell[:40]}” is no date; kept as an extra field.")

    return handle


def _switch(column: ColumnTarget) -> _Handler:
    """A yes or no about being subscribed. Two columns that disagree: the opt-out counts."""
    fields, inverse = _SWITCHES[column.target]
    name = column.column

    def handle(parts: RowParts, cell: str) -> None:
        said = words.switch_of_word(cell)
        if said is None:
            parts.extra.append((name, cell))
            if not (inverse and read_moment(cell, zone="UTC")):
                parts.warnings.append(f"{name}: “{cell[:40]}” is neither yes nor no; kept as an extra field.")
                return
            said = True  # the moment of the opt-out stands for yes
        for field in fields:
            wanted = said is not inverse
            parts.fields[field] = wanted and parts.fields.get(field, True)

    return handle


def _interest(column: ColumnTarget) -> _Handler:
    name = column.column

    def handle(parts: RowParts, cell: str) -> None:
        stars = words.stars_of_word(cell)
        if stars is None or parts.fields.setdefault("interest", stars) != stars:
            parts.extra.append((name, cell))

    return handle


def _hashtags(_column: ColumnTarget) -> _Handler:
    def handle(parts: RowParts, cell: str) -> None:
        tags = words.hashtags_of(cell)
        if parts.hashtags:
            known = set(map(str.casefold, parts.hashtags))
            tags = (*parts.hashtags, *(tag for tag in tags if tag.casefold() not in known))
        parts.hashtags = tags

    return handle


def _notes(_column: ColumnTarget) -> _Handler:
    def handle(parts: RowParts, cell: str) -> None:
        note = cell.replace("\r\n", "\n")
        if note not in parts.notes:
            parts.notes.append(note)

    return handle


def _seller(column: ColumnTarget) -> _Handler:
    key, name = column.target.removeprefix("seller_"), column.column
    key = "region" if key == "state" else key

    def handle(parts: RowParts, cell: str) -> None:
        if any(known == key for known, _ in parts.seller):
            parts.extra.append((name, cell))
            return
        kind, says_more = words.choice_of_word("property_type", cell) if key == "property_type" else ("", False)
        parts.seller.append((key, kind or cell))
        if kind and says_more:
            parts.extra.append((name, cell))

    return handle


def _extra(column: ColumnTarget) -> _Handler:
    name = column.column

    def handle(parts: RowParts, cell: str) -> None:
        parts.extra.append((name, cell))

    return handle


def _pair_label(column: ColumnTarget) -> _Handler:
    def handle(parts: RowParts, cell: str) -> None:
        parts.pairs[column.group] = (column.column, cell)

    return handle


def _pair_value(column: ColumnTarget) -> _Handler:
    """The value of a custom field under its own name; a relation "Spouse" and an event "Anniversary" are ours."""
    kind, name, group = column.label, column.column, column.group

    def handle(parts: RowParts, cell: str) -> None:
        label = words.label_of_word(parts.pairs.pop(group, ("", ""))[1])[0]
        if kind == "relation" and label.casefold() in {"spouse", "partner"} and "spouse" not in parts.names:
            parts.names["spouse"] = (name, cell)
        elif kind == "event" and label.casefold() == "anniversary" and (day := read_day(cell)):
            parts.fields.setdefault("anniversary", day)
        else:
            parts.extra.append((f"{name}: {label}" if label and kind != "customfield" else label or name, cell))

    return handle


def _record_kind(column: ColumnTarget) -> _Handler:
    def handle(parts: RowParts, cell: str) -> None:
        if cell.casefold() == "group":
            parts.fields["record_kind"] = "group"
        elif cell.casefold() not in {"individual", "org"}:
            parts.extra.append((column.column, cell))

    return handle


_OTHERS: Final[dict[str, Callable[[ColumnTarget], _Handler]]] = {
    "email": _email,
    "phone": _phone,
    "email_label": _label,
    "phone_label": _label,
    "address_label": _label,
    "interest": _interest,
    "hashtags": _hashtags,
    "notes": _notes,
    "extra": _extra,
    "pair_label": _pair_label,
    "pair_value": _pair_value,
    "record_kind": _record_kind,
}
