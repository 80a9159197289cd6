"""What stays when two contacts become one: the survivor's own columns, field by field (R25)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.rules.contact_fields import CONTACT_FIELDS

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field the person chooses: its key, its label, and the columns that come along with the choice."""

    key: str
    label: str
    columns: tuple[str, ...]
    shown: str = ""  # the column that people read; the first when empty

    @property
    def column(self) -> str:
        """The column that people read."""
        return self.shown or self.columns[0]


NAME: Final = ("display_name", "name_key", "name_kind", "prefix", "first_name", "middle_name", "last_name", "suffix")
_PLAIN: Final = (
    "nickname", "company", "spouse", "job_title", "birthday", "anniversary", "source", "business_source",
    "contact_type", "priority", "interest", "time_frame", "mls_number", "lender_id",
)  # fmt: skip
MERGE_FIELDS: Final[dict[str, MergeField]] = {
    f.key: f
    for f in (
        MergeField("name", "Name", NAME),
        MergeField("status", "Status", ("status", "status_since", "status_why")),
        *(MergeField(key, CONTACT_FIELDS[key].label, (key,)) for key in _PLAIN),
        MergeField("disposition", "Disposition", ("disposition",)),
        MergeField("captured_by_text", "Captured by text", ("captured_by_text",)),
        MergeField("valuation_address", "Valuation address", ("valuation_address",)),
        MergeField("household_id", "Household", ("household_id",)),
    )
}


def is_empty(field: MergeField, row: Row) -> bool:
    """Whether a contact says nothing in a field; an address or a number that stands in for a name is no name."""
    if field.key == "name":
        return row["name_kind"] in ("none", "")
    return row[field.column] in (None, "")


def survivor(keep: Row, gone: Row, take: frozenset[str]) -> dict[str, Any]:
    """The columns of `keep` that change when `gone` is merged into it; `take` are the fields that `gone` gives.

    Empty fields are filled, the strictest opt-out wins, the owner with the older claim stays, the office's own fields
    are united (R25). Moments in ms UTC.
    """
    values: dict[str, Any] = {}
    for key, field in MERGE_FIELDS.items():
        if key in take or (is_empty(field, keep) and not is_empty(field, gone)):
            values |= {column: gone[column] for column in field.columns}
            if key == "name":
                values |= _with_the_name(gone, values)
    values |= _moments(keep, gone) | _subscription(keep, gone) | _owner(keep, gone)
    values["automation_frozen"] = bool(keep["automation_frozen"] or gone["automation_frozen"])
    values["extra"] = united(keep["extra"] or {}, gone["extra"] or {})
    return {column: value for column, value in values.items() if value != keep[column]}


def _with_the_name(gone: Row, values: Row) -> dict[str, Any]:
    """A couple's name says the spouse, a company's the company."""
    found = {}
    if gone["name_kind"] == "couple":
        found["spouse"] = gone["spouse"]
    if gone["name_kind"] == "company" and "company" not in values:
        found["company"] = gone["company"]
    return found


def discarded(keep: Row, gone: Row, values: Row) -> dict[str, tuple[str, Any]]:
    """What the gone contact said otherwise and is not taken over: label and value by key of the field."""
    stands = {**keep, **values}
    return {
        key: (field.label, gone[field.column])
        for key, field in MERGE_FIELDS.items()
        if not is_empty(field, gone) and stands[field.column] != gone[field.column]
    }


def united(keep: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """The office's own fields of both; where both say something else, the gone one's stands under "name (2)"."""
    found = dict(keep)
    for name, value in gone.items():
        if value in (None, ""):
            continue
        place, number = name, 2
        while found.get(place) not in (None, "", value):
            place, number = f"{name} ({number})", number + 1
        found[place] = value
    return found


def _moments(keep: Row, gone: Row) -> dict[str, Any]:
    found: dict[str, Any] = {name: min(keep[name], gone[name]) for name in ("created_at", "added_at")}
    for name in ("last_visit_at", "last_viewed_at", "sell_form_at"):
        found[name] = max((m for m in (keep[name], gone[name]) if m is not None), default=None)
    replies = [m for m in (keep["first_reply_at"], gone["first_reply_at"]) if m is not None]
    found["first_reply_at"] = min(replies, default=None)
    return found


def _subscription(keep: Row, gone: Row) -> dict[str, Any]:
    """Per channel subscribed only where both are; cause and date of the weightier opt-out of the two."""
    channels = ("email_subscribed", "text_subscribed")
    found: dict[str, Any] = {name: bool(keep[name] and gone[name]) for name in channels}
    outs = [row for row in (keep, gone) if not all(row[name] for name in channels)]
    if outs:
        first = min(outs, key=_weight)
        found |= {name: first[name] for name in ("unsubscribe_cause", "unsubscribed_at")}
    return found


def _weight(row: Row) -> tuple[bool, bool, int]:
    """From the heaviest on: no e-mail, then their own word before the archive's, then the older one."""
    return bool(row["email_subscribed"]), row["unsubscribe_cause"] in ("", "archive"), row["unsubscribed_at"] or 0


def _owner(keep: Row, gone: Row) -> dict[str, Any]:
    """The owner with the older claim; nobody has none, and a claim of unknown age is the younger one."""
    owned = [row for row in (keep, gone) if row["owner_id"] is not None]
    if not owned:
        return {}
    first = min(owned, key=lambda row: (row["owner_since"] is None, row["owner_since"] or 0))
    return {name: first[name] for name in ("owner_id", "owner_how", "owner_since")}


# -- what hangs on them ------------------------------------------------------------------------------------------


def same_email(row: Row) -> Any:
    """What makes two e-mails of a contact one."""
    return (row["value"] or row["raw"]).casefold().strip() or None


def same_phone(row: Row) -> Any:
    """What makes two numbers of a contact one."""
    return ((row["e164"] or row["raw"].casefold().strip()), row["extension"]) if row["e164"] or row["raw"] else None


def strictest(keep: Row, gone: Row) -> dict[str, Any]:
    """What changes of an e-mail or a number that both have: not usable where one of them is not (R17, R25)."""
    found: dict[str, Any] = {}
    if keep["usable"] and not gone["usable"]:
        found |= {"usable": False, "why_not": gone["why_not"]}
    if "told_wrong" in keep and gone["told_wrong"] > keep["told_wrong"]:
        found["told_wrong"] = gone["told_wrong"]
    if gone["label"] and not keep["label"]:
        found["label"] = gone["label"]
    return found


def completed(keep: Row, gone: Row, columns: tuple[str, ...]) -> dict[str, Any] | None:
    """What an address (or a property) gains from one of the same street that says nothing else; None when it does."""
    ours, theirs = ((row["street"] or row.get("raw", "")).casefold().strip() for row in (keep, gone))
    if not ours or ours != theirs:
        return None
    found: dict[str, Any] = {}
    for name in columns:
        ours, theirs = str(keep[name]).casefold().strip(), str(gone[name]).casefold().strip()
        if ours and theirs and ours != theirs:
            return None
        if theirs and not ours:
            found[name] = gone[name]
    return found


__all__ = [
    "MERGE_FIELDS", "MergeField", "completed", "discarded", "is_empty", "same_email", "same_phone", "strictest",
    "survivor", "united",
]  # fmt: skip
